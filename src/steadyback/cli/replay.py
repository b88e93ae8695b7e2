"""``steadyback replay``: the state that a file of entries adds up to, as every shell would derive it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from steadyback.cli.complaint import Complaint

if TYPE_CHECKING:
    from steadyback.care.rules import Rules
    from steadyback.care.state import LastCheck, State
    from steadyback.journal.entry import Entry
    from steadyback.vocabulary.timing import Timing

EXAMPLES = """examples:
  steadyback replay diary.jsonl                                      in words, at the instant of the newest entry
  steadyback replay diary.jsonl --at 2026-11-21T03:00:00+00:00 --json
  steadyback demo | steadyback replay - --json

--at is what the clock shows. Every entry of the file counts, later ones too: a clock may be wrong, and a warning
sign must not be lost to it. The output says how many are later."""


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "replay",
        help="the state that a diary adds up to",
        description="The state that a diary adds up to.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", metavar="ENTRIES.jsonl", help="a header, then one entry a line; or - for standard input"
    )
    parser.add_argument(
        "--at", metavar="ISO-TIME", help="what the clock shows, with its offset (usual: the newest entry)"
    )
    parser.add_argument("--json", action="store_true", help="print data, not words")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out. Complaint for a line that cannot be read."""
    from steadyback.care.rules import rules_of
    from steadyback.cli.shelf import open_knowledge
    from steadyback.cli.store import entries_in

    given = _instant(args.at) if args.at is not None else None
    entries = entries_in(args.file)
    at = given or _newest(entries, args.file)
    found = replayed(entries, rules_of(open_knowledge()), at, is_given=given is not None)
    print(json.dumps(found, ensure_ascii=False) if args.json else in_words(found))
    return 0


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise Complaint(f"--at: {text!r} has no offset; write it like 2026-11-21T03:00:00+00:00")
        at.astimezone()
    except (ValueError, OverflowError):
        raise Complaint(f"--at: {text!r} is not a time; write it like 2026-11-21T03:00:00+00:00") from None
    return at


def _newest(entries: Sequence[Entry], name: str) -> datetime:
    if not entries:
        raise Complaint(f"{name}: there are no entries, so there is no newest one; say when with --at")
    return datetime.fromisoformat(max(entries, key=lambda entry: entry.utc).at)


def replayed(entries: Sequence[Entry], rules: Rules, at: datetime, *, is_given: bool) -> dict[str, Any]:
    """The derived state as plain data."""
    from steadyback.care.state import state_of
    from steadyback.journal.fold import fold

    state = state_of(entries, rules, at)
    return {
        "at": at.isoformat(),
        "at_is": "given" if is_given else "newest entry",
        "entries": len(entries),
        "entries_later_than_at": sum(datetime.fromisoformat(entry.at) > at for entry in entries),
        **_where_she_is(state.timing),
        "country": state.country,
        "contacts": state.contacts,
        "facts": {**{name: answer.slug for name, answer in state.facts.answers.items()}, **state.facts.numbers},
        "clearances": [
            {"by": one.by, "on": one.on, "for": sorted(one.exercises) if one.exercises is not None else ["all"]}
            for one in state.her.clearances
        ],
        "ladder": {
            "status": state.ladder.status,
            "rung": state.ladder.rung,
            "paused_by": list(state.ladder.paused_by),
            "helped": list(state.ladder.helped),
        },
        "paused_by": list(state.ladder.paused_by),
        "last_check": _check(state.last_check) if state.last_check else None,
        "check_is_due": state.check_is_due,
        "heard": [
            {
                "entry": one.entry.id,
                "at": one.at,
                "urgency": one.urgency.slug,
                "fired": [fired.flag for fired in one.fired],
                "answers": dict(one.answers),
                "words": [{"finding": spot.finding, "start": spot.start, "end": spot.end} for spot in one.mentions],
                "is_unread": one.is_unread,
                "shuts": one.shuts,
            }
            for one in state.heard
        ],
        **_exercises(state, rules),
        "today": _today(state, rules, at),
        "rungs": _rungs(state, rules),
        "spasms": len(state.spasms),
        "seen": len(state.seen),
        "loose": [{"id": one.entry.id, "kind": one.entry.kind, "why": one.why} for one in fold(entries).loose],
        "unread": list(state.unread),
        "knowledge_version": rules.knowledge.version,
    }


def _where_she_is(timing: Timing) -> dict[str, Any]:
    from steadyback.vocabulary.timing import Stage

    weeks = timing.first_day // 7 if timing.is_known_to_the_week else None
    is_day_known = timing.stage is not Stage.UNKNOWN and timing.first_day == timing.last_day
    return {
        "stage": timing.stage.value,
        "weeks": weeks,
        "days": timing.first_day % 7 if is_day_known else None,
        "birth": timing.birth.value if timing.stage is Stage.POSTPARTUM and not timing.is_loss else None,
        "loss": timing.is_loss,
    }


def _check(check: LastCheck) -> dict[str, Any]:
    found = check.assessment
    return {
        "at": check.at,
        "about": check.about,
        "urgency": found.urgency.slug,
        "fired": [
            {"id": one.flag, "urgency": one.urgency.slug, "route": list(one.route), "because": list(one.because)}
            for one in found.fired
        ],
        "unanswered": list(found.unanswered),
        "shut_by": list(found.shut_by),
        "answers": check.answers,
    }


def _exercises(state: State, rules: Rules) -> dict[str, Any]:
    """Every exercise, allowed or held."""
    from steadyback.engine.screening import offer_exercise

    allowed: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    for name, exercise in sorted(rules.knowledge.exercise.items()):
        offer = offer_exercise(rules.knowledge, rules.naming, exercise, state.her)
        said: dict[str, Any] = {"id": name, "title": exercise.card.title}
        if offer.is_held:
            held.append({**said, "because": list(offer.because)})
            continue
        said |= {"form": offer.form, "fit": offer.fit, "how": list(offer.how), "because": list(offer.because)}
        allowed.append(said)
    return {"allowed": allowed, "held": held}


def _today(state: State, rules: Rules, at: datetime) -> dict[str, Any]:
    """The plan of the day, as Today shows it: the routine, or what waits for the check, and why."""
    from steadyback.care.routine_today import routine_today

    routine = routine_today(state, rules, at)
    return {
        "status": routine.status,
        "check_first": routine.status == "check-first",
        "kind": routine.kind,
        "minutes": round(routine.seconds / 60),
        "why": list(routine.why),
        "routine": [
            {
                "id": move.exercise,
                "title": rules.knowledge.exercise[move.exercise].card.title,
                "form": move.form,
                "dose": move.dose.words.text,
            }
            for move in routine.moves
        ],
        "waiting": list(routine.waiting),
    }


def _rungs(state: State, rules: Rules) -> dict[str, Any]:
    offered: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    for one in state.offers:
        rung = rules.knowledge.rung[one.rung]
        said = {"id": one.rung, "number": rung.number, "title": rung.card.title}
        if one.is_held:
            held.append({**said, "because": list(one.offer.because)})
        else:
            moves = [{"id": move.id, "form": move.form} for move in one.exercises if not move.is_held]
            offered.append({**said, "fit": one.offer.fit, "how": list(one.offer.how), "exercises": moves})
    return {"offered": offered, "held": held}


def in_words(found: dict[str, Any]) -> str:
    """The state for a reader."""
    lines = [f"At {found['at']} ({found['at_is']}), from {found['entries']:,} entries"]
    if found["entries_later_than_at"]:
        lines.append(f"  {found['entries_later_than_at']:,} of them are later than that; they count all the same")
    lines.append(f"Stage: {_stage_in_words(found)}")
    lines.append(f"Country: {found['country'] or 'not told'}    Spasms noted: {found['spasms']:,}")
    ladder = found["ladder"]
    lines.append(f"Ladder: {ladder['status']}" + (f", {ladder['rung']}" if ladder["rung"] else ""))
    if ladder["paused_by"]:
        lines.append(f"  paused by {', '.join(ladder['paused_by'])}, until she says that she was seen")
    if ladder["helped"]:
        lines.append(f"  helped: {', '.join(ladder['helped'])}")
    check = found["last_check"]
    lines.append(f"Last check: {check['at']}, {check['urgency']}" if check else "Last check: none yet")
    if check and check["unanswered"]:
        lines.append(f"  not answered: {', '.join(check['unanswered'])}")
    lines.append(f"  the check is {'due' if found['check_is_due'] else 'not due'}")
    for one in found["heard"]:
        said = "cannot be read" if one["is_unread"] else f"{one['urgency']}, by {', '.join(one['fired'])}"
        lines.append(f"Her own words, not yet answered: {one['entry']}: {said}")
    for title, kind in (("Rungs offered", "offered"), ("Rungs held", "held")):
        lines += _listed(title, found["rungs"][kind])
    lines += _listed("Exercises allowed", found["allowed"])
    lines += _listed("Exercises held", found["held"])
    lines += _listed(
        "Today's routine" + (", after the check" if found["today"]["check_first"] else ""), found["today"]["routine"]
    )
    told = ", ".join(f"{name} {answer}" for name, answer in found["facts"].items())
    lines.append(f"Told about herself: {told or 'nothing'}")
    for one in found["loose"]:
        lines.append(f"Changes nothing: {one['kind']} {one['id']}: {one['why']}")
    for name in found["unread"]:
        lines.append(f"Not understood in full, and kept: {name}")
    lines.append(f"Knowledge version: {found['knowledge_version']}")
    return "\n".join(lines)


def _stage_in_words(found: dict[str, Any]) -> str:
    words = {"pregnant": "pregnant", "postpartum": "after birth", "unknown": "not told"}[found["stage"]]
    if found["loss"]:
        words = "after a loss"
    if found["weeks"] is not None:
        words += f", {found['weeks']}" + (f"+{found['days']}" if found["days"] is not None else "") + " weeks"
    elif found["stage"] != "unknown":
        words += ", weeks not known"
    return words + (f", birth {found['birth']}" if found["birth"] else "")


def _listed(title: str, items: Sequence[dict[str, Any]]) -> list[str]:
    if not items:
        return [f"{title}: none"]
    lines = [f"{title}:"]
    for one in items:
        form = f" ({one['form']})" if one.get("form") else ""
        why = " ".join(one.get("because") or one.get("how") or ())
        lines.append(f"  {one['id']}{form}" + (f": {why}" if why else ""))
    return lines
