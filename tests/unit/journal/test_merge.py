"""What becomes of an entry that arrives."""

import pytest
from hypothesis import given

from steadyback.journal.entry import Entry
from steadyback.journal.merge import MergeVerdict, merge
from tests.unit.journal.made_entries import an_entry, entries


@given(entries())
def test_an_entry_is_new_once_and_identical_ever_after(entry: Entry) -> None:
    assert merge(None, entry) is MergeVerdict.NEW
    assert merge(entry, entry._replace(body=dict(reversed(entry.body.items())))) is MergeVerdict.IDENTICAL


@pytest.mark.parametrize(
    "other",
    [
        an_entry(1, "note", text="other words"),
        an_entry(1, "note", text="note 1", more=1),
        an_entry(1, "country", code="UK"),
        an_entry(1, device="laptop"),
        an_entry(1, at="2026-11-21T03:12:46+00:00"),
        an_entry(1, at="2026-11-21T04:12:45+01:00"),
    ],
)
def test_other_content_under_the_same_id_is_a_conflict(other: Entry) -> None:
    assert merge(an_entry(1), other) is MergeVerdict.CONFLICT


def test_yes_and_one_are_different_content() -> None:
    assert merge(an_entry(1, text="x", n=1), an_entry(1, text="x", n=True)) is MergeVerdict.CONFLICT
    assert merge(an_entry(1, text="x", n=1), an_entry(1, text="x", n=1.0)) is MergeVerdict.IDENTICAL


def test_what_cannot_be_an_entry_is_invalid_whatever_is_known() -> None:
    wrong = an_entry(1, "spasm", worst=14)
    assert merge(None, wrong) is MergeVerdict.INVALID
    assert merge(an_entry(1), wrong) is MergeVerdict.INVALID


def test_a_kind_from_a_newer_version_is_kept_unread() -> None:
    assert merge(None, an_entry(1, "dream", about="the sea")) is MergeVerdict.NEW


def test_only_entries_of_one_id_are_compared() -> None:
    with pytest.raises(ValueError, match="different entries"):
        merge(an_entry(1), an_entry(2))
