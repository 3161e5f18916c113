"""What is chosen where two devices wrote to the same question."""

from typing import get_args

from django import forms

from cookout.core.side_by_side import Choice


class ChoiceForm(forms.Form):
    """Which text stays: the kept one, the one beside it, or both; and what I saw when I chose."""

    choice = forms.ChoiceField(choices=[(one, one) for one in get_args(Choice)])
    writer = forms.CharField(max_length=40)
    n = forms.IntegerField(min_value=0)
    revision = forms.IntegerField(min_value=0)
