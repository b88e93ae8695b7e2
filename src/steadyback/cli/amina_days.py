"""Amina's ordinary days: the routine in the morning, the check-in in the evening, and the small things between."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from steadyback.engine.screening import offer_exercise

if TYPE_CHECKING:
    from steadyback.cli.amina import Story

#: The moves she likes, as far as they are open to her on the day.
_MOVES = ("ex-tilt", "ex-walk", "ex-catcow", "ex-breath", "ex-birddog", "ex-pelvicfloor", "ex-hinge")
#: What a day may hold, and in how many of ten days it does.
_HELD = (
    ("trg-long-sitting", 4),
    ("trg-low-fluids", 2),
    ("trg-overdoing-chores", 2),
    ("trg-poor-sleep", 3),
    ("trg-stress-guarding", 2),
)
_TRIED = ("lad-2-warm", "heat-pad", "lad-3-walk-in", "ex-breath")


def begin_days(story: Story, first: date) -> None:
    """What she sets up on the first day: her plan, her wishes, a trigger of her own."""
    story.at(first, 8, 30)
    story.tell("preferences", {"units": "metric", "look": 4, "quiet_from": "22:00", "quiet_to": "07:00"})
    story.tell("trigger", {"name": "The stairs at Samira's"})
    story.tell(
        "plan", {"text": "Short walks. Belt only for the shopping. Phone if the leg goes numb.", "by": "Midwife"}
    )
    story.tell(
        "medicine-plan",
        {"name": "The tablets in my notes", "most_a_day": 4, "hours_between": 6, "written_by": "Dr Okafor"},
    )
    story.tell("tick", {"item": "hab-split-loads", "done": True})
    story.tell("tick", {"item": "hab-pans-waist", "done": True})


def morning(story: Story, day: date) -> None:
    """The check when it is due, then two or three moves, on most days; none while a sign waits to be looked at."""
    if story.chance.random() < 0.25:
        return
    story.at(day, 9, story.chance.randint(0, 50))
    state = story.state()
    if state.check_is_due and state.ladder.status != "paused":
        story.check("again")
        state = story.state()
    if state.ladder.status == "paused" or state.check_is_due:
        return
    knowledge = story.rules.knowledge
    done = 0
    for name in _MOVES:
        offer = offer_exercise(knowledge, story.rules.naming, knowledge.exercise[name], state.her)
        if offer.is_held or story.chance.random() < 0.4:
            continue
        seconds = story.chance.randint(50, 300)
        story.now += timedelta(seconds=seconds)
        felt = story.chance.choice(("better", "same", "same"))
        body = {"exercise": name, "form": offer.form, "did": "done", "felt": felt, "seconds": seconds, "sets": 1}
        story.tell("move", body)
        done += 1
        if done == 3:
            return


def evening(story: Story, day: date) -> None:
    """The check-in of the day, on most days; what she took, by her own plan; and what helped."""
    if story.chance.random() < 0.12:
        return
    story.at(day, 21, story.chance.randint(20, 55))
    diary = story.state().diary
    spasms = diary.spasms_on.get(str(day), ())
    worst = max([one.body.get("worst") or 0 for one in spasms], default=story.chance.choice((0, 1, 1, 2, 2, 3)))
    held: dict[str, Any] = {name: "yes" if story.chance.random() * 10 < often else "no" for name, often in _HELD}
    held |= {one.body["doing"]: "yes" for one in spasms if one.body.get("doing")}
    held |= {name: "yes" if story.chance.random() < 0.2 else "no" for name in diary.triggers}
    if worst >= 6:
        _took_by_her_plan(story)
    for one in spasms:
        helped = story.chance.choice(("helped", "helped", "a-little", "no"))
        story.tell("tried", {"what": story.chance.choice(_TRIED), "helped": helped, "spasm": one.entry.id})
    story.tell(
        "day",
        {
            "on": str(day),
            "worst": worst,
            "held": held,
            "load": story.chance.choice(("less", "usual", "usual", "usual", "more")),
            "sleep": story.chance.choice(("good", "broken", "broken", "poor")),
            "woke": worst >= 6 and story.chance.random() < 0.5,
            "managed": "easily" if worst < 3 else "with-effort",
            "sure": max(0, min(10, 8 - worst // 3)),
        },
    )


def _took_by_her_plan(story: Story) -> None:
    plans = story.state().diary.of("medicine-plan")
    if plans:
        taken = datetime.fromisoformat(story.now.isoformat()) - timedelta(hours=2)
        story.tell("medicine", {"plan": plans[-1].entry.id, "taken_at": taken.isoformat()})
