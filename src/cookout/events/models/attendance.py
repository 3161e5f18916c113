"""Who was there: present, absent, late, medical, substitute; and who said beforehand that he comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Identified, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.models.away import away_on
from cookout.events.models.group_meeting import GroupMeeting
from cookout.groups.models import Leave, Membership
from cookout.groups.models.roster import leaves_in


class Mark(models.TextChoices):
    """How a member was there."""

    PRESENT = "P", _("present")
    ABSENT = "A", _("absent")
    LATE = "L", _("late")
    MEDICAL = "M", _("medical")
    SUBSTITUTE = "S", _("substitute")


class Coming(models.TextChoices):
    """What a member says beforehand."""

    COMING = "coming", _("coming")
    SUBSTITUTE = "substitute", _("sends a substitute")
    AWAY = "away", _("cannot come")


AS_SAID = {Coming.SUBSTITUTE: Mark.SUBSTITUTE, Coming.AWAY: Mark.ABSENT}
"""What is marked of those of whom nobody says anything else; whoever said nothing is present."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What came of marking several: the act, and whom somebody else had marked meanwhile."""

    act: Act
    changed: int
    skipped: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class ToNote:
    """One member's mark as somebody wants it; `was` is what stood on that page, None where nobody asks."""

    membership: Membership
    mark: str
    substitute: str = ""
    was: str | None = None


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Sets of attendance."""

    def counted(self) -> "AttendanceQuerySet":
        """Marks that count: of meetings that were held; nobody is absent while on leave."""
        away = Leave.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=OuterRef("meeting__on")), membership=OuterRef("membership_id"),
            starts_on__lte=OuterRef("meeting__on"), deleted_at=None,
        )  # fmt: skip
        held = self.filter(meeting__is_holiday=False, meeting__deleted_at=None).exclude(mark="")
        return held.exclude(Q(mark=Mark.ABSENT) & Exists(away))


class Attendance(Identified):
    """One member at one meeting. No mark is not yet known, which is not absent."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="attendances")
    coming = models.CharField(_("coming"), max_length=10, choices=Coming, blank=True)
    mark = models.CharField(_("attendance"), max_length=1, choices=Mark, blank=True)
    substitute = models.CharField(_("substitute"), max_length=200, blank=True)
    checked_in_at = models.DateTimeField(_("checked in herself"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("noted by")
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.mark}"

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """While the meeting is open: by who leads, or what the member said herself."""
        if self.meeting.closure is not None:
            return False
        is_own_word = self.membership.user_id == by.pk and not self.mark and self.membership.is_current()
        return is_own_word or self.meeting.group.is_led_by(by)

    # Beforehand

    @classmethod
    @transaction.atomic
    def say(
        cls, meeting: GroupMeeting, membership: Membership, coming: str, *, by: User, substitute: str = ""
    ) -> Act:  # fmt: skip
        """Say whether one comes, sends somebody or cannot come. Saying it twice is saying it once."""
        one = meeting.locked()
        one.refuse_no_word()
        if coming not in ("", *Coming.values):
            raise Refusal(_("Say whether you come, send somebody, or cannot come."))
        row = cls._of(one, membership)
        name = substitute.strip() if coming == Coming.SUBSTITUTE else ""
        act = record(by=by, verb="attendance.say", about=membership.name)
        row._keep(act, coming=coming, substitute=name)
        return act

    # At the meeting

    @classmethod
    @transaction.atomic
    def note(
        cls, meeting: GroupMeeting, membership: Membership, mark: str, *, by: User, substitute: str = ""
    ) -> Act:  # fmt: skip
        """Mark one member; an empty mark takes it away. Noting the same twice is noting it once."""
        return cls.note_all(meeting, [ToNote(membership, mark, substitute)], by=by).act

    @classmethod
    @transaction.atomic
    def note_all(cls, meeting: GroupMeeting, marks: Iterable[ToNote], *, by: User) -> Noted:
        """Mark several at once. What somebody else marked since the page was opened stays, and is said."""
        one = meeting.locked()
        one.refuse_no_marking()
        rows = cls._rows(one)
        skipped, changed = [], 0
        with one_act(by=by, verb="attendance.note", about=str(one)) as act:
            for told in marks:
                row = rows.get(told.membership.pk) or cls._of(one, told.membership)
                if told.was is not None and row.mark not in (told.was, told.mark):
                    skipped += [told.membership] * (told.mark != told.was)  # else that row was not pressed at all
                    continue
                changed += row._keep(act, **row._noted(told, by))
        return Noted(act, changed, tuple(skipped))

    @classmethod
    @transaction.atomic
    def note_rest(cls, meeting: GroupMeeting, *, by: User) -> Noted:
        """Everybody without a mark as they said beforehand, else present; who is on leave stays without."""
        one = meeting.locked()
        rows = cls._rows(one)
        away = away_on(leaves_in(one.group), one.on)
        rest = [
            ToNote(member, as_said(row.coming if row else ""), row.substitute if row else "")
            for member in one.members()
            if member.pk not in away and not ((row := rows.get(member.pk)) and row.mark)
        ]
        return cls.note_all(one, rest, by=by)

    @classmethod
    @transaction.atomic
    def arrive(cls, meeting: GroupMeeting, membership: Membership, *, by: User) -> "Attendance":
        """The member checks in herself; twice is once. What a leader marked as there stays as it is."""
        one, now = meeting.locked(), timezone.now()
        one.refuse_no_marking()
        if not one.begins_at - rules.DOORS_OPEN <= now <= one.ends_at:
            raise Refusal(_("You check in while the meeting takes place, and shortly before."))
        row = cls._of(one, membership)
        if row.checked_in_at is None:
            late = now > one.begins_at + rules.GRACE
            mark = row.mark if row.mark in (Mark.PRESENT, Mark.LATE) else Mark.LATE if late else Mark.PRESENT
            act = record(by=by, verb="attendance.arrive", about=str(one))
            row._keep(act, mark=mark, substitute="", checked_in_at=now, noted_by=by)
        return row

    # How it is done

    @classmethod
    def _rows(cls, meeting: GroupMeeting) -> "dict[int, Attendance]":
        return {row.membership_id: row for row in cls.objects.filter(meeting=meeting).select_related("membership")}

    @classmethod
    def _of(cls, meeting: GroupMeeting, membership: Membership) -> "Attendance":
        """The row of one member, there or new; who was no member on that day has none."""
        if membership.group_id != meeting.group_id or not membership.is_current(meeting.on):
            raise Refusal(_("%s was no member on that day, so nothing can be noted.") % membership.name)
        known = cls.objects.filter(meeting=meeting, membership=membership).first()
        return known or cls(meeting=meeting, membership=membership)

    def _noted(self, told: ToNote, by: User) -> dict[str, Any]:
        if told.mark not in ("", *Mark.values):
            raise Refusal(_("A mark is one of P, A, L, M and S."))
        name = told.substitute.strip() if told.mark == Mark.SUBSTITUTE else ""
        if told.mark == self.mark and name == self.substitute:
            return {}
        gone = {} if told.mark in (Mark.PRESENT, Mark.LATE) else {"checked_in_at": None}
        return {"mark": told.mark, "substitute": name, "noted_by": by, **gone}

    def _keep(self, act: Act, **values: Any) -> bool:
        """Write it through the act; say whether anything changed."""
        if self.pk is not None:
            return bool(values) and act.update(self, **values)
        if not any(values.get(name) for name in ("coming", "mark")):
            return False
        for name, value in values.items():
            setattr(self, name, value)
        act.create(self)
        return True


def as_said(coming: str) -> str:
    """The mark of one of whom nobody says anything else."""
    return AS_SAID.get(Coming(coming), Mark.PRESENT) if coming else Mark.PRESENT
