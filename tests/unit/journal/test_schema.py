"""The JSON Schema of an entry and the check agree."""

import copy
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from steadyback.journal.entry import Entry, EntryError, as_json, checked
from steadyback.journal.kinds import KINDS
from steadyback.journal.schema import entry_schema
from tests.unit.journal.made_entries import AT, BODIES, an_entry, an_id, entries

VALIDATOR = Draft202012Validator(entry_schema())


def test_it_is_a_schema_and_fresh_each_time() -> None:
    Draft202012Validator.check_schema(entry_schema())
    entry_schema()["properties"].clear()
    assert entry_schema()["properties"]


@given(entries())
def test_every_entry_that_we_take_satisfies_it(entry: Entry) -> None:
    error = best_match(VALIDATOR.iter_errors(as_json(checked(entry))))
    assert error is None, error


@pytest.mark.parametrize("kind", BODIES)
def test_what_the_shapes_refuse_it_refuses(kind: str) -> None:
    assert VALIDATOR.is_valid(as_json(an_entry(1, kind, **BODIES[kind])))
    values: list[Any] = [[[]], 1e9, True, {"a": {"b": [1]}}, "", "\n\u2028"]
    for name in KINDS[kind].fields:
        for wrong in values:
            body = copy.deepcopy(BODIES[kind]) | {name: wrong}
            assert VALIDATOR.is_valid(as_json(Entry(an_id(1), kind, AT, "phone", body))) is is_taken(kind, body)


def is_taken(kind: str, body: dict[str, Any]) -> bool:
    try:
        checked(Entry(an_id(1), kind, AT, "phone", body))
    except EntryError:
        return False
    return True


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("id", "1"), ("at", "2026-11-21T03:12:45"), ("device", "Ann's"), ("kind", "dream"), ("body", []), ("more", 1)],
)
def test_a_wrong_envelope_is_refused(field: str, wrong: object) -> None:
    assert not VALIDATOR.is_valid(as_json(an_entry()) | {field: wrong})
