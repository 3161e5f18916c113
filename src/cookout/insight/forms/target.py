"""How many 1-2-1s a month I wish for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.insight.models.target import MOST


class TargetForm(forms.Form):
    """A number, or nothing for no target."""

    one_to_ones = forms.IntegerField(
        label=_("1-2-1s a month"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("Three to four is what many aim for. Leave it empty for no target."),
    )
