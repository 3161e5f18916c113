"""What comes of a referral: business closed, words of praise."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified
from cookout.referrals.models.referral import Referral
from cookout.ties.models import Tie
from cookout.ties.models.kept import Kept


class ClosedBusiness(Identified, Deletable):
    """The money that came of a referral; the provider's own, unless a band is shared."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="closed_business")
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="closed_business")
    amount = models.BigIntegerField(_("amount"), help_text=_("In the smallest unit of the currency."))
    currency = models.CharField(_("currency"), max_length=3)
    is_repeat = models.BooleanField(_("repeat business"), default=False)
    shares_band = models.BooleanField(_("the referrer may know about how much"), default=False)
    on = models.DateField(_("on"))
    note = models.CharField(_("for what"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("closed business")
        verbose_name_plural = _("closed business")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="closed_business_uid_unique"),
            models.CheckConstraint(name="closed_business_is_more_than_nothing", condition=Q(amount__gt=0)),
        ]
        indexes = [models.Index(fields=["owner", "on"], name="closed_business_by_owner")]

    def __str__(self) -> str:
        return self.note or str(self.on)


class Testimonial(Kept):
    """Words of praise, given or received."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="testimonials")
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.SET_NULL, related_name="testimonials"
    )
    by_me = models.BooleanField(_("I praised them"), default=False)
    text = models.TextField(_("words"))
    may_show = models.BooleanField(_("may be shown to others"), default=False)
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("testimonial")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="testimonial_uid_unique")]

    def __str__(self) -> str:
        return self.text
