"""What is told at a meeting besides: learning credits and words of praise."""

import datetime as dt
import uuid
from typing import Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.events.models.group_meeting import GroupMeeting, today_in
from cookout.events.models.taking_part import seat_in
from cookout.groups.models import Group, Membership

MOST_CREDITS = 200


class LearningCreditQuerySet(models.QuerySet["LearningCredit"]):
    """Sets of learning credits."""

    def visible_to(self, user: User) -> Self:
        """Of the groups one may see."""
        groups = Group.objects.visible_to(user).values("pk")
        return self.filter(deleted_at=None, membership__deleted_at=None, membership__group__in=groups)


class LearningCredit(Identified, Deletable):
    """Education units that a member earned."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="learning_credits")
    on = models.DateField(_("day"))
    credits = models.PositiveSmallIntegerField(_("learning credits"), default=1)
    title = models.CharField(_("for what"), max_length=200, blank=True)

    objects = LearningCreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning credit")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="learning_credit_is_more_than_nothing", condition=Q(credits__gte=1, credits__lte=200)
            )
        ]

    def __str__(self) -> str:
        return self.title or str(self.on)

    @classmethod
    @transaction.atomic
    def earn(
        cls, *, membership: Membership, by: User, many: int = 1, title: str = "", on: dt.date | None = None,
        uid: uuid.UUID | None = None,
    ) -> "LearningCredit":  # fmt: skip
        """Note what a member learned: she herself, or who leads. The same id again is the same."""
        by.wait_in_line()
        if known := cls.objects.filter(uid=uid).first() if uid else None:
            _refuse_other(known.membership_id == membership.pk)
            return known
        _refuse_for_others(membership, by)
        day = on or today_in(membership.group)
        if day > today_in(membership.group):
            raise Refusal(_("That day is still to come."))
        if not 1 <= many <= MOST_CREDITS:
            raise Refusal(_("Write a number of credits from 1 to %(most)s.") % {"most": MOST_CREDITS})
        made = cls(uid=uid or uuid7(), membership=membership, on=day, credits=many, title=title.strip())
        record(by=by, verb="learning_credit.earn", about=membership.name).create(made)
        return made

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take it away; undo within thirty days. Twice is once."""
        _refuse_for_others(self.membership, by)
        act = record(by=by, verb="learning_credit.remove", about=self.membership.name)
        if self.deleted_at is None:
            act.remove(self)
        return act

    def lets_undo(self, before: object, *, by: User) -> bool:
        """By the member herself, or who leads today."""
        return _is_for(self.membership, by)


class PraiseQuerySet(models.QuerySet["Praise"]):
    """Sets of praise at meetings."""

    def visible_to(self, user: User) -> Self:
        """Of the groups one may see: it was said before all the others."""
        groups = Group.objects.visible_to(user).values("pk")
        return self.filter(deleted_at=None, meeting__deleted_at=None, meeting__group__in=groups)


class Praise(Identified, Deletable):
    """A testimonial that one member gave another before all the others."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="praise")
    giver = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+", verbose_name=_("from"))
    receiver = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+", verbose_name=_("for"))
    text = models.CharField(_("words"), max_length=500, blank=True)

    objects = PraiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("praise at a meeting")
        verbose_name_plural = _("praise at meetings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="praise_is_for_another", condition=~Q(giver=F("receiver"))),
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def give(
        cls, *, meeting: GroupMeeting, by: User, receiver: Membership, giver: Membership | None = None,
        text: str = "", uid: uuid.UUID | None = None,
    ) -> "Praise":  # fmt: skip
        """Praise another member: in one's own name, or written down by who leads. The same id again is the same."""
        by.wait_in_line()
        if known := cls.objects.filter(uid=uid).first() if uid else None:
            _refuse_other(known.meeting_id == meeting.pk)
            return known
        speaks = giver or seat_in(meeting.group, by)
        if speaks is None:
            raise Refusal(_("Say whose words these are."))
        _refuse_for_others(speaks, by)
        _refuse_pair(meeting, speaks, receiver)
        made = cls(uid=uid or uuid7(), meeting=meeting, giver=speaks, receiver=receiver, text=text.strip())
        record(by=by, verb="praise.give", about=receiver.name).create(made)
        return made

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take it away; undo within thirty days. Twice is once."""
        _refuse_for_others(self.giver, by)
        act = record(by=by, verb="praise.remove", about=self.receiver.name)
        if self.deleted_at is None:
            act.remove(self)
        return act

    def lets_undo(self, before: object, *, by: User) -> bool:
        """By who said it, or who leads today."""
        return _is_for(self.giver, by)


def _refuse_other(is_same: bool) -> None:
    if not is_same:
        raise Refusal(_("This id stands for something else. Use a new one."))


def _is_for(seat: Membership, by: User) -> bool:
    return (seat.user_id == by.pk and seat.is_current()) or seat.group.is_led_by(by)


def _refuse_for_others(seat: Membership, by: User) -> None:
    if not _is_for(seat, by):
        raise Refusal(_("%(name)s notes that, or a leader does.") % {"name": seat.name})


def _refuse_pair(meeting: GroupMeeting, giver: Membership, receiver: Membership) -> None:
    if giver.pk == receiver.pk:
        raise Refusal(_("Praise is for somebody else. Choose another member."))
    if {giver.group_id, receiver.group_id} != {meeting.group_id}:
        raise Refusal(_("Both must sit in %(group)s.") % {"group": meeting.group})
