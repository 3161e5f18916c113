"""A quick line that says a 1-2-1: “1-2-1 with Marta, Tuesday” is one that took place."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from cookout.core.models import User, one_act
from cookout.one_to_ones import rules
from cookout.one_to_ones.models.kinds import Where
from cookout.one_to_ones.models.one_to_one import OneToOne, touch_uid
from cookout.people.models import Person
from cookout.ties.models import QuickEntry, Touch


def logged_from(entry: QuickEntry, person: Person, by: User, uid: uuid.UUID | None) -> Touch | None:
    """The touch of the 1-2-1 that a line says, or nothing where it says something else."""
    if not rules.says_one_to_one(entry.line):
        return None
    return _touch_of(log_entry(entry, person, by=by, uid=uid), by)


def log_entry(entry: QuickEntry, person: Person, *, by: User, uid: uuid.UUID | None = None) -> OneToOne:
    """Log what a line says of one person; what follows the colon stays with the contact."""
    where = {"video": Where.VIDEO, "call": Where.CALL}.get(entry.said.kind, Where.IN_PERSON)
    with one_act(by=by, verb="one_to_one.log", about=person.full_name):
        one = log(by=by, person=person, on=entry.said.on, clock=rules.clock_said(entry.line), uid=uid, where=where)
        touch, text = _touch_of(one, by), rules.without_clock(entry.said.text)
        if touch is not None and text and not touch.text:
            touch.correct(by=by, text=text)
    return one


def _touch_of(one: OneToOne, by: User) -> Touch | None:
    return Touch.objects.filter(owner=by, uid=touch_uid(one, by)).first()


@transaction.atomic
def log(
    *, by: User, person: Person, on: dt.date, clock: dt.time | None = None, uid: uuid.UUID | None = None,
    where: str = Where.IN_PERSON,
) -> OneToOne:  # fmt: skip
    """Say that a 1-2-1 took place on a day; one that was planned for that day is the one that is meant."""
    at = min(rules.on_the_wall(dt.datetime.combine(on, clock or dt.time(12)), by.zone), timezone.now())
    start = rules.on_the_wall(dt.datetime.combine(on, dt.time()), by.zone)
    there = OneToOne.objects.of(by, person).filter(starts_at__gte=start, starts_at__lt=start + dt.timedelta(days=1))
    known: OneToOne | None = there.filter(state__in=["planned", *rules.TOOK_PLACE]).order_by("starts_at").first()
    one = known or OneToOne.note(by=by, person=person, starts_at=at, uid=uid, where=where)
    if one.seat(by).says_at is None:
        one.hold(by=by, at=at if clock or not one.has_begun else None)
    return one
