"""All that a study takes from an engine's table `months`, on the shorter of two ways to the same numbers."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from cookout.science.study.counts import Counts
from cookout.science.study.engines import counted, counting
from cookout.science.study.engines.duck import Engine
from cookout.science.study.engines.loading import EXTRA, LARGEST, TooLarge, load_grid
from cookout.science.study.grid import Grid
from cookout.science.study.results import OUTCOMES, Facts


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken; `grid` is None where it would not fit into memory, and `why` says so."""

    facts: Facts
    counts: Mapping[str, Counts]
    grid: Grid | None
    why: str = ""


def take(
    engine: Engine, *, chapters: bool = True, extra: tuple[str, ...] = EXTRA, largest: int = LARGEST
) -> Taken:  # fmt: skip
    """Facts, counts of each outcome told, and the grid.

    Where the rows are near and the grid fits, they are read once and counted in it, in a third of the time and of the
    memory of adding up in SQL. Else the engine adds up, and its memory does not grow with the table.
    """
    try:
        grid, why = load_grid(engine, chapters=chapters, extra=extra, largest=largest), ""
    except TooLarge as refused:
        grid, why = None, str(refused)
    if grid is not None and engine.near:
        told = [name for name in OUTCOMES if name in grid.outcomes]
        with ThreadPoolExecutor() as beside:  # numpy lets go of the interpreter where it counts
            held, several = beside.submit(counted.facts_of, grid), beside.map(partial(counted.counts_of, grid), told)
            return Taken(held.result(), dict(zip(told, several, strict=True)), grid)
    counts = {name: counting.count(engine, name) for name in counting.told(engine)}
    return Taken(counting.facts(engine), counts, grid, why)
