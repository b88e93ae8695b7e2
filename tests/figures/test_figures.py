"""The figures: sound bodies, small drawings, plain words."""

from __future__ import annotations

import gzip
import re
import time
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from steadyback import figures
from steadyback.figures import check, drawing, looks, motion
from steadyback.figures.body import STAGES, Body, growth
from steadyback.figures.pose import Arm, Leg, Pose, mix
from steadyback.figures.skeleton import solve

WEEKS = tuple(range(8, 41, 4))
BODIES = [("pregnant", w) for w in (8, 24, 40)] + [("postpartum", None), ("neutral", None)]
RUNGS = (
    "reset-back", "breath-seated", "warm-pack", "walk-in", "tilt-press", "cow", "cat", "hip-stretch",
    "bridge-sofa", "bird-dog",
    "walk-out", "belt",
)  # fmt: skip
SIDE_POSES = sorted(drawing.POSES)
ALL = figures.poses()


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


@pytest.mark.parametrize("name", SIDE_POSES)
def test_every_body_is_sound_in_every_pose(name: str) -> None:
    """Joints keep their limits, hands and feet touch what they should, no outline crosses itself."""
    for stage, week in (
        ("pregnant", 8),
        ("pregnant", 24),
        ("pregnant", 40),
        ("postpartum", None),
    ):  # the neutral body is that of week 8
        assert check.problems(solve(drawing.POSES[name], Body.of(stage, week))) == [], (name, stage, week)


@pytest.mark.parametrize("name", SIDE_POSES)
def test_a_broad_build_is_sound_too(name: str) -> None:
    """Softer parts may press a little into the floor or the cushion, and nothing else changes."""
    for stage, week in (("pregnant", 36), ("postpartum", None)):
        wrong = check.problems(solve(drawing.POSES[name], Body.of(stage, week, build=1.0)))
        assert [w for w in wrong if "touch" not in w] == [], (name, stage)


@pytest.mark.parametrize("name", figures.movements())
def test_every_drawing_between_two_poses_is_sound(name: str) -> None:
    for pose in motion.between(name):
        if isinstance(pose, Pose):
            wrong = check.problems(solve(pose, Body.of("pregnant", 30)))
            assert [w for w in wrong if "touch" not in w] == []
        else:
            assert 0 <= pose.lift <= 1


def test_planted_hands_and_knees_stay_put_while_she_moves() -> None:
    for pose in motion.between("cat-cow"):
        assert isinstance(pose, Pose)
        assert check.problems(solve(pose, Body.of("pregnant", 30))) == []


def test_a_broken_pose_is_noticed() -> None:
    """The check can fail: a knee bent forwards, a hand out of reach, a foot in the floor."""
    good = drawing.POSES["stand-tall"]
    assert any("knee" in p for p in check.problems(solve(replace(good, near_leg=Leg(knee=-30)), Body())))
    assert any("reach" in p for p in check.problems(solve(replace(good, near_arm=Arm(at=2 + 2j)), Body())))
    assert any("touch" in p for p in check.problems(solve(replace(good, hip=0.49j, near_leg=Leg(at=-0.02)), Body())))


@pytest.mark.parametrize("name", ALL)
def test_every_pose_is_drawn_for_every_body(name: str) -> None:
    for stage, week in BODIES:
        root = ET.fromstring(figures.draw(name, week=week, stage=stage))
        assert root.tag == "svg"
        assert len(list(root.iter())) > 12


@pytest.mark.parametrize("name", ALL)
def test_the_drawing_fits_its_frame(name: str) -> None:
    """One scale for all: no frame is narrower than a body height."""
    _, _, width, height = map(int, re.search(r'viewBox="([^"]+)"', figures.draw(name)).group(1).split())  # type: ignore[union-attr]
    assert width >= 1000
    assert height >= 660
    assert max(width, height) <= 1400


def test_every_class_has_a_colour() -> None:
    used: set[str] = set()
    for name in ALL:
        for found in re.findall(r'<(?!svg)[^>]*class="([^"]+)"', figures.draw(name)):
            used.update(found.split())
    for name in used:
        assert f".fig .{name}{{" in figures.STYLE, name


def test_twelve_stills_are_light() -> None:
    stills = [figures.draw(name, week=31) for name in RUNGS]
    assert packed("".join(stills)) <= 20_000  # 11 KB when written; the acute page allows 30
    assert all(packed(still) <= 3_500 for still in stills)


@pytest.mark.parametrize("name", ALL)
def test_no_still_is_heavy_and_all_hold_only_classes(name: str) -> None:
    for look in range(len(figures.LOOKS)):
        svg = figures.draw(name, week=38, look=look)
        assert len(svg) <= 8_300  # curls, a bed and a baby: 8,233
        assert not re.search(r"""\sid=|url\(|<script|<style|style=|\son\w+=|href|fill=|stroke=|<use|<animate""", svg)
        assert set(re.findall(r"<(\w+)", svg)) <= {"svg", "g", "path", "rect", "circle", "ellipse"}


def test_the_stylesheet_is_light() -> None:
    assert packed(figures.STYLE) <= 2_500


def test_a_still_is_drawn_quickly() -> None:
    some = ALL[::4]
    for name in some:
        figures.draw(name)  # warm the tables
    drawing._drawn.cache_clear()
    start = time.process_time()
    for name in some:
        figures.draw(name)
    assert (time.process_time() - start) / len(some) < 0.05  # about .008 on a quiet machine


def test_the_same_request_gives_the_same_drawing() -> None:
    for name in ALL[::5]:
        first = figures.draw(name, week=33)
        drawing._drawn.cache_clear()
        assert figures.draw(name, week=33) == first


@pytest.mark.parametrize("stage", STAGES)
def test_every_pose_has_plain_words(stage: str) -> None:
    seen = set()
    for name in ALL:
        text = figures.describe(name, stage=stage, week=28)
        assert 4 < len(text.split()) <= 25, name
        assert text[0].isupper()
        assert text.endswith(".")
        assert "{" not in text
        assert ";" not in text.replace("little; the", "")
        seen.add(text)
    assert len(seen) == len({drawing.fitting(name, stage, 28) for name in ALL})  # no two poses share their words


def test_the_label_is_spoken_or_hidden() -> None:
    assert f'aria-label="{figures.describe("cat")}"' in figures.draw("cat")
    assert 'aria-label="A &lt;b&gt;&quot;"' in figures.draw("cat", title='A <b>"')
    hidden = figures.draw("cat", title="")
    assert 'aria-hidden="true"' in hidden
    assert "aria-label" not in hidden
    assert 'role="img"' not in hidden


CHILD_WORDS = re.compile(r"\b(baby|child|newborn|feed|bottle|cot|nappy|pushchair)")


def test_after_a_loss_no_figure_shows_or_names_a_baby() -> None:
    """The neutral body is the one shown after a loss: whatever page asks, no baby, no bump, no child's things."""
    stood = figures.draw("stand-tall", stage="neutral")
    for name in ALL:
        words = figures.describe(name, stage="neutral")
        assert not CHILD_WORDS.search(words), name
        assert "bump" not in words
        assert "pregnant" not in words
        if name in drawing.CHILD:
            assert figures.draw(name, stage="neutral") == stood
    assert {"feeding", "cot-lift", "hold-baby", "pushchair", "toddler-kneel"} <= drawing.CHILD


def test_only_the_poses_about_a_child_name_one() -> None:
    for name in ALL:
        words = figures.describe(name, stage="postpartum")
        assert bool(CHILD_WORDS.search(words)) == (name in drawing.CHILD), name
        assert "mother" not in words


def test_nobody_with_a_newborn_in_her_arms_is_drawn_pregnant() -> None:
    """In pregnancy a page may show how to feed or lift later on: the body is the one of after the birth."""
    assert figures.draw("feeding", week=36) == figures.draw("feeding", stage="postpartum")
    assert "pregnant" not in figures.describe("feeding", week=36)
    assert figures.draw("toddler-kneel", week=36) != figures.draw("toddler-kneel", stage="postpartum")


def test_a_pillow_for_the_bump_is_drawn_only_under_one() -> None:
    assert figures.draw("sleep-side-bump", week=30) != figures.draw("sleep-side", week=30)
    for stage in ("postpartum", "neutral"):
        assert figures.draw("sleep-side-bump", stage=stage) == figures.draw("sleep-side", stage=stage)
        assert "bump" not in figures.describe("sleep-side-bump", stage=stage)


def test_the_bump_grows_with_the_week() -> None:
    assert growth(6) == 0 < growth(12) < growth(24) < growth(40) < 1
    reach = []
    for week in WEEKS:
        figure = solve(drawing.POSES["stand-tall"], Body.of("pregnant", week))
        reach.append(max(p.real for p in figure.front))
    assert reach == sorted(reach)
    assert reach[-1] - reach[0] > 0.06
    after = max(p.real for p in solve(drawing.POSES["stand-tall"], Body.of("postpartum", None)).front)
    assert reach[0] - 0.02 < after < reach[3]


def test_the_bump_does_not_show_when_not_pregnant() -> None:
    for stage in ("postpartum", "neutral"):
        assert figures.draw("stand-tall", week=40, stage=stage) == figures.draw("stand-tall", week=8, stage=stage)


@pytest.mark.parametrize("week", [16, 24, 40, None])
def test_nobody_pregnant_is_shown_flat_on_her_back_from_16_weeks(week: int | None) -> None:
    for flat, leaned in (("bridge-flat", "bridge-sofa"), ("bridge-flat-rest", "bridge-sofa-rest")):
        assert figures.draw(flat, week=week) == figures.draw(leaned, week=week)
        assert figures.describe(flat, week=week) == figures.describe(leaned, week=week)
    assert figures.moving("bridge-flat", week=week) == figures.moving("bridge-sofa", week=week)


def test_flat_is_drawn_early_and_after_birth() -> None:
    assert figures.draw("bridge-flat", week=15) != figures.draw("bridge-sofa", week=15)
    assert figures.draw("bridge-flat", stage="postpartum") != figures.draw("bridge-sofa", stage="postpartum")
    assert "mat" in figures.describe("bridge-flat", week=12)


def test_unknown_names_are_refused_in_words() -> None:
    for call in (figures.draw, figures.describe, figures.moving, figures.frames, figures.keys):
        with pytest.raises(ValueError, match=r"no (pose|movement) is called 'nap'"):
            call("nap")
    with pytest.raises(ValueError, match="stage"):
        figures.draw("cat", stage="other")


@pytest.mark.parametrize("name", figures.movements())
def test_movements_hold_still_without_script(name: str) -> None:
    assert 2 <= len(figures.keys(name)) <= 4
    assert len(figures.frames(name)) == len(figures.keys(name))
    svg = figures.moving(name, week=30)
    root = ET.fromstring(svg)
    groups = [g for g in root if re.fullmatch(r"[nu] [nu]\d", g.get("class", ""))]
    assert 2 <= len(groups) <= 8
    assert not re.search(r"<animate|<script|<style|style=|\sid=", svg)
    assert packed(svg) <= 12_000


def test_motion_waits_for_those_who_allow_it() -> None:
    style = figures.STYLE
    moving_part = style[style.index("@media screen and (prefers-reduced-motion:no-preference)") :]
    before = style[: style.index("@media screen and (prefers-reduced-motion:no-preference)")]
    assert "animation" not in before
    assert "animation" in moving_part
    assert ".fig-move>.n{" in before.replace(",.fig-move>.u", "")
    assert "visibility:hidden" in before


def test_a_tween_keeps_every_limb_its_length() -> None:
    a, b = drawing.POSES["hinge-up"], drawing.POSES["hinge-down"]
    whole = solve(a, Body()).near_leg
    for k in range(1, 5):
        leg = solve(mix(a, b, k / 5), Body()).near_leg
        assert abs(leg.joint - leg.root) == pytest.approx(abs(whole.joint - whole.root))


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    low, high = sorted((_light(a), _light(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("night", [0, 1])
def test_every_look_can_be_made_out(night: int) -> None:
    paper = ("#f6f0e4", "#14110d")[night]
    ink, fine = (looks.TONES[k][1 + night] for k in ("ink", "fine"))
    assert contrast(ink, paper) > 7
    for person in looks.LOOKS:
        line = ink if person is looks.LOOKS[0] else fine
        assert contrast(line, person.skin[night]) >= 3, person.name
        if night:  # by night the light contour carries the figure
            assert min(contrast(ink, getattr(person, part)[night]) for part in ("skin", "top", "legs")) > 2.2
        assert len({person.skin, person.top, person.legs}) == 3 or person is looks.LOOKS[0]
