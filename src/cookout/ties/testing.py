"""People and ties that tests of several rooms use."""

import datetime as dt
from typing import Any

from cookout.core.models import User
from cookout.people.models import Person
from cookout.ties.models import Tie, local_today


def keep(user: User, name: str, **values: str) -> Person:
    """Somebody in this user's book; details by kind: `email="…"`, `phone="…"`, `title="…"`."""
    return Person.keep(by=user, full_name=name, details=[(kind, "", value) for kind, value in values.items()])


def tie(user: User, name: str = "Marta Reyes", circle: str = "", **values: str) -> Tie:
    """A tie with somebody new, in a circle where one is named."""
    made = Tie.objects.between(user, keep(user, name, **values))
    if circle:
        made.move(circle, by=user)
    return made


def ago(user: User, days: int) -> dt.date:
    """The day so many days before the user's today."""
    return local_today(user) - dt.timedelta(days=days)


def touched(made: Tie, *days: int, kind: str = "call", **values: Any) -> Tie:
    """The tie after contacts so many days ago."""
    for many in days:
        made.touch(by=made.owner, kind=kind, on=ago(made.owner, many), **values)
    return made
