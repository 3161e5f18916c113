"""Referrals that tests of several rooms use."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cookout.core.models import User
from cookout.people.models import Person
from cookout.referrals.models import Prospect, Referral


def passed(by: User, to: User, prospect: str = "Hector Delgado", **values: Any) -> Referral:
    """One between two members: given, not yet accepted."""
    return Referral.give(by=by, to=to.person, prospect=Prospect(prospect), **{"may_contact": True, **values})


def received(by: User, referrer: Person, prospect: str = "Hector Delgado", **values: Any) -> Referral:
    """One that somebody without account gave to this user."""
    return Referral.receive(by=by, referrer=referrer, prospect=Prospect(prospect), **{"may_contact": True, **values})


def aged(one: Referral, **back: dt.timedelta) -> Referral:
    """The same as if instants of it lay further back."""
    for name, by in back.items():
        setattr(one, name, (getattr(one, name) or timezone.now()) - by)
    Referral.objects.filter(pk=one.pk).update(**{name: getattr(one, name) for name in back})
    return one
