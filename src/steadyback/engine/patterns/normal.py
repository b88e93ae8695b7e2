"""Weighted sums over the columns: the cross products that Newton's method needs, taken over the days that matter only.

A factor column is 1 on its yes days, its mean on unknown ones and 0 else, all less its mean. Sums over yes days alone,
mended for the mean afterwards, are several times quicker in plain Python than sums over every day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import mul

from steadyback.engine.patterns.columns import FactorColumn, picker
from steadyback.engine.patterns.matrix import Matrix, Vector, dot

#: Even columns added up in one pass.
_AT_ONCE = 4
_Sum = Callable[[Sequence[float]], float]


class CrossProducts:
    """``Aᵀ diag(w) A`` and ``Aᵀ r`` for the even columns and the factors given, and ``A b`` row by row."""

    def __init__(self, even: Sequence[Vector], factors: Sequence[FactorColumn]) -> None:
        self._even = even
        self._means = [factor.mean for factor in factors]
        self._yes = [picker(factor.yes) for factor in factors]
        self._unknown = [picker(factor.unknown) if factor.unknown else None for factor in factors]
        self._pairs = [[_pair(one, other) for other in factors[:place]] for place, one in enumerate(factors)]
        rows: list[list[int]] = [[] for _ in even[0]]
        for place, factor in enumerate(factors):
            for row in factor.yes:
                rows[row].append(place)
            for row in factor.unknown:
                rows[row].append(place + len(factors))
        self._rows = [picker(row) for row in rows]

    def gram(self, weights: Vector) -> Matrix:
        """The lower half of ``Aᵀ diag(weights) A``: row i has i + 1 numbers."""
        even, means = self._even, self._means
        found: Matrix = []
        weighted = [weights] + [list(map(mul, weights, column)) for column in even[1:]]
        sums = [sum(column) for column in weighted]
        for place, column in enumerate(even):
            found.append([sums[place]] + [dot(column, other) for other in weighted[1 : place + 1]])
        raw: Vector = []  # the plain weighted sum of each factor's own values, before its mean is taken off
        for place, mean in enumerate(means):
            row = [self._summed(place, column) for column in weighted]
            own = row[0]
            row = [value - mean * total for value, total in zip(row, sums, strict=True)]
            for other, pair in enumerate(self._pairs[place]):
                theirs = means[other]
                row.append(pair(weights) - mean * raw[other] - theirs * own + mean * theirs * sums[0])
            unknown = self._unknown[place]
            squares = sum(self._yes[place](weights)) + (mean * mean * sum(unknown(weights)) if unknown else 0.0)
            row.append(squares - 2 * mean * own + mean * mean * sums[0])
            raw.append(own)
            found.append(row)
        return found

    def _summed(self, place: int, column: Vector) -> float:
        unknown = self._unknown[place]
        return sum(self._yes[place](column)) + (self._means[place] * sum(unknown(column)) if unknown else 0.0)

    def across(self, rest: Vector) -> Vector:
        """``Aᵀ rest``."""
        total = sum(rest)
        found = [total] + [dot(column, rest) for column in self._even[1:]]
        found += [self._summed(place, rest) - mean * total for place, mean in enumerate(self._means)]
        return found

    def along(self, direction: Vector) -> Vector:
        """``A direction``: one number a row."""
        many = len(self._even)
        of_factors = direction[many:]
        start = direction[0] - dot(of_factors, self._means)
        values = of_factors + list(map(mul, of_factors, self._means))
        found = [start + sum(pick(values)) for pick in self._rows]
        for place in range(1, many, _AT_ONCE):
            weights = direction[place : min(many, place + _AT_ONCE)]
            columns = self._even[place : min(many, place + _AT_ONCE)]
            if len(weights) == _AT_ONCE:
                p, q, r, s = weights
                found = [v + p * a + q * b + r * c + s * d for v, a, b, c, d in zip(found, *columns, strict=True)]
                continue
            for weight, column in zip(weights, columns, strict=True):
                found = [value + weight * more for value, more in zip(found, column, strict=True)]
        return found


def _pair(one: FactorColumn, other: FactorColumn) -> _Sum:
    """What gives the weights of the days of both, each times what both columns say there."""
    both = one.yes & other.yes
    if not one.unknown and not other.unknown:
        only = picker(both)
        return (lambda weights: sum(only(weights))) if both else _nothing
    parts = [
        (1.0, both),
        (other.mean, one.yes & other.unknown),
        (one.mean, one.unknown & other.yes),
        (one.mean * other.mean, one.unknown & other.unknown),
    ]
    wanted = [(weight, picker(places)) for weight, places in parts if places]
    return lambda weights: sum([weight * sum(pick(weights)) for weight, pick in wanted])


def _nothing(_weights: Sequence[float]) -> float:
    return 0.0
