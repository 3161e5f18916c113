"""Origins: rows that came together, appear together and vanish together.

An import writes its rows in batches under an origin that is still hidden; flipping it to *applied* is one small write,
and so is undoing it. What is hidden is decided in the query (`visible_to`), nothing is stored on the rows themselves.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.asked import keys_of
from cookout.core.models import User


class OriginQuerySet(models.QuerySet["Origin"]):
    """Sets of origins."""

    def hidden_from(self, user: User) -> "OriginQuerySet":
        """Origins of this user whose rows are not part of the book: still staged, or undone."""
        return self.filter(keeper=user).exclude(state=Origin.State.APPLIED)


class Origin(models.Model):
    """Where a set of rows came from, and whether they count."""

    class State(models.TextChoices):
        """Whether the rows are part of the book."""

        STAGED = "staged", _("being brought in")
        APPLIED = "applied", _("part of the book")
        UNDONE = "undone", _("taken back")

    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="origins")
    state = models.CharField(max_length=7, choices=State, default=State.STAGED)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = OriginQuerySet.as_manager()

    class Meta:
        verbose_name = _("origin")
        indexes = [models.Index(fields=["keeper", "state"], name="origin_state")]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


def is_brought_in(user: User, origin: str = "origin") -> Q:
    """That rows of this user's are no part of an import that is being staged or was undone."""
    hidden = keys_of(("hidden origins", user.pk), lambda: Origin.objects.hidden_from(user))
    return Q() if hidden == [] else Q((origin, None)) | ~Q((f"{origin}__in", hidden))
