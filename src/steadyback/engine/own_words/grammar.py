"""The small language of phrases that an editor writes, and how it is read.

* words stand one after another; little words (``the``, ``my``, ``is`` …) are left out on both sides;
* ``{numb}`` is any wording of the group ``numb``; ``(leg|calf)`` is one of these; ``word?`` may be missing;
* ``#6-48`` is a number from 6 to 48;
* ``a ~ b`` is a, then b, with up to six words between, in one clause;
* ``a & b`` is both, in either order, in one clause; ``a && b`` is both within a few lines.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

#: How many words may stand between the parts, and how far apart parts in either order may stand.
GAP, NEAR, FAR = 6, 15, 32
#: More wordings than this from one phrase is a slip of the editor.
MOST_WORDINGS = 3000


class PhraseError(ValueError):
    """A phrase that cannot be read, with what to do about it."""


class Atom(NamedTuple):
    """One thing to be found: a group or a few words by the name of its symbol, or a number within limits."""

    symbol: str
    least: float = 0.0
    most: float = 0.0

    @property
    def is_number(self) -> bool:
        """Whether this is a number within limits."""
        return self.symbol == "#"


class Pattern(NamedTuple):
    """Atoms with the words allowed between them (``gaps``), or, with ``window``, in either order within so many."""

    atoms: tuple[Atom, ...]
    gaps: tuple[int, ...] = ()
    window: int = 0


class Naming(Protocol):
    """What gives words their symbols while phrases are read."""

    def is_little(self, word: str) -> bool:
        """Whether a word is left out on both sides."""
        ...

    def is_group(self, name: str) -> bool:
        """Whether a group is called so."""
        ...

    def symbol_of(self, choices: tuple[tuple[str, ...], ...]) -> str:
        """The symbol of one run of words, or of any one of several; empty when only little words are left."""
        ...


def read_phrase(phrase: str, naming: Naming) -> list[Pattern]:
    """The patterns that ``phrase`` stands for: several only where a part may be missing. PhraseError if unreadable.

    In brackets a choice that holds only little words is left out: without it the rest would stand alone.
    """
    if "&&" in phrase:
        return _either_order(phrase, "&&", FAR, naming)
    if "&" in phrase:
        return _either_order(phrase, "&", NEAR, naming)
    found: list[tuple[tuple[Atom, ...], tuple[int, ...]]] = [((), ())]
    for part in phrase.split("~"):
        runs = _part(part, naming, phrase)
        found = [
            (atoms + run, gaps + ((GAP,) if atoms else ()) + (0,) * (len(run) - 1))
            for atoms, gaps in found
            for run in runs
        ]
    return [Pattern(atoms, gaps) for atoms, gaps in found]


def wordings(phrase: str) -> list[tuple[str, ...]]:
    """Every run of words that a phrase without signs stands for. PhraseError when it holds signs, or too many."""
    if set("~&{#") & set(phrase):
        raise PhraseError(f"`{phrase}` may hold words and ( | ) only, no signs")
    found: list[tuple[str, ...]] = [()]
    for piece in _pieces(phrase, phrase):
        choices = _choices(piece)
        if piece.endswith("?"):
            choices.append(())
        found = [run + choice for run in found for choice in choices]
        if len(found) > MOST_WORDINGS:
            raise PhraseError(f"`{phrase}` stands for too many wordings; part it")
    return found


def _choices(piece: str) -> list[tuple[str, ...]]:
    words = piece.removesuffix("?")
    return [tuple(choice.split()) for choice in words[1:-1].split("|")] if words.startswith("(") else [(words,)]


def _either_order(phrase: str, sign: str, window: int, naming: Naming) -> list[Pattern]:
    found: list[tuple[Atom, ...]] = [()]
    for part in phrase.split(sign):
        runs = _part(part, naming, phrase)
        if any(len(run) != 1 for run in runs):
            raise PhraseError(f"`{part.strip()}` in `{phrase}` must be words or one group; use ~ for an order")
        found = [atoms + run for atoms in found for run in runs]
    return [Pattern(atoms, (), window) for atoms in found]


def _part(part: str, naming: Naming, phrase: str) -> list[tuple[Atom, ...]]:
    """Every run of atoms that a part without signs stands for; plain words that stand together are one atom."""
    found: list[tuple[Atom | str, ...]] = [()]
    for piece in _pieces(part, phrase):
        ways: list[tuple[Atom | str, ...]] = []
        if piece.startswith("("):
            ways += _bracket(piece, naming, phrase)
        elif piece[0] in "{#":
            ways.append((_sign(piece.removesuffix("?"), naming, phrase),))
        else:
            ways.append((piece.removesuffix("?"),))
        if piece.endswith("?"):
            ways.append(())
        found = [run + way for run in found for way in ways]
    runs = [_closed(run, naming) for run in dict.fromkeys(found)]
    if not all(runs):
        raise PhraseError(f"`{part.strip()}` in `{phrase}` holds nothing but little words")
    return runs


def _bracket(piece: str, naming: Naming, phrase: str) -> list[tuple[Atom | str, ...]]:
    """A choice: one symbol for all that are only words, and one way for each that holds a group or a number."""
    signed = [choice for choice in _choices(piece) if any(word[0] in "{#" for word in choice)]
    plain = [choice for choice in _choices(piece) if choice not in signed]
    plain = [choice for choice in plain if not all(naming.is_little(word) for word in choice)]
    ways: list[tuple[Atom | str, ...]] = []
    if plain:
        ways.append((Atom(naming.symbol_of(tuple(plain))),))
    ways += [tuple(_sign(word, naming, phrase) if word[0] in "{#" else word for word in choice) for choice in signed]
    if not ways and not piece.endswith("?"):
        raise PhraseError(f"`{piece}` in `{phrase}` holds nothing but little words")
    return ways


def _sign(piece: str, naming: Naming, phrase: str) -> Atom:
    if piece.startswith("{"):
        if not naming.is_group(piece[1:-1]):
            raise PhraseError(f"`{piece}` in `{phrase}` is no group; add own_words/groups/grp-{piece[1:-1]}.yaml")
        return Atom(piece[1:-1])
    least, _, most = piece[1:].partition("-")
    try:
        return Atom("#", float(least or 0), float(most or 1e9))
    except ValueError:
        raise PhraseError(f"`{piece}` in `{phrase}` is no number; write #6-48") from None


def _closed(run: tuple[Atom | str, ...], naming: Naming) -> tuple[Atom, ...]:
    atoms: list[Atom] = []
    words: list[str] = []
    for piece in (*run, None):
        if isinstance(piece, str):
            words.append(piece)
            continue
        symbol = naming.symbol_of((tuple(words),)) if words else ""
        if symbol:
            atoms.append(Atom(symbol))
        words.clear()
        if piece is not None:
            atoms.append(piece)
    return tuple(atoms)


def _pieces(part: str, phrase: str) -> list[str]:
    """A part cut at its spaces, what stands in round brackets kept together."""
    found: list[str] = []
    depth, current = 0, ""
    for letter in part:
        depth += (letter == "(") - (letter == ")")
        if letter == " " and depth == 0:
            found.append(current)
            current = ""
        else:
            current += letter
        if depth not in (0, 1):
            raise PhraseError(f"the brackets of `{phrase}` do not pair up; brackets within brackets are not read")
    if depth:
        raise PhraseError(f"a bracket of `{phrase}` is not closed")
    return [piece for piece in [*found, current] if piece]
