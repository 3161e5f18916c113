"""A filled month made better: a pair that was left out meets, others give way and are put elsewhere."""

from itertools import pairwise

import numpy as np

from cookout.science.pairing.calendar import Calendar
from cookout.science.pairing.meetings import Meetings
from cookout.science.pairing.program import Prices

MOST_TRIES = 200_000
"""So many exchanges are tried in all: a second or a few."""

OTHERS = 6
"""So many of each member's pairs, those that lose least, are asked when she is left without one."""


def exchange(meetings: Meetings, prices: Prices, calendar: Calendar, bound: int, seed: int, each: int) -> None:
    """Try pairs that lose little in place of others in random weeks, so many for each member; no loss stays.

    An exchange that gains nothing stays too: such steps lead out of plans that no single exchange improves.
    """
    draw = np.random.default_rng(seed % 2**63)
    others = _others(meetings, prices)
    promising = np.unique(np.array([pair for pairs in others for pair in pairs], np.int64))
    if not promising.size:
        return
    tries = min(each * meetings.candidates.members, MOST_TRIES)
    pairs = draw.choice(promising, tries).tolist()
    weeks = draw.integers(0, meetings.span_of.size, tries).tolist()
    for pair, week in zip(pairs, weeks, strict=True):
        if calendar.value >= bound:
            return
        calendar.put_instead(pair, week, others)


def _others(meetings: Meetings, prices: Prices) -> list[list[int]]:
    """For each member her pairs that lose least, the least first."""
    ends = np.stack([meetings.candidates.first, meetings.candidates.second])[:, meetings.pair]
    member, column = ends.reshape(-1), np.tile(np.arange(meetings.pair.size), 2)
    order = np.lexsort((prices.loss[column], member))
    starts = np.searchsorted(member[order], np.arange(meetings.candidates.members + 1))
    found: list[list[int]] = []
    for start, end in pairwise(starts.tolist()):
        best = order[start : min(end, start + OTHERS * meetings.width.size)]
        found.append(list(dict.fromkeys(meetings.pair[column[best]].tolist()))[:OTHERS])
    return found
