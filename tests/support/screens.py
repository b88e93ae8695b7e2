"""Every screen there is, reached as a person reaches it: one list for pictures, accessibility and large text.

A journey walks and stops at each of its screens, giving its name. Whoever walks it does what they like there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tests.support.walk import NUMBER, PREGNANT, Walk

Journey = Callable[[Walk], Iterator[str]]


def days_ago(days: int) -> str:
    """A day as a form wants it."""
    return str((datetime.now().astimezone() - timedelta(days=days)).date())


def told(walk: Walk, **form: str) -> None:
    """About you, sent before anything is opened."""
    assert walk.companion.form("/you", form).status == 303


def first_run(walk: Walk) -> Iterator[str]:
    """Nothing is known yet."""
    walk.open("/").stands_at("What do you need?")
    yield "door-first"
    walk.link(re.compile("My back just grabbed")).click()
    walk.stands_at("First, where are you?")
    yield "about-you-first"
    walk.page.get_by_role("radio", name="I am pregnant").check()
    walk.page.get_by_label("How many whole weeks?").fill("57")
    walk.page.get_by_label("Phone number of your maternity unit").fill("none yet")
    walk.button("Go to the check").click()
    walk.page.get_by_role("alert").first.wait_for()
    yield "about-you-another-look"
    walk.heard.complaints.clear()  # the browser tells of the 422
    walk.open("/call").stands_at("Who to call")
    yield "call-country-not-told"
    walk.open("/now").check_with({"sgn-breath": "Yes"})
    yield "result-emergency-country-not-told"
    walk.open("/nowhere").stands_at("This page is not here")
    yield "not-here"
    walk.heard.complaints.clear()


def all_well(walk: Walk) -> Iterator[str]:
    """31 weeks pregnant, in the United Kingdom: the check, every step, the log, the questions afterwards."""
    told(walk, **PREGNANT)
    walk.open("/").stands_at("What do you need?")
    yield "door"
    walk.open("/you").stands_at("About you")
    yield "about-you"
    walk.open("/call").stands_at("Who to call")
    yield "call"
    walk.open("/now")
    number = 0
    while walk.signs():
        number += 1
        yield f"check-{number}"
        if number == 1:
            walk.button("Next").click()
            walk.page.get_by_role("alert").filter(visible=True).wait_for()
            yield "check-1-answer-missing"
        walk.none_of_these()
    yield "result-self-care"
    walk.start()
    while walk.heading != "Note it in three taps":
        before = walk.heading
        step = re.search(r"Step (\d+) of", walk.words())
        yield f"step-{step.group(1)}" if step else "conditions"
        if step and step.group(1) == "1":
            walk.felt("Better").stands_at(re.compile("^It helps"))
            yield "step-helps"
            walk.button("Go on to the next step").click()
        elif step:
            walk.felt("Same")
        else:
            walk.button("No, none").click()
        walk.page.wait_for_function(
            "before => ![...document.querySelectorAll('h1')].some("
            "h => h.checkVisibility() && h.innerText.trim() === before)",
            arg=before,
        )
    yield "log"
    walk.tap("7", "Low left", "Turning in bed")
    walk.stands_at("Noted. Go gently.")
    walk.saved()
    yield "noted"
    walk.link(re.compile("A few more questions")).click()
    walk.stands_at("Now that it has settled")
    yield "later"
    walk.page.get_by_role("group").first.get_by_role("radio", name="No", exact=True).check()
    walk.button("Save these answers").click()
    walk.page.get_by_role("status").first.wait_for()
    yield "later-answered"
    walk.open("/hide").stands_at("Notes")
    yield "hidden"


def worse(walk: Walk) -> Iterator[str]:
    """A step made it worse; she carries on another time."""
    told(walk, **PREGNANT)
    walk.to_the_ladder().felt("Same")
    walk.all_sent()
    walk.open("/").stands_at("What do you need?")
    yield "door-carry-on"
    walk.link(re.compile("Carry on")).click()
    walk.felt("Worse").stands_at("Stop. Let us check again.")
    yield "step-worse"


def emergency(walk: Walk) -> Iterator[str]:
    """A sign of an emergency, and the wait until she was seen."""
    told(walk, **PREGNANT)
    walk.open("/now").pick("sgn-wee-poo", "Yes")
    walk.button("See what to do now").wait_for()
    yield "check-1-emergency"
    walk.button("See what to do now").click()
    walk.stands_at("Go to the emergency department now")
    walk.all_sent()
    yield "result-emergency"
    walk.open("/").link(re.compile("Have you been seen")).wait_for()
    yield "door-paused"
    walk.open("/now").stands_at("Has somebody looked at you?")
    yield "paused"
    walk.open("/seen").stands_at("Has somebody looked at you?")
    yield "seen"


def ambulance(walk: Walk) -> Iterator[str]:
    """The most urgent card there is."""
    told(walk, **PREGNANT)
    walk.open("/now").check_with({"sgn-breath": "Not sure"}).stands_at("Call an ambulance now")
    yield "result-ambulance"


def same_day(walk: Walk) -> Iterator[str]:
    """To be phoned about today."""
    told(walk, **PREGNANT)
    walk.open("/now").check_with({"sgn-headache": "Yes"}).stands_at(re.compile("today"))
    yield "result-same-day"


def review(walk: Walk) -> Iterator[str]:
    """A visit to be booked."""
    told(walk, **PREGNANT)
    walk.open("/now").check_with({"sgn-shooting": "Yes"}).stands_at(re.compile("^Book a visit"))
    yield "result-review"


def after_birth(walk: Walk) -> Iterator[str]:
    """Nine days after a caesarean, in the United States."""
    told(
        walk, stage="birth", birth_on=days_ago(9), mode="caesarean", block="yes", country="us", maternity_number=NUMBER
    )
    walk.open("/").stands_at("What do you need?")
    yield "after-birth-door"
    walk.open("/you").stands_at("About you")
    yield "after-birth-about-you"
    walk.open("/now")
    number = 0
    while walk.signs():
        number += 1
        if number in (3, 5, 6):
            yield f"after-birth-check-{number}"
        walk.none_of_these()
    yield "after-birth-result-self-care"
    walk.start()
    yield "after-birth-step-1"
    walk.open("/after").stands_at("Now that it has settled")
    yield "after-birth-later"


def after_a_loss(walk: Walk) -> Iterator[str]:
    """After a loss: no word about a baby."""
    told(walk, stage="loss", loss_on=days_ago(20), country="ie")
    walk.open("/").stands_at("What do you need?")
    yield "after-a-loss-door"
    walk.open("/now")
    number = 0
    while walk.signs():
        number += 1
        if number in (3, 6):
            yield f"after-a-loss-check-{number}"
        walk.none_of_these()
    walk.start()
    yield "after-a-loss-step-1"


def locked(walk: Walk) -> Iterator[str]:
    """A diary under a passphrase: the lock from within, and what stands open before it."""
    told(walk, **PREGNANT)
    passphrase = "three blind mice and a cat"
    assert walk.companion.form("/lock", {"passphrase": passphrase, "again": passphrase, "known": "yes"}).status == 303
    walk.open("/lock").stands_at("The lock is on")
    yield "lock-on"
    assert walk.companion.form("/lock/now", {}).status == 303
    walk.open("/").stands_at("This diary is locked")
    yield "locked"
    walk.open("/lock/forgotten").stands_at("Nobody can open it without the passphrase")
    yield "locked-forgotten"
    walk.open("/now").at_the_check().finish_check()
    walk.all_sent()
    yield "locked-result-self-care"


JOURNEYS: dict[str, Journey] = {
    journey.__name__.replace("_", "-"): journey
    for journey in (
        first_run,
        all_well,
        worse,
        emergency,
        ambulance,
        same_day,
        review,
        after_birth,
        after_a_loss,
        locked,
    )
}
