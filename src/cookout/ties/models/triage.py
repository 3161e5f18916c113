"""The decision on somebody I met: four questions, one verdict, its reason. Kept, so that it can be read and undone."""

import datetime as dt
import uuid
from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import User, one_act
from cookout.core.refusal import Refusal
from cookout.ties.models.follow_up import FollowUp
from cookout.ties.models.kept import Kept, local_today
from cookout.ties.models.tie import Circle, Tie


class TriageQuerySet(models.QuerySet["Triage"]):
    """Sets of decisions."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Triage(Kept):
    """One decision on one person. The latest counts; the earlier ones tell how it came."""

    class Says(models.TextChoices):
        """The answer to one of the questions."""

        YES = "yes", _("Yes")
        UNSURE = "unsure", _("Unsure")
        NO = "no", _("No")

    class Verdict(models.TextChoices):
        """What was decided."""

        DEEP = "deep", _("Go deep")
        ACTIVE = "active", _("Active")
        LIGHT = "light", _("Keep light")
        NOT_NOW = "not_now", _("Not now")
        LET_GO = "let_go", _("Let go")

    tie = models.ForeignKey("ties.Tie", on_delete=models.CASCADE, related_name="triages")
    verdict = models.CharField(_("decision"), max_length=7, choices=Verdict)
    like = models.CharField(_("do I like them"), max_length=6, choices=Says, blank=True)
    along = models.CharField(_("do we get along"), max_length=6, choices=Says, blank=True)
    need = models.CharField(_("do I need them in my network"), max_length=6, choices=Says, blank=True)
    have = models.CharField(_("do I have someone great there"), max_length=6, choices=Says, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    ask_on = models.DateField(_("ask me on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"))

    objects = TriageQuerySet.as_manager()

    class Meta:
        verbose_name = _("triage")
        verbose_name_plural = _("triages")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="triage_uid_unique"),
            models.CheckConstraint(
                name="triage_not_now_has_a_day",
                condition=models.Q(verdict="not_now", ask_on__isnull=False)
                | (~models.Q(verdict="not_now") & models.Q(ask_on=None)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_verdict_display())

    @classmethod
    @transaction.atomic
    def decide(
        cls, tie: Tie, verdict: str, *, by: User, like: str = "", along: str = "", need: str = "", have: str = "",
        reason: str = "", ask_on: dt.date | None = None, follow_up_on: dt.date | None = None, follow_up: str = "",
        steps_back: Tie | None = None, uid: uuid.UUID | None = None,
    ) -> "Triage":  # fmt: skip
        """Decide on somebody: whoever is kept gets a follow-up with a date, whoever waits a day to be asked again.

        Letting go never deletes: no reminder comes, and what was planned next with them is let go as well.
        """
        by.wait_in_line()
        known = cls.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        tie.person.refresh_from_db(fields=["deleted_at"])
        if tie.person.deleted_at is not None:
            said = {"name": tie.person.full_name}
            raise Refusal(_("%(name)s is not in your book any more, so nothing was decided.") % said)
        today = local_today(by)
        if verdict == cls.Verdict.NOT_NOW and (ask_on is None or ask_on <= today):
            raise Refusal(_("Choose a day to come on which to be asked again."))
        with one_act(by=by, verb="triage.decide", about=tie.person.full_name) as act:
            tie.begin(by, "triage.decide")
            circle = CIRCLES.get(verdict)
            if circle is not None:
                tie.move(circle, by=by, steps_back=steps_back)
            waits = verdict == cls.Verdict.NOT_NOW
            since = (tie.waits_since or today) if waits else None
            act.update(tie, sort_on=ask_on if waits else None, waits_since=since)
            made = cls(
                owner=by, tie=tie, verdict=verdict, like=like, along=along, need=need, have=have,
                reason=reason.strip(), ask_on=ask_on if waits else None, decided_on=today, uid=uid or uuid7(),
            )  # fmt: skip
            act.create(made)
            if verdict == cls.Verdict.LET_GO:
                for row in FollowUp.objects.open().filter(tie=tie):
                    row.let_go(by=by)
            elif follow_up_on is not None and not waits:
                FollowUp.plan(tie, by=by, due_on=follow_up_on, text=follow_up)
        return made


CIRCLES: Mapping[str, str] = MappingProxyType(
    {
        Triage.Verdict.DEEP: Circle.COOKOUT,
        Triage.Verdict.ACTIVE: Circle.ACTIVE,
        Triage.Verdict.LIGHT: Circle.LIGHT,
        Triage.Verdict.LET_GO: Circle.LET_GO,
    }
)
"""Where each decision puts somebody; who waits stays where they are."""
