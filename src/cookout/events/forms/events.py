"""What is typed about events of one's own: the shape only, the verbs decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, User, one_act
from cookout.core.money import DIGITS, LONGEST
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.forms.meetings import DateInput, TimeInput
from cookout.events.models import Event
from cookout.events.models.event_cost import cost_of, last_event_currency, written_cost

CURRENCIES = [("", _("as written")), *((code, code) for code in sorted(DIGITS))]
PLAIN = ("name", "kind", "on", "ends_on", "at", "place", "organiser", "hoped", "hours")


class EventForm(forms.Form):
    """One event: what, when, where, whom I hope to meet, what it takes."""

    name = forms.CharField(label=_("What it is called"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Event.Kind.choices, initial=Event.Kind.MIXER)
    on = forms.DateField(label=_("Day"), widget=DateInput())
    at = forms.TimeField(label=_("Begins"), required=False, widget=TimeInput(), help_text=_("Empty: all day."))
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=DateInput(), help_text=_("Empty: it takes one day.")
    )
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    organiser = forms.CharField(label=_("Organiser"), max_length=200, required=False)
    hoped = forms.CharField(
        label=_("Whom you hope to meet"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A trade, a name, a question to ask. You read it on the way in."),
    )  # fmt: skip
    hours = forms.DecimalField(
        label=_("Hours"), required=False, min_value=0, max_value=rules.MOST_HOURS, decimal_places=1,
        help_text=_("With the way there and back."),
    )  # fmt: skip
    cost = forms.CharField(
        label=_("Cost"), required=False, max_length=2 * LONGEST, help_text=_("For example 25.00; 0 where it is free.")
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: User, data: Any = None, *, event: Event | None = None, **initial: Any) -> None:
        self.user, self.event = user, event
        self.spent: dict[str, Any] = {}
        super().__init__(data, initial=_now(event) if event else {"uid": uuid7(), **initial})
        self.initial.setdefault("currency", last_event_currency(user))

    def clean(self) -> dict[str, Any]:
        """Read the cost in its currency; what can be read in two ways is asked about."""
        said = super().clean() or self.cleaned_data
        if "cost" in said and "currency" in said:
            try:
                self.spent = cost_of(said["cost"], said["currency"])
            except Refusal as no:
                self.add_error("cost", str(no))
        return said

    def refuse(self, no: Refusal) -> None:
        """Say a verb's “no” above the fields."""
        self.add_error(None, str(no))

    def changed(self) -> dict[str, Any]:
        """What is different now: in a series the rest of each stays as it is."""
        names = [name for name in PLAIN if name in self.changed_data]
        spent = self.spent if {"cost", "currency"} & {*self.changed_data} else {}
        return {**{name: self.cleaned_data[name] for name in names}, **spent}


class NewEventForm(EventForm):
    """A new one, which may repeat."""

    every = forms.ChoiceField(
        label=_("Repeats"), choices=[("", _("once")), *Event.Every.choices], required=False
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until"), required=False, widget=DateInput(), help_text=_("Up to this day, if it repeats.")
    )

    def clean(self) -> dict[str, Any]:
        """What repeats does so until a day."""
        said = super().clean()
        if said.get("every") and "until" in said and not said["until"]:
            self.add_error("until", _("Say until which day it repeats."))
        return said

    def carry_out(self) -> tuple[Event, Act]:
        """Put it down, and its later times with it."""
        said = self.cleaned_data
        with one_act(by=self.user, verb="event.note", about=said["name"]) as act:
            values = {name: said[name] for name in PLAIN}
            event = Event.note(by=self.user, uid=said["uid"], **values, **self.spent)
            if said["every"]:
                event.repeat(by=self.user, every=said["every"], until=said["until"])
        return event, act


class ChangeEventForm(EventForm):
    """One that is there; of a series this one, or all that follow as well."""

    following = forms.BooleanField(label=_("Also all that follow"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.event is not None
        if not self.event.following().exists():
            del self.fields["following"]

    def carry_out(self) -> Act:
        """Put it down differently."""
        assert self.event is not None
        return self.event.correct(
            by=self.user, following=self.cleaned_data.get("following", False), **self.changed()
        )  # fmt: skip


class RepeatForm(forms.Form):
    """How often, and until when."""

    every = forms.ChoiceField(label=_("Repeats"), choices=Event.Every.choices)
    until = forms.DateField(label=_("Until"), widget=DateInput())


def _now(event: Event) -> dict[str, Any]:
    """The event as it is."""
    values = {name: getattr(event, name) for name in PLAIN}
    return {**values, "cost": written_cost(event), **({"currency": event.currency} if event.cost else {})}
