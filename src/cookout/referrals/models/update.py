"""What passes between the parties: news and thanks, answers, reminders, and links without account."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified, Letter, SecretLink
from cookout.referrals.models.kinds import Channel
from cookout.referrals.models.referral import Referral


class Update(Identified, Deletable):
    """News that the provider told the referrer, as it was worded."""

    class Kind(models.TextChoices):
        """What for."""

        NEWS = "news", _("news")
        THANKS = "thanks", _("thanks")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="updates")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="updates_told")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.NEWS)
    text = models.TextField(_("words"), blank=True)
    channel = models.CharField(_("how"), max_length=9, choices=Channel)
    told_steps = models.PositiveIntegerField(default=0, editable=False, help_text=_("Up to which change it tells."))
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    came_back_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("The mail could not be delivered: the news is owed still.")
    )
    read_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("update")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["by", "uid"], name="update_uid_unique")]
        indexes = [models.Index(fields=["referral", "id"], name="update_by_referral")]

    def __str__(self) -> str:
        return self.text


class Reminder(Identified):
    """A polite question to a provider who is silent, by the referrer."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="reminders")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("words"), blank=True)
    channel = models.CharField(_("how"), max_length=9, choices=Channel)

    class Meta:
        verbose_name = _("reminder")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["by", "uid"], name="reminder_uid_unique")]

    def __str__(self) -> str:
        return self.text


class RecordLink(SecretLink):
    """The address under which a hesitant client reads my record as a provider."""

    name = models.CharField(_("for whom"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("link to my record")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="record_link_uid_unique")]

    def __str__(self) -> str:
        return self.name or str(_("My record"))
