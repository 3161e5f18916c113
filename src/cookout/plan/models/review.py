"""What a week taught me: three questions, for me alone."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.plan import rules
from cookout.plan.models.targets import OwnQuerySet
from cookout.ties.models import local_today


class WeekReview(Identified, Deletable):
    """Three questions at the end of a week, for me alone."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="week_reviews")
    monday = models.DateField(_("the week of"))
    went_well = models.TextField(_("What went well?"), blank=True)
    in_the_way = models.TextField(_("What stood in the way?"), blank=True)
    next_week = models.TextField(_("What is the one thing for next week?"), blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a week")
        verbose_name_plural = _("reviews of weeks")
        ordering = ["-monday"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="week_review_uid_unique"),
            models.UniqueConstraint(fields=["owner", "monday"], condition=Q(deleted_at=None), name="week_review_once"),
        ]

    def __str__(self) -> str:
        return str(self.monday)

    @classmethod
    @transaction.atomic
    def write(
        cls, *, by: User, monday: dt.date, went_well: str = "", in_the_way: str = "", next_week: str = "",
        uid: uuid.UUID | None = None,
    ) -> "WeekReview":  # fmt: skip
        """Answer the three questions of a week; writing again changes the answers."""
        known = cls.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        if rules.monday_of(monday) > rules.monday_of(local_today(by)):
            raise Refusal(_("This week is still to come."))
        by.wait_in_line()
        words = {"went_well": went_well.strip(), "in_the_way": in_the_way.strip(), "next_week": next_week.strip()}
        monday = rules.monday_of(monday)
        made = cls.objects.visible_to(by).filter(monday=monday).first()
        if not any(words.values()):
            raise Refusal(_("Write an answer to one of the three; the others may wait."))
        act = record(by=by, verb="week_review.write", about=str(monday))
        if made is None:
            made = cls(owner=by, monday=monday, uid=uid or uuid7(), **words)
            act.create(made)
        else:
            act.update(made, **words)
        return made

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take it away; it can be undone within thirty days. Twice is once."""
        act = record(by=by, verb="week_review.remove", about=str(self))
        if self.deleted_at is None:
            act.remove(self)
        return act

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The questions that were answered, each with what was written."""
        told = ((name, str(getattr(self, name))) for name in QUESTIONS)
        fields = ((self._meta.get_field(name), text) for name, text in told if text)
        return [(str(field.verbose_name), text) for field, text in fields]  # type: ignore[union-attr]  # three TextFields


QUESTIONS = ("went_well", "in_the_way", "next_week")
