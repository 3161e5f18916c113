"""Seatings that need no search: places of a speed evening from fields, in which no two sit together twice.

People stand in columns of as many as there are tables; each table takes one of every column, so those of a column never
meet. Whoever stands in column `c` and row `x` sits in turn `t` at table `x - t * c`: in a field two columns agree for
exactly one `t` (Bose 1938, transversal designs from orthogonal Latin squares). Where a field has one element more than
there are tables, `x * (c - t)` with its nonzero elements does the same for columns and turns that are apart.
"""

from dataclasses import dataclass

import numpy as np

from cookout.science.pairing.instance import Ints

POWERS = {4: (2, (1, 1)), 8: (2, (1, 1, 0)), 9: (3, (2, 0)), 16: (2, (1, 1, 0, 0)), 25: (5, (3, 0)), 27: (3, (2, 1, 0))}
"""Fields that are not of prime size: the prime, and what the highest power is by the lower ones, lowest first."""


@dataclass(frozen=True, slots=True)
class Field:
    """Tables of sums and products of `size` elements, written 0, 1, …"""

    size: int
    add: Ints
    times: Ints

    def minus(self, one: Ints | int, other: Ints | int) -> Ints:
        """`one - other`."""
        negative = (self.add == 0).argmax(axis=1)
        found: Ints = self.add[one, negative[other]]
        return found


def field_of(size: int) -> Field | None:
    """The field with so many elements, where there is one that is known here (primes, and powers up to 27)."""
    if size in POWERS:
        return _power(size)
    if size < 2 or any(size % other == 0 for other in range(2, int(size**0.5) + 1)):
        return None
    element = np.arange(size)
    return Field(size, (element[:, None] + element) % size, element[:, None] * element % size)


def _power(size: int) -> Field:
    prime, tail = POWERS[size]
    high = len(tail)
    digits = np.arange(size)[:, None] // prime ** np.arange(high) % prime
    weight = prime ** np.arange(high)
    add = ((digits[:, None] + digits[None]) % prime) @ weight
    times = np.zeros((size, size), np.int64)
    shifted = digits.copy()
    for power in range(high):
        times = add[times, (shifted[:, None, :] * digits[None, :, power, None] % prime) @ weight]
        top = shifted[:, -1:]
        shifted = (np.concatenate([np.zeros_like(top), shifted[:, :-1]], axis=1) + top * np.array(tail)) % prime
    return Field(size, add, times)


def places_by_field(tables: int, columns: int, turns: int) -> Ints:
    """Turns × columns × rows: the table of each; without repeats where a field allows, else a start for the search.

    >>> first, second = places_by_field(3, 2, 2).tolist()
    >>> first, second
    ([[0, 1, 2], [0, 1, 2]], [[0, 1, 2], [2, 0, 1]])
    """
    row, column, turn = np.arange(tables), np.arange(columns)[:, None], np.arange(turns)[:, None, None]
    known = field_of(tables)
    if known and columns <= tables:
        places = known.minus(row, known.times[turn[: min(turns, tables)], column])
        return _with_columns(places, turns)
    larger = field_of(tables + 1)
    if larger and columns + 1 <= tables + 1:
        fits = min(turns, tables + 2 - columns)
        return _with_columns(_multiplied(larger, columns, fits), turns)
    return np.asarray((row - turn * column) % tables)


def _multiplied(known: Field, columns: int, turns: int) -> Ints:
    """The first elements are turns, the next columns; the last column is the one at infinity."""
    row, turn = np.arange(1, known.size), np.arange(turns)[:, None, None]
    column = np.arange(turns, turns + columns - 1)[:, None]
    factor = known.minus(column, turn)
    finite = known.times[row, factor] - 1
    return np.concatenate([finite, np.broadcast_to(row - 1, (turns, 1, row.size))], axis=1)


def _with_columns(places: Ints, turns: int) -> Ints:
    """More turns than the field has: next those of a column sit together, as they have not met; then as at first."""
    missing = turns - len(places)
    if missing <= 0:
        return places
    columns, tables = places.shape[1:]
    together = (np.arange(columns * tables) // columns).reshape(1, columns, tables)
    return np.concatenate([places, together, *[places[[turn % len(places)]] for turn in range(missing - 1)]])
