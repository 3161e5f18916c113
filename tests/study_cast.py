"""Two chapters for the walk through what works: one with a year behind it, one that begins today, and a stranger."""

import datetime as dt
import random
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from cookout.core.models import User
from cookout.groups.models import Group
from cookout.insight.testing import gave, member, met

MEMBERS = ("Ada", "Amir", "Bea", "Boris", "Carla", "Chen", "Dina", "Dov", "Elsa", "Emre", "Fay", "Femi", "Gina",
           "Goran", "Hana", "Hugo", "Ines", "Ivo")  # fmt: skip
MONTHS = 13
"""Who begins to write things down has her first full month after that."""


def found_both() -> str:
    """Ada is of Riverside, whose public id is told; Ben founds Hillside today; Cleo belongs nowhere."""
    rng = random.Random(7)
    with transaction.atomic():
        riverside = Group.objects.create(name="Riverside")
        users = [member(name, riverside) for name in MEMBERS]
        for month in _months():
            _live(users, month, rng)
        ben = member("Ben")
        Group.found(by=ben, name="Hillside").admit(by=ben, name=ben.name, user=ben)
        member("Cleo")
    return str(riverside.uid)


def _months() -> Iterator[dt.date]:
    """The first days of the full months until now."""
    today = timezone.localdate()
    for back in range(MONTHS, 0, -1):
        month = 12 * today.year + today.month - 1 - back
        yield dt.date(month // 12, month % 12 + 1, 1)


def _live(users: list[User], month: dt.date, rng: random.Random) -> None:
    """One month: the keen meet more, and pass more on, more so to whom they met."""
    for place, user in enumerate(users):
        others = [one for one in users if one is not user]
        keen = 0.3 + 1.4 * place / len(users)
        for other in rng.sample(others, k=_around(keen, rng)):
            met(user, other, month.replace(day=rng.randint(1, 27)))
            if rng.random() < 0.35:
                gave(other, user, month.replace(day=28))
        for _once in range(_around(0.6 * keen, rng)):
            gave(rng.choice(others), user, month.replace(day=rng.randint(1, 28)))


def _around(mean: float, rng: random.Random) -> int:
    """A small number, on average this."""
    return sum(rng.random() < mean / 5 for _try in range(5))
