"""What a passphrase keeps in, what it lets through, and that setting it at any moment of a crash loses nothing."""

import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from steadyback.journal.cipher import USUAL_COST, Cost, header_of, into_box, keys_of
from steadyback.journal.entry import Entry
from steadyback.journal.locked_store import LockedStore
from steadyback.journal.merge import MergeVerdict
from steadyback.journal.passphrase import change_passphrase, lift_passphrase, set_passphrase
from steadyback.journal.sqlite_store import SqliteStore
from steadyback.journal.store import LockedError, StoreError, WrongPassphraseError
from tests.stores import appending, sealing
from tests.unit.journal.made_entries import BODIES, an_entry, an_id

WORDS, OTHER = "three blind mice", "see how they run"
QUICK = Cost(8, 1, 1)
PLANTED = "Wolkenkuckucksheim"
TOLD = [an_entry(number, kind, **body) for number, (kind, body) in enumerate(BODIES.items())]
TOLD += [an_entry(100 + number, text=f"{PLANTED} {number} " * 40) for number in range(60)]


def planted(path: Path, told: list[Entry] = TOLD) -> Path:
    with closing(SqliteStore(path)) as store:
        for entry in told:
            store.append([entry])
        store.append([an_entry(100, text=f"{PLANTED} said otherwise")])
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A diary with TOLD in it and one entry apart, written bit by bit, lying open."""
    return planted(tmp_path / "diary" / "journal.sqlite3")


@pytest.fixture
def sealed(path: Path) -> Path:
    set_passphrase(path, WORDS, {"country": "UK"}, QUICK)
    return path


def everything(path: Path, passphrase: str) -> tuple[list[Entry], int]:
    with closing(LockedStore(path)) as store:
        store.unlock(passphrase)
        return list(store.all()), len(list(store.apart()))


def raw(path: Path) -> bytes:
    """Every byte of every file beside the diary, the diary included."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def columns(path: Path) -> list[object]:
    with closing(sqlite3.connect(path)) as other:
        return [value for row in other.execute("SELECT number, box FROM sealed ORDER BY number") for value in row]


# ---- nothing is lost, nothing shows ----


def test_everything_is_there_again_behind_the_passphrase(sealed: Path) -> None:
    assert everything(sealed, WORDS) == (TOLD, 1)


def test_no_word_of_hers_is_left_in_any_file(path: Path) -> None:
    assert PLANTED.encode() in raw(path), "else this test could not fail"
    set_passphrase(path, WORDS, {}, QUICK)
    found = raw(path)
    for word in (PLANTED, "caesarean", "low-left", "Okafor", "Ward 4", "496 0000", "phone", TOLD[3].at[:10], an_id(3)):
        assert word.encode() not in found, word
        assert word.encode("utf-16-le") not in found, word
    for word in ("spasm", "note", "due-date", WORDS):
        assert word.encode() not in found, word


def test_no_word_is_left_while_the_log_is_in_use(path: Path) -> None:
    """A server that is killed leaves the log behind: what lies in it then must be sealed too."""
    with closing(SqliteStore(path)) as held_open:
        held_open.append([an_entry(999, text=PLANTED)])
        set_passphrase(path, WORDS, {}, QUICK)
        assert PLANTED.encode() not in raw(path)
        store = LockedStore(path)
        store.append([an_entry(1000, text=PLANTED)])
        store.unlock(WORDS)
        store.append([an_entry(1001, text=PLANTED)])
        assert PLANTED.encode() not in raw(path)
        assert store.count() == len(TOLD) + 3
        store.close()


def test_a_reader_who_holds_the_file_delays_the_scrubbing_and_the_next_opening_does_it(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entry").fetchone()
        set_passphrase_soon(path)
        assert PLANTED.encode() in raw(path), "else nothing was delayed"
        reader.execute("ROLLBACK")
    LockedStore(path).close()
    assert PLANTED.encode() not in raw(path)
    assert everything(path, WORDS) == (TOLD, 1)


def set_passphrase_soon(path: Path) -> None:
    """As set_passphrase, without waiting for a reader for five seconds."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("steadyback.journal.passphrase._WAIT_MS", 30)
        set_passphrase(path, WORDS, {}, QUICK)


def test_lengths_tell_little(path: Path) -> None:
    set_passphrase(path, WORDS, {}, QUICK)
    with closing(LockedStore(path)) as store:
        store.unlock(WORDS)
        store.append([an_entry(5000, "facts", answers={"a": "no"}), an_entry(5001, "facts", answers={"a": "unsure"})])
    boxes = [value for value in columns(path) if isinstance(value, bytes)]
    assert len(boxes[-1]) == len(boxes[-2])
    assert {(len(box) - 28) % 256 for box in boxes} == {0}


def test_the_same_words_are_sealed_differently_each_time(sealed: Path) -> None:
    with closing(LockedStore(sealed)) as store:
        store.unlock(WORDS)
        store.append([an_entry(5000, text="twice"), an_entry(5001, text="twice")])
    boxes = [value for value in columns(sealed) if isinstance(value, bytes)]
    assert len({box[:12] for box in boxes}) == len(boxes)


def test_a_real_passphrase_takes_a_while_and_its_cost_is_in_the_file(tmp_path: Path) -> None:
    path = planted(tmp_path / "diary" / "journal.sqlite3", TOLD[:3])
    set_passphrase(path, WORDS, {})
    began = time.perf_counter()
    assert everything(path, WORDS)[0][:3] == TOLD[:3]
    assert time.perf_counter() - began > 0.1
    with closing(sqlite3.connect(path)) as other:
        header = header_of(other.execute("SELECT text FROM lock").fetchone()[0])
    assert header.cost == USUAL_COST
    assert USUAL_COST.memory >= 64 * 1024
    assert USUAL_COST.passes >= 3


# ---- the passphrase ----


def test_another_passphrase_is_refused_and_nothing_changes(sealed: Path) -> None:
    before = columns(sealed)
    with closing(LockedStore(sealed)) as store:
        for wrong in (OTHER, WORDS + "s", WORDS.upper(), ""):
            with pytest.raises(WrongPassphraseError, match="not the passphrase"):
                store.unlock(wrong)
            assert store.is_locked
            with pytest.raises(LockedError):
                list(store.all())
    assert columns(sealed) == before


def test_one_passphrase_typed_on_another_keyboard(path: Path) -> None:
    set_passphrase(path, "caf\u00e9 au lait", {}, QUICK)
    assert everything(path, " cafe\u0301 au lait ")[0] == TOLD


def test_changing_it_shuts_the_old_one_out_for_good(sealed: Path) -> None:
    old_copy = sealed.read_bytes()
    before = columns(sealed)
    change_passphrase(sealed, WORDS, OTHER, QUICK)
    assert everything(sealed, OTHER) == (TOLD, 1)
    with pytest.raises(WrongPassphraseError):
        everything(sealed, WORDS)
    assert not {value for value in before if isinstance(value, bytes)} & set(columns(sealed))
    sealed.with_name("old.sqlite3").write_bytes(old_copy)
    with closing(sqlite3.connect(sealed.with_name("old.sqlite3"))) as other:
        old_keys = keys_of(header_of(other.execute("SELECT text FROM lock").fetchone()[0]), WORDS)
    number, box = columns(sealed)[:2]
    assert isinstance(number, int)
    assert isinstance(box, bytes)
    with pytest.raises(Exception, match="damaged"):
        old_keys.unsealed(box, "sealed", number)


def test_changing_and_lifting_want_the_old_one(sealed: Path) -> None:
    with pytest.raises(WrongPassphraseError):
        change_passphrase(sealed, OTHER, "something else", QUICK)
    with pytest.raises(WrongPassphraseError):
        lift_passphrase(sealed, OTHER)
    assert everything(sealed, WORDS) == (TOLD, 1)


def test_lifting_it_gives_back_the_file_that_older_versions_read(sealed: Path) -> None:
    with closing(LockedStore(sealed)) as store:
        store.append([an_entry(7000, text="told while it was locked")])
    lift_passphrase(sealed, WORDS)
    with closing(SqliteStore(sealed)) as store:
        assert list(store.all()) == [*TOLD, an_entry(7000, text="told while it was locked")]
        assert len(list(store.apart())) == 1
        assert store.append([TOLD[0], an_entry(8000)]) == [MergeVerdict.IDENTICAL, MergeVerdict.NEW]
    with closing(sqlite3.connect(sealed)) as other:
        names = {row[0] for row in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == {"entry", "apart"}


def test_a_locked_diary_is_no_open_one_and_an_open_one_no_locked_one(sealed: Path, tmp_path: Path) -> None:
    with pytest.raises(LockedError, match="locked"):
        SqliteStore(sealed)
    open_one = planted(tmp_path / "other" / "journal.sqlite3", TOLD[:2])
    with pytest.raises(StoreError, match="no passphrase"):
        LockedStore(open_one)
    with closing(SqliteStore(open_one)) as store:
        assert store.count() == 3


def test_a_program_that_has_the_diary_open_is_told_that_it_was_locked(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        set_passphrase(path, WORDS, {}, QUICK)
        for act in (store.count, lambda: store.append([an_entry(9000)]), lambda: list(store.all())):
            with pytest.raises(LockedError):
                act()
    assert everything(path, WORDS) == (TOLD, 1)


def test_a_program_with_old_keys_is_told_and_writes_nothing(sealed: Path) -> None:
    with closing(LockedStore(sealed)) as store:
        store.unlock(WORDS)
        change_passphrase(sealed, WORDS, OTHER, QUICK)
        with pytest.raises(LockedError):
            store.append([an_entry(9000)])
        assert store.is_locked
        assert store.append([an_entry(9001)]) == [MergeVerdict.NEW], "now it goes into the box of the new lock"
    assert everything(sealed, OTHER) == ([*TOLD, an_entry(9001)], 1)


# ---- told while it is locked ----


def test_what_is_told_while_it_is_locked_is_sealed_and_found_in_order(sealed: Path) -> None:
    late = [an_entry(7000 + number, text=f"{PLANTED} at night {number}") for number in range(3)]
    with closing(LockedStore(sealed)) as store:
        assert store.append([*late, an_entry(7009, "spasm", worst=14)]) == [MergeVerdict.NEW] * 3 + [
            MergeVerdict.INVALID
        ]
        assert store.append([late[0], TOLD[0], an_entry(101, text="other words")]) == [MergeVerdict.NEW] * 3
        assert store.waiting() == 6
        assert PLANTED.encode() not in raw(sealed)
        with pytest.raises(LockedError):
            store.count()
        store.unlock(WORDS)
        assert store.waiting() == 0
        assert list(store.all()) == [*TOLD, *late]
        assert len(list(store.apart())) == 2


def test_what_another_program_tells_meanwhile_is_found(sealed: Path) -> None:
    with closing(LockedStore(sealed)) as mine, closing(LockedStore(sealed)) as other:
        mine.unlock(WORDS)
        other.append([an_entry(7000)])
        assert mine.count() == len(TOLD) + 1
        assert list(mine.all(after=len(TOLD))) == [an_entry(7000)]


def test_locking_again_lets_go_of_the_keys(sealed: Path) -> None:
    with closing(LockedStore(sealed)) as store:
        store.unlock(WORDS)
        assert store.count() == len(TOLD)
        store.lock()
        with pytest.raises(LockedError):
            next(store.all())


def test_what_lies_outside_is_read_without_the_passphrase(sealed: Path) -> None:
    with closing(LockedStore(sealed)) as store:
        store.tell_outside({"minutes": 30})
        assert store.outside == {"country": "UK", "minutes": 30}
    assert everything(sealed, WORDS) == (TOLD, 1)


# ---- somebody tampers ----


def tampered(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for statement in statements:
            other.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sealed SET box = (SELECT box FROM sealed WHERE number = 3) WHERE number = 2",
        "UPDATE sealed SET box = zeroblob(300) WHERE number = 2",
        "UPDATE sealed SET box = x'' WHERE number = 2",
        "UPDATE sealed SET box = 'words' WHERE number = 2",
        "UPDATE sealed SET number = 99999 WHERE number = 2",
        "UPDATE sealed SET box = (SELECT box FROM sealed_apart WHERE number = 1) WHERE number = 1",
    ],
)
def test_a_swapped_moved_or_changed_entry_is_noticed(sealed: Path, statement: str) -> None:
    tampered(sealed, statement)
    with pytest.raises(StoreError, match="damaged"):
        everything(sealed, WORDS)


@pytest.mark.parametrize("part", ["salt", "epoch", "wrapped", "inbox", "cost", "format"])
def test_a_changed_header_opens_nothing(sealed: Path, part: str) -> None:
    with closing(sqlite3.connect(sealed, isolation_level=None)) as other:
        header = json.loads(other.execute("SELECT text FROM lock").fetchone()[0])
        header[part] = (
            [16, 1, 1] if part == "cost" else "A" * 43 + "=" if part == "inbox" else "AAAA" + header[part][4:]
        )
        other.execute("UPDATE lock SET text = ?", (json.dumps(header),))
    with pytest.raises(StoreError):
        everything(sealed, WORDS)


def test_a_damaged_note_in_the_box_is_noticed_and_shuts_nobody_out(sealed: Path) -> None:
    with closing(sqlite3.connect(sealed, isolation_level=None)) as other:
        header = header_of(other.execute("SELECT text FROM lock").fetchone()[0])
        box = bytearray(into_box(header.inbox, "{}"))
        box[-1] ^= 1
        other.execute("INSERT INTO inbox (box) VALUES (?)", (bytes(box),))
        other.execute("INSERT INTO inbox (box) VALUES (x'00')")
    with closing(LockedStore(sealed)) as store:
        store.append([an_entry(7000)])
        store.unlock(WORDS)
        assert list(store.all()) == [*TOLD, an_entry(7000)]
        assert store.waiting() == 2
    change_passphrase(sealed, WORDS, OTHER, QUICK)
    assert everything(sealed, OTHER)[0] == [*TOLD, an_entry(7000)]
    lift_passphrase(sealed, OTHER)


# ---- crashes ----


def test_kill_9_while_it_is_set_changed_or_lifted_loses_nothing(path: Path) -> None:
    chance = random.Random(20261121)
    states = set()
    for _ in range(16):
        command = [sys.executable, sealing.__file__, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            for _ in range(
                chance.randint(1, 6)
            ):  # in which state it is killed must not hang on how fast this machine is
                child.stdout.readline()
            time.sleep(chance.uniform(0, 0.05))
            child.send_signal(signal.SIGKILL)
            assert child.wait() == -signal.SIGKILL, child.stderr.read()
        states.add(laid_open(path))
        with closing(SqliteStore(path)) as store:
            assert list(store.all()) == TOLD
            assert len(list(store.apart())) == 1
    assert len(states) > 1, "it was always killed in the same state"


@pytest.mark.parametrize("mode", ["sealed", "boxed"])
def test_kill_9_while_it_takes_entries_loses_nothing_that_was_acknowledged(tmp_path: Path, mode: str) -> None:
    chance = random.Random(mode)
    path = tmp_path / "diary" / "journal.sqlite3"
    set_passphrase(path, WORDS, {}, QUICK)
    acknowledged: set[str] = set()
    for seed in range(6):
        command = [sys.executable, appending.__file__, mode, str(path), str(seed)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            said = child.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            child.send_signal(signal.SIGKILL)
            said += child.stdout.read()
            assert child.wait() == -signal.SIGKILL, child.stderr.read()
        acknowledged |= {one for line in said.splitlines(keepends=True) if line.endswith("\n") for one in line.split()}
        told, _ = everything(path, WORDS)
        assert acknowledged <= {entry.id for entry in told}
        assert all(entry == appending.entry_of(entry.id) for entry in told)
        assert len({entry.id for entry in told}) == len(told)
    assert len(acknowledged) > 6


def laid_open(path: Path) -> str:
    """Open whatever a crash left, see that a sealed file holds no plain word, and lay it open again."""
    try:
        SqliteStore(path).close()
    except LockedError:
        LockedStore(path).close()
        assert PLANTED.encode() not in raw(path), "opening it finishes what the crash cut short"
        for passphrase in (WORDS, OTHER):
            try:
                lift_passphrase(path, passphrase)
            except WrongPassphraseError:
                continue
            return passphrase
        raise AssertionError("neither passphrase opens it") from None
    return "open"


def test_a_full_disk_leaves_it_as_it_was(path: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        real = sqlite3.connect

        def small(*words: object, **more: object) -> sqlite3.Connection:
            made = real(*words, **more)  # type: ignore[call-overload]
            made.execute("PRAGMA max_page_count = 20")
            return made

        patched.setattr("steadyback.journal.sqlite_file.sqlite3.connect", small)
        with pytest.raises(StoreError, match="full"):
            set_passphrase(path, WORDS, {}, QUICK)
    with closing(SqliteStore(path)) as store:
        assert list(store.all()) == TOLD


def test_no_message_repeats_a_passphrase(sealed: Path) -> None:
    with closing(LockedStore(sealed)) as store, pytest.raises(WrongPassphraseError) as caught:
        store.unlock("a secret of another diary")
    assert not re.search("secret", str(caught.value))
