"""How it went, and what follows from it: promises, a thinking slot and the next 1-2-1. Private to whoever wrote it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified, User
from cookout.one_to_ones.models.one_to_one import OneToOne


class WrapUpQuerySet(models.QuerySet["WrapUp"]):
    """Sets of wrap-ups."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class WrapUp(Identified, Deletable):
    """How it went, in one line, for me; what follows from it are promises, a thinking slot and the next 1-2-1."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wrap_ups")
    one_to_one = models.ForeignKey(OneToOne, on_delete=models.CASCADE, related_name="wrap_ups")
    line = models.CharField(_("how it went"), max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WrapUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("wrap-up")
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="wrap_up_uid_unique"),
            models.UniqueConstraint(fields=["owner", "one_to_one"], condition=Q(deleted_at=None), name="wrap_up_once"),
        ]

    def __str__(self) -> str:
        return self.line or str(self.one_to_one)
