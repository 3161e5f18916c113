"""From what members did to their study: counted here, worked out by science, without a name on the way."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from cookout.insight.formats import count_table
from cookout.insight.models.from_hat import FromHat, from_hat
from cookout.insight.models.hats import Again
from cookout.insight.models.member_months import LeftOut, MemberMonths, member_months
from cookout.insight.models.scope import Subject
from cookout.science.study.counts import Counts
from cookout.science.study.engines.counted import counts_of, facts_of
from cookout.science.study.grid import Counting, Grid, absent
from cookout.science.study.pairs import PairMonths
from cookout.science.study.results import OUTCOMES, Facts, Study
from cookout.science.study.whole import study

Tables = Mapping[str, list[list[int | None]]]
Progress = Callable[[str, float], None]

REDRAWS = 2000
"""So often the hats are drawn again, to see what chance makes."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was worked out: the study, the counts that may be shown, and whose months are not in it."""

    study: Study
    until: int
    left_out: LeftOut = LeftOut()
    tables: Tables = field(default_factory=dict)
    hat: FromHat = FromHat()

    def as_facts(self) -> dict[str, Any]:
        """What a run keeps beside the study."""
        tables = {name: list(rows) for name, rows in self.tables.items()}
        return {"left_out": asdict(self.left_out), "tables": tables, "hat": asdict(self.hat)}

    @classmethod
    def of(cls, facts: Mapping[str, Any], found: Study, until: int) -> "Made":
        """As it was kept."""
        hat = FromHat(**facts.get("hat", {}))
        return cls(found, until, LeftOut(**facts.get("left_out", {})), facts.get("tables", {}), hat)


def make(subject: Subject, progress: Progress | None = None) -> Made:
    """Count, and have it worked out."""
    me = subject.user.pk if subject.user is not None else None
    groups = subject.group_ids()
    told = member_months(groups, me=me)
    grid = together(told.grid, told.mine) if me is not None else told.grid
    counts = {outcome: counts_of(grid, outcome) for outcome in OUTCOMES}
    found = study(
        counts, grid, told.pairs if me is None else None, facts=_facts(grid, told.pairs), progress=progress,
        region_chapters=len(subject.drawing_together()) or None, redraws=REDRAWS, redraw=_again(told, progress),
    )  # fmt: skip
    hat = from_hat(told.pairs, told.hats, told.until)
    return Made(found, told.until, told.left_out if me is None else LeftOut(), _tables(grid, counts), hat)


def _again(told: MemberMonths, progress: Progress | None) -> Again | None:
    """Draws the hats again where there are any; it says so after each, because a region's take minutes."""
    if not told.hats:
        return None
    return Again(told.hats, REDRAWS, partial(progress, "what the hat drew", 0.9) if progress else lambda: None)


def _facts(grid: Grid, pairs: PairMonths) -> Facts:
    if not grid.x.size:
        return facts_of(grid)
    both = np.unique(pairs.giver * (pairs.giver.max(initial=0) + 1) + pairs.receiver)
    drawn = int(pairs.suggested.sum()) if pairs.suggested is not None else 0
    return replace(facts_of(grid), pairs=int(both.size), pair_months=int(pairs.giver.size), drawn=drawn)


def together(grid: Grid, mine: tuple[int, ...]) -> Grid:
    """One row of the several places of one person: what she did counts once, so her months are sums."""
    if len(mine) < 2:
        return only(grid, mine)
    some = only(grid, mine)
    here = some.present

    def summed(layer: Counting) -> Counting:
        wide = np.where(here, layer, 0).sum(axis=0, dtype=np.uint16)
        return np.asarray(np.where(here.any(axis=0), wide, absent(wide.dtype)))[np.newaxis]

    return Grid(
        months=grid.months,
        x=summed(some.x),
        outcomes={name: summed(values) for name, values in some.outcomes.items()},
        chapter=some.chapter[:1],
    )


def only(grid: Grid, members: tuple[int, ...]) -> Grid:
    """The rows of these members."""
    rows = np.array(members, dtype=np.int64)
    return Grid(
        months=grid.months,
        x=grid.x[rows],
        outcomes={name: values[rows] for name, values in grid.outcomes.items()},
        chapter=grid.chapter[rows],
    )


def _tables(grid: Grid, counts: Mapping[str, Counts]) -> Tables:
    return {outcome: _table(grid, outcome, counts[outcome]) for outcome in OUTCOMES}


def _table(grid: Grid, outcome: str, whole: Counts) -> list[list[int | None]]:
    bands = count_table.counted(whole.joint)
    chapters = np.unique(grid.chapter)
    if chapters.size < 2:
        return count_table.shown(bands)
    parts = [count_table.counted(counts_of(_of_chapter(grid, int(one)), outcome).joint) for one in chapters]
    return count_table.shown(bands, count_table.veiled_in_whole(bands, parts))


def _of_chapter(grid: Grid, chapter: int) -> Grid:
    return only(grid, tuple(np.flatnonzero(grid.chapter == chapter).tolist()))
