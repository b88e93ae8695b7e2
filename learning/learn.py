"""Learn what a clause reads like, and how grave a whole text reads: from the written examples in this folder to
content/own_words/learnt.txt.

    ./steady learn                 fit the weights and write them (a minute or two)
    ./steady learn --out FILE      write them elsewhere, to be tried
    ./steady learn --without third --out FILE
                                   leave a file of texts out, so that it can be measured on

The fit is a multinomial logistic regression with one label for "nothing that matters", by full-batch Adam (Kingma and
Ba 2015) with a little L2. The order of the examples is that of the files, nothing is drawn by chance, and the weights
are rounded to a tenth: the same texts give the same weights on the same machine; on another a last digit may differ.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: one thread sums in one order

import numpy as np
from scipy import sparse

from steadyback.engine.own_words import Lexicon, compile_lexicon, read_words
from steadyback.engine.own_words.gravity import features_of_passage
from steadyback.engine.own_words.ground import lay_out
from steadyback.engine.own_words.learnt import LARGEST, NOTHING, STEPS, Learnt, write_learnt
from steadyback.engine.own_words.likeness import PAIRS, features_of, scale_of, units_of, words_in
from steadyback.engine.own_words.reading import signals_of
from steadyback.engine.own_words.token import Token
from steadyback.engine.own_words.tokens import tokens_of
from steadyback.knowledge.load import CONTENT, LEARNT, knowledge_of, read_shelf
from steadyback.knowledge.model import Knowledge

HERE = Path(__file__).parent
#: A feature that stands in fewer examples tells nothing that carries over.
FEWEST = 2
RATE = 0.15
#: What a clause counts beside the very words that tell of a sign: one that holds them, and one that holds nothing.
CLAUSE = NOTHING_THERE = 0.7
#: A clause holds a sign when they share this part of their words; it is left out from this part on.
SAME, TOUCHES = 0.5, 0.2


class How(NamedTuple):
    """How to fit: rounds, L2, and what is left out afterwards.

    Weights below ``least`` are, and pairs of words without one of ``least_of_pair``: little is lost. ``is_sparse``:
    most features say nothing of most labels. ``by_rareness``: rare features may weigh more.
    """

    rounds: int
    l2: float
    least: float
    least_of_pair: float
    is_sparse: bool = False
    by_rareness: bool = False


OF_CLAUSES = How(60, 3e-6, 0.4, 1.0, is_sparse=True)
OF_TEXTS = How(100, 1e-5, 0.3, 0.5, by_rareness=True)


class Example(NamedTuple):
    """The features of a run of words, what it says, and how much it counts."""

    features: frozenset[str]
    label: str
    weight: float


def main() -> None:
    """Read the examples, fit, write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--out", type=Path, default=CONTENT / LEARNT, help="where to write the weights")
    asked.add_argument("--without", default="", help="names of files of texts to leave out, with commas")
    given = asked.parse_args()
    without = {name for name in given.without.split(",") if name}
    if unknown := sorted(without - {path.stem for path in _files("texts")}):
        sys.exit(f"learn: no such file of texts: {', '.join(unknown)}; look into {HERE / 'texts'}")
    shelf = read_shelf()
    # a finding that is gone is still in the weights, and no fault here: learning anew is what mends it
    knowledge = knowledge_of(shelf._replace(faults=[fault for fault in shelf.faults if fault.file != LEARNT]))
    lexicon = compile_lexicon(knowledge.own_words.values())
    clauses = [*_sayings(lexicon), *_of_lexicon(knowledge, lexicon), *_clauses(lexicon, without)]
    known = {*knowledge.finding, *knowledge.red_flag, NOTHING}
    if unknown := sorted({each.label for each in clauses} - known):
        sys.exit(f"learn: no such findings: {', '.join(unknown)}; mend the examples that name them")
    texts = list(_whole_texts(lexicon, without))
    learnt = _fit(clauses, OF_CLAUSES), _fit(texts, OF_TEXTS)
    written = write_learnt(*learnt)
    given.out.write_text(written, encoding="utf-8")
    for examples, each in zip((clauses, texts), learnt, strict=True):
        print(f"{len(examples)} examples, {len(each.findings) - 1} labels, {len(each.written)} features")
    print(f"{len(gzip.compress(written.encode()))} bytes packed")


def _files(folder: str) -> list[Path]:
    return sorted((HERE / folder).glob("*.jsonl"))


def _lines(folder: str, without: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    for path in _files(folder):
        if path.stem not in without:
            yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _example(tokens: Sequence[Token], label: str, lexicon: Lexicon, weight: float = 1.0) -> Example:
    return Example(frozenset(features_of(words_in(tokens), lexicon.little)), label, weight)


def _sayings(lexicon: Lexicon) -> Iterator[Example]:
    """Single clauses, each written for one finding: as meaning it, or as looking like it and meaning nothing."""
    for line in _lines("sayings"):
        tokens = tokens_of(line["text"], lexicon.spelling)
        yield _example(tokens, line["finding"] if line["means"] else NOTHING, lexicon)


def _of_lexicon(knowledge: Knowledge, lexicon: Lexicon) -> Iterator[Example]:
    """The examples of the lexicon's own entries."""
    for entry in knowledge.own_words.values():
        for text in entry.texts:
            if entry.means and text.gives in ("present", "nothing"):
                tokens = tokens_of(text.text, lexicon.spelling)
                yield _example(tokens, entry.means[0] if text.gives == "present" else NOTHING, lexicon)


def _whole_texts(lexicon: Lexicon, without: Collection[str]) -> Iterator[Example]:
    """Whole texts with the level that they ask for; self-care is nothing."""
    for line in _lines("texts", without):
        level = line["expected_tier"]
        tokens = tokens_of(line["text"], lexicon.spelling)
        reading = read_words(line["text"], lexicon)  # by its phrases alone: this lexicon has nothing learnt in it
        signals = signals_of(reading.mentions, reading.numbers)
        features = features_of_passage(tokens, signals, lexicon.little)
        yield Example(frozenset(features), NOTHING if level == "self-care" else level, 1.0)


def _clauses(lexicon: Lexicon, without: Collection[str]) -> Iterator[Example]:
    """Whole texts in which the words of each sign are marked: clauses that hold one, and clauses that hold nothing.

    A clause that only touches a marked sign is left out, and so is one that names a sign that is denied, past, supposed
    or another's: what is made of those is not for likeness to say.
    """
    for line in _lines("texts", without):
        tokens = tokens_of(line["text"], lexicon.spelling)
        signs = [
            (spot, name) for name, words in line["signs"].items() if (spot := _places(words, line["text"], tokens))
        ]
        named = [(spot, why) for words, why in line["not"].values() if (spot := _places(words, line["text"], tokens))]
        for spot, name in signs:
            yield _example(tokens[min(spot) : max(spot) + 1], name, lexicon)
        for first, after in units_of(lay_out(tokens, lexicon)):
            run = frozenset(n for n in range(first, after) if not tokens[n].is_mark)
            held = [name for spot, name in signs if len(run & spot) > SAME * len(run | spot)]
            for name in held:
                yield _example(tokens[first:after], name, lexicon, CLAUSE)
            if held or any(len(run & spot) > max(1, TOUCHES * len(spot)) for spot, _ in signs):
                continue
            holds = [why for spot, why in named if len(run & spot) >= SAME * len(spot)]
            if "figure" in holds:
                yield _example(tokens[first:after], NOTHING, lexicon)
            elif not holds and not any(len(run & spot) > 1 for spot, why in named if why != "figure"):
                yield _example(tokens[first:after], NOTHING, lexicon, NOTHING_THERE)


def _places(words: str, text: str, tokens: Sequence[Token]) -> frozenset[int]:
    start = text.index(words)
    end = start + len(words)
    return frozenset(
        n for n, token in enumerate(tokens) if token.end > start and token.start < end and not token.is_mark
    )


def _fit(examples: list[Example], how: How) -> Learnt:
    count = Counter(name for each in examples for name in each.features)
    features = {name: n for n, name in enumerate(sorted(name for name, many in count.items() if many >= FEWEST))}
    number = {name: n for n, name in enumerate([NOTHING, *sorted({each.label for each in examples} - {NOTHING})])}
    stretch = _rareness(features, count, len(examples)) if how.by_rareness else np.ones(len(features), np.float32)
    table = (_table(examples, features) @ sparse.diags(stretch)).tocsr().astype(np.float32)
    right = np.array([number[each.label] for each in examples])
    share = np.array([each.weight for each in examples], np.float32)
    weights, bias = _adam(table, right, share / share.sum(), len(number), how)
    weights *= stretch[:, None]
    # only differences count: a feature that says nothing of a label weighs nothing for it
    weights -= (np.median if how.is_sparse else np.min)(weights, axis=1, keepdims=True)
    weights = weights.clip(-LARGEST / STEPS, LARGEST / STEPS)
    big = weights > how.least  # what speaks against a finding is left out: nothing speaks against it loudly enough
    big[:, 0] = np.abs(weights[:, 0]) > how.least
    is_pair = np.array([any(sign in name for sign in PAIRS) for name in features])
    big[is_pair & (np.abs(weights).max(1) < how.least_of_pair)] = False
    names = list(features)
    kept = {
        names[n]: " ".join(f"{k}:{round(float(weights[n, k]) * STEPS)}" for k in np.flatnonzero(big[n]))
        for n in np.flatnonzero(big.any(1))
    }
    return Learnt(list(number), [round(float(each) * STEPS) for each in bias - bias.max()], kept)


def _rareness(features: Iterable[str], count: Mapping[str, int], examples: int) -> Any:
    """The smoothed inverse document frequency of each feature (Sparck Jones 1972), one on the mean.

    It lets a rare feature weigh more at the same cost.
    """
    found = np.array([np.log((1 + examples) / (1 + count[name])) + 1 for name in features], np.float32)
    return found / found.mean()


def _table(examples: list[Example], features: Mapping[str, int]) -> Any:
    """One row an example: its features, each with the same weight, so that long and short count alike."""
    rows = [[features[name] for name in sorted(each.features) if name in features] for each in examples]
    scales = [scale_of(len(each.features)) for each in examples]
    values = np.concatenate([np.full(len(row), scale, np.float32) for row, scale in zip(rows, scales, strict=True)])
    ends = np.cumsum([0, *map(len, rows)])
    return sparse.csr_matrix((values, np.concatenate(rows).astype(np.int64), ends), (len(rows), len(features)))


def _adam(table: Any, right: Any, share: Any, labels: int, how: How) -> tuple[Any, Any]:
    across = table.T.tocsr()
    fitted = [np.zeros((table.shape[1], labels), np.float32), np.zeros(labels, np.float32)]
    first, second = ([np.zeros_like(each) for each in fitted] for _ in range(2))
    every = np.arange(len(right))
    for turn in range(1, how.rounds + 1):
        rate = RATE if turn <= how.rounds * 2 // 3 else RATE / 2
        given = table @ fitted[0] + fitted[1]
        given = np.exp(given - given.max(1, keepdims=True))
        given /= given.sum(1, keepdims=True)
        loss = float(-(share * np.log(given[every, right] + 1e-9)).sum())
        given[every, right] -= 1
        given *= share[:, None]
        for n, slope in enumerate((across @ given + how.l2 * fitted[0], given.sum(0))):
            first[n] += 0.1 * (slope - first[n])
            second[n] += 0.01 * (slope**2 - second[n])
            fitted[n] -= rate * (first[n] / (1 - 0.9**turn)) / (np.sqrt(second[n] / (1 - 0.99**turn)) + 1e-7)
        print(f"\rlearning: round {turn} of {how.rounds}, loss {loss:.3f}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return fitted[0], fitted[1]


if __name__ == "__main__":
    main()
