"""Whether the check reaches every sign at every week, and nothing comes of no yes."""

from pathlib import Path

import pytest

from steadyback.engine.compiling import compile_table
from steadyback.engine.coverage import Gap, gaps_of, stretches, times_in_words
from steadyback.engine.fast import FastTable
from steadyback.engine.rulebook import rulebook_of
from steadyback.knowledge.load import knowledge_of, read_shelf
from steadyback.knowledge.model import Knowledge, Sign
from steadyback.vocabulary.timing import DAYS_IN_WEEK, LAST_DAY, Span, Stage, Timing, Windows

SOUND = Path(__file__).parents[2] / "malformed" / "sound"


def gaps(knowledge: Knowledge) -> dict[str, Gap]:
    rulebook = rulebook_of(knowledge)
    return {gap.id: gap for gap in gaps_of(knowledge, rulebook, FastTable(compile_table(rulebook)))}


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return knowledge_of(read_shelf())


def without_sign(knowledge: Knowledge, name: str) -> Knowledge:
    groups = {
        key: group._replace(signs=tuple(sign for sign in group.signs if sign.id != name))
        for key, group in knowledge.check_group.items()
    }
    return knowledge._replace(check_group=groups)


def changed(knowledge: Knowledge, changed_sign: Sign) -> Knowledge:
    groups = {
        key: group._replace(signs=tuple(changed_sign if sign.id == changed_sign.id else sign for sign in group.signs))
        for key, group in knowledge.check_group.items()
    }
    return knowledge._replace(check_group=groups)


def sign(knowledge: Knowledge, name: str) -> Sign:
    return next(sign for group in knowledge.check_group.values() for sign in group.signs if sign.id == name)


def test_what_is_shipped_has_no_gap(shipped: Knowledge) -> None:
    assert gaps(shipped) == {}


def test_every_sign_is_needed_somewhere(shipped: Knowledge) -> None:
    """Taking one sign of the check away leaves something unreached: none stands there for nothing.

    Two are for the profile's sake: they stand only for somebody who has not told of the condition.
    """
    names = [sign.id for group in shipped.check_group.values() for sign in group.signs]
    needless = {name for name in names if not gaps(without_sign(shipped, name))}

    assert needless <= {"sgn-sickle", "sgn-aorta"}


def test_a_sign_that_begins_a_week_late_leaves_a_gap(shipped: Knowledge) -> None:
    late = sign(shipped, "sgn-moves")._replace(windows=Windows(Span(25 * 7, LAST_DAY[Stage.PREGNANT]), None))
    found = gaps(changed(shipped, late))

    assert {gap.kind for gap in found.values()} == {"red-flag"}
    assert found["rfm-24"].in_words() == "pregnant, week 24"


def test_a_sign_that_is_shown_too_early_is_silent() -> None:
    knowledge = knowledge_of(read_shelf(SOUND))
    early = sign(knowledge, "sgn-leg")._replace(
        asks=("bump-tight",), windows=Windows(Span(18 * 7, LAST_DAY[Stage.PREGNANT]), None)
    )
    found = gaps(changed(knowledge, early))

    assert found["sgn-leg"].kind == "sign"
    assert found["sgn-leg"].in_words() == "pregnant, between weeks 18 and 19"


def test_stretches_meet_every_edge_once() -> None:
    windows = [Windows(Span(140, 258), Span(0, 3))]
    days = [timing.first_day for timing in stretches(windows) if timing.first_day == timing.last_day]

    assert {0, 139, 140, 258, 259, LAST_DAY[Stage.PREGNANT], 3, 4} <= set(days)
    assert Timing(Stage.UNKNOWN) in set(stretches(windows))
    assert any(timing.is_loss for timing in stretches(windows))


def test_times_in_words() -> None:
    day = DAYS_IN_WEEK * 20
    assert times_in_words([Timing(Stage.PREGNANT, day, day)]) == "pregnant, week 20"
    assert times_in_words([Timing(Stage.PREGNANT)]) == "pregnant, weeks not known"
    assert times_in_words([Timing(Stage.UNKNOWN)]) == "stage not known"
    assert times_in_words([Timing(Stage.POSTPARTUM, 0, 0, is_loss=True)]) == "after a loss, week 0"
