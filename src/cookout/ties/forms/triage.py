"""What people type when they decide on somebody: the shape only, the verbs decide."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.ties import rules
from cookout.ties.forms import DayForm, DayInput
from cookout.ties.models import FollowUp, Triage
from cookout.ties.models.year import MOST_A_WEEK

QUESTIONS = ("like", "along", "need", "have")

SAYS = [("", ""), *Triage.Says.choices]

REASON = Triage._meta.get_field("reason").max_length
TEXT = FollowUp._meta.get_field("text").max_length


class ComingDay(forms.DateField):
    """A day to come, chosen by the device's own calendar."""

    widget = DayInput

    def __init__(self, *, first: dt.date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.first = first
        self.widget.attrs["min"] = first.isoformat()

    def validate(self, value: dt.date | None) -> None:
        """Refuse what is past."""
        super().validate(value)
        if value is not None and value < self.first:
            raise forms.ValidationError(_("That day is past. Choose one to come."))


class TriageForm(DayForm):
    """The answers, the verdict, why, and what comes next on which day."""

    verdict = forms.ChoiceField(choices=Triage.Verdict.choices, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why, in a line for yourself"), required=False, max_length=REASON)
    follow_up = forms.CharField(label=_("What comes next"), required=False, max_length=TEXT)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    LABELS = {
        "deep": _("When you go deep"),
        "active": _("When active"),
        "light": _("When you keep it light"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            self.fields[name] = forms.ChoiceField(choices=SAYS, required=False)
        for verdict, days in rules.FOLLOW_UP_DAYS.items():
            day = self.today + dt.timedelta(days=days)
            self.fields[f"{verdict}_on"] = ComingDay(
                label=self.LABELS[verdict], first=self.today, initial=day, required=False
            )
        self.fields["ask_on"] = ComingDay(
            label=_("Not now: ask me on"),
            first=self.today + dt.timedelta(days=1),
            initial=self.today + dt.timedelta(days=rules.ASK_AGAIN_DAYS),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Who is not decided on now has a day on which to be asked again."""
        said = super().clean() or self.cleaned_data
        if said.get("verdict") == Triage.Verdict.NOT_NOW and not said.get("ask_on") and "ask_on" not in self.errors:
            self.add_error("ask_on", _("Choose a day to come on which to be asked again."))
        return said

    @property
    def days(self) -> list[forms.BoundField]:
        """The days, by decision."""
        return [self[f"{verdict}_on"] for verdict in rules.FOLLOW_UP_DAYS]

    def decision(self) -> dict[str, Any]:
        """What `Triage.decide` takes."""
        said = self.cleaned_data
        verdict = said["verdict"]
        is_later = verdict == Triage.Verdict.NOT_NOW
        return {
            **{name: said[name] for name in ("verdict", *QUESTIONS, "reason", "follow_up", "uid")},
            "ask_on": said["ask_on"] if is_later else None,
            "follow_up_on": said.get(f"{verdict}_on"),
        }


class FollowUpForm(DayForm):
    """One thing to do next, by a day."""

    text = forms.CharField(label=_("What comes next"), required=False, max_length=TEXT)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        week = self.today + dt.timedelta(days=rules.FOLLOW_UP_DAYS["active"])
        self.fields["due_on"] = ComingDay(label=_("By"), first=self.today, initial=week)
        self.order_fields(["text", "due_on", "uid"])


class FollowUpChangeForm(DayForm):
    """What comes next, and by when: a day that has passed may stand as it is."""

    text = forms.CharField(label=_("What comes next"), required=False, max_length=TEXT)
    due_on = forms.DateField(label=_("By"), widget=DayInput)


class YearForm(forms.Form):
    """If I keep meeting so many a week."""

    new_a_week = forms.IntegerField(
        label=_("New people a week"),
        min_value=0,
        max_value=MOST_A_WEEK,
        error_messages={
            "min_value": _("New people a week are none or more."),
            "max_value": _("That is more than anybody can meet in a week: at most %(limit_value)s."),
            "invalid": _("Write a whole number, such as 3."),
        },
    )
