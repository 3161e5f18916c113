"""What people type to plan, to pause and to look back; the verbs decide what is possible."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.templatetags.dates import short_day
from cookout.plan import rules
from cookout.plan.models import Aim, Kind, Per, Plan, PlanPause, WeekReview
from cookout.plan.models.targets import plain
from cookout.ties.models import local_today

WEEK = dt.timedelta(days=7)


class Row(NamedTuple):
    """How many, and in which time."""

    number: forms.BoundField
    per: forms.BoundField


class PlanForm(forms.Form):
    """A number for each thing one wants; what is empty is not wanted."""

    starts_on = forms.ChoiceField(label=_("From"), required=False)
    reason = forms.CharField(
        label=_("Why this plan"), max_length=300, required=False, help_text=_("For you alone. You may leave it empty.")
    )
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: User, data: Any = None, *, aims: Mapping[str, Aim] | None = None) -> None:
        super().__init__(data, initial={"uid": uuid7()} if data is None else None)
        self.user = user
        for kind in Kind:
            aim = (aims or {}).get(kind)
            self.fields[kind] = forms.DecimalField(
                label=str(kind.label).capitalize(), required=False, initial=plain(aim.number) if aim else None,
                widget=forms.NumberInput(attrs={"step": "any", "min": 0, "inputmode": "decimal"}),
            )  # fmt: skip
            self.fields[f"{kind}_per"] = forms.ChoiceField(
                label=_("%s: in which time") % kind.label, choices=Per.choices, required=False,
                initial=aim.per if aim else Per.WEEK,
            )  # fmt: skip
        monday = rules.monday_of(local_today(user))
        self.fields["starts_on"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, by its line above
            (monday.isoformat(), _("this week, Monday %s") % short_day(monday)),
            ((monday + WEEK).isoformat(), _("next week, Monday %s") % short_day(monday + WEEK)),
        ]

    @property
    def rows(self) -> list[Row]:
        """The kinds in their order."""
        return [Row(self[kind], self[f"{kind}_per"]) for kind in Kind.values]

    def carry_out(self) -> Plan:
        """Make the plan."""
        said = self.cleaned_data
        aims = {
            kind: Aim(Decimal(said[kind]), said[f"{kind}_per"] or Per.WEEK)
            for kind in Kind.values
            if said.get(kind) is not None
        }
        from_day = dt.date.fromisoformat(said["starts_on"]) if said["starts_on"] else None
        return Plan.make(aims, by=self.user, starts_on=from_day, reason=said["reason"], uid=said["uid"])


class PauseForm(forms.Form):
    """From when, until when, and why."""

    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty where you do not know yet."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"uid": uuid7(), "starts_on": local_today(user)} if data is None else None)
        self.user = user

    def carry_out(self) -> PlanPause:
        """Pause."""
        return PlanPause.begin(by=self.user, **self.cleaned_data)


class ReviewForm(forms.ModelForm):  # type: ignore[type-arg]  # at runtime Django knows no ModelForm[…]
    """The three questions."""

    class Meta:
        model = WeekReview
        fields = ("went_well", "in_the_way", "next_week")
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("went_well", "in_the_way", "next_week")}

    def __init__(self, user: User, monday: dt.date, data: Any = None) -> None:
        self.known = WeekReview.objects.visible_to(user).filter(monday=monday).first()
        super().__init__(data, instance=self.known)
        self.user, self.monday = user, monday

    def carry_out(self) -> WeekReview:
        """Write it."""
        words = {name: self.cleaned_data[name] for name in self.fields}
        return WeekReview.write(by=self.user, monday=self.monday, **words)
