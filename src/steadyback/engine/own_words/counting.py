"""Numbers in words and figures: "thirty eight point four", "a couple of hours", "140 over 95", "8 out of 10"."""

from __future__ import annotations

from typing import NamedTuple

from steadyback.engine.own_words.closed_words import HEAT_BEGINS, HEAT_WORDS, LIKE_OVER, NOT_HEAT, OVER, PRESSURE
from steadyback.engine.own_words.token import Token

UNITS: dict[str, float] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "zero": 0,
}  # fmt: skip
#: From here a temperature counts as a fever (evidence 2.2, rule 8): 38.0 C, which is 100.4 F.
FEVER_CELSIUS = 38.0
#: Just under it after a tablet may be a fever that the tablet hides (evidence 2.2, rule 8).
NEARLY_FEVER_CELSIUS = 37.5

#: "The thermometer is old. It says 40": with one of these before it a number may be a temperature named so far back.
SAYS, SAID_REACH = frozenset({"says", "reads", "said", "reading", "showed", "shows"}), 20


class Figure(NamedTuple):
    """A number she gave: the id of the finding, its value in that finding's unit, and its first and last word."""

    finding: str
    value: float
    first: int
    last: int


def join_numbers(tokens: list[Token]) -> list[Token]:
    """The same tokens, those that spell one number joined: tens and ones, hundreds, and what follows "point"."""
    found: list[Token] = []
    place, count = 0, len(tokens)
    while place < count:
        token = tokens[place]
        if token.number is None or token.plain[0].isdigit():
            found.append(token)
            place += 1
            continue
        value, last = token.number, place
        if 20 <= value <= 90 and _unit(tokens, last + 1):
            value, last = value + (tokens[last + 1].number or 0), last + 1
        if last + 1 < count and tokens[last + 1].plain == "hundred":
            value, last = value * 100, last + 1
            follow = last + 2 if last + 1 < count and tokens[last + 1].plain == "and" else last + 1
            if follow < count and tokens[follow].number is not None:
                value, last = value + (tokens[follow].number or 0), follow
                if (tokens[last].number or 0) >= 20 and _unit(tokens, last + 1):
                    value, last = value + (tokens[last + 1].number or 0), last + 1
        if last + 2 < count and tokens[last + 1].plain == "point" and _unit(tokens, last + 2):
            value, last = value + (tokens[last + 2].number or 0) / 10, last + 2
        if token.plain == "zero" and last == place:
            found.append(token._replace(number=None))
        else:
            found.append(token._replace(norm="#", number=value, end=tokens[last].end))
        place = last + 1
    return found


def _unit(tokens: list[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].number is not None and 1 <= (tokens[place].number or 0) <= 9


def figures_of(tokens: list[Token]) -> list[Figure]:
    """Temperatures (in Celsius), blood pressures and pain scores, each looked at with a few words on either side."""
    found: list[Figure] = []
    taken = -1
    for place, token in enumerate(tokens):
        if token.number is None or place <= taken:
            continue
        pair = _pair(tokens, place)
        if pair:
            found += pair
            taken = pair[-1].last
            continue
        heat = _heat(tokens, place)
        if heat is not None:
            found.append(Figure("temperature", heat, place, place))
    return found


def _pair(tokens: list[Token], place: int) -> list[Figure]:
    """A blood pressure or a score out of ten that begins at ``place``."""
    words = [token.plain for token in tokens[place : place + 4]]
    first = tokens[place].number or 0
    if len(words) >= 3 and words[1] in OVER | LIKE_OVER and tokens[place + 2].number is not None:
        second = tokens[place + 2].number or 0
        if words[1] in LIKE_OVER and not PRESSURE & {token.plain for token in tokens[max(0, place - 8) : place + 8]}:
            return []
        if 70 <= first <= 260 and 35 <= second <= 160 and first > second:
            return [Figure("bp-top", first, place, place + 2), Figure("bp-bottom", second, place, place + 2)]
        if words[1] == "/" and second == 10 and 0 <= first <= 10:
            return [Figure("pain-now", first, place, place + 2)]
    if (
        len(words) >= 4
        and words[1] in ("out", "owt", "oot", "outa")
        and words[2] == "of"
        and tokens[place + 3].number == 10
        and 0 <= first <= 10
    ):
        return [Figure("pain-now", first, place, place + 3)]
    return []


def _heat(tokens: list[Token], place: int) -> float | None:
    """The temperature in Celsius that the number at ``place`` is, or None. Weeks, minutes and ages are none."""
    value = tokens[place].number or 0
    reach = SAID_REACH if place and tokens[place - 1].plain in SAYS else 6
    nearby = [token.plain for token in tokens[max(0, place - reach) : place + 4]]
    after = tokens[place + 1].plain if place + 1 < len(tokens) else ""
    if after == "." and place + 2 < len(tokens) and tokens[place + 2].start == tokens[place + 1].end:
        after = tokens[place + 2].plain
    if after in NOT_HEAT:
        return None
    is_named = any(word in HEAT_WORDS or word.startswith(HEAT_BEGINS) for word in nearby)
    if 35 <= value < 43 and (is_named or (value != int(value) and value >= 37)):
        return value
    if 97 <= value <= 109 and is_named:
        return round((value - 32) * 5 / 9, 1)
    if value in (37, 38, 39, 40) and place + 1 < len(tokens) and is_named:
        return value
    return None
