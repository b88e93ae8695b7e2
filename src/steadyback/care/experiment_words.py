"""A self-experiment in words: what it could show before it begins, how far it is, and what it showed.

The words name no cause and promise nothing. A difference that may be chance is called that.
"""

from __future__ import annotations

from steadyback.care.self_experiment import Experiment, Prospect, Varied
from steadyback.engine.self_experiment import LEAST_TOLD, Comparison

_LOT_MAY_BE_CHANCE = "That may well be chance."


def prospect_words(prospect: Prospect | None) -> tuple[str, ...]:
    """What a plan could show, said before she begins; with too short a diary, that nobody can say."""
    if prospect is None:
        return ("We cannot say yet how much it could show: your diary is too short for that.",)
    known = (
        f"You told us of {prospect.told} of your last days. {_count(prospect.spasm_days, 'day')} of them had a spasm."
    )
    could = f"If more of it halved your spasm days, {prospect.days} days would show it {times_in(prospect.chance)}."
    rarely = ("So it will most likely end without an answer. You may still like to try it.",)
    return (known, could, *(rarely if prospect.chance < 0.5 else ()))


def times_in(chance: float) -> str:
    """A chance, 0 to 1, as a plain count: "about 1 time in 5"."""
    if chance < 0.05:
        return "less than 1 time in 20"
    if chance < 0.45:
        return f"about 1 time in {round(1 / chance)}"
    tenths = round(10 * chance)
    return "nearly every time" if tenths == 10 else f"about {tenths} times in 10"


def showed_words(found: Comparison, varied: Varied) -> tuple[str, ...]:
    """What the days showed, a sentence each: the counts, what they say, and what was left out."""
    more, usual = _count(found.more_spasms, "day"), _count(found.usual_spasms, "day")
    counts = (
        f"Days with {varied.words}: {more} of {found.more_days} had a spasm. "
        f"Days as usual: {usual} of {found.usual_days} had one."
    )
    return (counts, *_says(found, varied), *_left_out(found))


def _says(found: Comparison, varied: Varied) -> tuple[str, ...]:
    match found.shows:
        case "too-few-days":
            return (f"That is too few days to say anything. It takes {LEAST_TOLD} told days of either sort.",)
        case "cannot-tell":
            said = f"We cannot tell the two apart. {_LOT_MAY_BE_CHANCE}"
        case shows:
            said = f"Days with {varied.words} seem to go with {'fewer' if shows == 'fewer' else 'more'} spasms for you."
    return (said, _range(found))


def _range(found: Comparison) -> str:
    """The interval as days in 100."""
    low, high = round(100 * found.low), round(100 * found.high)
    if high <= 0:
        return f"Of 100 days, that may be {-high} to {-low} fewer with a spasm."
    if low >= 0:
        return f"Of 100 days, that may be {low} to {high} more with a spasm."
    return f"Of 100 days, it may be anything from {-low} fewer to {high} more with a spasm."


def _left_out(found: Comparison) -> tuple[str, ...]:
    said: list[str] = []
    if found.untold:
        said.append(f"{_count(found.untold, 'day').capitalize()} without a word from you: left out.")
    if found.not_kept:
        said.append(
            f"On {_count(found.not_kept, 'day')} it went another way than the lot said, and that is fine. "
            "Such days count as they were drawn, so that it stays fair."
        )
    return tuple(said)


def over_words(experiment: Experiment) -> str:
    """Why it is over, in words; empty when it ran to the end of its plan."""
    match experiment.ended_by:
        case "her":
            return "You stopped it. It shows what the days up to then can show."
        case "stage":
            return "It ended when your stage changed: your body is another one now."
        case "another":
            return "It ended when you began another one."
        case _:
            return ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
