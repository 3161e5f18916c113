"""The question whose answer must be no: do referrals to people one did not meet move when one met somebody else?"""

import numpy as np

from cookout.science.study.paired.dyads import Numbers, estimate
from cookout.science.study.paired.windows import Rows, has_past, in_order, met_lately
from cookout.science.study.pairs import WINDOW, PairMonths, Whole
from cookout.science.study.results import Estimate


def unmet(pairs: PairMonths) -> Estimate:
    """How many times the referrals to a partner not met, for each other partner the giver met (`control.unmet`).

    The window is the month and the two before, the rows those of pairs that did not meet in it, the regressor the
    number of different partners whom the giver met in it; effects of pair and month, errors as in `pair_effect`.
    A 1-2-1 works through its pair, so this should be 1. Where it is not, something else moves a member's 1-2-1s and
    referrals together (a busy season, a new job, a habit of reporting), and `pairs.met` carries that too.
    Unit: times.
    """
    rows = in_order(pairs)
    chosen = has_past(rows) & ~met_lately(rows)
    return estimate("control.unmet", rows.of(chosen), others_met(rows)[chosen])


def others_met(rows: Rows) -> Numbers:
    """For each row, how many different partners the giver met in its month and the two before."""
    met = rows.met > 0
    giver, receiver, month = rows.giver[met], rows.receiver[met], rows.month[met]
    span = (int(rows.month.max()) if rows.month.size else 0) + WINDOW + 1
    people = int(max(rows.giver.max(), rows.receiver.max())) + 1 if rows.giver.size else 1
    ahead: Whole = np.arange(WINDOW)
    met_in = ((receiver * people + giver)[:, None] * span + (month[:, None] + ahead)).ravel()
    partners = np.unique(met_in)
    count = np.bincount(partners % (people * span), minlength=people * span)
    return np.asarray(count[rows.giver * span + rows.month], dtype=np.float64)
