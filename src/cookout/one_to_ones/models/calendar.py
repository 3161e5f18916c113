"""1-2-1s that a calendar tells of: an event of two becomes one, held where it has been, planned where it is to come."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from cookout.core.ids import uuid7
from cookout.core.models import Act, User, one_act
from cookout.core.refusal import Refusal
from cookout.events.models import CalendarRow, Meeting, Stage, meetings_of
from cookout.one_to_ones import rules
from cookout.one_to_ones.models.kinds import TOUCH, Where
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.people.models import Person

ONE_TO_ONE = "one_to_one"
"""The word by which a row of a calendar says that it is one."""

WHERE = {str(kind): where for where, kind in TOUCH.items()}


@transaction.atomic
def from_meeting(meeting: Meeting, *, by: User, verb: str = "one_to_one.note") -> tuple[OneToOne, Act | None]:
    """Make a 1-2-1 of an event of two, in one act. One that is there already is that one, and there is no act."""
    if known := known_among([meeting], by).get(meeting.row):
        return known, None
    # One that was taken back keeps its words, but not the id: the event may become a 1-2-1 again.
    OneToOne.objects.filter(made_by=by, uid=meeting.touch_uid).exclude(deleted_at=None).update(uid=uuid7())
    with one_act(by=by, verb=verb, about=meeting.person.full_name) as act:
        one = OneToOne.note(
            by=by, person=meeting.person, starts_at=meeting.starts_at, uid=meeting.touch_uid, despite=True,
            zone=meeting.zone, minutes=max(rules.SHORTEST, min(rules.LONGEST, meeting.minutes)),
            where=WHERE.get(meeting.kind, Where.IN_PERSON), place=meeting.place,
        )  # fmt: skip
        if meeting.starts_at <= timezone.now():
            one.hold(by=by)
    return one, act


def met_in(user: User, row: uuid.UUID) -> Meeting:
    """The event of two in a row of one's own calendar that was brought in; anything else is not found."""
    rows = CalendarRow.objects.visible_to(user).filter(run__stage=Stage.APPLIED, uid=row)
    found = meetings_of(rows.select_related("run", "touch", "guest__person"), user)
    if not found:
        raise Http404
    return next(iter(found.values()))


def mark_as_met(meetings: Iterable[Meeting], *, by: User) -> None:
    """Make a 1-2-1 of each that was marked as one; what cannot be one stays the contact that it is."""
    for meeting in meetings:
        if meeting.also == ONE_TO_ONE:
            try:
                from_meeting(meeting, by=by, verb="one_to_one.bring")
            except Refusal:
                continue


def take_back(contacts: Collection[uuid.UUID], *, by: User) -> set[uuid.UUID]:
    """Undo those that came with a calendar, unless they have moved on; answer which contacts are still 1-2-1s."""
    ones = OneToOne.objects.filter(made_by=by, deleted_at=None, uid__in=contacts)
    came = Act.objects.filter(by=by, verb="one_to_one.bring", undone_at=None)
    for one in ones:
        act = came.filter(changes__model=OneToOne._meta.label_lower, changes__object_id=one.pk).first()
        if act is not None:
            try:
                act.undo(by=by)
            except Refusal:
                continue
    return set(ones.all().values_list("uid", flat=True))


def known_among(meetings: Sequence[Meeting], user: User) -> Mapping[uuid.UUID, OneToOne]:
    """Those of these events that are 1-2-1s already, by the row: with the same person at about the same time."""
    if not meetings:
        return {}
    starts = [meeting.starts_at for meeting in meetings]
    near = OneToOne.objects.visible_to(user).exclude(state__in=rules.ENDED).with_seats()
    found = near.filter(starts_at__gte=min(starts) - rules.SAME, starts_at__lte=max(starts) + rules.SAME)
    ones = [(one, one.seat(user).knows, one.starts_at) for one in found]
    return {
        meeting.row: one
        for meeting in meetings
        for one, person, at in ones
        if person is not None and _same(person, meeting.person) and _agree(at, meeting.starts_at)
    }


def _agree(at: dt.datetime | None, other: dt.datetime) -> bool:
    return at is not None and rules.agree(at, other)


def _same(one: Person, other: Person) -> bool:
    """Whether two rows are one human: the row of my book and the account behind it."""
    return (one.account_person_id or one.pk) == (other.account_person_id or other.pk)
