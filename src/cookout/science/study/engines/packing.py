"""All sums of a member's year in one or two whole numbers, so that a table is added up once and not a dozen times.

A year has at most twelve months, so each sum has an end that is known beforehand, and so many bits. Fields stand side
by side in words of 62 bits: adding words adds all their fields. The same packing is written as SQL and worked out by
numpy, which is why both count exactly the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cookout.science.study.results import EDGES

MONTHS_A_YEAR = 12
BITS = 62
"""A word stays below 2 to this power: inside BIGINT, whatever the engine."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Field:
    """Where one sum stands."""

    name: str
    word: int
    shift: int
    bits: int


@dataclass(frozen=True, slots=True)
class Packing:
    """The place of each sum, for numbers of 1-2-1s up to `most_x` and outcomes up to `most_y` a month."""

    fields: tuple[Field, ...]

    @classmethod
    def up_to(cls, most_x: int, most_y: int) -> "Packing":
        """Field after field, a new word where one is full.

        >>> [(f.name, f.word, f.shift) for f in Packing.up_to(12, 9).fields][-3:]
        [('y3', 1, 0), ('xy', 1, 7), ('yy', 1, 18)]
        """
        bands = range(len(EDGES))
        most = {f"n{at}": 1 for at in bands} | {"x": most_x, "xx": most_x**2}
        most |= {f"y{at}": most_y for at in bands} | {"xy": most_x * most_y, "yy": most_y**2}
        fields: list[Field] = []
        word = shift = 0
        for name, value in most.items():
            bits = (MONTHS_A_YEAR * max(value, 1)).bit_length()
            if shift + bits > BITS:
                word, shift = word + 1, 0
            fields.append(Field(name, word, shift, bits))
            shift += bits
        return cls(tuple(fields))

    @property
    def words(self) -> int:
        """How many words there are."""
        return self.fields[-1].word + 1

    def pack(self, x: Ints, y: Ints) -> list[Ints]:
        """The words of single member-months."""
        band = np.searchsorted(EDGES, x, side="right") - 1
        found = [np.zeros(x.shape, dtype=np.int64) for _ in range(self.words)]
        for field in self.fields:
            found[field.word] += _value(field.name, x, y, band) << field.shift
        return found

    def unpack(self, words: list[Ints]) -> dict[str, Ints]:
        """Each sum by its name, and `n` and `y`, which are the sums of their bands."""
        found: dict[str, Ints] = {
            field.name: (words[field.word] >> field.shift) & ((1 << field.bits) - 1) for field in self.fields
        }
        for name in ("n", "y"):
            found[name] = sum((found[f"{name}{at}"] for at in range(1, len(EDGES))), start=found[f"{name}0"])
        return found

    def sql(self) -> list[str]:
        """The words of a group of member-months, one expression each, over columns `x` and `y` of BIGINT."""
        return [f"CAST(sum({self._word(at)}) AS BIGINT)" for at in range(self.words)]

    def _word(self, word: int) -> str:
        here = {field.name: f"CAST({1 << field.shift} AS BIGINT)" for field in self.fields if field.word == word}
        branches = [_branch(here, at) for at in range(len(EDGES))]
        terms = [f"{place} * {_PRODUCTS[name]}" for name, place in here.items() if name in _PRODUCTS]
        if any(branch != _NOTHING for branch in branches):
            limits = [f"WHEN x < {edge} THEN {branch}" for edge, branch in zip(EDGES[1:], branches, strict=False)]
            terms.append(f"CASE {' '.join(limits)} ELSE {branches[-1]} END")
        return " + ".join(terms)


_PRODUCTS: Mapping[str, str] = {"x": "x", "xx": "x * x", "xy": "x * y", "yy": "y * y"}
_NOTHING = "CAST(0 AS BIGINT)"


def _branch(here: Mapping[str, str], band: int) -> str:
    """What a member-month of this band adds to a word."""
    parts = [here[f"n{band}"]] if f"n{band}" in here else []
    parts += [f"{here[f'y{band}']} * y"] if f"y{band}" in here else []
    return " + ".join(parts) or _NOTHING


def _value(name: str, x: Ints, y: Ints, band: npt.NDArray[Any]) -> Ints:
    if name[1:].isdigit():
        here: Ints = (band == int(name[1:])).astype(np.int64)
        return here if name[0] == "n" else here * y
    product: Ints = {"x": x, "xx": x * x, "xy": x * y, "yy": y * y}[name]
    return product
