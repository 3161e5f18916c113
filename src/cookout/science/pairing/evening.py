"""A speed evening: who sits at which table in which turn, so that nobody sits with the same person twice."""

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.evening_bound import fewest_repeats, most_gain, most_turns, verify_evening
from cookout.science.pairing.evening_instance import GONE, OUT, Evening, Seating, met
from cookout.science.pairing.evening_search import Weights, stand, swap
from cookout.science.pairing.evening_start import places_by_field
from cookout.science.pairing.instance import Candidates, Ints, Plan, Rules
from cookout.science.pairing.month_plan import plan_weeks

WORK = 4_000_000
"""Effort, in pairs of members looked at: the same seed takes the same steps on every machine, large evenings fewer."""

FEWEST_STEPS, MOST_STEPS_OF = 100, 800
"""Steps of one search: no fewer, and no more than a share of the effort, which a small evening does not need."""
TRIES = 40
SECONDS = 3.0


def plan_evening(evening: Evening, *, seed: int = 0, work: int = WORK, repeats: bool = False) -> Seating:
    """Who sits where in which turn: nobody twice with the same, nobody with whom she is kept apart, most gain?

    As few sit out as the tables force and nobody twice before all once, where the rules let it; tables are filled
    evenly. Two seats a table are a plan of weeks (`plan_weeks`), proved where that proves it. More seats begin with a
    seating from a field (`places_by_field`), then people change places in it and tables in single turns (tabu search).
    The same seed gives the same seating. Raises ScienceError where counting shows that somebody would meet twice,
    unless `repeats` are taken into the bargain.

    >>> everybody = Evening(16, 4, 4, 5, np.zeros((16, 16), bool), np.ones((16, 16), int))
    >>> seating = plan_evening(everybody)
    >>> seating.repeats, seating.value, seating.optimal
    (0, 120, True)
    """
    if not repeats:
        _possible(evening)
    rng = np.random.Generator(np.random.PCG64(seed))
    seating = _by_weeks(evening, rng, seed) if evening.seats == 2 else None
    if seating is None or not seating.optimal:
        searched = _searched(evening, rng, work)
        seating = searched if seating is None else _better(seating, searched)
    verify_evening(evening, seating)
    return seating


def _possible(evening: Evening) -> None:
    if not fewest_repeats(evening):
        return
    most = most_turns(evening)
    turns = "one turn" if most == 1 else f"{most} turns"
    raise ScienceError(
        f"With {evening.members} people at {evening.filled} tables nobody meets twice in {turns} at most, "
        f"not in {evening.turns}."
    )


def _better(one: Seating, other: Seating) -> Seating:
    """The one with fewer who sit out, then fewer repeats, then more gain; the lower bound of the two holds for both."""
    best = min(one, other, key=lambda seating: (int((seating.place == OUT).sum()), seating.repeats, -seating.value))
    bound = min(one.upper_bound, other.upper_bound)
    return Seating(best.place, best.value, bound, best.repeats, best.fewest_repeats, one.steps + other.steps)


def _searched(evening: Evening, rng: np.random.Generator, work: int) -> Seating:
    steps = min(max(work // evening.members**2, FEWEST_STEPS), work // MOST_STEPS_OF)
    weights = Weights.of(evening)
    place, used = _begun(evening, rng), 0
    if weights.without_people().cost(place) > 0:
        place, used = swap(place, weights.without_people(), evening.filled, 2 * steps, rng)
    place = stand(place, weights, steps, rng)
    place, more = swap(place, weights, evening.filled, steps, rng)
    return answer(evening, _apart(evening, place), used + more + steps)


def _begun(evening: Evening, rng: np.random.Generator) -> Ints:
    """A seating from a field, those too many at a table sitting out in turn."""
    tables, many = evening.filled, evening.members
    columns = -(-many // tables)
    places = places_by_field(tables, columns, evening.turns).reshape(evening.turns, columns * tables)[:, :many]
    tries = [_with_some_out(evening, places, rng) for _each in range(TRIES if evening.out else 1)]
    place = min(tries, key=lambda one: int(np.ptp((one == OUT).sum(axis=0))))
    return place if np.ptp((place == OUT).sum(axis=0)) <= 1 else _one_after_the_other(evening, rng)


def _with_some_out(evening: Evening, places: Ints, rng: np.random.Generator) -> Ints:
    """From each turn's fullest tables whoever sat out least goes, until the tables are filled as they should be."""
    places, outs = places.copy(), np.zeros(evening.members, np.int64)
    for turn in places:
        for _each in range(evening.out):
            filled = np.bincount(turn[turn >= 0], minlength=evening.filled)
            there = np.flatnonzero((turn >= 0) & (filled[turn] == filled.max()))
            least = there[outs[there] == outs[there].min()]
            goes = least[rng.integers(least.size)]
            turn[goes], outs[goes] = OUT, outs[goes] + 1
    return places


def _one_after_the_other(evening: Evening, rng: np.random.Generator) -> Ints:
    """Sitting out goes round; the others sit down anywhere."""
    places = np.full((evening.turns, evening.members), OUT)
    tables = np.repeat(np.arange(evening.filled), evening.sizes)
    for number, turn in enumerate(places):
        away = (np.arange(evening.out) + number * evening.out) % evening.members
        turn[np.setdiff1d(np.arange(evening.members), away)] = rng.permutation(tables)
    return places


def _apart(evening: Evening, place: Ints) -> Ints:
    """Who is kept apart and found no other table sits out; and nobody sits alone."""
    place = place.copy()
    for turn in place:
        while (wrong := (_at_one(turn) & evening.apart)).any():
            turn[int(wrong.sum(axis=1).argmax())] = OUT
        sizes = np.bincount(turn[turn >= 0], minlength=evening.filled)
        turn[(turn >= 0) & (sizes[turn] == 1)] = OUT
    return place


def _at_one(turn: Ints) -> Ints:
    return np.asarray((turn[:, None] == turn) & (turn >= 0) & ~np.eye(turn.size, dtype=bool))


def answer(evening: Evening, place: Ints, steps: int = 0) -> Seating:
    """The seating with its repeats, gains and bounds."""
    times = met(place)
    value = int(np.triu(evening.gain * (times > 0)).sum())
    as_forced = bool(((place < 0).sum(axis=1) == evening.out).all())
    largest = int(evening.sizes.max()) if as_forced else evening.seats
    beside = np.full(evening.members, evening.turns * (largest - 1))
    sizes = evening.sizes if as_forced else np.full(evening.filled, evening.seats)
    bound = most_gain(evening, beside, evening.turns * int((sizes * (sizes - 1) // 2).sum()))
    fewest = fewest_repeats(evening) if as_forced else 0
    return Seating(place, value, bound, int(np.triu(np.maximum(times - 1, 0)).sum()), fewest, steps)


def _by_weeks(evening: Evening, rng: np.random.Generator, seed: int) -> Seating | None:
    """Pairs as a plan whose weeks are turns; who sits out meets an empty chair, each chair once.

    Members come in an order by lot, so that another seed gives another one of equal plans. None where the plan leaves
    somebody without a chair, or takes more sitting out from one than from another.
    """
    many, turns = evening.members + evening.out, evening.turns
    chairs, order = ((0, 0), (0, evening.out)), rng.permutation(evening.members)
    mixed = np.ix_(order, order)
    may = np.triu(np.pad(~evening.apart[mixed], chairs, constant_values=True), 1)
    first, second = np.nonzero(may)
    gain = np.pad(evening.gain[mixed], chairs)[first, second]
    full = turns * (many // 2)
    bonus = int(np.sort(gain)[::-1][:full].sum()) + 1
    pairs = Candidates(many, first, second, gain + bonus)
    rules = Rules(turns, np.full(many, turns), np.ones((many, turns), np.bool_))
    plan = plan_weeks(pairs, rules, seed=seed, seconds=SECONDS)
    place = np.empty_like(mixed_up := _places(evening, pairs, plan))
    place[:, order] = mixed_up
    if plan.chosen.size < full or np.ptp((place == OUT).sum(axis=0)) > 1:
        return None
    value = plan.value - bonus * full
    return Seating(place, value, plan.upper_bound - bonus * full, 0, 0)


def _places(evening: Evening, pairs: Candidates, plan: Plan) -> Ints:
    place = np.full((evening.turns, evening.members), OUT)
    for turn in range(evening.turns):
        met_then = plan.chosen[plan.week == turn]
        with_people = met_then[pairs.second[met_then] < evening.members]
        for end in (pairs.first, pairs.second):
            place[turn, end[with_people]] = np.arange(with_people.size)
    return place


def without(evening: Evening, place: Ints, member: int, turn: int) -> Seating:
    """The seating when a member is gone from a turn (from 0) on, with as few others moved as can be.

    In each turn at most one other moves: somebody who sits out takes the empty seat (whoever did so most often, then
    who gains most), if she has met nobody there; one who would sit alone joins a table, or sits that turn out.
    """
    if not (0 <= member < evening.members and 0 <= turn < evening.turns):
        raise ScienceError("This member, or this turn, is not of the evening.")
    place = place.copy()
    for number in range(turn, evening.turns):
        table, place[number, member] = place[number, member], GONE
        if table >= 0:
            _fill(evening, place, number, int(table))
    seating = answer(evening, place)
    verify_evening(evening, seating)
    return seating


def _fill(evening: Evening, place: Ints, number: int, table: int) -> None:
    turn, outs = place[number], (place == OUT).sum(axis=0)
    fits = [one for one in np.flatnonzero(turn == OUT) if _may_join(evening, place, number, int(one), table)]
    if fits:
        gains = evening.gain[:, turn == table].sum(axis=1)
        turn[max(fits, key=lambda one: (outs[one], gains[one], -one))] = table
        return
    left = np.flatnonzero(turn == table)
    if left.size != 1:
        return
    alone = int(left[0])
    others = [int(other) for other in np.unique(turn[turn >= 0]) if other != table]
    open_ = [other for other in others if _may_join(evening, place, number, alone, other)]
    turn[alone] = min(open_, key=lambda other: int((turn == other).sum()), default=OUT)


def _may_join(evening: Evening, place: Ints, number: int, member: int, table: int) -> bool:
    """There is a seat, and nobody she has met, will meet or is kept apart from."""
    people = np.flatnonzero(place[number] == table)
    again = met(np.delete(place, number, axis=0))[member, people].any()
    return people.size < evening.seats and not again and not evening.apart[member, people].any()
