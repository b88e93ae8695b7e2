"""Walking through the pages as a person would: by what stands on the screen, never by how it is built."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Overheard
from tests.support.server import Companion

#: What the last group of the check leads to when all is well.
GROUPS_AT_MOST = 6
NUMBER = "020 7946 0000"

#: Ways to be, as About you takes them.
PREGNANT: Mapping[str, str] = {"stage": "pregnant", "weeks": "31", "country": "uk", "maternity_number": NUMBER}


class Walk:
    """One person with one page open."""

    def __init__(self, page: Page, companion: Companion) -> None:
        self.page = page
        self.companion = companion
        self.heard = Overheard(page)

    # ---- where she is ----

    def open(self, path: str) -> Walk:
        """Type an address."""
        self.page.goto(self.companion.address + path)
        return self

    @property
    def heading(self) -> str:
        """The one heading that stands on the screen."""
        found = self.page.locator("h1:visible")
        assert found.count() == 1, f"one heading is wanted, there are {found.all_inner_texts()} at {self.page.url}"
        return found.inner_text().strip()

    def stands_at(self, heading: str | re.Pattern[str]) -> None:
        """Wait until ``heading`` is the one on the screen."""
        expect(self.page.locator("h1:visible")).to_have_text(heading, use_inner_text=True)

    @property
    def screen(self) -> Locator:
        """What stands under the heading now."""
        return self.page.locator("main")

    def words(self) -> str:
        """Everything that can be read on the screen, in one line."""
        return " ".join(self.page.locator("body").inner_text().split())

    def button(self, name: str) -> Locator:
        """A button that can be seen."""
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str | re.Pattern[str]) -> Locator:
        """A link that can be seen."""
        return self.page.get_by_role("link", name=name)

    # ---- the check ----

    def signs(self) -> list[str]:
        """The signs on the screen, by id."""
        found = self.page.locator("[data-sign]:visible")
        return [str(found.nth(number).get_attribute("data-sign")) for number in range(found.count())]

    def at_the_check(self) -> Walk:
        """Wait until the first group stands on the screen."""
        expect(self.page.locator("[data-sign]:visible").first).to_be_visible()
        return self

    def sign(self, name: str) -> Locator:
        """The question about one sign."""
        return self.page.locator(f"[data-sign={name}]")

    def pick(self, name: str, answer: str) -> None:
        """Tap ``answer`` (Yes, No, Not sure) to one sign on the screen."""
        self.sign(name).get_by_role("radio", name=answer, exact=True).check()

    def answer(self, name: str) -> str | None:
        """What is picked for a sign, or None."""
        found = self.sign(name).locator("input:checked")
        return found.get_attribute("value") if found.count() else None

    def none_of_these(self) -> None:
        """Tap the button that answers what is left of the group."""
        before = self.heading
        self.button("None of these").click()
        expect(self.page.locator("h1:visible")).not_to_have_text(before, use_inner_text=True)

    def next_group(self) -> None:
        """Tap Next, all being answered."""
        before = self.heading
        self.button("Next").click()
        expect(self.page.locator("h1:visible")).not_to_have_text(before, use_inner_text=True)

    def reach(self, sign: str) -> None:
        """Answer groups with none until ``sign`` stands on the screen."""
        for _ in range(GROUPS_AT_MOST):
            if sign in self.signs():
                return
            self.none_of_these()
        raise AssertionError(f"{sign} is not asked here")

    def finish_check(self) -> Walk:
        """None of these, from here to the result."""
        for _ in range(GROUPS_AT_MOST):
            if not self.signs():
                return self
            self.none_of_these()
        assert not self.signs(), "more than six groups"
        return self

    def check_with(self, answers: Mapping[str, str]) -> Walk:
        """The whole check with a few answers that are not no, up to its result."""
        for _ in range(GROUPS_AT_MOST):
            here = self.signs()
            if not here:
                return self
            for name in here:
                if name in answers:
                    self.pick(name, answers[name])
            now = self.button("See what to do now")
            if now.is_visible():
                before = self.heading
                now.click()
                expect(self.page.locator("h1:visible")).not_to_have_text(before, use_inner_text=True)
                return self
            self.none_of_these()
        return self

    # ---- the ladder ----

    def start(self) -> Walk:
        """From the result to the first step."""
        self.link(re.compile("^Start with step")).click()
        return self

    def felt(self, how: str) -> Walk:
        """Say how it is after a step."""
        self.page.get_by_role("button", name=how, exact=True).click()
        return self

    def to_the_ladder(self) -> Walk:
        """All well, and on the first step."""
        return self.open("/now").finish_check().start()

    # ---- the log ----

    def tap(self, *names: str) -> None:
        """Tap answers of the log."""
        for name in names:
            self.page.locator("#spasm").get_by_role("radio", name=name, exact=True).check()

    def saved(self) -> None:
        """Wait until the page says that it is kept."""
        expect(self.page.get_by_text("Saved.", exact=True)).to_be_attached()

    def all_sent(self) -> None:
        """Wait until nothing is under way any more."""
        until = time.monotonic() + 10
        self.page.wait_for_timeout(20)
        while self.heard.under_way:
            assert time.monotonic() < until, "something is still being sent"
            self.page.wait_for_timeout(10)


def visible_names(found: Locator) -> Iterator[str]:
    """The words of each of several things that can be seen."""
    for number in range(found.count()):
        if found.nth(number).is_visible():
            yield found.nth(number).inner_text().strip()


def radio_values(page: Page) -> dict[str, str]:
    """Every answer picked on the page, by name."""
    found: dict[str, str] = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('#check input:checked')].map(i => [i.name, i.value]))"
    )
    return found


def dict_of(value: Any) -> dict[str, Any]:
    """For the type checker: what is known to be a mapping."""
    assert isinstance(value, dict)
    return value
