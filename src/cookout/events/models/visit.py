"""Visitors: who brings them, whether they came, and who follows up."""

import datetime as dt
import uuid
from typing import Any, Literal, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.models.group_meeting import GroupMeeting, today_in
from cookout.events.models.taking_part import is_open_to_changes, refuse_closed, seat_in
from cookout.groups.models import Application, Group, Membership
from cookout.people.models import Classification


class VisitQuerySet(models.QuerySet["Visit"]):
    """Sets of visits."""

    def there(self) -> Self:
        """Those that were not taken away, of meetings that were not."""
        return self.filter(deleted_at=None, meeting__deleted_at=None)

    def visible_to(self, user: User) -> Self:
        """Of the groups one may see: name and trade, and who invites; how to reach a guest, see `tended_by`."""
        return self.there().filter(meeting__group__in=Group.objects.visible_to(user).values("pk"))

    def tended_by(self, user: User) -> Self:
        """Whose contact the user reads: her own guests, those she follows up, all of a group she leads."""
        mine = Membership.objects.current().filter(user=user).values("pk")
        led = Group.objects.led_by(user).values("pk")
        near = Q(invited_by__in=mine) | Q(follow_up_by__in=mine) | Q(meeting__group__in=led)
        return self.visible_to(user).filter(near)

    def unfollowed(self) -> Self:
        """Who came and was not asked yet how it was, the longest ago first."""
        waiting = self.there().filter(came=True, followed_up_on=None)
        return waiting.order_by("follow_up_on", "meeting__on", "pk")

    def for_me_to_follow(self, user: User) -> Self:
        """Visitors with whom this user follows up."""
        return self.unfollowed().filter(follow_up_by__in=Membership.objects.current().filter(user=user).values("pk"))

    def with_people(self) -> Self:
        """With all that a line about a visitor names."""
        return self.select_related("meeting__group", "invited_by", "follow_up_by", "classification", "application")


class Visit(Identified, Deletable):
    """One guest at one meeting."""

    class Outcome(models.TextChoices):
        """What came of the follow-up."""

        APPLIES = "applies", _("wants to become a member")
        AGAIN = "again", _("comes again")
        NO = "no", _("not for now")

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="visits")
    name = models.CharField(_("name"), max_length=200)
    trade = models.CharField(_("what they do"), max_length=120, blank=True)
    classification = models.ForeignKey(
        Classification, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    invited_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="guests", verbose_name=_("guest of")
    )
    came = models.BooleanField(_("came"), null=True, blank=True)
    follow_up_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("follows up")
    )
    follow_up_on = models.DateField(_("until"), null=True, blank=True)
    followed_up_on = models.DateField(_("followed up on"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome, blank=True)
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.SET_NULL, related_name="visits", editable=False
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="visit_outcome_after_follow_up", condition=Q(outcome="") | Q(followed_up_on__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def invite(
        cls, *, meeting: GroupMeeting, by: User, name: str, invited_by: Membership | Literal["mine"] | None = "mine",
        uid: uuid.UUID | None = None, **told: Any,
    ) -> "Visit":  # fmt: skip
        """Put a guest on the list of a meeting. The same id again, or the same guest of one host, is the same visit.

        A member's guests are her own; who leads writes down everybody's, and who came without a host.
        """
        by.wait_in_line()
        if known := cls._known(meeting, uid):
            return known
        host = cls._host(meeting, invited_by, by)
        same = cls.objects.there().filter(meeting=meeting, invited_by=host, name__iexact=name.strip())
        if twice := same.first():
            return twice
        refuse_closed(meeting)
        made = cls(uid=uid or uuid7(), meeting=meeting, name=name.strip(), invited_by=host, **told)
        record(by=by, verb="visit.invite", about=made.name).create(made)
        return made

    @transaction.atomic
    def correct(self, *, by: User, **values: Any) -> Act:
        """Write it down differently: the name, how to reach the guest, who follows up and until when."""
        self._refuse_others(by)
        for role in ("invited_by", "follow_up_by"):
            self._refuse_elsewhere(values.get(role))
        act = record(by=by, verb="visit.correct", about=self.name)
        act.update(self, **values)
        return act

    @transaction.atomic
    def come(self, *, by: User, came: bool | None = True) -> Act:
        """Note that the guest came, or did not, or that it is not known. Who came is followed up within two days."""
        self._refuse_others(by)
        refuse_closed(self.meeting)
        if not self.meeting.has_come:
            raise Refusal(_("This day is still to come. Note then whether %(name)s came.") % {"name": self.name})
        act = record(by=by, verb="visit.come", about=self.name)
        follow: dict[str, Any] = {}
        if came and self.follow_up_by_id is None:
            follow["follow_up_by"] = self.invited_by or seat_in(self.meeting.group, by)
        if came and self.follow_up_on is None:
            follow["follow_up_on"] = rules.follow_up_day(self.meeting.on)
        act.update(self, came=came, **follow)
        return act

    @transaction.atomic
    def follow_up(self, *, by: User, outcome: str, on: dt.date | None = None) -> Act:
        """Say what the guest said. Who wants to become a member has applied by it. The same again is once."""
        self._refuse_others(by)
        self._refuse_follow_up(outcome, on)
        with one_act(by=by, verb="visit.follow_up", about=self.name) as act:
            done = {"outcome": outcome, "followed_up_on": on or self.followed_up_on or today_in(self.meeting.group)}
            if outcome == self.Outcome.APPLIES and not self.has_applied:
                done["application"] = self._apply(by)
            act.update(self, **done)
        return act

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take the guest off the list; undo within thirty days. Twice is once."""
        self._refuse_others(by)
        refuse_closed(self.meeting)
        act = record(by=by, verb="visit.remove", about=self.name)
        if self.deleted_at is None:
            act.remove(self)
        return act

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """By who may change it today, while the meeting is not closed over it; a follow-up always."""
        if not self.is_tended_by(by):
            return False
        counted = before is None or {"came", "deleted_at"} & set(before)
        return not counted or is_open_to_changes(self.meeting)

    def is_tended_by(self, user: User) -> bool:
        """Whether this user changes it and reads how to reach the guest (one of `VisitQuerySet.tended_by`)."""
        mine = seat_in(self.meeting.group, user)
        is_mine = mine is not None and mine.pk in (self.invited_by_id, self.follow_up_by_id)
        return is_mine or self.meeting.group.is_led_by(user)

    @property
    def was_followed_up(self) -> bool:
        """Whether somebody asked how it was."""
        return self.followed_up_on is not None

    @property
    def has_applied(self) -> bool:
        """Whether an application of this guest's waits, or was accepted."""
        open_or_in = (Application.State.OPEN, Application.State.ACCEPTED)
        return self.application is not None and self.application.state in open_or_in

    def _apply(self, by: User) -> Application:
        return Application.apply(
            by=by, group=self.meeting.group, name=self.name, email=self.email, phone=self.phone,
            classification=self.classification, sponsor=self.invited_by,
        )  # fmt: skip

    def _refuse_others(self, by: User) -> None:
        if not self.is_tended_by(by):
            host = self.invited_by or self.follow_up_by
            raise Refusal(
                _("%(guest)s is %(host)s’s guest. Ask %(host)s or a leader.") % {"guest": self.name, "host": host.name}
                if host
                else _("The leaders look after this guest.")
            )

    def _refuse_elsewhere(self, seat: Membership | None) -> None:
        if seat is not None and seat.group_id != self.meeting.group_id:
            raise Refusal(_("%(name)s is no member of %(group)s.") % {"name": seat.name, "group": self.meeting.group})

    def _refuse_follow_up(self, outcome: str, on: dt.date | None) -> None:
        if outcome not in self.Outcome.values:
            raise Refusal(_("Say what came of it: wants to become a member, comes again, or not for now."))
        if not self.came:
            raise Refusal(_("Note first that %(name)s came.") % {"name": self.name})
        if on is not None and not self.meeting.on <= on <= today_in(self.meeting.group):
            raise Refusal(_("Say a day since the meeting, and none to come."))
        if self.has_applied and outcome != self.Outcome.APPLIES:
            raise Refusal(_("%(name)s has applied. Decide about the application.") % {"name": self.name})

    @classmethod
    def _known(cls, meeting: GroupMeeting, uid: uuid.UUID | None) -> "Visit | None":
        known = cls.objects.filter(uid=uid).first() if uid else None
        if known is not None and known.meeting_id != meeting.pk:
            raise Refusal(_("This id stands for another visit. Use a new one."))
        return known

    @staticmethod
    def _host(
        meeting: GroupMeeting, named: Membership | Literal["mine"] | None, by: User
    ) -> Membership | None:  # fmt: skip
        """Whose guest it is: my own, except where I lead."""
        mine, leads = seat_in(meeting.group, by), meeting.group.is_led_by(by)
        host = mine if named == "mine" else named
        if not leads and (mine is None or host != mine):
            raise Refusal(_("You bring guests of your own. A leader writes down those of others."))
        if host is not None and host.group_id != meeting.group_id:
            raise Refusal(_("%(name)s is no member of %(group)s.") % {"name": host.name, "group": meeting.group})
        return host
