"""What her entries add up to, kept sealed beside them, so that a long diary need not be read anew at every start.

It is a shortcut and nothing else: it is opened only by the very program that kept it, it holds nothing that her entries
do not, and whatever is odd about it, it is left alone and the entries are read as ever.
"""

from __future__ import annotations

import base64
import io
import pickle
import zlib
from typing import Any

from steadyback.care.rules import Rules
from steadyback.care.state import Following

#: Reading fewer entries than this takes no time to speak of.
WORTH_KEEPING = 100
_RULES = "rules"


class _Keeper(pickle.Pickler):
    """Keeps everything but the rules, which come with the program."""

    def __init__(self, into: io.BytesIO, rules: Rules) -> None:
        super().__init__(into, protocol=5)
        self._rules = rules

    def persistent_id(self, value: Any) -> str | None:
        return _RULES if value is self._rules else None


class _Opener(pickle.Unpickler):
    def __init__(self, data: io.BytesIO, rules: Rules) -> None:
        super().__init__(data)
        self._rules = rules

    def persistent_load(self, name: str) -> Rules:
        if name != _RULES:
            raise pickle.UnpicklingError(f"{name} is nothing that was left out")
        return self._rules


def folded_text(following: Following, count: int, version: str) -> str:
    """``following``, which has taken the first ``count`` entries, as text. ``version`` is the program's."""
    into = io.BytesIO()
    _Keeper(into, following.rules).dump(following)
    return f"{version} {count} {base64.b64encode(zlib.compress(into.getvalue(), 1)).decode()}"


def folded_from(text: str, rules: Rules, version: str) -> tuple[Following, int] | None:
    """What was kept, and of how many entries it was made; None when another version kept it, or it does not open.

    The text must come out of the store, where it was sealed with her key: nobody else can have written it.
    """
    if not text.startswith(f"{version} "):
        return None
    try:
        count, data = text.removeprefix(f"{version} ").split(" ")
        following = _Opener(io.BytesIO(zlib.decompress(base64.b64decode(data))), rules).load()
        return (following, int(count)) if isinstance(following, Following) else None
    except Exception:  # noqa: BLE001 - a damaged text may raise anything; then the entries are read as ever
        return None
