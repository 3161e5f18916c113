"""Today with 10,000 ties, 200,000 touches, 200 1-2-1s and this month's pairs: the server's whole answer, p95."""

import os
import random
import statistics
import tempfile
from typing import Any

from bench._pages import p95, row, times
from bench._region import build_two

TIES, TOUCHES, ONES, READS = 10_000, 200_000, 200, 60
BUDGET_MS = 100.0
PLACE = 9
"""Whose day it is: the tenth of her chapter, in no office."""


def measure() -> list[dict[str, Any]]:
    """Fill a throw-away house and read the page and the list often enough for a percentile."""
    user = _furnish()
    from django.test import Client  # noqa: PLC0415  (needs the house that `_furnish` sets up)

    from cookout.plan.models import today_of  # noqa: PLC0415  (Django is set up by now)

    client = Client()
    client.force_login(user)
    page = times(lambda: client.get("/today/"), READS)
    listed = times(lambda: today_of(user), READS)
    return [
        row("Today, page, 10,000 ties, 200,000 touches, 200 1-2-1s, this month's pairs, p95", p95(page), BUDGET_MS),
        row("Today, page, median", statistics.median(page), None),
        row("Today, list alone, p95", p95(listed), None),
    ]


def _furnish() -> Any:
    """A book of ten thousand ties, a fifth of them due, with twenty contacts each."""
    os.environ.setdefault("COOKOUT_DATA_DIR", tempfile.mkdtemp(prefix="cookout-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cookout.site.settings")
    import datetime as dt  # noqa: PLC0415  (Django is set up by now)

    import django  # noqa: PLC0415  (Django is set up by now)

    django.setup()
    from django.conf import settings  # noqa: PLC0415  (Django is set up by now)
    from django.core.management import call_command  # noqa: PLC0415  (Django is set up by now)

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    from cookout.core.models import User  # noqa: PLC0415  (Django is set up by now)
    from cookout.people.models import Detail, Person  # noqa: PLC0415  (Django is set up by now)
    from cookout.ties.models import Tie, Touch  # noqa: PLC0415  (Django is set up by now)
    from cookout.ties.rules import due_dates, rhythm  # noqa: PLC0415  (Django is set up by now)

    chance = random.Random(7)
    today = dt.date.today()
    user = User.objects.get(pk=build_two(today).members[1][PLACE])
    Person.objects.bulk_create(
        (Person(keeper=user, full_name=f"Person {n}", sort_key=f"person {n:05}") for n in range(TIES)), batch_size=2000
    )
    people = list(Person.objects.filter(keeper=user))
    Detail.objects.bulk_create(
        (Detail.made(person, "phone", f"+1415555{n % 10000:04}") for n, person in enumerate(people)), batch_size=2000
    )
    per_tie = TOUCHES // TIES
    ties, days = [], []
    for number, person in enumerate(people):
        circle = "cookout" if number < 15 else "active" if number < 50 else "light"
        last = chance.randint(0, 456)
        own = sorted({today - dt.timedelta(days=last + chance.randint(0, 1500)) for _ in range(per_tie - 1)})
        own.append(today - dt.timedelta(days=last))
        due = due_dates(rhythm(circle, wished=None, longest=None, crowded=False), last_touch_on=own[-1], since=own[0])
        gaps = [(b - a).days for a, b in zip(own, own[1:], strict=False)]
        ties.append(
            Tie(
                owner=user, person=person, circle=circle, last_touch_on=own[-1], touch_days=len(own),
                own_rhythm=statistics.median(gaps), due_on=due[0], overdue_on=due[1],
            )
        )  # fmt: skip
        days.append(own)
    Tie.objects.bulk_create(ties, batch_size=2000)
    Touch.objects.bulk_create(
        (
            Touch(owner=user, tie=tie, kind="call", on=on, text="the garden")
            for tie, own in zip(ties, days, strict=True)
            for on in own
        ),
        batch_size=5000,
    )
    _meet(user, people)
    return user


def _meet(user: Any, people: list[Any]) -> None:
    """Two hundred 1-2-1s over four years; three to come, four not wrapped up, two new people, two times to think."""
    import datetime as dt  # noqa: PLC0415  (Django is set up by now)

    from django.utils import timezone  # noqa: PLC0415  (Django is set up by now)

    from cookout.one_to_ones.models import (  # noqa: PLC0415  (Django is set up by now)
        OneToOne,
        ThinkingSlot,
        WrapUp,
    )

    now = timezone.now()
    for number in range(ONES):
        person, days = people[number % 120], 3 + 7 * number
        one = OneToOne.note(by=user, person=person, starts_at=now - dt.timedelta(days=days))
        one.hold(by=user)
        if number > 1:
            WrapUp.finish(one, by=user, line="Warm.")
    for hours in (1, 3, 26):
        OneToOne.note(by=user, person=people[hours], starts_at=now + dt.timedelta(hours=hours))
    for hours in (30, 60):
        OneToOne.note(by=user, person=people[hours], starts_at=now - dt.timedelta(hours=hours))
    for person in people[130:132]:
        ThinkingSlot.plan(by=user, person=person)


if __name__ == "__main__":
    for measured in measure():
        print(measured)
