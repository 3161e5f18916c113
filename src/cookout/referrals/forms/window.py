"""What people without account type: a line to the provider, how it went. The shape only; the verbs decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.referrals.models import Rating, Reply

RATINGS = [(Rating.WELL, _("Went well")), (Rating.SO_SO, _("So-so")), (Rating.NOT_WELL, _("Not well"))]


class ReplyForm(forms.Form):
    """Thank you, or how is it going?"""

    kind = forms.ChoiceField(choices=Reply.Kind.choices)
    line = forms.CharField(label=_("A line, if you like"), required=False, max_length=300)


class ExperienceForm(forms.Form):
    """One tap, one line, one tick."""

    rating = forms.ChoiceField(choices=RATINGS, widget=forms.RadioSelect, label=_("How did it go?"))
    line = forms.CharField(label=_("A line, if you like"), required=False, max_length=300)
    may_tell = forms.BooleanField(required=False)
