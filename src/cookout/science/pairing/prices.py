"""What a meeting may cost: prices of people's time, the bound they prove, and what each meeting falls short of it."""

from dataclasses import replace

import numpy as np

from cookout.science.pairing.clock import LEAST_SECONDS, ODD_SETS_A_MEMBER, Clock
from cookout.science.pairing.instance import Flags, Ints
from cookout.science.pairing.meetings import Meetings
from cookout.science.pairing.odd_sets import broken_by
from cookout.science.pairing.opening import opening_prices
from cookout.science.pairing.program import Prices, Program

ALL_AT_ONCE = 20_000
"""Up to so many columns the linear program takes all; above, what opening prices favour and its own call in."""

TOO_MANY = 1_000_000
"""Above so many columns no linear program is tried."""

PATIENCE = 0.5
COLUMNS_A_SECOND = 5000
"""However little time there is, the first prices get so much: without them no bound is worth its name."""

CALLS = 20
"""How often prices may call in more columns. Every call's prices prove a bound, later ones a better one."""

CLEARLY = 10_000
"""Odd sets are looked for as long as the bound falls by a ten-thousandth: the rest is left to the search."""

ENOUGH = 100
"""A hundredth of a unit of gain: columns that promise less than that are not called in."""


def prices_of(meetings: Meetings, program: Program, clock: Clock) -> tuple[Prices, Program]:
    """The best prices found for all columns, and the program with the odd sets that were broken on the way."""
    opening = opening_prices(meetings, program) if meetings.pair.size > ALL_AT_ONCE else None
    inside = _promising(meetings, opening)
    best = None
    first = PATIENCE + meetings.pair.size / COLUMNS_A_SECOND
    for _ in range(CALLS if meetings.pair.size <= TOO_MANY else 0):
        places = np.flatnonzero(inside)
        found = _everywhere(
            program, places, program.only(places, places[:0]).prices(clock, LEAST_SECONDS if best else first)
        )
        helped = best is None or found.bound < best.bound - best.bound // CLEARLY
        best = found if best is None or found.bound < best.bound else best
        if clock.left < 0:
            break
        margin = program.margin(found.price)
        called = ~inside & (margin > _best(meetings, margin, places)[meetings.pair] + program.grain // ENOUGH)
        odd = broken_by(meetings, np.arange(meetings.pair.size), found.share) if helped and not called.any() else None
        clock.worked(ODD_SETS_A_MEMBER * meetings.candidates.members)
        if odd is not None:
            program = program.cut(odd)
        elif not called.any():
            break
        inside |= called
    if best is None or not best.share.any():  # No time for a linear program, or none that it could use.
        best = opening or opening_prices(meetings, program)
    return best, program


def _everywhere(program: Program, places: Ints, found: Prices) -> Prices:
    """The prices that were found for some columns, with what they prove of all."""
    if places.size == program.gain.size:
        return found
    share = np.zeros(program.gain.size)
    share[places] = found.share
    bound, loss = program.proof(found.price)
    return replace(found, bound=bound, loss=loss, share=share)


def _best(meetings: Meetings, margin: Ints, places: Ints) -> Ints:
    """For each pair the best margin among these columns, 0 where none is above."""
    best = np.zeros(meetings.candidates.gain.size, np.int64)
    np.maximum.at(best, meetings.pair[places], margin[places])
    return best


def _promising(meetings: Meetings, opening: Prices | None) -> Flags:
    """The columns to begin with: all, or those that lose least by the opening prices, three times what can be taken."""
    inside = np.ones(meetings.pair.size, np.bool_)
    if opening is None:
        return inside
    likely = max(ALL_AT_ONCE, 3 * int(meetings.capacity.sum()) // 2 * meetings.width.size)
    if likely < inside.size:
        inside = opening.loss <= np.partition(opening.loss, likely)[likely]
    if meetings.owed is not None:
        inside[np.isin(meetings.pair, meetings.owed.pair)] = True
    return inside
