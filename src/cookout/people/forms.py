"""What people type about a person: the shape only, the verbs decide."""

import datetime as dt
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cookout.core.forms import Toggle
from cookout.people import rules
from cookout.people.formats import catalogue
from cookout.people.formats.photo import MOST_BYTES, RefusedPhoto, shrink
from cookout.people.models import (
    LASTS,
    LONGEST,
    Audience,
    Classification,
    Detail,
    Facet,
    Person,
    ProfileEntry,
    ProfileLink,
    prompts_of,
)
from cookout.people.models.profile_link import LATEST

Kind = Detail.Kind
EDITABLE = (
    Kind.PHONE,
    Kind.EMAIL,
    Kind.ORGANISATION,
    Kind.TITLE,
    Kind.ADDRESS,
    Kind.BIRTHDAY,
    Kind.URL,
    Kind.IM,
    Kind.NICKNAME,
    Kind.ROLE,
    Kind.ANNIVERSARY,
    Kind.RELATED,
    Kind.NOTE,
)
"""The kinds that one edits by hand; ids, categories and what has no home elsewhere come and go with files."""

DATES = (Kind.BIRTHDAY, Kind.ANNIVERSARY)
SPARE_ROWS = 3


class TradeField(forms.CharField):
    """A classification by its name, completed from the controlled list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Trade"),
            required=False,
            max_length=100,
            widget=forms.TextInput(attrs={"list": "trades", "autocomplete": "off"}),
            help_text=_("What they do for a living, from the list."),
            **kwargs,
        )

    def clean(self, value: Any) -> Classification | None:
        """Find the one that is meant, or say which it may be."""
        text = super().clean(value)
        if not text:
            return None
        known: Classification | None = Classification.objects.filter(name__iexact=text).first()
        if known is None and (profession := catalogue.classify(text)):
            known = Classification.objects.filter(slug=profession.slug).first()
        if known is None:
            near = ", ".join(profession.name for profession in catalogue.find(text, limit=3))
            if near:
                raise forms.ValidationError(_("Choose one from the list. Perhaps: %(near)s."), params={"near": near})
            raise forms.ValidationError(_("This is not in the list of trades. Try a more common word."))
        return known


class PersonForm(forms.Form):
    """The name, the trade and the photo."""

    full_name = forms.CharField(label=_("Name"), max_length=200)
    prefix = forms.CharField(  # type: ignore[assignment]  # the field of a name; a form's own prefix stays None
        label=_("Title before the name"), max_length=60, required=False
    )
    given = forms.CharField(label=_("Given name"), max_length=100, required=False)
    additional = forms.CharField(label=_("Middle names"), max_length=100, required=False)
    family = forms.CharField(label=_("Family name"), max_length=100, required=False)
    suffix = forms.CharField(label=_("Title after the name"), max_length=60, required=False)
    classification = TradeField()
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_("A JPEG or PNG. It is made small, and the place where it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    without_photo = forms.BooleanField(label=_("Without a photo"), required=False)

    NAMES = ("full_name", "given", "family", "additional", "prefix", "suffix", "classification")

    @classmethod
    def of(cls, person: Person) -> "PersonForm":
        """The form as the person stands."""
        now = {name: getattr(person, name) for name in cls.NAMES}
        return cls(initial={**now, "classification": person.classification.name if person.classification else ""})

    def clean_photo(self) -> bytes | None:
        """The picture made small and bare."""
        upload = self.cleaned_data["photo"]
        if not isinstance(upload, UploadedFile):
            return None
        try:
            return shrink(upload.read(MOST_BYTES + 1))
        except RefusedPhoto as refused:
            raise forms.ValidationError(gettext(str(refused))) from refused

    def names(self) -> dict[str, Any]:
        """What `Person.rename` takes; parts follow a whole name that was typed anew."""
        said = {name: self.cleaned_data[name] for name in self.NAMES}
        parts = ("given", "family", "additional", "prefix", "suffix")
        if "full_name" in self.changed_data and not any(part in self.changed_data for part in parts):
            said.update({part: "" for part in parts})
            said.update(rules.split_name(said["full_name"]))
        return said

    def has_changed(self) -> bool:
        """Whether a name or the trade is another now."""
        return any(name in self.changed_data for name in self.NAMES)


class DetailForm(forms.Form):
    """One value of one kind; an empty value takes the row away."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What"), choices=[(kind.value, kind.label) for kind in EDITABLE])
    label = forms.CharField(
        label=_("Label"), max_length=60, required=False, widget=forms.TextInput(attrs={"placeholder": _("label")})
    )
    value = forms.CharField(label=_("Value"), max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        """Dates are read; addresses of mail look like one."""
        said = super().clean() or self.cleaned_data
        kind, value = said.get("kind"), (said.get("value") or "").strip()
        if kind in DATES and value and not (said := {**said, "value": rules.read_day(value)})["value"]:
            self.add_error("value", _("Write a day such as April 12, 1985, or 1985-04-12; the year may be missing."))
        if kind == Kind.EMAIL and value and "@" not in value:
            self.add_error("value", _("An email address has an @ in it."))
        return said


DetailFormSet = formset_factory(DetailForm, extra=SPARE_ROWS, max_num=300)


def detail_rows(person: Person, data: Any = None) -> "BaseFormSet[DetailForm]":
    """The rows to edit, with a few empty ones below."""
    initial = [
        {"pk": detail.pk, "kind": detail.kind, "label": detail.label, "value": detail.value}
        for detail in person.details.all()
        if detail.kind in EDITABLE
    ]
    return DetailFormSet(data, prefix="details", initial=initial)


def wanted(rows: "BaseFormSet[DetailForm]") -> list[tuple[int | None, str, str, str]]:
    """What `Person.put_details` takes: the rows that were changed."""
    return [
        (said.get("pk"), said["kind"], said.get("label", ""), said.get("value", ""))
        for form in rows
        if form.has_changed() and (said := form.cleaned_data)
    ]


class EntryForm(forms.Form):
    """One thing I tell about myself, and who may read it."""

    text = forms.CharField(
        label=_("What you say"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2, "autofocus": True})
    )
    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=Audience.choices, initial=Audience.GROUPS, required=False
    )

    def clean_audience(self) -> str:
        """Nothing chosen means what is chosen by itself."""
        return self.cleaned_data["audience"] or Audience.GROUPS


def _places() -> list[tuple[str, Any]]:
    """The questions by heading, and for each heading the free place below them."""
    return [
        (
            facet.own,
            [(prompt.key, prompt.short) for prompt in prompts_of(facet)]
            + [(facet.value, _("%(heading)s: nothing in particular") % {"heading": facet.own})],
        )
        for facet in Facet
    ]


class EntryChangeForm(EntryForm):
    """The same, and which question it answers."""

    place = forms.ChoiceField(label=_("What it answers"), choices=_places, required=False)

    @classmethod
    def of(cls, entry: ProfileEntry, data: Any = None) -> "EntryChangeForm":
        """The form as the entry stands."""
        now = {"text": entry.text, "audience": entry.audience, "place": entry.anchor}
        return cls(data, initial=now)

    def clean_audience(self) -> str:
        """Nothing chosen changes nothing."""
        return self.cleaned_data["audience"] or str(self.initial["audience"])

    def clean_place(self) -> str:
        """Nothing chosen leaves it where it is."""
        return self.cleaned_data["place"] or str(self.initial["place"])


class LinkForm(forms.Form):
    """A link to my profile: for whom, how long, with which ways to reach me."""

    DAYS, DAY, NEVER = "90", "day", "never"

    name = forms.CharField(label=_("For whom or what"), max_length=80, required=False)
    with_phone = forms.BooleanField(label=_("Phone"), required=False, initial=True, widget=Toggle)
    with_email = forms.BooleanField(label=_("Email"), required=False, initial=True, widget=Toggle)
    lasts = forms.ChoiceField(
        label=_("How long it opens"),
        choices=[
            (DAYS, _("%(n)s days") % {"n": LASTS.days}),
            (DAY, _("until a day")),
            (NEVER, _("until I end it")),
        ],
        initial=DAYS,
        required=False,
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("For “until a day”."),
    )

    @classmethod
    def of(cls, link: ProfileLink, data: Any = None) -> "LinkForm":
        """The form as the link stands."""
        last = timezone.localdate(link.expires_at - dt.timedelta(seconds=1)) if link.expires_at else None
        now = {
            "name": link.name,
            "with_phone": link.with_phone,
            "with_email": link.with_email,
            "lasts": cls.DAY if last else cls.NEVER,
            "until": last,
        }
        return cls(data, initial=now)

    def clean(self) -> dict[str, Any]:
        """A day that is named decides; it may not be over."""
        said = super().clean() or self.cleaned_data
        until = said.get("until")
        if said.get("lasts") == self.DAY and until is None and "until" not in self.errors:
            self.add_error("until", _("Choose the last day on which it opens."))
        if said.get("lasts") == self.DAY and until is not None and until < timezone.localdate():
            self.add_error("until", _("That day is over. Choose a later one."))
        if until is not None and until.year > LATEST:
            self.add_error("until", _("That is another century. Choose an earlier day."))
        return said

    @property
    def expires_at(self) -> dt.datetime | None:
        """The moment from which the link opens nothing: the end of its last day, as its owner counts days."""
        lasts = self.cleaned_data["lasts"] or self.DAYS
        if lasts == self.NEVER:
            return None
        if lasts == self.DAYS:
            return timezone.now() + LASTS
        last: dt.date = self.cleaned_data["until"]
        return timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min))

    def values(self) -> dict[str, Any]:
        """What `ProfileLink.make` and `adjust` take."""
        said = {name: self.cleaned_data[name] for name in ("name", "with_phone", "with_email")}
        return {**said, "expires_at": self.expires_at}


def _at(place: str, where: str) -> list[tuple[str, str]]:
    """The parts of an address at one place."""
    parts = {
        "street": gettext("Street"),
        "city": gettext("City"),
        "region": gettext("State or region"),
        "postal": gettext("Postal code"),
        "country": gettext("Country"),
    }
    return [(part + place, f"{name}, {where}" if where else name) for part, name in parts.items()]


def meanings() -> list[tuple[Any, list[Any]]]:
    """What a column may mean, as one chooses it."""
    return [
        (
            _("Name"),
            [
                ("full", _("Whole name")),
                ("given", _("First name")),
                ("additional", _("Middle name")),
                ("family", _("Last name")),
                ("prefix", _("Title before the name")),
                ("suffix", _("Suffix")),
                ("nickname", _("Nickname")),
            ],
        ),
        (
            _("How to reach them"),
            [
                ("email", _("Email")),
                ("email:home", _("Email, home")),
                ("email:work", _("Email, work")),
                ("phone", _("Phone")),
                ("phone:mobile", _("Phone, mobile")),
                ("phone:home", _("Phone, home")),
                ("phone:work", _("Phone, work")),
                ("phone:fax", _("Fax")),
                ("url", _("Web page")),
                ("im", _("Messenger")),
            ],
        ),
        (
            _("Work"),
            [
                ("organisation", _("Organisation")),
                ("department", _("Department")),
                ("title", _("Job title")),
                ("role", _("Role")),
            ],
        ),
        (_("Address"), [("address", _("Whole address")), *_at("", "")]),
        (_("Home address"), _at(":home", gettext("home"))),
        (_("Work address"), _at(":work", gettext("work"))),
        (
            _("About them"),
            [
                ("related:referred by", _("Who referred them")),
                ("related:spouse", _("Spouse")),
                ("related:child", _("Child")),
                ("birthday", _("Birthday")),
                ("birth-year", _("Year of birth")),
                ("birth-month", _("Month of birth")),
                ("birth-day", _("Day of birth")),
                ("anniversary", _("Anniversary")),
                ("date", _("Another day")),
                ("category", _("Category")),
                ("note", _("Note")),
            ],
        ),
        (_("Else"), [("other", _("Keep it under its own title")), ("skip", _("Leave it out"))]),
    ]


class ColumnsForm(forms.Form):
    """What each column of one sheet means; `columns` are those that `ImportFile.asked` has."""

    def __init__(self, columns: list[dict[str, Any]], said: dict[str, str], data: Any = None) -> None:
        super().__init__(data)
        choices = meanings()
        known = {meaning for _group, some in choices for meaning, _word in some}
        self._columns = columns
        for at, column in enumerate(columns):
            means = said.get(column["title"], column["means"])
            word, _colon, label = means.partition(":")
            more = [] if means in known else [(means, f"{word.capitalize()} ({label})" if label else word.capitalize())]
            self.fields[f"c{at}"] = forms.ChoiceField(label=column["title"], choices=[*choices, *more], initial=means)

    def rows(self) -> list[tuple[Any, list[str]]]:
        """Each field with the values that stand in its column."""
        return [(self[f"c{at}"], column["samples"]) for at, column in enumerate(self._columns)]

    def said(self) -> dict[str, str]:
        """What each title means."""
        return {column["title"]: self.cleaned_data[f"c{at}"] for at, column in enumerate(self._columns)}
