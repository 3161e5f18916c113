"""How many 1-2-1s a month somebody wishes for herself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified


class MonthlyTarget(Identified):
    """My own; nobody sets it for me, and nobody else sees it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="monthly_target")
    one_to_ones = models.PositiveSmallIntegerField(_("1-2-1s a month"))

    class Meta:
        verbose_name = _("monthly target")

    def __str__(self) -> str:
        return str(self.one_to_ones)
