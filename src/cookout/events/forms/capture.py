"""What is typed about somebody I met: the shape only, the verbs decide."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.ids import uuid7
from cookout.core.models import Act, User, one_act
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.models import Encounter, Event
from cookout.events.models.capture_page import promised_before
from cookout.ties.models import local_today

OWN = "own"
LONGEST_TALK = 4000


class CaptureForm(forms.Form):
    """Somebody I met: who, how to reach them, what was said and promised."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    event = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200,
        error_messages={"required": gettext_lazy("Type the name, or what you remember of it.")},
        widget=forms.TextInput(attrs={
            "autocomplete": "off", "autocapitalize": "words", "enterkeyhint": "next", "autofocus": True,
            "data-scan-field": "name",
        }),
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("Phone or email"), max_length=250, required=False,
        widget=forms.TextInput(attrs={
            "autocomplete": "off", "autocapitalize": "off", "inputmode": "email", "data-scan-field": "phone email",
        }),
    )  # fmt: skip
    talked = forms.CharField(
        label=gettext_lazy("What you talked about"), max_length=LONGEST_TALK, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    promise = forms.CharField(
        label=gettext_lazy("You promised"), max_length=300, required=False, widget=forms.RadioSelect
    )
    own = forms.CharField(label=gettext_lazy("What you promised"), max_length=300, required=False)
    impression = forms.CharField(label=gettext_lazy("First impression"), max_length=200, required=False)
    place = forms.CharField(label=gettext_lazy("Where"), max_length=300, required=False)

    def __init__(self, user: User, data: Any = None, *, asked: uuid.UUID | None = None) -> None:
        self.user = user
        self.there: Event | None = None
        super().__init__(data, initial={"uid": uuid7(), "event": asked, "promise": ""})
        recent, radio = promised_before(user), self.fields["promise"].widget
        usual = [recent] if recent else []
        usual += [_("Coffee"), _("An introduction")]
        radio.choices = [*((text, text) for text in usual), (OWN, _("Something else")), ("", _("Nothing"))]

    def clean(self) -> dict[str, Any]:
        """Know the event, and what “something else” is."""
        said = super().clean() or self.cleaned_data
        if said.get("event"):
            self.there = Event.objects.visible_to(self.user).filter(uid=said["event"]).first()
            if self.there is None:
                self.add_error(None, _("This event is not in your list any more. Choose where you met once more."))
        if said.get("promise") == OWN:
            said["promise"] = said.get("own", "")
            if not said["promise"] and "own" not in self.errors:
                self.add_error("own", _("Say what you promised, or choose “Nothing”."))
        return said

    def refuse(self, no: Refusal) -> None:
        """Say a verb's “no” above the fields."""
        self.add_error(None, str(no))

    def carry_out(self) -> tuple[Encounter, Act | None]:
        """Keep them; with the act by which it can be undone, where they were not kept before."""
        said, today = self.cleaned_data, local_today(self.user)
        on = rules.day_met(today, self.there.on, self.there.last_day) if self.there else today
        told = {name: said[name] for name in ("uid", "name", "contact", "talked", "promise", "impression")}
        place = "" if self.there else said["place"]
        with one_act(by=self.user, verb="encounter.capture", about=said["name"]) as act:
            met = Encounter.capture(by=self.user, event=self.there, place=place, on=min(on, today), **told)
            if act.changes.exists():
                return met, act
            act.delete()
        return met, None
