"""The texts that likeness is learnt from are sound: real findings, real quotes, no text twice, and none measured on."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from steadyback.cli.shelf import open_knowledge
from tests.repository.tree import ROOT

SAYINGS, TEXTS = (sorted((ROOT / "learning" / folder).glob("*.jsonl")) for folder in ("sayings", "texts"))
CASES = [
    *sorted((ROOT / "tests/data/own_words").glob("*.jsonl")),
    *sorted((ROOT / "learning/measured").glob("*.jsonl")),
]
WHY = {"denied", "past", "hypothetical", "someone-else", "figure"}


def lines(path: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", SAYINGS, ids=lambda path: path.stem)
def test_a_saying_means_a_finding_that_is_there_or_nothing(path: Any) -> None:
    knowledge = open_knowledge()
    for line in lines(path):
        assert set(line) == {"finding", "means", "text"}
        assert knowledge.asked(line["finding"]) or (line["finding"] == "none" and not line["means"]), line
        assert line["text"].strip()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_holds_the_words_that_are_marked_in_it(path: Any) -> None:
    knowledge = open_knowledge()
    for line in lines(path):
        assert all(knowledge.asked(name) for name in (*line["signs"], *line["not"])), line["id"]
        quotes = [*line["signs"].values(), *(words for words, _ in line["not"].values())]
        assert all(words and words in line["text"] for words in quotes), line["id"]
        assert {why for _, why in line["not"].values()} <= WHY, line["id"]


def test_no_text_is_there_twice_and_none_is_measured_on() -> None:
    count = Counter(line["text"] for path in [*TEXTS, *CASES] for line in lines(path))
    assert [text for text, many in count.items() if many > 1] == []


def test_what_was_learnt_names_every_finding_of_the_sayings() -> None:
    learnt = set(open_knowledge().learnt.partition("\n")[0].split(" "))
    meant = {line["finding"] for path in SAYINGS for line in lines(path) if line["means"]}
    assert meant <= learnt
