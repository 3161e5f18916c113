"""What a group does for a member: who brought her in, who helps her begin, until when she has renewed."""

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, User, record
from cookout.core.refusal import Refusal


class Accompanied(models.Model):
    """The columns and verbs of a membership that concern its course; `Membership` is one."""

    sponsor = models.ForeignKey(
        "groups.Membership",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sponsored",
        verbose_name=_("sponsor"),
    )
    mentor = models.ForeignKey(
        "groups.Membership",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mentored",
        verbose_name=_("mentor"),
    )
    renews_on = models.DateField(_("renews on"), null=True, blank=True)
    is_ranked = models.BooleanField(_("named in recognition"), default=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def accompany(self, *, by: User, **companions: Any) -> Act:
        """Say who brought her in (`sponsor`) and who helps her begin (`mentor`); None takes one away."""
        for companion in companions.values():
            self._refuse_companion(companion)
        act = record(by=by, verb="membership.accompany", about=self._name)
        act.update(self, **companions)
        return act

    @transaction.atomic
    def renew(self, *, by: User, until: dt.date | None) -> Act:
        """Say when the membership comes up for renewal next; None where nothing is agreed."""
        if until is not None and until < self._joined_on:
            raise Refusal(_("A membership is renewed after it began. Choose a later day."))
        act = record(by=by, verb="membership.renew", about=self._name)
        act.update(self, renews_on=until)
        return act

    @transaction.atomic
    def rank(self, *, by: User, is_ranked: bool) -> Act:
        """Whether she is named in recognition: her own decision; for who has no account, a leader passes it on."""
        user_id = getattr(self, "user_id", None)
        if user_id is not None and user_id != by.pk:
            raise Refusal(_("%s decides that alone, on their own page.") % self._name)
        act = record(by=by, verb="membership.rank", about=self._name)
        act.update(self, is_ranked=is_ranked)
        return act

    @property
    def renews_within(self) -> int | None:
        """Days until the renewal; negative when it has passed; None where nothing is agreed."""
        return None if self.renews_on is None else (self.renews_on - timezone.localdate()).days

    @property
    def _name(self) -> str:
        return str(getattr(self, "name", ""))

    @property
    def _joined_on(self) -> dt.date:
        joined: dt.date = getattr(self, "joined_on", dt.date.min)
        return joined

    def _refuse_companion(self, companion: Any) -> None:
        if companion is None:
            return
        if companion.pk == self.pk:
            raise Refusal(_("Nobody is their own sponsor or mentor. Choose another member."))
        if companion.group_id != getattr(self, "group_id", None) or companion.deleted_at is not None:
            raise Refusal(_("%s is not a member here. Choose one who is.") % companion.name)
