"""What is typed about somebody I met when it is written down differently; the shape only, the verbs decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, User, one_act
from cookout.core.refusal import Refusal
from cookout.core.templatetags.dates import short_day
from cookout.events.forms.meetings import DateInput
from cookout.events.models import Encounter, Event
from cookout.ties.models import local_today

CHOSEN_FROM = 100
"""So many of my latest events are offered; the one it was at is always among them."""


class EncounterForm(forms.Form):
    """What we talked about, where and when, and the photo of the card."""

    talked = forms.CharField(
        label=_("What you talked about"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    impression = forms.CharField(label=_("First impression"), max_length=200, required=False)
    event = forms.ChoiceField(label=_("Event"), required=False)
    place = forms.CharField(
        label=_("Where"), max_length=300, required=False, help_text=_("At which table, or where it was if at no event.")
    )
    on = forms.DateField(label=_("Day"), widget=DateInput())
    card = forms.FileField(
        label=_("Photo of the card"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("A JPEG or PNG. Where and when it was taken is removed."),
    )  # fmt: skip
    without_card = forms.BooleanField(label=_("Without the photo"), required=False)

    SAID = ("talked", "impression", "place", "on")

    def __init__(self, user: User, encounter: Encounter, data: Any = None, files: Any = None) -> None:
        self.user, self.encounter = user, encounter
        there = encounter.there
        now = {name: getattr(encounter, name) for name in self.SAID}
        super().__init__(data, files, initial={**now, "event": str(there.uid) if there else ""})
        been = Event.objects.visible_to(user).been_to(local_today(user)).order_by("-on", "-pk")[:CHOSEN_FROM]
        self.events = {str(event.uid): event for event in ([*been, there] if there else been)}
        named = [(key, f"{event.name}, {short_day(event.on)}") for key, event in self.events.items()]
        self.fields["event"].choices = [("", _("Somewhere else")), *named]  # type: ignore[attr-defined]  # of a choice
        if not encounter.card:
            del self.fields["without_card"]

    def refuse(self, no: Refusal) -> None:
        """Say a verb's “no” above the fields."""
        self.add_error(None, str(no))

    def carry_out(self) -> Act:
        """Write it down differently; only what changed, so that what stays is not looked at again."""
        said = {name: self.cleaned_data[name] for name in self.SAID if name in self.changed_data}
        if "event" in self.changed_data:
            said["event"] = self.events.get(self.cleaned_data["event"])
        with one_act(by=self.user, verb="encounter.correct", about=self.encounter.tie.person.full_name) as act:
            if said:
                self.encounter.correct(by=self.user, **said)
            if self.cleaned_data["card"]:
                self.encounter.keep_photo(self.cleaned_data["card"], by=self.user)
            elif self.cleaned_data.get("without_card"):
                self.encounter.drop_photo(by=self.user)
        return act
