"""Figures in step with a timer, the other side of an exercise, and the faces to choose from."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from steadyback import figures
from steadyback.figures import check, drawing, looks, steps
from steadyback.figures.body import Body
from steadyback.figures.pose import Pose, changed_over
from steadyback.figures.skeleton import solve
from steadyback.knowledge.load import knowledge_of, read_shelf

BOTH_SIDES = ("bird-dog", "bird-dog", "bird-dog-rest", "bird-dog-other", "bird-dog-other", "bird-dog-rest")


def opacity(row: list[tuple[float, int]], at: float) -> float:
    """Straight between the marks, as a browser reads them; of two marks at one time the later one holds."""
    for (t0, v0), (t1, v1) in pairwise(row):
        if t0 <= at < t1:
            return v0 + (v1 - v0) * (at - t0) / (t1 - t0)
    return row[-1][1]


@pytest.mark.parametrize(
    ("poses", "seconds"),
    [
        (("cow", "cat"), (4.0, 4.0)),
        (("tilt-press", "tilt-press", "tilt-rest"), (3.0, 1.0, 3.0)),
        (BOTH_SIDES, (3.0, 1.0, 3.0, 3.0, 1.0, 3.0)),
        (("side-plank", "side-plank", "side-plank-rest", "side-plank-rest"), (3.0, 8.0, 3.0, 10.0)),
        (("log-roll-side", "log-roll-push", "log-roll-up"), (4.0, 4.0, 4.0)),
    ],
)
def test_at_the_end_of_each_cue_she_is_in_its_pose(poses: tuple[str, ...], seconds: tuple[float, ...]) -> None:
    """One drawing is seen whole at every moment; at the end of cue i it is the pose of cue i, and no other shows."""
    found = steps.reel(poses)
    rows = steps.timeline(found, seconds)
    for row in rows:
        times = [at for at, _ in row]
        assert times == sorted(times)
        assert times[0] == 0
        assert times[-1] == 1
        assert row[0][1] == row[-1][1]  # it runs on without a jump
    for k in range(400):
        seen = [opacity(row, (k + 0.5) / 400) for row in rows]
        assert max(seen) == 1
        assert sum(v > 0 for v in seen) <= 2
    whole, at = sum(seconds), 0.0
    for name, walk, long in zip(poses, found.walks, seconds, strict=True):
        at += long
        if at < whole:
            assert [k for k, row in enumerate(rows) if opacity(row, at / whole) > 0.001] == [walk[-1]]
        assert found.drawings[walk[-1]] == steps.any_pose(name)


def test_a_pose_that_comes_again_is_held() -> None:
    found = steps.reel(("tilt-press", "tilt-press", "tilt-rest"))
    assert [len(walk) for walk in found.walks] == [steps.BETWEEN + 2, 1, steps.BETWEEN + 2]
    assert found.walks[0] == found.walks[2][::-1]  # the way back is the same drawings


def test_what_is_between_two_poses_is_sound() -> None:
    for pose in steps.reel(BOTH_SIDES).drawings:
        assert isinstance(pose, Pose)
        assert [w for w in check.problems(solve(pose, Body.of("pregnant", 20))) if "touch" not in w] == []


def test_the_figure_says_where_a_script_may_lead_it() -> None:
    svg = figures.in_step(("tilt-press", "tilt-press", "tilt-rest"), (3, 1, 3), week=30)
    root = ET.fromstring(svg)
    groups = [g for g in root if "n" in g.get("class", "").split()]
    walks = [[int(k) for k in part.split()] for part in root.get("data-steps", "").split("|")]
    assert len(walks) == 3
    assert {k for walk in walks for k in walk} == set(range(len(groups)))
    assert [g.get("class") for g in groups].count("n n1") == 1
    assert groups[walks[0][-1]].get("class") == "n n1"  # when nothing moves, the pose of the first cue is seen
    assert {a.get("dur") for a in root.iter("animate")} == {"7s"}
    assert len(list(root.iter("animate"))) == len(groups)
    assert not re.search(r"<script|<style|style=|\sid=|\son\w+=", svg)


def test_one_pose_for_every_cue_stands_still() -> None:
    assert figures.in_step(("hip-stretch",), (25,), week=20) == figures.draw("hip-stretch", week=20)
    flat = figures.in_step(("bridge-flat", "bridge-flat-rest"), (3, 3), week=30)
    assert flat == figures.in_step(("bridge-sofa", "bridge-sofa-rest"), (3, 3), week=30)  # never flat from 16 weeks
    assert figures.in_step(("hold-baby",), (9,), stage="neutral") == figures.draw("stand-tall", stage="neutral")


@pytest.mark.parametrize(("poses", "seconds"), [((), ()), (("cat",), (1, 2)), (("cat", "cow"), (3, 0))])
def test_a_cue_without_a_length_is_refused(poses: tuple[str, ...], seconds: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="one pose and one length"):
        figures.in_step(poses, seconds)


def test_a_movement_keeps_the_time_asked_for() -> None:
    svg = figures.moving("cat-cow", week=30, seconds=(4, 6))
    assert 'dur="10s"' in svg
    assert figures.moving("cat-cow", week=30, seconds=8) == figures.moving("cat-cow", week=30, seconds=(4, 4))
    assert "<animate" not in figures.moving("cat-cow", week=30)
    with pytest.raises(ValueError, match="one pose and one length"):
        figures.moving("sit-stand", seconds=(3, 3))


def _forms() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], tuple[int, ...]]]:
    for exercise in knowledge_of(read_shelf()).exercise.values():
        for form in exercise.forms:
            timer = (form.dose or exercise.dose).timer
            lengths = tuple(cue.seconds for cue in timer.cues) if timer else ()  # a cue of `after` is drawn as a still
            yield f"{exercise.card.id}/{form.id}", form.figures, form.in_step, lengths


FORMS = list(_forms())


def test_no_two_forms_of_one_exercise_are_drawn_alike() -> None:
    """A form for sore wrists that is drawn on the wrists would teach the wrong thing."""
    alike = {("ex-birddog/taps", "ex-birddog/toe-slides"), ("ex-walk/indoors", "ex-walk/short")}
    for (a, one, _, _), (b, two, _, _) in ((x, y) for i, x in enumerate(FORMS) for y in FORMS[i + 1 :]):
        if a.split("/")[0] == b.split("/")[0] and (a, b) not in alike:
            assert one != two, (a, b)


@pytest.mark.parametrize(("form", "poses", "seconds"), [(f, s[: len(t)], t) for f, _, s, t in FORMS if s])
def test_every_timer_is_drawn_in_step(form: str, poses: tuple[str, ...], seconds: tuple[int, ...]) -> None:
    """The figure eases from cue to cue, in one view, and stays small enough for a phone."""
    for a, b in pairwise(poses):
        assert a == b or steps.can_ease(steps.any_pose(a), steps.any_pose(b)), (form, a, b)
    svg = figures.in_step(poses, seconds, week=15)
    assert len(gzip.compress(svg.encode(), 9)) <= 12_000, form  # 10,377 when written


@pytest.mark.parametrize(("form", "shown", "poses"), [(f, g, s) for f, g, s, _ in FORMS])
def test_the_stills_of_a_form_are_those_it_moves_through(
    form: str, shown: tuple[str, ...], poses: tuple[str, ...]
) -> None:
    assert shown, form
    assert set(shown) <= set(figures.poses())
    if poses:
        assert {p.removesuffix("-other") for p in poses} >= {p for p in shown if not p.startswith("stand-tall")}, form


def test_the_other_side_is_the_same_with_the_limbs_changed_over() -> None:
    for name in (n for n in drawing.POSES if n.endswith("-other")):
        assert changed_over(drawing.POSES[name]) == changed_over(
            changed_over(drawing.POSES[name.removesuffix("-other")])
        )
        assert figures.draw(name) != figures.draw(name.removesuffix("-other"))


def test_the_table_of_what_suits_what_names_only_what_there_is() -> None:
    """The documentation's table: every pose can be drawn, every item is in the content, and no pose is forgotten."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "explanation" / "figures.md").read_text(encoding="utf-8")
    rows = [
        row.split("|")[1:3] for row in text.split("## Which pose suits what")[1].splitlines() if row.startswith("| ")
    ]
    items = {name for what, _ in rows for name in re.findall(r"`([^`]+)`", what)}
    named = {name for _, poses in rows for name in re.findall(r"`([^`]+)`", poses)}
    knowledge = knowledge_of(read_shelf())
    assert len(rows) > 25
    assert items <= {*knowledge.trigger, *knowledge.habit, *knowledge.method}
    assert {n for n in named if not n.startswith("ex-")} <= set(figures.poses())
    shown = {pose for _, figs, step, _ in FORMS for pose in (*figs, *step)}
    shown |= {pose for rung in knowledge.rung.values() for pose in rung.figures}
    pairs = {"wheelchair-breath-in", "wheelchair-reach-rest", "heel-to-bottom-rest"}  # where those movements begin
    spare = {"now", "phone", "phone-standing", "sit-stand-down", "walk-2", "walk-3", "walk-4"}
    assert set(figures.poses()) - named - shown - pairs - spare <= {n for n in figures.poses() if n.endswith("-other")}


def test_every_look_has_a_face_to_choose() -> None:
    faces = [figures.portrait(i) for i in range(len(figures.LOOKS))]
    assert len(set(faces)) == looks.count() + 1
    for i, face in enumerate(faces):
        root = ET.fromstring(face)
        assert root.get("aria-label", "").lower() == figures.LOOKS[i].lower()
        _x, _y, width, height = map(int, root.get("viewBox", "").split())
        assert width == height
        assert len(face) <= 4_500
        assert not re.search(r"style=|\sid=|<animate", face)
    assert 'aria-hidden="true"' in figures.portrait(3, title="")
