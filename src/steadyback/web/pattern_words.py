"""Patterns in plain sentences: what goes with a spasm in her days, how sure that is, and what to do with it.

Nothing here says that one thing makes another happen, and nothing says what to do about a number. A name is put into a
sentence as she reads it elsewhere; it may be long, in any language, and written from the right.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import Final

from steadyback.web.dates import number_words, sentence
from steadyback.web.found_patterns import Findings, Found, days_known, interval_of, shown_label
from steadyback.web.load_days import LoadDay
from steadyback.web.plots_helps import HelpRow, chance_of

#: Beyond these a number would only pretend.
_MOST_TIMES, _LEAST_TIMES = 20.0, 0.05
_SAME: Final = "almost the same"
#: One thing in this many looks like a link by chance, each on its own [a 95 % interval].
_ONE_BY_CHANCE_IN: Final = 20
#: Parts of a whole as she would say them; the nearest one is taken.
_PARTS: Final = (
    (1 / 20, "a twentieth"),
    (1 / 10, "a tenth"),
    (1 / 5, "a fifth"),
    (1 / 4, "a quarter"),
    (1 / 3, "a third"),
    (2 / 5, "two fifths"),
    (1 / 2, "half"),
    (3 / 5, "three fifths"),
    (2 / 3, "two thirds"),
    (3 / 4, "three quarters"),
    (4 / 5, "four fifths"),
    (9 / 10, "nine tenths"),
)
WHAT_TO_DO: Final = (
    "A link is not a cause. Something else may go with both.",
    "Nothing here says you did wrong. A spasm is not your fault.",
    "If one thing stands out, you could change that one thing for a week or two. Then look here again.",
    "Keep doing what you were told to do for your health, whatever stands here.",
)
ODDS: Final = "Odds set the days with a spasm against the days without one."


def sentences(found: Found, name: str) -> tuple[str, ...]:
    """All that is said of one factor: its days, the link, how far off it could be, and the day after."""
    told = (days_words(found, name), link_words(found), interval_words(found), next_day_words(found))
    return tuple(words for words in told if words)


def days_words(found: Found, name: str) -> str:
    """The days behind it, as counts: so many days with it, so many of these with a spasm, and the same without."""
    of = isolated(name)
    if shown_label(found) == "too-few-days":
        return _few_days(found, of)
    first = _grabbed(found.days_with, found.spasms_with, f"with {of}", "your back")
    if not found.days_without:
        return f"{first} There is no day without it yet."
    return f"{first} {_grabbed(found.days_without, found.spasms_without, 'without', 'it')}"


def link_words(found: Found) -> str:
    """What that comes to: it seems to go with more spasms, or fewer; it may; no link; too few days."""
    ends = interval_of(found)
    label = shown_label(found)
    if ends is None:
        return _more_days_words(found)
    if label == "none-seen":
        return f"We saw no link. {_would_show(found.shows_from)} would most likely show by now."
    more = "more" if ends[0] >= 1 else "fewer"
    but = _counts_differ(found, ends[0])
    if label == "likely":
        return f"It seems to go with {more} spasms. Chance alone would seldom look like this.{but}"
    return f"It seems to go with {more} spasms, but it may be chance.{but}"


def interval_words(found: Found) -> str:
    """The odds ratio and its interval in words; empty where there is no number to give."""
    ends = interval_of(found)
    if ends is None:
        return ""
    ratio, low, high = ends
    best = f"With it, the odds of a spasm were about {_as_high(ratio)}."
    least, most = times_words(low), times_words(high)
    if low >= 1 and least == _SAME:
        least = "next to none"
    if least == most:
        return f"With it, the odds of a spasm were {_as_high(ratio)}."
    if low < 1 < high:
        return f"{best} The truth may lie anywhere from {least} to {most}."
    if ratio < 1:
        return f"{best} They may be as low as {least}, or as high as {most}."
    largest = most if most.startswith("more than") else f"as large as {most}"
    return f"{best} The link may be as small as {least} or {largest}."


def next_day_words(found: Found) -> str:
    """What is seen of the day after; empty where there is no number."""
    if found.next_day is None or shown_label(found) == "too-few-days":
        return ""
    ratio, low, high = found.next_day
    if not (0 <= low <= ratio <= high and ratio > 0):
        return ""
    if low < 1 < high:
        return "For the day after we saw no clear link."
    more = "more" if ratio >= 1 else "fewer"
    ends = f"from {times_words(low)} to {times_words(high)}"
    return f"The day after may go with {more} spasms too: odds {_as_high(ratio)}, {ends}."


def short_numbers(found: Found) -> str:
    """The numbers alone, for a table or a label: 2.9, from 1.4 to 6.1; empty where there are none."""
    ends = interval_of(found)
    if ends is None:
        return ""
    ratio, low, high = (_number(one, finely=True) for one in ends)
    return f"{ratio}, from {low} to {high}"


def whole_words(patterns: Findings) -> str:
    """How many days all of this stands on."""
    days = f"{patterns.days_told} day{'' if patterns.days_told == 1 else 's'}"
    if not patterns.spasm_days:
        return f"From {days} in your diary, none of them with a spasm."
    return f"From {days} in your diary, {patterns.spasm_days} of them with a spasm."


def many_words(number: int) -> str:
    """Why more proof is asked for when many things are looked at; empty for one alone."""
    if number < 2:
        return ""
    by_chance = max(1, round(number / _ONE_BY_CHANCE_IN))
    count = "one" if by_chance == 1 else number_words(by_chance)
    return (
        f"We looked at {number} things, so {count} may look like a link by chance. We ask for more proof because of it."
    )


def helps_words(row: HelpRow) -> str:
    """How often one thing helped, and how likely it is to help her again."""
    helped = max(0, min(row.helped, row.tried))
    if row.tried < 1:
        return "Not tried yet."
    times = "once" if row.tried == 1 else f"{row.tried} times"
    if row.tried == 1:
        count = "You tried it once, and it helped." if helped else "You tried it once. It did not help then."
    elif not helped:
        count = f"You tried it {times}. It has not helped so far."
    else:
        little = f", {number_words(row.a_little)} of them a little" if 0 < row.a_little <= helped else ""
        count = f"It helped {helped} of {times}{little}."
    if 0 < row.worse <= row.tried - helped:
        count += " It got worse once." if row.worse == 1 else f" It got worse {row.worse} times."
    chance = chance_of(row)
    if chance is None:
        return count
    best, low, high = (_in_ten(one) for one in chance)
    if low == high:
        return f"{count} We would guess about {best} in 10."
    return f"{count} We would guess about {best} in 10. It may be as few as {low} or as many as {high}."


def load_words(days: Sequence[LoadDay]) -> str:
    """How her spasms fell on the days with more to do than her usual, and on the others."""
    told = [day for day in days if day.load is not None]
    if not told:
        return "Nothing was told of how much there was to do."
    if not any(day.usual is not None for day in days):
        return f"Told on {len(told)} of these {len(days)} days. A few more, and we can set them against your usual."
    spikes = [day for day in told if day.is_spike]
    others = [day for day in told if not day.is_spike]
    if not spikes:
        return f"Told on {len(told)} of these {len(days)} days. None held more than your usual."
    first = _grabbed(len(spikes), _spasms(spikes), "with more to do than your usual", "your back")
    if not others:
        return first
    rest = _grabbed(len(others), _spasms(others), "other", "it")
    return f"{first} {rest}"


def times_words(ratio: float) -> str:
    """A ratio of odds in words: a third, half, almost the same, twice, 2.9 times, more than 20 times."""
    if ratio > _MOST_TIMES or not math.isfinite(ratio):
        return f"more than {_MOST_TIMES:g} times"
    if ratio < _LEAST_TIMES:
        return "next to nothing"
    number = _number(ratio)
    if ratio < 1 and number != "1":
        return min(_PARTS, key=lambda part: abs(math.log(ratio / part[0])))[1]
    return {"1": _SAME, "2": "twice"}.get(number, f"{number} times")


def isolated(name: str) -> str:
    """``name`` so that writing from the right does not turn the sentence round it."""
    is_from_right = any(unicodedata.bidirectional(one) in ("R", "AL", "RLE", "RLO", "RLI") for one in name)
    return f"\u2068{name}\u2069" if is_from_right else name


def _as_high(ratio: float) -> str:
    said = times_words(ratio)
    return said if said in (_SAME, "next to nothing") else f"{said} as high"


def _number(ratio: float, *, finely: bool = False) -> str:
    """``finely``: with two places near 1, so that what just leaves it out is seen to."""
    if ratio > _MOST_TIMES or not math.isfinite(ratio):
        return f"over {_MOST_TIMES:g}"
    if ratio < _LEAST_TIMES:
        return f"under {_LEAST_TIMES:g}"
    is_fine = ratio < 0.2 or (finely and ratio < 1.995)
    return f"{ratio:.2f}".rstrip("0").rstrip(".") if is_fine else f"{ratio:.1f}".removesuffix(".0")


def _in_ten(chance: float) -> int:
    return round(chance * 10)


def _spasms(days: Sequence[LoadDay]) -> int:
    return sum(day.has_spasm for day in days)


def _grabbed(days: int, spasms: int, which: str, what: str) -> str:
    """On the 14 days with it your back grabbed on 6."""
    if which == "other":
        on = "On the one other day" if days == 1 else f"On the {days} other days"
    else:
        on = f"On the one day {which}" if days == 1 else f"On the {days} days {which}"
    on += "," if which == "without" else ""
    spasms = max(0, min(spasms, days))
    if not spasms:
        return f"{on} {what} did not grab."
    if days == 1:
        return f"{on} {what} grabbed."
    return f"{on} {what} grabbed on {'all of them' if spasms == days else spasms}."


def _counts_differ(found: Found, ratio: float) -> str:
    """When the bare counts lean the other way than the link: why that can be."""
    with_it = found.spasms_with * found.days_without
    without = found.spasms_without * found.days_with
    if (with_it - without) * (ratio - 1) >= 0:
        return ""
    return " The bare counts look different: we also allow for change over time and for the other things."


def _few_days(found: Found, name: str) -> str:
    """Days alone: a share of a few days would only pretend."""
    if not days_known(found):
        return "Not answered yet. That is fine."
    days = "one day" if found.days_with == 1 else f"{found.days_with or 'no'} days"
    return sentence(f"{days} with {name} and {found.days_without or 'none'} without, so far.")


def _would_show(ratio: float | None) -> str:
    """How large a link has to be to show in days like hers, where that is known and worth saying."""
    if ratio is None or not 1.05 < ratio <= _MOST_TIMES:
        return "A strong one"
    return f"One of {times_words(ratio)} the odds or more"


def _more_days_words(found: Found) -> str:
    if not days_known(found):
        return ""
    if not found.days_with or not found.days_without:
        return "It takes some days of each to compare."
    if found.more_days is None:
        return "That is too little to compare. We cannot say yet how many days would do."
    more = max(found.more_days, 1)
    days = "one more day" if more == 1 else f"{more} more days"
    return f"That is too little to tell. About {days} in your diary would do."
