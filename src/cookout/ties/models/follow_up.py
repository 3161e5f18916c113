"""What comes next with somebody I keep: one thing on one day. A contact does it; nothing of it expires."""

import datetime as dt
import uuid
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, User, record
from cookout.core.refusal import Refusal
from cookout.ties.models.kept import Kept, local_today

# A tie is `Any` here: it knows its follow-ups, and naming its class would close a circle.


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Sets of follow-ups."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)

    def open(self) -> Self:
        """Neither done nor let go (twin of `FollowUp.is_open`)."""
        return self.filter(done_at=None, let_go_at=None, deleted_at=None)

    def shown_to(self, user: User) -> Self:
        """Visible, with whom it is for, soonest first; nobody who left the book."""
        return self.visible_to(user).filter(tie__person__deleted_at=None).select_related("tie__person")

    def past(self) -> Self:
        """Done or let go, the latest first."""
        over = self.exclude(done_at=None, let_go_at=None)
        return over.order_by(Coalesce("done_at", "let_go_at").desc(), "-pk")

    def due_by(self, day: dt.date) -> Self:
        """Open and due on that day or before."""
        return self.open().filter(due_on__lte=day)


class FollowUp(Kept):
    """One thing to do next with a person, by a day: what keeps a first meeting from ending there."""

    tie = models.ForeignKey("ties.Tie", on_delete=models.CASCADE, related_name="follow_ups")
    text = models.CharField(_("what"), max_length=300, blank=True)
    due_on = models.DateField(_("by"))
    made_on = models.DateField(_("decided on"))
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    let_go_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="follow_up_uid_unique")]
        indexes = [models.Index(fields=["owner", "due_on"], name="follow_up_due", condition=Q(done_at=None))]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Neither done nor let go (twin of `FollowUpQuerySet.open`)."""
        return self.done_at is None and self.let_go_at is None and self.deleted_at is None

    @classmethod
    @transaction.atomic
    def plan(cls, tie: Any, *, by: User, due_on: dt.date, text: str = "", uid: uuid.UUID | None = None) -> "FollowUp":
        """Decide what comes next, and when. The same `uid` again is the same follow-up."""
        known = cls.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        today = local_today(by)
        if due_on < today:
            raise Refusal(_("That day is past. Choose one to come."))
        act = tie.begin(by, "follow_up.plan")
        made = cls(owner=by, tie=tie, text=text.strip(), due_on=due_on, made_on=today, uid=uid or uuid7())
        act.create(made)
        return made

    @transaction.atomic
    def finish(self, *, by: User) -> Act:
        """Done. Twice is once."""
        act = record(by=by, verb="follow_up.finish", about=self.tie.person.full_name)
        if self.is_open:
            act.update(self, done_at=timezone.now())
        return act

    @transaction.atomic
    def let_go(self, *, by: User) -> Act:
        """It will not be done, on purpose. Twice is once."""
        act = record(by=by, verb="follow_up.let_go", about=self.tie.person.full_name)
        if self.is_open:
            act.update(self, let_go_at=timezone.now())
        return act

    @transaction.atomic
    def put_off(self, *, by: User, until: dt.date) -> Act:
        """Another day; the first word on when it was decided stays."""
        if until < local_today(by):
            raise Refusal(_("That day is past. Choose one to come."))
        act = record(by=by, verb="follow_up.put_off", about=self.tie.person.full_name)
        if self.is_open:
            act.update(self, due_on=until)
        return act


def done_by_contact(tie: Any, on: dt.date, act: Act) -> None:
    """Whoever was in touch since a follow-up was decided has followed up: part of the act that notes the contact."""
    for row in FollowUp.objects.open().filter(tie=tie, made_on__lte=on):
        act.update(row, done_at=timezone.now())
