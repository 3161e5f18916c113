"""Each member compared with herself: what goes with one more 1-2-1 a month, member and month held equal.

The fit is in `fitting`; here are its numbers as estimates. Words are put to them in `words`.
"""

import math
from typing import Any

from cookout.science.study.grid import Grid
from cookout.science.study.results import Estimate
from cookout.science.study.within.fitting import Fit, fit
from cookout.science.study.within.panel import STEPS

__all__ = [
    "Fit", "estimates", "fit", "lead", "overdispersion", "pooled", "same_member", "same_member_with_attendance",
    "spread_of", "steps",
]  # fmt: skip

FURTHEST = 700.0
"""Beyond exp(700) there is no number; the end of such an interval is not told."""


def same_member(grid: Grid, outcome: str, *, cluster: str = "auto") -> Estimate:
    """`same_member.<outcome>`: how many times as much a member has in a month with one 1-2-1 more than in another."""
    return _times(fit(grid, outcome, cluster=cluster), "dose", f"same_member.{outcome}")


def pooled(grid: Grid, outcome: str, *, cluster: str = "auto") -> Estimate:
    """`pooled.<outcome>`: the same between members too, months alone held equal. The keen and the busy are in it."""
    return _times(fit(grid, outcome, cluster=cluster, member_effects=False), "dose", f"pooled.{outcome}")


def steps(grid: Grid, outcome: str, *, cluster: str = "auto") -> tuple[Estimate, ...]:
    """`steps.<outcome>.1` to `.4+`: how many times as much with 1, 2, 3, 4 or more 1-2-1s as in a month with none."""
    found = fit(grid, outcome, terms=STEPS, cluster=cluster)
    return tuple(_times(found, step, f"steps.{outcome}.{step}") for step in STEPS)


def lead(grid: Grid, outcome: str, *, cluster: str = "auto") -> Estimate:
    """`lead.<outcome>`: what goes with 1-2-1s of the month *after*, which cannot have brought this month's referrals.

    Away from 1 it says that something else moves both, or that referrals bring 1-2-1s. Months without a row for the
    month after are left out.
    """
    found = fit(grid, outcome, terms=("dose", "lead"), cluster=cluster)
    return _times(found, "lead", f"lead.{outcome}")


def same_member_with_attendance(grid: Grid, outcome: str, *, cluster: str = "auto") -> Estimate:
    """`controlled.<outcome>`: `same_member` with attendance held equal too; `not_asked` where that is not told."""
    key = f"controlled.{outcome}"
    if "attendance" not in grid.extra:
        return Estimate(key=key, unit="times", silence="not_asked")
    return _times(fit(grid, outcome, terms=("dose", "attendance"), cluster=cluster), "dose", key)


def overdispersion(grid: Grid, outcome: str) -> Estimate:
    """`overdispersion.<outcome>`: how many times the variance that pure chance would have; 1 is pure chance.

    Pearson's statistic over its degrees of freedom. It has no interval; errors here hold whatever it is.
    """
    return spread_of(fit(grid, outcome, cluster="member"))


def estimates(grid: Grid, outcome: str, *, cluster: str = "auto") -> tuple[Estimate, ...]:
    """All of these, each model fitted once."""
    found = fit(grid, outcome, cluster=cluster)
    return (
        _times(found, "dose", f"same_member.{outcome}"),
        spread_of(found),
        pooled(grid, outcome, cluster=cluster),
        *steps(grid, outcome, cluster=cluster),
        lead(grid, outcome, cluster=cluster),
        same_member_with_attendance(grid, outcome, cluster=cluster),
    )


def spread_of(found: Fit) -> Estimate:
    """The overdispersion of a fit that is there already."""
    silence = "" if found.phi is not None else found.silence or "too_few"
    key = f"overdispersion.{found.outcome}"
    return Estimate(key=key, unit="times", value=found.phi, n=found.rows, silence=silence, more=_more(found))


def _times(found: Fit, name: str, key: str) -> Estimate:
    """exp of one coefficient, or why there is none."""
    if name not in found.coefficients:
        return Estimate(
            key=key, unit="times", n=found.rows, clusters=found.clusters, groups=found.groups,
            silence=found.silence or found.silent[name], more=_more(found),
        )  # fmt: skip
    low, high = found.interval(name)
    return Estimate(
        key=key, unit="times", n=found.rows, clusters=found.clusters, groups=found.groups, p=found.p(name),
        value=_exp(found.coefficients[name]), low=_exp(low), high=_exp(high),
        more={"coefficient": found.coefficients[name], "se": found.errors[name], **_more(found)},
    )  # fmt: skip


def _exp(end: float) -> float | None:
    return math.exp(end) if end < FURTHEST else None


def _more(found: Fit) -> dict[str, Any]:
    return {
        "phi": found.phi, "members": found.members, "months": found.months, "dropped": dict(found.dropped),
        "iterations": found.iterations,
    }  # fmt: skip
