"""What people type about a tie: the shape only, the verbs decide."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.core.models import User
from cookout.people.models import PROMPTS, Detail, Facet
from cookout.ties.models import Capacity, Circle, Context, Mark, Promise, Relation, Touch, local_today
from cookout.ties.models.capacity import MOST_HOURS

LONGEST = 20_000
"""Letters of a note; beyond, it is a book."""

SEATED = [
    (Circle.COOKOUT, Circle.COOKOUT.label),
    (Circle.ACTIVE, Circle.ACTIVE.label),
    (Circle.LIGHT, Circle.LIGHT.label),
]


class DayInput(forms.DateInput):
    """A day, chosen by the device's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PastDay(forms.DateField):
    """A day that has come already."""

    widget = DayInput

    def __init__(self, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.today = today
        self.widget.attrs["max"] = today.isoformat()

    def validate(self, value: dt.date | None) -> None:
        """Refuse the future: what is noted has happened."""
        super().validate(value)
        if value is not None and value > self.today:
            raise forms.ValidationError(_("This day has not come yet."))


class DayForm(forms.Form):
    """A form in which the user's own today matters."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.today = local_today(user)


class TouchForm(DayForm):
    """A contact: how, when, what about, who began."""

    kind = forms.ChoiceField(label=_("How"), choices=Touch.Kind.choices, initial=Touch.Kind.CALL)
    text = forms.CharField(
        label=_("What about"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    by_me = forms.NullBooleanField(
        label=_("Who began"),
        required=False,
        widget=forms.Select(choices=[("", _("Nobody in particular")), ("true", _("I did")), ("false", _("They did"))]),
    )
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = PastDay(label=_("On"), today=self.today, initial=self.today)
        self.order_fields(["kind", "on", "text", "by_me", "uid"])


class NoteForm(DayForm):
    """A free note."""

    text = forms.CharField(label=_("Note"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)


class PromiseForm(DayForm):
    """What I said I would do, by when."""

    text = forms.CharField(label=_("What you promised"), max_length=Promise._meta.get_field("text").max_length)
    due_on = forms.DateField(label=_("By"), widget=DayInput)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)


class PutOffForm(forms.Form):
    """Another day for a promise."""

    until = forms.DateField(label=_("By"), widget=DayInput)


class FactForm(DayForm):
    """Something learned."""

    text = forms.CharField(label=_("What you learned"), max_length=500)
    facet = forms.ChoiceField(label=_("Heading"), choices=Facet.choices)
    source = forms.CharField(label=_("From where"), max_length=120, required=False)
    prompt = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["learned_on"] = PastDay(label=_("Learned on"), today=self.today, required=False)

    def clean_prompt(self) -> str:
        """Only a question of this heading is one; anything else stands free under it."""
        prompt = PROMPTS.get(self.cleaned_data["prompt"])
        return prompt.key if prompt and prompt.facet == self.cleaned_data.get("facet") else ""


class MarksForm(forms.Form):
    """Know, like, trust, care: 0 to 3 each, with the reason."""

    CHOICES = [("", "–"), ("0", "0"), ("1", "1"), ("2", "2"), ("3", "3")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Mark.Kind:
            self.fields[kind.value] = forms.TypedChoiceField(
                label=kind.label, choices=self.CHOICES, coerce=int, empty_value=None, required=False
            )
            self.fields[f"{kind.value}_why"] = forms.CharField(label=_("Why"), max_length=200, required=False)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each mark beside its reason."""
        return [(self[kind.value], self[f"{kind.value}_why"]) for kind in Mark.Kind]

    def marks(self) -> list[tuple[str, int, str]]:
        """Those that are another now: (kind, value, reason)."""
        said = self.cleaned_data
        return [
            (kind.value, said[kind.value], said[f"{kind.value}_why"])
            for kind in Mark.Kind
            if said[kind.value] is not None and {kind.value, f"{kind.value}_why"} & set(self.changed_data)
        ]


class RhythmForm(forms.Form):
    """How often to be in touch; empty means the circle's own."""

    wished = forms.IntegerField(label=_("Wished, in days"), min_value=1, max_value=3650, required=False)
    longest = forms.IntegerField(label=_("At the longest"), min_value=1, max_value=3650, required=False)

    def clean(self) -> dict[str, Any]:
        """The longest is not shorter than the wished."""
        said = super().clean() or self.cleaned_data
        if said.get("wished") and said.get("longest") and said["longest"] < said["wished"]:
            self.add_error("longest", _("This is shorter than what you wish for."))
        return said


class DescriptionForm(forms.Form):
    """How we met, since when a client, lives and tags."""

    how_met = forms.CharField(label=_("How you met"), max_length=300, required=False)
    met_on = forms.DateField(label=_("Met on"), required=False, widget=DayInput)
    client_since = forms.DateField(label=_("Client since"), required=False, widget=DayInput)
    lives = forms.ModelMultipleChoiceField(
        label=_("Lives"), queryset=Context.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_life = forms.CharField(label=_("Another life"), max_length=60, required=False)
    tags = forms.CharField(label=_("Tags"), max_length=500, required=False, help_text=_("With commas between them."))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lives"].queryset = Context.objects.visible_to(user)  # type: ignore[attr-defined]  # it is a model choice field


class RelationForm(forms.Form):
    """Who is what to this person."""

    kind = forms.ChoiceField(label=_("Their"), choices=Relation.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=200)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class AcquaintanceForm(forms.Form):
    """Someone new, by phone in one hand: a name is enough."""

    full_name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(
        label=_("Phone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("Email"), required=False)
    title = forms.CharField(label=_("What they do"), max_length=200, required=False)
    organisation = forms.CharField(label=_("Where"), max_length=200, required=False)
    how_met = forms.CharField(label=_("How you met"), max_length=300, required=False)
    circle = forms.ChoiceField(
        label=_("How deep"),
        choices=[(Circle.UNSORTED, _("Decide later")), *SEATED],
        initial=Circle.UNSORTED,
        widget=forms.RadioSelect,
        required=False,
    )
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    DETAILS = (Detail.Kind.PHONE, Detail.Kind.EMAIL, Detail.Kind.TITLE, Detail.Kind.ORGANISATION)

    def details(self) -> list[tuple[str, str, str]]:
        """What `Person.keep` takes."""
        return [(kind, "", self.cleaned_data[kind.value]) for kind in self.DETAILS]


class EntryForm(forms.Form):
    """One line: “coffee with Marta yesterday: her mother is 80”."""

    line = forms.CharField(max_length=600, strip=True)
    person = forms.UUIDField(required=False)
    uid = forms.UUIDField(required=False)


class CapacityForm(forms.Form):
    """Hours and seats."""

    hours_per_week = forms.DecimalField(
        label=_("Hours a week"), min_value=0, max_value=MOST_HOURS, decimal_places=1,
        error_messages={"max_value": _("A week has 168 hours, some for sleep. Set aside %(limit_value)s at most.")},
    )  # fmt: skip
    cookout_seats = forms.IntegerField(label=_("Seats on the cookout list"), min_value=0, max_value=500)
    active_seats = forms.IntegerField(label=_("Seats in active"), min_value=0, max_value=2000)
    light_seats = forms.IntegerField(label=_("Seats in light"), min_value=0, max_value=10000)

    @classmethod
    def of(cls, capacity: Capacity) -> "CapacityForm":
        """The form as it stands."""
        return cls(initial={name: getattr(capacity, name) for name in cls.base_fields})


class CrowdingForm(forms.Form):
    """One's own word on the trade, and why."""

    crowded = forms.NullBooleanField(
        label=_("Your own trade is crowded"),
        required=False,
        widget=forms.Select(choices=[("", _("As the public figures say")), ("true", _("Yes")), ("false", _("No"))]),
        help_text=_("In a crowded trade the relationship is yours to keep: you are reminded a quarter sooner."),
    )
    crowded_because = forms.CharField(
        label=_("Why you say so"),
        required=False,
        max_length=200,
        help_text=_("For yourself: what you see where you live."),
    )

    @classmethod
    def of(cls, capacity: Capacity) -> "CrowdingForm":
        """The form as it stands."""
        word = {True: "true", False: "false", None: ""}[capacity.crowded]
        return cls(initial={"crowded": word, "crowded_because": capacity.crowded_because})


class NameForm(forms.Form):
    """A name for a life, a tag or a list."""

    name = forms.CharField(label=_("Name"), max_length=60)
