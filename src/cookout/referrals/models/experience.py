"""How a step went, as the prospect says: an address for one answer, and the answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, SecretLink
from cookout.referrals.models.kinds import Rating
from cookout.referrals.models.party import Step
from cookout.referrals.models.referral import Referral


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
