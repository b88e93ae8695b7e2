"""The real server process: whom it answers, what it refuses, and that nothing acknowledged is ever lost."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from steadyback.cli.data_folder import JOURNAL
from tests.support.server import STEADYBACK, Companion, Heard

PAGES = ["/", "/now", "/you", "/you?then=now", "/call", "/after", "/seen", "/hide"]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


def spasm(worst: int = 5) -> dict[str, object]:
    body = {"worst": worst, "where": None, "doing": None, "began_at": None, "note": None}
    return {
        "id": str(uuid.uuid4()),
        "kind": "spasm",
        "at": "2026-11-21T03:00:00+00:00",
        "device": "test",
        "body": body,
    }


def is_kind(heard: Heard) -> bool:
    """A page in plain words with a way on, and nothing of the machine's own."""
    text = heard.text
    return "<h1" in text and 'href="/"' in text and "Traceback" not in text and "Error" not in text


# ---- whom it answers ----


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "0.0.0.0"])
@pytest.mark.parametrize("path", ["/", "/now"])
def test_another_name_is_refused(shared: Companion, host: str, path: str) -> None:
    heard = shared.ask("GET", path, headers={"Host": host})
    assert heard.status in (400, 403)
    assert "Steadyback" not in heard.text or "only on this computer" in heard.text
    assert "What do you need" not in heard.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_its_own_names_are_answered(shared: Companion, host: str) -> None:
    port = urlsplit(shared.address).port
    assert shared.ask("GET", "/", headers={"Host": f"{host}:{port}"}).status == 200


@pytest.mark.parametrize(
    "stranger",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/seen", "/entries", "/now", "/you"])
def test_a_form_of_another_page_is_refused(shared: Companion, stranger: dict[str, str], path: str) -> None:
    before = len(shared.entries())
    body = json.dumps([spasm()]).encode() if path == "/entries" else b"by=somebody&stage=loss&sgn-breath=no"
    heard = shared.ask("POST", path, body, {**(JSON if path == "/entries" else FORM), **stranger})
    assert heard.status == 403
    assert is_kind(heard)
    assert len(shared.entries()) == before


def test_a_form_of_its_own_page_is_taken(shared: Companion) -> None:
    own = {"Origin": shared.address, "Sec-Fetch-Site": "same-origin"}
    assert shared.ask("POST", "/you", b"stage=pregnant&weeks=20", {**FORM, **own}).status == 303


def test_entries_in_a_plain_form_from_elsewhere_are_no_way_in(shared: Companion) -> None:
    """A page elsewhere can send text without asking: it must not be taken for entries."""
    before = len(shared.entries())
    body = json.dumps([spasm()]).encode()
    heard = shared.ask("POST", "/entries", body, {"Content-Type": "text/plain"})
    assert heard.status == 422
    assert len(shared.entries()) == before


def test_it_listens_on_this_computer_only(shared: Companion) -> None:
    port = urlsplit(shared.address).port
    assert port
    others = {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for other in others - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
            socket.create_connection((other, port), timeout=2)


# ---- what every reply carries ----

ASKED = [
    *(("GET", path, 200) for path in PAGES),
    ("GET", "/static/steady.css", 200),
    ("GET", "/static/now.js", 200),
    ("GET", "/static/nothing.css", 404),
    ("GET", "/static/../../journal.sqlite3", 404),
    ("GET", "/nowhere", 404),
    ("GET", "/now/", 404),
    ("GET", "/entries", 405),
    ("GET", "/spasm", 405),
    ("GET", "/rung", 405),
    ("POST", "/", 405),
    ("POST", "/call", 405),
    ("POST", "/nowhere", 404),
    ("PUT", "/now", 405),
    ("DELETE", "/entries", 405),
    ("OPTIONS", "/now", 405),
    ("HEAD", "/", 200),
    ("HEAD", "/nowhere", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), ASKED)
def test_status_and_security_headers(shared: Companion, method: str, path: str, status: int) -> None:
    body = b"" if method == "POST" else None
    heard = shared.ask(method, path, body, FORM if method == "POST" else None)
    assert heard.status == status
    rules = heard.headers.get("content-security-policy", "")
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
    assert "http:" not in rules
    assert "https:" not in rules
    assert "frame-ancestors 'none'" in rules
    assert heard.headers["x-content-type-options"] == "nosniff"
    assert heard.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert heard.headers["cross-origin-opener-policy"] == "same-origin"
    if not path.startswith("/static/"):
        assert heard.headers["cache-control"] == "no-store", "nothing of hers stays in a cache"
    assert "server" not in heard.headers
    assert "set-cookie" not in heard.headers


@pytest.mark.parametrize("path", ["/nowhere", "/entries", "/static"])
def test_what_is_not_there_gets_a_kind_page(shared: Companion, path: str) -> None:
    assert is_kind(shared.get(path))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_script_or_style_of_its_own(shared: Companion, path: str) -> None:
    text = shared.get(path).text
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick" not in text
    for tag in text.split("<script")[1:]:
        opening = tag.partition(">")[0]
        assert 'src="/static/' in opening or 'type="application/json"' in opening


def test_pages_are_sent_small(shared: Companion) -> None:
    heard = shared.ask("GET", "/now", headers={"Accept-Encoding": "gzip"})
    assert heard.headers["content-encoding"] == "gzip"
    assert len(heard.body) < 60_000


# ---- what cannot be read ----

UNREADABLE = {
    "broken JSON": (b'[{"id": ', JSON),
    "no list": (b'{"a": 1}', JSON),
    "an empty list": (b"[]", JSON),
    "a list of nothing": (b"[null, 7]", JSON),
    "not UTF-8": (b"\xff\xfe\x00[", JSON),
    "deep": (b"[" * 100_000, JSON),
    "an entry without a kind": (b'[{"id": "x"}]', JSON),
    "a number too large": (b"[" + b"9" * 10_000 + b"]", JSON),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_entries_get_a_kind_page_and_change_nothing(shared: Companion, name: str) -> None:
    assert shared.send([spasm()]).status == 200
    before = len(shared.entries())
    body, kind = UNREADABLE[name]
    heard = shared.ask("POST", "/entries", body, kind)
    assert heard.status == 422, heard.text[:300]
    assert is_kind(heard)
    assert len(shared.entries()) == before
    assert shared.get("/").status == 200


def test_one_bad_entry_among_good_ones_keeps_none_or_says_which(shared: Companion) -> None:
    before = len(shared.entries())
    bad = {**spasm(), "body": {"worst": 99}}
    heard = shared.send([spasm(), bad, spasm()])
    assert heard.status == 422
    assert len(shared.entries()) == before
    assert is_kind(heard)


def test_sending_twice_doubles_nothing(companion: Companion) -> None:
    entry = spasm()
    for _ in range(3):
        assert companion.send([entry]).status == 200
    assert len(companion.entries()) == 1


def peak_memory(companion: Companion) -> int:
    """The most memory that the server has had, in bytes."""
    status = Path(f"/proc/{companion.process.pid}/status").read_text(encoding="utf-8")
    return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def test_a_huge_body_is_refused_and_not_kept(companion: Companion) -> None:
    port = urlsplit(companion.address).port
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.putrequest("POST", "/you")
    line.putheader("Content-Type", FORM["Content-Type"])
    line.putheader("Content-Length", str(200_000_000))
    line.endheaders()
    sent = 0
    try:
        while sent < 200_000_000:
            line.send(b"a" * 1_000_000)
            sent += 1_000_000
    except OSError:
        pass  # it hung up: good
    line.close()
    assert peak_memory(companion) < 250_000_000, "it kept what it should refuse"
    assert companion.get("/").status == 200
    assert not companion.entries()


def test_a_body_a_little_too_large_gets_a_kind_page(shared: Companion) -> None:
    heard = shared.ask("POST", "/you", b"a=" + b"b" * 4_000_001, FORM)
    assert heard.status in (413, 422)
    assert is_kind(heard)


def test_thousands_of_fields_get_a_kind_page(shared: Companion) -> None:
    body = "&".join(f"f{number}=no" for number in range(5_000)).encode()
    heard = shared.ask("POST", "/now", body, FORM)
    assert heard.status == 422
    assert is_kind(heard)
    heard = shared.get("/you?" + "&".join(f"f{number}=no" for number in range(700)))
    assert heard.status == 422
    assert is_kind(heard)


# ---- the disk ----


def test_a_locked_diary_gets_a_kind_page_and_opens_again(companion: Companion) -> None:
    assert companion.send([spasm()]).status == 200
    holder = sqlite3.connect(companion.data / JOURNAL, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        heard = companion.send([spasm()])
        assert heard.status == 503
        assert is_kind(heard)
        assert "another program" in heard.text
        assert companion.get("/now").status == 200, "what only reads goes on"
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert companion.send([spasm()]).status == 200
    assert len(companion.entries()) == 2


def test_a_folder_that_goes_away_gets_a_kind_page(companion: Companion) -> None:
    assert companion.send([spasm()]).status == 200
    folder = companion.data
    kept = folder.with_name(folder.name + "-kept")
    shutil.copytree(folder, kept)
    for path in folder.iterdir():
        path.write_bytes(b"not a diary any more" * 300)
    heard = companion.get("/now")
    assert heard.status in (200, 503)  # what is in memory may still be shown
    assert is_kind(heard) or heard.status == 200
    shutil.rmtree(kept)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte. Making it takes the rights of root; without them the test fails and says so."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        yield folder
        subprocess.run(["umount", "-l", str(folder)], check=False)
    else:
        yield folder


def test_a_full_disk_loses_nothing_and_says_so(tiny_disk: Path) -> None:
    """Where no small disk can be made, a limit on the size of files does the same."""
    is_mounted = os.path.ismount(tiny_disk)
    made = _limited(tiny_disk) if not is_mounted else Companion(tiny_disk / "diary")
    made.wait()
    try:
        acknowledged, refused = [], None
        for number in range(400):
            entry = {**spasm(), "kind": "note", "body": {"text": f"{number} " + "x" * 15_000}}
            heard = made.send([entry])
            if heard.status == 200:
                acknowledged.append(entry["id"])
                continue
            refused = heard
            break
        assert refused is not None, "the disk never filled"
        assert refused.status == 503
        assert is_kind(refused)
        assert "full" in refused.text
        assert "make room" in refused.text.lower()
        assert made.get("/now").status == 200, "the page still opens"
        assert [entry["id"] for entry in made.entries()] == acknowledged
    finally:
        made.kill()


def _limited(folder: Path) -> Companion:
    """A server whose files may not grow beyond a megabyte."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        return Companion(folder / "diary")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# ---- starting and stopping ----


def start(*options: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Start it and wait for it to give up."""
    command = [str(STEADYBACK), "serve", *options, *(["--data", str(data)] if data else [])]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a start that failed well."""
    assert done.returncode == 2, done
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    assert "Traceback" not in done.stderr
    assert lines[0].startswith("steadyback: ")
    return lines[0]


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        line = one_line(start("--port", str(taken.getsockname()[1]), data=tmp_path))
    assert "--port" in line


def test_a_second_companion_on_the_same_port_is_one_line(shared: Companion, tmp_path: Path) -> None:
    line = one_line(start("--port", str(urlsplit(shared.address).port), data=tmp_path))
    assert "--port" in line


@pytest.mark.parametrize("port", ["-1", "65536", "many", ""])
def test_a_port_that_cannot_be_is_one_line(tmp_path: Path, port: str) -> None:
    one_line(start(f"--port={port}", data=tmp_path))


def test_a_file_in_place_of_the_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "--data" in one_line(start("--port", "0", data=tmp_path / "file" / "diary"))


def test_a_file_that_is_no_diary_is_one_line_and_untouched(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).write_bytes(b"her letters, kept in a file of that name" * 100)
    before = (tmp_path / JOURNAL).read_bytes()
    assert JOURNAL in one_line(start("--port", "0", data=tmp_path))
    assert (tmp_path / JOURNAL).read_bytes() == before


def test_a_damaged_diary_is_one_line_and_untouched(tmp_path: Path, companion: Companion) -> None:
    for _ in range(30):
        companion.send([spasm()])
    with sqlite3.connect(companion.data / JOURNAL) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray((companion.data / JOURNAL).read_bytes())
    whole[40:3000] = b"\xff" * 2960
    (tmp_path / JOURNAL).write_bytes(whole)
    one_line(start("--port", "0", data=tmp_path))
    assert (tmp_path / JOURNAL).read_bytes() == bytes(whole)


def test_a_folder_that_may_not_be_written_is_one_line() -> None:
    """Nobody may make a file there, root neither."""
    assert "--data" in one_line(start("--port", "0", data=Path("/proc/steadyback-diary")))


def test_the_address_answers_as_soon_as_it_is_printed(tmp_path: Path) -> None:
    """She clicks it at once."""
    made = Companion(tmp_path)
    try:
        assert made.get("/hide").status == 200
    finally:
        made.kill()


def test_ctrl_c_ends_it_well(tmp_path: Path) -> None:
    made = Companion(tmp_path).wait()
    assert made.send([spasm()]).status == 200
    said = made.stop()
    assert made.process.returncode in (0, 130)
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) <= 1
    assert len(made.entries()) == 1


def test_kill_in_the_middle_of_it_all_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """Several tabs write at once; the power goes; every entry that was acknowledged is there, once, and readable."""
    for round_ in range(3):
        made = Companion(tmp_path).wait()
        acknowledged: list[str] = []
        stop = threading.Event()

        def write(made: Companion = made, acknowledged: list[str] = acknowledged, stop: threading.Event = stop) -> None:
            while not stop.is_set():
                entry = spasm()
                try:
                    if made.send([entry]).status == 200:
                        acknowledged.append(str(entry["id"]))
                except (OSError, http.client.HTTPException):
                    return

        writers = [threading.Thread(target=write) for _ in range(4)]
        for writer in writers:
            writer.start()
        while len(acknowledged) < 40 + 10 * round_ and any(writer.is_alive() for writer in writers):
            stop.wait(0.005)
        made.kill()
        stop.set()
        for writer in writers:
            writer.join(timeout=20)
        assert len(acknowledged) >= 40
        again = Companion(tmp_path).wait()
        kept = [entry["id"] for entry in again.entries()]
        assert not set(acknowledged) - set(kept)
        assert len(kept) == len(set(kept))
        assert again.get("/now").status == 200
        again.kill()
