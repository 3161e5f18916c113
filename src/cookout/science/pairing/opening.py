"""Prices without a linear program, for when there is no time for one: everybody asks what others would pay for her."""

import numpy as np

from cookout.science.pairing.instance import Ints
from cookout.science.pairing.meetings import Meetings
from cookout.science.pairing.program import Prices, Program, exact_sum

ROUNDS = 60
"""So often prices are asked for anew; each time they prove a bound, and the best is kept."""


def opening_prices(meetings: Meetings, program: Program) -> Prices:
    """One price a member for each of her meetings of the month, and the bound which they prove.

    With prices p >= 0 and capacities k no plan gains more than the sum of k p and, over the pairs, of what their gain
    exceeds the prices of both. A member's best answer to the others' prices is the gain, less their price, of the best
    pair that she has no capacity for; she goes half of the way there each time. Weeks have no prices, so the bound is
    looser than the linear program's where weeks are what lacks. It takes a sort of the pairs each time.
    """
    grain = program.grain
    pair = np.unique(meetings.pair)
    first, second, gain = (
        of[pair] for of in (meetings.candidates.first, meetings.candidates.second, grain * meetings.candidates.gain)
    )
    price = best_price = np.zeros(meetings.candidates.members, np.int64)
    best = exact_sum(gain)
    for _ in range(ROUNDS):
        price = (price + _answers(meetings, (first, second, gain), price)) // 2
        over = np.maximum(gain - price[first] - price[second], 0)
        total = exact_sum(meetings.capacity * price) + exact_sum(over)
        if total < best:
            best_price, best = price, total
    ends = (meetings.candidates.first[meetings.pair], meetings.candidates.second[meetings.pair])
    loss = np.maximum(best_price[ends[0]] + best_price[ends[1]] - grain * meetings.gain, 0)
    return Prices(best // grain, loss, grain, np.zeros(loss.size), np.zeros(program.most.size, np.int64))


def _answers(meetings: Meetings, pairs: tuple[Ints, Ints, Ints], price: Ints) -> Ints:
    """For each member what the best pair beyond her capacity leaves her; 0 where she has no such pair."""
    first, second, gain = pairs
    member = np.concatenate([first, second])
    offer = np.concatenate([gain - price[second], gain - price[first]])
    order = np.lexsort((-offer, member))
    ends = np.searchsorted(member[order], np.arange(price.size), side="right")
    beyond = np.searchsorted(member[order], np.arange(price.size)) + meetings.capacity
    left_over = beyond < ends
    answers = np.zeros(price.size, np.int64)
    answers[left_over] = np.maximum(offer[order[beyond[left_over]]], 0)
    return answers
