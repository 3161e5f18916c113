"""The referrer's window: an address without account, and what she says there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, SecretLink
from cookout.referrals.models.referral import Referral


class WindowLink(SecretLink):
    """The address of the referrer's window: what became of one referral, without an account."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="windows")

    class Meta:
        verbose_name = _("link of the referrer")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="window_link_uid_unique")]

    def __str__(self) -> str:
        return str(self.referral)


class Reply(Identified):
    """What the referrer says on her page, with or without account: thank you, or how is it going?"""

    class Kind(models.TextChoices):
        """What she says."""

        THANKS = "thanks", _("thank you")
        HOW = "how", _("how is it going?")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=6, choices=Kind)
    line = models.CharField(_("a line"), max_length=300, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("reply")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.line or self.get_kind_display()
