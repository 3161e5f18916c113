"""Whose profile a 1-2-1 opens: that of the other seat, once both have agreed on a time and two weeks after."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cookout.core.models import User
from cookout.one_to_ones.models.kinds import State
from cookout.one_to_ones.models.seat import Seat
from cookout.people.models import Person

AFTER = dt.timedelta(days=14)
"""So long the sheet stays open to wrap up and to think."""


def people_with_a_1_2_1(user: User) -> "QuerySet[Person, Any]":
    """Ids of the account persons with whom a 1-2-1 is planned, or took place within two weeks.

    What one alone says, of a time to come or of one that has been, opens nothing: the time counts that both agreed on.
    """
    agreed = Seat.objects.filter(
        user=user, one_to_one__deleted_at=None, one_to_one__state__in=[State.PLANNED, State.HELD, State.CONFIRMED],
        one_to_one__agreed_at__gte=timezone.now() - AFTER,
    )  # fmt: skip
    mine = agreed.values("one_to_one")
    theirs = Seat.objects.filter(one_to_one__in=mine, user__isnull=False).exclude(user=user).values("user")
    return Person.objects.filter(account__in=theirs, deleted_at=None).values("pk")
