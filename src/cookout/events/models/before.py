"""What is to be thought of before the next meeting, for one viewer: absences, new members, visitors, what waits."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.core.templatetags.dates import short_day
from cookout.events.models.group_meeting import GroupMeeting, today_in
from cookout.events.models.guests import guests_of
from cookout.events.models.piling_up import absence_notices
from cookout.events.models.speakers import turns
from cookout.events.models.visit import Visit
from cookout.events.models.which_meeting import meeting_to_come
from cookout.groups.models import Application, Group
from cookout.groups.models.roster import members_ever, members_on

NEW = dt.timedelta(days=120)
"""So long a member is new, and is seated with care."""

RENEWS = dt.timedelta(days=30)
"""So long before, somebody talks about staying."""

MOST = 3
"""So many of one kind are named; more is a list and no reminder."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to think of: whose face, what to do, and why."""

    key: str
    name: str
    what: str
    why: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What stands between today and the next meeting."""

    meeting: GroupMeeting | None
    reminders: tuple[Reminder, ...]

    @property
    def title(self) -> str:
        """Before Tuesday."""
        if self.meeting is None:
            return _("Before the next meeting")
        return _("Before %s") % date_format(self.meeting.on, "l")


def before_the_meeting(group: Group, viewer: User) -> Before:
    """Read it; what only leaders may know is not read for others."""
    leads, today = group.is_led_by(viewer), today_in(group)
    meeting = meeting_to_come(group)
    found = [*_absences(group, viewer), *_new(group, meeting.on if meeting else today)]
    if meeting is not None:
        found += _visitors(meeting, viewer, leads)
    found += _follow_ups(group, viewer, leads)
    if leads and meeting is not None and meeting.speaker_id is None:
        found += _speaker(meeting)
    if leads:
        found += [*_applications(group), *_renewals(group, today)]
    return Before(meeting, tuple(found))


def _absences(group: Group, viewer: User) -> Iterator[Reminder]:
    for one in absence_notices(group, viewer)[:MOST]:
        first = one.membership.name.partition(" ")[0]
        what = _("You were away.") if one.is_me else _("Call %s.") % first
        yield Reminder("absence", one.membership.name, what, one.said)


def _new(group: Group, on: dt.date) -> Iterator[Reminder]:
    seats = {seat.pk: seat for seat in members_ever(group)}
    if all(seat.joined_on > on - NEW for seat in seats.values()):
        return  # where all are new, nobody is
    there = [seat for seat in seats.values() if seat.is_current(on) and on - NEW < seat.joined_on <= on]
    for seat in sorted(there, key=lambda one: one.joined_on, reverse=True)[:MOST]:
        why = _("Joined in %s.") % date_format(seat.joined_on, "F")
        if mentor := seats.get(seat.mentor_id or 0) or seat.mentor:
            why += " " + _("The mentor is %s.") % mentor.name
        yield Reminder("new", seat.name, _("Seat %s well.") % seat.name.partition(" ")[0], why)


def _visitors(meeting: GroupMeeting, viewer: User, leads: bool) -> Iterator[Reminder]:
    guests = guests_of(meeting, viewer, leads=leads)
    if not guests:
        return
    here = reverse("meetings:run_sheet", args=[meeting.uid])
    many = ngettext("One visitor.", "%(n)s visitors.", len(guests)) % {"n": len(guests)}
    named = ", ".join(f"{guest.name} ({guest.trade})" if guest.trade else guest.name for guest in guests)
    yield Reminder("visitors", guests[0].name, many, f"{named}.", here)
    for guest in guests:
        if guest.is_over and guest.is_tended:
            yield Reminder("often", guest.name, _("Talk with %s.") % guest.name, guest.notice, here)


def _follow_ups(group: Group, viewer: User, leads: bool) -> Iterator[Reminder]:
    rows = Visit.objects.unfollowed().filter(meeting__group=group).select_related("meeting", "follow_up_by")
    rows = rows.only("uid", "name", "follow_up_on", "meeting__on", "follow_up_by__name")
    if not leads:
        rows = rows.filter(follow_up_by__user=viewer)
    for visit in rows[:MOST]:
        yield Reminder("follow_up", visit.name, _("Ask %s how it was.") % visit.name, told_of(visit),
                       reverse("meetings:visit_update", args=[visit.uid]))  # fmt: skip


def told_of(visit: Visit, *, by_me: bool = False) -> str:
    """When the guest came, and who asks until when."""
    came = _("Visited on %s.") % short_day(visit.meeting.on)
    if visit.follow_up_by is None or visit.follow_up_on is None:
        return came
    said = {"name": visit.follow_up_by.name, "day": short_day(visit.follow_up_on)}
    return f"{came} " + (_("You ask until %(day)s.") if by_me else _("%(name)s asks until %(day)s.")) % said


def _speaker(meeting: GroupMeeting) -> Iterator[Reminder]:
    waiting = turns(meeting.group, meeting.on)[:1]
    for turn in waiting:
        why = _("%s has waited longest.") % turn.member.name
        yield Reminder("speaker", turn.member.name, _("Nobody speaks yet."), why,
                       reverse("meetings:speaker_update", args=[meeting.uid]))  # fmt: skip


def _applications(group: Group) -> Iterator[Reminder]:
    rows = Application.objects.filter(group=group, state=Application.State.OPEN, deleted_at=None)
    here = reverse("groups:application_list", args=[group.uid])
    for name, on in rows.order_by("applied_on", "pk").values_list("name", "applied_on")[:MOST]:
        yield Reminder("application", name, _("Answer %s.") % name, _("Applied on %s.") % short_day(on), here)


def _renewals(group: Group, today: dt.date) -> Iterator[Reminder]:
    renewing = [(seat.renews_on, seat) for seat in members_on(group, today) if seat.renews_on is not None]
    due = [(day, seat) for day, seat in renewing if abs(day - today) <= RENEWS]
    rows = [seat for _day, seat in sorted(due, key=lambda one: one[0])]
    if rows:
        many = ngettext("One membership renews.", "%(n)s memberships renew.", len(rows)) % {"n": len(rows)}
        named = [f"{seat.name} ({short_day(seat.renews_on)})" for seat in rows[: MOST * 2]]
        told = ", ".join(named) + ("…" if len(rows) > len(named) else ".")
        yield Reminder("renewal", rows[0].name, many, told, reverse("groups:member_list", args=[group.uid]))
