"""What a won referral brought, as one types it: the shape only, the verb decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.core.amounts import amount_of
from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.money import DIGITS, LONGEST, Money, number_of
from cookout.core.refusal import Refusal
from cookout.referrals.forms.facts import DayInput
from cookout.referrals.models import ClosedBusiness, Referral
from cookout.referrals.models.business import last_currency
from cookout.ties.models import local_today

CURRENCIES = [("", _("as written")), *((code, code) for code in sorted(DIGITS))]


class BusinessForm(forms.Form):
    """Amount, currency, new or repeat, when, and whether the referrer may know about how much."""

    amount = forms.CharField(
        label=_("Amount"), max_length=2 * LONGEST, help_text=_("For example 1,480.00 or 1.480,00 or $3.1k.")
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False)
    is_repeat = forms.TypedChoiceField(
        label=_("Which"),
        choices=[("new", _("New business")), ("repeat", _("Repeat business"))],
        coerce=lambda said: said == "repeat",
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("On"), widget=DayInput)
    note = forms.CharField(
        label=_("For what"), required=False, max_length=200, help_text=_("Only you read this, and the amount.")
    )
    shares_band = forms.BooleanField(label=_("The referrer may know about how much"), required=False)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: User, one: Referral, data: Any = None, *, business: ClosedBusiness | None = None) -> None:
        super().__init__(data, initial=_now(user, one, business))
        self.one = one
        self.fields["shares_band"].help_text = _("%s reads between which steps it lies, never the amount.") % (
            one.referrer.first_name
        )
        if one.referrer.user_id == user.pk:
            del self.fields["shares_band"]

    def clean(self) -> dict[str, Any]:
        """Read the amount in its currency; what can be read in two ways is asked about."""
        said = super().clean() or self.cleaned_data
        if said.get("amount") and "currency" in said:
            try:
                self.paid = amount_of(said["amount"], said["currency"])
            except Refusal as no:
                self.add_error("amount", str(no))
        return said

    def refuse(self, no: Refusal) -> None:
        """Say why the verb did not do it."""
        self.add_error(None, str(no))

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        names = ("is_repeat", "on", "note", "shares_band")
        said = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {**said, "amount": self.paid.amount, "currency": self.paid.currency}


def _now(user: User, one: Referral, business: ClosedBusiness | None) -> dict[str, Any]:
    """What stands in the fields to begin with."""
    if business is None:
        before = ClosedBusiness.objects.visible_to(user).filter(referral=one).exists()
        return {
            "currency": last_currency(user),
            "is_repeat": "repeat" if before else "new",
            "on": local_today(user),
            "uid": uuid7(),
        }
    names = ("currency", "on", "note", "shares_band")
    amount = number_of(Money(business.amount, business.currency))
    kind = "repeat" if business.is_repeat else "new"
    return {**{name: getattr(business, name) for name in names}, "amount": amount, "is_repeat": kind}
