"""Reading YAML: shapes, lines, short forms, and words that stay words."""

import pytest

from steadyback.knowledge.condition import All, Any, AtLeast, Is, Not, Score, Within
from steadyback.knowledge.model import Citation, Fact, Finding, RedFlag, Statement
from steadyback.knowledge.reading import Located, parse, plain_data
from steadyback.vocabulary.timing import ALWAYS, Span, Windows
from steadyback.vocabulary.urgency import Urgency

CARD = "id: it\ntitle: It\nsources: {a: list}\nreviewed_on: 2026-11-21\nreview_by: 2027-05-21\n"
FLAG = """
family: nerves
rules:
  - urgency: watch
    when: {when}
because: {{text: This can be a sign., marks: [P], sources: {{b: page}}}}
say: It hurts.
points_to: Something
examples:
  - {{name: fires, stage: pregnant, weeks: 30, answers: {{it: yes, heat: 38.5}}, fires: true}}
"""


def read(text: str, shape: type = Fact) -> Located:
    located, faults = parse(CARD + text, "facts/it.yaml", shape)
    assert faults == []
    assert located is not None
    return located


def flag_when(condition: str) -> object:
    flag: RedFlag = read(FLAG.format(when=condition), RedFlag).item
    return flag.rules[0].when


def test_one_value_stands_for_a_list_of_one() -> None:
    fact: Fact = read("topic: course\nsays: It settles.").item

    assert fact.says == (Statement("It settles."),)
    assert fact.card.sources == (Citation("a", "list"),)
    assert fact.windows == ALWAYS


def test_lines_are_remembered_down_to_the_leaves() -> None:
    located = read("topic: course\nsays:\n  - One.\n  - {text: Two., marks: [V]}")

    assert located.line_of("id") == 1
    assert located.line_of("says.1.marks") == 9
    assert located.line_of("says.1.sources") == 9, "the nearest thing above it"
    assert located.line_of("windows") == 1, "what is not there is at the top"


def test_yes_and_no_stay_words_and_numbers_may_be_answers() -> None:
    flag: RedFlag = read(FLAG.format(when="it"), RedFlag).item

    assert flag.examples[0].answers == {"it": "yes", "heat": "38.5"}
    assert flag.examples[0].fires is True
    assert flag.rules[0].urgency is Urgency.SELF_CARE
    assert flag.because == Statement("This can be a sign.", (Citation("b", "page"),), ("P",))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("it", Is("it")),
        ("{is: it}", Is("it")),
        ("{all: [a, b]}", All((Is("a"), Is("b")))),
        ("{any: [a, {not: b}]}", Any((Is("a"), Not(Is("b"))))),
        ("{at_least: 2, of: [a, b, c]}", AtLeast(2, (Is("a"), Is("b"), Is("c")))),
        ("{score: heat, at_least: 38}", Score("heat", 38.0)),
        ("{pregnant: {from: 20, to: 36}}", Within(Windows(Span(140, 258), None))),
        ("{postpartum: {to_day: 3}}", Within(Windows(None, Span(0, 3)))),
    ],
)
def test_conditions(text: str, condition: object) -> None:
    assert flag_when(text) == condition


def test_both_ends_of_a_window_are_counted_in() -> None:
    fact: Fact = read("topic: course\nsays: Yes.\nwindows: {pregnant: {from: 20}, postpartum: {to: 6}}").item

    assert fact.windows == Windows(Span(140, 44 * 7 + 6), Span(0, 6 * 7 + 6))


def test_every_fault_of_a_file_is_told_not_only_the_first() -> None:
    located, faults = parse("id: it\ntopic: corse\nsays:\nwho: me\n", "facts/it.yaml", Fact)

    assert located is None
    assert [fault.line for fault in faults if "corse" in fault.why] == [2]
    assert {"`title` is missing", "`reviewed_on` is missing", "`review_by` is missing"} <= {f.why for f in faults}
    assert any("`who` is not a key here" in fault.why for fault in faults)


@pytest.mark.parametrize(
    "text", ["[" * 3000, "- " * 3000, "&a [*a]", "{a: " * 2000, "\x00", "x" * 20_000, "!!python/x y"]
)
def test_what_nobody_would_write_is_one_fault(text: str) -> None:
    located, faults = parse(text, "facts/it.yaml", Fact)

    assert located is None
    assert len(faults) == 1
    assert faults[0].mend


def test_a_finding_may_be_a_number_with_limits() -> None:
    text = "question: How warm?\nanswer: number\nleast: 33\nmost: 43\nunit: degrees"
    finding: Finding = read(text, Finding).item

    assert (finding.least, finding.most, finding.presumed) == (33.0, 43.0, False)


def test_plain_data_keeps_the_kinds_of_values() -> None:
    text = 'a: true\nb: "true"\nc: yes\nd: 3\ne: 1.5\nf: null\ng: [x, {h: 2026-11-21}]'

    assert plain_data(text) == {
        "a": True,
        "b": "true",
        "c": "yes",
        "d": 3,
        "e": 1.5,
        "f": None,
        "g": ["x", {"h": "2026-11-21"}],
    }
