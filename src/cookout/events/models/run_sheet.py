"""The run sheet: how a meeting goes, minute by minute, as page, paper, program and command read it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core import slots
from cookout.core.asked import once
from cookout.core.models import User
from cookout.core.templatetags.dates import short_day
from cookout.events import rules
from cookout.events.models.attendance import Attendance, Coming, Mark
from cookout.events.models.credit import LearningCredit, Praise
from cookout.events.models.group_meeting import GroupMeeting
from cookout.events.models.guests import Guest, guests_of
from cookout.groups.models import Membership, Office
from cookout.groups.models.roster import members_on

A_WHILE = dt.timedelta(days=7)
"""So far back one looks where no meeting was before."""

MOST_NEW = 5
"""So many new members are named; where the whole group was just written down, nobody is new."""

SENDS = (Mark.SUBSTITUTE, Coming.SUBSTITUTE)
AWAY = (Mark.ABSENT, Mark.MEDICAL, Coming.AWAY)
"""What was marked or said beforehand of who sends somebody, and of who cannot come."""

TITLES = {
    "welcome": lambda: _("Welcome"),
    "visitors": lambda: _("Visitors"),
    "everyone": lambda: _("Everybody in turn"),
    "recognition": lambda: _("Recognition"),
    "speaker": lambda: _("Speaker"),
    "thanks": lambda: _("Referrals, thanks and praise"),
    "announcements": lambda: _("Announcements"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a meeting; the time is empty where none is agreed."""

    key: str
    title: str
    at: dt.time | None
    minutes: int
    note: str
    lines: tuple[str, ...]

    @property
    def time(self) -> str:
        """7:05."""
        return time_format(self.at, "G:i") if self.at else ""

    @property
    def length(self) -> str:
        """How long it takes."""
        return _("%(n)s min") % {"n": self.minutes}


@dataclass(frozen=True, slots=True)
class RunSheet:
    """One meeting as it is to go."""

    meeting: GroupMeeting
    starts: dt.time | None
    since: dt.date
    """The day of the meeting before: what came since then is told."""
    members: int
    substitutes: tuple[tuple[str, str], ...]
    """Who comes for whom, as far as it was said."""
    away: tuple[str, ...]
    guests: tuple[Guest, ...]
    praise: tuple[Praise, ...]
    credits: tuple[LearningCredit, ...]
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """Tuesday, October 21, 7:00."""
        day = date_format(self.meeting.on, "l, F j")
        return f"{day}, {time_format(self.starts, 'G:i')}" if self.starts else day

    @property
    def place(self) -> str:
        """Where."""
        return self.meeting.where

    @property
    def ends(self) -> str:
        """When it is over, as a time."""
        if self.starts is None:
            return ""
        return time_format(_later(self.starts, self.meeting.group.meets_minutes), "G:i")

    @property
    def expected(self) -> str:
        """How many are expected, in words: members who did not say that they cannot come, and visitors."""
        there, many = self.members - len(self.away), len(self.substitutes)
        said = [ngettext("%(n)s member", "%(n)s members", there) % {"n": there}]
        if many:
            said.append(ngettext("%(n)s of them by a substitute", "%(n)s of them by substitutes", many) % {"n": many})
        guests = sum(guest.came is not False for guest in self.guests)
        if guests:
            said.append(ngettext("%(n)s visitor", "%(n)s visitors", guests) % {"n": guests})
        return ", ".join(said)


def run_sheet(meeting: GroupMeeting, viewer: User, *, leads: bool) -> RunSheet:
    """Read it in a number of queries that does not grow with the group."""
    since = since_before(meeting)
    rows = Attendance.objects.filter(meeting=meeting).order_by("membership__name")
    said = list(rows.values_list("membership__name", "substitute", "mark", "coming"))
    seats = members_on(meeting.group, meeting.on)
    guests = guests_of(meeting, viewer, leads=leads)
    praise = Praise.objects.visible_to(viewer).filter(meeting=meeting).select_related("giver", "receiver")
    earned = LearningCredit.objects.visible_to(viewer).filter(membership__group=meeting.group)
    sheet = RunSheet(
        meeting=meeting,
        starts=meeting.starts_at or meeting.group.meets_at,
        since=since,
        members=len(seats),
        substitutes=tuple((who, name) for name, who, mark, coming in said if who and (mark or coming) in SENDS),
        away=tuple(name for name, _who, mark, coming in said if (mark or coming) in AWAY),
        guests=tuple(guests),
        praise=tuple(praise),
        credits=tuple(earned.filter(on__gt=since, on__lte=meeting.on).select_related("membership")),
        parts=(),
    )
    new = [seat for seat in seats if seat.joined_on > since][:MOST_NEW]
    return _with_parts(sheet, viewer, new if 2 * len(new) <= sheet.members else [])


def since_before(meeting: GroupMeeting) -> dt.date:
    """The day of the last meeting that was held before this one; a week back where there was none."""
    earlier = GroupMeeting.objects.filter(group=meeting.group_id, on__lt=meeting.on, is_holiday=False, deleted_at=None)
    days = earlier.order_by("-on").values_list("on", flat=True)
    return once(("meeting before", meeting.group_id, meeting.on), days.first) or meeting.on - A_WHILE


def told_since(slot: str, viewer: User, meeting: GroupMeeting) -> tuple[str, ...]:
    """What higher rooms have to tell at this meeting.

    A panel of `run_sheet.…` is a function of viewer and meeting; its template is `events/_lines.html`, its
    `data["lines"]` are sentences, which page, paper and programs show alike.
    """
    return tuple(str(line) for panel in slots.panels(slot, viewer, meeting) for line in panel.data.get("lines", ()))


def _with_parts(sheet: RunSheet, viewer: User, new: Sequence[Membership]) -> RunSheet:
    meeting = sheet.meeting
    told = {
        "welcome": _welcome(sheet, new),
        "visitors": [guest.line for guest in sheet.guests],
        "recognition": told_since("run_sheet.recognition", viewer, meeting),
        "speaker": _speaker(meeting),
        "thanks": [*told_since("run_sheet.thanks", viewer, meeting), *_praise(sheet), *_credits(sheet)],
        "announcements": _announcements(meeting),
    }
    there = sheet.members - len(sheet.away)
    plan = rules.shared_out(
        meeting.group.meets_minutes, visitors=len(sheet.guests), has_speaker=meeting.speaker_id is not None
    )
    parts = []
    for key, begins, minutes in plan:
        note = _each(there, minutes) if key in rules.ROUNDS else ""
        at = _later(sheet.starts, begins) if sheet.starts else None
        parts.append(Part(key, TITLES[key](), at, minutes, note, tuple(told.get(key, ()))))
    return replace(sheet, parts=tuple(parts))


def _later(at: dt.time, minutes: int) -> dt.time:
    return (dt.datetime.combine(dt.date(2000, 1, 1), at) + dt.timedelta(minutes=minutes)).time()


def _each(people: int, minutes: int) -> str:
    seconds = rules.seconds_each(minutes, people)
    if not seconds:
        return ""
    said = {"people": people, "time": f"{seconds // 60}:{seconds % 60:02}" if seconds >= 60 else seconds}
    if seconds >= 60:
        return _("%(people)s members, %(time)s minutes each") % said
    return _("%(people)s members, %(time)s seconds each") % said


def _welcome(sheet: RunSheet, new: Sequence[Membership]) -> list[str]:
    opens = Office.objects.current(sheet.meeting.on).filter(
        membership__group=sheet.meeting.group, membership__deleted_at=None, role=Office.Role.PRESIDENT
    )
    names = opens.values_list("membership__name", flat=True)
    lines = [_("%s opens the meeting.") % name for name in names[:1]]
    for seat in new:
        trade = f", {seat.classification}" if seat.classification else ""
        lines.append(_("New with us: %(name)s%(trade)s.") % {"name": seat.name, "trade": trade})
    lines += [
        _("%(who)s is here for %(member)s.") % {"who": who, "member": member} for who, member in sheet.substitutes
    ]
    return lines


def _speaker(meeting: GroupMeeting) -> list[str]:
    if meeting.speaker is None:
        return []
    trade = f", {meeting.speaker.classification}" if meeting.speaker.classification else ""
    return [f"{meeting.speaker.name}{trade}", *([meeting.topic] if meeting.topic else [])]


def _praise(sheet: RunSheet) -> list[str]:
    lines = []
    for one in sheet.praise:
        said = _("%(giver)s praises %(receiver)s") % {"giver": one.giver.name, "receiver": one.receiver.name}
        lines.append(f"{said}: “{one.text}”" if one.text else f"{said}.")
    return lines


def _credits(sheet: RunSheet) -> list[str]:
    lines = []
    for one in sheet.credits:
        many = ngettext("%(n)s learning credit", "%(n)s learning credits", one.credits) % {"n": one.credits}
        lines.append(", ".join(part for part in (f"{one.membership.name}: {many}", one.title) if part))
    return lines


def _announcements(meeting: GroupMeeting) -> list[str]:
    lines = [line.strip() for line in meeting.notes.splitlines() if line.strip()]
    if meeting.topic and meeting.speaker_id is None:
        lines.insert(0, meeting.topic)
    ahead = GroupMeeting.objects.filter(group=meeting.group_id, on__gt=meeting.on, deleted_at=None)
    for one in ahead.order_by("on").select_related("speaker")[:2]:
        lines.append(_ahead(one))
        if not one.is_holiday:
            break
    return lines


def _ahead(one: GroupMeeting) -> str:
    said = {"day": date_format(one.on, "l") + f", {short_day(one.on)}", "name": one.speaker.name if one.speaker else ""}
    if one.is_holiday:
        return _("No meeting on %(day)s.") % said
    if one.speaker is not None:
        return _("Next time, %(day)s: %(name)s speaks.") % said
    return _("Next time: %(day)s.") % said
