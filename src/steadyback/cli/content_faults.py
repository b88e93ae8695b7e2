"""What is wrong with the content: shapes, words and ids, and then what only the engine can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steadyback.engine.rulebook import Rulebook
    from steadyback.knowledge.fault import Fault
    from steadyback.knowledge.load import Shelf


def faults_in(shelf: Shelf, *, today: str | None = None) -> list[Fault]:
    """Everything that is wrong: shapes, words and ids, and then what only the engine can say."""
    from steadyback.figures import poses
    from steadyback.knowledge.check import faults_of

    faults = faults_of(shelf, today=today, poses=poses())
    return faults if shelf.faults else sorted({*faults, *_engine_faults(shelf)})


def _engine_faults(shelf: Shelf) -> list[Fault]:
    from steadyback.engine.compiling import compile_table
    from steadyback.engine.coverage import gaps_of
    from steadyback.engine.examples import failures_of
    from steadyback.engine.fast import FastTable
    from steadyback.engine.rulebook import rulebook_of
    from steadyback.knowledge.fault import Fault
    from steadyback.knowledge.load import knowledge_of

    knowledge = knowledge_of(shelf)
    rulebook = rulebook_of(knowledge)
    faults = _unreadable_phrases(shelf)
    for failure in failures_of(rulebook):
        located = shelf.items["red-flag"][failure.flag]
        number = next(place for place, each in enumerate(located.item.examples) if each is failure.example)
        instead, _, mend = failure.instead.partition("; ")
        why = f"the example `{failure.example.name}` does not come true: {instead}"
        line = located.line_of(f"examples.{number}")
        mend = mend or "mend the rules, or the example if it is what is wrong"
        faults.append(Fault(located.file, line, why, mend))
    try:
        fast = FastTable(compile_table(rulebook))
    except ValueError:
        return faults + [_not_compiled(shelf, name) for name in _not_compiling(rulebook)]
    for gap in gaps_of(knowledge, rulebook, fast):
        if gap.kind == "red-flag":
            located = shelf.items["red-flag"][gap.id]
            why = f"it is asked in the check, but no sign of the check reaches it ({gap.in_words()})"
            mend = (
                "add it to the `asks` of a sign, or say `asked: after`, or `in_parts: true` if all its parts are asked"
            )
            faults.append(Fault(located.file, located.line_of("asked"), why, mend))
        else:
            located, number = next(
                (group, place)
                for group in shelf.items["check-group"].values()
                for place, sign in enumerate(group.item.signs)
                if sign.id == gap.id
            )
            why = f"a yes to `{gap.id}` does not shut the ladder ({gap.in_words()})"
            mend = "narrow its windows, or ask it once the spasm has settled"
            faults.append(Fault(located.file, located.line_of(f"signs.{number}.id"), why, mend))
    return faults


def _unreadable_phrases(shelf: Shelf) -> list[Fault]:
    """The first phrase of her own words that cannot be read, or that holds nothing but little words."""
    from steadyback.engine.own_words import PhraseError, compile_lexicon
    from steadyback.knowledge.fault import Fault

    entries = shelf.items["own-words"]
    try:
        compile_lexicon(located.item for located in entries.values())
    except PhraseError as error:
        name, _, why = str(error).partition(": ")
        located = entries[name]
        return [
            Fault(
                located.file,
                located.line_of("phrases"),
                why,
                "mend the phrase; docs/explanation/how-her-words-are-read.md shows the signs",
            )
        ]
    return []


def _not_compiling(rulebook: Rulebook) -> list[str]:
    from steadyback.engine.compiling import compile_table

    found = []
    for name in rulebook.flags:
        try:
            compile_table(rulebook._replace(rules=tuple(rule for rule in rulebook.rules if rule.flag == name)))
        except ValueError:
            found.append(name)
    return found


def _not_compiled(shelf: Shelf, name: str) -> Fault:
    from steadyback.knowledge.fault import Fault

    located = shelf.items["red-flag"][name]
    why = "this condition is too knotted for the phone's table"
    return Fault(
        located.file, located.line_of("rules"), why, "put a `not` at the top of a watch rule, or part the rule"
    )
