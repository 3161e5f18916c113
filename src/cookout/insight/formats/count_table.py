"""How many member-months of each band of 1-2-1s had so many referrals, without the small cells.

A reader may know more than the cells: how many months a band has and how many referrals fell into them (the page tells
months and means), and the same of the other outcome. So beside each cell under five, others are hidden until no hidden
number can be worked out: for each there stands another that fits all that is told. Sums over the bands are not told.
"""

import csv
import io
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from cookout.science.study.results import BANDS, EDGES, OUTCOMES

FEWEST = 5
"""A cell with fewer member-months is hidden."""

VALUES = ("0", "1", "2", "3+")
HIDDEN = ""
REACH = 2
"""By so much numbers are moved to see whether others fit as well."""

Row = tuple[int, int, int, int]
Joint = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class BandCounts:
    """One band of one outcome: member-months with 0, 1, 2, 3 and more, and the referrals in all of them."""

    months: Row
    referrals: int


def counted(joint: Joint) -> list[BandCounts]:
    """The bands of the counts of one outcome."""
    rows = [[0] * len(VALUES) for _band in BANDS]
    sums = [0] * len(BANDS)
    for (x, y), many in joint.items():
        band = bisect_right(EDGES, x) - 1
        rows[band][min(y, 3)] += many
        sums[band] += y * many
    return [BandCounts(_row(row), total) for row, total in zip(rows, sums, strict=True)]


def _row(numbers: Sequence[int]) -> Row:
    a, b, c, d = numbers
    return a, b, c, d


def fits(row: Sequence[int], referrals: int) -> bool:
    """Whether months with 0, 1, 2, 3 and more referrals can have had so many in all.

    >>> fits((9, 1, 0, 0), 1), fits((9, 0, 0, 1), 7), fits((9, 0, 0, 1), 2)
    (True, True, False)
    """
    rest = referrals - row[1] - 2 * row[2]
    return min(row) >= 0 and (rest >= 3 * row[3] if row[3] else rest == 0)


def hidden(band: BandCounts) -> frozenset[int]:
    """Which cells are not shown: those under five, and as many more as it takes that none of them can be worked out."""
    away = {at for at, many in enumerate(band.months) if many < FEWEST}
    rest = sorted((at for at in range(len(VALUES)) if at not in away), key=lambda at: (band.months[at], -at))
    while away and rest and not _is_safe(band, away):
        away.add(rest.pop(0))
    return frozenset(away)


def _is_safe(band: BandCounts, away: set[int]) -> bool:
    """Each hidden number could be another, with the same months and referrals of the band."""
    open_to_doubt: set[int] = set()
    places = sorted(away)
    for moves in product(range(-REACH, REACH + 1), repeat=len(places)):
        if sum(moves) == 0 and any(moves):
            row = list(band.months)
            for at, move in zip(places, moves, strict=True):
                row[at] += move
            if fits(row, band.referrals):
                open_to_doubt.update(at for at, move in zip(places, moves, strict=True) if move)
    return open_to_doubt == away


def shown(bands: Sequence[BandCounts], veiled: Sequence[frozenset[int]] | None = None) -> list[list[int | None]]:
    """The cells of one outcome by band; None where a number is hidden."""
    away = veiled if veiled is not None else [hidden(band) for band in bands]
    return [
        [None if at in gone else many for at, many in enumerate(band.months)]
        for band, gone in zip(bands, away, strict=True)
    ]


def veiled_in_whole(whole: Sequence[BandCounts], parts: Sequence[Sequence[BandCounts]]) -> list[frozenset[int]]:
    """Which cells of a region are hidden: also those that just one of its chapters hides, or several with few in all.

    Who reads the tables of all chapters could subtract the others from the region and would have that one; and where
    nothing is left for several, each of them has none.
    """
    found = []
    for at, band in enumerate(whole):
        of_parts = [hidden(part[at]) for part in parts]
        away = set(hidden(band)) | {cell for cell in range(len(VALUES)) if _is_told(cell, at, of_parts, parts)}
        rest = sorted((cell for cell in range(len(VALUES)) if cell not in away), key=lambda c: band.months[c])
        while away and rest and not _is_safe(band, away):
            away.add(rest.pop(0))
        found.append(frozenset(away))
    return found


def _is_told(
    cell: int, at: int, of_parts: Sequence[frozenset[int]], parts: Sequence[Sequence[BandCounts]]
) -> bool:  # fmt: skip
    """Whether the region less the chapters that show this cell would tell what the others hide."""
    rest = [part[at].months[cell] for part, gone in zip(parts, of_parts, strict=True) if cell in gone]
    return len(rest) == 1 or (len(rest) > 1 and sum(rest) < FEWEST)


def as_csv(tables: Mapping[str, Sequence[Sequence[int | None]]]) -> str:
    """A row for each band and number of referrals; an empty cell is one that is hidden."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["one_to_ones", "referrals", *(f"member_months_{outcome}" for outcome in OUTCOMES)])
    for band, name in enumerate(BANDS):
        for at, value in enumerate(VALUES):
            cells = [tables[outcome][band][at] for outcome in OUTCOMES]
            rows.writerow([name, value, *(HIDDEN if cell is None else cell for cell in cells)])
    return out.getvalue()
