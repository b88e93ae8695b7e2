"""A fault planted in the core is found by simulated lives, and told by a story that replay reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from steadyback.care import fold as care_fold
from steadyback.care import state as care_state
from steadyback.care.rules import rules_of
from steadyback.cli.main import main
from steadyback.cli.verify_lives import in_data, in_words, visit
from steadyback.engine import ladder as engine_ladder
from steadyback.engine import quick, safety
from steadyback.engine.fast import FastTable
from steadyback.engine.ladder import Checked, Event, Ladder
from steadyback.engine.table import TableRule
from steadyback.journal.entry import Entry
from steadyback.journal.fold import Effective
from steadyback.proof.lives import ailing, held, person
from steadyback.proof.lives.ailing import Ailments
from steadyback.proof.lives.asked_of_us import AskedOfUs
from steadyback.proof.lives.held import Visited, World
from steadyback.proof.lives.living import live
from steadyback.proof.lives.running import Kept, run_lives
from steadyback.proof.lives.shrinking import Story, seen_again, shortest
from tests.generative.shipped import shipped
from tests.proof.test_lives import the_world

#: A fault that is not found in so many lives counts as not found.
MOST_LIVES = 25


def found_in(world: World, *promises: str) -> Story:
    """The first broken promise among ``promises``; a life that breaks another is passed by."""
    others = set()
    for number in range(MOST_LIVES):
        story = live(world, 1, number).story
        if story is not None and story.promise in promises:
            return story
        if story is not None:
            others.add(story.promise)
    raise AssertionError(f"nobody noticed in {MOST_LIVES} lives; other promises broken: {sorted(others)}")


def everybody(monkeypatch: pytest.MonkeyPatch, **habits: float) -> None:
    """Everybody has these habits, and is ill far more often than anybody is, so that few lives meet much."""
    sound = person._habits
    monkeypatch.setattr(person, "_habits", lambda rng: sound(rng)._replace(**habits))
    monkeypatch.setattr(ailing, "_A_DAY", 0.2)


def with_table(change: Callable[[TableRule], TableRule]) -> World:
    """The world with each rule of the compiled table changed."""
    rules = rules_of(shipped().knowledge)
    table = rules.table._replace(rules=tuple(change(rule) for rule in rules.table.rules))
    return the_world()._replace(rules=rules._replace(table=table, fast=FastTable(table)))


def ill_with(world: World, flag: str) -> World:
    """The same world, in which only ``flag`` ails anybody."""
    asked = AskedOfUs(world.rules.knowledge, world.rules.naming)
    asked.lines = tuple(line for line in asked.lines if line.flag == flag and set(line.answers) == {flag})
    assert asked.lines, f"the table has no line for {flag} alone any more"
    return world._replace(ailments=Ailments(asked, world.rules.knowledge))


def test_a_table_that_drops_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody(monkeypatch, misjudges=0.0)
    flags = shipped().table.flags
    world = with_table(lambda rule: rule._replace(spans=()) if flags[rule.flag].id == "dvt-single" else rule)
    story = found_in(ill_with(world, "dvt-single"), "danger-first", "shut-until-seen")
    assert "dvt-single" in story.told
    assert live(ill_with(the_world(), "dvt-single"), 1, 0).story is None, "with the rule in its place all is well"


def test_a_table_in_which_an_emergency_is_only_for_today() -> None:
    world = with_table(lambda rule: rule._replace(urgency=min(rule.urgency, 2)))
    assert "asks for level 3" in found_in(world, "danger-first").told


def test_a_table_in_which_not_sure_counts_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody(monkeypatch, misjudges=0.0)
    found_in(with_table(lambda rule: rule._replace(unsure=False)), "danger-first")


def test_a_fold_that_loses_a_correction(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = care_fold.Fold._dated

    def first_stands(self: care_fold.Fold, one: Effective) -> None:
        if one.entry.kind != "due-date" or not any(told.kind == "due-date" for told in self.told):
            sound(self, one)

    monkeypatch.setattr(care_fold.Fold, "_dated", first_stands)
    story = shortest(the_world(), found_in(the_world(), "dates-are-followed"))
    assert [entry.kind for entry in story.entries] == ["due-date", "due-date"]


def opens_unseen(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    if state.status == "paused" and isinstance(event, Checked) and event.is_whole and not event.shut_by:
        return state._replace(status="ready", paused_by=())
    return engine_ladder.advance(state, event, offered)


def test_a_ladder_that_opens_before_she_was_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The story is as short as can be, holds nothing that could be left out, and replay reads it."""
    everybody(monkeypatch, is_seen=0.05, spasm=0.2, misjudges=0.0)
    monkeypatch.setattr(care_fold, "advance", opens_unseen)
    world = the_world()
    story = shortest(world, found_in(world, "shut-until-seen"))
    assert [entry.kind for entry in story.entries].count("check") == 2
    assert len(story.entries) <= 3
    assert seen_again(world, story) == story.told
    for number in range(len(story.entries)):
        without = story.entries[:number] + story.entries[number + 1 :]
        assert seen_again(world, story._replace(entries=without)) is None
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    ran = run_lives(the_world, 2, 1, kept=Kept(None, 1, "here"), workers=0)
    data = in_data(ran, 1, 1.0, "x")
    assert data["holds"] is False
    assert data["counterexamples"][0]["entries"]
    said = in_words(data, ran)
    assert "FAILS  shut-until-seen" in said
    (file, *_) = sorted(tmp_path.glob("life-1-*.jsonl"))
    assert f"steadyback replay {file.name} --at " in said
    assert main(["replay", file.name, "--at", ran.stories[0].story.now.isoformat(), "--json"]) == 0
    replayed = json.loads(capsys.readouterr().out)
    assert replayed["entries"] == len(ran.stories[0].story.entries)


def test_unanswered_that_counts_as_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "unanswered", lambda *_, **__: [])
    assert "never answered" in found_in(the_world(), "opened-by-a-check-only").told


def test_a_check_that_counts_for_two_months(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "CHECK_AGAIN_AFTER_DAYS", 60)
    assert "seven days" in found_in(the_world(), "opened-by-a-check-only").told


def test_an_answer_taken_back_that_lifts_the_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody(monkeypatch, is_seen=0.05, takes_back=0.5, misjudges=0.0)
    sound = care_fold.Fold.take
    monkeypatch.setattr(care_fold.Fold, "take", lambda self, one: None if one.is_withdrawn else sound(self, one))
    found_in(the_world(), "shut-until-seen")


def test_a_state_that_takes_entries_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    def as_they_come(self: Any, entries: Iterable[Entry]) -> None:
        for entry in entries:
            one = Effective(entry, entry.body)
            self._entries[entry.id] = entry
            self._told.append(one)
            self._fold.take(one)

    monkeypatch.setattr(care_state.Following, "take", as_they_come)
    found_in(the_world(), "any-order", "dates-are-followed", "undo-is-an-entry", "shut-until-seen")


def test_an_exercise_that_is_always_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "ALWAYS_ALLOWED", safety.ALWAYS_ALLOWED | {"ex-bridge"})
    monkeypatch.setattr(safety, "ALLOWED_BEFORE_CLEARANCE", safety.ALLOWED_BEFORE_CLEARANCE | {"ex-bridge"})
    assert "ex-bridge" in found_in(the_world(), "no-unsafe-exercise").told


def test_an_undo_that_leaves_no_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "undo", lambda *_: ())
    found_in(the_world(), "undo-is-an-entry")


def says(words: str) -> World:
    """The world with ``words`` on every page."""

    def with_words(*asked: Any) -> Visited:
        return visit(*asked)._replace(words=words)

    return the_world()._replace(visit=with_words)


@pytest.mark.parametrize("words", ["If it hurts, take some ibuprofen.", "Then 500 mg, no more than four times."])
def test_a_page_that_suggests_a_medicine(words: str) -> None:
    assert "suggests a medicine" in found_in(says(words), "page-stands").told


def test_a_page_that_names_a_baby_after_a_loss() -> None:
    assert "baby" in found_in(says("How is your baby today?"), "no-baby-after-a-loss").told
