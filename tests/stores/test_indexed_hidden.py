"""Nothing readable of a diary lies in the browser: not in any table, and not in any file of the profile.

The tables are read row by row, bytes as three kinds of text; the files are read raw. Chromium's files may be compressed
(LevelDB with snappy), and then a word may stand there in pieces: so the same words are also put, open, into a database
beside the diary, and a word counts as searched for in the files only because it is found there. The rows say the rest.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.support.browser import chromium_path
from tests.support.indexed import Site, Window, texts_of
from tests.unit.journal.made_entries import BODIES, an_entry, an_id

pytestmark = pytest.mark.browser

WORDS, OTHER = "three blind mice", "see how they run"
NAME, PERSON, NOTE, PAGE, PATH = (
    "Wolkenkuckucksheim",
    "Ngozi-Adaeze",
    "Himmelsleiter",
    "Regenbogenforelle",
    "/diary/Zwetschgenmus",
)
PLANTED = (
    NAME,
    PERSON,
    NOTE,
    PAGE,
    PATH,
    "caesarean",
    "low-left",
    "Okafor",
    "Ward 4",
    "496 0000",
    "2026-11-21T",
    an_id(3),
)
#: Kinds, and what a page might leave behind.
SHORT = ("spasm", "due-date", "knowledge_version", WORDS, OTHER)
TOLD = [an_entry(number, kind, **body) for number, (kind, body) in enumerate(BODIES.items())]
TOLD += [an_entry(100 + number, text=f"{NAME} {number} " * 40) for number in range(40)]


@pytest.fixture
def profile_on_disk(browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    context = browser.browser_type.launch_persistent_context(str(tmp_path / "profile"), executable_path=chromium_path())
    yield context
    context.close()


def fill(window: Window) -> None:
    """Everything that a diary may hold, every way that it may come to be written."""
    window.ask("append", texts_of(TOLD))
    window.ask("append", texts_of([TOLD[3]._replace(device="another")]))
    window.ask("addPerson", PERSON, NAME)
    window.ask("append", texts_of(TOLD[:5]))
    window.ask("keepNote", NOTE, {"at": 7, "words": NOTE})
    page = {"path": PATH, "from": 0, "until": 9, "count": 5, "version": "v", "body": f"<p>{PAGE}</p>" * 500}
    window.ask("keepPages", [page])
    window.ask("tellOutside", {"country": NAME, "loss": True})
    window.ask("setPassphrase", WORDS)
    window.ask("keepPages", [page])
    window.ask("lock")
    window.ask("append", texts_of(an_entry(500 + number, text=NAME * 20) for number in range(5)))


def raw(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_no_table_and_no_file_of_the_profile_holds_a_word(
    profile_on_disk: BrowserContext, site: Site, tmp_path: Path
) -> None:
    window = Window(profile_on_disk.new_page(), site.address)
    fill(window)
    found = window.dump()
    assert f"entries getAll {len(TOLD) + 5}" in found, "else nothing was searched"
    assert "inbox getAll 5" in found
    for word in (*PLANTED, *SHORT):
        assert word not in found, word
    window.ask("unlock", WORDS)
    window.ask("changePassphrase", WORDS, OTHER)
    window.ask("liftPassphrase", OTHER)
    found = window.dump()
    assert f"entries getAll {len(TOLD) + 10}" in found
    for word in (*PLANTED, *SHORT):
        assert word not in found, word
    profile_on_disk.close()
    assert list((tmp_path / "profile").rglob("*.leveldb")), "the browser keeps its databases elsewhere"
    found_on_disk = raw(tmp_path / "profile")
    for word in (*PLANTED, *SHORT):
        for kind in ("utf-8", "utf-16-le"):
            assert word.encode(kind) not in found_on_disk, word


def test_the_search_would_find_words_that_lie_open(profile_on_disk: BrowserContext, site: Site, tmp_path: Path) -> None:
    window = Window(profile_on_disk.new_page(), site.address)
    window.page.evaluate(
        """(words) => new Promise((done) => { const asked = indexedDB.open('open-beside-it');
          asked.onupgradeneeded = () => asked.result.createObjectStore('rows');
          asked.onsuccess = () => { const tx = asked.result.transaction('rows', 'readwrite'), rows = tx.objectStore('rows');
            words.forEach((word, at) => { rows.put({ word }, at); rows.put(new TextEncoder().encode(word).buffer, 'bytes' + at); });
            tx.oncomplete = () => { asked.result.close(); done(); }; }; })""",
        list(PLANTED),
    )
    found = window.dump()
    assert all(word in found for word in PLANTED)
    profile_on_disk.close()
    found_on_disk = raw(tmp_path / "profile")
    assert all(word.encode() in found_on_disk for word in PLANTED)


def test_nothing_is_said_to_the_console(profile_on_disk: BrowserContext, site: Site) -> None:
    page, said = profile_on_disk.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    window = Window(page, site.address)
    fill(window)
    window.bridge("append", json.dumps([["half of {", "{}"]]))
    window.bridge("unlock", json.dumps([OTHER]))
    assert said == []
