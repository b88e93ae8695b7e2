"""The JSON Schema of the content accepts all that is shipped, and refuses what has the wrong shape."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from steadyback.knowledge.load import CONTENT
from steadyback.knowledge.model import KINDS
from steadyback.knowledge.reading import plain_data
from steadyback.knowledge.schema import knowledge_schema, schema_of_kind

MUSEUM = Path(__file__).parents[2] / "malformed"
FOLDERS = {folder: kind for kind, folder, _ in KINDS}
#: The faults of the museum that are faults of shape; the others read well and mean something wrong.
FAULTS_OF_SHAPE = (
    "Not_A_Plain_Id",
    "comma-ends-a-place",
    "comma-ends-the-words",
    "missing-key",
    "no-place-in-the-source",
    "no-review-date",
    "no-rules",
    "not-a-list",
    "not-a-whole-number",
    "not-keys-and-values",
    "not-true-or-false",
    "unknown-key",
    "unknown-operator",
    "window-week-57",
    "window-without-a-stage",
    "words-are-missing",
    "wrong-urgency",
    "wrong-word",
)


def kind_of(name: str) -> str:
    message = (MUSEUM / f"{name}.txt").read_text(encoding="utf-8")
    return FOLDERS[message.partition("/")[0]]


def test_it_is_a_schema() -> None:
    schema = knowledge_schema()

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {kind for kind, _, _ in KINDS} | {"condition", "windows"} <= set(schema["$defs"])


@pytest.mark.parametrize(("kind", "folder"), [(kind, folder) for kind, folder, _ in KINDS])
def test_it_accepts_every_shipped_item(kind: str, folder: str) -> None:
    validator = Draft202012Validator(schema_of_kind(kind))
    paths = sorted((CONTENT / folder).rglob("*.yaml"))
    faults = [
        f"{path.name}: {error.json_path}: {error.message[:120]}"
        for path in paths
        for error in validator.iter_errors(plain_data(path.read_text(encoding="utf-8")))
    ]

    assert paths
    assert faults == []


def test_it_accepts_any_item_whatever_its_kind() -> None:
    validator = Draft202012Validator(knowledge_schema())

    assert validator.is_valid(plain_data((CONTENT / "red_flags" / "ces-retention.yaml").read_text(encoding="utf-8")))
    assert not validator.is_valid({"id": "nothing-else"})


@pytest.mark.parametrize("name", FAULTS_OF_SHAPE)
def test_it_refuses_the_faults_of_shape(name: str) -> None:
    data = plain_data((MUSEUM / f"{name}.yaml").read_text(encoding="utf-8"))

    assert not Draft202012Validator(schema_of_kind(kind_of(name))).is_valid(data)


@pytest.mark.parametrize("path", sorted((MUSEUM / "sound").rglob("*.yaml")), ids=lambda path: path.stem)
def test_it_accepts_the_sound_folder(path: Path) -> None:
    validator = Draft202012Validator(schema_of_kind(FOLDERS[path.parent.name]))

    assert validator.is_valid(plain_data(path.read_text(encoding="utf-8")))
