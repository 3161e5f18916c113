"""A plan after somebody said no: as few changes as possible, then as much gain as possible, both proved."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.clock import Clock
from cookout.science.pairing.instance import Candidates, Flags, Ints, Plan, Rules
from cookout.science.pairing.meetings import Owed, checked, meetings_of, refuse_too_many
from cookout.science.pairing.month_plan import SECONDS, best_plan, first_shared


def repair(
    candidates: Candidates,
    rules: Rules,
    plan: Plan,
    declined: Iterable[int] = (),
    *,
    seed: int = 0,
    seconds: float = SECONDS,
) -> Plan:
    """Which plan changes least now that these pairs will not meet, or the rules have changed?

    `declined` are places in the candidates; `rules` are those that hold now (somebody became unavailable: a False
    more). First as many meetings of `plan` as possible stay in their weeks, then as many of these as possible in their
    slots (a meeting whose slot is gone takes another of the same week), then the sum of gains is highest; a declined
    pair does not meet at all. `upper_bound` is that of plans that keep as many. `notes` are `kept=K`
    and `keepable=B`: no plan keeps more than B (B equals K where it is proved).
    Raises ScienceError where a pair is no candidate or the plan was none: a pair twice, or twice in a week.

    A meeting stays for certain where both members are below their capacity in what could stay: to drop it
    would make room for nothing that stays. So only members whose capacity shrank leave a choice.
    """
    checked(candidates, rules)
    refuse_too_many(candidates, rules)
    refused = np.zeros(candidates.gain.size, np.bool_)
    refused[_places(list(declined), candidates)] = True
    pair, week, same_slot = _still_possible(candidates, rules, plan, refused)
    settled = _settled(candidates, rules, pair)
    rest = _rest(rules, _members_of(candidates, pair[settled]), week[settled])
    open_pairs = _without(candidates, refused, pair[settled])
    loose = Owed(
        np.searchsorted(open_pairs, pair[~settled]).astype(np.int64),
        week[~settled],
        1 + int((~settled).sum()) + same_slot[~settled].astype(np.int64),
        settled[~settled],
    )
    free = Candidates(
        candidates.members, candidates.first[open_pairs], candidates.second[open_pairs], candidates.gain[open_pairs]
    )
    keepable, clock = 0, Clock(seconds)
    if loose.pair.size:
        loose, keepable = _most_kept(free, rest, loose, seed, clock)
    answer = best_plan(meetings_of(free, rest, loose if loose.pair.size else None), seed, clock)
    sure = int(candidates.gain[pair[settled]].sum())
    chosen = np.concatenate([pair[settled], open_pairs[answer.chosen]])
    order = np.argsort(chosen)
    mended = replace(
        answer,
        chosen=chosen[order],
        week=np.concatenate([week[settled], answer.week])[order],
        value=answer.value + sure,
        upper_bound=answer.upper_bound + sure,
        notes=(f"kept={int(settled.sum()) + _count(loose, answer)}", f"keepable={int(settled.sum()) + keepable}"),
    )
    return replace(mended, slot=_slots(candidates, rules, plan, mended))


def _places(given: list[int], candidates: Candidates) -> Ints:
    places = np.array(given, np.int64)
    if places.size and (places.min() < 0 or places.max() >= candidates.gain.size):
        raise ScienceError("A pair that declined or was planned is not among the candidates.")
    return places


def _members_of(candidates: Candidates, pair: Ints) -> tuple[Ints, Ints]:
    return candidates.first[pair], candidates.second[pair]


def _still_possible(candidates: Candidates, rules: Rules, plan: Plan, refused: Flags) -> tuple[Ints, Ints, Flags]:
    """The meetings of the plan that nobody declined and for which both share a slot, and whether it is the same one."""
    pair = _places(plan.chosen.tolist(), candidates)
    week = np.asarray(plan.week, np.int64)
    if week.shape != pair.shape or (week.size and (week.min() < 0 or week.max() >= rules.weeks)):
        raise ScienceError("A plan needs a week, one of those of the rules, for each of its pairs.")
    slot = np.asarray(plan.slot, np.int64)
    if slot.shape != pair.shape or (slot.size and (slot.min() < 0 or slot.max() >= rules.by_slot.shape[2])):
        raise ScienceError("A plan needs a slot, one of those of a week, for each of its pairs.")
    first, second = _members_of(candidates, pair)
    taken = np.concatenate([first * rules.weeks + week, second * rules.weeks + week])
    if np.unique(pair).size != pair.size or np.unique(taken).size != taken.size:
        raise ScienceError("In the plan to repair somebody meets twice in a week, or a pair meets twice.")
    meeting = np.arange(pair.size)
    shared = rules.shared(first, second)[meeting, week]
    stays = ~refused[pair] & shared.any(axis=1)
    return pair[stays], week[stays], shared[meeting, slot][stays]


def _slots(candidates: Candidates, rules: Rules, plan: Plan, mended: Plan) -> Ints:
    """Of meetings that stay in their weeks the slots they had, where both still can; of others the first shared."""
    slot, was = first_shared(candidates, rules, mended), {}
    for pair, week, old in zip(plan.chosen.tolist(), plan.week.tolist(), plan.slot.tolist(), strict=True):
        was[pair, week] = old
    for place, (pair, week) in enumerate(zip(mended.chosen.tolist(), mended.week.tolist(), strict=True)):
        old = was.get((pair, week), -1)
        if (
            old >= 0
            and rules.by_slot[candidates.first[pair], week, old] & rules.by_slot[candidates.second[pair], week, old]
        ):
            slot[place] = old
    return slot


def _settled(candidates: Candidates, rules: Rules, pair: Ints) -> Flags:
    """Whether both members have capacity for all that could stay."""
    first, second = _members_of(candidates, pair)
    planned = np.bincount(np.concatenate([first, second]), minlength=candidates.members)
    fits = planned <= rules.capacity
    return fits[first] & fits[second]


def _rest(rules: Rules, members: tuple[Ints, Ints], week: Ints) -> Rules:
    """What is left of capacity and weeks once these have met."""
    capacity, available = rules.capacity.astype(np.int64), rules.available.copy()
    for member in members:
        np.subtract.at(capacity, member, 1)
        available[member, week] = False
    return Rules(rules.weeks, capacity, available)


def _without(candidates: Candidates, refused: Flags, settled: Ints) -> Ints:
    """The places of the pairs that can still be chosen."""
    is_open = ~refused
    is_open[settled] = False
    return np.flatnonzero(is_open).astype(np.int64)


def _count(owed: Owed, answer: Plan) -> int:
    """How many of the meetings owed the answer keeps in their weeks."""
    held = dict(zip(answer.chosen.tolist(), answer.week.tolist(), strict=True))
    return sum(held.get(pair) == week for pair, week in zip(owed.pair.tolist(), owed.week.tolist(), strict=True))


def _most_kept(free: Candidates, rest: Rules, loose: Owed, seed: int, clock: Clock) -> tuple[Owed, int]:
    """These meetings with those marked that can stay at once and are worth most, and how many nobody could exceed.

    No two of them share a member and a week, so only the capacities choose; that every set which they allow finds
    weeks is known, as its own weeks do.
    """
    pairs = Candidates(free.members, *_members_of(free, loose.pair), loose.worth)
    every = Rules(rest.weeks, rest.capacity, np.ones((free.members, rest.weeks), np.bool_))
    most = best_plan(meetings_of(pairs, every), seed, clock)
    stays = np.zeros(loose.pair.size, np.bool_)
    stays[most.chosen] = True
    return replace(loose, stays=stays), most.upper_bound // (1 + loose.pair.size)
