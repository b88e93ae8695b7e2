"""Every example in the content comes true."""

from __future__ import annotations

from steadyback.engine.examples import failures_of
from steadyback.engine.quick import assess_quickly, read_answers
from steadyback.knowledge.model import Example
from steadyback.proof.property import Shown, Tally, shown
from steadyback.proof.subject import Subject
from steadyback.vocabulary.timing import Stage, at_week


def examples_come_true(subject: Subject) -> Shown:
    """Each example through the reference, and through the compiled table."""

    def prove(tally: Tally) -> None:
        failures = list(failures_of(subject.rulebook))
        count = sum(len(flag.examples) for flag in subject.rulebook.flags.values())
        told = [f"{name}, {example.name}: {instead}" for name, example, instead in failures]
        tally.add(count, told)
        wrong = {(name, example.name) for name, example, _ in failures}
        for name, flag in subject.rulebook.flags.items():
            for example in flag.examples:
                if (name, example.name) not in wrong:
                    _through_the_table(subject, name, example, tally)

    says = "Every example of every red flag comes out as its file says, by the reference and by the compiled table."
    return shown("examples-come-true", says, "enumeration", prove)


def _through_the_table(subject: Subject, name: str, example: Example, tally: Tally) -> None:
    answers = read_answers(example.answers, subject.fast)
    timing = at_week(Stage(example.stage), example.weeks, day=example.day)
    fired = {one["id"]: one["urgency"] for one in assess_quickly(subject.fast, answers, timing)["fired"]}
    is_good = (name in fired) == example.fires
    if is_good and example.fires and example.urgency is not None:
        is_good = fired[name] == example.urgency.slug
    tally.note(is_good, "{}, {}: the table has {}", name, example.name, fired)
