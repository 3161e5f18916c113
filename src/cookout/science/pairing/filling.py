"""A month filled with what the prices favour, then made better by exchanges."""

from collections.abc import Iterable

import numpy as np

from cookout.science.pairing.calendar import Calendar
from cookout.science.pairing.exchanges import exchange
from cookout.science.pairing.instance import Ints
from cookout.science.pairing.meetings import Meetings
from cookout.science.pairing.program import Prices

TRIES = 300
"""So many exchanges for each member are tried."""

Weeks = tuple[Ints, Ints]
"""Pairs and the week of each."""


def favoured(meetings: Meetings, prices: Prices) -> Ints:
    """The columns which the linear program takes, those first of which it takes most."""
    pair_share = np.bincount(meetings.pair, weights=prices.share, minlength=meetings.candidates.gain.size)
    order = np.lexsort((-meetings.gain, -prices.share, prices.loss, -np.rint(2 * pair_share[meetings.pair])))
    taken: Ints = order[prices.share[order] > 0]
    return taken


def filled(meetings: Meetings, prices: Prices, taken: Ints, bound: int, seed: int, tries: int = TRIES) -> Weeks:
    """A plan of these columns, then of the meetings that lose least, with weeks found by swaps; then exchanges."""
    calendar = Calendar(meetings)
    calendar.put(wishes(meetings, taken))
    is_open = np.zeros(meetings.candidates.members, np.bool_)
    is_open[calendar.open_members()] = True
    ends = (meetings.candidates.first[meetings.pair], meetings.candidates.second[meetings.pair])
    rest = np.flatnonzero(is_open[ends[0]] & is_open[ends[1]])
    calendar.put(wishes(meetings, rest[np.lexsort((-meetings.gain[rest], prices.loss[rest]))]))
    exchange(meetings, prices, calendar, bound, seed, tries)
    return calendar.answer()


def placed(meetings: Meetings, taken: Ints) -> Weeks:
    """Of these columns as many as find a week by swaps; all of them where each span is one week."""
    if (meetings.width == 1).all():
        taken = taken[np.argsort(meetings.pair[taken])]
        return meetings.pair[taken], np.argsort(meetings.span_of)[meetings.span[taken]]
    calendar = Calendar(meetings)
    calendar.put(wishes(meetings, taken))
    return calendar.answer()


def wishes(meetings: Meetings, columns: Ints) -> Iterable[tuple[int, int]]:
    """Pairs and the spans that suit them, as the calendar takes them."""
    return zip(meetings.pair[columns].tolist(), meetings.span[columns].tolist(), strict=True)
