"""One rule at a time: written as in the content, read by the real reader, decided by every evaluator there is."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest

from steadyback.knowledge.load import knowledge_of, read_shelf
from steadyback.proof.subject import subject_of
from steadyback.vocabulary.timing import Stage, Timing, at_week

WORDS_OF_THE_LANGUAGE = {
    "all",
    "any",
    "not",
    "of",
    "at_least",
    "score",
    "pregnant",
    "postpartum",
    "from",
    "to",
    "never",
}
CARD = "title: A sign\nsources: {made-up: all of it}\nreviewed_on: 2026-11-21\nreview_by: 2027-05-21\n"
SOURCE = """id: made-up
title: A made-up source
number: 1
kind: guideline
checked: SEEN
reference: Made up, 2026.
short: made up
reviewed_on: 2026-11-21
review_by: 2027-05-21
"""


class Says(Protocol):
    """Whether a rule is met."""

    def __call__(
        self,
        when: str,
        answers: Mapping[str, object],
        *,
        at: Timing = ...,
        urgency: str = "emergency",
        presumed: tuple[str, ...] = (),
    ) -> bool: ...


WEEK_30 = at_week(Stage.PREGNANT, 30)


@pytest.fixture
def says(tmp_path: Path) -> Says:
    """Whether ``when`` is met by ``answers``: the reference's word, once every faster form has said the same."""

    def says(
        when: str,
        answers: Mapping[str, object],
        *,
        at: Timing = WEEK_30,
        urgency: str = "emergency",
        presumed: tuple[str, ...] = (),
    ) -> bool:
        write_content(tmp_path, when, urgency, presumed)
        subject = subject_of(knowledge_of(read_shelf(tmp_path)))
        found = any(one.flag == "the-flag" for one in subject.assess(answers, at).fired)
        decided = subject.fast.decide(answers, at)
        assert bool(decided.met) == found, "the compiled table says otherwise"
        windows = subject.fast.windows(at)
        assert subject.fast.decide_packed(subject.fast.pack(answers), windows) == decided, "so do the packed bits"
        return found

    return says


def write_content(folder: Path, when: str, urgency: str, presumed: tuple[str, ...]) -> None:
    """The smallest content that holds a rule: a source, the findings it names, and the red flag."""
    numbers = set(re.findall(r"score: ([a-z-]+)", when))
    names = set(re.findall(r"[a-z][a-z_-]*", when)) - WORDS_OF_THE_LANGUAGE
    files = {"sources/made-up.yaml": SOURCE}
    for name in names:
        text = f"id: {name}\n{CARD}question: Is it so?\n"
        if name in numbers:
            text += "answer: number\nleast: 0\nmost: 300\nunit: made up\n"
        if name in presumed:
            text += "presumed: true\n"
        files[f"findings/{name}.yaml"] = text
    route = "" if urgency == "watch" else "    route: [MAT]\n"
    files["red_flags/the-flag.yaml"] = (
        f"id: the-flag\n{CARD}family: made-up\nquestion: Is it this?\npoints_to: nothing\nsay: It is this.\n"
        f"because: This can be a sign of something.\nrules:\n  - urgency: {urgency}\n{route}    when: {when}\n"
        "examples:\n  - {name: unanswered, stage: pregnant, weeks: 30, answers: {}, fires: false}\n"
    )
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
