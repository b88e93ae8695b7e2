"""``steadyback schema``: the JSON Schema of what Steadyback reads, for other programs."""

from __future__ import annotations

import argparse
import json
from typing import Any

EXAMPLES = """examples:
  steadyback schema                  an entry of her diary
  steadyback schema knowledge        one file of the clinical content
  steadyback schema case             one line of `steadyback triage --batch`"""

_WHAT = ("entry", "knowledge", "case")


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "schema",
        help="JSON Schema of what is read",
        description="JSON Schema (2020-12) of what is read, on standard output.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", nargs="?", choices=_WHAT, default="entry", help="of what (default: entry)")
    parser.add_argument("--json", action="store_true", help="accepted for company; it is JSON anyway")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out."""
    print(json.dumps(schema_of(args.what), ensure_ascii=False, indent=2))
    return 0


def schema_of(what: str) -> dict[str, Any]:
    """The schema of an entry, of the content, or of a case."""
    if what == "knowledge":
        from steadyback.knowledge.schema import knowledge_schema

        return knowledge_schema()
    if what == "case":
        return case_schema()
    from steadyback.journal.schema import entry_schema

    return entry_schema()


def case_schema() -> dict[str, Any]:
    """One line of a batch: who, when, and what she answered or wrote. Other keys are left alone."""
    from steadyback.vocabulary.timing import LAST_POSTPARTUM_WEEK, LAST_PREGNANT_WEEK, BirthMode, Stage

    modes = [mode.value for mode in BirthMode]
    weeks = [
        {"type": "integer", "minimum": 0, "maximum": LAST_POSTPARTUM_WEEK},
        {"type": "string", "pattern": r"^\d{1,3}(\+[0-6])?$"},
        {"type": "null"},
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://steadyback.example/schema/case.json",
        "title": "Case",
        "description": "One line of `steadyback triage --batch`.",
        "type": "object",
        "required": ["phase"],
        "anyOf": [{"required": ["answers"]}, {"required": ["text"]}],
        "properties": {
            "id": {"description": "given back with the result", "type": ["string", "integer", "null"]},
            "phase": {"enum": [Stage.PREGNANT.value, Stage.POSTPARTUM.value]},
            "weeks": {"description": "completed weeks, such as 31 or 31+4; null when not known", "anyOf": weeks},
            "birth": {"enum": [*modes, None]},
            "answers": {
                "description": "by finding id, as `steadyback content list --json` names them",
                "type": "object",
                "additionalProperties": {
                    "anyOf": [
                        {"enum": ["yes", "no", "unsure"]},
                        {"type": "number"},
                        {"type": "string", "pattern": r"^\d"},
                    ]
                },
            },
            "text": {"description": "her own words", "type": "string"},
        },
        "if": {"properties": {"phase": {"const": Stage.PREGNANT.value}, "weeks": {"type": "integer"}}},
        "then": {"properties": {"weeks": {"maximum": LAST_PREGNANT_WEEK}}},
    }
