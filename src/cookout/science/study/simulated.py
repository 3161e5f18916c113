"""A simulated region as a study, and as files: to see what the graphs show where the truth is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cookout.science.errors import ScienceError
from cookout.science.shown.writing import write_table
from cookout.science.study.engines.counted import counts_of, facts_of
from cookout.science.study.from_files import Wishes, with_pairs
from cookout.science.study.grid import Grid
from cookout.science.study.pairs import PairMonths
from cookout.science.study.results import Study
from cookout.science.study.shown.as_json import month
from cookout.science.study.simulate import simulate
from cookout.science.study.whole import Progress, study

COUNTS = ("chapters", "members", "months", "seed")
SHARES = ("theta",)
MOST_PAIR_MONTHS = 50_000_000


@dataclass(frozen=True, slots=True)
class Region:
    """What is to be simulated."""

    chapters: int = 20
    members: int = 24
    months: int = 12
    seed: int = 1
    theta: float = 0.0
    told: tuple[str, ...] = field(default=())
    """What was asked for in words."""


def region_of(wishes: Sequence[str]) -> Region:
    """The region that was asked for as `chapters=20 theta=0.5`.

    >>> region_of(["chapters=2", "theta=0.5"]).theta
    0.5
    """
    found: dict[str, float] = {}
    for wish in wishes:
        name, _, value = wish.partition("=")
        if name not in (*COUNTS, *SHARES):
            raise ScienceError(f"“{wish}” is nothing to simulate. Say {', '.join((*COUNTS, *SHARES))}, each with =.")
        try:
            found[name] = float(value) if name in SHARES else int(value)
        except ValueError:
            kind = "a number such as 0.5" if name in SHARES else "a whole number"
            raise ScienceError(f"“{wish}”: {name} is {kind}.") from None
    start = Region()
    chapters, members, months, seed = (int(found.get(name, getattr(start, name))) for name in COUNTS)
    region = Region(chapters, members, months, seed, found.get("theta", start.theta), tuple(wishes))
    if region.chapters * region.members**2 * region.months > MOST_PAIR_MONTHS:
        raise ScienceError(f"That region has more than {MOST_PAIR_MONTHS:,} months of pairs. Ask for a smaller one.")
    return region


def study_of_region(region: Region, wishes: Wishes, progress: Progress | None = None, out: str | None = None) -> Study:
    """The study of the simulated region; with `out` its tables are left in that folder."""
    grid, pairs = simulate(region.chapters, region.members, region.months, theta=region.theta, seed=region.seed)
    if out is not None:
        leave(Path(out), grid, pairs)
    return study(
        {outcome: counts_of(grid, outcome) for outcome in grid.outcomes}, grid, pairs,
        facts=with_pairs(facts_of(grid), pairs), region_chapters=wishes.region_chapters, redraws=wishes.redraws,
        seed=wishes.seed, progress=progress,
    )  # fmt: skip


def leave(folder: Path, grid: Grid, pairs: PairMonths) -> None:
    """The two tables as `months.csv` and `pairs.csv`, which `cookout study` reads."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise ScienceError(f"“{folder}” cannot be made ({refused.strerror}). Name another folder.") from refused
    head = ("chapter", "member", "month", "one_to_ones", "referrals_given", "referrals_received")
    write_table(folder / "months.csv", head, _months(grid))
    more = ("chapter", "giver", "receiver", "month", "met", "referrals", "suggested", "probability")
    write_table(folder / "pairs.csv", more, _pairs(pairs))


def _months(grid: Grid) -> Iterator[tuple[object, ...]]:
    given, received = grid.outcomes["given"].tolist(), grid.outcomes["received"].tolist()
    times = [month(number) for number in grid.months.tolist()]
    for member, (home, row) in enumerate(zip(grid.chapter.tolist(), grid.x.tolist(), strict=True)):
        for at, x in enumerate(row):
            yield f"C{home + 1}", f"M{member + 1}", times[at], x, given[member][at], received[member][at]


def _pairs(pairs: PairMonths) -> Iterator[tuple[object, ...]]:
    drawn = pairs.suggested.tolist() if pairs.suggested is not None else [""] * pairs.giver.size
    chance = pairs.probability.tolist() if pairs.probability is not None else [""] * pairs.giver.size
    columns = (pairs.chapter, pairs.giver, pairs.receiver, pairs.month, pairs.met, pairs.referrals)
    for row in zip(*(column.tolist() for column in columns), drawn, chance, strict=True):
        home, giver, receiver, when, met, passed, chosen, odds = row
        yield f"C{home + 1}", f"M{giver + 1}", f"M{receiver + 1}", month(when), met, passed, int(chosen or 0), odds
