"""The page of the validation, and its pictures, from what was counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from validation.cells import BASES, EXTRAS, RATIOS, Cell, Counted
from validation.conditional import Power
from validation.diaries import World
from validation.plots import Line, Picture, svg
from validation.rivals import Head

_ALL = "patterns, all processes"
_FEWEST = 200  # intervals in a cell, below which its share says nothing


class Found(NamedTuple):
    """Everything that was measured in one run."""

    seed: int
    people: int
    cells: list[Cell]
    counted: list[Counted]
    heads: list[Head]
    powers: list[Power]
    apart: float
    year: list[float]
    speed: dict[str, float]
    many: dict[str, float]
    minutes: float
    machine: str


Row = tuple[Cell, Counted]


def _rows(found: Found, table: str) -> list[Row]:
    return [row for row in zip(found.cells, found.counted, strict=True) if row[0].table == table]


def error(share: float, number: int) -> float:
    """The Monte-Carlo standard error of a share."""
    return (share * (1 - share) / number) ** 0.5 if number else float("nan")


def _share(part: int, whole: int) -> str:
    if whole < _FEWEST:
        return "–"
    return f"{100 * part / whole:.1f} ± {100 * error(part / whole, whole):.1f}"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    names = list(head)
    lines = [f"| {' | '.join(names)} |", f"| {' | '.join(['---'] + ['---:'] * (len(names) - 1))} |"]
    return "\n".join([*lines, *(f"| {' | '.join(str(cell) for cell in row)} |" for row in rows)])


def _days(rows: list[Row]) -> list[int]:
    return sorted({cell.world.days for cell, _ in rows})


def _by_days(rows: list[Row], key: Callable[[Cell], object], value: Callable[[Counted], str]) -> list[list[str]]:
    days = _days(rows)
    keys = list(dict.fromkeys(key(cell) for cell, _ in rows))
    found = {(key(cell), cell.world.days): value(counted) for cell, counted in rows}
    return [[str(each), *(found.get((each, length), "") for length in days)] for each in keys]


def _extremes(pairs: list[tuple[int, int]]) -> str:
    shares = [part / whole for part, whole in pairs if whole >= _FEWEST]
    if not shares:
        return "nothing to count"
    outside = sum(not 0.93 <= share <= 0.97 for share in shares)
    whole = f"{100 * sum(p for p, _ in pairs) / sum(w for _, w in pairs):.1f} % over all intervals"
    words = f"{100 * min(shares):.1f} to {100 * max(shares):.1f} % by cell"
    return f"{whole}, {words}; {outside} of {len(shares)} cells outside 93 to 97 %"


def page(found: Found) -> str:
    """The whole page, as Markdown."""
    null, effect = _rows(found, "null"), _rows(found, "effect")
    shortest = min(_days(null))
    speed = {**found.speed, _ALL: found.many["seconds"] / found.many["people"] * 1000}
    worst = max(null, key=lambda row: row[1].any_false)
    parts = [
        "# Validation of the patterns",
        "Written by `./steady validate-patterns`; what is here is counted, not claimed. The diaries are made up by "
        "`validation/diaries.py`: they show what the method does in worlds like those, and nothing about people. "
        f"Seed {found.seed}, {found.people:,} diaries a cell, {sum(c.people for c in found.counted):,} in all, "
        f"{found.minutes:.1f} minutes ({found.machine}). ± is the Monte-Carlo standard error. "
        "How it works and what the labels mean: [Patterns](../explanation/patterns.md).",
        "## In short",
        "\n".join(
            [
                f'- Any false "likely" among 20 factors of which none matters: at most '
                f"{_share(worst[1].any_false, worst[1].people)} % of diaries in a cell ({worst[0].extra}, "
                f"{worst[0].world.days} days, {worst[0].world.base:.0%} spasm days); "
                f"{100 * sum(c.any_false for _, c in null) / sum(c.people for _, c in null):.1f} % over all "
                f"{len(null)} cells.",
                "- The simple rule (three days with, three without, spasms more frequent with it) shows a link in "
                f"{_percent([(c.any_simple, c.people) for _, c in null])} of the same diaries; in the plain ones of "
                f"{shortest} days in {_simple(null, shortest)}.",
                f"- 95 % intervals, factors without a link: {_extremes(_pairs(found, of_none=True))}.",
                f"- 95 % intervals, the factor with one: {_extremes(_pairs(found, of_none=False))}.",
                *_power_lines(found),
                f"- The form for one person and the form for many differ by at most {found.apart:.0e}.",
                f"- A year with 16 factors in plain Python: {found.year[len(found.year) // 2]:.0f} ms "
                f"(median of {len(found.year)}; the slowest {found.year[-1]:.0f} ms).",
                f"- {found.many['people']:,.0f} people × 180 days × 12 factors: {found.many['seconds']:.0f} s, "
                f"{found.many['megabytes']:,.0f} MB.",
            ]
        ),
        '## Any false "likely"',
        "Percent of diaries with 20 factors, none of which matters, in which any is called likely, same day or next.",
        *_null_tables(null),
        "![Any false likely, by what goes on besides](patterns-false.svg)",
        "## Coverage",
        "Percent of 95 % intervals that hold the truth, of those given (label other than too-few-days). "
        f"– where fewer than {_FEWEST} were given.",
        "### Factors without a link, among 20 such",
        *_coverage_tables(null),
        "### The factor with a link, among 12",
        *_effect_tables(effect),
        "![Coverage](patterns-coverage.svg)",
        "## Power",
        "Percent of diaries in which the factor is at least possible / likely, by its odds ratio; 12 factors, the "
        "first is on 30 % of days. Diaries that are too short count as not found.",
        *_power_tables(effect),
        "![Power by days](patterns-power.svg)",
        "## Other worlds",
        _other(found),
        "## Beside other methods",
        _heads(found.heads),
        _powers(found.powers),
        "## Time",
        "The quickest of three turns of each, except for all processes (once, for everybody).",
        _table(["", "ms a person"], [[name, f"{value:.3g}"] for name, value in speed.items()]),
        _speed_words(speed),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _percent(pairs: list[tuple[int, int]]) -> str:
    return f"{100 * sum(part for part, _ in pairs) / sum(whole for _, whole in pairs):.1f} %"


def _simple(null: list[Row], days: int) -> str:
    shares = [c.any_simple / c.people for cell, c in null if cell.world.days == days and cell.extra == "plain"]
    return f"{100 * min(shares):.0f} to {100 * max(shares):.0f} % (by how frequent spasms are)"


def _pairs(found: Found, *, of_none: bool) -> list[tuple[int, int]]:
    pairs = [(c.covered_none, c.said_none) for c in found.counted] + [
        (c.covered_next, c.said_next) for c in found.counted
    ]
    with_link = [
        row[1] for row in zip(found.cells, found.counted, strict=True) if row[0].world.same or row[0].world.after
    ]
    return pairs if of_none else [(one.covered, one.said) for one in with_link]


def _power_lines(found: Found) -> list[str]:
    lines = []
    for power in found.powers:
        world = power.world
        if world.days != 90 or world.factors != 12 or world.flare:
            continue
        share = (
            f"{world.base:.0%} spasm days on days that hold no factor"
            if world.is_level
            else f"{world.base:.0%} spasm days"
        )
        lines.append(
            f"- Odds ratio 3, 90 days, {share}, on {world.often:.0%} of days: found in "
            f"{_percent_of(power.patterns, power.errors[0])} % at 5 % false alarms a factor "
            f"(conditional logistic regression: {_percent_of(power.conditional, power.errors[1])} %)."
        )
    return lines


def _percent_of(share: float, its_error: float) -> str:
    return f"{100 * share:.1f} ± {100 * its_error:.1f}"


def _null_tables(rows: list[Row]) -> list[str]:
    parts = []
    for base in BASES:
        some = [row for row in rows if row[0].world.base == base]
        body = _by_days(some, lambda cell: cell.extra, lambda c: _share(c.any_false, c.people))
        parts += [f"{base:.0%} spasm days:", _table(["", *(f"{day} days" for day in _days(some))], body)]
    return parts


def _coverage_tables(rows: list[Row]) -> list[str]:
    parts = []
    for base in BASES:
        some = [row for row in rows if row[0].world.base == base]
        body = _by_days(some, lambda cell: cell.extra, lambda c: _share(c.covered_none, c.said_none))
        parts += [f"{base:.0%} spasm days:", _table(["", *(f"{day} days" for day in _days(some))], body)]
    return parts


def _name(cell: Cell) -> str:
    world = cell.world
    ratio = world.same.get(0, 1.0)
    return f"{world.base:.0%}, odds ratio {ratio:g}" + ("" if cell.extra == "plain" else f", {cell.extra}")


def _effect_tables(rows: list[Row]) -> list[str]:
    some = [row for row in rows if row[0].world.same]
    head = ["spasm days", *(f"{day} days" for day in _days(some))]
    cover = _by_days(some, _name, lambda c: _share(c.covered, c.said))
    bias = _by_days(some, _name, lambda c: f"{c.bias:+.2f}" if c.said >= _FEWEST else "–")
    return [_table(head, cover), "Bias of the log-odds ratio, where a number is given:", _table(head, bias)]


def _power_tables(rows: list[Row]) -> list[str]:
    head = ["spasm days", *(f"{day} days" for day in _days(rows))]
    return [
        _table(
            head,
            _by_days(rows, _name, lambda c: f"{100 * c.possible / c.people:.0f} / {100 * c.likely / c.people:.0f}"),
        )
    ]


def _other(found: Found) -> str:
    body = []
    for table in ("rare", "many", "confounded", "next"):
        for cell, c in _rows(found, table):
            world = cell.world
            links = ", ".join(f"{ratio:g}" for ratio in (world.same or world.after).values())
            name = {
                "rare": f"on {world.often:.0%} of days, odds ratio {links}",
                "many": f"{world.factors} factors, odds ratio {links}",
                "confounded": f"going together (0.6), odds ratios {links}",
                "next": f"next day only, odds ratio {links}",
            }[table]
            shares = (_share(c.covered, c.said), _share(c.covered_none, c.said_none), _share(c.any_false, c.people))
            power = f"{100 * c.possible / c.people:.0f} / {100 * c.likely / c.people:.0f}"
            body.append([name, world.days, f"{100 * c.said / c.people:.0f}", *shares, power, f"{c.bias:+.2f}"])
    head = [
        "world",
        "days",
        "given %",
        "coverage",
        "coverage, no link",
        "any false likely",
        "possible / likely",
        "bias",
    ]
    return "20 % spasm days, 12 factors where not said otherwise. The first factor's figures:\n\n" + _table(head, body)


def _what(world: World) -> str:
    what = f"{world.days} days, {world.factors} factors, {world.base:.0%}{' level' if world.is_level else ''}"
    return what + f", on {world.often:.0%}" + (", lingering, drifting" if world.flare else "")


def _powers(powers: list[Power]) -> str:
    rows = [
        [_what(one.world), _percent_of(one.patterns, one.errors[0]), _percent_of(one.conditional, one.errors[1])]
        for one in powers
    ]
    people = powers[0].people if powers else 0
    apart = max((one.apart for one in powers), default=0.0)
    words = (
        f"Power at equal false alarms once more, on {people:,} diaries with the link and as many without. The "
        "conditional logistic regression here is `validation/conditional.py`, which does all diaries at once; its z "
        f"values and those of statsmodels differ by at most {apart:.0e} where both were tried and there is a maximum."
    )
    return words + "\n\n" + _table(["", "patterns", "conditional logistic"], rows)


def _heads(heads: list[Head]) -> str:
    names = ("patterns", "plain logistic", "conditional logistic")
    rows = []
    for head in heads:
        what = _what(head.world)
        power = [f"{100 * head.power[name]:.0f}" for name in names]
        usual = [f"{100 * head.usual[name]:.0f} ({100 * head.false_alarm[name]:.0f})" for name in names]
        false = [f"{100 * head.any_false[name]:.0f}" for name in ("patterns", "plain logistic", "simple rule")]
        rows.append([what, *power, *usual, *false, f"{100 * head.failed:.0f}"])
    each = heads[0].people if heads else 0
    words = (
        f"{each} diaries with odds ratio 3 for the first factor, and as many without any link. *Power* is at equal "
        "false alarms: each method's threshold is the one that 5 % of its own null diaries pass. *Usual* is where the "
        "95 % interval leaves out 1, with its false alarms in brackets. *Any false* is the percent of null diaries "
        "shown any link: likely (patterns), |z| > 1.96 (plain), after three days with and three without (the simple "
        "rule). *Level*: the percent is that of days which hold no factor. Plain logistic regression (statsmodels "
        "Logit) has all factors in it; a failed fit counts as not found. The conditional one (ConditionalLogit) has "
        "the first factor alone, matched within fortnights. Patterns counts a diary without a number as not found."
    )
    head_row = ["", *(f"power: {name}" for name in names), *(f"usual: {name}" for name in names)]
    head_row += ["any false: patterns", "any false: plain", "any false: simple rule", "plain fits failed"]
    return words + "\n\n" + _table(head_row, rows)


def _speed_words(speed: dict[str, float]) -> str:
    ours = speed[_ALL]
    one = speed["patterns, one process"]
    lines = ["How many times faster a person, with one process and with all:", ""]
    for name, value in speed.items():
        if "Logit" in name:
            lines.append(f"- than {name}: {value / one:,.1f} and {value / ours:,.1f}")
    return "\n".join(lines)


def pictures(found: Found) -> dict[str, str]:
    """Each picture's file name and its SVG."""
    null, effect = _rows(found, "null"), _rows(found, "effect")
    ticks = [(float(number), str(day)) for number, day in enumerate(_days(null))]
    place = {int(words): x for x, words in ticks}

    def points(rows: list[Row], share: Callable[[Counted], tuple[int, int]]) -> list[tuple[float, float, float]]:
        found_points = []
        for cell, counted in rows:
            part, whole = share(counted)
            if whole >= _FEWEST:
                found_points.append((place[cell.world.days], part / whole, error(part / whole, whole)))
        return found_points

    some = ("plain", "lingering", "carried over", "going together", "all at once")
    false = [
        Line(
            extra,
            points(
                [r for r in null if r[0].extra == extra and r[0].world.base == 0.4], lambda c: (c.any_false, c.people)
            ),
        )
        for extra in EXTRAS
        if extra in some
    ]
    cover = [
        Line(f"odds ratio {ratio:g}", points(_plain(effect, ratio), lambda c: (c.covered, c.said)))
        for ratio in RATIOS[1:]
    ] + [Line("no link", points(_plain(effect, 1.0), lambda c: (c.covered_none, c.said_none)))]
    power = [
        Line(f"{ratio:g}, {name}", points(_plain(effect, ratio), share))
        for ratio in (3.0, 5.0)
        for name, share in (
            ("possible", lambda c: (c.possible, c.people)),
            ("likely", lambda c: (c.likely, c.people)),
        )
    ]
    return {
        "patterns-false.svg": svg(
            Picture("Diaries with any false “likely”: 20 factors, 40 % spasm days", false, ticks, 0, 0.1,
                    (0, 0.05, 0.1), "days", marks=(0.05,))
        ),
        "patterns-coverage.svg": svg(
            Picture("Coverage of 95 % intervals: 12 factors, 20 % spasm days", cover, ticks, 0.9, 1.0,
                    (0.9, 0.93, 0.95, 0.97, 1.0), "days", marks=(0.95,), band=(0.93, 0.97))
        ),
        "patterns-power.svg": svg(
            Picture("Found, by odds ratio: 12 factors, 20 % spasm days", power, ticks, 0, 1.0,
                    (0, 0.25, 0.5, 0.75, 1.0), "days")
        ),
    }  # fmt: skip


def _plain(rows: list[Row], ratio: float) -> list[Row]:
    return [
        r for r in rows if r[0].extra == "plain" and r[0].world.base == 0.2 and r[0].world.same.get(0, 1.0) == ratio
    ]
