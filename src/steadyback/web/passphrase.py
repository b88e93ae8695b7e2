"""What to say of a passphrase before it is set. Words only: no score, and nothing is refused but what is too short."""

from __future__ import annotations

SHORTEST = 8
LONGEST = 1000
_ENOUGH = 16
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop")
_TRIED_FIRST = ("password", "passwort", "passphrase", "letmein", "iloveyou", "welcome", "steadyback", "secret", "baby")
_BETTER = "Four words that have nothing to do with each other are hard to guess and easy to keep in mind."


def fault_of(passphrase: str, again: str) -> str | None:
    """Why it cannot be set, or None."""
    if len(passphrase) < SHORTEST:
        return f"It needs at least {SHORTEST} characters. {_BETTER}"
    if len(passphrase) > LONGEST:
        return f"It can have at most {LONGEST:,} characters."
    if passphrase != again:
        return "The two are not the same. Please type both once more."
    return None


def weakness_of(passphrase: str) -> str | None:
    """Why somebody who tries may guess it soon, or None. ``passphrase`` has the length that it needs."""
    plain = passphrase.casefold()
    letters = "".join(letter for letter in plain if letter.isalnum())
    if len(set(plain)) < 5:
        return f"It repeats a few letters. {_BETTER}"
    if _is_twice(letters):
        return f"It says the same thing twice. {_BETTER}"
    if any(_without(letters, row) for row in _ROWS):
        return f"It follows the keys or the alphabet, and that is tried first. {_BETTER}"
    if any(word in letters and len(letters) - len(word) < 6 for word in _TRIED_FIRST):
        return f"It holds a word that is tried first. {_BETTER}"
    if letters.isdecimal():
        return f"It is made of figures alone. Dates and phone numbers are tried first. {_BETTER}"
    if len(plain.split()) < 2 and len(plain) < _ENOUGH:
        return f"One word is soon found, even with figures in it. {_BETTER}"
    return None


def _is_twice(text: str) -> bool:
    half = len(text) // 2
    return half >= 3 and text[:half] == text[half : 2 * half]


def _without(text: str, row: str) -> bool:
    """Whether little is left of ``text`` once runs of neighbours in ``row`` are taken away."""
    pairs = {row[at : at + 2] for at in range(len(row) - 1)} | {row[at + 1] + row[at] for at in range(len(row) - 1)}
    followed = sum(text[at : at + 2] in pairs for at in range(len(text) - 1))
    return len(text) > 3 and followed >= 0.7 * (len(text) - 1)
