"""What is typed about one member: seat, sponsor, mentor, renewal, offices, leave."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.forms import Toggle
from cookout.groups.forms.belonging import DateInput, MemberChoiceField, classification_field
from cookout.groups.models import Membership
from cookout.groups.models.terms import ROLES


class SeatForm(forms.Form):
    """The seat, who brought her in, who helps her begin, when she renews."""

    classification = classification_field()
    sponsor = MemberChoiceField(label=_("Sponsor"), empty_label=_("Nobody"))
    mentor = MemberChoiceField(label=_("Mentor"), empty_label=_("Nobody"))
    renews_on = forms.DateField(label=_("Renews on"), required=False, widget=DateInput())

    def __init__(self, membership: Membership, data: Any = None) -> None:
        names = ("sponsor", "mentor", "classification")
        initial = {name: getattr(membership, f"{name}_id") for name in names}
        super().__init__(data, initial={**initial, "renews_on": membership.renews_on})
        for name in ("sponsor", "mentor"):
            field = self.fields[name]
            assert isinstance(field, MemberChoiceField)
            field.among(membership.group, besides=membership, kept=initial[name])


class OfficeForm(forms.Form):
    """A role for a term."""

    role = forms.ChoiceField(label=_("Office"), choices=[(role.value, role.label) for role in ROLES])
    starts_on = forms.DateField(label=_("From"), required=False, widget=DateInput())
    ends_on = forms.DateField(label=_("Until"), required=False, widget=DateInput())
    succeeds = forms.BooleanField(
        label=_("Takes over"), required=False, widget=Toggle(),
        help_text=_("Ends the term of whoever holds this office on that day."),
    )  # fmt: skip

    def clean_ends_on(self) -> dt.date | None:
        """A day to come, or open."""
        ends: dt.date | None = self.cleaned_data["ends_on"]
        begins: dt.date = self.cleaned_data.get("starts_on") or timezone.localdate()
        if ends is not None and ends <= max(begins, timezone.localdate()):
            raise forms.ValidationError(_("A term ends on a day to come. Leave it empty where it is open."))
        return ends


class LeaveForm(forms.Form):
    """From when until when; nobody is asked why."""

    starts_on = forms.DateField(label=_("Away from"), widget=DateInput())
    ends_on = forms.DateField(label=_("Back on"), required=False, widget=DateInput())

    def clean(self) -> dict[str, Any]:
        """Back after gone."""
        told = super().clean() or {}
        if told.get("starts_on") and told.get("ends_on") and told["ends_on"] <= told["starts_on"]:
            self.add_error("ends_on", _("One is back after one has gone. Choose a later day, or leave it open."))
        return told
