"""The lexicon made ready to read with: the phrases of the content in one tree of words, and the patterns by symbol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from steadyback.engine.own_words.grammar import Pattern, PhraseError, read_phrase, wordings
from steadyback.engine.own_words.learnt import Learnt, read_learnt
from steadyback.engine.own_words.token import Token
from steadyback.engine.own_words.tokens import Spelling, stem, tokens_of
from steadyback.knowledge.model import Knowledge, OwnWords

#: A tree of words: each word leads on, and the empty word holds the symbols that end there.
Tree = dict[str, Any]
_ENDS = ""


class Meaning(NamedTuple):
    """One pattern and what it says: the entry of the content it is from."""

    pattern: Pattern
    entry: OwnWords


class Lexicon(NamedTuple):
    """All that reading needs. Made once by :func:`compile_lexicon`; holds no text of hers."""

    spelling: Spelling
    little: frozenset[str]
    tree: Tree
    masks: Tree
    cues: Tree
    meanings: tuple[Meaning, ...]
    by_symbol: Mapping[str, tuple[int, ...]]
    #: The symbols of each pattern, so that one of which a symbol is missing costs a single look.
    needs: tuple[frozenset[str], ...]
    version: str = ""
    learnt: Learnt = Learnt()
    gravity: Learnt = Learnt()
    about: Mapping[str, OwnWords] = {}


def lexicon_of(knowledge: Knowledge) -> Lexicon:
    """The lexicon of a content, with all that was learnt."""
    return compile_lexicon(knowledge.own_words.values(), knowledge.version, knowledge.learnt)


def compile_lexicon(entries: Iterable[OwnWords], version: str = "", learnt: str = "") -> Lexicon:
    """The lexicon of ``entries``, with the ``learnt`` weights in their written form.

    PhraseError, naming the entry, for a phrase that cannot be read; ValueError for weights that are none.
    """
    all_of = sorted(entries, key=lambda entry: entry.card.id)
    by_role: dict[str, list[OwnWords]] = {}
    for entry in all_of:
        by_role.setdefault(entry.role, []).append(entry)
    little = frozenset(
        stem(word) for entry in by_role.get("little", ()) for line in entry.phrases for word in line.split()
    )
    groups = {entry.card.id.removeprefix("grp-"): entry for entry in by_role.get("group", ())}
    told = [*by_role.get("finding", ()), *by_role.get("context", ())]
    bare = Spelling({}, (), ())
    maker = _Maker(little, bare, frozenset(groups))
    for symbol, entry in groups.items():
        for phrase in entry.phrases:
            for words in maker.expand(phrase, entry):
                _plant(maker.tree, words, symbol)
    meanings: list[Meaning] = []
    for entry in told:
        for phrase in entry.phrases:
            try:
                meanings += [Meaning(pattern, entry) for pattern in read_phrase(phrase, maker)]
            except PhraseError as error:
                raise PhraseError(f"{entry.card.id}: {error}") from None
    masks: Tree = {}
    for entry in by_role.get("mask", ()):
        for phrase in entry.phrases:
            for words in maker.expand(phrase, entry):
                _plant(masks, words, "mask")
    cues: Tree = {}
    for entry in by_role.get("cue", ()):
        kind = entry.card.id.removeprefix("cue-")
        for phrase in entry.phrases:
            for words in maker.expand(phrase, entry, drop=False):
                _plant(cues, words, kind)
    slips = {
        wrong.strip(): right.strip()
        for entry in by_role.get("slips", ())
        for line in entry.phrases
        for wrongs, _, right in [line.partition("=")]
        for wrong in wrongs.split(",")
    }
    plain = {word for entry in by_role.get("plain", ()) for line in entry.phrases for word in line.split()}
    for entry in all_of:
        for example in entry.texts:
            plain.update(
                token.plain for token in tokens_of(example.text, bare) if example.is_spelt and not token.is_mark
            )
    spelling = Spelling(slips, plain | set(slips.values()) | maker.all_words | set(little), maker.own_words)
    about = {name: entry for entry in reversed(told) for name in entry.means}
    return Lexicon(
        spelling, little, maker.tree, masks, cues, tuple(meanings), _by_rarest(meanings),
        tuple(frozenset(atom.symbol for atom in meaning.pattern.atoms) for meaning in meanings), version,
        *read_learnt(learnt), about,
    )  # fmt: skip


def _plant(tree: Tree, words: tuple[str, ...], symbol: str) -> None:
    for word in words:
        tree = tree.setdefault(word, {})
    ends = tree.setdefault(_ENDS, [])
    if symbol not in ends:
        ends.append(symbol)


def _by_rarest(meanings: list[Meaning]) -> dict[str, tuple[int, ...]]:
    """Patterns by the rarest of their symbols, so that few are tried where few can match."""
    count: dict[str, int] = {}
    for meaning in meanings:
        for symbol in {atom.symbol for atom in meaning.pattern.atoms}:
            count[symbol] = count.get(symbol, 0) + 1
    found: dict[str, list[int]] = {}
    for number, meaning in enumerate(meanings):
        rarest = min(
            (atom.symbol for atom in meaning.pattern.atoms if not atom.is_number), key=lambda each: count[each]
        )
        found.setdefault(rarest, []).append(number)
    return {symbol: tuple(numbers) for symbol, numbers in found.items()}


class _Maker:
    """Builds the tree of words while phrases are read."""

    def __init__(self, little: frozenset[str], spelling: Spelling, groups: frozenset[str]) -> None:
        self.little = little
        self.spelling = spelling
        self.groups = groups
        self.tree: Tree = {}
        self.all_words: set[str] = set()
        self.own_words: set[str] = set()

    def is_little(self, word: str) -> bool:
        """Whether a word is left out on both sides."""
        return stem(word) in self.little

    def is_group(self, name: str) -> bool:
        """Whether a group is called so."""
        return name in self.groups

    def symbol_of(self, choices: tuple[tuple[str, ...], ...]) -> str:
        """The symbol of one run of words, or of any one of several; empty when only little words are left."""
        runs = [run for run in map(self.normal, choices) if run]
        if not runs:
            return ""
        symbol = "=" + "|".join(sorted({" ".join(run) for run in runs}))
        for run in runs:
            _plant(self.tree, run, symbol)
        return symbol

    def expand(self, phrase: str, entry: OwnWords, *, drop: bool = True) -> list[tuple[str, ...]]:
        """Every run of words that a phrase of a group, cue or mask stands for. PhraseError names the entry."""
        try:
            runs = [self.normal(words, drop=drop) for words in wordings(phrase)]
        except PhraseError as error:
            raise PhraseError(f"{entry.card.id}: {error}") from None
        if not all(runs):
            raise PhraseError(f"{entry.card.id}: `{phrase}` holds nothing but little words")
        return runs

    def normal(self, words: tuple[str, ...], *, drop: bool = True) -> tuple[str, ...]:
        """A run of words in the form in which texts are compared with it."""
        tokens: list[Token] = tokens_of(" ".join(words), self.spelling)
        plain = [token for token in tokens if not token.is_mark]
        self.all_words.update(token.plain for token in plain)
        kept = [token for token in plain if not (drop and token.norm in self.little)]
        if drop:
            self.own_words.update(token.plain for token in kept)
        return tuple(token.norm for token in kept)
