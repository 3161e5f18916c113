"""My events as a page shows them: with whom I met counted, and a year of them in hours and money."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from cookout.core.models import User
from cookout.core.money import Money
from cookout.events.models.encounter import Encounter
from cookout.events.models.event import Event
from cookout.ties.models import Tie, local_today

KEPT = (
    "uid", "created_at", "name", "kind", "on", "ends_on", "starts_at", "zone", "place", "organiser", "hoped", "hours",
    "cost", "currency", "is_missed", "series", "every", "calendar_uid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event and how many I met there."""

    event: Event
    met: int
    is_today: bool


@dataclass(frozen=True, slots=True)
class EventYear:
    """What a year of events took: never summed across currencies, and only what I noted."""

    year: int
    been: int
    missed: int
    met: int
    hours: Decimal
    without_hours: int
    costs: tuple[Money, ...]
    without_cost: int

    @property
    def paid(self) -> str:
        """What they cost, each currency by itself."""
        return ", ".join(str(cost) for cost in self.costs)


def event_lines(events: Sequence[Event], user: User) -> list[EventLine]:
    """How many I met at each: one query, however many events."""
    today = local_today(user)
    met = dict(
        Encounter.objects.visible_to(user).filter(event__in=events).order_by().values_list("event")
        .annotate(people=Count("tie", distinct=True))
    )  # fmt: skip
    return [EventLine(event, met.get(event.pk, 0), event.on <= today <= event.last_day) for event in events]


def event_years(user: User) -> list[int]:
    """In which years I was anywhere, the latest first."""
    been = Event.objects.visible_to(user).been_to(local_today(user))
    return [day.year for day in been.order_by().dates("on", "year", order="DESC")]


def event_year(user: User, year: int) -> EventYear:
    """One year in hours, people and money: three queries."""
    whole, today = Q(on__gte=dt.date(year, 1, 1), on__lte=dt.date(year, 12, 31)), local_today(user)
    mine = Event.objects.visible_to(user).filter(whole, on__lte=today).order_by()
    counted = mine.aggregate(
        been=Count("pk", filter=Q(is_missed=False)), missed=Count("pk", filter=Q(is_missed=True)),
        spent=Sum("hours", filter=Q(is_missed=False)),
        without_hours=Count("pk", filter=Q(is_missed=False, hours=None)),
        without_cost=Count("pk", filter=Q(is_missed=False, cost=None)),
    )  # fmt: skip
    # A ticket is paid for also where one did not go.
    costs = mine.filter(cost__gt=0).values_list("currency").annotate(amount=Sum("cost")).order_by("currency")
    met = Encounter.objects.visible_to(user).filter(event__in=mine.filter(is_missed=False))
    hours = counted.pop("spent") or Decimal(0)
    paid = tuple(Money(amount, currency) for currency, amount in costs)
    return EventYear(year=year, hours=hours, met=met.values("tie").distinct().count(), costs=paid, **counted)


def met_at(event: Event, user: User) -> list[Encounter]:
    """Whom I met there, the first first."""
    return list(Encounter.objects.visible_to(user).filter(event=event).with_people().order_by("captured_at", "pk"))


def to_sort_at(event: Event, user: User) -> int:
    """How many of them wait for a decision."""
    there = Encounter.objects.visible_to(user).filter(event=event)
    return Tie.objects.visible_to(user).to_sort().filter(pk__in=there.values("tie")).count()


def events_to_keep(user: User) -> Iterator[dict[str, Any]]:
    """Every event of mine, as plain rows to take along."""
    for event in Event.objects.visible_to(user).order_by("pk").iterator(chunk_size=500):
        yield {name: getattr(event, name) for name in KEPT}
