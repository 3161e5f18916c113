"""From an engine's tables to arrays: the grid of member-months and the months of pairs. No sort, and no second copy.

Rows come in pieces of many thousand, in any order, and each goes straight to its cell: memory is the grid's own, two
or three bytes a member-month, and one piece.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from cookout.science.errors import ScienceError
from cookout.science.study.engines.duck import Columns, Engine, whole
from cookout.science.study.grid import Counting, Grid, absent
from cookout.science.study.pairs import PairMonths
from cookout.science.study.results import OUTCOMES

EXTRA = ("attendance", "tenure")

LARGEST = 6 << 30
"""A grid of more bytes than this is not begun."""

LOOKING = "Looking over the table"
MONTHS = "Reading months"
PAIRS = "Reading pairs"

TWICE = "The table has two rows for one member and month. Add them up first, or leave one out."


class TooLarge(ScienceError):
    """The grid does not fit into memory; what can be answered without it still can."""


def load_grid(
    engine: Engine, *, chapters: bool = True, extra: tuple[str, ...] = EXTRA, largest: int = LARGEST
) -> Grid:  # fmt: skip
    """The table `months` as a grid: outcomes and further layers as far as a single row tells them.

    `chapters=False` does without chapters, which takes a third less time. Raises TooLarge where the grid would pass
    `largest` bytes, ScienceError where there are two rows for one member and month.
    """
    layers = [name for name in ("x", *OUTCOMES, *EXTRA) if name in ("x", *OUTCOMES) or name in extra]
    ends = ", ".join(f"max({name})" for name in layers)
    found = engine.rows(f"SELECT count(*), max(member), min(month), max(month), {ends} FROM months", doing=LOOKING)[0]
    rows, last_member, first, last = whole(found[:4])
    most = {name: int(value) for name, value in zip(layers, found[4:], strict=True) if value is not None}
    most.setdefault("x", 0)
    shape = (last_member + 1, last - first + 1) if rows else (0, 0)
    cells = _empty(shape, most, largest)
    _fill(engine, cells, first, rows)
    if rows != np.count_nonzero(cells["x"] != absent(cells["x"].dtype)):
        raise ScienceError(TWICE)
    return Grid(
        months=np.arange(first, first + shape[1], dtype=np.int32),
        x=cells.pop("x"),
        outcomes={name: cells.pop(name) for name in OUTCOMES if name in cells},
        chapter=chapters_of(engine, shape[0]) if chapters else np.full(shape[0], -1, dtype=np.int32),
        extra=cells,
    )


def chapters_of(engine: Engine, members: int) -> npt.NDArray[np.int32]:
    """The chapter of each member as 0 ... C-1 in the order of their names; -1 where it is not told."""
    found = np.full(members, -1, dtype=np.int32)
    if not members or not engine.rows("SELECT 1 FROM months WHERE chapter <> '' LIMIT 1"):
        return found
    owners = "SELECT member, min(chapter) AS chapter FROM months GROUP BY member"
    sql = (
        f"SELECT CAST(member AS BIGINT) AS member, CAST(home AS BIGINT) AS home FROM ({owners}) AS owners "
        f"JOIN ({_numbered('SELECT chapter FROM months')}) AS numbered ON owners.chapter = numbered.chapter"
    )
    for piece in engine.stream(sql, doing="Looking for chapters"):
        found[piece["member"]] = piece["home"]
    return found


def load_pairs(engine: Engine) -> PairMonths:
    """The table `pairs` as flat arrays, in the order it comes in."""
    rows, hats, chances, named = whole(
        engine.rows(
            "SELECT count(*), count(suggested), count(probability), max(CASE WHEN chapter <> '' THEN 1 ELSE 0 END) "
            "FROM pairs",
            doing=LOOKING,
        )[0]
    )
    numbers = ("giver", "receiver", "month", "met", "referrals")
    wanted = [f"CAST({name} AS BIGINT) AS {name}" for name in numbers]
    wanted.append(f"CAST({'coalesce(home, -1)' if named else '-1'} AS BIGINT) AS chapter")
    wanted.append("CASE WHEN coalesce(suggested, false) THEN 1 ELSE 0 END AS suggested")
    wanted.append("CAST(coalesce(probability, 0) AS DOUBLE) AS probability")
    join = f"LEFT JOIN ({_numbered('SELECT chapter FROM pairs')}) AS numbered ON pairs.chapter = numbered.chapter"
    found = {name: np.empty(rows, dtype=np.int64) for name in (*numbers, "chapter")}
    suggested = np.empty(rows, dtype=np.bool_)
    probability = np.empty(rows, dtype=np.float64)
    into: Mapping[str, npt.NDArray[np.generic]] = found | {"suggested": suggested, "probability": probability}
    at = 0
    for piece in engine.stream(f"SELECT {', '.join(wanted)} FROM pairs {join if named else ''}", doing=PAIRS):
        for name, column in into.items():
            column[at : at + len(piece[name])] = piece[name]
        at += len(piece["giver"])
    return PairMonths(**found, suggested=suggested if hats else None, probability=probability if chances else None)


def _numbered(chapters: str) -> str:
    """Each chapter with its number."""
    distinct = f"SELECT DISTINCT chapter FROM ({chapters}) AS every WHERE chapter <> ''"
    return f"SELECT chapter, row_number() OVER (ORDER BY chapter) - 1 AS home FROM ({distinct}) AS named"


def _empty(shape: tuple[int, int], most: Mapping[str, int], largest: int) -> dict[str, Counting]:
    small, wide = np.dtype(np.uint8), np.dtype(np.uint16)
    is_small = {name: value < absent(small) for name, value in most.items()}
    needed = shape[0] * shape[1] * sum(1 if fits else 2 for fits in is_small.values())
    if needed > largest:
        raise TooLarge(
            f"Comparing members with themselves would need {needed / 2**30:,.0f} GB of memory: "
            f"{shape[0]:,} members over {shape[1]:,} months. Take fewer months, or fewer chapters."
        )
    return {
        name: np.full(shape, absent(small), small) if fits else np.full(shape, absent(wide), wide)
        for name, fits in is_small.items()
    }


def _fill(engine: Engine, cells: Mapping[str, Counting], first: int, rows: int) -> None:
    """Each row to its cell; what is not told stays absent."""
    kinds = {name: "INTEGER" if layer.dtype == np.uint16 else "SMALLINT" for name, layer in cells.items()}
    wanted = ", ".join(f"CAST(coalesce({name}, -1) AS {kind}) AS {name}" for name, kind in kinds.items())
    sql = f"SELECT CAST(member AS BIGINT) AS member, CAST(month AS INTEGER) AS month, {wanted} FROM months"
    done = 0
    for piece in engine.stream(sql, doing=MONTHS):
        _scatter(piece, cells, first)
        done += len(piece["member"])
        if engine.progress:
            engine.progress(MONTHS, done / rows)


def _scatter(piece: Columns, cells: Mapping[str, Counting], first: int) -> None:
    at = piece["member"] * cells["x"].shape[1] + (piece["month"] - first)
    for name, layer in cells.items():
        # -1 becomes the largest number of the type, which is `absent`.
        layer.reshape(-1)[at] = piece[name].astype(layer.dtype)
