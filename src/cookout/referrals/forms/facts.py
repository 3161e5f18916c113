"""What is known about a referral, as one types it: the need, how warm it is, from what it grew."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.templatetags.dates import short_day
from cookout.one_to_ones.models import OneToOne
from cookout.people.models import Person
from cookout.referrals.models import Closeness, Handoff, Referral, Temperature
from cookout.ties.models import Promise

OFFERED = 12
"""So many of the latest are offered to choose from; any other is reached from its own page."""
LONGEST = 5_000

SAID = {"yes": True, "no": False, "unknown": None}


class DayInput(forms.DateInput):
    """A day, chosen by the device's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not known; each in words of its own."""

    def __init__(self, yes: Any, no: Any, unknown: Any, *, must_choose: bool = False, **kwargs: Any) -> None:
        self.must_choose = must_choose
        choices = [("yes", yes), ("no", no), ("unknown", unknown)]
        super().__init__(choices=choices, coerce=SAID.__getitem__, empty_value=None, widget=forms.RadioSelect, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """What stands, as its choice; where one has to choose, nothing is chosen beforehand."""
        if value is None and self.must_choose:
            return ""
        return next((key for key, said in SAID.items() if value is said), value)


class Number(forms.TypedChoiceField):
    """One of a few steps, or nothing."""

    def __init__(self, choices: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(
            choices=[("", _("Not known")), *choices], coerce=int, empty_value=None, required=False, **kwargs
        )


class FactsForm(forms.Form):
    """What is known about a referral, in three groups: the need, how warm it is, the rest."""

    WARMTH: tuple[str, ...] = ("closeness", "expects_call", "first_step", "handoff", "temperature")
    MINE = ("private_note", "one_to_one", "promise")

    note = forms.CharField(
        label=_("What it is about"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Referrer and provider both read this."),
    )  # fmt: skip
    closeness = Number(Closeness.choices, label=_("How well the referrer knows them"))
    expects_call = YesNo(
        _("Yes, they expect it"), _("No"), _("Not known"), label=_("Do they expect the call?"), required=False
    )
    first_step = forms.CharField(
        label=_("The small first step"), required=False, max_length=300,
        help_text=_("Such as: call on Thursday after 4, or send the two-page offer."),
    )  # fmt: skip
    handoff = forms.ChoiceField(
        label=_("How it was handed over"), required=False, choices=[("", _("Not known")), *Handoff.choices]
    )
    temperature = Number(Temperature.choices, label=_("How warm they are"))
    private_note = forms.CharField(
        label=_("For you alone"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    one_to_one = forms.ModelChoiceField(
        OneToOne.objects.none(),
        label=_("From which 1-2-1"),
        required=False,
        to_field_name="uid",
        empty_label=_("No 1-2-1"),
    )
    promise = forms.ModelChoiceField(
        Promise.objects.none(), label=_("From which promise"), required=False, to_field_name="uid",
        empty_label=_("No promise"),
    )  # fmt: skip
    parent = forms.ModelChoiceField(
        Referral.objects.none(),
        label=_("It grew out of"),
        required=False,
        to_field_name="uid",
        empty_label=_("No other referral"),
    )

    def __init__(self, user: User, data: Any = None, *, with_whom: Person | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user = user
        met, promised = OneToOne.objects.visible_to(user), Promise.objects.visible_to(user)
        near = (met, promised)
        if with_whom is not None:
            near = (OneToOne.objects.of(user, with_whom), promised.filter(tie__person=with_whom))
        last_met = near[0].took_place().with_seats().order_by("-starts_at", "-pk")[:OFFERED]
        last_promised = near[1].select_related("tie__person").order_by("-pk")[:OFFERED]
        chain = self._parents()
        self._offer("one_to_one", met, last_met, self._one_to_one)
        self._offer("promise", promised, last_promised, str)
        self._offer("parent", chain, chain.with_parties().order_by("-given_on", "-pk")[:OFFERED], str)

    def refuse(self, no: Refusal) -> None:
        """Say why not; what was typed stays."""
        self.add_error(None, str(no))

    def group(self, names: Iterable[str]) -> list[forms.BoundField]:
        """Some of the fields, as far as there is something to choose."""
        return [self[name] for name in names if name in self.fields]

    @property
    def warmth(self) -> list[forms.BoundField]:
        """How close, expecting, first step, handed over, how warm."""
        return self.group(self.WARMTH)

    def opens(self, names: Iterable[str]) -> bool:
        """Whether something in a folded group is wrong, or has been said."""
        return any(field.errors or field.value() not in (None, "", "unknown", False) for field in self.group(names))

    def _parents(self) -> Any:
        return Referral.objects.visible_to(self.user)

    def _one_to_one(self, one: OneToOne) -> str:
        when = short_day(one.starts_at) if one.starts_at else ""
        return ", ".join(part for part in (one.other(self.user).called, when) if part)

    def _offer(self, name: str, mine: "QuerySet[Any]", latest: Iterable[Any], label: Any) -> None:
        """Offer the latest and the one that stands; any other of mine is taken too."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = mine
        stands = self.initial.get(name)
        rows = {row.pk: row for row in [stands, *latest] if row is not None}
        # What stands may be hidden from me, such as what the other one says it grew out of: then it is not mine to say.
        is_hidden = stands is not None and not mine.filter(pk=stands.pk).exists()
        if is_hidden or not (rows or self.data.get(name)):
            del self.fields[name]
            return
        field.choices = [("", field.empty_label), *((str(row.uid), label(row)) for row in rows.values())]
