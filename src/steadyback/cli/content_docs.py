"""The reference for clinicians: the content as plain tables, generated, never edited by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from steadyback.cli.markdown import page, table
from steadyback.knowledge.catalogue import row_of
from steadyback.knowledge.model import Card, Knowledge, RedFlag, Statement
from steadyback.knowledge.weeks import span_in_short, windows_in_words
from steadyback.knowledge.words import condition_in_words, urgency_word
from steadyback.vocabulary.timing import Stage, Windows

_HEADER = """> Awaiting clinical sign-off: no clinician has signed this off yet. Not for use in care.
>
> Generated from `src/steadyback/content/` by `steadyback content docs --out docs/reference`.
> Edit the content, not this page.

Weeks are completed weeks, both ends counted in. Marks: **P** our own careful decision, **V** to be verified before
release.
"""


def pages(knowledge: Knowledge) -> dict[str, str]:
    """Each page of the reference by its file name."""
    return {
        "red-flags.md": page("Red flags", _HEADER, _red_flags(knowledge)),
        "signs.md": page("The check before the ladder", _HEADER, _signs(knowledge)),
        "exercises.md": page("Ladder and exercises", _HEADER, _exercises(knowledge)),
        "sources.md": page("Sources", _HEADER, _sources(knowledge)),
    }


def _weeks(windows: Windows | None) -> list[str]:
    if windows is None:
        return ["", ""]
    return [span_in_short(windows.pregnant, Stage.PREGNANT), span_in_short(windows.postpartum, Stage.POSTPARTUM)]


def _marks(item: Any, kind: str) -> str:
    return " ".join(row_of(item, kind).marks)


def _cited(card: Card) -> str:
    return "; ".join(f"{citation.source} ({citation.place})" for citation in card.sources)


def _red_flags(knowledge: Knowledge) -> Iterator[str]:
    flags = knowledge.red_flag
    yield f"{len(flags)} red flags and combinations. The most urgent rule that is met counts."
    yield "A later answer never lowers it. “Not sure” counts as yes in every emergency and same-day rule."
    families = sorted({flag.family for flag in flags.values()})
    for family in families:
        yield from ("", f"## {family[:1].upper()}{family[1:]}", "")
        members = [flag for _, flag in sorted(flags.items()) if flag.family == family]
        yield from table(
            ["id", "asked", "pregnant", "after birth", "how soon, where, when", "may point to", "marks", "sources"],
            (_flag_row(flag) for flag in members),
        )
        notes = [flag for flag in members if flag.conflict or flag.card.note]
        if notes:
            yield from ("", "Conflicts and readings settled:", "")
            for flag in notes:
                yield f"- **{flag.card.id}**: {' '.join(part for part in (flag.conflict, flag.card.note) if part)}"


def _flag_row(flag: RedFlag) -> list[str]:
    rules = [
        f"**{urgency_word(rule.urgency)}** {' or '.join(rule.route)}: {condition_in_words(rule.when)}"
        + (f" ({windows_in_words(rule.windows)})" if rule.windows else "")
        for rule in sorted(flag.rules, key=lambda rule: -rule.urgency)
    ]
    asks = f"“{flag.question}”" if flag.question else f"with {flag.same_as}" if flag.same_as else "put together"
    return [
        f"`{flag.card.id}`",
        f"{flag.asked}: {asks}",
        *_weeks(flag.windows),
        "<br>".join(rules),
        flag.points_to,
        _marks(flag, "red-flag"),
        _cited(flag.card),
    ]


def _signs(knowledge: Knowledge) -> Iterator[str]:
    yield "What stands before the ladder, screen by screen. A yes counts for every finding behind the sign."
    for group in sorted(knowledge.check_group.values(), key=lambda group: group.order):
        yield from ("", f"## {group.order}. {group.card.title}", "")
        if group.lead:
            yield from (f"“{group.lead}”", "")
        yield from table(
            ["sign", "words", "pregnant", "after birth", "only if", "after a loss", "stands for"],
            (
                [
                    f"`{sign.id}`",
                    sign.words + (f" ({sign.explain})" if sign.explain else ""),
                    *_weeks(sign.windows),
                    condition_in_words(sign.only_if) if sign.only_if else "",
                    "" if sign.after_loss == "same" else sign.after_loss,
                    ", ".join(sign.asks),
                ]
                for sign in group.signs
            ),
        )
    for title, kind in (("Asked once the spasm has settled", "after"), ("Asked once, about herself", "profile")):
        flags = [flag for _, flag in sorted(knowledge.red_flag.items()) if flag.asked == kind and flag.question]
        yield from ("", f"## {title}", "")
        yield from table(
            ["id", "question", "pregnant", "after birth", "private"],
            (
                [
                    f"`{flag.card.id}`",
                    flag.question or "",
                    *_weeks(flag.windows),
                    "alone only" if flag.is_private else "",
                ]
                for flag in flags
            ),
        )
    yield from ("", "## Findings that are no red flag by themselves", "")
    yield from table(
        ["id", "question", "about", "pregnant", "after birth", "presumed", "same question as"],
        (
            [
                f"`{name}`",
                finding.question,
                finding.about,
                *_weeks(finding.windows),
                "yes" if finding.presumed else "",
                finding.same_as or "",
            ]
            for name, finding in sorted(knowledge.finding.items())
        ),
    )


def _exercises(knowledge: Knowledge) -> Iterator[str]:
    yield "Every way to an exercise passes the contraindications, her stage and her clearance first."
    for title, items in (("The ladder", knowledge.rung), ("Exercises", knowledge.exercise)):
        yield from ("", f"## {title}")
        for _, item in sorted(items.items()):
            yield from _move(item)
    yield from ("", "## Contraindications", "")
    yield from table(
        ["id", "question", "effect", "pregnant", "after birth", "earlier", "raises", "marks", "sources"],
        (
            [
                f"`{name}`",
                item.question,
                item.effect,
                *_weeks(item.windows),
                item.before_window,
                ", ".join(item.red_flags),
                _marks(item, "contraindication"),
                _cited(item.card),
            ]
            for name, item in sorted(knowledge.contraindication.items())
        ),
    )


def _move(item: Any) -> Iterator[str]:
    """A rung or an exercise: dose, grid, stops and holds."""
    kind = "rung" if hasattr(item, "number") else "exercise"
    yield from ("", f"### {item.card.title} (`{item.card.id}`)", "")
    yield f"Dose: {item.dose.words.text}{_own_marks(item.dose.words)} Sources: {_cited(item.card)}. "
    yield f"Marks: {_marks(item, kind) or 'none'}. " + (
        "Waits for a clinician's yes after a birth." if item.needs_clearance else ""
    )
    yield ""
    yield from table(
        ["column", "fits", "form", "how"],
        ([column, cell.fit, cell.form or "", cell.how or ""] for column, cell in item.grid.items()),
    )
    yield ""
    yield from (f"- {statement.text}{_own_marks(statement)}" for statement in item.stop)
    yield from (f"- Held when {condition_in_words(hold.when)}: {hold.because}" for hold in item.holds)
    if item.card.note:
        yield f"- Note: {item.card.note}"


def _own_marks(statement: Statement) -> str:
    return "".join(f" [{mark}]" for mark in statement.marks)


def _sources(knowledge: Knowledge) -> Iterator[str]:
    sources = sorted(knowledge.source.values(), key=lambda source: source.number)
    seen = {word: sum(source.checked == word for source in sources) for word in ("SEEN", "2ND", "NAME")}
    yield f"{len(sources)} sources. SEEN ({seen['SEEN']}): an extract, table or abstract of the document was read."
    yield f"2ND ({seen['2ND']}): seen only by way of another page. NAME ({seen['NAME']}): known by name only."
    yield "What is 2ND or NAME is to be verified."
    yield ""
    yield from table(
        ["#", "id", "kind", "reference", "checked", "what was read", "marks", "review by"],
        (
            [
                str(source.number),
                f"`{source.card.id}`",
                source.kind,
                source.reference + (f" <{source.url}>" if source.url else ""),
                source.checked,
                source.read_part or "",
                " ".join(source.card.marks),
                source.card.review_by,
            ]
            for source in sources
        ),
    )
