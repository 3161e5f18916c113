"""Whose profile a 1-2-1 opens: that of the other seat, once both have agreed on a time and two weeks after."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cookout.core.models import User
from cookout.one_to_ones.models.kinds import State
from cookout.one_to_ones.models.seat import Seat
from cookout.people.models import Person

AFTER = dt.timedelta(days=14)
"""So long the sheet stays open to wrap up and to think."""


def people_with_a_1_2_1(user: User) -> "QuerySet[Person, Any]":
    """Ids of the account persons with whom a 1-2-1 is planned, or took place within two weeks."""
    lately = timezone.now() - AFTER
    met = Q(one_to_one__state__in=[State.HELD, State.CONFIRMED], one_to_one__starts_at__gte=lately)
    planned = Q(one_to_one__state=State.PLANNED, one_to_one__starts_at__gte=lately)
    mine = Seat.objects.filter(met | planned, user=user, one_to_one__deleted_at=None).values("one_to_one")
    theirs = Seat.objects.filter(one_to_one__in=mine, user__isnull=False).exclude(user=user).values("user")
    return Person.objects.filter(account__in=theirs, deleted_at=None).values("pk")
