"""The learnt weights in memory and as they are written: one line a feature, the same text for the same weights.

In memory the weights of a feature lie side by side in one wide integer, sixteen bits for each finding, so that those of
many features are added in one go, as in the compiled table of the rules.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from math import exp

#: What stands for "nothing that matters"; it is the first of the findings.
NOTHING = "none"
#: The weights are whole numbers of this part of one, and none is larger; so that many fit into a lane.
STEPS, LARGEST, _FIT_A_LANE = 10, 120, 200
#: The bits of a lane, and what is added to each weight for nothing, which alone may be below zero.
_LANE, _ABOVE_ZERO = 16, 128
#: How many features' weights are kept ready, of half a kilobyte each.
_MOST_KEPT = 10_000


class Learnt:
    """Which findings were learnt, the bias of each in steps, and the weights by feature, as they are written.

    "0:-3 12:5" weighs -0.3 for nothing and 0.5 for the finding of number 12; what is not named weighs nothing. They are
    read when they are first asked for.
    """

    def __init__(
        self, findings: Sequence[str] = (), bias: Sequence[int] = (), written: Mapping[str, str] | None = None
    ) -> None:
        self.findings = tuple(findings)
        self.bias = tuple(bias)
        #: What each finding weighs before any feature, as a part of the whole that is not yet divided.
        self.base = tuple(exp(each / STEPS) for each in self.bias)
        self.written = written or {}
        self._ready: dict[str, int] = {}
        self._lanes = struct.Struct(f"<{len(self.findings)}H")

    def sums(self, features: Iterable[str]) -> list[int]:
        """What ``features`` weigh together, in steps, for each finding."""
        known = [found for feature in features if (found := self._weights(feature))]
        lanes = self._together(known[:_FIT_A_LANE])
        for first in range(_FIT_A_LANE, len(known), _FIT_A_LANE):
            more = self._together(known[first : first + _FIT_A_LANE])
            lanes = [one + two for one, two in zip(lanes, more, strict=True)]
        lanes[0] -= _ABOVE_ZERO * len(known)
        return lanes

    def _together(self, known: list[int]) -> list[int]:
        return list(self._lanes.unpack(sum(known).to_bytes(self._lanes.size, "little")))

    def weight(self, feature: str, number: int) -> int:
        """What ``feature`` weighs for the finding of that number, in steps; nothing if it was never met."""
        lanes = self._weights(feature)
        lane = lanes >> _LANE * number & (1 << _LANE) - 1
        return lane - _ABOVE_ZERO if lanes and not number else lane

    def _weights(self, feature: str) -> int:
        found = self._ready.get(feature)
        if found is None:
            written = self.written.get(feature)
            if written is None:
                return 0
            pairs = (each.split(":") for each in written.split(" "))
            found = _ABOVE_ZERO + sum(int(weight) << _LANE * int(number) for number, weight in pairs)
            if len(self._ready) < _MOST_KEPT:
                self._ready[feature] = found
        return found


def read_learnt(written: str) -> tuple[Learnt, Learnt]:
    """The weights for clauses and those for whole texts from their written form, parted by an empty line.

    None from an empty text. ValueError when it is no such text.
    """
    clauses, _, texts = written.partition("\n\n")
    return _read(clauses), _read(texts)


def _read(written: str) -> Learnt:
    if not written:
        return Learnt()
    names, biases, *lines = written.rstrip("\n").split("\n")
    findings, bias = names.split(" "), [int(each) for each in biases.split(" ")]
    if findings[0] != NOTHING or len(bias) != len(findings):
        raise ValueError(f"the learnt weights must begin with `{NOTHING}` and the findings, and a bias for each")
    return Learnt(findings, bias, dict(line.split("\t") for line in lines))


def write_learnt(clauses: Learnt, texts: Learnt) -> str:
    """The written form of both."""
    return "\n\n".join(_written(each) for each in (clauses, texts) if each.findings) + "\n"


def _written(learnt: Learnt) -> str:
    head = [" ".join(learnt.findings), " ".join(map(str, learnt.bias))]
    return "\n".join([*head, *(f"{name}\t{learnt.written[name]}" for name in sorted(learnt.written))])
