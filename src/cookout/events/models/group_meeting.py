"""The weekly meeting of a group: when and where, who speaks, and how it was closed."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Deletable, Identified, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.groups.models import Group, Membership

MOST_WEEKS = 53
"""How far ahead one plans at once."""

CHANGEABLE = {"on", "starts_at", "place", "topic", "speaker", "notes"}

MEETS = {"P", "L", "S"}
"""The marks that are a head in the room."""


def today_in(group: Group) -> dt.date:
    """Which day it is where the group meets."""
    return timezone.now().astimezone(ZoneInfo(group.zone)).date()


class GroupMeetingQuerySet(models.QuerySet["GroupMeeting"]):
    """Sets of meetings."""

    def visible_to(self, user: User) -> "GroupMeetingQuerySet":
        """Those of the groups one may see."""
        return self.filter(group__in=Group.objects.visible_to(user).values("pk"), deleted_at=None)

    def led_by(self, user: User) -> "GroupMeetingQuerySet":
        """Those of the groups one leads."""
        return self.filter(group__in=Group.objects.led_by(user).values("pk"), deleted_at=None)

    def of(self, group: Group) -> "GroupMeetingQuerySet":
        """Those of one group."""
        return self.filter(group=group, deleted_at=None)

    def with_closed(self) -> "GroupMeetingQuerySet":
        """Each with `was_closed`: whether it is closed now."""
        return self.annotate(was_closed=Exists(closed_rows()))

    def unclosed(self) -> "GroupMeetingQuerySet":
        """Those that were held, or were to be, and nobody has closed."""
        return self.filter(~Exists(closed_rows()), is_holiday=False)

    def next_of(self, group: Group) -> "GroupMeeting | None":
        """The one that is next: today's until it is closed, else the first to come."""
        coming = self.of(group).unclosed().filter(on__gte=today_in(group))
        meeting = coming.select_related("speaker").order_by("on").first()
        if meeting is not None:
            meeting.group = group
        return meeting


def closed_rows() -> "models.QuerySet[MeetingClosure]":
    """Closings that stand, of the meeting of the query around it."""
    return MeetingClosure.objects.filter(meeting=OuterRef("pk"), reopened_at=None)


class GroupMeeting(Identified, Deletable):
    """One meeting of a group on one day; on a holiday none is held, and nobody is absent."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField(_("day"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    is_holiday = models.BooleanField(_("no meeting on this day"), default=False)
    speaker = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("speaker")
    )
    notes = models.CharField(_("to be announced"), max_length=1000, blank=True)

    objects = GroupMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("group meeting")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "on"], condition=Q(deleted_at=None), name="group_meeting_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.on}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("meetings:meeting_detail", args=[self.uid])

    def lets_undo(self, before: object, *, by: User) -> bool:
        """By who leads today, while it is open; a meeting at which somebody was marked is not taken away."""
        if not self.group.is_led_by(by) or self.closure is not None:
            return False
        return before is not None or not self.is_marked

    @property
    def zone(self) -> ZoneInfo:
        """The group's own clock."""
        return ZoneInfo(self.group.zone)

    @property
    def begins_at(self) -> dt.datetime:
        """When it begins; where no time is agreed, with the day."""
        return rules.instant(self.on, self.time or dt.time(), self.zone)

    @property
    def ends_at(self) -> dt.datetime:
        """When it ends; where no time is agreed, with the day."""
        if self.time is not None:
            return self.begins_at + dt.timedelta(minutes=self.group.meets_minutes)
        return rules.instant(self.on + dt.timedelta(days=1), dt.time(), self.zone)

    @property
    def time(self) -> dt.time | None:
        """The time on the group's own clock."""
        return self.starts_at or self.group.meets_at

    @property
    def where(self) -> str:
        """The place, its own or the group's."""
        return self.place or self.group.meets_where

    @cached_property
    def closure(self) -> "MeetingClosure | None":
        """How it was closed, if it is."""
        if "closures" in getattr(self, "_prefetched_objects_cache", {}):
            return next((one for one in self.closures.all() if one.reopened_at is None), None)
        return self.closures.filter(reopened_at=None).select_related("closed_by").first()

    @property
    def is_closed(self) -> bool:
        """Whether it is closed now."""
        return self.closure is not None

    @property
    def has_come(self) -> bool:
        """Whether its day has come where the group meets."""
        return self.on <= today_in(self.group)

    @property
    def is_over(self) -> bool:
        """Whether its time has gone by."""
        return timezone.now() > self.ends_at

    @property
    def is_marked(self) -> bool:
        """Whether anybody was marked."""
        return self.attendances.exclude(mark="").exists()

    def members(self) -> "models.QuerySet[Membership]":
        """Who belonged to the group on that day: who joined later or left before has no place at it."""
        return self.group.memberships.current(self.on)

    # To have one

    @classmethod
    @transaction.atomic
    def plan(cls, group: Group, *, by: User, weeks: int = 8) -> "list[GroupMeeting]":
        """The meetings of the next weeks, on the group's day. Planning twice is planning once; a holiday stays one."""
        if group.meets_on is None:
            said = _("%(name)s has no meeting day yet. Say it in “What holds for %(name)s”.")
            raise Refusal(said % {"name": group.name})
        if not 1 <= weeks <= MOST_WEEKS:
            raise Refusal(_("Plan between one week and %s weeks ahead.") % MOST_WEEKS)
        group.lock()
        days = [
            day
            for day in rules.coming_days(group.meets_on, today_in(group), weeks)
            if rules.day_exists(day, ZoneInfo(group.zone))
        ]
        known = {one.on: one for one in cls.objects.of(group).filter(on__in=days)}
        missing = [cls(group=group, on=day) for day in days if day not in known]
        if missing:
            with one_act(by=by, verb="group_meeting.plan", about=group.name) as act:
                for one in missing:
                    act.create(one)
        return sorted([*known.values(), *missing], key=lambda one: one.on)

    @classmethod
    @transaction.atomic
    def call(cls, group: Group, *, by: User, on: dt.date, **values: Any) -> "GroupMeeting":
        """One meeting on a day of its own. The same day again is the same meeting."""
        group.lock()
        refuse_strange_day(on, group)
        known = cls.objects.of(group).filter(on=on).first()
        if known is not None:
            return known
        meeting = cls(group=group, on=on, **{name: values[name] for name in CHANGEABLE & set(values)})
        meeting._refuse_strange_speaker(meeting.speaker)
        record(by=by, verb="group_meeting.call", about=str(meeting)).create(meeting)
        return meeting

    @transaction.atomic
    def change(self, *, by: User, **values: Any) -> Act:
        """Another day, time, place, topic, speaker or announcement."""
        one = self.locked()
        new = {name: value for name, value in values.items() if name in CHANGEABLE}
        one._refuse_closed()
        if "speaker" in new:
            one._refuse_strange_speaker(new["speaker"])
        if new.get("on", one.on) != one.on:
            one._refuse_move(new["on"])
        act = record(by=by, verb="group_meeting.change", about=str(one))
        act.update(one, **new)
        return self._after(act)

    @transaction.atomic
    def call_off(self, *, by: User) -> Act:
        """No meeting on this day: a holiday. Nobody is absent. Calling off twice is calling off once."""
        one = self.locked()
        one._refuse_closed()
        if not one.is_holiday and one.is_marked:
            raise Refusal(_("Somebody is marked for this day, so there was a meeting. Take the marks away first."))
        act = record(by=by, verb="group_meeting.call_off", about=str(one))
        act.update(one, is_holiday=True)
        return self._after(act)

    @transaction.atomic
    def restore(self, *, by: User) -> Act:
        """There is a meeting on this day after all. Twice is once."""
        one = self.locked()
        act = record(by=by, verb="group_meeting.restore", about=str(one))
        act.update(one, is_holiday=False)
        return self._after(act)

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Planned by mistake: take it away. One at which somebody was marked stays."""
        one = self.locked()
        one._refuse_closed()
        if one.is_marked or one.visits.filter(deleted_at=None).exists():
            raise Refusal(_("Members or visitors stand in it. Call it off instead, so that nothing is lost."))
        act = record(by=by, verb="group_meeting.remove", about=str(one))
        act.remove(one)
        return act

    # To end one

    @transaction.atomic
    def close(self, *, by: User, headcount: int, difference: str = "") -> "MeetingClosure":
        """Count the heads and close it; closing twice is closing once.

        The count agrees with who is marked and which visitors came, or the difference has a name.
        """
        one = self.locked()
        if (known := one.closure) is not None:
            return known
        one._refuse_holiday()
        if timezone.now() < one.begins_at:
            raise Refusal(_("This meeting has not begun yet. Close it when it is over."))
        known_heads, said = one.heads(), difference.strip()
        if headcount != known_heads and not said:
            counts = {"counted": headcount, "marked": known_heads}
            raise Refusal(
                _("You counted %(counted)s, and %(marked)s are marked. Mark who is missing, or say why.") % counts
            )
        closure = MeetingClosure(
            meeting=one, closed_at=timezone.now(), closed_by=by, headcount=headcount,
            difference=said if headcount != known_heads else "",
        )  # fmt: skip
        record(by=by, verb="group_meeting.close", about=str(one)).create(closure)
        self.refresh_from_db()
        self.__dict__.pop("closure", None)
        return closure

    @transaction.atomic
    def reopen(self, *, by: User, reason: str) -> "MeetingClosure | None":
        """Open it again, and say why: the closing stays as a trace. Opening what is open does nothing."""
        one = self.locked()
        if (closure := one.closure) is None:
            return None
        if not reason.strip():
            raise Refusal(_("Say why it is opened again. The reason stays with the meeting."))
        act = record(by=by, verb="group_meeting.reopen", about=str(one))
        act.update(closure, reopened_at=timezone.now(), reopened_by=by, reason=reason.strip())
        self.__dict__.pop("closure", None)
        return closure

    def heads(self) -> int:
        """How many are marked as in the room: present, late, substitutes, and visitors who came."""
        members = self.attendances.filter(mark__in=MEETS).count()
        return members + self.visits.filter(came=True, deleted_at=None).count()

    # How it is done

    def locked(self) -> "GroupMeeting":
        """The row as it is now, held to the end of the verb: two people may be at it at once."""
        rows = GroupMeeting.objects.select_for_update(of=("self",)).select_related("group")
        return rows.get(pk=self.pk, deleted_at=None)

    def refuse_no_marking(self) -> None:
        """Say no where nobody can be marked: a holiday, a closed meeting, a day to come."""
        self._refuse_holiday()
        self._refuse_closed()
        if not self.has_come:
            raise Refusal(_("This day is still to come. Until then members say whether they come."))

    def refuse_no_word(self) -> None:
        """Say no where it is too late, or needless, to say whether one comes."""
        self._refuse_holiday()
        self._refuse_closed()
        if self.is_over:
            raise Refusal(_("This meeting is over. Ask a leader to note how it was."))

    def _after(self, act: Act) -> Act:
        self.refresh_from_db()
        return act

    def _refuse_closed(self) -> None:
        if self.closure is not None:
            raise Refusal(_("This meeting is closed. Open it again to change it."))

    def _refuse_holiday(self) -> None:
        if self.is_holiday:
            raise Refusal(_("No meeting is held on this day."))

    def _refuse_move(self, on: dt.date) -> None:
        refuse_strange_day(on, self.group)
        if self.is_marked:
            raise Refusal(_("Somebody is marked for this day, so it cannot move. Call another meeting instead."))
        if GroupMeeting.objects.of(self.group).filter(on=on).exclude(pk=self.pk).exists():
            raise Refusal(_("There is a meeting on that day already."))

    def _refuse_strange_speaker(self, speaker: Membership | None) -> None:
        if speaker is not None and (speaker.group_id != self.group_id or not speaker.is_current(self.on)):
            raise Refusal(_("%s is no member on that day. Choose another speaker.") % speaker.name)


def refuse_strange_day(on: dt.date, group: Group) -> None:
    """A day that is not there where the group meets, or that is a slip in the year."""
    if abs((on - today_in(group)).days) > 366 * 5:
        raise Refusal(_("That is more than five years away. Look at the year."))
    if not rules.day_exists(on, ZoneInfo(group.zone)):
        raise Refusal(_("There is no such day in %s: the clock skipped it.") % group.zone)


class MeetingClosure(Identified):
    """Somebody closed the meeting: so many heads were counted. Reopened, it stays as a trace."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="closures")
    closed_at = models.DateTimeField(_("closed"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("closed by")
    )
    headcount = models.PositiveSmallIntegerField(_("people in the room"))
    difference = models.CharField(_("why the count differs"), max_length=200, blank=True)
    reopened_at = models.DateTimeField(_("opened again"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("opened by")
    )
    reason = models.CharField(_("why it was opened again"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("closing of a meeting")
        verbose_name_plural = _("closings of meetings")
        ordering = ["closed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(reopened_at=None), name="meeting_closed_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.closed_at)

    def lets_undo(self, before: object, *, by: User) -> bool:
        """Never: opening again is an act with a reason, and leaves a trace."""
        return False
