"""How well it fitted, what somebody was told, and for whom my record opens: the shape only, the verbs decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.people.models import Person, ProfileEntry
from cookout.referrals.forms.facts import DayInput
from cookout.referrals.models import Referral, Role
from cookout.referrals.models.fit import FITS
from cookout.referrals.models.record_link import LASTS
from cookout.referrals.models.teaching import LONGEST
from cookout.ties.models import local_today


class FitForm(forms.Form):
    """One to five, and why; nothing takes it back."""

    fit = forms.TypedChoiceField(
        label=_("How well did it fit?"), choices=FITS, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(label=_("Why, in a line"), max_length=300, required=False)


class TeachingForm(forms.Form):
    """What I told somebody: an entry of my profile, or other words; when, and because of which referral."""

    entry = forms.ModelChoiceField(ProfileEntry.objects.none(), to_field_name="uid", required=False)
    text = forms.CharField(label=_("What you told"), max_length=LONGEST, required=False)
    on = forms.DateField(label=_("On"), required=False, widget=DayInput)
    referral = forms.ModelChoiceField(
        Referral.objects.none(), to_field_name="uid", required=False, widget=forms.HiddenInput
    )
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: User, person: Person, data: Any = None) -> None:
        super().__init__(data, initial={"uid": uuid7(), "on": local_today(user)})
        self.fields["entry"].queryset = ProfileEntry.objects.of(user)  # type: ignore[attr-defined]  # a model choice
        theirs = Referral.objects.given_to(user).of(user, person, Role.REFERRER)
        self.fields["referral"].queryset = theirs  # type: ignore[attr-defined]  # a model choice

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or self.cleaned_data
        if not self.errors and said.get("entry") is None and not said.get("text", "").strip():
            self.add_error("text", _("Say what you told."))
        return said


class RecordLinkForm(forms.Form):
    """For whom my record opens, and for how long."""

    name = forms.CharField(label=_("For whom"), max_length=80, required=False)
    days = forms.TypedChoiceField(
        label=_("How long it opens"), choices=[(days, _("%(n)s days") % {"n": days}) for days in LASTS], coerce=int,
        empty_value=None, initial=LASTS[1], required=False,
    )  # fmt: skip

    def clean_days(self) -> int:
        """Where nothing was said, the one in the middle."""
        days: int | None = self.cleaned_data["days"]
        return days or LASTS[1]
