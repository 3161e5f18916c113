"""How well a referral fitted what its provider does: for him alone, and what to teach where it did not."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, User, one_act
from cookout.core.refusal import Refusal
from cookout.referrals.models.kinds import Role
from cookout.referrals.models.referral import Referral
from cookout.ties.models import Tie

FITS = (
    (1, _("not at all")),
    (2, _("hardly")),
    (3, _("in part")),
    (4, _("well")),
    (5, _("just right")),
)

LOW = 2
"""Up to here the next thing to do is to teach; a three does so too where a reason was given, as that says what."""


@transaction.atomic
def rate_fit(referral: Referral, *, by: User, fit: int | None, reason: str = "") -> Act:
    """Say how well it fitted, and why; None takes the rating back. Nobody else reads it, the referrer least of all."""
    if referral.provider.user_id != by.pk:
        raise Refusal(_("Only %s, to whom it was given, says how well it fitted.") % referral.provider.called)
    if fit is not None and (isinstance(fit, bool) or fit not in range(1, 6)):
        raise Refusal(_("The fit is a number from 1 to 5."))
    words = " ".join(reason.split())[:300] if fit is not None else ""
    with one_act(by=by, verb="referral.rate_fit", about=str(referral)) as act:
        side = referral.side(by)
        if (side.fit, side.fit_reason) != (fit, words) if side is not None else fit is not None:
            referral.keep_side(by=by, fit=fit, fit_reason=words, fit_at=timezone.now() if fit is not None else None)
    return act


@dataclass(frozen=True, slots=True)
class Fit:
    """The rating as it stands, and whom to teach."""

    value: int | None
    reason: str
    tie: Tie | None
    """With the referrer, where she stands in my book."""

    @property
    def word(self) -> str:
        """The rating in words."""
        return str(dict(FITS)[self.value]) if self.value else ""

    @property
    def calls_for_teaching(self) -> bool:
        """Whether the referrer could know better what I do."""
        return self.value is not None and (self.value <= LOW or (self.value == LOW + 1 and bool(self.reason)))


def fit_of(referral: Referral, user: User) -> Fit:
    """How its provider rated it."""
    side, referrer = referral.side(user), referral.person_for(user, Role.REFERRER)
    tie = Tie.objects.between(user, referrer) if referrer is not None and referrer.account_id != user.pk else None
    return Fit(side.fit if side else None, side.fit_reason if side else "", tie)
