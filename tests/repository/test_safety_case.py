"""The safety case: the hazard log is sound, its pages are current, and each fault it could have is refused.

The last part holds controls of the log that no other test held: each was found by planting the fault it now notices.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from steadyback.care.medicine_count import count_medicine
from steadyback.care.reminders import ONCE, once
from steadyback.cli.main import main
from steadyback.cli.safety import in_data, known_in
from steadyback.cli.safety_log import Known, Log, known_tests, read_log
from steadyback.cli.safety_pages import named_tests, pages
from steadyback.engine.check import after_it_settled
from steadyback.engine.replies import NOTHING_SAID, Replies
from steadyback.engine.rulebook import rulebook_of
from steadyback.engine.triage import assess
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.timing import Stage, Timing
from tests.repository.tree import ROOT
from tests.scenarios.telling import Her, the_rules

CASE = ROOT / "docs" / "safety"
MUSEUM = ROOT / "tests" / "malformed"
FEWEST = 60


@pytest.fixture(scope="module")
def known() -> Known:
    return known_in(ROOT)


@pytest.fixture(scope="module")
def log(known: Known) -> Log:
    found, faults = read_log(CASE, known)
    assert found is not None, "\n".join(map(str, faults))
    return found


# --- the log as it is ------------------------------------------------------------------------------------------------


def test_the_log_is_sound_and_large_enough(log: Log) -> None:
    assert len(list(log.hazards())) >= FEWEST


def test_every_hazard_is_held_by_a_test_or_a_proof_that_is_there(log: Log, known: Known) -> None:
    """Reckoned once more by hand, so that the refusal itself is not all we have."""
    for hazard in log.hazards():
        assert hazard.controls, hazard.id
        for control in hazard.controls:
            named = {name.partition("[")[0] for name in control.tests}
            assert named or control.proofs, hazard.id
            assert named <= known.tests, hazard.id
            assert set(control.proofs) <= known.proofs, hazard.id


def test_what_cannot_stay_is_open_and_somebody_must_decide(log: Log) -> None:
    for hazard in log.hazards():
        if log.risk(hazard.after) >= 3:
            assert hazard.open, hazard.id
        assert log.risk(hazard.after) <= log.risk(hazard.before), hazard.id
        assert all(left.decides for left in hazard.open), hazard.id


def test_nothing_is_said_to_be_signed_off(log: Log) -> None:
    assert in_data(log)["signed_off_by"] == []
    for name, text in pages(log).items():
        assert "Awaiting sign-off" in text, name
    assert "[x]" not in pages(log)["to-sign.md"].lower()


def test_a_malformed_case_that_is_named_is_there(log: Log) -> None:
    """Brackets are not looked up in general; those of the museum are the names of its files."""
    cases = [name for name in named_tests(log) if name.startswith("tests/malformed/test_malformed.py") and "[" in name]
    assert cases
    for name in cases:
        assert (MUSEUM / f"{name.partition('[')[2].rstrip(']')}.yaml").is_file(), name


def test_the_pages_hold_every_hazard_and_every_open_point(log: Log) -> None:
    found = pages(log)
    for group in log.groups:
        page = found[f"hazards-{group.id}.md"]
        for hazard in group.hazards:
            assert f"\n## {hazard.id}\n" in page
            assert f"(hazards-{group.id}.md#{hazard.id})" in found["hazards.md"]
            for left in hazard.open:
                assert left.what in page
                assert left.what.replace("|", "\\|") in found["to-sign.md"], hazard.id


def test_the_pages_are_current(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["safety", "--check"]) == 0, capsys.readouterr()


# --- each fault is refused -------------------------------------------------------------------------------------------

METHOD = """
about: [made up]
severities: [{id: small, title: Small, means: a little}, {id: great, title: Great, means: a lot}]
likelihoods: [{id: seldom, title: Seldom, means: once}, {id: often, title: Often, means: always}]
matrix: {seldom: [1, 2], often: [2, 3]}
acceptance: [{id: a, title: A, means: stays}, {id: b, title: B, means: stays}, {id: c, title: C, means: decide}]
roles: [{id: nurse, title: Nurse, signs: [all of it]}]
"""
HAZARD = """
  - id: wet-floor
    title: The floor is wet.
    cause: Somebody spilt water on it.
    effect: She slips and she falls.
    before: {severity: great, likelihood: often}
    after: {severity: great, likelihood: often}
    controls:
      - {kind: guard, does: A mat lies there., tests: [tests/test_mat.py::test_it_lies], proofs: [mats-hold]}
    open:
      - {what: Is one mat enough?, decides: [nurse]}
"""
GROUP = f"id: floor\norder: 1\ntitle: Floors\nabout: Floors.\nhazards:{HAZARD}"
TESTS = """
import pytest

def test_it_lies():
    assert 1 + 1 == 2

class TestMats:
    @pytest.mark.parametrize("mat", [1, 2])
    def test_each(self, mat):
        assert mat

def test_nothing():
    '''Says a lot.'''

@pytest.mark.skip
def test_set_aside():
    assert True
"""
MAT = "tests/test_mat.py::test_it_lies"
Planted = Callable[[str], str]


def put(folder: Path, *, method: str = METHOD, group: str = GROUP) -> Path:
    case = folder / "docs" / "safety"
    (case / "hazards").mkdir(parents=True, exist_ok=True)
    (folder / "tests").mkdir(exist_ok=True)
    (folder / "tests" / "test_mat.py").write_text(TESTS, encoding="utf-8")
    (case / "method.yaml").write_text(method, encoding="utf-8")
    (case / "hazards" / "floor.yaml").write_text(group, encoding="utf-8")
    return case


def faults_of(folder: Path, *, method: str = METHOD, group: str = GROUP) -> list[str]:
    case = put(folder, method=method, group=group)
    living, empty = known_tests(folder)
    found, faults = read_log(case, Known(living, empty, frozenset({"mats-hold"})))
    assert (found is None) == bool(faults)
    return [fault.why for fault in faults]


def test_the_made_up_log_is_sound(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == []


def instead(old: str, new: str) -> Planted:
    def planted(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return planted


FAULTS: dict[str, tuple[Planted, str]] = {
    "no control": (lambda text: text[: text.index("    controls")] + "    controls: []\n", "there is no control"),
    "a control without a test": (
        instead(f", tests: [{MAT}], proofs: [mats-hold]", ""),
        "this control has no test",
    ),
    "a test that is not there": (
        instead("test_it_lies", "test_it_flies"),
        "there is no test tests/test_mat.py::test_it_",
    ),
    "a file that is not there": (instead("test_mat.py", "test_rug.py"), "there is no test tests/test_rug.py"),
    "a test that asks nothing": (instead("test_it_lies", "test_nothing"), "asks nothing"),
    "a test that is skipped": (instead("test_it_lies", "test_set_aside"), "there is no test"),
    "a method without its class": (instead("test_it_lies", "test_each"), "there is no test"),
    "a proof that is not there": (instead("mats-hold", "mats-fly"), "there is no proof mats-fly"),
    "the same id twice": (lambda text: text + HAZARD, "`wet-floor` is there twice"),
    "a worse harm afterwards": (
        instead("before: {severity: great", "before: {severity: small"),
        "the harm afterwards is worse",
    ),
    "likelier afterwards": (
        instead("before: {severity: great, likelihood: often", "before: {severity: great, likelihood: seldom"),
        "it is likelier afterwards",
    ),
    "lowered by words alone": (
        lambda text: instead("kind: guard", "kind: words")(
            instead("after: {severity: great, likelihood: often", "after: {severity: great, likelihood: seldom")(text)
        ),
        "only words are said to lower the risk",
    ),
    "a great risk and nothing open": (lambda text: text[: text.index("    open:")], "nothing is open"),
    "an open point for nobody": (instead("decides: [nurse]", "decides: []"), "nobody is named"),
    "an open point that leaves it out": (instead(", decides: [nurse]", ""), "`decides` is missing"),
    "an open point for a stranger": (instead("decides: [nurse]", "decides: [cat]"), "`cat` is no role"),
    "an unknown severity": (instead("{severity: great", "{severity: huge"), "`huge` is no severity"),
    "an unknown likelihood": (instead("likelihood: often", "likelihood: never"), "`never` is no likelihood"),
    "a cause in one word": (instead("Somebody spilt water on it.", "Water."), "`cause` says too little"),
    "another file name": (instead("id: floor", "id: ceiling"), "lies in another file"),
    "an unknown key": (instead("    effect:", "    affect:"), "`affect` is not a key here"),
    "no hazards at all": (lambda text: text[: text.index("hazards:")], "`hazards` is missing"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_refused(fault: str, tmp_path: Path) -> None:
    planted, message = FAULTS[fault]
    found = faults_of(tmp_path, group=planted(GROUP))
    assert any(message in why for why in found), found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("seldom: [1, 2]", "seldom: [2, 1]", "a worse harm has a lower risk"),
        ("seldom: [1, 2], often: [2, 3]", "seldom: [2, 3], often: [1, 3]", "a likelier harm has a lower risk"),
        ("seldom: [1, 2]", "seldom: [1]", "not one risk for each severity"),
        ("seldom: [1, 2]", "seldom: [1, 9]", "not among those of `acceptance`"),
        ("matrix: {seldom: [1, 2], ", "matrix: {", "not the likelihoods"),
        ("roles: [{id: nurse, title: Nurse, signs: [all of it]}]", "roles: []", "nobody could decide"),
    ],
)
def test_a_method_that_makes_no_sense_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    found = faults_of(tmp_path, method=instead(old, new)(METHOD))
    assert any(message in why for why in found), found


def test_a_parametrised_test_is_known_by_its_function(tmp_path: Path) -> None:
    assert faults_of(tmp_path, group=instead("test_it_lies", '"TestMats::test_each[1]"')(GROUP)) != []
    named = instead(f"[{MAT}]", '["tests/test_mat.py::TestMats::test_each[1]"]')(GROUP)
    assert faults_of(tmp_path, group=named) == []


def test_an_empty_folder_is_no_log(tmp_path: Path) -> None:
    case = put(tmp_path)
    shutil.rmtree(case / "hazards")
    (case / "hazards").mkdir()
    log, faults = read_log(case, Known(frozenset(), frozenset(), frozenset()))
    assert log is None
    assert faults[0].why == "there is no hazard here"


# --- the command -----------------------------------------------------------------------------------------------------


def test_pages_are_written_found_current_and_found_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    group = instead(", proofs: [mats-hold]", "")(GROUP)
    case = put(tmp_path, group=group)
    folder = ["safety", "--folder", str(case)]
    assert main(folder) == 0
    assert {path.name for path in case.glob("*.md")} == {"hazards.md", "hazards-floor.md", "method.md", "to-sign.md"}
    assert main([*folder, "--check"]) == 0
    (case / "hazards-gone.md").write_text("old", encoding="utf-8")
    assert main([*folder, "--check"]) == 2
    assert "hazards-gone.md: not current" in capsys.readouterr().err
    assert main(folder) == 0
    put(tmp_path, group=instead("The floor is wet.", "The floor is dry.")(group))
    assert main([*folder, "--check"]) == 2


def test_a_fault_is_one_line_with_its_place_and_the_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = put(tmp_path, group=instead("test_it_lies", "test_it_flies")(GROUP))
    assert main(["safety", "--folder", str(case), "--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"{case}/hazards/floor.yaml:13: wet-floor: there is no test") for line in lines), lines
    assert all(". Mend: " in line for line in lines)


def test_a_folder_that_is_no_safety_case_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["safety", "--folder", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_log_as_data_and_its_tests(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["safety", "--tests"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == sorted(set(lines))
    assert all(line.startswith("tests/") and "::test_" in line for line in lines)


# --- controls that no other test held --------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second"), list(product(Answer, Answer)))
def test_of_two_replies_to_one_question_the_more_worrying_stands(first: Answer, second: Answer) -> None:
    both = Replies({"fever-any": first}, {}).with_more(Replies({"fever-any": second}, {}))
    assert both.answers == {"fever-any": max(first, second)}


def test_of_two_numbers_for_one_question_the_higher_stands() -> None:
    low, high = Replies({}, {"temperature": 37.0}), Replies({}, {"temperature": 38.5})
    assert low.with_more(high).numbers == high.with_more(low).numbers == {"temperature": 38.5}


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_no_told_about_herself_does_not_cancel_a_yes_in_the_check(answer: str) -> None:
    her = Her()
    her.is_pregnant(31)
    her.told(fever_any="no")
    her.checks(fever_any=answer)
    assert her.status == "paused"


@pytest.mark.parametrize(("hours_ago", "counts"), [(23.9, True), (24.1, False)])
def test_a_tablet_counts_for_24_hours(hours_ago: float, counts: bool) -> None:
    her = Her()
    her.says("medicine-plan", name="the tablets in my notes", most_a_day=1)
    her.says("medicine", taken_at=(her.now - timedelta(hours=hours_ago)).isoformat(), name="the tablets in my notes")
    state = her.state
    assert count_medicine(state.diary.of("medicine-plan")[-1], state.diary, her.now).is_full is counts


@pytest.mark.parametrize("wish", [None, "plain"])
def test_a_single_alarm_tells_a_stranger_nothing_unless_she_wants_it(wish: str | None) -> None:
    her = Her()
    her.is_pregnant(31)
    if wish:
        her.says("preferences", remind_words=wish)
    for kind in ONCE:
        assert kind.plain != kind.neutral
        assert once(kind, her.state, her.now, 20).words == (kind.plain if wish else kind.neutral)


def test_nothing_private_is_asked_in_the_check_or_after_it() -> None:
    rules = the_rules()
    knowledge = rules.knowledge
    private = {name for name, flag in knowledge.red_flag.items() if flag.is_private}
    private |= {name for name, finding in knowledge.finding.items() if finding.is_private}
    assert "ipv-harm" in private
    for group in knowledge.check_group.values():
        for sign in group.signs:
            assert not private & set(sign.asks), sign.id
    for stage in Stage:
        timing = Timing(stage)
        assert not private & set(assess(rulebook_of(knowledge), NOTHING_SAID, timing).unanswered)
        later = after_it_settled(knowledge, rules.naming, NOTHING_SAID, timing)
        assert later
        name = later[0].card.id
        flags = {**knowledge.red_flag, name: later[0]._replace(is_private=True)}
        left = after_it_settled(knowledge._replace(red_flag=flags), rules.naming, NOTHING_SAID, timing)
        assert [flag.card.id for flag in left] == [flag.card.id for flag in later[1:]]


def test_after_a_loss_no_later_question_is_about_a_baby() -> None:
    rules = the_rules()
    for is_loss in (False, True):
        timing = Timing(Stage.POSTPARTUM, is_loss=is_loss)
        later = after_it_settled(rules.knowledge, rules.naming, NOTHING_SAID, timing)
        name = later[0].card.id
        flags = {**rules.knowledge.red_flag, name: later[0]._replace(about_baby=True)}
        left = after_it_settled(rules.knowledge._replace(red_flag=flags), rules.naming, NOTHING_SAID, timing)
        assert (name in {flag.card.id for flag in left}) is not is_loss
