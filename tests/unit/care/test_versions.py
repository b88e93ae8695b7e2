"""Every version of a check is at its own place in time, whatever was taken back and whatever the clocks said."""

from __future__ import annotations

from steadyback.care.versions import in_order
from steadyback.journal.fold import effective
from tests.scenarios.telling import Her


def order(her: Her) -> list[tuple[str, object]]:
    return [
        (saying.one.entry.kind, None if saying.changed is None else saying.changed["answers"].get("sgn-fever"))
        for saying in in_order(her.entries, effective(her.entries))
    ]


def checked() -> Her:
    her = Her()
    her.is_pregnant(31)
    her.checks()
    return her


def test_an_amendment_stands_where_it_was_made() -> None:
    her = checked()
    check = her.entries[-1]
    her.is_seen()
    her.amends(check, sgn_fever="yes")
    her.says("note", text="hello")
    assert order(her) == [("due-date", None), ("check", None), ("seen", None), ("check", "yes"), ("note", None)]


def test_what_was_changed_again_or_taken_back_is_still_there() -> None:
    her = checked()
    first = her.amends(her.entries[-1], sgn_fever="yes")
    her.puts("amend", entry=first.id, body={**first.body["body"], "answers": {"sgn-fever": "unsure"}})
    her.withdraws(first)
    assert [changed for kind, changed in order(her) if kind == "check"] == [None, "yes", "unsure"]


def test_an_amendment_never_comes_before_its_check() -> None:
    her = Her()
    her.after(days=5).is_pregnant(31)
    check = her.checks()
    her.after(days=1).amends(check, sgn_fever="yes")
    assert order(her) == [("due-date", None), ("check", None), ("check", "yes")]


def test_what_is_about_nothing_or_does_not_fit_is_left_out() -> None:
    her = checked()
    check = her.entries[-1]
    her.puts("amend", entry=check.id, body={"answers": "all well"})
    her.puts("amend", entry="00000000-0000-7000-8000-00000000ffff", body=check.body)
    ring = [f"00000000-0000-7000-8000-00000000000{number}" for number in (4, 5)]
    her.entries.pop()
    her.puts("amend", entry=ring[1], body=check.body)
    her.puts("amend", entry=ring[0], body=check.body)
    assert [entry.id for entry in her.entries[-2:]] == ring
    assert order(her) == [("due-date", None), ("check", None)]


def test_amendments_of_other_kinds_are_the_folds_affair() -> None:
    her = Her()
    told = her.is_pregnant(31)
    her.puts("amend", entry=told.id, body={"source": "unknown"})
    assert order(her) == [("due-date", None)]
