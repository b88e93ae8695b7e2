"""Somebody at a companion with a household behind it, and what she does there."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from steadyback.care.rules import Rules
from steadyback.journal.cipher import Cost
from steadyback.server.app import Companion, application
from steadyback.server.household import Household
from tests.unit.journal.made_entries import an_entry

ADDRESS = "http://127.0.0.1:8321"
WORDS, OTHER = "three blind mice", "see how they run"
QUICK = Cost(8, 1, 1)
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
PLANTED = "Wolkenkuckucksheim"


class Her:
    """A person at a companion whose clock stands until it is moved."""

    def __init__(self, folder: Path, rules: Rules) -> None:
        self.folder, self.now = folder, NOW
        self.household = Household(folder, QUICK)
        companion = Companion(rules, self.household.store, lambda: self.now, self.household)
        self.companion = companion
        self.browser = TestClient(
            application(companion), ADDRESS, raise_server_exceptions=False, follow_redirects=False
        )

    def get(self, path: str) -> str:
        return self.browser.get(path, follow_redirects=True).text

    def post(self, path: str, **form: str) -> Any:
        return self.browser.post(path, data=form)

    def told(self, path: str, **form: str) -> None:
        """A form that is taken."""
        reply = self.post(path, **form)
        assert reply.status_code == 303, reply.text

    def notes(self, words: str) -> None:
        self.told("/you", stage="pregnant", weeks="31", country="uk", maternity_number="0131 496 0000")
        reply = self.browser.post("/entries", json=[an_entry(1, text=words)._asdict()])
        assert reply.status_code == 200, reply.text

    def locks(self) -> None:
        self.told("/lock", passphrase=WORDS, again=WORDS, known="yes")

    def brings(self, data: bytes | str, **form: str) -> Any:
        return self.browser.post("/keep/import", files={"file": ("copy.jsonl", data)}, data=form)


def raw(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def hidden_fields(text: str) -> dict[str, str]:
    found = {}
    for piece in text.split('<input type="hidden" name="')[1:]:
        name, _, rest = piece.partition('" value="')
        found[name] = unescape(rest.partition('"')[0])
    return found


def switch(her: Her, name: str) -> None:
    person = next(one.id for one in her.household.device().people if one.name == name)
    her.told("/people/switch", person=person)
