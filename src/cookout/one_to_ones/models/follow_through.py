"""The six weeks after a first 1-2-1, in which most of what becomes of two people settles (SCIENCE §4)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Identified, User, record
from cookout.one_to_ones import rules
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.one_to_ones.models.seat import Seat
from cookout.people.models import Person
from cookout.ties.models import Circle, Tie, Touch, local_today


class FollowThroughQuerySet(models.QuerySet["FollowThrough"]):
    """Sets of follow-throughs that were ended."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user)


class FollowThrough(Identified):
    """That I ended the six weeks after a first 1-2-1; while they run there is no row, they are computed."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follow_throughs")
    one_to_one = models.ForeignKey(OneToOne, on_delete=models.CASCADE, related_name="follow_throughs")

    objects = FollowThroughQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-through")
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="follow_through_uid_unique"),
            models.UniqueConstraint(fields=["owner", "one_to_one"], name="follow_through_once"),
        ]

    def __str__(self) -> str:
        return str(self.one_to_one)


@dataclass(frozen=True, slots=True)
class SixWeeks:
    """Where the six weeks with one person stand."""

    one_to_one: int
    person_id: int
    met_on: dt.date
    weeks: tuple[rules.Week, ...]
    number: int
    is_open: bool
    ended: FollowThrough | None = None

    @property
    def kept(self) -> int:
        """In how many of the weeks somebody was in touch."""
        return sum(week.state == "kept" for week in self.weeks)


@transaction.atomic
def end_six_weeks(one: OneToOne, *, by: User) -> Act:
    """Enough: Today says no more of it. Ending twice is ending once."""
    act = record(by=by, verb="follow_through.end", about=one.other(by).name)
    if not FollowThrough.objects.filter(owner=by, one_to_one=one).exists():
        act.create(FollowThrough(owner=by, one_to_one=one))
    return act


@transaction.atomic
def resume_six_weeks(one: OneToOne, *, by: User) -> Act:
    """Go on after all."""
    act = record(by=by, verb="follow_through.resume", about=one.other(by).name)
    for row in FollowThrough.objects.filter(owner=by, one_to_one=one):
        act.remove(row)
    return act


def running(user: User, today: dt.date | None = None) -> list[SixWeeks]:
    """The six weeks of every new pair, the newest first; those that were ended are not among them."""
    today = today or local_today(user)
    return [six for six in _all(user, today) if six.ended is None]


def six_weeks_with(user: User, person: Person, today: dt.date | None = None) -> SixWeeks | None:
    """Those with one person, also where they were ended."""
    key = _human(person.pk, person.account_person_id)
    return next((six for six in _all(user, today or local_today(user), only=key)), None)


def _all(user: User, today: dt.date, *, only: int | None = None) -> list[SixWeeks]:
    """First 1-2-1s of the last six weeks, in four queries however many there are."""
    first = {human: one for human, one in _firsts(user).items() if only in {None, human}}
    new = {human: row for human, row in first.items() if rules.week_of(row[1], today) is not None}
    if not new:
        return []
    ended = {row.one_to_one_id: row for row in FollowThrough.objects.visible_to(user).filter(
        one_to_one__in=[row[0] for row in new.values()])}  # fmt: skip
    touched = _touched(user, [row[2] for row in new.values()])
    found = [
        _six_weeks(one, met_on, person, touched[person], today, ended.get(one)) for one, met_on, person in new.values()
    ]
    return sorted(found, key=lambda six: (six.met_on, six.one_to_one), reverse=True)


def _six_weeks(
    one: int, met_on: dt.date, person: int, touched: list[dt.date], today: dt.date, ended: FollowThrough | None
) -> SixWeeks:
    number = rules.week_of(met_on, today) or rules.WEEKS
    weeks = rules.six_weeks(met_on, touched, today)
    return SixWeeks(one, person, met_on, weeks, number, rules.is_week_open(met_on, touched, today), ended)


def _firsts(user: User) -> dict[int, tuple[int, dt.date, int]]:
    """For every human I have held one with, and not let go: the first 1-2-1, its day, and as whom I know them."""
    let_go = Tie.objects.filter(owner=user, circle=Circle.LET_GO, deleted_at=None)
    rows = Seat.objects.filter(
        user=user, knows__isnull=False, knows__deleted_at=None, one_to_one__deleted_at=None,
        one_to_one__state__in=rules.TOOK_PLACE, one_to_one__held_on__isnull=False,
    ).exclude(knows__in=let_go.values("person")).order_by("one_to_one__held_on", "pk")  # fmt: skip
    found: dict[int, tuple[int, dt.date, int]] = {}
    fields = ("one_to_one", "one_to_one__held_on", "knows", "knows__account_person")
    for one, held_on, person, account in rows.values_list(*fields):
        human = _human(person, account)
        first = found.get(human)
        # Known by another row of the book later: the latest one is where I look now.
        found[human] = (first[0], first[1], person) if first else (one, held_on, person)
    return found


def _touched(user: User, people: Iterable[int]) -> dict[int, list[dt.date]]:
    """The days on which I was in touch with each of them lately."""
    days: dict[int, list[dt.date]] = defaultdict(list)
    since = local_today(user) - dt.timedelta(weeks=rules.WEEKS + 1)
    ties = Tie.objects.filter(owner=user, person__in=set(people), deleted_at=None)
    rows = Touch.objects.there().filter(tie__in=ties, on__gte=since)
    for person, on in rows.order_by("on").values_list("tie__person", "on"):
        days[person].append(on)
    return days


def _human(person: int, account_person: int | None) -> int:
    return account_person or person
