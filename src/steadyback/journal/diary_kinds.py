"""The kinds of entry that make a diary: days, moves, medicines by her own plan, her own words for things."""

from steadyback.journal.fault import EntryError
from steadyback.journal.instant import utc_of
from steadyback.journal.kind import Body, Kind, not_after
from steadyback.journal.shapes import (
    ANSWERS,
    CLOCK,
    DAY,
    ENTRY_ID,
    INSTANT,
    SLUG,
    TIMES,
    WEEKDAYS,
    list_of,
    one_of,
    optional,
    text,
    whole,
    yes_no,
)

#: The longest note, in characters.
LONGEST_NOTE = 20_000
#: Between two breaks from sitting or standing, in minutes: the least and the most that may be set (seed-spasms).
BREAK_MINUTES = (30, 45)

_NOTE = text(LONGEST_NOTE, "slept well")
_WORDS = text(200, "ward 4")


def _on(body: Body, at: str) -> None:
    not_after(body, "on", at)


def _tried(body: Body, at: str) -> None:
    if body.get("what") is None and body.get("name") is None:
        raise EntryError("body.what", "it does not tell what she tried", "give what, or a name")
    not_after(body, "on", at)


def _medicine(body: Body, at: str) -> None:
    if body.get("plan") is None and body.get("name") is None:
        raise EntryError("body.name", "it does not tell what was taken", "give the plan it belongs to, or a name")
    taken = body.get("taken_at")
    if taken is not None and utc_of(taken) > utc_of(at):
        raise EntryError("body.taken_at", f"{taken} is after the entry itself ({at})", "give a time that has been")


def _experiment(body: Body, at: str) -> None:
    not_after(body, "ended", at)
    if body["last"] < body["first"]:
        raise EntryError("body.last", f"{body['last']} is before the first day", "give a later day")
    if body["block"] == 3:
        raise EntryError("body.block", "three days have no two halves", "give 2 or 4")


def _preferences(body: Body, _at: str) -> None:
    if (body.get("quiet_from") is None) != (body.get("quiet_to") is None):
        raise EntryError("body.quiet_to", "quiet hours have only one end", "give both, or neither")


DIARY_KINDS: dict[str, Kind] = {
    "day": Kind(
        "how one day was; every field but the day may be left out, and what is left out is not known",
        {
            "on": DAY,
            "worst": optional(whole(0, 10, 4)),
            "held": optional(ANSWERS),
            "load": optional(one_of("less", "usual", "more")),
            "sleep": optional(one_of("good", "broken", "poor")),
            "woke": optional(yes_no()),
            "managed": optional(one_of("easily", "with-effort", "hardly")),
            "sure": optional(whole(0, 10, 7)),
            "note": optional(_NOTE),
        },
        _on,
    ),
    "tried": Kind(
        "something she tried (a rung, a method, a move, or a thing of her own), and whether it helped",
        {
            "what": optional(SLUG),
            "name": optional(text(200, "a warm bath")),
            "helped": optional(one_of("helped", "a-little", "no", "worse")),
            "spasm": optional(ENTRY_ID),
            "on": optional(DAY),
        },
        _tried,
    ),
    "move": Kind(
        "one exercise of the routine: done, or stopped and why",
        {
            "exercise": SLUG,
            "form": optional(SLUG),
            "did": one_of("done", "stopped"),
            "felt": optional(one_of("better", "same", "worse", "changed")),
            "why": optional(one_of("pain", "new-sign", "breath", "dizzy", "leak", "tired", "called-away", "other")),
            "seconds": optional(whole(0, 86_400, 90)),
            "sets": optional(whole(0, 20, 2)),
        },
    ),
    "medicine-plan": Kind(
        "what her own clinician wrote for her; the limits are theirs, and we only count",
        {
            "name": text(200, "the tablets in my notes"),
            "most_a_day": optional(whole(1, 24, 4)),
            "hours_between": optional(whole(1, 72, 6)),
            "written_by": optional(_WORDS),
            "on": optional(DAY),
            "until": optional(DAY),
        },
    ),
    "medicine": Kind(
        "a medicine she took",
        {
            "plan": optional(ENTRY_ID),
            "name": optional(text(200, "the tablets in my notes")),
            "taken_at": optional(INSTANT),
            "amount": optional(text(100, "one")),
        },
        _medicine,
    ),
    "side-effect": Kind(
        "something she felt after a medicine",
        {"text": text(2000, "a rash on my arm"), "plan": optional(ENTRY_ID), "on": optional(DAY)},
        _on,
    ),
    "trigger": Kind(
        "a trigger of her own, named in her own words; its id stands in the days",
        {"name": text(80, "the long drive to work"), "until": optional(DAY)},
    ),
    "booked": Kind(
        "what she did about something that needs a person",
        {
            "about": SLUG,
            "did": one_of("booked", "not-now", "been", "not-so"),
            "by": optional(_WORDS),
            "on": optional(DAY),
        },
    ),
    "tick": Kind("one thing of the home or the kit is set up, or not any more", {"item": SLUG, "done": yes_no()}),
    "break": Kind(
        "a break from sitting or standing",
        {"did": one_of("sat-down", "up", "not-today"), "seconds": optional(whole(0, 86_400, 120))},
    ),
    "measure": Kind(
        "a number or a score that somebody worked out, or three things that matter to her",
        {"what": SLUG, "value": optional(whole(0, 100, 6)), "name": optional(_WORDS), "on": optional(DAY)},
        _on,
    ),
    "experiment": Kind(
        "days by lot with more of one thing that is safe to vary, and days as usual; the seed gives the lots again",
        {
            # breaks, drinks, meals; a word that only a newer version knows is kept, and nothing is made of it
            "what": SLUG,
            "first": DAY,
            "last": DAY,
            "seed": whole(0, 999_999, 20417),
            "block": whole(2, 4, 4),
            "ended": optional(DAY),
            "looks": optional(whole(1, 20, 1)),
        },
        _experiment,
    ),
    "plan": Kind(
        "the plan from her chart, in her own words, and the moves that it leaves out; an empty one takes it away",
        {
            "leave_out": optional(list_of(SLUG, most=50)),
            "text": optional(_NOTE),
            "by": optional(_WORDS),
            "on": optional(DAY),
        },
        _on,
    ),
    "preferences": Kind(
        "how she wants it; a field left out stays as it was",
        {
            "units": optional(one_of("metric", "imperial")),
            "language": optional(one_of("en")),
            "feeding": optional(one_of("breast", "bottle", "both", "none", "not-told")),
            "look": optional(whole(0, 6, 1)),
            "quiet_from": optional(CLOCK),
            "quiet_to": optional(CLOCK),
            "break_minutes": optional(whole(*BREAK_MINUTES, 40)),
            "break_from": optional(CLOCK),
            "break_to": optional(CLOCK),
            "routine_at": optional(CLOCK),
            "remind": optional(list_of(SLUG, most=50)),
            "remind_at": optional(TIMES),
            "remind_days": optional(WEEKDAYS),
            "remind_words": optional(one_of("neutral", "plain")),
        },
        _preferences,
    ),
}
