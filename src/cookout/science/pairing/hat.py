"""The hat: one partner for everybody, drawn at random with probabilities that are known and kept.

The law: every matching of the most pairs that may meet is equally likely, among those in which sitting out falls on
whoever did so least often (`seating`). What is stored is the probability that *this draw* gave a pair:

| way | where | how | probability of a pair |
|---|---|---|---|
| `free` | everybody may meet everybody | a random order, cut into twos | exact: 1/(n-1), or 1/n if one sits out |
| `counted` | few matchings (`counting`) | a random number r, the r-th matching | exact: how many of all have the pair |
| `slips` | else (`shuffling`) | `redraws` random matchings are slips; one is pulled | its share of the slips |
| `completed` | few shuffles end well | the same, shuffles completed by paths | likewise; the law is not uniform |

A share of the slips is exact too, given the slips, because each slip is equally likely; and a pair that was drawn never
has probability 0. So weights 1/p are right even where shuffling were not long enough to be uniform. `error` says how
far the share may be from the probability of the law.

Everything follows from the seed: raw words of PCG64 with fixed ways to use them, so the same on every machine and
version of NumPy. Members who do not hang together by pairs that may meet (two chapters of a region) are drawn apart.
Source: SCIENCE 2.5; Aronow & Samii 2017 for probabilities by redraws.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from cookout.science.errors import ScienceError
from cookout.science.pairing.counting import Counted, counted
from cookout.science.pairing.instance import Ints
from cookout.science.pairing.seating import Table, tables
from cookout.science.pairing.shuffling import Shuffler, Words, shuffler

Reals = NDArray[np.float64]

POLICY = "hat-1"
"""The law and the way to draw from it; a change of either is a new one, because stored draws are drawn again by it."""

LEAST = 0.01
"""A pair that is less likely (or more than 1 - LEAST) tells the study little and weighs much (SCIENCE 2.5)."""

FEWEST_REDRAWS = 1000
"""With fewer slips a probability of LEAST could be off by more than a third of itself."""

SHARES = ("slips", "completed")
"""Ways in which a probability is a share of slips."""

DRAW, SLIPS, AGAIN = 1, 2, 3
"""Streams of one seed: what is drawn, the slips, and fresh draws."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What the hat gave, and all that must be kept with it (PRODUCT 4)."""

    members: int
    pairs: Ints
    """Pairs × 2, the lower first, ascending."""
    sits_out: Ints
    first: Ints
    second: Ints
    """The candidates: all pairs that may meet, `first` < `second`, ascending."""
    probability: Reals
    """Of each candidate to be in this draw; 0 where no largest matching has it."""
    error: Reals
    """Standard error of the probability as that of the law; 0 where it is exact."""
    turns: Ints
    """Of each member, how often she had sat out before."""
    ways: tuple[str, ...]
    """How it was drawn: one way for each table at which a pair can be drawn."""
    seed: int
    redraws: int
    policy: str

    @property
    def drawn(self) -> NDArray[np.bool_]:
        """For each candidate whether it was drawn."""
        return np.isin(self.first * self.members + self.second, self.pairs @ np.array([self.members, 1]))

    @property
    def telling(self) -> NDArray[np.bool_]:
        """Candidates of whom the study can learn: neither nearly certain nor nearly impossible."""
        return (self.probability >= LEAST) & (self.probability <= 1 - LEAST)


@dataclass(frozen=True, slots=True)
class _Lot:
    """What one table gave: pairs of members drawn, and how often pairs were among how many."""

    pairs: list[tuple[int, int]]
    chances: dict[tuple[int, int], float]
    way: str


def draw(members: int, allowed: Ints, *, seed: int, redraws: int = 10_000, sat_out: Ints | None = None) -> Draw:
    """Draw a partner for as many of 0 … members-1 as can have one, from the pairs (m × 2) that may meet.

    `sat_out`: how often each member sat out lately; who did so less often does so now, as far as the pairs allow.
    Cost: 35 members 0.5 s where two thirds may meet, 1.5 s where a fifth may; 200 members 2 to 4 s.
    Raises ScienceError where pairs name nobody or twice the same, and for more than 1,000 members who hang together.

    >>> found = draw(4, np.array([[0, 1], [0, 2], [1, 3], [2, 3]]), seed=7)
    >>> found.pairs.tolist(), found.probability.tolist(), found.ways, found.policy
    ([[0, 2], [1, 3]], [0.5, 0.5, 0.5, 0.5], ('counted',), 'hat-1')
    """
    first, second, turns = _asked(members, allowed, seed, redraws, sat_out)
    lots = [_lot(table, (seed, at), redraws) for at, table in enumerate(_tables(members, first, second, turns))]
    pairs = np.array(sorted(pair for lot in lots for pair in lot.pairs), dtype=np.int64).reshape(-1, 2)
    chances = {pair: (chance, lot.way in SHARES) for lot in lots for pair, chance in lot.chances.items()}
    told = [chances.get(pair, (0.0, False)) for pair in zip(first.tolist(), second.tolist(), strict=True)]
    probability = np.array([chance for chance, _ in told], dtype=np.float64)
    shared = np.array([share for _, share in told], dtype=bool)
    error = np.where(shared, np.sqrt(probability * (1 - probability) / redraws), 0.0)
    out = np.setdiff1d(np.arange(members), pairs)
    ways = tuple(lot.way for lot in lots)
    return Draw(members, pairs, out, first, second, probability, error, turns, ways, seed, redraws, POLICY)


def again(found: Draw, times: int, *, seed: int) -> Ints:
    """Draw again, for randomisation inference: times × pairs × 2, each as likely as the draw itself was.

    Where the draw pulled one of `redraws` slips, the same slips are pulled again (with replacement); so the stored
    probabilities are exactly those of what is drawn here. The slips follow from the seed of the draw, what is pulled
    from `seed`.

    >>> again(draw(3, np.array([[0, 1], [1, 2]]), seed=1), 5, seed=2).shape
    (5, 1, 2)
    """
    kept = _tables(found.members, found.first, found.second, found.turns)
    columns = [_again(table, (found.seed, at), (seed, at), times, found.redraws) for at, table in enumerate(kept)]
    return np.concatenate([np.zeros((times, 0, 2), dtype=np.int64), *columns], axis=1)


def _asked(
    members: int, allowed: Ints, seed: int, redraws: int, sat_out: Ints | None
) -> tuple[Ints, Ints, Ints]:  # fmt: skip
    """The candidates in ascending order and everybody's turns; a ScienceError where they make no sense."""
    if members < 0 or seed < 0 or redraws < FEWEST_REDRAWS:
        raise ScienceError(
            f"A hat needs members and a seed from 0 up and at least {FEWEST_REDRAWS} redraws, "
            f"not {members}, {seed} and {redraws}."
        )
    pairs = np.asarray(allowed, dtype=np.int64).reshape(-1, 2)
    if pairs.size and (pairs.min() < 0 or pairs.max() >= members):
        raise ScienceError("A pair names a member that is not there.")
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    if bool(np.any(low == high)):
        raise ScienceError("Nobody can be paired with herself.")
    code = np.sort(low * members + high)
    if bool(np.any(code[1:] == code[:-1])):
        raise ScienceError("A pair is listed twice.")
    turns = np.zeros(members, dtype=np.int64) if sat_out is None else np.asarray(sat_out, dtype=np.int64)
    if turns.shape != (members,) or (members and turns.min() < 0):
        raise ScienceError("How often somebody sat out is one number from 0 up for each member.")
    return code // max(members, 1), code % max(members, 1), turns


def _tables(members: int, first: Ints, second: Ints, turns: Ints) -> list[Table]:
    """Those at which a pair can be drawn."""
    return [table for table in tables(members, first, second, turns) if table.pairs]


def _words(seed: tuple[int, int], stream: int) -> Words:
    return Words(np.random.SeedSequence((*seed, stream)))


def below(most: int, words: Words) -> int:
    """A whole number from 0 to most - 1, each equally likely, however large: words that are too large are thrown away.

    >>> below(10**30, Words(7)) < 10**30
    True
    """
    bits = (most - 1).bit_length()
    while True:
        number = 0
        for word in words.random_raw(-(-bits // 64)).tolist():
            number = number << 64 | word
        number >>= -bits % 64
        if number < most:
            return number


def _is_free(table: Table) -> bool:
    """Whether everybody at the table may meet everybody."""
    many = table.members.size
    return sum(other < many for near in table.neighbours[:many] for other in near) == many * (many - 1)


def _lot(table: Table, seed: tuple[int, int], redraws: int) -> _Lot:
    words = _words(seed, DRAW)
    if _is_free(table):
        return _Lot(_named(table, _free(table, words)), _free_chances(table), "free")
    count = counted(table)
    if count is not None:
        pairs = _named(table, count.matching(below(count.total, words)))
        return _Lot(pairs, _counted_chances(table, count), "counted")
    how = shuffler(table)
    slips = _slips(how, seed, redraws)
    pulled = slips[below(redraws, words)].tolist()
    return _Lot([(one, two) for one, two in pulled], _shares(slips), "completed" if how.completed else "slips")


def _again(table: Table, drawn: tuple[int, int], seed: tuple[int, int], times: int, redraws: int) -> Ints:
    words = _words(seed, AGAIN)
    if _is_free(table):
        return _array(table, (_named(table, _free(table, words)) for _ in range(times)), times)
    count = counted(table)
    if count is not None:
        numbers = (below(count.total, words) for _ in range(times))
        return _array(table, (_named(table, count.matching(number)) for number in numbers), times)
    slips = _slips(shuffler(table), drawn, redraws)
    return np.asarray(slips[[below(redraws, words) for _ in range(times)]])


def _array(table: Table, found: Iterator[list[tuple[int, int]]], times: int) -> Ints:
    return np.array(list(found), dtype=np.int64).reshape(times, table.pairs, 2)


def _named(table: Table, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of places as pairs of members, without those who sit out."""
    many = table.members.size
    named = ((int(table.members[min(pair)]), int(table.members[max(pair)])) for pair in places if max(pair) < many)
    return sorted(named)


def _free(table: Table, words: Words) -> list[tuple[int, int]]:
    """Somebody whose turn it is sits out of an odd number; a random order of the others, cut into twos."""
    many = table.members.size
    places = np.arange(many)
    if table.turns:
        may = table.neighbours[-1]
        places = np.delete(places, may[below(len(may), words)])
    order = places[words.random_raw(places.size).argsort(kind="stable")].tolist()
    return list(zip(islice(order, 0, None, 2), islice(order, 1, None, 2), strict=True))


def _free_chances(table: Table) -> dict[tuple[int, int], float]:
    """(1 - chance that one of the two sits out) / (number of the others who stay)."""
    many = table.members.size
    out = np.zeros(many)
    if table.turns:
        out[list(table.neighbours[-1])] = 1 / len(table.neighbours[-1])
    one, two = np.triu_indices(many, 1)
    chance = (1 - out[one] - out[two]) / (many - 1 - len(table.turns))
    names = zip(table.members[one].tolist(), table.members[two].tolist(), strict=True)
    return dict(zip(names, chance.tolist(), strict=True))


def _counted_chances(table: Table, count: Counted) -> dict[tuple[int, int], float]:
    many = table.members.size
    return {
        (int(table.members[min(pair)]), int(table.members[max(pair)])): times / count.total
        for pair, times in count.containing().items()
        if max(pair) < many
    }


def _slips(how: Shuffler, seed: tuple[int, int], redraws: int) -> Ints:
    """Redraws × pairs × 2: the members of each slip's pairs, ascending."""
    table, many = how.table, how.table.members.size
    blocks = []
    for partner in how.matchings(redraws, _words(seed, SLIPS)):
        seated = partner[:, :many]
        lower = (np.arange(many) < seated) & (seated < many)
        first = np.nonzero(lower)[1].reshape(len(partner), table.pairs)
        second = np.take_along_axis(seated, first, axis=1)
        blocks.append(table.members[np.stack([first, second], axis=-1)])
    return np.concatenate(blocks)


def _shares(slips: Ints) -> dict[tuple[int, int], float]:
    top = int(slips.max()) + 1
    code, times = np.unique(slips[..., 0] * top + slips[..., 1], return_counts=True)
    names = zip((code // top).tolist(), (code % top).tolist(), strict=True)
    return dict(zip(names, (times / len(slips)).tolist(), strict=True))
