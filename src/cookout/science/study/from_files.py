"""From files to a study: read, counted, asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from cookout.science.study.engines.duck import Engine
from cookout.science.study.engines.loading import load_pairs
from cookout.science.study.engines.taking import Taken, take
from cookout.science.study.pairs import PairMonths
from cookout.science.study.reading.table import Table, open_table
from cookout.science.study.results import Complaint, Facts, Study, Words
from cookout.science.study.whole import Progress, study


@dataclass(frozen=True, slots=True)
class Wishes:
    """How files are to be read and asked."""

    columns: Mapping[str, str] = field(default_factory=dict)
    doubles: str = "refuse"
    kind: str | None = None
    month: int | None = None
    region_chapters: int | None = None
    redraws: int = 2000
    seed: int = 0


def study_of_files(
    files: Sequence[str], wishes: Wishes, engine: Engine, progress: Progress | None = None
) -> tuple[Study, Table]:
    """The study of what the files hold, and what was read. Raises ScienceError where nothing can be answered."""
    table = open_table(
        files, columns=wishes.columns, doubles=wishes.doubles, kind=wishes.kind, month=wishes.month, engine=engine
    )
    pairs = load_pairs(engine) if table.pairs else None
    taken = take(engine) if table.months else Taken(NOBODY, {}, None)
    held, complaints = taken.facts, list(table.complaints)
    if taken.why:
        complaints.append(Complaint("too_large", Words("%(why)s", {"why": taken.why})))
    if pairs is not None:
        held = with_pairs(held, pairs)
    answered = study(
        taken.counts, taken.grid, pairs, facts=held, complaints=complaints, region_chapters=wishes.region_chapters,
        redraws=wishes.redraws, seed=wishes.seed, progress=progress,
    )  # fmt: skip
    return answered, table


NOBODY = Facts(rows=0, members=0, chapters=0, first=0, last=0)


def with_pairs(held: Facts, pairs: PairMonths) -> Facts:
    """The facts of member-months, if any, with what the table of pairs adds."""
    one, other = np.minimum(pairs.giver, pairs.receiver), np.maximum(pairs.giver, pairs.receiver)
    many = int(other.max()) + 1 if other.size else 0
    added = replace(
        held,
        pairs=int(np.unique(one * many + other).size),
        pair_months=int(pairs.giver.size),
        drawn=int(pairs.suggested.sum()) if pairs.suggested is not None else 0,
    )
    if held.rows or not other.size:
        return added
    homes = np.unique(pairs.chapter[pairs.chapter >= 0]).size
    return replace(
        added, members=many, chapters=int(homes), first=int(pairs.month.min()), last=int(pairs.month.max())
    )  # fmt: skip
