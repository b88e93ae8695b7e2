"""The hazard log as pages: the method, one index by risk, one page a group, and what must still be signed or tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from steadyback.cli.markdown import page, table
from steadyback.cli.safety_log import Control, Estimate, Group, Hazard, Left, Log, Step

_HEADER = """> Awaiting sign-off: no clinician, safety officer or user group has looked at this yet.
> Every severity and likelihood is a judgement of those who wrote it, and none was measured.
>
> Generated from `docs/safety/` by `steadyback safety`. Edit the YAML there, not this page.
"""
_KINDS = {"design": "By design", "guard": "By a guard", "words": "By words"}
INDEX, METHOD, TO_SIGN = "hazards.md", "method.md", "to-sign.md"


def pages(log: Log) -> dict[str, str]:
    """Each page of the safety case that is generated, by its file name."""
    found = {
        INDEX: page("The hazard log", _HEADER, _index(log)),
        METHOD: page("How risk is judged", _HEADER, _method(log)),
    }
    found |= {page_of(group): page(group.title, _HEADER, _group(group, log)) for group in log.groups}
    found[TO_SIGN] = page("What must still be signed, decided or tried", _HEADER, _to_sign(log))
    return found


def page_of(group: Group) -> str:
    """The file name of the page of a group."""
    return f"hazards-{group.id}.md"


def _steps(steps: Iterable[Step], first: str) -> Iterator[str]:
    yield from table([first, "means here"], ([f"**{step.title}**", step.means] for step in steps))


def _titles(steps: Iterable[Step]) -> dict[str, str]:
    return {step.id: step.title for step in steps}


def _in_words(estimate: Estimate, log: Log) -> str:
    """Such as ``4 (catastrophic, medium)``."""
    severity = _titles(log.method.severities)[estimate.severity]
    likelihood = _titles(log.method.likelihoods)[estimate.likelihood]
    return f"{log.risk(estimate)} ({severity.lower()}, {likelihood.lower()})"


def _link(hazard: Hazard, group: Group) -> str:
    return f"[`{hazard.id}`]({page_of(group)}#{hazard.id})"


def named_tests(log: Log) -> list[str]:
    """Every test that a control names, once, in order."""
    return sorted({name for hazard in log.hazards() for control in hazard.controls for name in control.tests})


def named_proofs(log: Log) -> list[str]:
    """Every proof that a control names, once, in order."""
    return sorted({name for hazard in log.hazards() for control in hazard.controls for name in control.proofs})


# --- the pages -------------------------------------------------------------------------------------------------------


def _index(log: Log) -> Iterator[str]:
    hazards = [(hazard, group) for group in log.groups for hazard in group.hazards]
    still_open = sum(bool(hazard.open) for hazard, _ in hazards)
    yield f"{len(hazards)} hazards in {len(log.groups)} groups, held by {len(named_tests(log))} tests and"
    yield f"{len(named_proofs(log))} proofs. {still_open} have something open, and all await sign-off."
    yield ""
    yield "How a risk is judged: [the method](method.md). Who has to decide: [what is to be signed](to-sign.md)."
    yield ""
    yield from table(
        ["risk", "before", "after", "of these, with something open"],
        (
            [
                f"**{number}** {step.title.lower()}",
                str(sum(log.risk(hazard.before) == number for hazard, _ in hazards)),
                str(sum(log.risk(hazard.after) == number for hazard, _ in hazards)),
                str(sum(log.risk(hazard.after) == number and bool(hazard.open) for hazard, _ in hazards)),
            ]
            for number, step in reversed(list(enumerate(log.method.acceptance, start=1)))
        ),
    )
    yield from ("", "## By group", "")
    yield from (f"- [{group.title}]({page_of(group)}): {len(group.hazards)} hazards" for group in log.groups)
    for number, step in reversed(list(enumerate(log.method.acceptance, start=1))):
        there = [(hazard, group) for hazard, group in hazards if log.risk(hazard.after) == number]
        yield from ("", f"## Risk {number} after the controls: {step.title.lower()}", "", step.means, "")
        if not there:
            yield "None."
            continue
        yield from table(
            ["id", "hazard", "before", "after", "open"],
            (
                [
                    _link(hazard, group),
                    hazard.title,
                    _in_words(hazard.before, log),
                    _in_words(hazard.after, log),
                    str(len(hazard.open)) if hazard.open else "",
                ]
                for hazard, group in sorted(there, key=lambda pair: (-log.risk(pair[0].before), pair[0].id))
            ),
        )


def _method(log: Log) -> Iterator[str]:
    method = log.method
    for paragraph in method.about:
        yield from (paragraph, "")
    yield from ("## How bad", "", *_steps(method.severities, "severity"), "")
    yield from ("## How likely", "", *_steps(method.likelihoods, "likelihood"), "", "## The risk", "")
    titles = _titles(method.likelihoods)
    yield from table(
        ["", *(step.title for step in method.severities)],
        ([f"**{titles[name]}**", *map(str, row)] for name, row in reversed(method.matrix.items())),
    )
    yield from ("", "## What may stay", "")
    yield from table(
        ["risk", "means here"],
        ([f"**{number}** {step.title}", step.means] for number, step in enumerate(method.acceptance, start=1)),
    )


def _group(group: Group, log: Log) -> Iterator[str]:
    yield group.about
    for hazard in group.hazards:
        yield from ("", f"## {hazard.id}", "", f"**{hazard.title}**", "")
        yield f"- Cause: {hazard.cause}"
        yield f"- Effect: {hazard.effect}"
        yield f"- Risk before: {_in_words(hazard.before, log)}"
        yield f"- Risk after: {_in_words(hazard.after, log)}"
        yield from ("", "Controls:", "")
        for control in hazard.controls:
            yield from _control(control)
        if hazard.open:
            yield from ("", "Open:", "")
            yield from (f"- {left.what} Decides: {_deciders(left, log)}." for left in hazard.open)


def _control(control: Control) -> Iterator[str]:
    yield f"- {_KINDS[control.kind]}: {control.does}"
    by_file: dict[str, list[str]] = {}
    for name in control.tests:
        path, _, test = name.partition("::")
        by_file.setdefault(path, []).append(test.partition("[")[0])
    for path, names in by_file.items():
        yield f"  - `{path}`: {', '.join(f'`{name}`' for name in names)}"
    if control.proofs:
        yield f"  - `steadyback verify`: {', '.join(f'`{name}`' for name in control.proofs)}"


def _deciders(left: Left, log: Log) -> str:
    titles = {role.id: role.title for role in log.method.roles}
    return ", ".join(titles[name] for name in left.decides)


def _to_sign(log: Log) -> Iterator[str]:
    yield "Nothing on this page has been done. Nobody holds any of these roles for the product yet."
    for role in log.method.roles:
        yield from ("", f"## {role.title}", "")
        if role.signs:
            yield from ("As a whole:", "", *(f"- [ ] {line}" for line in role.signs), "")
        rows = [
            (group, hazard, left)
            for group in log.groups
            for hazard in group.hazards
            for left in hazard.open
            if role.id in left.decides
        ]
        rows.sort(key=lambda row: -log.risk(row[1].after))
        if rows:
            yield from ("Open in the log, the greatest risk first:", "")
            yield from table(
                ["risk", "hazard", "what is open"],
                ([str(log.risk(hazard.after)), _link(hazard, group), left.what] for group, hazard, left in rows),
            )
