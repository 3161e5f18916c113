"""The whole study: every question asked of one table, each answer with its words, and what follows from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cookout.science.errors import ScienceError
from cookout.science.study.counts import Counts
from cookout.science.study.described import averages, bands, correlations
from cookout.science.study.grid import Grid
from cookout.science.study.keys import PAIRS, keys, unit
from cookout.science.study.paired import control, draw, dyads, power
from cookout.science.study.paired.redraws import Redraw
from cookout.science.study.pairs import PairMonths
from cookout.science.study.results import BANDS, EDGES, OUTCOMES, Complaint, Estimate, Facts, Line, Study, Words
from cookout.science.study.silence import SCORE, counts_its_outcome, withheld
from cookout.science.study.within import poisson
from cookout.science.study.words.said import can_say, cannot_say, finding
from cookout.science.study.words.spoken import spoken

Progress = Callable[[str, float], None]
"""Told what is being done and how much of the whole is behind, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Question:
    doing: str
    ask: Callable[[], Iterable[Estimate]]


def study(
    counts: Mapping[str, Counts], grid: Grid | None, pairs: PairMonths | None = None, *, facts: Facts,
    complaints: Sequence[Complaint] = (), region_chapters: int | None = None, redraws: int = 2000, seed: int = 0,
    redraw: Redraw | None = None, progress: Progress | None = None,
) -> Study:  # fmt: skip
    """Do 1-2-1s and referrals go together here, how sure is that, what may it mean, and what would settle it?

    `counts` by outcome, `grid` and `pairs` as far as the table tells them. Each question is asked for itself: one that
    cannot be answered stays without a number and says why, and the others are answered. `region_chapters` is how many
    chapters could draw together; `redraws` and `seed` are of the test of the draw: the same seed, the same p.
    `redraw` draws again what was not drawn with every partner equally likely.
    The same keys are always there (`keys`). Nothing is raised but for what stops all, such as Ctrl-C.
    """
    complained = list(complaints)
    if grid is not None and counts_its_outcome(grid):
        complained.append(
            Complaint(SCORE, Words("What stands for 1-2-1s is worked out from the referrals themselves."))
        )
    asked = [*_of_counts(counts), *_of_grid(grid), *_of_pairs(pairs, redraws, seed, redraw)]
    asked.append(
        _Question("what would settle it", lambda: power.settle(grid, pairs, facts=facts, chapters=region_chapters))
    )
    found: dict[str, Estimate] = {}
    for place, question in enumerate(asked):
        if progress:
            progress(question.doing, place / len(asked))
        found |= _answered(question, complained)
    told = withheld({key: found.get(key) or _untold(key, pairs) for key in keys()}, facts, complained)
    whole = Study(
        facts=facts,
        estimates={key: spoken(one) for key, one in _placed(told, counts)},
        lines=_lines(counts, complained),
        complaints=tuple(complained),
    )
    return replace(whole, finding=finding(whole), can_say=can_say(whole), cannot_say=cannot_say(whole))


def _of_counts(counts: Mapping[str, Counts]) -> Iterator[_Question]:
    for outcome, told in counts.items():
        yield _Question(f"means, ratios and correlations of what was {outcome}", partial(_described, told))


def _described(counts: Counts) -> Iterator[Estimate]:
    yield from bands.bands(counts)
    for ask in (
        bands.average, bands.months_ratio, averages.members_ratio, correlations.pearson, correlations.members_pearson,
        correlations.spearman, correlations.slope,
    ):  # fmt: skip
        yield ask(counts)


def _of_grid(grid: Grid | None) -> Iterator[_Question]:
    for outcome in OUTCOMES:
        if grid is not None and outcome in grid.outcomes:
            yield _Question(
                f"the same member compared, by what was {outcome}", partial(poisson.estimates, grid, outcome)
            )


def _of_pairs(
    pairs: PairMonths | None, redraws: int, seed: int, redraw: Redraw | None
) -> Iterator[_Question]:  # fmt: skip
    if pairs is None:
        return
    yield _Question("the same pair compared", lambda: (dyads.pair_effect(pairs),))
    yield _Question("a check among partners not met", lambda: (control.unmet(pairs),))
    if pairs.suggested is not None:
        yield _Question(
            "what the hat drew", lambda: draw.lot(pairs, redraws=redraws, seed=seed, redraw=redraw).values()
        )


def _answered(question: _Question, complained: list[Complaint]) -> dict[str, Estimate]:
    """What was found; where a question makes no sense here, what is wrong goes to the complaints and nothing else."""
    try:
        return {one.key: one for one in question.ask()}
    except ScienceError as wrong:
        complained.append(Complaint("unanswered", Words("%(wrong)s", {"wrong": str(wrong)})))
        return {}


def _untold(key: str, pairs: PairMonths | None) -> Estimate:
    silence = "not_asked"
    if key in PAIRS:
        silence = "no_pairs" if pairs is None else "no_draw" if key.startswith("lot.") else "not_asked"
    return Estimate(key=key, unit=unit(key), silence=silence)


def _placed(estimates: Mapping[str, Estimate], counts: Mapping[str, Counts]) -> Iterator[tuple[str, Estimate]]:
    """Each band also knows the mean of its 1-2-1s: where it stands in the picture."""
    for key, one in estimates.items():
        family, _, rest = key.partition(".")
        outcome, _, band = rest.partition(".")
        at = _mean_of_band(counts[outcome], band) if family == "band" and outcome in counts else None
        yield key, one if at is None else replace(one, more={**one.more, "x": at})


def _mean_of_band(counts: Counts, band: str) -> float | None:
    place = BANDS.index(band)
    end = EDGES[place + 1] if place + 1 < len(EDGES) else None
    inside = [(x, many) for (x, _y), many in counts.joint.items() if x >= EDGES[place] and (end is None or x < end)]
    months = sum(many for _x, many in inside)
    return sum(x * many for x, many in inside) / months if months else None


def _lines(counts: Mapping[str, Counts], complained: Iterable[Complaint]) -> tuple[Line, ...]:
    if any(one.code == SCORE for one in complained):
        return ()
    return tuple(line for line in map(correlations.line, counts.values()) if line is not None)
