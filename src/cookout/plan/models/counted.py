"""What I did, day by day, from the house's own rows: nobody enters it a second time."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Exists, Min, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from cookout.core.models import User
from cookout.events.models import CalendarGuest, Encounter, Event
from cookout.one_to_ones.models import OneToOne, touch_uid
from cookout.one_to_ones.models.sets import OneToOneQuerySet
from cookout.people.models import Person
from cookout.plan.models.targets import Kind
from cookout.science.capacity import TOUCH_MINUTES
from cookout.ties.models import FollowUp, Touch

Day = tuple[dt.date, Decimal]
HOUR = Decimal(60)


class Counted:
    """All five, from a day until today, in a few queries however much there is."""

    def __init__(self, user: User, since: dt.date, today: dt.date) -> None:
        self._user, self._since, self._today = user, since, today
        ones = list(held(user, since).only("uid", "made_by", "starts_at", "minutes"))
        met = [(self._local(one.starts_at), one) for one in ones if one.starts_at is not None]
        events = list(Event.objects.visible_to(user).been_to(today).filter(on__gte=since).values_list("on", "hours"))
        self._days: dict[str, list[Day]] = {
            Kind.EVENTS: _each(on for on, _hours in events),
            Kind.PEOPLE: _each(new_people(user, since).values()),
            Kind.ONE_TO_ONES: _each(on for on, _one in met),
            Kind.FOLLOW_UPS: _each(self._followed_up()),
            Kind.HOURS: [
                *((on, one.minutes / HOUR) for on, one in met),
                *((on, hours) for on, hours in events if hours is not None),
                *self._touches({touch_uid(one, user) for one in ones}),
            ],
        }

    def between(self, kind: str, first: dt.date, last: dt.date) -> Decimal:
        """How much of it from one day to another, both counted."""
        found = sum((much for on, much in self._days[kind] if first <= on <= last), Decimal(0))
        return round(found, 1)

    def _followed_up(self) -> Iterator[dt.date]:
        done = FollowUp.objects.visible_to(self._user).filter(done_at__gte=midnight(self._user, self._since))
        return (self._local(at) for at in done.values_list("done_at", flat=True) if at is not None)

    def _touches(self, of_ones: set[object]) -> Iterator[Day]:
        """Ten minutes each; what is a 1-2-1 or took place at an event is in their time already."""
        there = Encounter.objects.filter(touch=OuterRef("pk"), event__isnull=False, deleted_at=None)
        mine = Touch.objects.visible_to(self._user).filter(on__range=(self._since, self._today)).exclude(Exists(there))
        return ((on, TOUCH_MINUTES / HOUR) for uid, on in mine.values_list("uid", "on") if uid not in of_ones)

    def _local(self, at: dt.datetime) -> dt.date:
        return at.astimezone(self._user.tzinfo).date()


def held(user: User, since: dt.date) -> OneToOneQuerySet:
    """My 1-2-1s that took place, from a day of mine on."""
    # Twice the column: else SQLite takes the index of states, and reads what the whole house did.
    mine: OneToOneQuerySet = OneToOne.objects.visible_to(user).took_place().alias(at=Coalesce("starts_at", "starts_at"))
    mine = mine.filter(at__gte=midnight(user, since))
    return mine


def new_people(user: User, since: dt.date) -> dict[int, dt.date]:
    """For each person who is new since a day, the day: met for the first time, or kept by hand before that.

    Whom a file or a calendar brought is new on the day of the first encounter, and never before.
    """
    start, met = midnight(user, since), Encounter.objects.visible_to(user)
    first = met.values("tie__person").annotate(first=Min("on")).filter(first__gte=since)
    from_calendar = CalendarGuest.objects.filter(uid=OuterRef("uid"))
    by_hand = Person.objects.kept_by(user).filter(origin=None).exclude(Exists(from_calendar))
    known = by_hand.filter(created_at__lt=start, pk__in=met.filter(on__gte=since).values("tie__person"))
    before = set(known.values_list("pk", flat=True))
    found = {key: on for key, on in first.values_list("tie__person", "first") if key not in before}
    for key, at in by_hand.filter(created_at__gte=start).values_list("pk", "created_at"):
        on = at.astimezone(user.tzinfo).date()
        found[key] = min(on, found.get(key, on))
    return found


def midnight(user: User, day: dt.date) -> dt.datetime:
    """When a day begins where this user lives."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()), user.tzinfo)


def _each(days: Iterable[dt.date]) -> list[Day]:
    return [(on, Decimal(1)) for on in days]
