"""From a folder to the knowledge: globs, sources handed down, retired items, and the stored form."""

import json
from pathlib import Path

import pytest

from steadyback.knowledge.condition import Any, Is, findings_of
from steadyback.knowledge.fault import ContentError
from steadyback.knowledge.load import CONTENT, knowledge_of, read_shelf
from steadyback.knowledge.model import KINDS, Citation, Knowledge
from steadyback.knowledge.stored import from_plain, to_plain

SOUND = Path(__file__).parents[2] / "malformed" / "sound"


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return knowledge_of(read_shelf())


def copied(folder: Path) -> Path:
    target = folder / "content"
    for path in SOUND.rglob("*.yaml"):
        place = target / path.relative_to(SOUND)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    return target


def test_a_glob_is_every_finding_that_begins_so_except_the_item_itself(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "red_flags" / "leg-numb.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("when: leg-numb", 'when: {any: [leg-numb, "leg-*"]}'))

    knowledge = knowledge_of(read_shelf(folder))

    assert knowledge.red_flag["leg-numb"].rules[0].when == Any(
        (Is("leg-numb"), Any((Is("leg-tingles"), Is("leg-cold"))))
    )


def test_no_glob_is_left_in_what_is_shipped(shipped: Knowledge) -> None:
    for flag in shipped.red_flag.values():
        assert not any("*" in name for rule in flag.rules for name in findings_of(rule.when)), flag.card.id


def test_a_statement_has_the_sources_of_its_item_unless_it_names_its_own(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "facts" / "it-settles.yaml"
    own = "says:\n  - It mostly settles.\n  - {text: Some take longer., sources: {our-guide: page 2}}"
    path.write_text(path.read_text(encoding="utf-8").replace("says: It mostly settles.", own))

    says = knowledge_of(read_shelf(folder)).fact["it-settles"].says

    assert says[0].sources == (Citation("our-guide", "list"),)
    assert says[1].sources == (Citation("our-guide", "page 2"),)


def test_every_statement_that_is_shipped_has_a_source(shipped: Knowledge) -> None:
    for fact in shipped.fact.values():
        assert all(statement.sources for statement in fact.says), fact.card.id
    for flag in shipped.red_flag.values():
        assert flag.because.sources, flag.card.id


def test_a_retired_item_is_left_out(tmp_path: Path) -> None:
    knowledge = knowledge_of(read_shelf(copied(tmp_path)))

    assert "leg-numb-once" not in knowledge.red_flag
    assert "leg-numb" in knowledge.red_flag


def test_the_version_changes_with_every_letter(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = read_shelf(folder).version
    path = folder / "facts" / "it-settles.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("mostly", "often"))

    assert read_shelf(folder).version != before
    assert read_shelf(CONTENT).version == read_shelf(CONTENT).version


def test_a_file_that_cannot_be_read_is_one_fault_not_one_for_each_that_names_it(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "red_flags" / "leg-numb.yaml").write_text("id: leg-numb\nrules: [\n", encoding="utf-8")

    shelf = read_shelf(folder)

    assert [fault.file for fault in shelf.faults] == ["red_flags/leg-numb.yaml"]
    with pytest.raises(ContentError, match=r"red_flags/leg-numb\.yaml:\d+: .* Mend: "):
        knowledge_of(shelf)


def test_the_stored_form_gives_back_all_that_is_shipped(shipped: Knowledge) -> None:
    through_json = json.loads(json.dumps(to_plain(shipped)))

    assert from_plain(through_json) == shipped
    assert sum(len(getattr(shipped, kind.replace("-", "_"))) for kind, _, _ in KINDS) > 600


def test_a_stored_form_of_another_version_is_refused(shipped: Knowledge) -> None:
    with pytest.raises(ValueError, match="another version"):
        from_plain({**to_plain(shipped), "format": 0})
