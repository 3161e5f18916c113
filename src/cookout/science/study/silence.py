"""When not to speak: too few members, a placebo that failed, a score of its own outcome, missing months.

A number that is withheld is withheld everywhere: page, report, file and JSON get the estimate without it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from cookout.science.study.grid import Grid, absent
from cookout.science.study.results import NOTHING, OUTCOMES, Complaint, Estimate, Facts

FEWEST_MEMBERS = 8
"""Below, an interval clustered by member promises more than it can hold."""

MOST_MISSING = 0.5
"""With more of the member-months missing, whoever has a row is not like whoever has none."""

WITHIN = ("same_member", "steps", "controlled")
"""What compares a member with herself, and falls with the lead placebo."""

SCORE = "contains_outcome"

ENOUGH = 30
"""Among fewer rows a pattern may be an accident."""


def withheld(
    estimates: Mapping[str, Estimate], facts: Facts, complaints: Iterable[Complaint] = ()
) -> dict[str, Estimate]:
    """The same estimates, without those that must not speak; each of these says why."""
    refused = any(one.code == SCORE for one in complaints)
    return {key: _withheld(one, estimates, facts, refused) for key, one in estimates.items()}


def _withheld(one: Estimate, all_of_them: Mapping[str, Estimate], facts: Facts, refused: bool) -> Estimate:
    if one.silence:
        return replace(one, value=None, low=None, high=None, p=None, more=_told_of(one))
    family, _, rest = one.key.partition(".")
    if rest.split(".")[0] not in OUTCOMES:
        return one
    if refused:
        return _silent(one, SCORE)
    if one.clusters == "member" and one.groups < FEWEST_MEMBERS:
        return _silent(one, "too_few")
    if family in WITHIN:
        return _within(one, all_of_them, facts, rest.split(".")[0])
    return one


def _within(one: Estimate, all_of_them: Mapping[str, Estimate], facts: Facts, outcome: str) -> Estimate:
    if placebo_failed(all_of_them, outcome):
        return _silent(one, "placebo_failed")
    if facts.missing > MOST_MISSING * (facts.rows + facts.missing):
        return _silent(one, "missing_months")
    return one


def placebo_failed(estimates: Mapping[str, Estimate], outcome: str) -> bool:
    """Whether next month's 1-2-1s go together with this month's referrals: then something else moves both."""
    lead = estimates.get(f"lead.{outcome}")
    return lead is not None and lead.excludes_no_effect


def _silent(one: Estimate, why: str) -> Estimate:
    return replace(
        one,
        value=None,
        low=None,
        high=None,
        p=None,
        silence=why,
        more={},
        plain=NOTHING,
    )


def _told_of(one: Estimate) -> Mapping[str, Any]:
    """What belongs to a number that is not given: all but that number under another name."""
    return {name: value for name, value in one.more.items() if name not in ("coefficient", "se")}


def counts_its_outcome(grid: Grid) -> bool:
    """Whether what stands for 1-2-1s is worked out from the referrals alone, as a score of points is.

    So it is where each combination of given and received always has the same number of "1-2-1s", the numbers differ,
    and there are enough rows that this is no accident.
    """
    there = grid.present
    for layer in grid.outcomes.values():
        there = there & (layer != absent(layer.dtype))
    x = grid.x[there].astype(np.int64)
    if not grid.outcomes or x.size < ENOUGH or x.min() == x.max():
        return False
    code = np.zeros(x.shape, dtype=np.int64)
    for layer in grid.outcomes.values():
        code = code * (int(layer[there].max()) + 1) + layer[there]
    found, which = np.unique(code, return_inverse=True)
    least = np.full(found.size, np.iinfo(np.int64).max)
    most = np.full(found.size, -1)
    np.minimum.at(least, which, x)
    np.maximum.at(most, which, x)
    return bool((least == most).all() and found.size * 4 <= x.size)
