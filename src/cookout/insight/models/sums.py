"""Sums of closed business: only of groups that agreed, from three payers up, of months that are over, and never across
currencies. What a region adds up are sums that may be shown, so that nobody can subtract one from the other."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cookout.core.money import Money
from cookout.groups.models import Group, Membership
from cookout.insight.models import acts
from cookout.insight.models.sharing import Shared
from cookout.insight.rules import FEWEST_PAYERS, first_day, last_day, month_of
from cookout.referrals.models import ClosedBusiness, Role, State


@dataclass(frozen=True, slots=True)
class MonthSum:
    """What the members of one group closed with each other in one month and currency."""

    group: int
    month: int
    money: Money
    payers: int


@dataclass(frozen=True, slots=True)
class Total:
    """Several of them in one currency."""

    money: Money
    months: int

    @property
    def said(self) -> str:
        """As it is shown."""
        return str(self.money)


def month_sums(groups: Sequence[Group], first: int, last: int, *, today: dt.date) -> list[MonthSum]:
    """What may be shown of these months, by group, month and currency."""
    agreed = {group.pk: group for group in groups if group.shares_sums}
    until = min(last, month_of(today) - 1)
    if not agreed or until < first:
        return []
    kept: dict[tuple[int, int, str], list[tuple[int, int]]] = defaultdict(list)
    for group, owner, day, amount, currency in _paid(list(agreed.values()), first_day(first), last_day(until)):
        kept[group, month_of(day), currency].append((owner, amount))
    found = []
    for (group, month, currency), rows in sorted(kept.items()):
        payers = len({owner for owner, _amount in rows})
        if payers >= FEWEST_PAYERS:
            found.append(MonthSum(group, month, Money(sum(amount for _owner, amount in rows), currency), payers))
    return found


def totals(sums: Iterable[MonthSum]) -> list[Total]:
    """One for each currency."""
    found: dict[str, list[MonthSum]] = defaultdict(list)
    for one in sums:
        found[one.money.currency].append(one)
    return [
        Total(Money(sum(one.money.amount for one in several), currency), len(several))
        for currency, several in sorted(found.items())
    ]


def _paid(
    groups: Sequence[Group], start: dt.date, end: dt.date
) -> Iterator[tuple[int, int, dt.date, int, str]]:  # fmt: skip
    """Business between two members, at the group that they shared on its day."""
    zones = {group.pk: group.zone for group in groups}
    everybody, _without = acts.belongings(list(zones), (start, end))
    shared = Shared(everybody, zones)
    members = Membership.objects.filter(group__in=list(zones), deleted_at=None, user__isnull=False).values("user_id")
    rows = ClosedBusiness.objects.filter(
        deleted_at=None, on__range=(start, end), owner__in=members,
        referral__deleted_at=None, referral__accepted_at__isnull=False, referral__parties__role=Role.REFERRER,
    ).exclude(referral__state=State.WITHDRAWN)  # fmt: skip
    told = rows.order_by("pk").values_list("owner_id", "referral__parties__user_id", "on", "amount", "currency")
    for owner, giver, day, amount, currency in told:
        group = shared.group(giver, owner, day) if giver else None
        if group is not None:
            yield group, owner, day, amount, currency
