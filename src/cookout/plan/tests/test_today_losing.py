"""Who is being lost: read from the quickest rhythm on, and the same as if everybody had been read."""

import datetime as dt
import random

import pytest

from cookout.core.models import User
from cookout.people.models import Person
from cookout.plan.models import today, today_of
from cookout.ties.models import Circle, Tie, local_today

pytestmark = pytest.mark.django_db


def test_reading_a_few_at_a_time_finds_the_same_as_reading_all(ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, on = random.Random(5), local_today(ben)
    for number in range(40):
        person = Person.keep(by=ben, full_name=f"Person {number}")
        quiet = dt.timedelta(days=chance.randint(0, 500))
        Tie.objects.create(
            owner=ben,
            person=person,
            circle=Circle.UNSORTED,
            last_touch_on=on - quiet,
            own_rhythm=chance.randint(5, 200),
        )
    found = {}
    for many in (3, 7, 1000):
        monkeypatch.setattr(today, "AT_ONCE", many)
        found[many] = [task.tie.pk for task in today_of(ben).losing if task.tie]
    assert len(found[1000]) == today.LOSING
    assert found[3] == found[7] == found[1000]
