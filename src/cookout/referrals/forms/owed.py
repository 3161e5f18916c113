"""What is sent to the other of the two: the shape only, the verbs decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.referrals import rules
from cookout.referrals.models import Channel, Update


class WordsForm(forms.Form):
    """Words, how they are said, and an id so that pressing twice is pressing once."""

    text = forms.CharField(label=_("Message"), required=False, max_length=rules.LONGEST_NEWS, widget=forms.Textarea)
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    then = forms.ChoiceField(required=False, choices=[("", ""), ("owed", "owed")], widget=forms.HiddenInput)

    @property
    def first_error(self) -> str:
        """What is wrong, in one sentence."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")


class UpdateForm(WordsForm):
    """News for the referrer, and up to which change the draft knew."""

    up_to = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    kind = forms.ChoiceField(required=False, choices=Update.Kind.choices, widget=forms.HiddenInput)
