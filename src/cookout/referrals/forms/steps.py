"""What moves a referral on: the shape only, the verbs decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.referrals import rules
from cookout.referrals.models import Referral, State


class StepForm(forms.Form):
    """Where it stands now, a line about it, and what comes next."""

    state = forms.ChoiceField(label=_("Where it stands"), choices=State.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("In a line"), required=False, max_length=300)
    on = forms.DateField(
        label=_("When it was, if not today"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    next_step = forms.CharField(label=_("What comes next"), required=False, max_length=300)
    next_on = forms.DateField(label=_("Planned for"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, one: Referral, *args: Any, correct: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = rules.CORRECTABLE if correct else rules.next_states(one.state)
        states = states if not self.is_bound else (one.state, *states)  # sent twice is once: the verb knows
        there = [
            State(s) for s in dict.fromkeys(states) if self.is_bound or s != one.state or (s == "tried" and not correct)
        ]
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state.value, str(state.label).capitalize()) for state in there]
        self.is_correction = correct


class LineForm(forms.Form):
    """A line to the other."""

    note = forms.CharField(label=_("In a line"), required=False, max_length=300)
