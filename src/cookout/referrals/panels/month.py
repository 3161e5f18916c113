"""The month's referrals in plain figures, beside Today."""

import datetime as dt
from typing import Protocol

from django.db.models import Count

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.referrals.models import ClosedBusiness, Party, Referral, Role, State
from cookout.referrals.models.money import totals


class Day(Protocol):
    """Today, as the plan makes it: all that is read of it here."""

    on: dt.date


def month(user: User, today: Day) -> Panel | None:
    """How many I gave and received since the first, and what came of those before; nothing where there was none."""
    first = today.on.replace(day=1)
    passed = Referral.objects.visible_to(user).filter(given_on__range=(first, today.on))
    mine = Party.objects.filter(user=user, referral__in=passed.exclude(state__in=(State.NAME, State.WITHDRAWN)))
    many = dict(mine.order_by().values_list("role").annotate(many=Count("pk")))
    rows = ClosedBusiness.objects.visible_to(user).filter(on__range=(first, today.on))
    figures = {
        "given": many.get(Role.REFERRER, 0),
        "received": many.get(Role.PROVIDER, 0),
        "closed": totals(list(rows)),
    }
    return Panel("month_of_referrals", "referrals/_month.html", figures) if any(figures.values()) else None


def register() -> None:
    """Fill the slot."""
    slots.register("today.aside", month)
