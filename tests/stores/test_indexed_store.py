"""The store of the browser, by itself in one window: what a passphrase keeps in, and what becomes of damage and refusal."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyback.journal.entry import Entry, entry_text
from steadyback.journal.merge import MergeVerdict
from steadyback.journal.store import LockedError, StoreError, WrongPassphraseError
from tests.support.indexed import IndexedStore, Window, texts_of
from tests.unit.journal.made_entries import BODIES, an_entry, entries

pytestmark = pytest.mark.browser

WORDS, OTHER = "three blind mice", "see how they run"
TOLD = [an_entry(number, kind, **body) for number, (kind, body) in enumerate(BODIES.items())]
NOW = int(datetime(2026, 11, 21, 3, tzinfo=UTC).timestamp() * 1000)
NEW = MergeVerdict.NEW


@pytest.fixture
def store(window: Window) -> IndexedStore:
    """A diary with TOLD in it and one entry apart."""
    found = IndexedStore(window)
    found.append([*TOLD, TOLD[0]._replace(device="another")])
    return found


def held(store: IndexedStore) -> tuple[list[Entry], int]:
    return list(store.all()), len(list(store.apart()))


# ---- texts ----


@given(told=st.lists(entries(), min_size=1, max_size=8, unique_by=lambda entry: entry.id))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
def test_what_a_page_hands_in_is_kept_as_the_one_text_that_python_writes(window: Window, told: list[Entry]) -> None:
    window.ask("erase", True)
    assert window.ask("append", texts_of(told)) == ["new"] * len(told)
    assert window.ask("all") == [entry_text(entry) for entry in told]
    assert IndexedStore(window).append(told) == [MergeVerdict.IDENTICAL] * len(told)


def test_numbers_and_names_are_written_as_python_writes_them(window: Window) -> None:
    body: dict[str, Any] = {
        "😀": 1,
        "\ufb33": 2,
        "a": [1e-5, 0.1, 1e-7, -1.5e-9, 2**53, -0.0, 38.0, 123456.789],
        "Z": "\x7f\u2028\b",
        "": {},
    }
    told = an_entry(1, "dream", **body)
    assert window.ask("append", texts_of([told])) == ["new"]
    assert IndexedStore(window).append([told]) == [MergeVerdict.IDENTICAL]
    [text] = window.ask("all")
    assert json.loads(text)["body"] == body
    assert text == entry_text(told)


NO_ENTRIES = ["", "{}", "null", "[1]", "half of {", '{"id":1,"kind":"note","at":"x","device":"d","body":{}}']
NO_ENTRIES += [
    '{"id":"a","kind":"note","at":"x","device":"d","body":' + body + "}"
    for body in ("[]", "null", '"a"', '{"a":"\\ud800"}')
]


def test_what_is_no_entry_is_not_taken_open_or_locked(window: Window) -> None:
    window.ask("setPassphrase", WORDS)
    for _ in range(2):
        assert window.ask("append", [*NO_ENTRIES, *texts_of(TOLD[:1])])[:-1] == ["invalid"] * len(NO_ENTRIES)
        window.ask("lock")
    window.ask("unlock", WORDS)
    assert list(IndexedStore(window).all()) == TOLD[:1]


# ---- the passphrase ----


def test_everything_is_there_again_behind_the_passphrase(store: IndexedStore, window: Window) -> None:
    before = held(store)
    assert before == (TOLD, 1)
    window.ask("setPassphrase", WORDS)
    assert held(store) == before, "who has just set it may go on"
    for _ in range(2):
        window.ask("lock")
        for act in (store.count, store.all, store.apart, lambda: window.ask("note", "a")):
            with pytest.raises(LockedError):
                act()
        assert window.ask("device")["is_locked"]
        window.ask("unlock", f" {WORDS} ")
        assert held(store) == before
        window.page.reload()  # closed and opened: it is locked again
        window.opened()
    assert window.ask("device")["is_locked"]
    window.ask("unlock", WORDS)
    window.ask("liftPassphrase", WORDS)
    window.page.reload()
    window.opened()
    assert held(store) == before
    assert store.append([TOLD[0], an_entry(8000)]) == [MergeVerdict.IDENTICAL, NEW]


def test_another_passphrase_is_refused_and_nothing_changes(store: IndexedStore, window: Window) -> None:
    window.ask("setPassphrase", "caf\u00e9 au lait")
    before = rows(window)
    for wrong in ("cafe au lait", ""):
        window.ask("lock")
        for name, *more in (["unlock"], ["changePassphrase", OTHER], ["liftPassphrase"]):
            with pytest.raises(WrongPassphraseError) as caught:
                window.ask(name, wrong, *more)
            assert wrong == "" or wrong not in str(caught.value)
        with pytest.raises(LockedError):
            store.all()
    assert rows(window) == before
    window.ask("unlock", "cafe\u0301 au lait")  # the same words, typed on another keyboard
    assert held(store) == (TOLD, 1)


def test_changing_it_shuts_the_old_one_out_and_seals_everything_anew(store: IndexedStore, window: Window) -> None:
    window.ask("setPassphrase", WORDS)
    before = rows(window)
    window.ask("changePassphrase", WORDS, OTHER)
    assert held(store) == (TOLD, 1)
    after = rows(window)
    assert not {row["box"] for row in before} & {row["box"] for row in after}
    assert not {row["mark"] for row in before} & {row["mark"] for row in after}
    window.ask("lock")
    with pytest.raises(WrongPassphraseError):
        window.ask("unlock", WORDS)
    window.ask("unlock", OTHER)
    assert held(store) == (TOLD, 1)


def test_what_is_told_while_it_is_locked_is_sealed_and_found_in_order(store: IndexedStore, window: Window) -> None:
    late = [an_entry(7000 + number, text=f"Wolkenkuckucksheim {number}") for number in range(3)]
    for seal, passphrase in (("setPassphrase", WORDS), ("changePassphrase", OTHER)):
        window.ask(seal, *([WORDS] if seal == "changePassphrase" else []), passphrase)
        window.ask("lock")
        assert store.append([*late, an_entry(7009, "spasm", worst=14)]) == [NEW] * 3 + [MergeVerdict.INVALID]
        assert store.append([late[0], TOLD[0], TOLD[1]._replace(device="another")]) == [NEW] * 3
        assert window.ask("device")["waiting"] == 6
        assert "Wolkenkuckucksheim" not in window.dump()
        window.ask("unlock", passphrase)
        assert window.ask("device")["waiting"] == 0
        assert held(store) == ([*TOLD, *late], 2)
    window.ask("lock")
    assert store.append([an_entry(7100)]) == [NEW]
    window.ask("liftPassphrase", OTHER)
    assert held(store) == ([*TOLD, *late, an_entry(7100)], 2)


def test_keys_are_handed_to_nobody(store: IndexedStore, window: Window) -> None:
    def keys() -> list[str]:
        return [line for line in window.dump().splitlines() if line.startswith("key ")]

    assert len(keys()) == 3, "of the device, of the boxes, of the marks"
    assert all("extractable=false" in line for line in keys())
    window.ask("setPassphrase", WORDS)
    assert len(keys()) == 1, "the key of the device alone: it opens no diary"
    lent = "const lent = await store.lendKeys(); return Object.values(lent).map((one) => one.extractable ?? typeof one)"
    assert set(window.does(lent)) == {False, "string"}


def test_a_page_opens_with_the_keys_that_its_worker_lends(
    store: IndexedStore, window: Window, another: Callable[[], Window]
) -> None:
    window.ask("setPassphrase", WORDS)
    page = another()
    page.page.evaluate("""() => { const line = new BroadcastChannel('lend');
      line.onmessage = ({ data }) => { window.lent = store.openWith(data); }; }""")
    window.does("new BroadcastChannel('lend').postMessage(await store.lendKeys())")
    page.page.wait_for_function("window.lent")
    page.does("await lent")
    assert held(IndexedStore(page)) == (TOLD, 1)
    window.ask("lock", "here")
    assert held(IndexedStore(page)) == (TOLD, 1)
    window.ask("unlock", WORDS)
    window.ask("lock")
    page.page.wait_for_function("store.device().then((device) => device.is_locked)")


def test_a_passkey_is_a_second_way_in(store: IndexedStore, window: Window) -> None:
    secret, wrong = "new Uint8Array(32).fill(7)", "new Uint8Array(32).fill(8)"
    assert "Locked" in window.does(f"await store.setPasskey({secret}, 'credential', 'salt')"), "first a passphrase"
    window.ask("setPassphrase", WORDS)
    assert window.ask("passkey") is None
    window.does(f"await store.setPasskey({secret}, 'credential', 'salt')")
    assert window.ask("passkey") == {"credentialId": "credential", "salt": "salt"}
    window.ask("lock")
    assert window.does(f"await store.unlockWithPasskey({wrong})").startswith("Wrong: ")
    with pytest.raises(LockedError):
        store.all()
    assert window.does(f"await store.unlockWithPasskey({secret})") is None
    assert held(store) == (TOLD, 1)
    window.ask("lock")
    window.ask("unlock", WORDS)
    window.ask("changePassphrase", WORDS, OTHER)
    assert window.ask("passkey") is None, "new keys: the passkey is to be set anew"
    assert window.does(f"await store.unlockWithPasskey({secret})").startswith("Wrong: ")


def test_what_lies_outside_is_read_without_the_passphrase_and_stays_sealed(store: IndexedStore, window: Window) -> None:
    window.ask("tellOutside", {"country": "Wolkenkuckucksheim", "loss": True})
    window.ask("setPassphrase", WORDS)
    window.ask("lock")
    window.ask("lockAfter", 60)
    assert window.ask("outside") == {"country": "Wolkenkuckucksheim", "loss": True, "minutes": 60}
    assert window.ask("device")["minutes"] == 60
    assert "Wolkenkuckucksheim" not in window.dump()


# ---- somebody tampers, or a disk fails ----


#: Opens the database behind the store's back.
BASE = "new Promise((done) => { indexedDB.open('steadyback').onsuccess = ({ target }) => done(target.result); })"


def rows(window: Window, table: str = "entries") -> list[dict[str, Any]]:
    return list(
        window.page.evaluate(f"""async () => {{ const db = await {BASE}; const asked = db.transaction('{table}').objectStore('{table}').getAll();
      await new Promise((done) => {{ asked.onsuccess = done; }}); db.close();
      return asked.result.map((row) => ({{ ...row, box: new Uint8Array(row.box).join(), iv: row.iv.join() }})); }}""")
    )


def tampered(window: Window, table: str, change: str) -> None:
    """`change` sees the ``rows`` and the ``table`` in one transaction."""
    window.page.evaluate(f"""async () => {{ const db = await {BASE}; const tx = db.transaction('{table}', 'readwrite'), table = tx.objectStore('{table}');
      table.getAll().onsuccess = ({{ target }}) => {{ const rows = target.result; {change} }};
      await new Promise((done, fail) => {{ tx.oncomplete = done; tx.onabort = () => fail(tx.error); }}); db.close(); }}""")


@pytest.mark.parametrize(
    "change",
    [
        "table.put({ ...rows[1], box: rows[2].box, iv: rows[2].iv });",
        "table.put({ ...rows[1], box: new ArrayBuffer(300) });",
        "table.put({ ...rows[1], box: new ArrayBuffer(0) });",
        "table.put({ ...rows[1], box: 'words' });",
        "table.put({ ...rows[1], iv: null });",
        "table.put({ ...rows[1], mark: 'another' });",
        "table.put({ person: rows[1].person, number: rows[1].number });",
    ],
)
def test_a_damaged_entry_hides_no_other_and_is_counted(store: IndexedStore, window: Window, change: str) -> None:
    tampered(window, "entries", change)
    rest = [entry for entry in TOLD if entry != TOLD[1]]
    assert held(store) == (rest, 1)
    assert window.ask("device")["waiting"] == 1
    assert store.count() == len(TOLD)
    assert store.append([an_entry(8000)]) == [NEW]
    assert list(store.all(after=len(TOLD))) == [an_entry(8000)]
    window.ask("setPassphrase", WORDS)
    assert held(store) == ([*rest, an_entry(8000)], 1)
    window.ask("liftPassphrase", WORDS)
    assert held(store) == ([*rest, an_entry(8000)], 1)


def test_a_copy_that_is_brought_in_heals_what_was_damaged(store: IndexedStore, window: Window) -> None:
    tampered(window, "entries", "table.put({ ...rows[1], box: new ArrayBuffer(300) });")
    seen = store.count()
    assert store.append(TOLD) == [MergeVerdict.IDENTICAL, NEW, *[MergeVerdict.IDENTICAL] * (len(TOLD) - 2)]
    assert held(store) == ([TOLD[0], *TOLD[2:], TOLD[1]], 1)
    assert list(store.all(after=seen)) == [TOLD[1]], "who has read the rest finds it"
    assert window.ask("device")["waiting"] == 0


def test_a_damaged_note_in_the_box_shuts_nobody_out(store: IndexedStore, window: Window) -> None:
    window.ask("setPassphrase", WORDS)
    window.ask("lock")
    store.append([an_entry(7000), an_entry(7001), an_entry(7002)])
    tampered(
        window,
        "inbox",
        "const box = rows[1].box.slice(0); new Uint8Array(box)[5] ^= 1; table.put({ ...rows[1], box });",
    )
    window.ask("unlock", WORDS)
    expected = [*TOLD, an_entry(7000), an_entry(7002)]
    assert held(store) == (expected, 1)
    assert window.ask("device")["waiting"] == 1
    window.ask("changePassphrase", WORDS, OTHER)
    assert held(store) == (expected, 1)


@pytest.mark.parametrize(
    "change",
    [
        "rows[0].kdf.rounds = 1;",
        "rows[0].kdf.rounds = 1e12;",
        "rows[0].kdf.salt[0] ^= 1;",
        "rows[0].epoch = 'another';",
        "rows[0].wrapped.iv[0] ^= 1;",
        "rows[0].inbox.open = new ArrayBuffer(65);",
        "delete rows[0].wrapped;",
    ],
)
def test_a_changed_lock_opens_nothing(store: IndexedStore, window: Window, change: str) -> None:
    window.ask("setPassphrase", WORDS)
    tampered(window, "lock", change + "table.put(rows[0]);")
    window.page.reload()
    window.opened()
    with pytest.raises(StoreError):
        window.ask("unlock", WORDS)
    with pytest.raises(LockedError):
        store.all()


def test_lengths_tell_little_and_no_two_boxes_are_alike(store: IndexedStore, window: Window) -> None:
    store.append([an_entry(5000, "facts", answers={"a": "no"}), an_entry(5001, "facts", answers={"a": "unsure"})])
    found = [(len(row["box"].split(",")), row["iv"]) for row in rows(window)]
    assert found[-1][0] == found[-2][0]
    assert {(size - 16) % 256 for size, _ in found} == {0}
    assert len({iv for _, iv in found}) == len(found)


# ---- people, and erasing ----


def test_several_people_have_a_diary_each(store: IndexedStore, window: Window) -> None:
    first = window.ask("device")["person"]
    window.ask("setPassphrase", WORDS)
    second = window.ask("addPerson", "Ngozi", "Amina")
    assert [(one["id"], one["name"]) for one in window.ask("device")["people"]] == [(first, "Amina"), (second, "Ngozi")]
    assert store.count() == 0
    assert not window.ask("device")["has_lock"]
    assert store.append(TOLD[:2]) == [NEW, NEW]
    window.ask("rename", second, "Adaeze")
    assert window.ask("switchTo", first) is True
    assert window.ask("device")["is_locked"], "what was open is locked again"
    window.ask("unlock", WORDS)
    assert held(store) == (TOLD, 1)
    assert window.ask("switchTo", "nobody") is False
    assert held(store) == (TOLD, 1)
    window.ask("erase", False)
    assert window.ask("device")["people"] == [{"id": second, "name": "Adaeze"}]
    assert list(store.all()) == TOLD[:2]
    assert first not in window.dump()
    assert "Adaeze" not in window.dump()


def test_erasing_everyone_leaves_nothing(store: IndexedStore, window: Window) -> None:
    window.ask("addPerson", "Ngozi", "Amina")
    store.append(TOLD)
    window.ask("setPassphrase", WORDS)
    window.ask("keepNote", "move", {"at": 7})
    window.ask("lock")
    store.append([an_entry(7000)])
    window.ask("erase", True)
    lines = window.dump().splitlines()
    found = [line for line in lines if " getAll " in line]
    assert len(found) == 7
    assert all(line.endswith(" 0") for line in found), found
    assert lines[0] == "steadyback"
    assert not window.page.evaluate("caches.keys().then((names) => names.length)")
    assert window.page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))") == ["steadyback"]
    assert store.count() == 0
    assert store.append(TOLD) == [NEW] * len(TOLD)


# ---- kept pages and notes ----


def test_a_page_is_kept_for_its_time_version_and_count(store: IndexedStore, window: Window) -> None:
    def page(path: str = "/today", at: int = NOW, version: str = "v") -> Any:
        return window.ask("page", path, at, version)

    count, day = store.count(), 86_400_000
    made = [
        {
            "path": "/today",
            "from": NOW + n * day,
            "until": NOW + (n + 1) * day,
            "count": count,
            "version": "v",
            "body": f"day {n}",
        }
        for n in range(3)
    ]
    window.ask("keepPages", [*made, {**made[0], "path": "/", "body": "the door"}])
    assert [page(), page("/"), page(at=NOW + day - 1), page(at=NOW + day)] == ["day 0", "the door", "day 0", "day 1"]
    assert [page("/diary"), page(at=NOW - 1), page(at=NOW + 3 * day), page(version="w")] == [None] * 4
    window.ask("keepPages", [{**made[0], "body": "drawn anew"}])
    assert [page(), page(at=NOW + day), page("/")] == ["drawn anew", None, "the door"]
    store.append([an_entry(9000)])
    assert [page(), page("/")] == [None, None], "something was told since"
    window.ask("keepPages", [{**made[0], "count": store.count()}])
    assert page() == "day 0"
    for number in range(70):
        window.ask("keepPages", [{**made[0], "path": f"/diary/{number}", "count": store.count()}])
    assert page() is None, "the oldest go first"
    assert page("/diary/69") == "day 0"
    window.ask("setPassphrase", WORDS)
    assert page("/diary/69") is None
    window.ask("keepPages", [{**made[0], "count": store.count()}])
    assert page() == "day 0"
    window.ask("lock")
    assert page() is None


def test_notes_are_kept_and_follow_the_lock(store: IndexedStore, window: Window) -> None:
    assert window.ask("note", "move") is None
    for value in ({"at": 7, "state": "Wolkenkuckucksheim"}, [1, None], "text ", None):
        window.ask("keepNote", "move", value)
        assert window.ask("note", "move") == value
    window.ask("keepNote", "move", {"state": "Wolkenkuckucksheim"})
    window.ask("setPassphrase", WORDS)
    assert window.ask("note", "move") == {"state": "Wolkenkuckucksheim"}
    assert "Wolkenkuckucksheim" not in window.dump()
    window.ask("lock")
    with pytest.raises(LockedError):
        window.ask("keepNote", "move", 1)
    assert window.ask("howKept")["quota"] > 0
    assert isinstance(window.ask("askToKeep"), bool)
