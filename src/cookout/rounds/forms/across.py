"""What a round across a region is to be like."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.rounds.forms.rounds import RoundForm


class AcrossForm(RoundForm):
    """The same as for a group, and whether pairs are of different chapters."""

    across = forms.BooleanField(
        label=_("Only pairs of different chapters"), required=False, initial=True,
        help_text=_("Without it, two of one chapter may be paired too."),
    )  # fmt: skip
