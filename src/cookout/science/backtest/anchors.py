"""What a published back-test found on sets that are known by their shape: the figures of SCIENCE 5.1 and 5.2."""

from dataclasses import dataclass

from cookout.science.backtest.reputation import BURN_IN, OfReputation
from cookout.science.backtest.ties import OfTies, Window

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Anchors:
    """A known set: its name, what to ask so that the figures may be compared, and the figures, by score."""

    name: str
    asked: str
    figures: dict[str, Pair]


TIES: dict[tuple[int, int, int], tuple[str, Window, dict[str, Pair]]] = {
    (82_876, 167, 271): ("manufacturer mail", Window(112), {
        "A recency": (0.830, 0.70), "A frequency": (0.863, 0.78), "A distinct-days": (0.866, 0.79),
        "A decay-28": (0.867, 0.78), "A decay-56": (0.873, 0.79), "A decay-112": (0.873, 0.79),
        "A 1/(1+age)": (0.867, 0.77), "B recency": (0.669, 0.28), "B frequency": (0.724, 0.34),
        "B decay-112": (0.734, 0.35), "B 1/(1+age)": (0.729, 0.35)}),
    (12_216, 89, 802): ("EU institute, one department", Window(208), {
        "A recency": (0.795, 0.49), "A frequency": (0.820, 0.54), "A distinct-days": (0.821, 0.54),
        "A decay-28": (0.824, 0.55), "A decay-56": (0.834, 0.55), "A decay-112": (0.837, 0.55),
        "A 1/(1+age)": (0.830, 0.55), "B recency": (0.706, 0.28), "B frequency": (0.739, 0.30),
        "B decay-112": (0.759, 0.31), "B 1/(1+age)": (0.756, 0.31)}),
    (59_835, 1_899, 193): ("student forum", Window(70, until=130), {
        "A recency": (0.751, 0.19), "A frequency": (0.681, 0.16), "A distinct-days": (0.704, 0.18),
        "A decay-28": (0.759, 0.19), "A decay-56": (0.746, 0.19), "A decay-112": (0.738, 0.18),
        "A 1/(1+age)": (0.767, 0.20), "B recency": (0.611, 0.11), "B frequency": (0.622, 0.11),
        "B decay-112": (0.636, 0.11), "B 1/(1+age)": (0.639, 0.11)}),
}  # fmt: skip
"""By contacts, people and whole days (AUC, precision of the first five): SCIENCE 5.1."""

RATINGS = (35_592, 5_881, 1_903)
"""Ratings, people and whole days of Bitcoin-OTC (Kumar et al. 2016)."""

BETA: dict[float | None, Pair] = {None: (0.854, 1.97), 90.0: (0.882, 1.94), 30.0: (0.880, 1.91)}
SIMPLE: dict[str, Pair] = {"last": (0.791, 1.95), "rater": (0.770, 2.01), "learned": (0.925, 1.65)}


def of_ties(done: OfTies, window: Window) -> Anchors | None:
    """What was found on the same contacts; without figures where other days were asked for."""
    known = TIES.get((done.contacts, done.people, int(done.days)))
    if not known:
        return None
    name, asked, figures = known
    until = f" --until {asked.until:g}" if asked.until else ""
    words = f"--from {asked.start:g} --cut {asked.every:g} --horizon {asked.horizon:g}{until}"
    return Anchors(name, words, figures if window == asked else {})


def of_reputation(done: OfReputation, half_life: float | None, burn_in: float) -> Anchors | None:
    """What was found on the same ratings (AUC, error); without figures where another burn-in was asked for."""
    if (done.ratings, done.people, int(done.days)) != RATINGS:
        return None
    beta = {"beta": BETA[half_life]} if half_life in BETA else {}
    return Anchors("Bitcoin-OTC", f"--burn-in {BURN_IN:.0%}".rstrip("%"), SIMPLE | beta if burn_in == BURN_IN else {})
