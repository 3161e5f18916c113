"""A round across a large region: of millions of pairs, which the lot may draw, and which a plan is sought among.

The hat draws within parts of a dozen members, dealt by lot so that chapters are spread over the parts: within one,
nearly everybody may meet everybody, so the probabilities are known exactly, and over all parts every pair can come out.
What is left is planned among the pairs that prices call in; the bound is of all pairs.
"""

from dataclasses import dataclass, replace

import numpy as np

from cookout.rounds.models.asked import Asked
from cookout.science.pairing.gains import Gains
from cookout.science.pairing.hat_of_plan import HatOfPlan, hat_of_plan
from cookout.science.pairing.instance import Candidates, Ints
from cookout.science.pairing.thinning import thinned

MANY_PAIRS = 20_000
"""Above (some two hundred members) a plan is sought among a part of the pairs."""

EACH = 15
"""So many pairs of each member are kept."""

IN_A_PART = 12
"""So many members are in one part of the hat."""

SECONDS = 0.3
"""Effort of the last, joint search: at this size it adds little to what prices and exchanges have found."""


@dataclass(frozen=True, slots=True)
class Thin:
    """The same question with fewer pairs, what the hat has drawn of them, and a bound for plans that keep that."""

    asked: Asked
    hat: HatOfPlan
    upper_bound: int


def is_large(asked: Asked) -> bool:
    """Whether there are too many pairs to look at each in every week."""
    return asked.candidates.first.size > MANY_PAIRS


def thin(asked: Asked, many: int, *, seed: int, hat_from: int) -> Thin:
    """Draw `many` from the hat, then keep the pairs that a good plan of the rest can need."""
    pairs = asked.candidates
    parts = _parts(np.array([one.group_id for one in asked.memberships], np.int64), hat_from)
    drawable = np.flatnonzero(parts[pairs.first] == parts[pairs.second])
    drawn = hat_of_plan(_some(pairs, drawable), asked.rules, many, seed=hat_from, sat_out=asked.turns)
    given = drawable[drawn.chosen]
    open_ = np.setdiff1d(np.arange(pairs.first.size), given)
    found = thinned(_some(pairs, open_), drawn.rules, EACH, seed=seed)
    left = open_[found.kept]
    stays = np.sort(np.concatenate([given, left]))
    small = _some(pairs, stays)
    hat = HatOfPlan(
        small, drawn.draws, np.searchsorted(stays, given), drawn.week, drawn.slot,
        _some(pairs, left), np.searchsorted(stays, left), drawn.rules,
    )  # fmt: skip
    fewer = replace(asked, candidates=small, gains=_gains(asked.gains, stays))
    return Thin(fewer, hat, int(pairs.gain[given].sum()) + found.upper_bound)


def _parts(group: Ints, seed: int) -> Ints:
    """In which part each member draws: dealt round by chapter, chapters and their members in an order by lot.

    >>> sorted(np.bincount(_parts(np.repeat([5, 7, 9], 8), 1)).tolist())
    [12, 12]
    """
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, IN_A_PART))))
    members = random.permutation(group.size)
    chapters = random.permutation(np.unique(group))
    place = np.empty(int(group.max(initial=0)) + 1, np.int64)
    place[chapters] = np.arange(chapters.size)
    dealt = members[np.argsort(place[group[members]], kind="stable")]
    parts = np.empty(group.size, np.int64)
    parts[dealt] = np.arange(group.size) % max(1, group.size // IN_A_PART)
    return parts


def _some(pairs: Candidates, which: Ints) -> Candidates:
    return Candidates(pairs.members, pairs.first[which], pairs.second[which], pairs.gain[which])


def _gains(found: Gains, which: Ints) -> Gains:
    return replace(found, gain=found.gain[which], points=found.points[which])
