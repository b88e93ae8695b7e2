"""The page decides as the engine does: its own script, in a real browser, on generated cases and on real taps.

A million cases: ``python -m tests.web.million`` (STEADYBACK_PAGE_CASES sets the number for this run of the tests).
"""

from __future__ import annotations

import os
import random

import pytest
from playwright.sync_api import BrowserContext, Page

from steadyback.care.rules import Rules
from steadyback.engine.quick import assess_quickly
from steadyback.vocabulary.timing import Stage, at_week
from tests.support.expected import signs_at
from tests.support.million import compare, harness, letters, pages
from tests.support.server import Companion
from tests.support.walk import PREGNANT, Walk

pytestmark = pytest.mark.browser
CASES = int(os.environ.get("STEADYBACK_PAGE_CASES", "100000"))
TAPPED = 30
WORDS = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
WEEK_31 = at_week(Stage.PREGNANT, 31)


def served(companion: Companion) -> str:
    return companion.get("/static/now.js").text


def test_page_and_engine_agree(page: Page, companion: Companion, rules: Rules) -> None:
    found = compare(page, served(companion), rules, CASES, seed=7)
    print(f"\n{found.told()}")
    assert found.cases == CASES
    assert not found.differences, "\n".join(found.differences)


@pytest.mark.parametrize(
    ("fault", "mend"),
    [
        ('answer === "yes" || (rule.unsure && answer === "unsure")', 'answer === "yes"'),
        ("Math.max(most, rule.urgency)", "rule.urgency"),
        ("rule.any.every(", "rule.any.some("),
        ("clear = !shut && !unasked.length", "clear = !unasked.length"),
        ("clear = !shut && !unasked.length", "clear = !shut"),
    ],
)
def test_a_fault_planted_in_the_script_is_found(
    page: Page, companion: Companion, rules: Rules, fault: str, mend: str
) -> None:
    source = served(companion)
    assert source.count(fault) == 1, "the script says it in another way now: plant the fault anew"
    assert compare(page, source.replace(fault, mend), rules, 2_000).differences


def test_the_made_up_cases_reach_far(rules: Rules) -> None:
    """They come to every urgency, leave signs out, and doubt."""
    rng = random.Random(3)
    made = [letters(rng, 30) for _ in range(500)]
    assert {"y", "n", "u", "-"} == {letter for case in made for letter in case}
    assert any(set(case) == {"n"} for case in made)
    first = [page for page, _ in zip(pages(rules, 1), range(200), strict=False)]
    assert len({(page.timing.stage, page.timing.first_day) for page in first}) > 20
    assert any(page.told for page in first)


def test_the_script_runs_as_it_is(page: Page, companion: Companion) -> None:
    harness(page, served(companion))
    assert page.evaluate("typeof window.decide") == "function"


def tapped_cases(rules: Rules) -> list[dict[str, str]]:
    """Cases for real taps: each sign of the week alone in turn, doubtful or sure, and some pairs."""
    signs = signs_at(rules, WEEK_31)
    rng = random.Random(11)
    single = [{sign: rng.choice(("yes", "unsure"))} for sign in rng.sample(signs, TAPPED - 8)]
    return single + [dict.fromkeys(rng.sample(signs, 3), "unsure") for _ in range(8)]


def test_real_taps_lead_where_the_engine_says(page: Page, companion: Companion, rules: Rules) -> None:
    companion.form("/you", PREGNANT)
    walk = Walk(page, companion)
    context: BrowserContext = page.context
    context.route("**/entries", lambda route: route.fulfill(body="{}", content_type="application/json"))
    signs = signs_at(rules, WEEK_31)
    for case in tapped_cases(rules):
        walk.open("/now?about=again").at_the_check()
        walk.check_with({sign: WORDS[answer] for sign, answer in case.items()})
        place = page.url.partition("#result-")[2]
        stopped = place == "emergency"
        answers = dict.fromkeys(signs, "no") | case
        urgency = assess_quickly(rules.fast, answers, WEEK_31)["urgency"]
        assert place == urgency, f"{case}: the page says {place}, the engine {urgency}"
        start = page.locator("[data-start]:visible").count()
        assert (start == 0) or (urgency in ("self-care", "review") and not stopped), case
