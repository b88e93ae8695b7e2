"""Simulated lives: the same seed the same lives, whoever lives them; kept, taken up again, refused when it must be."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from steadyback.care.rules import rules_of
from steadyback.cli.main import main
from steadyback.cli.verify_lives import WHAT_IT_SHOWS, in_data, make_world, visit
from steadyback.proof.lives.held import PROMISED, World, world_of
from steadyback.proof.lives.life import Life
from steadyback.proof.lives.living import live
from steadyback.proof.lives.running import Kept, KeptError, run_lives, spans
from steadyback.proof.lives.tallied import Found, Tally, nothing_yet, rates, read_tally
from tests.generative.shipped import shipped

LIVES = 6
#: What few lives come to: after a loss, in another language, or only now and then.
RARE = {"no-baby-after-a-loss", "no-baby-asked-after-a-loss", "unread-is-due", "words-in-any-order"}


@cache
def the_world() -> World:
    """The shipped content, with the real pages."""
    return world_of(rules_of(shipped().knowledge), visit)


@cache
def lived() -> Tally:
    """A few lives, lived here."""
    return run_lives(the_world, LIVES, 1, kept=Kept(None, 1, "here"), workers=0).tally


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("STEADYBACK_CONTENT", raising=False)


def test_no_promise_is_broken_in_a_few_lives() -> None:
    assert lived().found == ()
    assert lived().counts["lives"] == LIVES
    assert lived().counts["days"] > 200 * LIVES


def test_enough_happens_in_them() -> None:
    counts = lived().counts
    for name in ("entries", "checks", "ladder_started", "emergencies_told", "pages", "told_without"):
        assert counts[name] > 0, name
    assert counts["emergencies_advised"] == counts["emergencies_told"]
    for name in PROMISED.keys() - RARE:
        assert lived().cases[name] > 0, name


def test_a_life_is_the_same_whenever_it_is_lived() -> None:
    again = [live(the_world(), 1, number).tally for number in reversed(range(LIVES))]
    both = nothing_yet()
    for tally in again:
        both = both.plus(tally)
    assert both == lived()


def test_another_seed_is_other_lives() -> None:
    assert live(the_world(), 2, 0).tally != live(the_world(), 1, 0).tally


def test_the_number_of_processes_changes_nothing() -> None:
    apart = run_lives(make_world, LIVES, 1, kept=Kept(None, 1, "apart"), workers=2)
    assert apart.tally == lived()


def test_what_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    file = tmp_path / "lives.json"

    def stop(done: int, _: Tally) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_lives(the_world, LIVES, 1, kept=Kept(file, 1, "this"), workers=0, progress=stop)
    kept = Kept(file, 1, "this")
    assert 0 < len(kept.finished) < LIVES
    assert run_lives(the_world, LIVES, 1, kept=kept, workers=0).tally == lived()
    done: list[int] = []
    again = run_lives(the_world, LIVES, 1, kept=Kept(file, 1, "this"), workers=0, progress=lambda n, _: done.append(n))
    assert again.tally == lived()
    assert done == [LIVES], "nothing is lived twice"


@pytest.mark.parametrize(
    ("text", "seed", "made_by", "lives", "says"),
    [
        (None, 2, "this", 9, "--seed 1"),
        (None, 1, "other", 9, "other content or another version"),
        (None, 1, "this", 2, "finished there already"),
        ("{}", 1, "this", 9, "not the file of a run"),
        ("[1, 2", 1, "this", 9, "not the file of a run"),
        ('{"format": "steadyback-lives", "seed": 1}', 1, "this", 9, "not the file of a run"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    tmp_path: Path, text: str | None, seed: int, made_by: str, lives: int, says: str
) -> None:
    file = tmp_path / "lives.json"
    Kept(file, 1, "this").add(range(3), nothing_yet())
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(KeptError, match=says):
        run_lives(the_world, lives, seed, kept=Kept(file, seed, made_by), workers=0)


def test_numbers_are_kept_as_unbroken_runs() -> None:
    assert spans({0, 1, 2, 5, 7, 8}) == [(0, 2), (5, 5), (7, 8)]
    assert spans(set()) == []


def test_a_tally_is_read_as_it_was_written() -> None:
    tally = lived()._replace(found=(Found(3, "any-order", "it was another"),))
    assert read_tally(json.loads(json.dumps(tally.as_data()))) == tally
    assert tally.plus(tally).found == tally.found


def test_rates_are_by_person_and_month_and_nothing_is_made_of_nothing() -> None:
    found = rates({"days": 3044, "checks": 200, "emergencies": 4, "emergencies_told": 3, "emergencies_advised": 3})
    assert found["checks_made_per_person_month"] == pytest.approx(2.0, abs=0.01)
    assert found["emergencies_told_in_full_of_all"] == 0.75
    assert found["told_without_emergency_per_person_month"] == 0
    assert rates({})["checks_made_per_person_month"] is None


def test_a_promise_that_nothing_tried_has_not_held() -> None:
    data = in_data(run_lives(the_world, 1, 1, kept=Kept(None, 1, "here"), workers=0), 1, 1.0, "x")
    verdicts = {one["id"]: (one["holds"], one["cases"]) for one in data["promises"]}
    assert all(holds is None for holds, cases in verdicts.values() if cases == 0)
    assert verdicts["danger-first"][0] is True


def test_she_who_lives_twice_on_two_devices_hears_of_everything() -> None:
    """In a life with two devices each ends with all that either was told."""
    import random

    numbers = (
        number for number in range(40) if Life(the_world(), random.Random(f"life 1 {number}")).her.has_two_devices
    )
    tally = live(the_world(), 1, next(numbers)).tally
    assert tally.found == ()
    assert tally.cases["any-order"] >= 2


def test_the_command_says_what_held_and_what_it_does_not_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--lives", "2", "--seed", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["holds"] is True
    assert (found["lives"], found["seed"]) == (2, 1)
    assert found["what_it_shows"] == WHAT_IT_SHOWS
    assert "does not show clinical safety" in found["what_it_shows"]
    assert {one["id"] for one in found["promises"]} == set(PROMISED)
    assert found["counterexamples"] == []
    assert found["rates"]["told_without_emergency_per_person_month"] is not None


@pytest.mark.parametrize(
    "words",
    [
        ["--lives", "0"],
        ["--lives", "many"],
        ["--lives", "2", "--seed", "-1"],
        ["--lives", "2", "--only", "examples-come-true"],
        ["--lives", "2", "--cases", "5"],
        ["--lives", "2", "--resume", "no/such/folder/lives.json"],
        ["--seed", "4"],
        ["--resume", "lives.json"],
    ],
)
def test_what_cannot_be_done_is_one_line_with_the_mend(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(["verify", *words]) == 2
    said = capsys.readouterr().err
    assert said.startswith("steadyback: verify: ")
    assert len(said.splitlines()) == 1
