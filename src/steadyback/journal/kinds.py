"""Every kind of entry: what it says, its fields, and what must agree between them.

A new kind is one more line in ``KINDS``; the check and the JSON Schema follow. Keys of a body that are not named
here are kept as they are.
"""

from steadyback.journal.diary_kinds import DIARY_KINDS, LONGEST_NOTE
from steadyback.journal.fault import EntryError, UnknownKindError, shown
from steadyback.journal.instant import day_of, utc_of
from steadyback.journal.kind import Body, Kind, not_after
from steadyback.journal.shapes import (
    ANSWERS,
    ANYTHING,
    COUNTRY,
    DAY,
    ENTRY_ID,
    INSTANT,
    PHONE,
    SLUG,
    check_fields,
    list_of,
    one_of,
    optional,
    text,
    whole,
)
from steadyback.vocabulary.timing import DAYS_IN_WEEK, LAST_POSTPARTUM_WEEK, LAST_PREGNANT_WEEK, BirthMode, Stage

#: A due date further ahead of the entry than this is a slip of the pen, in weeks.
LATEST_DUE_IN_WEEKS = 45
#: The only words that let the ladder go on after a red flag: her own, deliberate ones.
SEEN_WORDS = "I have been seen"


def check_body(kind: str, body: Body, at: str) -> None:
    """Nothing when ``body`` is right for an entry of this kind made ``at`` an instant, else EntryError.

    ``body`` is plain JSON and ``at`` a sound instant. UnknownKindError when there is no such kind.
    """
    known = KINDS.get(kind)
    if known is None:
        raise UnknownKindError("kind", f"{shown(kind)} is not a kind that this version knows", _mend_for(kind))
    check_fields(body, known.fields)
    if known.agrees is not None:
        known.agrees(body, at)


def _mend_for(kind: str) -> str:
    import difflib

    near = difflib.get_close_matches(kind, list(KINDS), n=1, cutoff=0.7)
    return f"did you mean {near[0]}?" if near else "it may come from a newer Steadyback: update this one first"


def _due_date(body: Body, at: str) -> None:
    not_after(body, "lmp", at)
    not_after(body, "on", at)
    edd, weeks = body.get("edd"), body.get("weeks")
    if edd is not None and (day_of(edd) - day_of(at)).days > LATEST_DUE_IN_WEEKS * DAYS_IN_WEEK:
        why = f"{edd} is more than {LATEST_DUE_IN_WEEKS} weeks after the entry ({at[:10]})"
        raise EntryError("body.edd", why, "look at the year and the month")
    if weeks is not None and body.get("on") is None:
        raise EntryError("body.on", "weeks are given without the day they were true", 'add it, like "2026-03-01"')
    if weeks is None and body.get("days") is not None:
        raise EntryError("body.weeks", "days are given without weeks", "add the completed weeks, like 24")
    if edd is None and weeks is None and body.get("lmp") is None and body["source"] != "unknown":
        mend = 'give edd, or lmp, or weeks and on; or say "source": "unknown"'
        raise EntryError("body", "it does not tell how far she is", mend)


def _birth(body: Body, at: str) -> None:
    not_after(body, "on", at)


def _check(body: Body, _at: str) -> None:
    weeks = body.get("weeks")
    if body.get("stage") == Stage.PREGNANT.value and weeks is not None and weeks > LAST_PREGNANT_WEEK:
        why = f"a pregnancy has no week {weeks}"
        raise EntryError("body.weeks", why, f"give completed weeks from 0 to {LAST_PREGNANT_WEEK}")


def _clearance(body: Body, at: str) -> None:
    not_after(body, "on", at)
    until = body.get("until")
    if until is not None and until < body["on"]:
        raise EntryError("body.until", f"{until} is before the day it was given", "give a later day, or null")
    if "all" in body["for"] and len(body["for"]) > 1:
        raise EntryError("body.for", '"all" stands beside single exercises', 'give ["all"] or the exercises alone')


def _spasm(body: Body, at: str) -> None:
    began = body.get("began_at")
    if began is not None and utc_of(began) > utc_of(at):
        raise EntryError("body.began_at", f"{began} is after the entry itself ({at})", "give a time that has been")


_WEEKS = whole(0, LAST_PREGNANT_WEEK, 24)
_BY = text(200, "my midwife")
BABIES = whole(1, 8, 1)

KINDS: dict[str, Kind] = {
    "due-date": Kind(
        "how far the pregnancy is, told in any one way: due date, last period, or weeks on a day",
        {
            "edd": optional(DAY),
            "source": one_of("scan", "period", "unknown"),
            "lmp": optional(DAY),
            "weeks": optional(_WEEKS),
            "days": optional(whole(0, 6, 3)),
            "on": optional(DAY),
            "babies": optional(BABIES),
        },
        _due_date,
    ),
    "birth": Kind(
        "the baby is born",
        {
            "on": DAY,
            "mode": one_of(*(mode.value for mode in BirthMode)),
            "weeks": optional(_WEEKS),
            "babies": optional(BABIES),
        },
        _birth,
    ),
    "loss": Kind(
        "the pregnancy ended in a loss; after a birth that she told of, the day and the kind of that birth",
        {"on": optional(DAY), "mode": optional(one_of(*(mode.value for mode in BirthMode)))},
        _birth,
    ),
    "facts": Kind("what she told about herself", {"answers": ANSWERS}),
    "check": Kind(
        "one red-flag check: the signs that were shown and what she answered",
        {
            "answers": ANSWERS,
            "shown": list_of(SLUG),
            "knowledge_version": text(200, "2026-11-21"),
            # an urgency; a word that only a newer version knows is kept, and read as "not known"
            "advised": optional(SLUG),
            "stage": optional(one_of(*(stage.value for stage in Stage))),
            "weeks": optional(whole(0, LAST_POSTPARTUM_WEEK, 24)),
            "about": one_of("spasm", "again", "other"),
        },
        _check,
    ),
    "heard": Kind(
        "what she answered when she was asked about words that she wrote in another entry",
        {"entry": ENTRY_ID, "answers": ANSWERS},
    ),
    "ladder": Kind(
        "one move on the self-care ladder",
        {
            "did": one_of("start", "done", "stay", "ease-back", "skip", "pause", "resume", "finish"),
            "rung": optional(SLUG),
            "felt": optional(one_of("better", "same", "worse", "changed")),
            "seconds": optional(whole(0, 86_400, 90)),
        },
    ),
    "seen": Kind(
        "she says, of her own accord, that somebody has seen her about a red flag",
        {"by": _BY, "on": optional(DAY), "flags": list_of(SLUG), "words": one_of(SEEN_WORDS)},
        _birth,
    ),
    "clearance": Kind(
        "a clinician said yes to exercises, or to all of them",
        {"by": _BY, "on": DAY, "for": list_of(SLUG, least=1), "until": optional(DAY)},
        _clearance,
    ),
    "spasm": Kind(
        "her back grabbed; every field may be left out",
        {
            "worst": optional(whole(0, 10, 7)),
            "where": optional(one_of("low-left", "low-right", "low-all", "higher", "neck", "tailbone", "pelvis")),
            "doing": optional(text(500, "bend or twist")),
            "began_at": optional(INSTANT),
            "note": optional(text(LONGEST_NOTE, "it let go after ten minutes")),
            "feels": optional(one_of("grip", "lump", "ache", "leg")),
        },
        _spasm,
    ),
    "country": Kind("where she is", {"code": COUNTRY}),
    "contact": Kind(
        "a number of her own",
        {"who": one_of("maternity", "clinician", "physio"), "name": text(200, "Ward 4"), "number": PHONE},
    ),
    "note": Kind("her own words", {"text": text(LONGEST_NOTE, "slept well"), "on": optional(DAY)}, _birth),
    **DIARY_KINDS,
    "amend": Kind("another entry's whole body, as it should be", {"entry": ENTRY_ID, "body": ANYTHING}, alters=True),
    "withdraw": Kind(
        "another entry is taken back", {"entry": ENTRY_ID, "why": optional(text(500, "a slip"))}, alters=True
    ),
}
