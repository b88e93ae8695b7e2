"""Where she is: pregnant or after birth, and how far, known to the day, to the week or not at all.

All lengths are whole days. Pregnancy counts completed weeks as midwives do: ``20w`` is 20+0 to 20+6.
"""

from enum import Enum
from typing import NamedTuple

DAYS_IN_WEEK = 7
#: The longest pregnancy we accept, in completed weeks; later than this a date is wrong.
LAST_PREGNANT_WEEK = 44
#: The longest time after birth we count in weeks (ten years); later than this a date is wrong.
LAST_POSTPARTUM_WEEK = 521


class Stage(Enum):
    """Pregnant, after birth (or after a loss), or not told."""

    PREGNANT = "pregnant"
    POSTPARTUM = "postpartum"
    UNKNOWN = "unknown"


class BirthMode(Enum):
    """How the baby was born. UNKNOWN is asked about, never assumed."""

    VAGINAL = "vaginal"
    ASSISTED = "assisted"
    CAESAREAN = "caesarean"
    UNKNOWN = "unknown"


#: The last day of each stage: what "no upper limit" means.
LAST_DAY = {
    Stage.PREGNANT: LAST_PREGNANT_WEEK * DAYS_IN_WEEK + 6,
    Stage.POSTPARTUM: LAST_POSTPARTUM_WEEK * DAYS_IN_WEEK + 6,
}


class Timing(NamedTuple):
    """Her stage, and the first and last day of it that she may be on, both counted in.

    ``first_day == last_day`` when the day is known, seven days apart when the week is, the whole stage when
    nothing is: not knowing widens what is asked and never narrows it.
    """

    stage: Stage
    first_day: int = 0
    last_day: int = 10**6
    birth: BirthMode = BirthMode.UNKNOWN
    is_loss: bool = False

    @property
    def is_known_to_the_week(self) -> bool:
        """Whether one completed week is certain."""
        return self.stage is not Stage.UNKNOWN and self.first_day // 7 == self.last_day // 7


def at_week(
    stage: Stage,
    week: int | None,
    *,
    day: int | None = None,
    birth: BirthMode = BirthMode.UNKNOWN,
    is_loss: bool = False,
) -> Timing:
    """The timing of a completed ``week`` (and ``day`` 0 to 6 of it, when known) of a stage.

    ValueError, with the mend, when no such week exists.
    """
    if stage is Stage.UNKNOWN or week is None:
        return Timing(stage, birth=birth, is_loss=is_loss)
    last = LAST_PREGNANT_WEEK if stage is Stage.PREGNANT else LAST_POSTPARTUM_WEEK
    if not 0 <= week <= last:
        raise ValueError(f"week {week} does not exist when {stage.value}; give completed weeks from 0 to {last}")
    if day is not None and not 0 <= day <= 6:
        raise ValueError(f"day {day} of a week does not exist; give 0 to 6, as in 24+3")
    first = week * DAYS_IN_WEEK + (day or 0)
    return Timing(stage, first, first if day is not None else first + 6, birth, is_loss)


class Span(NamedTuple):
    """Days of one stage, both ends counted in."""

    first_day: int
    last_day: int


class Windows(NamedTuple):
    """When something applies: a span of pregnancy, a span after birth, or None for never in that stage."""

    pregnant: Span | None
    postpartum: Span | None

    def is_open(self, timing: Timing) -> bool:
        """Whether any day she may be on lies inside. An unknown stage opens both."""
        if timing.stage is Stage.UNKNOWN:
            return self.pregnant is not None or self.postpartum is not None
        span = self.pregnant if timing.stage is Stage.PREGNANT else self.postpartum
        return span is not None and timing.first_day <= span.last_day and span.first_day <= timing.last_day

    @property
    def is_always(self) -> bool:
        """Whether there is no time at which this is closed."""
        return self == ALWAYS


def whole(stage: Stage) -> Span:
    """Every day of a stage."""
    return Span(0, LAST_DAY[stage])


ALWAYS = Windows(whole(Stage.PREGNANT), whole(Stage.POSTPARTUM))
