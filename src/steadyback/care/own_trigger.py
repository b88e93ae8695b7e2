"""Her own triggers: two of the same name are kindly refused, an ended one can be taken up again."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal, NamedTuple

from steadyback.care.diary import Diary

#: The longest name of a trigger, in characters.
LONGEST_NAME = 80


class SameName(NamedTuple):
    """Why a name is taken: by a trigger of hers, in use or ended, or by one that is asked of everybody."""

    by: Literal["hers", "ended", "ours"]
    name: str


def same_name(name: str, diary: Diary, ours: Mapping[str, str], *, but: str = "") -> SameName | None:
    """Whether ``name`` is there already, whatever its capitals, width or spaces. ``but``: the one being renamed."""
    wanted = _plain(name)
    for words in ours.values():
        if _plain(words) == wanted:
            return SameName("ours", words)
    for one in diary.of("trigger"):
        if one.entry.id != but and _plain(one.body["name"]) == wanted:
            return SameName("ended" if one.body.get("until") else "hers", one.body["name"])
    return None


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).split()).casefold()
