"""A bridge to a store that is none: dictionaries, for tests of what Python does on its side of it."""

from __future__ import annotations

import json
from typing import Any


class Pretended:
    """Answers as ``steadyStore.bridge`` does. ``fails`` names what fails next: a function, and the error's name."""

    def __init__(self) -> None:
        self.diaries: dict[str, dict[str, Any]] = {"a1": {"name": "", "texts": [], "told": {}, "words": None}}
        self.person, self.is_open, self.turns = "a1", True, 0
        self.fails: dict[str, str] = {}
        self.asked: list[str] = []

    async def __call__(self, name: str, given: str) -> str:
        self.asked.append(name)
        failed = self.fails.get(name, self.fails.get("*"))
        try:
            if failed:
                raise PermissionError(failed)
            return json.dumps({"done": getattr(self, name)(*json.loads(given))})
        except PermissionError as error:
            return json.dumps({"failed": str(error), "why": f"It is {error}."})

    @property
    def diary(self) -> dict[str, Any]:
        return self.diaries[self.person]

    def device(self) -> dict[str, Any]:
        has_lock = self.diary["words"] is not None
        people = [{"id": one, "name": diary["name"]} for one, diary in self.diaries.items()]
        about = {
            "has_lock": has_lock,
            "is_locked": not self.is_open,
            "epoch": f"{self.person} {self.turns}",
            "waiting": 0,
        }
        return {"people": people, "person": self.person, "minutes": self.diary["told"].get("minutes", 15), **about}

    def append(self, texts: list[str]) -> list[str]:
        verdicts = []
        for text in texts:
            verdicts.append("identical" if text in self.diary["texts"] else "new")
            self.diary["texts"] += [text] if verdicts[-1] == "new" else []
        return verdicts

    def all(self, after: int) -> list[str]:
        self._open()
        return list(self.diary["texts"][after:])

    def apart(self) -> list[str]:
        return []

    def count(self) -> int:
        self._open()
        return len(self.diary["texts"])

    def outside(self) -> dict[str, Any]:
        return dict(self.diary["told"])

    def tellOutside(self, told: dict[str, Any]) -> None:  # noqa: N802 - the store's name for it
        self.diary["told"].update(told)

    def lockAfter(self, minutes: int) -> None:  # noqa: N802
        self.diary["told"]["minutes"] = minutes

    def setPassphrase(self, words: str) -> None:  # noqa: N802
        self.diary["words"] = words
        self.turns += 1

    def changePassphrase(self, old: str, words: str) -> None:  # noqa: N802
        self._right(old)
        self.setPassphrase(words)

    def liftPassphrase(self, words: str) -> None:  # noqa: N802
        self._right(words)
        self.diary["words"], self.is_open = None, True
        self.turns += 1

    def unlock(self, words: str) -> None:
        self._right(words)
        self.is_open = True

    def lock(self, where: str = "") -> None:
        self.is_open = self.diary["words"] is None

    def addPerson(self, name: str, own_name: str) -> str:  # noqa: N802
        self.diary["name"] = self.diary["name"] or own_name
        made = f"a{len(self.diaries) + 1}"
        self.diaries[made] = {"name": name, "texts": [], "told": {}, "words": None}
        self.switchTo(made)
        return made

    def switchTo(self, person: str) -> bool:  # noqa: N802
        if person not in self.diaries:
            return False
        self.person = person
        self.lock()
        return True

    def rename(self, person: str, name: str) -> None:
        self.diaries[person]["name"] = name

    def erase(self, everyone: bool) -> None:
        self.diaries.pop(self.person)
        if everyone or not self.diaries:
            self.diaries = {"b1": {"name": "", "texts": [], "told": {}, "words": None}}
        self.person, self.is_open = next(iter(self.diaries)), True

    def _open(self) -> None:
        if not self.is_open:
            raise PermissionError("Locked")

    def _right(self, words: str) -> None:
        if words != self.diary["words"]:
            raise PermissionError("Wrong")
