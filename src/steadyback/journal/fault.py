"""What is wrong with an entry: the field, why, and the mend, in one line."""

from __future__ import annotations

#: How much of a wrong value a message repeats, in characters.
_SHOWN = 40


class EntryError(ValueError):
    """An entry that cannot be taken. ``field`` is a path such as ``body.worst``; the text is always one line."""

    def __init__(self, field: str, why: str, mend: str) -> None:
        super().__init__(f"{field}: {why}; {mend}")
        self.field = field
        self.why = why
        self.mend = mend


class UnknownKindError(EntryError):
    """A kind that this version does not know, most likely from a newer one."""


def shown(value: object) -> str:
    """``value`` as a message repeats it: short, and on one line whatever it holds."""
    if isinstance(value, str):
        return repr(value) if len(value) <= _SHOWN else f"{value[:_SHOWN]!r}… ({len(value):,} characters)"
    if isinstance(value, dict):
        return f"an object of {len(value)}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = f"{value:.6g}" if isinstance(value, float) else _number(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _number(value: object) -> str:
    if isinstance(value, int) and abs(value) >= 10**_SHOWN:
        return "a very long number"
    return repr(value)
