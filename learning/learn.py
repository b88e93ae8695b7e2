"""Learn what a clause reads like: from the written examples in this folder to content/own_words/learnt.txt.

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
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: one thread sums in one order

import numpy as np
from scipy import sparse

from steadyback.engine.own_words import Lexicon, compile_lexicon
from steadyback.engine.own_words.ground import lay_out
from steadyback.engine.own_words.learnt import LARGEST, NOTHING, STEPS, Learnt, write_learnt
from steadyback.engine.own_words.likeness import PAIRS, features_of, scale_of, units_of, words_in
from steadyback.engine.own_words.tokens import tokens_of
from steadyback.knowledge.load import CONTENT, LEARNT, knowledge_of, read_shelf
from steadyback.knowledge.model import Knowledge

HERE = Path(__file__).parent
#: A feature that stands in fewer examples tells nothing that carries over.
FEWEST = 2
#: Smaller weights are left out, and so are pairs of words without one weight of some size: little is lost.
LEAST_WEIGHT, LEAST_OF_PAIR = 0.4, 1.0
ROUNDS, RATE, L2 = 60, 0.15, 3e-6
#: What a clause counts beside the very words that tell of a sign: one that holds them, and one that holds nothing.
CLAUSE = NOTHING_THERE = 0.7
#: A clause holds a sign when they share this part of their words; it is left out from this part on.
SAME, TOUCHES = 0.5, 0.2


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
    knowledge = knowledge_of(read_shelf())
    lexicon = compile_lexicon(knowledge.own_words.values())
    examples = [*_sayings(lexicon), *_of_lexicon(knowledge, lexicon), *_texts(lexicon, given.without.split(","))]
    known = {*knowledge.finding, *knowledge.red_flag, NOTHING}
    unknown = sorted({each.label for each in examples} - known)
    if unknown:
        sys.exit(f"learn: no such findings: {', '.join(unknown)}; mend the examples that name them")
    learnt = _fit(examples)
    written = write_learnt(learnt)
    given.out.write_text(written, encoding="utf-8")
    size = len(gzip.compress(written.encode()))
    counts = f"{len(examples)} examples, {len(learnt.findings) - 1} findings, {len(learnt.written)} features"
    print(f"{counts}, {size} bytes packed")


def _lines(folder: str, without: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    for path in sorted((HERE / folder).glob("*.jsonl")):
        if path.stem not in without:
            yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _example(text: str, label: str, lexicon: Lexicon) -> Example:
    words = words_in(tokens_of(text, lexicon.spelling))
    return Example(frozenset(features_of(words, lexicon.little)), label, 1.0)


def _sayings(lexicon: Lexicon) -> Iterator[Example]:
    """Single clauses, each written for one finding: as meaning it, or as looking like it and meaning nothing."""
    for line in _lines("sayings"):
        yield _example(line["text"], line["finding"] if line["means"] else NOTHING, lexicon)


def _of_lexicon(knowledge: Knowledge, lexicon: Lexicon) -> Iterator[Example]:
    """The examples of the lexicon's own entries."""
    for entry in knowledge.own_words.values():
        for text in entry.texts:
            if entry.means and text.gives in ("present", "nothing"):
                yield _example(text.text, entry.means[0] if text.gives == "present" else NOTHING, lexicon)


def _texts(lexicon: Lexicon, without: Iterable[str]) -> Iterator[Example]:
    """Whole texts in which the words of each sign are marked: clauses that hold one, and clauses that hold nothing.

    A clause that only touches a marked sign is left out, and so is one that names a sign that is denied, past, supposed
    or another's: what is made of those is not for likeness to say.
    """
    for line in _lines("texts", without):
        tokens = tokens_of(line["text"], lexicon.spelling)
        ground = lay_out(tokens, lexicon)

        def places(words: str, text: str = line["text"], tokens: Any = tokens) -> frozenset[int]:
            start = text.index(words)
            inside = (n for n, token in enumerate(tokens) if token.end > start and token.start < start + len(words))
            return frozenset(n for n in inside if not tokens[n].is_mark)

        def example(run: Iterable[int], label: str, weight: float, tokens: Any = tokens) -> Example:
            words = words_in([tokens[n] for n in run])
            return Example(frozenset(features_of(words, lexicon.little)), label, weight)

        signs = [(spot, name) for name, words in line["signs"].items() if (spot := places(words))]
        named = [(spot, why) for words, why in line["not"].values() if (spot := places(words))]
        yield from (example(range(min(spot), max(spot) + 1), name, 1.0) for spot, name in signs)
        for unit in units_of(ground):
            run = frozenset(n for n in range(*unit) if not tokens[n].is_mark)
            held = [name for spot, name in signs if len(run & spot) > SAME * len(run | spot)]
            yield from (example(sorted(run), name, CLAUSE) for name in held)
            if held or any(len(run & spot) > max(1, TOUCHES * len(spot)) for spot, _ in signs):
                continue
            holds = [why for spot, why in named if len(run & spot) >= SAME * len(spot)]
            if "figure" in holds:
                yield example(sorted(run), NOTHING, 1.0)
            elif not holds and not any(len(run & spot) > 1 for spot, why in named if why != "figure"):
                yield example(sorted(run), NOTHING, NOTHING_THERE)


def _fit(examples: list[Example]) -> Learnt:
    count = Counter(name for each in examples for name in each.features)
    features = {name: n for n, name in enumerate(sorted(name for name, many in count.items() if many >= FEWEST))}
    labels = [NOTHING, *sorted({each.label for each in examples} - {NOTHING})]
    table = _table(examples, features)
    right = np.array([labels.index(each.label) for each in examples])
    share = np.array([each.weight for each in examples], np.float32)
    weights, bias = _adam(table, right, share / share.sum(), len(labels))
    weights -= np.median(
        weights, axis=1, keepdims=True
    )  # a feature that says nothing of a finding weighs nothing for it
    names = list(features)
    weights = weights.clip(-LARGEST / STEPS, LARGEST / STEPS)
    big = weights > LEAST_WEIGHT  # what speaks against a finding is left out: nothing speaks against it loudly enough
    big[:, 0] = np.abs(weights[:, 0]) > LEAST_WEIGHT
    is_pair = np.array([any(sign in name for sign in PAIRS) for name in names])
    big[is_pair & (np.abs(weights).max(1) < LEAST_OF_PAIR)] = False
    kept = {
        names[n]: " ".join(f"{k}:{round(float(weights[n, k]) * STEPS)}" for k in np.flatnonzero(big[n]))
        for n in np.flatnonzero(big.any(1))
    }
    return Learnt(labels, [round(float(each) * STEPS) for each in bias - bias.max()], kept)


def _table(examples: list[Example], features: Mapping[str, int]) -> Any:
    """One row an example: its features, each with the same weight, so that long and short count alike."""
    rows = [[features[name] for name in sorted(each.features) if name in features] for each in examples]
    scales = [scale_of(len(each.features)) for each in examples]
    values = np.concatenate([np.full(len(row), scale, np.float32) for row, scale in zip(rows, scales, strict=True)])
    ends = np.cumsum([0, *map(len, rows)])
    return sparse.csr_matrix((values, np.concatenate(rows).astype(np.int64), ends), (len(rows), len(features)))


def _adam(table: Any, right: Any, share: Any, labels: int) -> tuple[Any, Any]:
    across = table.T.tocsr()
    fitted = [np.zeros((table.shape[1], labels), np.float32), np.zeros(labels, np.float32)]
    first, second = ([np.zeros_like(each) for each in fitted] for _ in range(2))
    every = np.arange(len(right))
    for turn in range(1, ROUNDS + 1):
        rate = RATE if turn <= ROUNDS * 2 // 3 else RATE / 2
        given = table @ fitted[0] + fitted[1]
        given = np.exp(given - given.max(1, keepdims=True))
        given /= given.sum(1, keepdims=True)
        loss = float(-(share * np.log(given[every, right] + 1e-9)).sum())
        given[every, right] -= 1
        given *= share[:, None]
        for n, slope in enumerate((across @ given + L2 * fitted[0], given.sum(0))):
            first[n] += 0.1 * (slope - first[n])
            second[n] += 0.01 * (slope**2 - second[n])
            fitted[n] -= rate * (first[n] / (1 - 0.9**turn)) / (np.sqrt(second[n] / (1 - 0.99**turn)) + 1e-7)
        print(f"\rlearning: round {turn} of {ROUNDS}, loss {loss:.3f}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return fitted[0], fitted[1]


if __name__ == "__main__":
    main()
