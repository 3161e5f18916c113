"""Studies for the tests of what is said: written down by hand, or of a simulated region."""

from dataclasses import replace
from functools import cache

from cookout.science.study.engines.counted import counts_of, facts_of
from cookout.science.study.from_files import with_pairs
from cookout.science.study.keys import keys, unit
from cookout.science.study.results import Estimate, Facts, Study
from cookout.science.study.simulate import simulate
from cookout.science.study.whole import study

FACTS = Facts(rows=288, members=24, chapters=1, first=12 * 2025, last=12 * 2025 + 11)


def estimate(key: str, value: float, low: float, high: float, **more: object) -> Estimate:
    """One that speaks."""
    filled = Estimate(key, unit(key), value, low, high, n=288, clusters="member", groups=24, p=0.01)
    return replace(filled, **more)  # type: ignore[arg-type]  # the fields of an estimate, by name


def hand_written(*estimates: Estimate, facts: Facts = FACTS) -> Study:
    """A study with these estimates and no other."""
    return Study(facts=facts, estimates={one.key: one for one in estimates})


def silent(facts: Facts = FACTS) -> Study:
    """A study in which nothing is known."""
    return Study(facts=facts, estimates={key: Estimate(key, unit(key), silence="too_few") for key in keys()})


@cache
def region(
    chapters: int = 20, theta: float = 0.0, seed: int = 3, members: int = 24, with_hat: bool = True
) -> Study:  # fmt: skip
    """The study of a simulated region."""
    grid, pairs = simulate(chapters, members, 12, theta=theta, seed=seed)
    held = facts_of(grid)
    return study(
        {outcome: counts_of(grid, outcome) for outcome in grid.outcomes}, grid, pairs if with_hat else None,
        facts=with_pairs(held, pairs) if with_hat else held, redraws=199,
    )  # fmt: skip
