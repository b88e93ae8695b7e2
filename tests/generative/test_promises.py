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
    st.builds(Started, st.none() | st.sampled_from(RUNGS)),
    *(st.builds(event) for event in (Onward, EasedBack, Rested, Finished, NewSpasm, Seen)),
)
#: What happens on a climb, between the first start and its end.
moves = st.one_of(
    st.builds(Started, st.none() | st.sampled_from(RUNGS)),
    st.sampled_from(["better", "same", "same", "same", "worse", "changed"]),
    *(st.builds(event) for event in (Onward, EasedBack, Rested)),
    st.just(Checked((), is_whole=True)),
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


@unhurried
@given(st.lists(st.tuples(events, offers), max_size=40))
def test_a_start_begins_only_with_what_is_offered_and_only_where_the_check_opened(
    happened: list[tuple[object, tuple[str, ...]]],
) -> None:
    ladder = Ladder()
    for event, offered in happened:
        before, ladder = ladder, advance(ladder, event, offered)  # type: ignore[arg-type]
        assert not set(ladder.passed_over) & set(ladder.done_early)
        if isinstance(event, Started) and ladder != before:
            assert before.status in ("ready", "resting", "climbing", "staying")
            assert ladder.rung in offered or ladder == before._replace(status="ready", rung=None)
        if isinstance(event, Started) and before.status in ("shut", "paused", "done"):
            assert ladder == before


@unhurried
@given(offers.filter(bool), st.sampled_from(RUNGS), st.lists(moves, max_size=30))
def test_wherever_she_begins_no_rung_is_lost_before_it_is_done(
    offered: tuple[str, ...], first: str, happened: list[object]
) -> None:
    """Up the ladder in any way, and then on with "same" to its end: every rung that is open has been begun."""
    ladder, begun = Ladder("ready"), set[str]()
    for move in (Started(first), *happened, *(Checked((), is_whole=True), Started(), "same") * 3 * len(RUNGS)):
        event = Did(ladder.rung or "", move) if isinstance(move, str) else move  # type: ignore[arg-type]
        ladder = advance(ladder, event, offered)  # type: ignore[arg-type]
        begun |= {ladder.rung} if ladder.offers and ladder.rung else set()
        if ladder.status == "done":
            break
    assert ladder.status == "done"
    assert begun == set(offered)


@unhurried
@given(offers.filter(bool), st.sampled_from(RUNGS))
def test_with_nothing_but_same_each_rung_comes_once_the_first_step_first(offered: tuple[str, ...], first: str) -> None:
    ladder, met = advance(Ladder("ready"), Started(first), offered), list[str]()
    while ladder.status != "done":
        met.append(str(ladder.rung))
        ladder = advance(ladder, Did(met[-1], "same"), offered)
    begin = first if first in offered else offered[0]
    assert met == [begin, *(rung for rung in offered if rung != begin)]
