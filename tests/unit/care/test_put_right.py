"""What she told about where she stands, put right: taken back, and everything that hung on it is there again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from steadyback.care.put_right import ends_told, forget_number, take_clearance_back, undo_end
from steadyback.care.stamp import Stamp
from steadyback.vocabulary.timing import BirthMode, Stage
from tests.scenarios.telling import Her


def stamps(her: Her) -> Iterator[Stamp]:
    for number in range(100):
        yield Stamp(f"00000000-0000-7000-a000-{len(her.entries):06x}{number:06x}", her.now.isoformat(), her.device)


def undoes(her: Her, kind: str) -> int:
    made = undo_end(her.state.diary, stamps(her), kind)
    her.entries += made
    return len(made)


def pregnant() -> Her:
    her = Her()
    her.is_pregnant(24, 3)
    return her


def test_a_loss_undone_brings_all_back() -> None:
    her = pregnant()
    before = her.state
    signs = her.signs()
    her.says("loss", on=None)
    assert her.state.timing.is_loss
    assert undoes(her, "loss") == 1
    assert her.state.timing == before.timing
    assert her.signs() == signs
    assert her.state.offers == before.offers


def test_a_loss_told_twice_is_undone_whole_and_undone_twice_is_once() -> None:
    her = pregnant()
    her.says("loss", on=None)
    her.says("loss", on=her.day(-1))
    assert undoes(her, "loss") == 2
    assert her.state.timing.stage is Stage.PREGNANT
    assert undoes(her, "loss") == 0


def test_an_earlier_loss_stays() -> None:
    her = Her()
    her.is_pregnant(9)
    her.says("loss", on=None)
    her.after(weeks=60).is_pregnant(12)
    her.says("loss", on=None)
    assert len(ends_told(her.state.diary, "loss")) == 1
    undoes(her, "loss")
    assert her.state.timing.stage is Stage.PREGNANT
    assert len(her.state.diary.of("loss")) == 1


def test_a_loss_after_a_birth_goes_back_to_the_birth() -> None:
    her = Her()
    her.says("birth", on=her.day(-20), mode="caesarean")
    before = her.state.timing
    her.says("loss", on=her.day(-20), mode="caesarean")
    after = her.state.timing
    assert after == before._replace(is_loss=True), "her own body is as far on as before, and healing from the same"
    undoes(her, "loss")
    assert her.state.timing == before


def test_a_birth_and_its_correction_are_taken_back_together() -> None:
    her = pregnant()
    her.says("birth", on=her.day(-1), mode="unknown")
    her.says("birth", on=her.day(-2), mode="vaginal")
    assert undoes(her, "birth") == 2
    assert her.state.timing.stage is Stage.PREGNANT


def test_an_earlier_birth_stays() -> None:
    her = Her()
    her.says("birth", on=her.day(-400), mode="vaginal")
    her.says("birth", on=her.day(-3), mode="caesarean")
    assert undoes(her, "birth") == 1
    assert her.state.timing.birth is BirthMode.VAGINAL


@pytest.mark.parametrize("kind", ["loss", "birth"])
def test_where_there_is_none_nothing_is_taken_back(kind: str) -> None:
    assert undoes(pregnant(), kind) == 0


def test_a_pause_stays_when_her_dates_are_put_right() -> None:
    her = pregnant()
    her.says("loss", on=None)
    her.checks(fever_any="yes")
    assert her.status == "paused"
    undoes(her, "loss")
    assert her.status == "paused"


def test_a_number_is_forgotten_with_every_correction_of_it() -> None:
    her = pregnant()
    her.says("contact", who="maternity", name="Ward 4", number="020 7946 0000")
    her.says("contact", who="maternity", name="Ward 5", number="020 7946 0001")
    her.says("contact", who="physio", name="Sam", number="020 7946 0002")
    her.entries += forget_number(her.state.diary, stamps(her), "maternity")
    assert set(her.state.contacts) == {"physio"}
    assert not forget_number(her.state.diary, stamps(her), "maternity")


def test_a_clearance_taken_back_holds_again_what_it_opened() -> None:
    her = Her()
    her.says("birth", on=her.day(-60), mode="vaginal")
    her.has_no_conditions()
    closed = her.may()
    given = her.says("clearance", by="my midwife", on=her.day(0), **{"for": ["all"], "until": None})
    assert her.may() > closed
    her.entries += take_clearance_back(her.state.diary, stamps(her), given.id)
    assert her.may() == closed
    assert not take_clearance_back(her.state.diary, stamps(her), given.id)
