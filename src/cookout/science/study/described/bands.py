"""Months with many 1-2-1s beside months with few: what was received and given in each, and how sure that is.

Nothing here says what *makes* the difference. In a region where a 1-2-1 does nothing, the months with 3 to 4 of them
still show 1.4 times the referrals of those with none or one (SCIENCE 2.2).
"""

from fractions import Fraction

from cookout.science.study.counts import Counts
from cookout.science.study.described import rates
from cookout.science.study.described.clusters import (
    ONE,
    chosen,
    effective,
    is_enough,
    ratio,
    reach,
    root,
    silent,
    times,
    variance,
)
from cookout.science.study.results import BANDS, Estimate

LOW, HIGH = 0, 2
"""The bands that are compared: 0-1 and 3-4."""


def bands(counts: Counts) -> tuple[Estimate, ...]:
    """How many referrals fall in a month with 0-1, with 2, with 3-4, with 5 or more 1-2-1s?

    Four estimates `band.<outcome>.<band>`, referrals a month. mean = Σy/Σn of the band; relative error
    sqrt(G/(G-1) Σ_g (y_g - mean·n_g)²)/Σy with clusters g; interval mean·exp(±t·error), t with the degrees of freedom
    that the band's clusters leave. Where a band has no referral at all it ends at the exact Poisson bound. `too_few`
    below 5 members or 20 member-months in a band, `all_zero` where the whole table has no referral, `constant` where
    everybody has the same: what never varies tells nothing of its error.
    Source: Cameron & Miller 2015; SCIENCE 2.3.
    """
    return tuple(_mean(counts, f"band.{counts.outcome}.{name}", f"n{i}", f"y{i}") for i, name in enumerate(BANDS))


def average(counts: Counts) -> Estimate:
    """How many referrals fall in a month of a member, over all? `average.<outcome>`, worked out as a band is."""
    return _mean(counts, f"average.{counts.outcome}", "n", "y")


def months_ratio(counts: Counts) -> Estimate:
    """How many times the referrals of a month with 0-1 1-2-1s does a month with 3-4 have? `months.<outcome>`.

    ln(mean of 3-4) - ln(mean of 0-1), its error clustered: sqrt(G/(G-1) Σ_g (y2_g/Y2 - n2_g/N2 - y0_g/Y0 + n0_g/N0)²).
    The same members may have months in both bands; that is in the formula. `too_few` where either band is;
    `all_zero` where either has no referral: no number is so many times nothing, and 0 times has no error of this kind;
    `constant` where nobody differs.
    """
    return ratio(f"months.{counts.outcome}", counts.months, (f"n{HIGH}", f"y{HIGH}"), (f"n{LOW}", f"y{LOW}"))


def _mean(counts: Counts, key: str, months: str, sum_of: str) -> Estimate:
    clusters, products = chosen(counts.months)
    n, y = products.total(months), products.total(sum_of)
    if not is_enough(counts.months, months):
        return silent(key, "a month", "too_few", n)
    if not products.total("y"):
        return silent(key, "a month", "all_zero", n)
    behind = effective(products, {months: ONE})
    if not y:
        return _none(counts, key, months)
    error = root(variance(products, {sum_of: ONE / y, months: -ONE / n}))
    if not error:
        return silent(key, "a month", "constant", n)
    quantile = reach(behind)
    low, high = times(y / n, error, quantile)
    return Estimate(
        key, "a month", y / n, low, high, n, "member-months", clusters, products.groups,
        more={"se": error * y / n, "quantile": quantile, "effective": behind, "sum": y},
    )  # fmt: skip


def _none(counts: Counts, key: str, months: str) -> Estimate:
    """No referral in so many months. They are worth fewer where referrals come in heaps, as in the whole table."""
    clusters, products = chosen(counts.months)
    n = products.total(months)
    mean = Fraction(products.total("y"), products.total("n"))
    heaps = max(variance(products, {"y": ONE, "n": -mean}) / products.total("y"), ONE)
    high = rates.rate(0, float(n / heaps)).high
    return Estimate(
        key, "a month", 0.0, 0.0, high, n, "member-months", clusters, products.groups,
        more={"sum": 0, "phi": float(heaps)},
    )  # fmt: skip
