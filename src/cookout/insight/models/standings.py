"""Who did most of something in a period, among those who let themselves be named; what counts is confirmed or accepted.

Nobody is named who opted out, nor anybody of a group that keeps counts to itself; what they did moves nobody's place.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q

from cookout.core.asked import once
from cookout.groups.models import Group, Membership, Region
from cookout.insight.models.scope import Subject
from cookout.insight.models.tally import tally
from cookout.insight.rules import placed

Scope = Group | Region


@dataclass(frozen=True, slots=True)
class Standing:
    """One member's place; `is_shared` where others did as many."""

    place: int
    membership: Membership
    count: int
    is_shared: bool = False

    @property
    def name(self) -> str:
        """Who."""
        return self.membership.name


def groups_of(scope: Scope) -> list[int]:
    """The group itself, or the groups in a region and in all regions below it."""
    subject = Subject(group=scope) if isinstance(scope, Group) else Subject(region=scope)
    return subject.group_ids()


def standings(scope: Scope, kind: str, start: dt.date, end: dt.date) -> list[Standing]:
    """The places in a group or region from the first to the last day of a period; `kind` is one of `Award.Kind`.

    In a region counts also what members of different groups did; who sits in two of them stands once, with all of it.
    """
    groups = groups_of(scope)
    within: Literal["group", "all"] = "group" if isinstance(scope, Group) else "all"
    told = once(("done", *groups, start, end, within), lambda: tally(groups, start, end, within=within))
    seats: dict[int, list[Membership]] = defaultdict(list)
    for membership in once(("ranked", *groups, start, end), lambda: _ranked(groups, start, end)):
        seats[membership.user_id or 0].append(membership)
    counts = []
    for user, mine in seats.items():
        several = {seat.group_id: getattr(told.of(seat.group_id, user), kind) for seat in mine}
        counts.append((sum(several.values()), max(mine, key=lambda seat: (several[seat.group_id], -seat.pk))))
    return _places(counts)


def _ranked(groups: Sequence[int], start: dt.date, end: dt.date) -> Sequence[Membership]:
    """Who belonged there within the period, has an account, and lets herself be named. One who opted out in one group
    of several is named in none."""
    rows = Membership.objects.filter(
        Q(left_on=None) | Q(left_on__gt=start),
        group__in=groups, group__shares_counts=True, deleted_at=None, user__isnull=False, joined_on__lte=end,
    )  # fmt: skip
    silent = Membership.objects.filter(group__in=groups, deleted_at=None, left_on=None, is_ranked=False)
    hidden = set(silent.values_list("user_id", flat=True))
    found = rows.filter(is_ranked=True).select_related("group", "classification").order_by("name", "pk")
    return [one for one in found if one.user_id not in hidden]


def _places(counts: Sequence[tuple[int, Membership]]) -> list[Standing]:
    by_key = {f"{one.name}\0{one.pk}": one for _count, one in counts}
    order = placed((f"{one.name}\0{one.pk}", count) for count, one in counts)
    heads = [place for place, _key, _count in order]
    return [Standing(place, by_key[key], count, heads.count(place) > 1) for place, key, count in order]


def winners(scope: Scope, kind: str, start: dt.date, end: dt.date) -> list[Standing]:
    """All who share the first place; nobody where nobody did any."""
    return [one for one in standings(scope, kind, start, end) if one.place == 1]
