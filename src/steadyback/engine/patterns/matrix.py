"""Small symmetric matrices as lists of rows, in plain Python: a triangular root, solving, the inverse.

Sums of products go through ``map`` and ``mul``, which keeps the inner loop out of the interpreter.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from operator import mul

Vector = list[float]
Matrix = list[Vector]


def dot(one: Sequence[float], other: Sequence[float]) -> float:
    """The sum of the products, as far as the shorter goes."""
    return sum(map(mul, one, other), 0.0)


def root_of(matrix: Matrix) -> Matrix:
    """The lower triangular root (Cholesky) of a symmetric positive definite matrix; row i has i + 1 numbers.

    Only the lower half is read. ValueError when it is not positive definite.
    """
    root: Matrix = []
    for i, given in enumerate(matrix):
        row: Vector = []
        for j in range(i):
            other = root[j]
            row.append((given[j] - sum(map(mul, row, other))) / other[j])
        rest = given[i] - sum(map(mul, row, row))
        if not rest > 0:
            raise ValueError("the matrix is not positive definite")
        row.append(sqrt(rest))
        root.append(row)
    return root


def forward(root: Matrix, right: Sequence[float]) -> Vector:
    """``x`` with ``root x = right``."""
    found: Vector = []
    for row, value in zip(root, right, strict=True):
        found.append((value - sum(map(mul, found, row))) / row[-1])
    return found


def solved(root: Matrix, right: Sequence[float]) -> Vector:
    """``x`` with ``root rootᵀ x = right``."""
    rest = forward(root, right)
    for i in range(len(root) - 1, -1, -1):
        row = root[i]
        value = rest[i] / row[i]
        rest[i] = value
        for j in range(i):
            rest[j] -= row[j] * value
    return rest


def inverse(root: Matrix) -> Matrix:
    """The inverse of ``root rootᵀ``, whole."""
    size = len(root)
    columns = _inverse_of_root(root)
    found = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            value = sum(map(mul, columns[j][i - j :], columns[i]))
            found[i][j] = value
            found[j][i] = value
    return found


def inverse_diagonal(root: Matrix) -> Vector:
    """The diagonal of the inverse of ``root rootᵀ``, at half the cost of the whole."""
    return [dot(column, column) for column in _inverse_of_root(root)]


def _inverse_of_root(root: Matrix) -> Matrix:
    """Column j of it, from row j on."""
    columns: Matrix = []
    for j in range(len(root)):
        column = [1 / root[j][j]]
        for i in range(j + 1, len(root)):
            row = root[i]
            column.append(-sum(map(mul, row[j:i], column)) / row[i])
        columns.append(column)
    return columns
