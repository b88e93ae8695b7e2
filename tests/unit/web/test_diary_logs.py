"""What the two founding articles ask to be logged has its place in the diary. Each case names its row."""

from __future__ import annotations

import pytest

from tests.unit.web.diary_desk import Desk, fields, offered, words


def pregnant() -> Desk:
    desk = Desk()
    desk.is_pregnant(31)
    desk.has_no_conditions()
    desk.checks()
    return desk


def born() -> Desk:
    desk = Desk()
    desk.says("birth", on=desk.day(-60), mode="vaginal")
    desk.has_no_conditions()
    desk.says("clearance", by="my midwife", on=desk.day(-2), **{"for": ["all"]})
    desk.checks()
    return desk


@pytest.mark.parametrize(
    ("row", "who", "factor"),
    [
        ("s-005", pregnant, "worn-out"),
        ("s-005", pregnant, "trg-long-standing"),
        ("s-008", pregnant, "trg-bend-twist"),
        ("s-010", pregnant, "trg-long-sitting"),
        ("s-013", pregnant, "trg-long-standing"),
        ("s-016", pregnant, "trg-low-fluids"),
        ("s-017", pregnant, "trg-low-movement"),
        ("s-019", pregnant, "trg-overdoing-chores"),
        ("s-021", pregnant, "trg-sleep-position"),
        ("s-023", pregnant, "trg-stress-guarding"),
        ("s-030", pregnant, "trg-load-spike"),
        ("s-032", pregnant, "hot-day"),
        ("s-032", pregnant, "worn-out"),
        ("s-032", pregnant, "trg-low-fluids"),
        ("s-033", pregnant, "calf-cramp"),
        ("s-036", pregnant, "trg-turn-in-bed"),
        ("s-068", pregnant, "hab-steady-meals"),
        ("s-124", pregnant, "ex-hinge"),
        ("s-158", pregnant, "rt-core"),
        ("p-003", born, "trg-carry-hip"),
        ("p-018", born, "trg-crib-lift"),
        ("p-019", born, "trg-crib-lift"),
        ("p-020", born, "trg-car-seat"),
        ("p-021", born, "trg-stroller"),
        ("p-022", born, "trg-feeding-hunch"),
        ("p-031", born, "trg-feeding-hunch"),
        ("p-034", born, "trg-stress-guarding"),
    ],
)
def test_a_factor_of_the_day_is_asked_and_kept_as_yes_or_no(row: str, who: type[Desk], factor: str) -> None:
    desk = who()
    assert set(offered(desk.asks("/diary/day"), f"held-{factor}")) == {"yes", "no"}, row
    for answer in ("yes", "no"):
        desk.sends("/diary/day", {f"held-{factor}": answer})
        assert desk.bodies("day")[0]["held"][factor] == answer, row


def test_the_examples_of_a_sudden_load_stand_in_the_words() -> None:
    """Row s-031: a clear-out, a long drive, a new workout."""
    said = words(pregnant().asks("/diary/day"))
    assert "A big clear-out, long drive or new workout" in said


def test_a_leg_cramp_brings_the_look_at_the_calf_first() -> None:
    """Row s-033: the questions about a clot go with it."""
    desk = pregnant()
    page = desk.follows(desk.sends("/diary/day", {"held-calf-cramp": "yes"}))
    said = words(page)
    assert "First look at your calf." in said
    assert "Do the safety check" in said


@pytest.mark.parametrize("row", ["s-003", "p-011", "p-017", "p-033"])
def test_where_it_grabbed_tells_the_places_of_the_back_apart(row: str) -> None:
    """Low, in the middle and up, neck, tailbone and pelvis."""
    desk = born()
    places = offered(desk.asks("/diary/spasm"), "where")
    assert set(places) == {"low-left", "low-right", "low-all", "higher", "neck", "tailbone", "pelvis"}, row
    for place in places:
        desk.sends("/diary/spasm", {"where": place})
    assert [body["where"] for body in desk.bodies("spasm")] == list(places)


@pytest.mark.parametrize(("row", "feels"), [("s-035", "grip"), ("s-035", "lump"), ("s-037", "leg")])
def test_what_it_felt_like_is_asked_in_plain_words_and_kept(row: str, feels: str) -> None:
    desk = pregnant()
    assert feels in offered(desk.asks("/diary/spasm"), "feels"), row
    desk.sends("/diary/spasm", {"feels": feels})
    assert desk.bodies("spasm")[0]["feels"] == feels


@pytest.mark.parametrize(
    ("row", "who", "method"),
    [
        ("s-095", pregnant, "belt-use"),
        ("p-056", born, "sc-exercise"),
        ("p-069", born, "sc-feeding-help"),
        ("p-080", born, "heat-pad"),
        ("p-080", born, "cold-pack"),
        ("p-085", born, "sc-tens"),
    ],
)
def test_what_was_tried_is_kept_with_whether_it_helped(row: str, who: type[Desk], method: str) -> None:
    desk = who()
    assert method in offered(desk.asks("/diary/tried"), "what"), row
    desk.sends("/diary/tried", {"what": method, "helped": "a-little"})
    assert (desk.bodies("tried")[0]["what"], desk.bodies("tried")[0]["helped"]) == (method, "a-little")


def test_which_feeding_position_is_kept_in_her_own_words() -> None:
    """Row p-069."""
    desk = born()
    desk.sends("/diary/tried", {"name": "feeding lying on my left side", "helped": "helped"})
    assert "feeding lying on my left side" in words(desk.asks("/diary"))


def test_stretching_is_not_offered_before_a_yes() -> None:
    """Row p-056, by the stricter rule."""
    desk = Desk()
    desk.says("birth", on=desk.day(-9), mode="vaginal")
    desk.has_no_conditions()
    assert "ex-hipflex" not in offered(desk.asks("/diary/tried"), "what")


def test_broken_sleep_and_strain_are_kept() -> None:
    """Row p-034."""
    desk = born()
    desk.sends("/diary/day", {"sleep": "broken", "managed": "hardly", "held-trg-stress-guarding": "yes"})
    body = desk.bodies("day")[0]
    assert (body["sleep"], body["managed"]) == ("broken", "hardly")


@pytest.mark.parametrize("row", ["s-133", "s-134", "p-088"])
def test_medicines_are_logged_against_her_clinicians_plan_alone(row: str) -> None:
    """The plan's own numbers, the times taken, a warning past them, and side effects."""
    desk = born()
    desk.sends("/diary/medicines/plan", {"name": "the tablets in my notes", "most_a_day": "1"})
    form = fields(desk.asks("/diary/medicines"))
    for _ in range(2):
        desk.sends("/diary/medicines/taken", {"plan": form["plan"]})
    desk.sends("/diary/medicines/effect", {"effect": "a rash", "effect_plan": form["plan"]})
    said = words(desk.asks("/diary/medicines"))
    assert "That is more than your plan says" in said, row
    assert len(desk.bodies("medicine")) == 2
    assert desk.bodies("side-effect") == [{"text": "a rash", "plan": form["plan"], "on": None}]
