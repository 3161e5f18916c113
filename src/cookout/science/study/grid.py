"""Member-months as a dense grid, members by months, for what compares members with themselves.

A month without a row holds `ABSENT`, the largest number of its type: missing is not zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Counting = npt.NDArray[np.unsignedinteger]


def absent(dtype: "np.dtype[np.unsignedinteger]") -> int:
    """What stands where there is no row."""
    return int(np.iinfo(dtype).max)


@dataclass(frozen=True, slots=True)
class Grid:
    """`N` members by `T` months in a row; every layer has this shape and is absent in the same cells."""

    months: npt.NDArray[np.int32]
    """`T` months in a row without a gap, as 12 * year + month - 1."""
    x: Counting
    """1-2-1s."""
    outcomes: Mapping[str, Counting]
    """`given` and `received`, as far as they are told."""
    chapter: npt.NDArray[np.int32]
    """`N`: whose member; -1 where it is not told."""
    extra: Mapping[str, Counting] = field(default_factory=dict)
    """Further whole numbers of a member-month: `attendance`, `tenure`."""

    @property
    def present(self) -> npt.NDArray[np.bool_]:
        """Where there is a row."""
        return np.asarray(self.x != absent(self.x.dtype))


def of_rows(
    member: npt.NDArray[np.int64], month: npt.NDArray[np.int64], layers: Mapping[str, npt.NDArray[np.int64]],
    chapter: npt.NDArray[np.int64] | None = None,
) -> Grid:  # fmt: skip
    """The grid of rows in any order, one a member-month; members are 0 ... N-1.

    `layers` names `one_to_ones`, and `given`, `received` or further ones.
    """
    many = int(member.max()) + 1 if member.size else 0
    first, last = (int(month.min()), int(month.max())) if month.size else (0, -1)
    found = {}
    for name, values in layers.items():
        kind = np.uint8 if not values.size or values.max() < absent(np.dtype(np.uint8)) else np.uint16
        layer = np.full((many, last - first + 1), absent(np.dtype(kind)), dtype=kind)
        layer[member, month - first] = values
        found[name] = layer
    homes = np.full(many, -1, dtype=np.int32)
    if chapter is not None:
        homes[member] = chapter
    return Grid(
        months=np.arange(first, last + 1, dtype=np.int32),
        x=found.pop("one_to_ones"),
        outcomes={name: found.pop(name) for name in ("received", "given") if name in found},
        chapter=homes,
        extra=found,
    )
