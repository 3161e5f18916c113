"""Fellow members and 1-2-1s that tests of several rooms use."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cookout.core.models import User
from cookout.groups.models import Group
from cookout.one_to_ones.models import Answer, OneToOne
from cookout.people.models import Person


def fellows(first: User, second: User, name: str = "Riverside") -> Group:
    """A group in which the two sit and read each other's profiles."""
    group = Group.found(by=first, name=name)
    for user in (first, second):
        group.admit(by=first, name=user.name, user=user)
    return group


def in_days(days: float, *, hour: int = 15) -> dt.datetime:
    """A full hour so many days from now."""
    return (timezone.now() + dt.timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


def proposed(by: User, to: User, *times: dt.datetime, **values: Any) -> OneToOne:
    """Times offered to a fellow."""
    return OneToOne.propose(by=by, person=to.person, times=times or [in_days(3)], **values)


def planned(by: User, to: User, starts_at: dt.datetime | None = None, **values: Any) -> OneToOne:
    """A 1-2-1 that both have in their calendar."""
    one = proposed(by, to, starts_at or in_days(3), **values)
    first = one.times.all()[0]
    one.accept(by=to, starts_at=first.starts_at)
    return one


def noted(by: User, person: Person, starts_at: dt.datetime | None = None, **values: Any) -> OneToOne:
    """One with somebody of my own book."""
    return OneToOne.note(by=by, person=person, starts_at=starts_at or in_days(3), **values)


def was_held(by: User, person: Person, *, days: int = 2, **values: Any) -> OneToOne:
    """One that took place some days ago, as I say."""
    one = noted(by, person, in_days(-days, hour=10), **values)
    one.hold(by=by)
    return one


def heard(by: User, one: OneToOne, text: str, key: str = "customers.ideal") -> Answer:
    """What one wrote down to a question."""
    answer = Answer.to(key, by=by, one_to_one=one)
    answer.write(text, by=by)
    return answer
