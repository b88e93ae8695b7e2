"""Which of the steps that she is offered stands first today. It follows the ladder, unless her own tries are clear.

It is handed nothing but steps that are open to her, and can name no other. Three rules, in this order:

* **Clear**: a step in reach that she has tried three times or more, and that helps her more often than the ladder's
  own next step with a chance of nine in ten, stands first.
* **Turn**: once the ladder's own step has been tried three times, and unless it helps four times in five, one day in
  four is a turn: each step in reach is given a draw from what is known of it, and the highest stands first (Thompson
  1933; Russo, Van Roy, Kazerouni, Osband and Wen 2018). Without turns a step that stands late would only meet spasms
  that nothing before it has settled, and would look worse than it is. The draw comes from the seed alone: the same day
  and diary always give the same step.
* **Order**: else the ladder's own step.

Every number here is ours [P].
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from steadyback.engine.settling import Counted, Settling, chance_at, chance_that_better

#: How many steps beyond the ladder's own next one may stand first.
REACH: Final = 2
#: A step tried less often than this decides nothing.
LEAST_TRIED: Final = 3
#: How sure it must be that another step helps her more often.
CLEAR: Final = 0.9
#: The share of days on which another step may have its turn.
TURNS: Final = 0.25
#: What has this chance to help is not left for a turn.
GOOD: Final = 0.8


class Pick(NamedTuple):
    """The step that stands first (``what``, by id) and the rule it stands there by."""

    what: str
    rule: Literal["order", "clear", "turn"]


def in_reach(offered: Sequence[str], usual: str) -> tuple[str, ...]:
    """The steps that may stand first: all gentler ones, the ladder's own ``usual`` one, and a few beyond.

    ``offered``: gentlest first; ``usual`` is one of them, else ValueError.
    """
    return tuple(offered[: offered.index(usual) + 1 + REACH])


def pick(known: Settling | Counted, open_steps: Sequence[str], usual: str, seed: int) -> Pick:
    """The step that stands first among ``open_steps``, which hold ``usual``, the ladder's own next step."""
    first, others = known.of(usual), [known.of(step) for step in open_steps]
    clear = [
        (other.chance, -place, other.what)
        for place, other in enumerate(others)
        if other.tried >= LEAST_TRIED
        and other.chance > first.chance  # else it cannot be clear, and need not be worked out
        and chance_that_better(known, other.what, usual) >= CLEAR
    ]
    if clear:
        return Pick(max(clear)[2], "clear")
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    if first.tried >= LEAST_TRIED and first.chance < GOOD and chance.random() < TURNS:
        draws = [(chance_at(known, step, chance.random()), -place, step) for place, step in enumerate(open_steps)]
        drawn = max(draws)[2]
        return Pick(drawn, "order" if drawn == usual else "turn")
    return Pick(usual, "order")
