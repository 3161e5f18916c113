"""What people say to a pair: the shape only, the verbs decide."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cookout.groups.models import Membership
from cookout.rounds.models import Pairing


class AnswerForm(forms.Form):
    """For which of the two one answers; nothing: for oneself."""

    membership = forms.UUIDField(required=False)

    def whose(self, row: Pairing) -> Membership | None:
        """The one of the two who is meant; one who is in no such pair is not found."""
        uid = self.cleaned_data.get("membership") if self.is_valid() else None
        if uid is None:
            return None
        rows: Any = Membership.objects.filter(pk__in=(row.first_id, row.second_id)).select_related("group")
        found: Membership = get_object_or_404(rows, uid=uid)
        return found


class WeekForm(AnswerForm):
    """Which week of the round instead."""

    week = forms.IntegerField(label=_("Week"), min_value=1)
