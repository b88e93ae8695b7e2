"""Made-up patterns: results of the shape that the pages read, and every combination of them worth a sentence."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from steadyback.engine.patterns.result import Label
from steadyback.web.found_patterns import LABELS


class Pattern(NamedTuple):
    """What was found of one factor."""

    id: str = "trg-long-sitting"
    odds_ratio: float | None = 2.9
    low: float | None = 1.4
    high: float | None = 6.1
    days_with: int = 14
    days_without: int = 60
    spasms_with: int = 6
    spasms_without: int = 8
    label: Label = "likely"
    more_days: int | None = None
    next_day: tuple[float, float, float] | None = None
    shows_from: float | None = None


class Patterns(NamedTuple):
    """What was found of all."""

    factors: tuple[Pattern, ...] = ()
    days_told: int = 74
    spasm_days: int = 14
    first: date | None = date(2026, 1, 1)
    last: date | None = date(2026, 3, 15)


LIKELY = Pattern()
POSSIBLE = Pattern("trg-poor-sleep", 1.8, 1.02, 4.0, 19, 29, 8, 6, "possible")
NONE_SEEN = Pattern("trg-low-fluids", 1.0, 0.5, 2.1, 17, 31, 6, 10, "none-seen")
TOO_FEW = Pattern("trg-stress-guarding", None, None, None, 3, 40, 1, 8, "too-few-days", 20)
FEWER = Pattern("hab-break-timer", 0.45, 0.21, 0.8, 20, 30, 3, 12, "possible")

_ratios = st.floats(0, 1e9, allow_nan=False) | st.just(float("inf"))


@st.composite
def any_pattern(draw: st.DrawFn) -> Pattern:
    """Any result at all: sound, extreme, or one that contradicts itself."""
    low, ratio, high = sorted(draw(st.tuples(_ratios, _ratios, _ratios)))
    is_there = draw(st.booleans())
    with_it, without = draw(st.integers(0, 4000)), draw(st.integers(0, 4000))
    return Pattern(
        draw(st.sampled_from(["trg-long-sitting", "trg-crib-lift", "hab-break-timer", "not-known"])),
        ratio if is_there else None,
        low if is_there else None,
        high if is_there else None,
        with_it,
        without,
        draw(st.integers(0, with_it)),
        draw(st.integers(0, without)),
        draw(st.sampled_from(LABELS)),
        draw(st.none() | st.integers(0, 5000)),
        draw(st.none() | st.tuples(_ratios, _ratios, _ratios)),
        draw(st.none() | _ratios),
    )
