"""What is typed about people who want to come in, and about trades that are looked for."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.groups.forms.belonging import DateInput, MemberChoiceField, classification_field
from cookout.groups.models import Group
from cookout.people.models import Classification


class ApplicationForm(forms.Form):
    """Who wants to come in, and who vouches for them."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("Email"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    classification = classification_field()
    sponsor = MemberChoiceField(label=_("Sponsor"), empty_label=_("Nobody yet"))
    applied_on = forms.DateField(label=_("Applied on"), required=False, widget=DateInput())
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, group: Group, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["sponsor"].among(group)  # type: ignore[attr-defined]  # declared so above

    def clean_applied_on(self) -> dt.date:
        """Today where nothing is said; never a day to come."""
        day: dt.date = self.cleaned_data["applied_on"] or timezone.localdate()
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come."))
        return day


class WantedForm(forms.Form):
    """A trade, and whom exactly."""

    classification = forms.ModelChoiceField(Classification.objects.all(), label=_("Classification"))
    note = forms.CharField(label=_("Whom exactly"), max_length=200, required=False)
