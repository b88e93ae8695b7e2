"""The decisions of the page, held against Python's: the served script itself, run in Chromium, on cases by the million.

Nothing of the script is written anew. It is fetched from the running server and run as it is, with a stand-in for the
document; only at its end a line is added that hands out its own ``finish``. What ``finish`` then shows (which card,
which place to go, which reasons, whether the steps open) is compared with the compiled table of the engine.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from playwright.sync_api import Page

from steadyback.care.acts import ROUTES
from steadyback.care.rules import Rules
from steadyback.engine.table import decides
from steadyback.proof.cells import everywhere
from steadyback.vocabulary.timing import Timing
from steadyback.vocabulary.urgency import Urgency
from steadyback.web.page_table import decision_table
from tests.support.expected import screens_at, state_at

CASES_A_PAGE = 500
_LETTERS = {"y": "yes", "n": "no", "u": "unsure"}
_END = "})();"

#: The script with stand-ins for what a browser gives it. ``window.decide(table, cases)`` runs ``finish`` on each.
_HARNESS = """source => {
  let flags = [], routes = [], shown = '';
  const node = extra => Object.assign({dataset: {}, hidden: false, textContent: '', value: 'spasm', checked: false, id: '',
    classList: {add() {}, remove() {}, toggle() {}, contains: () => true}, focus() {}, closest: () => null}, extra);
  const card = new Map(), plain = node({});
  const where = {
    querySelector(what) {
      if (what.startsWith('#result-')) {
        if (!card.has(what)) card.set(what, node({id: what.slice(1), querySelector: where.querySelector,
          querySelectorAll: where.querySelectorAll}));
        return card.get(what);
      }
      if (what === 'h1 [data-route]:not([hidden])') return routes.find(one => !one.hidden) || null;
      return plain;
    },
    querySelectorAll(what) {
      return what === '[data-route]' ? routes : what === '[data-flag]' ? flags : [];
    },
  };
  Object.assign(plain, {querySelector: where.querySelector, querySelectorAll: where.querySelectorAll});
  const first = {signs: [], groups: [], routes: [], urgencies: [], rules: [], words: {}, says: {}, ladder: {}, held: {},
    conditions: [], timers: {}, at: 'shut', version: '', stage: null, weeks: null};
  const fakes = {
    document: {...where, documentElement: plain, addEventListener() {}, getElementById: id =>
      id === 'table' ? {textContent: JSON.stringify(first)} : node({id, querySelector: where.querySelector,
        querySelectorAll: where.querySelectorAll})},
    window: {addEventListener() {}, scrollTo() {}}, location: {hash: ''}, history: {pushState() {}, state: null},
    navigator: {}, crypto: {randomUUID: () => 'id'}, fetch: () => new Promise(() => {}), setTimeout() {},
  };
  let page = null;
  const names = Object.keys(fakes);
  new Function(...names, 'expose', source)(...names.map(name => fakes[name]), given => { page = given; });
  window.decide = (table, cases) => {
    routes = table.routes.map(route => node({dataset: {route}}));
    flags = [...new Set(table.rules.map(rule => rule.flag))].map(flag => node({dataset: {flag}}));
    const number = Object.fromEntries(table.flags.map((flag, at) => [flag, at]));
    const word = {y: 'yes', n: 'no', u: 'unsure'};
    return cases.map(letters => {
      const given = {};
      for (let at = 0; at < letters.length; at++)
        if (letters[at] !== '-') given[table.signs[at]] = word[letters[at]];
      page.begin(table, given);
      page.finish();
      const seen = page.seen();
      const ways = routes.filter(one => !one.hidden).map(one => one.dataset.route);
      return [table.urgencies.indexOf(seen.result.replace('result-', '')), ways.length === 1 ? ways[0] : '*', +seen.clear,
        flags.filter(one => !one.hidden).map(one => number[one.dataset.flag]).sort((a, b) => a - b).join('.')].join(' ');
    });
  };
}"""
_EXPOSE = """
  expose({
    begin: function (table, given) { T = table; answers = given; queue = []; result = null; clear = false; },
    finish: finish,
    seen: function () { return { result: result, clear: clear }; },
  });
"""


class Agreement(NamedTuple):
    """How many cases were put to both, how long it took, and the first differences."""

    cases: int
    pages: int
    seconds: float
    differences: list[str]

    def told(self) -> str:
        """In one line."""
        verdict = "agree" if not self.differences else f"DIFFER on at least {len(self.differences)}"
        return f"page and engine {verdict}: {self.cases:,} cases on {self.pages:,} pages in {self.seconds:.0f} s"


class MadePage(NamedTuple):
    """One page as the server would make it, and all that Python needs to judge its cases."""

    timing: Timing
    told: dict[str, str]
    table: dict[str, Any]


def harness(blank: Page, source: str) -> None:
    """Put the served script into a blank page (one without the product's own rules on scripts)."""
    assert source.rstrip().endswith(_END), "the script no longer ends as one function"
    inner = source.rstrip().removesuffix(_END)
    blank.evaluate(_HARNESS, inner + _EXPOSE + _END)


def pages(rules: Rules, seed: int) -> Iterator[MadePage]:
    """Pages without end: every cell of weeks in turn, then chance; with a few facts told, or none."""
    rng = random.Random(f"pages {seed}")
    timings = everywhere(rules.rulebook)
    facts = [
        name for name, item in rules.knowledge.finding.items() if item.about == "profile" and item.answer == "yes-no"
    ]
    facts += [name for name, flag in rules.knowledge.red_flag.items() if flag.asked == "profile"]
    number = 0
    while True:
        timing = timings[number % len(timings)]
        count = 0 if number < len(timings) else rng.randint(0, 4)
        told = {name: rng.choice(("yes", "no", "unsure")) for name in rng.sample(sorted(facts), count)}
        state = state_at(rules, timing, told)
        asked = screens_at(rules, timing, told)
        table = decision_table(state, rules, asked)
        more: dict[str, Any] = {"words": {}, "says": {}, "at": "shut", "stage": None, "weeks": None}
        flags = [flag.id for flag in rules.table.flags]
        yield MadePage(timing, told, {**table, **more, "flags": flags})
        number += 1


def letters(rng: random.Random, count: int) -> str:
    """Answers to ``count`` signs: all well but for a few, worrying, or anything; some with gaps."""
    kind = rng.random()
    if kind < 0.6:
        found = ["n"] * count
        for _ in range(rng.randint(0, 3)):
            found[rng.randrange(count)] = rng.choice("yu")
    else:
        found = rng.choices("ynu", (2, 6, 1) if kind < 0.85 else (1, 1, 1), k=count)
    if rng.random() < 0.2:
        for _ in range(rng.randint(1, 4)):
            found[rng.randrange(count)] = "-"
    return "".join(found)


class Judge:
    """What the engine says of a case, in the words that the page is asked for."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.fast = rules.fast
        self.flags = rules.table.flags

    def said(self, page: MadePage, case: str) -> str:
        """Urgency, place to go, whether the steps open, and the red flags above watch."""
        answers: dict[str, str] = dict(page.told)
        for sign, letter in zip(page.table["signs"], case, strict=True):
            if letter != "-":
                answers[sign] = _LETTERS[letter]
        verdict = self.fast.decide(answers, page.timing)
        best: dict[int, int] = {}
        met = verdict.met
        while met:
            low = met & -met
            place = low.bit_length() - 1
            met ^= low
            flag = self.fast.rules[place].flag
            if flag not in best or self.fast.rank[best[flag]] < self.fast.rank[place]:
                best[flag] = place
        fired = {flag: self.fast.rules[place] for flag, place in best.items()}
        above = sorted(flag for flag, rule in fired.items() if rule.urgency > Urgency.SELF_CARE)
        top = [rule.route[0] if rule.route else "MAT" for rule in fired.values() if rule.urgency == verdict.urgency > 0]
        way = min(top, key=ROUTES.index) if top else "GP"
        shut = any(decides(self.flags[flag], rule.urgency) for flag, rule in fired.items())
        clear = not shut and "-" not in case
        return f"{verdict.urgency} {way} {int(clear)} {'.'.join(map(str, above))}"


def compare(
    blank: Page, source: str, rules: Rules, count: int, *, seed: int = 1, progress: Callable[[str], None] | None = None
) -> Agreement:
    """Put ``count`` cases to the page's script and to the engine."""
    began = time.perf_counter()
    rng = random.Random(f"cases {seed}")
    judge = Judge(rules)
    harness(blank, source)
    differences: list[str] = []
    done = 0
    for made, page in enumerate(pages(rules, seed), start=1):
        cases = [letters(rng, len(page.table["signs"])) for _ in range(min(CASES_A_PAGE, count - done))]
        found: list[str] = blank.evaluate("([table, cases]) => window.decide(table, cases)", [page.table, cases])
        for case, page_said in zip(cases, found, strict=True):
            engine_said = judge.said(page, case)
            if page_said != engine_said and len(differences) < 20:
                differences.append(_told(page, case, page_said, engine_said))
        done += len(cases)
        if progress and made % 20 == 0:
            progress(f"{done:,} of {count:,} cases")
        if done >= count:
            return Agreement(done, made, time.perf_counter() - began, differences)
    raise AssertionError("pages never end")


def _told(page: MadePage, case: str, page_said: str, engine_said: str) -> str:
    answers = {
        sign: _LETTERS.get(letter, "unanswered")
        for sign, letter in zip(page.table["signs"], case, strict=True)
        if letter != "n"
    }
    return (
        f"{page.timing}, told {page.told}, {answers}: the page says {page_said!r}, the engine {engine_said!r}"
        " (urgency, place to go, steps open, flags)"
    )
