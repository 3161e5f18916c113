"""What one types about a webhook."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.connect.models import CHOSEN, address
from cookout.core.refusal import Refusal


class WebhookForm(forms.Form):
    """Which program, where it listens, and what it is told."""

    name = forms.CharField(label=_("Which program?"), max_length=80)
    url = forms.CharField(
        label=_("Its address"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("It is called with POST. Whoever runs it learns what you choose here, so take https."),
    )
    events = forms.MultipleChoiceField(
        label=_("What is it told?"),
        choices=[(event.value, event.label) for event in CHOSEN],
        initial=[event.value for event in CHOSEN],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_url(self) -> str:
        """An address that can be called."""
        try:
            return address(self.cleaned_data["url"])
        except Refusal as no:
            raise forms.ValidationError(str(no)) from no
