"""What is typed about somebody I met: the shape only, the verbs decide."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.ids import uuid7
from cookout.core.models import Act, User, one_act
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.models import Encounter, Event
from cookout.events.models.capture_page import promised_before
from cookout.people.formats import code
from cookout.ties.models import local_today

OWN = "own"
LONGEST_TALK = 4000


@dataclass(frozen=True, slots=True)
class Caught:
    """Whom the form kept, the act to take it back by, and what became of the photo where it could not be kept."""

    met: Encounter
    act: Act | None
    said: str


class CaptureForm(forms.Form):
    """Somebody I met: who, how to reach them, what was said and promised."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    event = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, required=False,
        widget=forms.TextInput(attrs={
            "autocomplete": "off", "autocapitalize": "words", "enterkeyhint": "next", "autofocus": True,
            "data-scan-field": "name",
        }),
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("Phone or email"), max_length=250, required=False,
        widget=forms.TextInput(attrs={
            "autocomplete": "off", "autocapitalize": "off", "inputmode": "email",
            "enterkeyhint": "next", "data-scan-field": "phone email",
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
    card_text = forms.CharField(max_length=code.MOST, required=False, widget=forms.HiddenInput)
    photo = forms.FileField(
        label=gettext_lazy("Photo of the card"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )  # fmt: skip

    def __init__(self, user: User, data: Any = None, files: Any = None, *, asked: uuid.UUID | None = None) -> None:
        self.user = user
        self.there: Event | None = None
        super().__init__(data, files, initial={"uid": uuid7(), "event": asked, "promise": ""})
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
                self._miss_event()
        if said.get("promise") == OWN:
            said["promise"] = said.get("own", "")
            if not said["promise"] and "own" not in self.errors:
                self.add_error("own", _("Say what you promised, or choose “Nothing”."))
        if not (said.get("name") or said.get("card_text")) and "name" not in self.errors:
            self.add_error("name", _("Type the name, or what you remember of it."))
        return said

    def _miss_event(self) -> None:
        self.add_error(None, _("This event is not in your list any more. Choose where you met once more."))

    def refuse(self, no: Refusal) -> None:
        """Say a verb's “no” above the fields."""
        self.add_error(None, str(no))

    def carry_out(self) -> Caught:
        """Keep them; with the act by which it can be undone, where they were not kept before."""
        with one_act(by=self.user, verb="encounter.capture", about=self.cleaned_data["name"]) as act:
            met = self._capture(timezone.now())
            said = self._keep_photo(met)
            if act.changes.exists():
                return Caught(met, act, said)
            act.delete()
        return Caught(met, None, said)

    def _capture(self, at: dt.datetime, **more: Any) -> Encounter:
        said, today = self.cleaned_data, local_today(self.user)
        day = min(at.astimezone(self.user.tzinfo).date(), today)
        on = rules.day_met(day, self.there.on, self.there.last_day) if self.there else day
        told = {name: said[name] for name in ("name", "contact", "card_text", "talked", "promise", "impression")}
        return Encounter.capture(
            by=self.user, uid=said["uid"], event=self.there, place="" if self.there else said["place"],
            on=min(on, today), captured_at=at, **told, **more,
        )  # fmt: skip

    def _keep_photo(self, met: Encounter) -> str:
        """The photo of the card; one that cannot be read does not keep the person away, but says so."""
        if not (photo := self.cleaned_data["photo"]) or met.card:
            return ""
        try:
            met.keep_photo(photo, by=self.user)
        except Refusal as no:
            return str(no)
        return ""


class AnyUUID(forms.Field):
    """An id, or something else that names nothing."""

    def to_python(self, value: Any) -> uuid.UUID | None:
        """Nothing is refused."""
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return None


class KeptForm(CaptureForm):
    """The same as a device sends it, which had kept it: whatever became of the event, the person is kept."""

    event = AnyUUID(required=False)  # type: ignore[assignment]  # what a page asks again, a device is not asked
    where = forms.CharField(required=False)
    made_at = forms.CharField(required=False)
    sent_at = forms.CharField(required=False)

    def _miss_event(self) -> None:
        """The event is gone meanwhile: its name stays as the place."""
        self.cleaned_data["place"] = self.cleaned_data.get("where", "")[:300]

    def arrive(self, uid: uuid.UUID) -> Caught:
        """Keep them under the id of the device's item, at the moment when the device kept them."""
        if not self.is_valid():
            raise Refusal(" ".join(self._sentences()))
        now = timezone.now()
        made_at = _instant(self.cleaned_data["made_at"]) or now
        at = rules.corrected(made_at, _instant(self.cleaned_data["sent_at"]), now)
        self.cleaned_data["uid"] = uid
        is_off = abs(at - made_at) > rules.CLOCK_IS_OFF
        with one_act(by=self.user, verb="encounter.capture", about=self.cleaned_data["name"]) as act:
            met = self._capture(at, device_said=made_at if is_off else None)
            return Caught(met, act, self._keep_photo(met))

    def _sentences(self) -> Iterator[str]:
        """What is wrong, each with the field of which it is said: no field stands beside it."""
        for name, errors in self.errors.items():
            label = self.fields[name].label if name in self.fields else ""
            yield from (f"{label}: {error}" if label else str(error) for error in errors)


def _instant(text: str) -> dt.datetime | None:
    """What a device says of the time, where it says something."""
    try:
        said = parse_datetime(text)
    except ValueError:
        return None
    if said is None or said.year not in rules.YEARS:
        return None
    return said.astimezone(dt.UTC) if timezone.is_aware(said) else said.replace(tzinfo=dt.UTC)
