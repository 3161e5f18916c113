"""What passes between the parties: news and thanks, answers, reminders, and links without account."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified, Letter, SecretLink
from cookout.referrals.models.kinds import Channel, Rating
from cookout.referrals.models.party import Step
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


class WindowLink(SecretLink):
    """The address of the referrer's window: what became of one referral, without an account."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="windows")

    class Meta:
        verbose_name = _("link of the referrer")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="window_link_uid_unique")]

    def __str__(self) -> str:
        return str(self.referral)


class ExperienceLink(SecretLink):
    """The address under which the prospect says how one step went, once."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="experience_links")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="experience_links")

    class Meta:
        verbose_name = _("link of the prospect")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="experience_link_uid_unique")]

    def __str__(self) -> str:
        return str(self.referral)


class Experience(Identified):
    """How one step went, as the prospect says."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="experiences")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="experiences")
    rating = models.CharField(max_length=8, choices=Rating)
    line = models.CharField(_("a line"), max_length=300, blank=True)
    may_tell = models.BooleanField(_("the referrer may know how it went"), default=False)

    class Meta:
        verbose_name = _("experience")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["referral", "step"], name="experience_once")]

    def __str__(self) -> str:
        return self.get_rating_display()


class RecordLink(SecretLink):
    """The address under which a hesitant client reads my record as a provider."""

    name = models.CharField(_("for whom"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("link to my record")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="record_link_uid_unique")]

    def __str__(self) -> str:
        return self.name or str(_("My record"))


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
