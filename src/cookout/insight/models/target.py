"""How many 1-2-1s a month somebody wishes for herself."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Identified, User, record
from cookout.core.refusal import Refusal

MOST = 60
"""More than two a day is a slip of the finger."""


class MonthlyTarget(Identified):
    """My own; nobody sets it for me, and nobody else sees it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="monthly_target")
    one_to_ones = models.PositiveSmallIntegerField(_("1-2-1s a month"))

    class Meta:
        verbose_name = _("monthly target")

    def __str__(self) -> str:
        return str(self.one_to_ones)

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """Only whose wish it is."""
        return self.user_id == by.pk

    @classmethod
    def of(cls, user: User) -> "MonthlyTarget | None":
        """This user's target; None where none was set."""
        return cls.objects.filter(user=user).first()

    @classmethod
    @transaction.atomic
    def set(cls, one_to_ones: int, *, by: User) -> Act:
        """Wish for so many 1-2-1s a month. Setting the same again changes nothing."""
        if not 1 <= one_to_ones <= MOST:
            raise Refusal(_("Set a target between 1 and %s 1-2-1s a month, or none.") % MOST)
        by.wait_in_line()
        act = record(by=by, verb="monthly_target.set", about=str(one_to_ones))
        known = cls.of(by)
        if known is None:
            act.create(cls(user=by, one_to_ones=one_to_ones))
        else:
            act.update(known, one_to_ones=one_to_ones)
        return act

    @classmethod
    @transaction.atomic
    def clear(cls, *, by: User) -> Act:
        """Wish for no number. Clearing twice is clearing once."""
        by.wait_in_line()
        act = record(by=by, verb="monthly_target.clear")
        known = cls.of(by)
        if known is not None:
            act.remove(known)
        return act
