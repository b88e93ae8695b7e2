"""Her diary goes out, comes in again, and ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from steadyback.journal.erasing import erase
from steadyback.journal.jsonl import write_lines
from steadyback.server.people import JOURNAL, PEOPLE
from tests.unit.journal.made_entries import an_entry
from tests.unit.server.her import PLANTED, Her, raw, switch

# ---- out, and in again ----


def test_a_copy_comes_back_and_twice_doubles_nothing(her: Her) -> None:
    her.notes("slept well 🌙 שלום, =1+1")
    copy = her.browser.get("/keep/export?as=jsonl")
    for shape in ("jsonl", "csv"):
        copy = her.browser.get(f"/keep/export?as={shape}")
        assert copy.headers["content-disposition"] == f'attachment; filename="diary-2026-11-21.{shape}"'
        assert copy.headers["cache-control"] == "no-store"
        said = her.brings(copy.content).text
        assert "0 new" in said
        assert "known already" in said
        pasted = her.browser.post(
            "/keep/import", data={"text": copy.text.replace("\n", "\r\n")}, files={"file": ("", b"")}
        )
        assert "0 new" in pasted.text
    before = her.get("/keep/export")
    her.told("/keep/erase", whose="mine", sure="yes")
    assert "🌙" not in her.get("/keep/export")
    assert f"{len(before.splitlines()) - 1} new" in her.brings(copy.content).text
    assert her.get("/keep/export") == before


def test_a_half_written_file_takes_nothing_until_she_agrees(her: Her) -> None:
    her.notes("mine")
    before = her.get("/keep/export")
    told = [an_entry(10 + number, text=f"note {number}") for number in range(4)]
    cut = "".join(write_lines(told)).encode()[:-30]
    refused = her.brings(cut)
    assert refused.status_code == 422
    assert "Nothing was brought in yet" in refused.text
    assert "Line 5" in refused.text
    assert "3 entries are whole" in refused.text
    assert her.get("/keep/export") == before
    taken = her.brings(cut, whole="yes").text
    assert "3 new" in taken
    assert "Line 5" in taken
    assert "note 2" in her.get("/keep/export")


def test_a_file_from_a_newer_version_keeps_what_it_cannot_read(her: Her) -> None:
    told = [an_entry(10), an_entry(11, "dream", about="the sea")]
    said = her.brings("".join(write_lines(told))).text
    assert "2 new" in said
    assert "1 from a newer Steadyback" in said
    assert "dream" in said
    assert "the sea" in her.get("/keep/export")
    newer = "".join(write_lines(told)).replace('"version":1', '"version":2')
    assert "newer" in her.brings(newer).text


def test_a_note_too_long_is_said_with_its_line_and_field(her: Her) -> None:
    long = an_entry(11)._replace(body={"text": "🌙" * 100_000})
    refused = her.brings("".join(write_lines([an_entry(10), long])))
    assert refused.status_code == 422
    assert "Line 3" in refused.text
    assert "body.text" in refused.text
    assert "100,000 characters" in refused.text
    assert len(refused.content) < 20_000


@pytest.mark.parametrize("data", [b"", b"   ", b"milk, bread", b"\xff\xfe\x00", b"{}", b"PK\x03\x04rubbish", b"<html>"])
def test_what_is_no_copy_is_said_kindly(her: Her, data: bytes) -> None:
    reply = her.brings(data, whole="yes")
    assert reply.status_code == 422
    assert "<h1" in reply.text
    assert her.get("/keep/export").count("\n") == 1


def test_two_entries_under_one_id_are_both_kept(her: Her) -> None:
    her.brings("".join(write_lines([an_entry(10, text="first")])))
    said = her.brings("".join(write_lines([an_entry(10, text="second")]))).text
    assert "1 kept apart" in said
    assert "first" in her.get("/keep/export")
    assert "second" in her.get("/keep/export")


# ---- the end ----


def test_erasing_asks_once_more_and_leaves_nothing(her: Her) -> None:
    her.notes(PLANTED)
    assert her.post("/keep/erase", whose="mine").status_code == 422
    assert PLANTED in her.get("/keep/export")
    her.told("/keep/erase", whose="mine", sure="yes")
    assert PLANTED.encode() not in raw(her.folder)
    assert "31 weeks" not in her.get("/")
    assert her.get("/keep/export").count("\n") == 1
    her.notes("a new beginning")
    assert "a new beginning" in her.get("/keep/export")


def test_erasing_one_of_several_leaves_the_others(come: Callable[[], Her]) -> None:
    her = come()
    her.notes(PLANTED)
    her.told("/people/add", own_name="Ann", name="Bea")
    her.notes("Grünkohl")
    switch(her, "Ann")
    her.told("/keep/erase", whose="mine", sure="yes")
    assert PLANTED.encode() not in raw(her.folder)
    assert "Ann" not in (her.folder / PEOPLE).read_text(encoding="utf-8")
    her = come()
    assert "Grünkohl" in her.get("/keep/export")
    her.told("/keep/erase", whose="mine", sure="yes")
    assert not (her.folder / PEOPLE).exists()
    assert not (her.folder / "people").exists()
    assert "Grünkohl".encode() not in raw(her.folder)


def test_erasing_everybody(her: Her) -> None:
    her.notes(PLANTED)
    her.told("/people/add", own_name="Ann", name="Bea")
    her.notes("Grünkohl")
    her.told("/keep/erase", whose="everyone", sure="yes")
    assert {file.name.partition("-")[0] for file in her.folder.iterdir()} == {JOURNAL}
    for word in (PLANTED, "Grünkohl", "Ann", "Bea"):
        assert word.encode() not in raw(her.folder)


def test_a_diary_erased_by_another_program_is_not_shown_any_longer(her: Her) -> None:
    her.notes(PLANTED)
    assert PLANTED in her.get("/keep/export")
    erase(her.folder / JOURNAL)
    assert PLANTED not in her.get("/keep/export")
    assert "31 weeks" not in her.get("/")


def test_what_a_crash_left_half_erased_is_gone_after_a_start(come: Callable[[], Her]) -> None:
    her = come()
    her.notes(PLANTED)
    her.household.close()
    (her.folder / JOURNAL).rename(her.folder / ".erased-0123")
    (her.folder / "people" / "b1").mkdir(parents=True)
    (her.folder / "people" / "b1" / ".erased-4567").write_text(PLANTED, encoding="utf-8")
    her = come()
    assert PLANTED.encode() not in raw(her.folder)
    assert "31 weeks" not in her.get("/")


def test_a_damaged_or_locked_diary_can_be_erased_too(tmp_path: Path) -> None:
    path = tmp_path / JOURNAL
    path.write_bytes(PLANTED.encode() * 1000)
    erase(path)
    assert not list(tmp_path.iterdir())
    erase(path)
