"""What she may do: every way to an exercise or a rung passes here. Held unless everything says yes.

Her stage, her week and whether a clinician has said yes choose columns of the eligibility grid; where she is not
known exactly, every column that may be hers counts, and the strictest of them stands.
"""

from __future__ import annotations

from typing import NamedTuple

from steadyback.engine import safety
from steadyback.engine.condition import holds
from steadyback.engine.replies import Naming, Replies, answer_to
from steadyback.knowledge.condition import findings_of
from steadyback.knowledge.model import (
    Cell,
    Column,
    Contraindication,
    Exercise,
    Fit,
    Form,
    Hold,
    Knowledge,
    Rung,
)
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.timing import BirthMode, Stage, Timing

_STRICTNESS: dict[Fit, int] = {"yes": 0, "altered": 1, "no": 2}
_LIMIT_COLUMNS: tuple[tuple[str, Column], ...] = (
    ("lim-pubic", "pubic-pain"),
    ("lim-wrist", "wrist-pain"),
    ("lim-doming", "doming"),
)


class Clearance(NamedTuple):
    """A clinician's yes: for which exercises (None: exercise in general), given after which birth or in pregnancy."""

    by: str
    on: str
    exercises: frozenset[str] | None = None

    def is_for(self, exercise: str, *, by_name: bool = False) -> bool:
        """Whether it is for ``exercise``; ``by_name``: a general yes is not enough."""
        return exercise in self.exercises if self.exercises is not None else not by_name


class Circumstances(NamedTuple):
    """All that decides what she may do. ``clearances``: those that hold today, for the stage she is in now.

    ``plan_leaves_out``: exercises that the plan from her chart leaves out (rows s-139 and p-048: stricter always wins).
    """

    timing: Timing
    replies: Replies
    clearances: tuple[Clearance, ...] = ()
    shut_by: tuple[str, ...] = ()
    plan_leaves_out: frozenset[str] = frozenset()


class Offer(NamedTuple):
    """Whether an exercise or a rung is offered, in which form, how it changes, and why it is held."""

    id: str
    fit: Fit
    form: str | None
    how: tuple[str, ...]
    because: tuple[str, ...]

    @property
    def is_held(self) -> bool:
        """Whether it may not be done."""
        return self.fit == "no"


class RungOffer(NamedTuple):
    """A rung with those of its exercises that may be done."""

    rung: str
    offer: Offer
    exercises: tuple[Offer, ...]

    @property
    def is_held(self) -> bool:
        """Whether the rung may not be climbed."""
        return self.offer.is_held


def offer_exercise(knowledge: Knowledge, naming: Naming, exercise: Exercise, her: Circumstances) -> Offer:
    """Whether she may do ``exercise``, and how."""
    name = exercise.card.id
    if her.shut_by:
        return _held(name, "A sign you told us about comes first.")
    if name in her.plan_leaves_out:
        return _held(name, "The plan from your chart leaves this out.")
    reason = _screened_out(knowledge, naming, name, her)
    if reason:
        return _held(name, reason)
    if exercise.needs_clearance and _is_waiting_for_clearance(name, her):
        return _held(name, "After a pregnancy this waits until your midwife, doctor or physiotherapist says yes.")
    cells = [_cell(exercise, column, name, her) for column in columns(her, exercise)]
    cells += [
        (exercise.grid[column], "This does not go with what limits you now.")
        for limit, column in _LIMIT_COLUMNS
        if _worries(limit, her, naming) and column in exercise.grid
    ]
    for cell, why in cells:
        if cell.fit == "no":
            return _held(name, cell.how or why)
    return _choose_form(exercise, [cell for cell, _ in cells], her, naming)


def _held(name: str, because: str) -> Offer:
    return Offer(name, "no", None, (), (because,))


def _choose_form(exercise: Exercise, cells: list[Cell], her: Circumstances, naming: Naming) -> Offer:
    """The form that the grid and the holds leave, or held when they cannot agree on one."""
    name = exercise.card.id
    forms = {form.id: form for form in exercise.forms}
    form = exercise.forms[0]
    fit: Fit = "yes"
    how: list[str] = []
    for cell in cells:
        if _STRICTNESS[cell.fit] > _STRICTNESS[fit]:
            fit = cell.fit
        if cell.how:
            how.append(cell.how)
        if cell.form:
            form = forms[cell.form]
    because: list[str] = []
    asked_for: set[str] = set()
    for hold in _met_holds(exercise.holds, her, naming):
        because.append(hold.because)
        if hold.instead not in forms:
            return _held(name, hold.because)
        asked_for.add(hold.instead)
    if len(asked_for) > 1:
        return _held(name, " ".join(because))
    if asked_for:
        form, fit = forms[asked_for.pop()], "altered"
    reason = _why_not_in(form, her, naming)
    if reason:
        return _held(name, reason)
    return Offer(name, fit, form.id, tuple(dict.fromkeys(how)), tuple(because))


def _why_not_in(form: Form, her: Circumstances, naming: Naming) -> str | None:
    """Why she may not take up the position of a form, or None."""
    if form.position == "flat-back" and _may_be_from_week(her.timing, safety.FLAT_BACK_UNTIL_WEEK):
        return "Flat on your back is not for you from 16 weeks."
    if form.needs_one_leg and (_worries("lim-pubic", her, naming) or _worries("lim-balance", her, naming)):
        return "Standing on one leg is not for you now."
    return None


def _cell(exercise: Exercise | Rung, column: Column, name: str, her: Circumstances) -> tuple[Cell, str]:
    named = column == "pp-caesarean-not-cleared" and name == "ex-tilt" and _is_cleared(name, her, by_name=True)
    if named:
        return Cell("yes"), ""
    return exercise.grid.get(column, Cell("no")), "This is not for your stage yet."


def columns(her: Circumstances, item: Exercise | Rung) -> list[Column]:
    """The stage columns of the grid that may be hers, least advanced first."""
    found: list[Column] = []
    timing = her.timing
    if timing.stage is not Stage.POSTPARTUM:
        first, last = (timing.first_day, timing.last_day) if timing.stage is Stage.PREGNANT else (0, 10**6)
        if first < 16 * 7:
            found.append("under-16w")
        if first < 28 * 7 and last >= 16 * 7:
            found.append("16-27w")
        if last >= 28 * 7:
            found.append("28w-up")
    if timing.stage is not Stage.PREGNANT:
        found += _columns_after_birth(her, item)
    return found


def _columns_after_birth(her: Circumstances, item: Exercise | Rung) -> list[Column]:
    timing, name = her.timing, item.card.id
    needs = item.needs_clearance or (isinstance(item, Exercise) and item.is_strength)
    cleared = _is_cleared(name, her) or (not needs and bool(her.clearances))
    found: list[Column] = []
    if timing.birth is not BirthMode.CAESAREAN:
        found.append("pp-vaginal-cleared" if cleared else "pp-vaginal-not-cleared")
    if timing.birth in (BirthMode.CAESAREAN, BirthMode.UNKNOWN):
        early = timing.stage is not Stage.POSTPARTUM or timing.first_day < safety.CAESAREAN_STRENGTH_FROM_WEEK * 7
        found.append("pp-caesarean-not-cleared" if early or not cleared else "pp-caesarean-cleared")
    return found


def _screened_out(knowledge: Knowledge, naming: Naming, name: str, her: Circumstances) -> str | None:
    """Why a contraindication holds ``name``, or None. An unanswered one holds as much as one to ask about first."""
    if name in safety.ALWAYS_ALLOWED:
        return None
    for item in knowledge.contraindication.values():
        effect = effect_of(item, her.timing)
        if effect is None:
            continue
        answer = answer_to(item.card.id, her.replies, naming)
        if answer is Answer.NO:
            continue
        if answer is Answer.UNANSWERED:
            if name not in safety.ALLOWED_WHEN_ASKING_FIRST:
                return "We have not asked yet whether a condition makes this unsafe for you."
        elif effect == "block":
            if not _is_cleared(name, her, by_name=True):
                return item.says.text
        elif name not in safety.ALLOWED_WHEN_ASKING_FIRST and not _is_cleared(name, her):
            return item.says.text
    return None


def effect_of(item: Contraindication, timing: Timing) -> str | None:
    """What a contraindication does at ``timing``: its effect, what it does earlier in pregnancy, or None."""
    if item.windows.is_open(timing):
        return item.effect
    if item.before_window != "nothing" and timing.stage is Stage.PREGNANT and item.windows.pregnant:
        return "ask-first"
    return None


def _is_cleared(name: str, her: Circumstances, *, by_name: bool = False) -> bool:
    return any(clearance.is_for(name, by_name=by_name) for clearance in her.clearances)


def _is_waiting_for_clearance(name: str, her: Circumstances) -> bool:
    return (
        her.timing.stage is not Stage.PREGNANT
        and name not in safety.ALLOWED_BEFORE_CLEARANCE
        and not _is_cleared(name, her)
    )


def _may_be_from_week(timing: Timing, week: int) -> bool:
    return timing.stage is not Stage.POSTPARTUM and (timing.stage is Stage.UNKNOWN or timing.last_day >= week * 7)


def _worries(finding: str, her: Circumstances, naming: Naming) -> bool:
    return finding in naming.counts_for and answer_to(finding, her.replies, naming) >= Answer.UNSURE


def _met_holds(items: tuple[Hold, ...], her: Circumstances, naming: Naming) -> list[Hold]:
    return [hold for hold in items if holds(hold.when, her.replies, her.timing, naming, unsure_counts=True)]


def offer_rung(knowledge: Knowledge, naming: Naming, rung: Rung, her: Circumstances) -> RungOffer:
    """Whether she may climb ``rung``, with those of its exercises that she may do."""
    name = rung.card.id
    exercises = tuple(
        offer_exercise(knowledge, naming, knowledge.exercise[exercise], her) for exercise in rung.exercises
    )
    return RungOffer(name, _offer_rung_itself(rung, her, naming, exercises), exercises)


def _offer_rung_itself(rung: Rung, her: Circumstances, naming: Naming, exercises: tuple[Offer, ...]) -> Offer:
    name = rung.card.id
    if her.shut_by:
        return _held(name, "A sign you told us about comes first.")
    if exercises and all(exercise.is_held for exercise in exercises):
        return _held(name, exercises[0].because[0])
    if rung.needs_clearance and her.timing.stage is not Stage.PREGNANT and not her.clearances:
        return _held(name, "After a pregnancy this waits until your midwife, doctor or physiotherapist says yes.")
    met = _met_holds(rung.holds, her, naming)
    if met:
        return _held(name, met[0].because)
    fit: Fit = "yes"
    how: list[str] = []
    for column in columns(her, rung):
        cell, why = _cell(rung, column, name, her)
        if cell.fit == "no":
            return _held(name, cell.how or why)
        if _STRICTNESS[cell.fit] > _STRICTNESS[fit]:
            fit = cell.fit
        if cell.how:
            how.append(cell.how)
    return Offer(name, fit, None, tuple(dict.fromkeys(how)), ())


def offer_ladder(knowledge: Knowledge, naming: Naming, her: Circumstances) -> tuple[RungOffer, ...]:
    """Every rung, lowest first, held or not. What is held is shown with its reason, never offered."""
    rungs = sorted(knowledge.rung.values(), key=lambda rung: rung.number)
    return tuple(offer_rung(knowledge, naming, rung, her) for rung in rungs)


def offer_easier(exercise: Exercise, offer: Offer, her: Circumstances, naming: Naming) -> Offer | None:
    """The easier form of what ``offer`` offers, or None.

    It has no columns of its own in the grid, so it is offered only where nothing limits or alters her.
    """
    forms = {form.id: form for form in exercise.forms}
    form = forms.get(exercise.easier_form or "")
    if offer.fit != "yes" or form is None or form.id == offer.form or _why_not_in(form, her, naming):
        return None
    return offer._replace(form=form.id)


def may_do_harder(exercise: Exercise, offer: Offer, her: Circumstances, naming: Naming) -> bool:
    """Whether the harder way may be told: nothing alters her, and she has said no to all that would forbid it.

    An unanswered limit is not a no, and "not sure" counts as a yes. More careful than the condition read by itself.
    """
    needs = exercise.harder_needs
    if exercise.harder is None or offer.fit != "yes" or her.timing.stage is Stage.UNKNOWN:
        return False
    if needs is None:
        return True
    asked = set(findings_of(needs))
    is_told = all(answer_to(name, her.replies, naming) is Answer.NO for name in asked)
    return is_told and holds(needs, her.replies, her.timing, naming, unsure_counts=False)


def chosen_form(exercise: Exercise, offer: Offer) -> Form:
    """The form that an offer names. KeyError when it is held: nothing shows a held exercise."""
    return {form.id: form for form in exercise.forms}[offer.form or ""]
