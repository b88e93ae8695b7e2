"""The promise of the routine, on circumstances that hypothesis makes: nothing is in it before it is safe."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyback.engine import safety
from steadyback.engine.replies import read_replies
from steadyback.engine.routine import MOST_MOVES, Back, Routine, routine_of
from steadyback.engine.screening import Circumstances, Clearance, offer_exercise
from steadyback.knowledge.load import knowledge_of, read_shelf
from steadyback.knowledge.model import Knowledge
from steadyback.proof.cells import everywhere
from steadyback.vocabulary.timing import BirthMode, Stage
from tests.generative.shipped import shipped


@cache
def knowledge() -> Knowledge:
    return knowledge_of(read_shelf())


NAMING = shipped().rulebook.naming
CONDITIONS = sorted(knowledge().contraindication)
LIMITS = sorted(name for name, item in knowledge().finding.items() if item.about == "limit")
TIMINGS = everywhere(shipped().rulebook)
EXERCISES = sorted(knowledge().exercise)

words = st.sampled_from(["yes", "no", "unsure"])
#: Often nothing is wrong, so that moves are offered; then a few things are.
asked = st.builds(
    lambda told, everything: (dict.fromkeys([*CONDITIONS, *LIMITS], "no") if everything else {}) | told,
    st.dictionaries(st.sampled_from([*CONDITIONS, *LIMITS]), words, max_size=5),
    st.sampled_from([True, True, True, False]),
)
clearances = st.lists(
    st.builds(
        Clearance,
        st.just("a midwife"),
        st.just("2026-11-01"),
        st.none() | st.frozensets(st.sampled_from(EXERCISES), min_size=1, max_size=3),
    ),
    max_size=2,
).map(tuple)
circumstances = st.builds(
    lambda timing, birth, told, cleared, shut: Circumstances(
        timing._replace(birth=birth), read_replies(told, NAMING), cleared, shut
    ),
    st.sampled_from(TIMINGS),
    st.sampled_from(list(BirthMode)),
    asked,
    clearances,
    st.sampled_from([(), (), (), ("ces-bladder-loss",)]),
)
backs = st.builds(Back, st.none() | st.floats(0, 200), st.none() | st.integers(0, 10))
days = st.integers(0, 400).map(lambda number: date(2026, 1, 1) + timedelta(days=number))
unhurried = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def built(her: Circumstances, back: Back, day: date, due: bool) -> Routine:
    return routine_of(knowledge(), NAMING, her, back, day, check_is_due=due)


@unhurried
@given(circumstances, backs, days, st.booleans())
def test_the_routine_never_holds_what_the_screen_holds(her: Circumstances, back: Back, day: date, due: bool) -> None:
    found = built(her, back, day, due)
    offers = {name: offer_exercise(knowledge(), NAMING, item, her) for name, item in knowledge().exercise.items()}
    for move in found.moves:
        assert not offers[move.exercise].is_held
        assert move.form == offers[move.exercise].form
        assert (move.how, move.because) == (offers[move.exercise].how, offers[move.exercise].because)
    assert not any(offers[name].is_held for name in found.waiting)
    names = [move.exercise for move in found.moves] + list(found.waiting)
    assert len(names) == len(set(names)) <= MOST_MOVES
    if not her.shut_by:
        assert {one.exercise for one in found.left if not one.rests} == {
            name for name, offer in offers.items() if offer.is_held
        }


@unhurried
@given(circumstances, backs, days, st.booleans())
def test_a_pause_empties_it_and_a_due_check_opens_nothing(her: Circumstances, back: Back, day: date, due: bool) -> None:
    found = built(her, back, day, due)
    if her.shut_by:
        assert (found.status, found.moves, found.waiting) == ("paused", (), ())
    elif due:
        assert (found.status, found.moves) == ("check-first", ())
    else:
        assert found.status == "open"


@unhurried
@given(circumstances, backs, days)
def test_before_a_clinicians_yes_no_strength_after_a_birth(her: Circumstances, back: Back, day: date) -> None:
    found = built(her, back, day, False)
    if her.timing.stage is not Stage.PREGNANT and not her.clearances:
        assert {move.exercise for move in found.moves} <= safety.ALLOWED_BEFORE_CLEARANCE


@unhurried
@given(circumstances, backs, days)
def test_a_sore_or_grabbed_back_gets_no_strength_work(her: Circumstances, back: Back, day: date) -> None:
    is_sore = (back.hours_since_spasm is not None and back.hours_since_spasm < safety.GENTLE_HOURS) or (
        back.pain is not None and back.pain >= safety.PAIN_GENTLE
    )
    found = built(her, back, day, False)
    if is_sore:
        assert not any(knowledge().exercise[move.exercise].is_strength for move in found.moves)


@unhurried
@given(circumstances, backs, days)
def test_nobody_who_may_be_sixteen_weeks_is_laid_flat(her: Circumstances, back: Back, day: date) -> None:
    timing = her.timing
    may_be = timing.stage is Stage.UNKNOWN or (
        timing.stage is Stage.PREGNANT and timing.last_day >= safety.FLAT_BACK_UNTIL_WEEK * 7
    )
    for move in built(her, back, day, False).moves:
        form = next(form for form in knowledge().exercise[move.exercise].forms if form.id == move.form)
        assert not (may_be and form.position == "flat-back")


def test_the_cases_are_not_all_empty() -> None:
    """The properties above would all hold of a routine that is always empty."""
    told = dict.fromkeys([*CONDITIONS, *LIMITS], "no")
    cleared = (Clearance("a midwife", "2026-11-01"),)
    kinds = set()
    for timing in TIMINGS:
        her = Circumstances(timing, read_replies(told, NAMING), cleared)
        kinds |= {move.exercise for move in built(her, Back(), date(2026, 11, 21), False).moves}
    assert len(kinds) >= 8
