"""Whether a draft's plan still keeps the hard rules: between planning and announcing members say this and that."""

import numpy as np

from cookout.rounds.models.apart import SLOTS, rules_of, wished_apart
from cookout.rounds.models.asked import members_of, today_of
from cookout.rounds.models.earlier import Earlier, Places
from cookout.rounds.models.terms import Terms


def holds(round: Terms) -> bool:
    """Whether each pair belongs, may meet and can in its week, and nobody meets more often than she wishes.

    It answers yes or no, and which pair it is goes no further: it may be a private wish.
    """
    memberships = members_of(round.scope, round.starts_on, round.ends_on)
    places = Places(memberships)
    rules, _silent = rules_of(round, memberships, Earlier.of(round, memberships, places), today_of(round.scope))
    apart, often = wished_apart(places), np.zeros(len(memberships), np.int64)
    rows = round.pairings.filter(ended_at=None).values_list("first", "second", "week", "slot")
    for first, second, week, slot in rows:
        two = [places.of_membership.get(key, -1) for key in (first, second)]
        if min(two) < 0 or (min(two), max(two)) in apart or not rules.available[two, week - 1, SLOTS.index(slot)].all():
            return False
        often[two] += 1
    return bool((often <= rules.capacity).all())
