"""The hazard log: its shapes, how it is read from ``docs/safety``, and everything that is refused in it.

The manner is that of DCB0129 and ISO 14971: a hazard with its cause and effect, the risk before and after the
controls, the controls themselves, and what is left open. What is ours: a control counts only with a test or a proof
that is there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

from steadyback.knowledge.fault import Fault
from steadyback.knowledge.reading import Located, parse

#: A file of hazards: what stands beside the pages.
HAZARDS = "hazards"
METHOD = "method.yaml"
_FEWEST_WORDS = 4


class Step(NamedTuple):
    """One step of a scale: its id, its name, and what it means here."""

    id: str
    title: str
    means: str


class Role(NamedTuple):
    """Who must decide, sign or try something, and what beyond the open points of the hazards. Nobody holds it yet."""

    id: str
    title: str
    signs: tuple[str, ...]


class Method(NamedTuple):
    """How risk is told: two scales from least to most, the matrix (likelihood to one risk a severity), acceptance."""

    about: tuple[str, ...]
    severities: tuple[Step, ...]
    likelihoods: tuple[Step, ...]
    matrix: dict[str, tuple[int, ...]]
    acceptance: tuple[Step, ...]
    roles: tuple[Role, ...]


class Estimate(NamedTuple):
    """How bad and how likely: ids of the two scales."""

    severity: str
    likelihood: str


class Control(NamedTuple):
    """What is done about it, and the ids of the tests and proofs that fail when it is done no longer.

    ``kind`` follows the order of ISO 14971: ``design`` (the thing cannot happen), ``guard`` (it is caught), ``words``
    (she is told).
    """

    kind: Literal["design", "guard", "words"]
    does: str
    tests: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()


class Left(NamedTuple):
    """What remains open, and the roles that must decide it."""

    what: str
    decides: tuple[str, ...]


class Hazard(NamedTuple):
    """One hazard, whole."""

    id: str
    title: str
    cause: str
    effect: str
    before: Estimate
    after: Estimate
    controls: tuple[Control, ...]
    open: tuple[Left, ...] = ()


class Group(NamedTuple):
    """The hazards of one file, which make one page."""

    id: str
    order: int
    title: str
    about: str
    hazards: tuple[Hazard, ...]


class Log(NamedTuple):
    """The whole log: the method and the groups in their order."""

    method: Method
    groups: tuple[Group, ...]

    def hazards(self) -> Iterator[Hazard]:
        """Every hazard, group by group."""
        for group in self.groups:
            yield from group.hazards

    def risk(self, estimate: Estimate) -> int:
        """The risk of an estimate, from 1 (least) to 5, by the matrix of the method."""
        column = [step.id for step in self.method.severities].index(estimate.severity)
        return self.method.matrix[estimate.likelihood][column]


class Known(NamedTuple):
    """What a control may name: test ids (``tests/….py::test_…``) that can fail, those that cannot, and proofs."""

    tests: frozenset[str]
    empty: frozenset[str]
    proofs: frozenset[str]


def read_log(folder: Path, known: Known) -> tuple[Log | None, list[Fault]]:
    """The log below ``folder``, or None when it cannot be read, with every fault found.

    Raises OSError when a file cannot be opened.
    """
    method, faults = _read(folder / METHOD, folder, Method)
    groups: list[Located] = []
    for path in sorted((folder / HAZARDS).glob("*.yaml")):
        located, found = _read(path, folder, Group)
        faults += found
        if located:
            groups.append(located)
    if not groups and not faults:
        faults.append(Fault(HAZARDS, 1, "there is no hazard here", "add a file, as in docs/safety/hazards"))
    if method is None or faults:
        return None, faults
    faults += _faults_of_method(method)
    if not faults:
        for located in groups:
            faults += _faults_of_group(located, method.item, known)
        faults += _twice(groups)
    log = Log(method.item, tuple(sorted((each.item for each in groups), key=lambda group: group.order)))
    return (None if faults else log), faults


def _read(path: Path, folder: Path, shape: type) -> tuple[Located | None, list[Fault]]:
    return parse(path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix(), shape)


# --- what is refused -------------------------------------------------------------------------------------------------


def _faults_of_method(located: Located) -> list[Fault]:
    method: Method = located.item
    faults: list[Fault] = []

    def refuse(place: str, why: str, mend: str) -> None:
        faults.append(Fault(located.file, located.line_of(place), why, mend))

    if list(method.matrix) != [step.id for step in method.likelihoods]:
        refuse("matrix", "the rows of the matrix are not the likelihoods", "one row for each, in the same order")
        return faults
    if not method.roles:
        refuse("roles", "there is no role, so nobody could decide", "name those who must decide")
    rows = list(method.matrix.values())
    allowed = range(1, len(method.acceptance) + 1)
    for name, row in method.matrix.items():
        if len(row) != len(method.severities):
            refuse(f"matrix.{name}", "this row has not one risk for each severity", "give one for each, least first")
        elif any(risk not in allowed for risk in row):
            refuse(f"matrix.{name}", "a risk here is not among those of `acceptance`", f"use 1 to {len(allowed)}")
    if not faults and any(a > b for row in rows for a, b in pairwise(row)):
        refuse("matrix", "a worse harm has a lower risk", "let risks grow along each row")
    if not faults and any(a > b for low, high in pairwise(rows) for a, b in zip(low, high, strict=True)):
        refuse("matrix", "a likelier harm has a lower risk", "let risks grow down each column")
    return faults


def _faults_of_group(located: Located, method: Method, known: Known) -> list[Fault]:
    faults: list[Fault] = []

    def refuse(place: str, why: str, mend: str) -> None:
        faults.append(Fault(located.file, located.line_of(place), why, mend))

    group: Group = located.item
    if Path(located.file).stem != group.id:
        refuse("id", f"the group `{group.id}` lies in another file", f"call the file {group.id}.yaml")
    for number, hazard in enumerate(group.hazards):
        for place, why, mend in _faults_of_hazard(hazard, method, known):
            refuse(f"hazards.{number}.{place}", f"{hazard.id}: {why}", mend)
    return faults


def _faults_of_hazard(hazard: Hazard, method: Method, known: Known) -> Iterator[tuple[str, str, str]]:
    """Place, why and mend of everything that is wrong with one hazard."""
    for name in ("cause", "effect"):
        if len(getattr(hazard, name).split()) < _FEWEST_WORDS:
            yield name, f"`{name}` says too little", "say it in a sentence"
    if not hazard.controls:
        yield "controls", "there is no control", "give one with its tests, or change the product so that there is one"
    for number, control in enumerate(hazard.controls):
        place = f"controls.{number}"
        if not control.tests and not control.proofs:
            yield place, "this control has no test", "name the tests that fail without it, or move it to `open`"
        for name in control.tests:
            plain = name.partition("[")[0]
            if plain in known.empty:
                yield f"{place}.tests", f"the test {plain} asks nothing, so it cannot fail", "name one that can"
            elif plain not in known.tests:
                yield f"{place}.tests", f"there is no test {plain}", "write it as tests/folder/test_file.py::test_name"
        for name in control.proofs:
            if name not in known.proofs:
                yield f"{place}.proofs", f"there is no proof {name}", "see `steadyback verify --help`"
    yield from _faults_of_risk(hazard, method)
    roles = {role.id for role in method.roles}
    for number, left in enumerate(hazard.open):
        place = f"open.{number}"
        if not left.decides:
            yield place, "nobody is named who must decide this", f"`decides:` one or more of {', '.join(sorted(roles))}"
        for name in left.decides:
            if name not in roles:
                yield place, f"`{name}` is no role", f"use one of {', '.join(sorted(roles))}"


def _faults_of_risk(hazard: Hazard, method: Method) -> Iterator[tuple[str, str, str]]:
    severities = [step.id for step in method.severities]
    likelihoods = [step.id for step in method.likelihoods]
    for name in ("before", "after"):
        estimate: Estimate = getattr(hazard, name)
        if estimate.severity not in severities:
            yield name, f"`{estimate.severity}` is no severity", f"use one of {', '.join(severities)}"
            return
        if estimate.likelihood not in likelihoods:
            yield name, f"`{estimate.likelihood}` is no likelihood", f"use one of {', '.join(likelihoods)}"
            return
    before, after = hazard.before, hazard.after
    if severities.index(after.severity) > severities.index(before.severity):
        yield "after", "the harm afterwards is worse than before", "no control makes it worse; mend one of the two"
    if likelihoods.index(after.likelihood) > likelihoods.index(before.likelihood):
        yield "after", "it is likelier afterwards than before", "no control makes it likelier; mend one of the two"
    if after != before and all(control.kind == "words" for control in hazard.controls):
        yield "after", "only words are said to lower the risk", "leave it as it was before: telling her is not enough"
    row = method.matrix[after.likelihood]
    if row[severities.index(after.severity)] > 2 and not hazard.open:
        yield "after", "a risk of 3 or more stays, and nothing is open", "say in `open` who must decide on it"


def _twice(groups: list[Located]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for located in groups:
        names = [(located.item.id, "id"), (f"order {located.item.order}", "order")]
        names += [(hazard.id, f"hazards.{number}.id") for number, hazard in enumerate(located.item.hazards)]
        for name, place in names:
            if name in seen:
                yield Fault(
                    located.file, located.line_of(place), f"`{name}` is there twice, also in {seen[name]}", "change one"
                )
            seen[name] = located.file


# --- what is there to be named ---------------------------------------------------------------------------------------


def known_tests(root: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of all tests below ``root/tests`` that can fail, and of those that ask nothing.

    Read from the syntax trees, nothing is run. A parametrised test is known by its function, without brackets. A
    class counts when its name begins with Test, as for pytest. A test that is skipped or expected to fail is not
    among either: it holds nothing.
    """
    living: set[str] = set()
    empty: set[str] = set()
    for path in sorted((root / "tests").rglob("test_*.py")):
        place = path.relative_to(root).as_posix()
        for name, function in _functions(ast.parse(path.read_text(encoding="utf-8"), filename=place)):
            if _is_set_aside(function):
                continue
            (living if _asks(function) else empty).add(f"{place}::{name}")
    return frozenset(living), frozenset(empty)


_Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(tree: ast.Module) -> Iterator[tuple[str, _Function]]:
    for node in tree.body:
        if isinstance(node, _Function) and node.name.startswith("test"):
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            for part in node.body:
                if isinstance(part, _Function) and part.name.startswith("test"):
                    yield f"{node.name}::{part.name}", part


def _is_set_aside(function: _Function) -> bool:
    marks = [ast.unparse(mark) for mark in function.decorator_list]
    return any(word in mark for mark in marks for word in ("mark.skip", "mark.xfail"))


def _asks(function: _Function) -> bool:
    """Whether the body does more than stand there: it asserts, or calls what may fail."""
    body: list[Any] = function.body
    return any(isinstance(node, ast.Assert | ast.Call) for part in body for node in ast.walk(part))
