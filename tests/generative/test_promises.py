"""The promises of the check and the ladder, on cases that hypothesis makes and shrinks."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyback.engine.ladder import (
    Checked,
    Did,
    EasedBack,
    Finished,
    Ladder,
    NewSpasm,
    Onward,
    Rested,
    Seen,
    Started,
    advance,
)
from steadyback.engine.quick import assess_quickly
from steadyback.proof.cases import Maker
from steadyback.proof.cells import everywhere
from steadyback.vocabulary.timing import Stage, Timing, at_week
from steadyback.vocabulary.urgency import Urgency
from tests.generative.shipped import by_flag, shipped

LADDER = ("no", "unsure", "yes")
MAKER = Maker(shipped().rulebook)
NAMES = [name for name in MAKER.names if name not in MAKER.numbers and name not in MAKER.presumed]
TIMINGS = everywhere(shipped().rulebook)

words = st.sampled_from(LADDER)
answers = st.dictionaries(st.sampled_from(NAMES), words, max_size=8)
timings = st.sampled_from(TIMINGS)
unhurried = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@unhurried
@given(answers, timings, st.data())
def test_more_yeses_never_lower_the_urgency(said: dict[str, str], timing: Timing, data: st.DataObject) -> None:
    raised = {name: LADDER[data.draw(st.integers(LADDER.index(word), 2))] for name, word in said.items()}
    more = data.draw(answers)
    before = by_flag().outcome(said, timing)
    after = by_flag().outcome({**more, **raised}, timing)
    assert after.urgency >= before.urgency


@unhurried
@given(answers, timings)
def test_not_sure_is_as_urgent_as_yes_from_same_day_on(said: dict[str, str], timing: Timing) -> None:
    sure = by_flag().outcome(said, timing)
    doubtful = by_flag().outcome({name: "unsure" if word == "yes" else word for name, word in said.items()}, timing)
    assert doubtful.urgency >= sure.urgency or sure.urgency < Urgency.SAME_DAY


@unhurried
@given(answers, st.sampled_from([Stage.PREGNANT, Stage.POSTPARTUM]), st.integers(0, 44))
def test_not_knowing_the_week_is_never_less_urgent(said: dict[str, str], stage: Stage, week: int) -> None:
    known = by_flag().outcome(said, at_week(stage, week))
    unknown = by_flag().outcome(said, at_week(stage, None))
    assert unknown.urgency >= known.urgency
    assert known.unanswered <= unknown.unanswered | set(unknown.fired)


@unhurried
@given(answers, timings)
def test_the_ladder_opens_only_when_nothing_is_left_and_nothing_stands(said: dict[str, str], timing: Timing) -> None:
    found = assess_quickly(shipped().fast, said, timing)
    if found["ladder_is_open"]:
        assert not found["unanswered"]
        assert found["urgency"] in ("self-care", "review")


@unhurried
@given(answers, timings)
def test_the_table_is_the_reference(said: dict[str, str], timing: Timing) -> None:
    whole, quick = shipped().assess(said, timing), assess_quickly(shipped().fast, said, timing)
    assert quick["urgency"] == whole.urgency.slug
    assert sorted(quick["unanswered"]) == sorted(whole.unanswered)
    assert quick["shut_by"] == list(whole.shut_by)
    assert [(one["id"], one["urgency"], one["route"], one["because"]) for one in quick["fired"]] == [
        (one.flag, one.urgency.slug, list(one.route), sorted(one.because)) for one in whole.fired
    ]


RUNGS = ("lad-1", "lad-2", "lad-3", "lad-4", "lad-5", "lad-6", "lad-7", "lad-8")
felt = st.sampled_from(["better", "same", "worse", "changed"])
events = st.one_of(
    st.builds(Checked, st.sampled_from([(), ("a",), ("b",)]), st.booleans()),
    st.builds(Did, st.sampled_from(RUNGS), felt),
    *(st.builds(event) for event in (Started, Onward, EasedBack, Rested, Finished, NewSpasm, Seen)),
)
offers = st.sets(st.sampled_from(RUNGS)).map(lambda rungs: tuple(sorted(rungs)))


@unhurried
@given(st.lists(st.tuples(events, offers), max_size=40))
def test_while_a_flag_stands_no_rung_is_offered(happened: list[tuple[object, tuple[str, ...]]]) -> None:
    ladder = Ladder()
    standing: set[str] = set()
    for event, offered in happened:
        ladder = advance(ladder, event, offered)  # type: ignore[arg-type]
        if isinstance(event, Checked):
            standing |= set(event.shut_by)
        elif isinstance(event, Seen):
            standing = set()
        assert not (standing and ladder.offers)
        assert set(ladder.paused_by) == standing
