"""Poisson regression of member-months with member and month effects: the fit, its clusters and its standard errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from cookout.science.errors import ScienceError
from cookout.science.study.grid import Grid
from cookout.science.study.within.climbing import climb
from cookout.science.study.within.panel import STEPS, Panel, panel, term
from cookout.science.study.within.profiled import residuals, seen

CHAPTERS = 40
"""From so many chapters on, a chapter's months may hang together; below, errors clustered by chapter are too small."""

FEWEST = 10
"""With fewer clusters an interval would promise more than it can keep."""

PERFECT = 1e-12
"""Where the fit leaves less than this share of chance, nothing is left to judge it by."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients of `terms` on the log of the mean, each with its standard error, or why there is none."""

    outcome: str
    terms: tuple[str, ...]
    coefficients: Mapping[str, float]
    """Of the terms that could be told."""
    errors: Mapping[str, float]
    """Their clustered standard errors."""
    covariance: tuple[tuple[float, ...], ...]
    """Of `coefficients`, in their order."""
    rows: int
    """Member-months that say something."""
    members: int
    months: int
    clusters: str
    """`member` or `chapter`."""
    groups: int
    phi: float | None
    """Pearson's overdispersion: 1 is pure chance, 2 is twice the variance."""
    iterations: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    """Rows left out, by why: `incomplete`, `single`, `all_zero`, `separated`."""
    silence: str = ""
    """Why nothing could be fitted at all; empty where it could."""
    silent: Mapping[str, str] = field(default_factory=dict)
    """Why a single term could not be told: `constant`, `no_variation`."""

    def quantile(self, level: float = 0.95) -> float:
        """By so many standard errors the interval reaches to each side: Student's t with groups - 1 degrees."""
        return float(stdtrit(self.groups - 1, (1 + level) / 2))

    def interval(self, name: str, level: float = 0.95) -> tuple[float, float]:
        """Where the coefficient of a term may lie."""
        reach = self.quantile(level) * self.errors[name]
        return self.coefficients[name] - reach, self.coefficients[name] + reach

    def p(self, name: str) -> float:
        """How often so large a coefficient would come of nothing."""
        return float(2 * stdtr(self.groups - 1, -abs(self.coefficients[name]) / self.errors[name]))


def fit(
    grid: Grid, outcome: str, *, terms: Sequence[str] = ("dose",), cluster: str = "auto", member_effects: bool = True
) -> Fit:
    """How the mean of `outcome` goes with `terms`, each member compared with herself and each month with itself.

    E[y_it] = exp(a_i + d_t + sum b_k z_itk), by Newton's method with the member effects profiled out; with
    `member_effects=False` months alone. Terms: `dose` (1-2-1s), `1`, `2`, `3`, `4+` (steps against none), `lead`
    (1-2-1s of the month after), or a layer of `grid.extra`. Only the mean needs to be right, not the Poisson.

    V = A^-1 (sum_g u_g u_g') A^-1 · G/(G-1) · (N-1)/(N-K-T), as pyfixest and fixest have it. Clusters are chapters from
    40 of them on where every member's is told, else members. Cost: some ten passes over the table, 6 ns a cell each.

    Two months, the second with a 1-2-1 for half of the members. The effect is how many times as much those gave in the
    second as in the first, over the same of the others: 5.7 over 2.

    >>> from cookout.science.study.grid import of_rows
    >>> member, month = np.divmod(np.arange(40), 2)
    >>> met = month * (member < 10)
    >>> months = of_rows(member, month, {"one_to_ones": met, "given": (1 + 2 * met) * (1 + member % 3 * month)})
    >>> found = fit(months, "given")
    >>> round(float(np.exp(found.coefficients["dose"])), 9), found.rows, found.clusters
    (2.85, 40, 'member')

    Raises ScienceError where the rounds come to no end, or the table lacks what is asked for.
    """
    data = panel(grid, outcome, [term(name) for name in terms], effects=member_effects)
    clusters, group = _clusters(grid, data, cluster)
    blank = Fit(
        outcome=outcome, terms=tuple(terms), coefficients={}, errors={}, covariance=(), rows=data.rows,
        members=len(data.members), months=len(data.months), clusters=clusters,
        groups=int(group.max()) + 1 if group.size else 0, phi=None, iterations=0, dropped=data.dropped,
    )  # fmt: skip
    if data.rows == 0:
        return replace(blank, silence="all_zero" if data.dropped["all_zero"] else "too_few")
    if len(data.members) < 2:
        return replace(blank, silence="too_few")
    vary = [place for place, span in enumerate(data.spans) if span > 0]
    why = "no_variation" if set(terms) & set(STEPS) or data.dropped["separated"] else "constant"
    still = {name: why for place, name in enumerate(terms) if place not in vary}
    if not vary:
        return replace(blank, silence=why, silent=still)
    return _fitted(blank, data.only(vary), group, still, member_effects)


def _clusters(grid: Grid, data: Panel, asked: str) -> tuple[str, npt.NDArray[np.int64]]:
    """By what the errors are clustered, and each member's cluster."""
    homes = grid.chapter[data.members]
    told = bool((homes >= 0).all())
    if asked not in ("auto", "member", "chapter"):
        raise ScienceError(f"Months can hang together by “member” or by “chapter”, not by “{asked}”.")
    if asked == "chapter" and not told:
        raise ScienceError("Some members have no chapter in the table: fill the column in, or cluster by member.")
    names, codes = np.unique(homes, return_inverse=True)
    if asked == "chapter" or (asked == "auto" and told and len(names) >= CHAPTERS):
        return "chapter", codes.astype(np.int64)
    return "member", np.arange(len(homes), dtype=np.int64)


def _fitted(blank: Fit, data: Panel, group: npt.NDArray[np.int64], silent: dict[str, str], effects: bool) -> Fit:
    names = [name for name in blank.terms if name not in silent]
    known = seen(data)
    top = climb(data, known, effects=effects)
    kept = [] if top.ran_away else [names[place] for place in top.kept]
    silent = silent | {name: "no_variation" for name in names if name not in kept}
    blank = replace(blank, iterations=top.rounds, silent=silent)
    if not kept:
        return replace(blank, silence="no_variation")
    slopes, place = top.place.slopes, top.place
    left = residuals(data.only(top.kept), known, place.coefficients, place.months if effects else None, slopes.centre)
    free = data.rows - slopes.rank - len(kept) - (len(data.members) if effects else 0)
    blank = replace(blank, phi=max(left.pearson, 0.0) / free if free > 0 else None)
    spare = data.rows - len(kept) - len(data.months)
    if blank.groups < FEWEST or spare <= 0:
        return replace(blank, silence="too_few_clusters" if spare > 0 else "too_few")
    inverse = np.linalg.inv(slopes.information)
    pulls = np.stack([np.bincount(group, weights=pull) for pull in left.scores.T])
    factor = blank.groups / (blank.groups - 1) * (data.rows - 1) / spare
    covariance = factor * inverse @ (pulls @ pulls.T) @ inverse
    if np.any(np.diagonal(covariance) <= PERFECT * np.diagonal(inverse)):
        return replace(blank, silence="too_few")
    return replace(
        blank,
        coefficients=dict(zip(kept, place.coefficients.tolist(), strict=True)),
        errors=dict(zip(kept, np.sqrt(np.diagonal(covariance)).tolist(), strict=True)),
        covariance=tuple(tuple(row) for row in covariance.tolist()),
    )
