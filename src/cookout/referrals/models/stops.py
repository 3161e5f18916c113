"""Who wants no more letters."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailStop(models.Model):
    """Somebody wants no more letters from one user of this house; only a hash of the address is kept."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_stops")
    digest = models.CharField(max_length=64, editable=False)
    stopped_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stop of letters")
        constraints = [models.UniqueConstraint(fields=["owner", "digest"], name="mail_stop_once")]

    def __str__(self) -> str:
        return self.digest[:8]

    def lets_undo(self, before: dict[str, Any] | None, *, by: Any) -> bool:
        """Nobody takes back what somebody else has said."""
        return False
