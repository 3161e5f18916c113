"""Odd sums: limits that follow because nobody meets half a time."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from cookout.science.pairing.instance import Flags, Ints
from cookout.science.pairing.meetings import Limits
from cookout.science.pairing.program import SURE, Program

Numbers = NDArray[np.float64]

NEARLY = 0.3
"""Only limits that are kept with no more than this to spare are added up."""

BROKEN = 0.02
LONGEST = 100
"""A sum has to be broken by so much, and be about no more columns, to be worth a row: long rows slow every program."""

LARGEST = 1500
"""Larger connected parts are left alone: adding up their rows would take seconds."""


def odd_sums(program: Program, share: Numbers, most_rows: int) -> Limits | None:
    """Limits that these shares break: half the sum of some rows, rounded down (Gomory 1963; Caprara & Fischetti 1996).

    If a x <= b is a sum of rows (and of x <= 1), then floor(a / 2) x <= floor(b / 2) for every plan. It cuts where b
    is odd and every column taken in part is even in the sum: such sums are found by elimination modulo 2 (Koster,
    Zymolka & Kutschka 2009), in each connected part of the columns taken in part. The odd-set limits of Edmonds are
    among them. The best of them, at most so many; None where there is none.
    """
    once = program.once
    rows = sparse.csr_array(sparse.vstack([program.rows, once.rows], format="csr"))
    most = np.concatenate([program.most, once.most])
    spare = most - rows @ share
    torn = np.flatnonzero((share > SURE) & (share < 1 - SURE))
    near = np.flatnonzero(spare < NEARLY)
    if not torn.size or not near.size:
        return None
    sums = _even_sums(sparse.csr_array(rows[near][:, torn]), spare[near])
    if not sums:
        return None
    place = np.repeat(np.arange(len(sums)), [len(one) for one in sums])
    chosen = sparse.csr_array(
        (np.ones(place.size, np.int64), (place, near[np.concatenate(sums)])), (len(sums), most.size)
    )
    return _best(_halved(chosen @ rows, chosen @ most, share > 1 - SURE), share, most_rows)


def _halved(total: sparse.csr_array, most: Ints, whole: Flags) -> Limits:
    """Half of each sum, rounded down; columns that are taken are made even first, by adding that they are 1 at most."""
    rows = sparse.csr_array(total)
    made_even = whole[rows.indices] & (rows.data % 2 == 1)
    line = np.repeat(np.arange(most.size), np.diff(rows.indptr))
    added = np.bincount(line[made_even], minlength=most.size)
    rows.data = (rows.data + made_even) // 2
    odd = (most + added) % 2 == 1
    rows.eliminate_zeros()
    return Limits(sparse.csr_array(rows[odd]), ((most + added) // 2)[odd].astype(np.int64))


def _best(limits: Limits, share: Numbers, most_rows: int) -> Limits | None:
    """Those that are broken most for their length."""
    if not limits.most.size:
        return None
    broken = limits.rows @ share - limits.most
    length = np.sqrt(np.asarray((limits.rows**2).sum(axis=1), np.float64))
    order = np.argsort(-broken / np.maximum(length, 1), kind="stable")
    order = order[(broken[order] > BROKEN) & (np.diff(limits.rows.indptr)[order] <= LONGEST)][:most_rows]
    return Limits(sparse.csr_array(limits.rows[order]), limits.most[order]) if order.size else None


def _even_sums(rows: sparse.csr_array, spare: Numbers) -> list[Ints]:
    """Sets of these rows in whose sum every column is even."""
    high, wide = rows.shape
    line, column = rows.nonzero()
    links = sparse.coo_array((np.ones(line.size), (line, high + column)), shape=(high + wide, high + wide))
    _, part = csgraph.connected_components(links, directed=False)
    row_part, column_part = part[:high], part[high:]
    sums: list[Ints] = []
    by_part = np.argsort(row_part, kind="stable")
    for inside in np.split(by_part, np.flatnonzero(np.diff(row_part[by_part])) + 1):
        columns = np.flatnonzero(column_part == row_part[inside[0]])
        if 0 < columns.size <= LARGEST and inside.size <= LARGEST:
            sums += [inside[one] for one in _eliminated(sparse.csr_array(rows[inside][:, columns]), spare[inside])]
    return sums


def _eliminated(rows: sparse.csr_array, spare: Numbers) -> list[Ints]:
    """Gaussian elimination modulo 2, the tightest and shortest rows first: which rows add up to nothing."""
    odd: list[list[int]] = [
        rows.indices[start:end][rows.data[start:end] % 2 == 1].tolist()
        for start, end in zip(rows.indptr[:-1], rows.indptr[1:], strict=True)
    ]
    reduced: dict[int, tuple[int, int]] = {}
    found = []
    for row in np.lexsort((np.array([len(one) for one in odd]), np.round(spare, 6))).tolist():
        bits, rows_in = sum(1 << column for column in odd[row]), 1 << row
        while bits and (known := reduced.get(bits.bit_length())):
            bits, rows_in = bits ^ known[0], rows_in ^ known[1]
        if bits:
            reduced[bits.bit_length()] = (bits, rows_in)
        else:
            found.append(np.array([place for place in range(rows_in.bit_length()) if rows_in >> place & 1], np.int64))
    return found
