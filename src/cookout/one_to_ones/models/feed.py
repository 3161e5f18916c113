"""My calendar as an address that other programs may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import SecretLink


class CalendarFeed(SecretLink):
    """A private address with my 1-2-1s and thinking slots."""

    name = models.CharField(_("for which program"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="calendar_feed_uid_unique")]

    def __str__(self) -> str:
        return self.name or str(_("My calendar"))
