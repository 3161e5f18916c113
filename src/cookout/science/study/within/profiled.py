"""One pass over a panel: how well coefficients fit, which way is up and how bent, with the effects profiled out.

Given the coefficients, the best member effects are known: a member's months share her total as their weights do
(a conditional multinomial). So nothing is kept for a member, and a step of Newton's needs one pass.
Source: Hausman, Hall & Griliches, Econometrica 1984; for Poisson the conditional and the full likelihood have the same
maximum (Lancaster, J. Econometrics 2002). Standard errors: Cameron & Miller, J. Human Resources 2015.
"""

from dataclasses import dataclass

import numpy as np

from cookout.science.study.within.panel import Floats, Panel

FAINT = 1e-10
"""Directions among the months that hold less than this share of the evidence are taken to hold none."""

TINY = np.finfo(np.float64).tiny


@dataclass(frozen=True, slots=True)
class Seen:
    """What the table itself adds up to; the fit has to meet it."""

    terms: Floats
    """K: the sum of outcome times column."""
    months: Floats
    """T: the sum of outcomes."""


@dataclass(frozen=True, slots=True)
class Slopes:
    """Of K terms and T months, at given coefficients."""

    likelihood: float
    score: Floats
    """K: the derivative along the terms, where the months follow."""
    information: Floats
    """K x K: what is known of the terms once the effects have taken their part."""
    spread: Floats
    """K: what would be known if nothing else were to be fitted."""
    centre: Floats
    """T x K: what the months account for of each term."""
    rank: int
    """How many month effects there are to be found."""
    months: Floats
    """T: the step of the month effects if the terms stood still."""
    restless: float
    """By what share of itself that step changes a mean, on average over the outcomes."""


@dataclass(frozen=True, slots=True)
class Residuals:
    """What is left over at the fitted coefficients."""

    scores: Floats
    """Members x K: what each member pulls at each term."""
    pearson: float
    """The sum of squared residuals over their means."""


def seen(panel: Panel) -> Seen:
    """Add the table up."""
    terms, months = np.zeros(len(panel.columns)), np.zeros(len(panel.months))
    for piece in panel.pieces():
        y = panel.y[piece].astype(np.float64)
        months += y.sum(axis=0)
        for place, column in enumerate(_columns(panel, piece)):
            terms[place] += np.vdot(y, column)
    return Seen(terms, months)


def within(panel: Panel, known: Seen, coefficients: Floats, months: Floats) -> Slopes:
    """Member and month effects: members profiled out, months beside the terms.

    With p the share of a month in a member's total Y and z its columns: score = sum (y - Y p) z,
    information = sum_i Y_i (sum_t p z z' - (sum_t p z)(sum_t p z)').
    """
    tables, factor, many, wide = panel.tables(coefficients), np.exp(months), len(months), len(coefficients)
    outer, plain = np.zeros((many + wide, many + wide)), np.zeros((many + wide, many + wide))
    likelihood = float(coefficients @ known.terms + months @ known.months)
    ones = np.ones(many)
    for piece in panel.pieces():
        weights = _weights(panel, tables, piece) * factor
        whole, total = weights @ ones, panel.total[piece]
        root = np.sqrt(total)
        likelihood -= float(total @ np.log(whole))
        shares = np.empty((len(total), many + wide))
        np.multiply(weights, (root / whole)[:, None], out=shares[:, :many])
        _add_plain(plain, _columns(panel, piece), root, shares)
        outer += shares.T @ shares
    return _profiled(known, plain, outer, likelihood)


def _add_plain(plain: Floats, columns: list[Floats], root: Floats, shares: Floats) -> None:
    """Add the sums of mu z z' to `plain`, and put the sums of each member's weighted columns beside her shares."""
    many = shares.shape[1] - len(columns)
    share, ones = shares[:, :many], np.ones(many)
    np.einsum("ii->i", plain)[:many] += root @ share
    for place, column in enumerate(columns):
        weighted = share * column
        shares[:, many + place] = weighted @ ones
        plain[:many, many + place] += root @ weighted
        for other in range(place + 1):
            crossed = float(root @ np.vecdot(weighted, columns[other]))
            plain[many + other, many + place] += crossed
            if other != place:
                plain[many + place, many + other] += crossed


def _profiled(known: Seen, plain: Floats, outer: Floats, likelihood: float) -> Slopes:
    """Take the months out of the terms (Frisch, Waugh & Lovell)."""
    many = len(known.months)
    means, spread = plain.diagonal()[:many].copy(), plain.diagonal()[many:].copy()
    bent = plain - outer
    inverse, rank = _inverse(bent[:many, :many], means)
    centre = inverse @ bent[:many, many:]
    pull = known.months - means
    score = known.terms - plain[:many, many:].sum(axis=0) - centre.T @ pull
    information = bent[many:, many:] - bent[:many, many:].T @ centre
    restless = float(np.sqrt(max(pull @ inverse @ pull, 0.0) / means.sum()))
    return Slopes(likelihood, score, information, spread, centre, rank, inverse @ pull, restless)


def _inverse(bent: Floats, means: Floats) -> tuple[Floats, int]:
    """The inverse along what is to be found, and how much that is.

    Months are only known against each other, and where members never link two sets of months, not even that; scaled by
    the means the matrix is a Laplacian with eigenvalues from 0 to 1, so nothing is told by 0.
    """
    scale = 1 / np.sqrt(means)
    values, vectors = np.linalg.eigh(bent * scale[:, None] * scale)
    told = values > FAINT
    turned = vectors[:, told] * scale[:, None]
    return (turned / values[told]) @ turned.T, int(told.sum())


def between(panel: Panel, known: Seen, coefficients: Floats) -> Slopes:
    """Month effects alone, profiled out in the same way: a month's members share its total as their weights do."""
    tables, wide = panel.tables(coefficients), len(coefficients)
    whole = np.zeros(len(known.months))
    first, second = np.zeros((wide, len(whole))), np.zeros((wide, wide, len(whole)))
    for piece in panel.pieces():
        weights, columns = _weights(panel, tables, piece), _columns(panel, piece)
        whole += weights.sum(axis=0)
        for place, column in enumerate(columns):
            weighted = weights * column
            first[place] += weighted.sum(axis=0)
            for other in range(place + 1):
                second[other, place] += np.einsum("it,it->t", weighted, columns[other])
                second[place, other] = second[other, place]
    each, centre = known.months / whole, first / whole
    likelihood = float(coefficients @ known.terms - known.months @ np.log(whole))
    spread = np.einsum("kkt,t->k", second, each)
    information = second @ each - (centre * known.months) @ centre.T
    score, still = known.terms - centre @ known.months, np.zeros(len(whole))
    return Slopes(likelihood, score, information, spread, centre.T, len(whole), still, restless=0.0)


def residuals(panel: Panel, known: Seen, coefficients: Floats, months: Floats | None, centre: Floats) -> Residuals:
    """What is left over at the fit, for standard errors and overdispersion; `months` is None without member effects.

    A member's pull is sum_t (y - mu)(z - centre): the part of her score that the effects do not take up.
    """
    tables, each = panel.tables(coefficients), _each(panel, known, coefficients) if months is None else np.exp(months)
    scores, pearson, ones = np.zeros((len(panel.members), len(coefficients))), 0.0, np.ones(len(known.months))
    for piece in panel.pieces():
        means = _weights(panel, tables, piece) * each
        if months is not None:
            means *= (panel.total[piece] / (means @ ones))[:, None]
        y = panel.y[piece].astype(np.float64)
        left = y - means
        scores[piece] = left @ -centre
        for place, column in enumerate(_columns(panel, piece)):
            scores[piece, place] += np.vecdot(left, column)
        pearson += float(np.sum(y * y / np.maximum(means, TINY)))
    return Residuals(scores, pearson - float(known.months.sum()))


def _each(panel: Panel, known: Seen, coefficients: Floats) -> Floats:
    """By what the weights of a month are multiplied, so that they add up to its total."""
    tables = panel.tables(coefficients)
    whole = sum((_weights(panel, tables, piece).sum(axis=0) for piece in panel.pieces()), np.zeros(len(known.months)))
    return np.asarray(known.months / whole)


def _columns(panel: Panel, piece: slice) -> list[Floats]:
    return [np.take(values, panel.layers[layer][piece], mode="clip") for layer, values in panel.columns]


def _weights(panel: Panel, tables: list[Floats], piece: slice) -> Floats:
    weights = np.take(tables[0], panel.layers[0][piece], mode="clip")
    for table, layer in zip(tables[1:], panel.layers[1:], strict=True):
        weights *= np.take(table, layer[piece], mode="clip")
    return weights
