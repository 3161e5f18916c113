"""What a round is to be like."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cookout.rounds import rules
from cookout.rounds.models.refusing import MOST_APART, MOST_WEEKS

MORE = ("seed",)


class RoundForm(forms.Form):
    """First week, how long, how many, how many of these by lot, and two hard rules."""

    starts_on = forms.DateField(
        label=_("First week"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("Any day of it.")
    )
    weeks = forms.IntegerField(label=_("Weeks"), min_value=1, max_value=MOST_WEEKS)
    most = forms.IntegerField(
        label=_("1-2-1s per member"), min_value=1, max_value=MOST_WEEKS, help_text=_("At most one a week.")
    )
    hat = forms.IntegerField(
        label=_("Of these drawn by lot"), min_value=0, max_value=MOST_WEEKS,
        help_text=_("One each month tells you in time whether 1-2-1s bring referrals."),
    )  # fmt: skip
    months_apart = forms.IntegerField(
        label=_("Months before two meet again"), min_value=0, max_value=MOST_APART,
        help_text=_("0 where you wish that the same two meet again."),
    )  # fmt: skip
    is_apart = forms.BooleanField(label=_("Only members of different classifications"), required=False)
    seed = forms.IntegerField(
        label=_("Number of an earlier plan, to get it again"), required=False, min_value=0, max_value=2**63 - 1,
        help_text=_("Empty for a new plan. Each plan tells its number below “How this plan was made”."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, last = self._between(self.initial)
        told = {"start": date_format(first, "M j"), "end": date_format(last, "M j")}
        self.fields["starts_on"].help_text = _("Any day of it. Proposed: %(start)s to %(end)s.") % told

    @property
    def plain(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [field for field in self if field.name not in MORE]

    @property
    def more(self) -> list[forms.BoundField]:
        """What few do."""
        return [self[name] for name in MORE]

    @property
    def opens_more(self) -> bool:
        """Unfolded where something in it was said."""
        return any(field.value() not in (None, "") for field in self.more)

    @property
    def holidays(self) -> str:
        """A hint where the weeks, as proposed or as said, are those in which many are away."""
        first, last = self._between(self.cleaned_data if self.is_bound and self.is_valid() else self.initial)
        weeks = [first + number * rules.A_WEEK for number in range((last - first).days // 7 + 1)]
        found: list[Any] = [date_format(monday, "M j") for monday in weeks if rules.is_holiday(monday)]
        if not found:
            return ""
        said = ngettext(
            "The week of %(days)s is a holiday for many.", "The weeks of %(days)s are holidays for many.", len(found)
        )
        return said % {"days": get_text_list(found, _("and"))}

    @staticmethod
    def _between(said: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
        """The first and the last day of these weeks."""
        first = rules.monday_of(said["starts_on"])
        return first, first + said["weeks"] * rules.A_WEEK - dt.timedelta(days=1)

    def clean(self) -> dict[str, Any]:
        """By lot are at most as many as each meets."""
        said = super().clean() or {}
        if said.get("most") and said.get("weeks") and said.get("hat") is not None:
            said["most"] = min(said["most"], said["weeks"])
            if said["hat"] > said["most"]:
                self.add_error("hat", _("At most as many as each member meets."))
        return said
