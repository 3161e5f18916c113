"""Published numbers: the fading curve against the survival table, warmth against the back-test on public sets."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from cookout.science import fading, warmth

DATA = Path(__file__).resolve().parents[5] / "shared" / "data" / "ties"
DAY = 86_400


def test_the_fading_curve_follows_the_survival_by_multiples_of_the_own_rhythm() -> None:
    """SCIENCE 1.1, mean of three sets at the middle of each band, scaled to the first; no whole number fits better."""
    middle = np.array([0.25, 2**0.5, 32**0.5, 128**0.5, 27])
    seen = np.array([(0.75 + 0.64 + 0.56), (0.68 + 0.47 + 0.27), (0.46 + 0.18 + 0.07), (0.30 + 0.10 + 0.03), 0.20]) / 3

    def worst(drawn: np.ndarray) -> float:
        return float(np.abs(drawn * seen[0] / drawn[0] - seen).max())

    assert worst(fading(middle, 1.0)) < 0.01
    assert all(worst(1 / (1 + middle / other)) > 0.04 for other in (1, 2, 4, 5, 8))


def contacts(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A public set as (ego, alter, days since the first contact), each contact seen from both sides."""
    path = DATA / f"{name}.csv.gz"
    if not path.exists():
        pytest.skip(f"The public set {path.name} is not beside this checkout (../shared/data).")
    with gzip.open(path, "rt") as file:
        rows = [(int(r["src"]), int(r["dst"]), float(r["t"])) for r in csv.DictReader(file)]
    table = np.array([row for row in rows if row[0] != row[1]])
    when = (table[:, 2] - table[:, 2].min()) / DAY
    one, other = table[:, 0].astype(int), table[:, 1].astype(int)
    return np.concatenate([one, other]), np.concatenate([other, one]), np.concatenate([when, when])


def auc(truth: np.ndarray, score: np.ndarray) -> float:
    """The chance that a true one scores above a false one; equals count half."""
    order = np.sort(score[~truth])
    below = np.searchsorted(order, score[truth], "left")
    upto = np.searchsorted(order, score[truth], "right")
    return float((below + upto).sum() / 2 / (truth.sum() * (~truth).sum()))


def backtest(name: str, *, burn: int, horizon: int = 28) -> float:
    """Mean AUC per person and cut-off of warmth for contact in the next weeks; only the past is used."""
    ego, alter, when = contacts(name)
    scores = []
    for cut in np.arange(burn, when.max() - horizon + 1e-9, horizon)[1:]:
        past, soon = when < cut, (when >= cut) & (when < cut + horizon)
        pairs, tie = np.unique(np.stack([ego[past], alter[past]]), axis=1, return_inverse=True)
        # Ages are measured in whole days back from the cut, as the back-test's floor of the time does.
        day = np.floor(when[past]).astype(int)
        warm = warmth(tie.ravel(), day, n=pairs.shape[1], today=int(cut))
        coming = set(zip(ego[soon].tolist(), alter[soon].tolist(), strict=True))
        truth = np.array([pair in coming for pair in zip(*pairs.tolist(), strict=True)])
        for person in np.unique(pairs[0]):
            mine = pairs[0] == person
            if 0 < truth[mine].sum() < mine.sum():
                scores.append(auc(truth[mine], warm[mine]))
    return float(np.mean(scores))


@pytest.mark.proof
@pytest.mark.parametrize(
    ("name", "burn", "published"), [("radoslaw_email", 84, 0.867), ("email_eu_core_dept3", 180, 0.830)]
)
def test_warmth_finds_who_will_be_in_touch_as_well_as_published(name: str, burn: int, published: float) -> None:
    """SCIENCE 5.1, task A, “1/(1+age) over distinct days”."""
    assert abs(backtest(name, burn=burn) - published) < 0.01
