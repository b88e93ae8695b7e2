"""What she is shown of an item, in which words, and what is held or hidden: one place decides for every page."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from steadyback.care.rules import Rules
from steadyback.engine.replies import read_replies
from steadyback.engine.screening import Circumstances, Clearance
from steadyback.engine.shown import Shown, is_named, onlooker, shown
from steadyback.knowledge.model import Statement
from steadyback.vocabulary.timing import BirthMode, Stage, Timing, at_week

LATE = at_week(Stage.PREGNANT, 33)
EARLY = at_week(Stage.PREGNANT, 9)
VAGINAL = at_week(Stage.POSTPARTUM, 9, birth=BirthMode.VAGINAL)
CAESAREAN = at_week(Stage.POSTPARTUM, 3, birth=BirthMode.CAESAREAN)
BIRTH_NOT_TOLD = at_week(Stage.POSTPARTUM, 3)
LOSS = at_week(Stage.POSTPARTUM, 3, is_loss=True)
UNKNOWN = Timing(Stage.UNKNOWN)
YES = (Clearance("physio", "2026-11-20"),)


class Asked:
    """What becomes of an item for somebody."""

    def __init__(self, rules: Rules, timing: Timing, *, shut_by: tuple[str, ...] = ()) -> None:
        self.rules = rules
        self.told: dict[str, object] = {}
        self.timing = timing
        self.shut_by = shut_by
        self.clearances: tuple[Clearance, ...] = ()

    def with_no_condition(self, **but: str) -> Asked:
        """She answered every question about conditions with a no."""
        names = [*self.rules.knowledge.contraindication, "lim-pubic", "lim-balance", "lim-dizzy", "lim-wound"]
        self.told.update(dict.fromkeys(names, "no"))
        self.told.update({name.replace("_", "-"): answer for name, answer in but.items()})
        return self

    def cleared(self) -> Asked:
        self.clearances = YES
        return self

    def find(self, name: str, check: Mapping[str, object] | None = None) -> Shown:
        knowledge, naming = self.rules.knowledge, self.rules.naming
        her = Circumstances(self.timing, read_replies(self.told, naming), self.clearances, self.shut_by)
        kinds = (knowledge.fact, knowledge.habit, knowledge.method, knowledge.medicine, knowledge.trigger)
        item = next(kind[name] for kind in kinds if name in kind)
        return shown(item, onlooker(her, check or {}, naming), knowledge, naming)


def text(*parts: tuple[Statement, ...]) -> str:
    return " ".join(statement.text for part in parts for statement in part)


# ---- after a loss -------------------------------------------------------------------------------------------------

ABOUT_A_BABY = [
    "sc-feeding-help", "med-bf", "msg-normal-baby-care", "tool-feeding-pillow", "why-carry-over", "cr-breastfeeding",
    "cr-birth-type", "trg-feeding-hunch", "trg-feeding-one-pose", "trg-crib-lift", "trg-stroller", "trg-carry-hip",
    "trg-nappy-change", "trg-bath-baby", "trg-car-seat", "trg-labour-strain", "cr-seed-course", "med-ibu-pp",
]  # fmt: skip


@pytest.mark.parametrize("name", ABOUT_A_BABY)
def test_what_is_about_a_baby_is_hidden_after_a_loss(rules: Rules, name: str) -> None:
    assert Asked(rules, LOSS).find(name).is_hidden


@pytest.mark.parametrize("name", ["heat-core", "bath-preg", "hot-tub-sauna", "med-nsaid-20", "cr-severe", "tens-preg"])
def test_what_is_for_a_pregnancy_is_hidden_after_a_loss(rules: Rules, name: str) -> None:
    assert Asked(rules, LOSS).find(name).is_hidden


@pytest.mark.parametrize("name", ["sc-heat", "heat-pad", "sc-massage", "massage-limits", "trg-sleep-position"])
def test_of_the_rest_only_the_line_about_a_bump_is_left_out(rules: Rules, name: str) -> None:
    before = Asked(rules, LATE).with_no_condition().find(name)
    after = Asked(rules, LOSS).with_no_condition().cleared().find(name)
    assert "bump" in text(before.says, before.never).lower()
    assert after.standing == "now"
    assert after.says
    assert "bump" not in text(after.says, after.never).lower()


def test_heavy_lifting_is_told_without_a_baby(rules: Rules) -> None:
    asked = Asked(rules, LOSS).find("trg-lift-heavy-early")
    assert asked.standing == "now"
    assert "baby" not in text(asked.says)
    assert "only light things until you are cleared" in text(asked.says)
    assert "nothing heavier than your baby" in text(Asked(rules, CAESAREAN).find("trg-lift-heavy-early").says)


# ---- stage and birth ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cr-cs-slower", "trg-less-moving-after-cs"])
def test_only_after_a_caesarean(rules: Rules, name: str) -> None:
    assert Asked(rules, CAESAREAN).with_no_condition().find(name).standing == "now"
    for timing in (VAGINAL, BIRTH_NOT_TOLD, LATE, UNKNOWN):
        assert Asked(rules, timing).with_no_condition().find(name).standing == "other-time"
    assert Asked(rules, LOSS).find(name).is_hidden


def test_another_week_is_another_time(rules: Rules) -> None:
    assert Asked(rules, EARLY).find("hab-sleep-side").standing == "other-time"
    assert Asked(rules, LATE).find("hab-sleep-side").standing == "now"
    assert Asked(rules, UNKNOWN).find("hab-sleep-side").standing == "now"


@pytest.mark.parametrize("name", ["sc-medicine", "tens-pp", "sc-tens-cost", "med-ibu-pp"])
def test_some_are_never_even_for_later(rules: Rules, name: str) -> None:
    """In pregnancy, and while the stage is not known, not a word of these."""
    assert Asked(rules, LATE).find(name).is_hidden
    assert Asked(rules, UNKNOWN).find(name).is_hidden
    assert Asked(rules, VAGINAL).with_no_condition(cancer_history="no").find(name).standing == "now"


# ---- holds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["yes", "unsure"])
@pytest.mark.parametrize("sign", ["dvt-single", "leg-swollen-one", "leg-hot", "leg-colour"])
def test_a_cramp_is_not_told_away_while_a_clot_sign_is_open(rules: Rules, sign: str, answer: str) -> None:
    asked = Asked(rules, LATE)
    assert asked.find("calf-cramp-care").standing == "now"
    held = asked.find("calf-cramp-care", {sign: answer})
    assert held.standing == "held"
    assert held.says == ()
    assert "check" in text((), ()) + " ".join(held.because)


def test_a_sign_that_nobody_has_seen_her_about_holds_too(rules: Rules) -> None:
    assert Asked(rules, LATE, shut_by=("dvt-single",)).find("calf-cramp-care").standing == "held"
    assert Asked(rules, LATE, shut_by=("dvt-single",)).find("sc-massage").standing == "held"


def test_a_sign_of_the_check_counts_for_what_stands_behind_it(rules: Rules) -> None:
    behind = {
        name: sign for name in ("ces-saddle-numb",) for sign in rules.naming.counts_for[name] if sign[:4] == "sgn-"
    }
    assert behind
    for sign in behind.values():
        held = Asked(rules, LATE).find("heat-pad", {sign: "unsure"})
        assert held.standing == "held"
        assert held.never, "what is never done stands all the same"


def test_an_answer_of_a_later_version_is_no_reason_to_fail(rules: Rules) -> None:
    assert Asked(rules, LATE).find("sc-heat", {"from-the-future": "yes", "fever-any": "perhaps"}).standing == "now"


@pytest.mark.parametrize("told", [{}, {"baths-allowed": "no"}, {"baths-allowed": "unsure"}])
def test_no_bath_before_a_clear_yes(rules: Rules, told: dict[str, object]) -> None:
    asked = Asked(rules, VAGINAL)
    asked.told.update(told)
    held = asked.find("sc-bath")
    assert held.standing == "held"
    assert "shower" in text(held.instead).lower()


def test_a_bath_after_a_yes(rules: Rules) -> None:
    asked = Asked(rules, VAGINAL)
    asked.told["baths-allowed"] = "yes"
    assert asked.find("sc-bath").standing == "now"


def test_tens_is_for_a_clinician_to_say_in_pregnancy(rules: Rules) -> None:
    for timing in (EARLY, LATE, UNKNOWN):
        held = Asked(rules, timing).find("sc-tens")
        assert held.standing == "held"
        assert held.says == ()
        assert held.never


# ---- medicines ----------------------------------------------------------------------------------------------------


def test_a_stage_not_told_is_treated_as_pregnant(rules: Rules) -> None:
    medicines = rules.knowledge.medicine
    asked = Asked(rules, UNKNOWN)
    stops = {name for name, item in medicines.items() if item.is_hard_stop}
    assert stops
    assert {name for name in medicines if asked.find(name).standing == "now"} >= stops
    assert all(asked.find(name).is_hidden for name, item in medicines.items() if item.windows.pregnant is None)


def test_painkillers_and_feeding_only_once_she_said_so(rules: Rules) -> None:
    asked = Asked(rules, VAGINAL)
    for answer in (None, "no", "unsure"):
        asked.told = {"feeding-breast": answer} if answer else {}
        assert asked.find("med-bf").is_hidden
    asked.told = {"feeding-breast": "yes"}
    assert asked.find("med-bf").standing == "now"
    asked.told["baby-premature-or-ill"] = "unsure"
    held = asked.find("med-bf")
    assert (held.standing, held.says) == ("held", ())
    assert "codeine" in text(held.never)


# ---- triggers -----------------------------------------------------------------------------------------------------


def test_tilts_are_asked_for_only_where_the_screen_offers_them(rules: Rules) -> None:
    assert "pelvic tilts" in text(Asked(rules, LATE).with_no_condition().find("trg-low-movement").says)
    for asked in (Asked(rules, LATE), Asked(rules, VAGINAL).with_no_condition()):
        calmer = asked.find("trg-low-movement")
        assert calmer.standing == "now"
        assert text(calmer.says) == "Start the day with a short, slow walk."
        assert calmer.because


def test_not_even_the_walk_where_walking_is_held(rules: Rules) -> None:
    held = Asked(rules, LATE).with_no_condition(scr_rom="yes").find("trg-low-movement")
    assert held.standing == "held"
    assert held.says == ()
    assert held.why, "why it sets a spasm off stands all the same"


def test_long_sitting_without_the_walk(rules: Rules) -> None:
    assert "Walk for two minutes" in text(Asked(rules, LATE).with_no_condition().find("trg-long-sitting").says)
    calmer = Asked(rules, LATE).with_no_condition(scr_rom="yes").find("trg-long-sitting")
    assert calmer.standing == "now"
    assert "alk" not in text(calmer.says)


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_hold_of_a_trigger_puts_other_words_in_place(rules: Rules, answer: str) -> None:
    asked = Asked(rules, LATE).with_no_condition(lim_pubic=answer).find("trg-long-standing")
    assert asked.standing == "now"
    assert "foot on" not in text(asked.says)
    assert "both feet down" in text(asked.says)


def test_two_ways_out_are_never_mixed(rules: Rules) -> None:
    trigger = rules.knowledge.trigger["trg-long-standing"]
    one, other = trigger.holds
    apart = trigger._replace(holds=(one, other._replace(instead="Sit down.")))
    knowledge = rules.knowledge._replace(trigger={"trg-long-standing": apart})
    told = read_replies({"lim-pubic": "yes", "lim-balance": "yes"}, rules.naming)
    looking = onlooker(Circumstances(LATE, told), {}, rules.naming)
    held = shown(apart, looking, knowledge, rules.naming)
    assert (held.standing, held.says) == ("held", ())
    assert len(held.because) == 2


# ---- habits, exercises and red flags ------------------------------------------------------------------------------


def test_the_two_sets_wait_with_their_moves(rules: Rules) -> None:
    assert Asked(rules, VAGINAL).with_no_condition().find("rt-core").standing == "held"
    assert (
        Asked(rules, at_week(Stage.PREGNANT, 12))
        .with_no_condition(lim_doming="no", lim_wrist="no")
        .find("rt-core")
        .standing
        == "now"
    )


def test_private_signs_and_signs_of_a_baby_are_named_in_no_list(rules: Rules) -> None:
    flags = rules.knowledge.red_flag
    assert not any(is_named(flag, LATE) for flag in flags.values() if flag.is_private)
    assert is_named(flags["rfm-24"], LATE)
    assert not is_named(flags["rfm-24"], LOSS)
    assert is_named(flags["ces-saddle-numb"], LOSS)
