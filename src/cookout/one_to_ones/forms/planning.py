"""What people type to plan a 1-2-1: the shape only, the verbs decide."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.one_to_ones import rules
from cookout.one_to_ones.forms.after import WallField
from cookout.one_to_ones.models import Collides, OneToOne, Where
from cookout.people.models import Person

LONGEST_AGENDA = 5_000
RHYTHMS = (1, 2, 3, 4, 6, 8, 12, 26)


class PlanningForm(forms.Form):
    """A form whose verb may refuse: the sentence stands on the page, and nothing that was typed is lost."""

    despite = forms.BooleanField(label=_("Keep both"), required=False)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.collides = False
        if not self.is_bound:
            self.initial.setdefault("uid", uuid7())
        for field in self.fields.values():
            if isinstance(field, WallField):
                field.zone = user.zone

    def refuse(self, no: Refusal) -> None:
        """Say why not; where only another 1-2-1 is in the way, offer to keep both."""
        self.add_error(None, str(no))
        self.collides = isinstance(no, Collides)

    def shown(self) -> list[forms.BoundField]:
        """The fields in their order; “keep both” only where there are two."""
        hidden = set() if self.collides else {"despite"}
        return [self[name] for name in self.fields if name not in hidden]

    def wall(self, at: dt.datetime) -> str:
        """A time as its field shows it."""
        return f"{at.astimezone(self.user.tzinfo):%Y-%m-%dT%H:%M}"


class DetailsForm(PlanningForm):
    """About whom, where, how long, what for, and whether again."""

    about = forms.ChoiceField(label=_("About whom"), widget=forms.RadioSelect, initial="both")
    where = forms.ChoiceField(label=_("How"), choices=Where.choices, initial=Where.IN_PERSON)
    place = forms.CharField(label=_("Where"), max_length=300, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=rules.SHORTEST, max_value=rules.LONGEST, initial=rules.MINUTES
    )
    agenda = forms.CharField(
        label=_("What for"), max_length=LONGEST_AGENDA, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Both of you read this."),
    )  # fmt: skip
    every_weeks = forms.TypedChoiceField(
        label=_("Rhythm"), required=False, coerce=int, empty_value=None,
        help_text=_("The next one is planned by itself, at the same hour. Either of you ends it with one tap."),
    )  # fmt: skip

    def __init__(self, user: User, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        about, rhythm = self.fields["about"], self.fields["every_weeks"]
        assert isinstance(about, forms.ChoiceField)
        assert isinstance(rhythm, forms.ChoiceField)
        about.choices = [("both", _("Both of us")), ("them", name), ("me", _("Me"))]
        known = {*RHYTHMS, self.initial.get("every_weeks") or RHYTHMS[0]}
        rhythm.choices = [("", _("Once")), *((weeks, weekly(weeks)) for weeks in sorted(known))]

    def details(self, place: int = 1) -> dict[str, Any]:
        """What the verbs take, from the seat with this place."""
        said = self.cleaned_data
        names = ("where", "place", "minutes", "agenda", "every_weeks")
        return {"focus": rules.focus_seen(said["about"], place), **{name: said[name] for name in names}}

    @classmethod
    def of(cls, one: OneToOne, user: User, data: Any = None) -> "DetailsForm":
        """The form as it stands."""
        names = ("where", "place", "minutes", "agenda", "every_weeks")
        initial = {"about": one.about(user), **{name: getattr(one, name) for name in names}}
        return cls(user, one.other(user).first_name, data, initial=initial)


class TimesForm(PlanningForm):
    """Up to five times to offer, in one's own zone, with a line."""

    note = forms.CharField(label=_("A line with it"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [f"time_{place}" for place in range(1, rules.MOST_TIMES + 1)]
        for place, name in enumerate(self.names, start=1):
            label = _("Time %(n)s") % {"n": place}
            self.fields[name] = WallField(label=label, zone=self.user.zone, required=False)

    def suggest(self, *, since: dt.date | None = None, first: int | None = None) -> None:
        """Write the next good times into the first fields; `since` a day, `first` at an hour, where they are given."""
        minutes = int(self.initial.get("minutes") or rules.MINUTES)
        suggested = rules.suggested(
            timezone.now(), self.user.zone, lambda at: not OneToOne.objects.colliding(self.user, at, minutes),
            since=since, first=first,
        )  # fmt: skip
        for name, at in zip(self.names, suggested, strict=False):
            self.initial.setdefault(name, self.wall(at))

    def times(self) -> list[dt.datetime]:
        """Those that were filled in."""
        return [self.cleaned_data[name] for name in self.names if self.cleaned_data.get(name)]

    @property
    def time_fields(self) -> list[forms.BoundField]:
        """The fields of the times."""
        return [self[name] for name in self.names]


class ProposeForm(TimesForm, DetailsForm):
    """Times for a fellow member, and what for; `near` says from which day on, and at which hour, they fit best."""

    def __init__(self, user: User, person: Person, data: Any = None, *, near: "NearForm | None" = None) -> None:
        super().__init__(user, person.first_name, data)
        if data is None:
            self.suggest(**(near.cleaned_data if near is not None and near.is_valid() else {}))
        self.order_fields([*self.names, "about", "where", "place", "minutes", "agenda", "every_weeks", "note"])

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """All but the times."""
        return [field for field in self.shown() if field.name not in self.names]

    def carry_out(self, person: Person) -> OneToOne:
        """Propose."""
        said = self.cleaned_data
        more = {"uid": said["uid"], "note": said["note"], "despite": said["despite"]}
        return OneToOne.propose(by=self.user, person=person, times=self.times(), **more, **self.details())


class NearForm(forms.Form):
    """From which day on, and from which hour of the day, a link wants times to be suggested."""

    since = forms.DateField(required=False)
    first = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[(hour, hour) for hour in range(6, 21)]
    )


class NoteForm(DetailsForm):
    """One that was agreed on elsewhere, or has been."""

    starts_at = WallField(label=_("When"))
    invite = forms.BooleanField(required=False)

    def __init__(self, user: User, person: Person, data: Any = None, *, met: bool = False) -> None:
        super().__init__(user, person.first_name, data)
        self.met, self.address = met, "" if met or person.mail is None else person.mail.value
        if data is None and not met:
            self.initial["starts_at"] = self._next_free()
        self.fields["invite"].label = _("Send the invitation to %(mail)s") % {"mail": self.address}
        if not self.address:
            del self.fields["invite"]
        self.order_fields(["starts_at", "about", "where", "place", "minutes", "agenda", "every_weeks", "invite"])

    def clean(self) -> dict[str, Any]:
        """What has been has a time that has come."""
        said = super().clean() or self.cleaned_data
        if self.met and said.get("starts_at") and said["starts_at"] > timezone.now():
            self.add_error("starts_at", _("This time has not come yet."))
        return said

    def carry_out(self, person: Person) -> OneToOne:
        """Note it; what has been is held at once."""
        said = self.cleaned_data
        more = {"uid": said["uid"], "despite": said["despite"], "invite": said.get("invite", False)}
        one = OneToOne.note(by=self.user, person=person, starts_at=said["starts_at"], **more, **self.details())
        if one.has_begun:
            one.hold(by=self.user)
        return one

    def _next_free(self) -> str:
        free = rules.suggested(
            timezone.now(), self.user.zone, lambda at: not OneToOne.objects.colliding(self.user, at, rules.MINUTES)
        )
        return self.wall(free[0]) if free else ""


class AcceptForm(forms.Form):
    """Which of the times."""

    time = forms.UUIDField()
    despite = forms.BooleanField(required=False)


class LineForm(forms.Form):
    """A line to the other."""

    note = forms.CharField(max_length=300, required=False)
    ends_rhythm = forms.BooleanField(required=False)


class HeldForm(PlanningForm):
    """When we met, where it was not the time that stood."""

    at = WallField(label=_("When you met"))


class FeedForm(forms.Form):
    """For which program, so that one knows later which to revoke."""

    name = forms.CharField(label=_("For which program"), max_length=80, required=False)


def weekly(weeks: int) -> Any:
    """A rhythm in words."""
    return _("Every week") if weeks == 1 else _("Every %(weeks)s weeks") % {"weeks": weeks}
