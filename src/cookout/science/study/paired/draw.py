"""What did the draw bring? Pairs the hat chose against pairs it did not: the hat does not know who is keen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.study.paired.inversion import as_extreme, not_ruled_out
from cookout.science.study.paired.lots import Lots, NoDraw, lots
from cookout.science.study.paired.redraws import Redraw, adjusted, contrast
from cookout.science.study.pairs import PairMonths
from cookout.science.study.results import Estimate, Words

KEYS = {"lot.intent": "referrals", "lot.effect": "referrals", "lot.relative": "times", "lot.uptake": "share"}
"""What is told, and its unit."""

FEWEST = 39
"""With fewer redraws no 95 % interval has an end."""

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class _Compared:
    """The comparison once made and redrawn: first of referrals, then of meetings, then of the draw itself."""

    observed: tuple[float, float, float]
    p: float
    uptake_p: float
    intent: tuple[float, float]
    effect: tuple[float, float]
    ordinary: float
    """Referrals of pairs not drawn, in three months."""
    varies: bool
    """Whether any redraw makes a difference."""
    more: dict[str, Any]


def lot(
    pairs: PairMonths, *, redraws: int = 2000, seed: int = 0, redraw: Redraw | None = None
) -> dict[str, Estimate]:  # fmt: skip
    """What a suggestion brings, what a 1-2-1 that came of it brings, and how often one came of it.

    Unit: unordered pair and month in which both were in the draw of a chapter-month (probability above 0).
    Z: the hat chose the two. D: they met in that month, once or more. The suggestion is made for the month; a later
    meeting may come of a later draw, and to count it here would give one draw what another did. If suggestions are
    often taken up a month late, uptake is told too low and the effect of a meeting too high; the test is not touched.
    Y: referrals both ways in that month and the two after. Pair-months whose three months are not all known are left
    out of the comparison, not of the draw.

    - `lot.intent`: Hajek mean of Y of the drawn less that of the others, weights 1/p and 1/(1-p) (referrals).
    - `lot.effect`: that, divided by the same difference of D: of a meeting that came of the hat, in those who meet
      because of it, if the suggestion works through the meeting alone and keeps nobody from meeting (referrals).
    - `lot.relative`: 1 + effect / mean of Y of those not drawn (times). Some of those meet as well, so it lies below
      the ratio of meeting to not meeting. Its interval is that of the effect, the mean taken as known; below 0 is 0.
    - `lot.uptake`: share of the drawn who met in the month, with Wilson's interval; all draws, known windows or not.

    Y and D are compared after subtracting the mean of the draw and what the pair's own earlier referrals tell. p:
    uniform matchings are redrawn within every chapter-month (odd numbers: one sits out), `redraws` times,
    (1 + #{|T*| >= |T|}) / (redraws + 1); exact whatever referrals are distributed like. Intervals: all b for which the
    same test of Y - bD (for intent Y - bZ) is not below 5 %, Anderson & Rubin's; a b other than 0 counts the meeting
    of the month only. `redraw` draws otherwise-drawn rounds again; then the stored probabilities are taken as given.
    Sources: Angrist, Imbens & Rubin 1996; Imbens & Rosenbaum 2005; Aronow & Samii 2017.
    Raises ScienceError for fewer than 39 redraws. Cost: redraws x members x draws seats.
    """
    if redraws < FEWEST:
        raise ScienceError(f"{redraws} redraws tell no interval. Ask for {FEWEST} or more; 2000 is usual.")
    try:
        drawn = lots(pairs, uniform=redraw is None)
    except NoDraw as none:
        return {key: _silent(key, "no_draw", Words(none.sentence, none.values)) for key in KEYS}
    told = _uptake(drawn)
    silence, sentence = _nothing_to_compare(drawn)
    if silence:
        silent = {key: _silent(key, silence, Words(sentence), drawn) for key in KEYS if key != told.key}
        return {**silent, told.key: told}
    found = _compared(drawn, redraws, np.random.default_rng(seed), redraw)
    return {one.key: one for one in (*_effects(drawn, found), told)}


def _silent(
    key: str, silence: str, sentence: Words, drawn: Lots | None = None, more: Mapping[str, Any] | None = None
) -> Estimate:
    rows, draws = _size(drawn) if drawn else (0, 0)
    return Estimate(
        key=key, unit=KEYS[key], n=rows, of="pair-months", clusters="draw", groups=draws, silence=silence,
        plain=sentence, more=more or {},
    )  # fmt: skip


def _size(drawn: Lots) -> tuple[int, int]:
    """Pair-months compared, and of how many draws."""
    return int(drawn.whole.sum()), int(np.unique(drawn.draw[drawn.whole]).size)


def _nothing_to_compare(drawn: Lots) -> tuple[str, str]:
    """Why the comparison need not be made, if so."""
    whole, chosen = drawn.whole, drawn.whole & drawn.suggested
    if not whole.any():
        return "missing_months", "No draw has its own month and the two after yet. Look again in two months."
    if not chosen.any() or not (whole & ~drawn.suggested).any():
        return "too_few", "There is no pair to compare: none that the hat chose, or none that it did not."
    if not drawn.passed[whole].any():
        return "all_zero", "No referral was passed between the pairs of the draw."
    if np.unique(drawn.chapter[drawn.draw[whole]]).size < 2:
        return "too_few_clusters", "One chapter alone cannot tell what a draw brings. Ask others to draw as well."
    return "", ""


def _compared(drawn: Lots, redraws: int, rng: np.random.Generator, redraw: Redraw | None) -> _Compared:
    met, chosen = drawn.met.astype(np.float64), drawn.suggested.astype(np.float64)
    compare = contrast(drawn, *(adjusted(drawn, values) for values in (drawn.passed, met, chosen)))
    y, d, z = (float(value) for value in compare.of(drawn.suggested))
    ys, ds, zs = compare.redrawn(redraws, rng, redraw)
    others = np.where(drawn.suggested, 0.0, compare.against)
    plain = contrast(drawn, drawn.passed, met).of(drawn.suggested)
    same = float(np.ptp(ys)) <= 1e-12 * max(float(np.abs(ys).max()), 1.0)
    return _Compared(
        observed=(y, d, z), p=1.0 if same else as_extreme(y, ys), uptake_p=as_extreme(d, ds), varies=not same,
        intent=not_ruled_out(y, z, ys, zs, level=LEVEL), effect=not_ruled_out(y, d, ys, ds, level=LEVEL),
        ordinary=float((others * drawn.passed).sum() / others.sum()),
        more={
            "redraws": redraws, "unadjusted": float(plain[0]), "uptake_difference": float(plain[1]),
            "chapters": int(np.unique(drawn.chapter[drawn.draw[drawn.whole]]).size),
            "suggested": int((drawn.whole & drawn.suggested).sum()), "left_out": int((~drawn.whole).sum()),
        },
    )  # fmt: skip


def _effects(drawn: Lots, found: _Compared) -> tuple[Estimate, Estimate, Estimate]:
    y, d, z = found.observed
    more = {**found.more, "ordinary": found.ordinary, "uptake_p": found.uptake_p, "p": found.p}
    silence, sentence = _no_test(found)
    if silence:
        words = Words(sentence)
        intent, effect, relative = (_silent(key, silence, words, drawn, more) for key in list(KEYS)[:3])
        return intent, effect, relative
    intent = _spoken("lot.intent", y / z, found.intent, found.p, drawn, more)
    silence, sentence = _weak(drawn, found)
    if silence:
        words = Words(sentence)
        return (
            intent, _silent("lot.effect", silence, words, drawn, more),
            _silent("lot.relative", silence, words, drawn, more),
        )  # fmt: skip
    effect = _spoken("lot.effect", y / d, found.effect, found.p, drawn, more)
    if not found.ordinary > 0:
        words = Words("Pairs that were not drawn passed nothing, so that there is nothing to be a multiple of.")
        return intent, effect, _silent("lot.relative", "all_zero", words, drawn, more)
    low, high = (max(1 + end / found.ordinary, 0.0) for end in found.effect)
    value = max(1 + y / d / found.ordinary, 0.0)
    return intent, effect, _spoken("lot.relative", value, (low, high), found.p, drawn, more)


def _no_test(found: _Compared) -> tuple[str, str]:
    """Why not even the effect of a suggestion is told."""
    if not found.varies:
        return "no_variation", "However the hat had drawn, the comparison would be the same. So it tells nothing."
    if not np.isfinite(found.intent).all():
        return "too_few", "There were so few draws that nothing can be ruled out. Go on drawing."
    return "", ""


def _weak(drawn: Lots, found: _Compared) -> tuple[str, str]:
    """Why the effect of a meeting is not told where that of a suggestion is."""
    if not drawn.met[drawn.whole & drawn.suggested].any():
        return "no_variation", "Nobody met whom the hat suggested, so it cannot tell what a meeting brings."
    if found.observed[1] <= 0 or not np.isfinite(found.effect).all():
        return "too_few", (
            "Pairs that the hat chose hardly met more often than others, so it cannot tell what a meeting brings."
        )
    return "", ""


def _spoken(
    key: str, value: float, ends: tuple[float, float], p: float, drawn: Lots, more: dict[str, Any]
) -> Estimate:  # fmt: skip
    rows, draws = _size(drawn)
    low, high = (float(end) for end in ends)
    return Estimate(
        key=key, unit=KEYS[key], value=value, low=low, high=high, n=rows, of="pair-months", clusters="draw",
        groups=draws, p=p, level=LEVEL, more=more,
    )  # fmt: skip


def _uptake(drawn: Lots) -> Estimate:
    """How many of the drawn met in the month, and how many of the others."""
    chosen = drawn.suggested & (drawn.size[drawn.draw] > 2)
    many, met = int(chosen.sum()), int(drawn.met[chosen].sum())
    others = ~drawn.suggested
    if not many:
        return _silent("lot.uptake", "no_draw", Words("The hat has chosen nobody yet."), drawn)
    low, high = _wilson(met, many)
    return Estimate(
        key="lot.uptake", unit="share", value=met / many, low=low, high=high, n=many, of="pair-months",
        clusters="draw", groups=drawn.draws, level=LEVEL,
        more={"met": met, "ordinary": float(drawn.met[others].mean()) if others.any() else None},
    )  # fmt: skip


def _wilson(k: int, n: int) -> tuple[float, float]:
    """Wilson's interval of a share."""
    z = 1.959963984540054
    middle, reach = k / n + z * z / (2 * n), z * (k / n * (1 - k / n) / n + z * z / (4 * n * n)) ** 0.5
    return max((middle - reach) / (1 + z * z / n), 0.0), min((middle + reach) / (1 + z * z / n), 1.0)
