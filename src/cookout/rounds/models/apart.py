"""Who may not meet, and who cannot: private wishes, what was lately, trades, and when members are there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from django.db.models import Q

from cookout.groups.models import Leave, Membership
from cookout.rounds import rules
from cookout.rounds.models.availability import Availability, Slot
from cookout.rounds.models.do_not_pair import DoNotPair
from cookout.rounds.models.earlier import Earlier, Places
from cookout.rounds.models.facts import Known
from cookout.rounds.models.terms import Terms
from cookout.science.pairing.instance import Flags, Rules

SLOTS = tuple(Slot.values)


def wished_apart(places: Places) -> set[tuple[int, int]]:
    """Pairs of which either side wishes not to meet the other; whose wish it is goes no further than this."""
    rows = DoNotPair.objects.filter(owner__in=list(places.of_user))
    found = set()
    for owner, membership, user in rows.values_list("owner", "membership", "membership__user"):
        for one in places.of_user[owner]:
            for other in places.of(membership, user):
                if one != other:
                    found.add((min(one, other), max(one, other)))
    return found


def allowed(round: Terms, memberships: Sequence[Membership], known: Known, earlier: Earlier) -> Flags:
    """All pairs that the rules of the round let meet; wishes are not among them."""
    pairs, trades = known.pairs, known.trades
    open_ = ~pairs.marked(_same_human(memberships))
    if round.months_apart:
        start = rules.months_before(round.starts_on, round.months_apart)
        lately = {pair for pair, day in known.met.items() if day > start} - earlier.own
        open_ &= ~pairs.marked(lately | earlier.within(start))
    if round.is_apart:
        open_ &= ~trades.same[trades.of[pairs.first], trades.of[pairs.second]]
    if round.across:
        group = np.array([one.group_id for one in memberships], np.int64)
        open_ &= group[pairs.first] != group[pairs.second]
    return open_


def rules_of(round: Terms, memberships: Sequence[Membership], earlier: Earlier, today: dt.date) -> tuple[Rules, Rules]:
    """How often and when each can: as she said, not on leave, not in a week that is over or taken by another round.

    And the same as it would be had nobody said anything: all that who leads may know of it.
    """
    mondays = [round.monday_of(week) for week in range(1, round.weeks + 1)]
    usual, weekly = _said(memberships, mondays)
    leaves = _leaves(memberships)
    there = np.zeros((len(memberships), round.weeks), np.bool_)
    slots = np.zeros((len(memberships), round.weeks, len(SLOTS)), np.bool_)
    most = np.zeros(len(memberships), np.int64)
    for place, one in enumerate(memberships):
        as_usual = usual.get(one.pk)
        most[place] = rules.capacity(round.most, round.weeks, as_usual.most if as_usual else None)
        for at, monday in enumerate(mondays):
            away = any(rules.is_away(monday, *leave) for leave in leaves[one.pk])
            belongs = rules.belongs_in(monday, one.joined_on, one.left_on)
            there[place, at] = belongs and not away and monday + rules.A_WEEK > today
            slots[place, at] = _slots(weekly.get((one.pk, monday), as_usual))
    there &= ~earlier.busy(len(memberships), mondays)
    silent = np.full_like(most, rules.capacity(round.most, round.weeks, None))
    return Rules(round.weeks, most, slots & there[:, :, None]), Rules(round.weeks, silent, there)


def _slots(said: Availability | None) -> list[bool]:
    return [said is None or slot in said.slots for slot in SLOTS]


def _said(
    memberships: Sequence[Membership], mondays: Sequence[dt.date]
) -> tuple[dict[int, Availability], dict[tuple[int, dt.date], Availability]]:
    """As usual, and in single weeks, by membership."""
    rows = Availability.objects.filter(Q(week_on=None) | Q(week_on__in=mondays), membership__in=memberships)
    usual, weekly = {}, {}
    for row in rows:
        if row.week_on is None:
            usual[row.membership_id] = row
        else:
            weekly[row.membership_id, row.week_on] = row
    return usual, weekly


def _leaves(memberships: Sequence[Membership]) -> dict[int, list[tuple[dt.date, dt.date | None]]]:
    found: dict[int, list[tuple[dt.date, dt.date | None]]] = defaultdict(list)
    rows = Leave.objects.filter(membership__in=memberships, deleted_at=None)
    for membership, starts_on, ends_on in rows.values_list("membership", "starts_on", "ends_on"):
        found[membership].append((starts_on, ends_on))
    return found


def _same_human(memberships: Sequence[Membership]) -> set[tuple[int, int]]:
    """Two memberships of one account are no pair."""
    by_user: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(memberships):
        if one.user_id is not None:
            by_user[one.user_id].append(place)
    return {(one, other) for found in by_user.values() for one in found for other in found if one < other}
