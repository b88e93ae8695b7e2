"""The reference taken flag by flag is the reference; and the cases it is tried on are what they should be."""

from steadyback.proof.cases import Maker
from steadyback.proof.flagwise import Flagwise
from steadyback.vocabulary.urgency import Urgency
from tests.generative.shipped import by_flag, shipped

MAKER = Maker(shipped().rulebook)


def test_it_says_what_the_whole_reference_says() -> None:
    for case in MAKER.cases(seed=11, count=150):
        whole = shipped().assess(*case)
        fired = {one.flag: (int(one.urgency), frozenset(one.because), one.route) for one in whole.fired}
        assert by_flag().outcome(*case) == (int(whole.urgency), fired, frozenset(whole.unanswered))


def test_it_says_the_same_when_it_has_forgotten() -> None:
    case = next(MAKER.cases(seed=12, count=1))
    assert Flagwise(shipped().rulebook).outcome(*case) == by_flag().outcome(*case)


def test_the_same_seed_makes_the_same_cases() -> None:
    assert list(MAKER.cases(seed=5, count=20)) == list(MAKER.cases(seed=5, count=20))
    assert list(MAKER.cases(seed=5, count=20)) != list(MAKER.cases(seed=6, count=20))


def test_the_cases_reach_every_urgency_and_nearly_every_red_flag() -> None:
    seen: set[str] = set()
    urgencies: set[int] = set()
    for case in MAKER.cases(seed=13, count=4_000):
        found = by_flag().outcome(*case)
        seen |= set(found.fired)
        urgencies.add(found.urgency)
    assert urgencies == {int(urgency) for urgency in Urgency}
    assert len(seen) > 0.98 * len(shipped().rulebook.flags)


def test_the_cases_stand_in_every_stage_and_at_every_edge() -> None:
    timings = {case.timing for case in MAKER.cases(seed=14, count=4_000)}
    assert timings == set(MAKER.timings)
