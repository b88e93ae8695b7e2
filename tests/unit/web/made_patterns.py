"""Made-up patterns: results as the pages read them, and every combination of them worth a sentence."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from steadyback.web.found_patterns import LABELS, Findings, Found

LIKELY = Found("trg-long-sitting", 2.9, 1.4, 6.1, 14, 60, 6, 8, "likely")
POSSIBLE = Found("trg-poor-sleep", 1.8, 1.02, 4.0, 19, 29, 8, 6, "possible")
NONE_SEEN = Found("trg-low-fluids", 1.0, 0.5, 2.1, 17, 31, 6, 10, "none-seen")
TOO_FEW = Found("trg-stress-guarding", None, None, None, 3, 40, 1, 8, "too-few-days", 20)
FEWER = Found("hab-break-timer", 0.45, 0.21, 0.8, 20, 30, 3, 12, "possible")
FINDINGS = Findings((), 74, 14, date(2026, 1, 1), date(2026, 3, 15))

_ratios = st.floats(0, 1e9, allow_nan=False) | st.just(float("inf"))


@st.composite
def any_pattern(draw: st.DrawFn) -> Found:
    """Any result at all: sound, extreme, or one that contradicts itself."""
    low, ratio, high = sorted(draw(st.tuples(_ratios, _ratios, _ratios)))
    is_there = draw(st.booleans())
    with_it, without = draw(st.integers(0, 4000)), draw(st.integers(0, 4000))
    return Found(
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
