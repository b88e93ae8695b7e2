"""Stories of a loss: what is about a baby is gone from everywhere at once, her own care goes on, and undo brings all back."""

from __future__ import annotations

from steadyback.care.put_right import undo_end
from steadyback.care.reminders import choices
from steadyback.care.stamp import Stamp
from steadyback.engine.shown import Readable, look, onlooker
from steadyback.vocabulary.timing import BirthMode, Stage
from tests.scenarios.telling import Her


def jo() -> Her:
    """30 weeks, with a routine, a limit and reminders."""
    her = Her()
    her.is_pregnant(30)
    her.has_no_conditions()
    her.told(lim_pubic="yes")
    her.says("preferences", remind=["routine", "bump-pillow"])
    her.says("contact", who="maternity", name="Ward 4", number="020 7946 0000")
    her.checks()
    return her


def undoes(her: Her) -> None:
    stamps = iter([Stamp(f"00000000-0000-7000-b000-{len(her.entries):012x}", her.now.isoformat(), her.device)])
    her.entries += undo_end(her.state.diary, stamps, "loss")


def reminders(her: Her) -> set[str]:
    return {one.kind.id for one in choices(her.state, her.rules)}


def items(her: Her) -> set[str]:
    """What may be shown to her of triggers and habits."""
    known = her.rules.knowledge
    answers = her.state.last_check.answers if her.state.last_check else {}
    looking = look(onlooker(her.state.her, answers, her.rules.naming), known, her.rules.naming)
    every: list[Readable] = [
        *known.trigger.values(),
        *known.habit.values(),
        *known.method.values(),
        *known.fact.values(),
    ]
    return {item.card.id for item in every if not looking(item).is_hidden}


def test_jo_is_asked_nothing_about_a_baby_from_that_moment() -> None:
    her = jo()
    before, shown = set(her.signs()), items(her)
    her.says("loss", on=None)
    about_baby = {
        sign.id
        for group in her.rules.knowledge.check_group.values()
        for sign in group.signs
        if sign.after_loss == "hidden"
    }
    assert before & about_baby, "some were asked"
    assert not set(her.signs()) & about_baby
    assert "bump-pillow" not in reminders(her)
    gone = {item.card.id for item in her.rules.knowledge.trigger.values() if item.about_baby}
    assert not items(her) & gone
    assert shown != items(her)


def test_her_own_care_goes_on() -> None:
    her = jo()
    her.says("loss", on=None)
    assert her.state.timing.stage is Stage.POSTPARTUM
    assert her.state.contacts["maternity"]["number"] == "020 7946 0000"
    assert her.state.facts.answers["lim-pubic"].slug == "yes"
    assert "routine" in reminders(her)
    assert her.signs()


def test_undo_brings_all_back_even_days_later() -> None:
    her = jo()
    signs, shown, may, reminds = her.signs(), items(her), her.may(), reminders(her)
    her.after(days=1).says("loss", on=None)
    her.after(days=3)
    undoes(her)
    assert (her.signs(), items(her), her.may(), reminders(her)) == (signs, shown, may, reminds)
    assert her.state.timing.first_day == 30 * 7 + 3


def test_after_a_caesarean_a_loss_keeps_what_her_body_needs() -> None:
    """The baby died after the birth: nothing names it, and the wound is asked about as before."""
    her = Her()
    her.says("birth", on=her.day(-9), mode="caesarean")
    wound = [name for name in her.signs() if "wound" in name]
    assert wound
    her.says("loss", on=her.day(-9), mode="caesarean")
    assert her.state.timing.birth is BirthMode.CAESAREAN
    assert her.state.timing.first_day == 9
    assert set(wound) <= set(her.signs())


def test_a_new_pregnancy_after_a_loss_is_a_new_pregnancy() -> None:
    her = jo()
    her.says("loss", on=None)
    her.after(weeks=20).is_pregnant(8)
    assert her.state.timing.stage is Stage.PREGNANT
    assert not her.state.timing.is_loss
    assert her.state.timing.first_day == 8 * 7
