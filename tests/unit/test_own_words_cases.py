"""The cases of her own words are whole: their shape, their spread, and a level that the content itself gives.

How well a text is read is measured elsewhere. Here only the files are judged.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from steadyback.cli.shelf import open_knowledge, open_table
from steadyback.cli.triage import read_timing
from steadyback.engine.fast import FastTable
from steadyback.engine.quick import assess_quickly, read_answers
from steadyback.vocabulary.urgency import Urgency

FOLDER = Path(__file__).resolve().parents[1] / "data" / "own_words"
FILES = sorted(FOLDER.glob("*.jsonl"))
PAGE = FOLDER.parents[2] / "docs" / "explanation" / "the-cases-of-her-own-words.md"
STYLES = {
    "dev": [
        "plain",
        "misspelled",
        "voice",
        "negated",
        "other-person",
        "hypothetical",
        "past",
        "buried",
        "numbers",
        "euphemism",
    ],
    "held": ["teen-texting", "second-language", "stoic", "anxious", "partner-writes", "mixed-long"],
}
FIELDS: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "phase": str,
    "weeks": int,
    "birth": (str, type(None)),
    "text": str,
    "expected_tier": str,
    "acceptable": list,
    "must_flag": list,
    "must_not_flag": list,
    "condition": str,
    "rows": list,
    "style": str,
    "difficulty": str,
    "note": str,
}
LEVELS = [urgency.slug for urgency in Urgency]
LAST_WEEK = {"pregnant": 42, "postpartum": 52}
BIRTHS: dict[str, set[str | None]] = {"pregnant": {None}, "postpartum": {"vaginal", "assisted", "caesarean", None}}
SHORTEST, LONGEST = 3, 300
#: Of all cases, the share of each level in per cent: least and most.
SHARES = {"emergency": (30, 40), "same-day": (15, 25), "review": (7, 13), "self-care": (30, 40)}
#: The stretches of weeks that must all be there.
STRETCHES = {
    "pregnant": [(0, 8), (9, 13), (14, 19), (20, 27), (28, 36), (37, 42)],
    "postpartum": [(0, 0), (1, 2), (3, 6), (7, 12), (13, 26), (27, 39), (40, 52)],
}
PHRASE, MOST_OF_ONE_PHRASE = 4, 3


@cache
def cases_of(path: Path) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def every_case() -> Iterator[dict[str, Any]]:
    for path in FILES:
        yield from cases_of(path)


@cache
def red_flags() -> frozenset[str]:
    return frozenset(open_knowledge().red_flag)


@cache
def table() -> FastTable:
    return FastTable(open_table())


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['.,:+/][^\W_]+)*", text.lower())


def shape_faults(case: Mapping[str, Any]) -> list[str]:
    """What is wrong with the fields of one case, in words. None when the list is empty."""
    if list(case) != list(FIELDS):
        return [f"the fields are {list(case)}, not {list(FIELDS)}"]
    wrong = [name for name, kind in FIELDS.items() if not isinstance(case[name], kind)]
    if wrong:
        return [f"{name} is a {type(case[name]).__name__}" for name in wrong]
    if case["phase"] not in LAST_WEEK:
        return [f"phase {case['phase']!r}"]
    faults = []
    if not 0 <= case["weeks"] <= LAST_WEEK[case["phase"]]:
        faults.append(f"week {case['weeks']}")
    if case["birth"] not in BIRTHS[case["phase"]]:
        faults.append(f"birth {case['birth']!r} while {case['phase']}")
    if case["expected_tier"] not in case["acceptable"] or not set(case["acceptable"]) <= set(LEVELS):
        faults.append(f"{case['acceptable']} does not hold {case['expected_tier']}")
    elif min(map(LEVELS.index, case["acceptable"])) < LEVELS.index(case["expected_tier"]):
        faults.append("a level below the expected one is accepted")
    if set(case["must_flag"]) & set(case["must_not_flag"]):
        faults.append("a sign is both there and not there")
    if bool(case["rows"]) != (case["expected_tier"] != "self-care"):
        faults.append(f"{case['expected_tier']} with rows {case['rows']}")
    if not set(case["rows"]) <= red_flags():
        faults.append(f"no red flags: {sorted(set(case['rows']) - red_flags())}")
    if not case["condition"] or not case["difficulty"]:
        faults.append("an empty field")
    if case["text"] != " ".join(case["text"].split()) or not SHORTEST <= len(case["text"].split()) <= LONGEST:
        faults.append(f"a text of {len(case['text'].split())} words, or with stray spaces")
    return faults


def level_faults(case: Mapping[str, Any]) -> list[str]:
    """Where the level or the rows differ from what the content says of the signs that are there."""
    given = dict.fromkeys(case["must_not_flag"], "no") | dict.fromkeys(case["must_flag"], "yes")
    answers = read_answers(given, table())
    found = assess_quickly(table(), answers, read_timing(case["phase"], case["weeks"], case["birth"]))
    rows = [fired["id"] for fired in found["fired"] if LEVELS.index(fired["urgency"]) > 0]
    faults = []
    if found["urgency"] != case["expected_tier"]:
        faults.append(f"the content says {found['urgency']}, the case {case['expected_tier']}")
    if rows != case["rows"]:
        faults.append(f"the content fires {rows}, the case has {case['rows']}")
    return faults


def test_there_is_one_file_a_style() -> None:
    assert [path.stem for path in FILES] == sorted(f"{kind}-{style}" for kind in STYLES for style in STYLES[kind])


def test_there_are_enough_of_each() -> None:
    assert sum(1 for _ in every_case()) >= 600
    assert sum(len(cases_of(path)) for path in FILES if path.stem.startswith("held-")) >= 250
    assert [path.stem for path in FILES if len(cases_of(path)) < 40] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_has_the_agreed_shape(path: Path) -> None:
    style = path.stem.partition("-")[2]
    faults = [f"{case.get('id')}: {fault}" for case in cases_of(path) for fault in shape_faults(case)]
    assert not faults, "\n".join(faults)
    assert [case["id"] for case in cases_of(path)] == [f"{style}-{n:03}" for n in range(1, len(cases_of(path)) + 1)]
    assert {case["style"] for case in cases_of(path)} == {style}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_level_of_every_case_is_what_the_content_says(path: Path) -> None:
    faults = [f"{case['id']}: {fault}" for case in cases_of(path) for fault in level_faults(case)]
    assert not faults, "\n".join(faults)


def test_no_two_texts_are_alike() -> None:
    seen: dict[str, list[str]] = defaultdict(list)
    for case in every_case():
        seen[" ".join(words_of(case["text"]))].append(case["id"])
    assert [same for same in seen.values() if len(same) > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_phrase_is_worn_out_in_a_file(path: Path) -> None:
    counted: Counter[str] = Counter()
    for case in cases_of(path):
        words = words_of(case["text"])
        counted.update({" ".join(words[at : at + PHRASE]) for at in range(len(words) - PHRASE + 1)})
    assert {phrase: n for phrase, n in counted.items() if n > MOST_OF_ONE_PHRASE} == {}


def test_every_red_flag_and_combination_has_a_case() -> None:
    covered = {name for case in every_case() for name in (*case["rows"], *case["must_flag"])}
    assert sorted(red_flags() - covered) == []


def test_the_levels_are_spread_as_agreed() -> None:
    counted = Counter(case["expected_tier"] for case in every_case())
    for level, (least, most) in SHARES.items():
        assert least <= 100 * counted[level] / counted.total() <= most, f"{level}: {counted[level]}"


def test_the_page_counts_what_is_there() -> None:
    cells = [[cell.strip(" `") for cell in line.split("|")] for line in PAGE.read_text(encoding="utf-8").splitlines()]
    told = {row[1]: row[2:7] for row in cells if len(row) == 9}
    shown = ("emergency", "same-day", "review", "self-care")
    for path in FILES:
        counted = Counter(case["expected_tier"] for case in cases_of(path))
        assert told[path.stem] == [*(str(counted[level]) for level in shown), str(counted.total())], path.stem
    totals = Counter(case["expected_tier"] for case in every_case())
    assert told["all"] == [*(str(totals[level]) for level in shown), str(totals.total())]


def test_every_stage_and_birth_is_there() -> None:
    for phase, stretches in STRETCHES.items():
        for first, last in stretches:
            there = {c["expected_tier"] for c in every_case() if c["phase"] == phase and first <= c["weeks"] <= last}
            assert {"emergency", "same-day", "self-care"} <= there, f"{phase}, weeks {first} to {last}: {there}"
    assert {case["birth"] for case in every_case() if case["phase"] == "postpartum"} == BIRTHS["postpartum"]


@pytest.mark.parametrize(
    "change",
    [
        {"weeks": 60},
        {"weeks": "31"},
        {"phase": "after"},
        {"birth": "vaginal"},
        {"acceptable": []},
        {"acceptable": ["emergency", "same-day"]},
        {"must_not_flag": ["ces-saddle-numb"]},
        {"rows": []},
        {"rows": ["no-such-flag"]},
        {"text": "Numb here"},
        {"text": "Numb  between the legs"},
        {"condition": ""},
        {"more": "x"},
    ],
    ids=str,
)
def test_a_fault_of_shape_is_noticed(change: dict[str, Any]) -> None:
    good = cases_of(FOLDER / "dev-plain.jsonl")[0]
    assert not shape_faults(good)
    assert shape_faults(good | change)


@pytest.mark.parametrize("change", [{"expected_tier": "review"}, {"weeks": 30, "must_flag": []}, {"rows": []}], ids=str)
def test_a_wrong_level_is_noticed(change: dict[str, Any]) -> None:
    good = cases_of(FOLDER / "dev-plain.jsonl")[0]
    assert not level_faults(good)
    assert level_faults(good | change)
