"""Every component in its named examples, on one page: for whoever builds a page, and for the tests that look at it.

Nothing on it is hers: every example is made up, and the same for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from steadyback import figures
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.vocabulary.timing import Stage, Timing
from steadyback.web import plots, words
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.rendering import phone_button, render
from steadyback.web.week_line import week_line

#: The colours by name, and what each is for. Their values stand in ``steady.css``, by day and by night.
COLOURS = (
    ("paper", "the page"),
    ("sheet", "things to press"),
    ("well", "tracks, sunken"),
    ("ink", "words and lines"),
    ("ink-2", "second voice"),
    ("rule", "hairlines"),
    ("edge", "border of a control"),
    ("lamp", "you are here, press this"),
    ("lamp-edge", "the lamp when it must be a line"),
    ("picked", "a chosen answer"),
    ("u4", "emergency"),
    ("u3", "same day"),
    ("u2", "review"),
)
_URGENCIES = (
    ("emergency", "Now", "Call for an ambulance", 0),
    ("same-day", "Today", "Phone today, day or night", 1),
    ("review", "This week", "Book a visit this week", 2),
    ("self-care", "At home", "Care for it at home", 3),
)
_WEEKS = (
    ("Week 9", Timing(Stage.PREGNANT, 64, 64)),
    ("Week 31", Timing(Stage.PREGNANT, 219, 219)),
    ("Nine days after birth", Timing(Stage.POSTPARTUM, 9, 9)),
)
_PAIN = (2, 3, 0, 4, 6, 3, 2, None, 0, 0, 3, 5, 7, 4, 3, 2, 2, 0, 3, 6, 3, 2, 0, None, 2, 4, 8, 5, 4, 3, 7)
_POSES = ("reset-back", "cat", "bridge-sofa", "sleep-side", "cot-lift")


def _catalogue(_request: Request, _state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    source = next(iter(rules.knowledge.trigger["trg-long-sitting"].card.sources))
    return Reply(
        render(
            "catalogue.html",
            title="Every component",
            tab="learn",
            sheets=["today", "diary", "learn", "me"],
            colours=COLOURS,
            urgencies=_URGENCIES,
            tel=phone_button("020 7946 0123", "Phone Maternity triage"),
            sources=words.sources_of(rules.knowledge, [source]),
            weeks=[(name, words.as_markup(week_line(timing))) for name, timing in _WEEKS],
            dots=[plots.day_dot(worst, is_told=True, spasms=int(worst == 7)) for worst in (0, 3, 7)],
            dot_untold=plots.day_dot(None, is_told=False),
            dot_today=plots.day_dot(6, is_told=True, spasms=1, is_today=True),
            line=plots.line(_PAIN, "Worst pain each day, made up", ends=("13 Apr", "today"), middle="28 Apr"),
            bars=plots.bars((2, 0, 1, None, 4), "Spasms each week, made up", ends=("13 Apr", "this week")),
            people=[(words.as_markup(figures.draw("now", look=look, title="")), name) for look, name in _looks()],
            poses=[words.as_markup(figures.draw(pose, stage="pregnant", week=31)) for pose in _POSES],
            faults={"example-wrong": "Pain goes from 0 to 10. You wrote 14."},
        )
    )


def _looks() -> Iterator[tuple[int, Any]]:
    yield from enumerate(figures.LOOKS)


ROUTES: Routes = {("GET", "/catalogue"): _catalogue}
