"""A chapter of eight for the walk through a round: all with accounts, and months behind them that all wrote down."""

import datetime as dt
from itertools import combinations

from django.db import transaction
from django.utils import timezone

from cookout.groups.models import Group, Office
from cookout.insight.testing import gave, member, met

MEMBERS = ("Ada", "Amir", "Bea", "Boris", "Carla", "Chen", "Dina", "Dov")
"""Ada is their president."""

LONG_AGO = 8
"""So many months ago each two of them met: what a plan says of pairs, and that all record what they do."""


def found() -> str:
    """Riverside, whose public id is told."""
    with transaction.atomic():
        riverside = Group.objects.create(name="Riverside")
        users = [member(name, riverside) for name in MEMBERS]
        day = timezone.localdate() - dt.timedelta(days=30 * LONG_AGO)
        for place, (one, other) in enumerate(combinations(users, 2)):
            met(one, other, day - dt.timedelta(days=place))
            if place % 3 == 0:
                gave(one, other, day + dt.timedelta(days=place))
        leads = riverside.memberships.get(user=users[0])
        leads.offices.create(role=Office.Role.PRESIDENT, starts_on=dt.date(2025, 1, 1))
    return str(riverside.uid)
