"""What passes between me and one person, as one types it: the shape only, the verbs decide."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, User
from cookout.people.models import Person
from cookout.referrals import rules
from cookout.referrals.forms.facts import LONGEST, DayInput
from cookout.referrals.models import Favor, Referral, Role
from cookout.ties.models import local_today


class Way(forms.TypedChoiceField):
    """Who gave it to whom; in words with the person's name."""

    def __init__(self, person: Person, mine: Any, theirs: Any) -> None:
        said = {"name": person.first_name}
        super().__init__(
            label=_("Who"), choices=[("me", mine % said), ("they", theirs % said)], coerce=lambda said: said == "me",
            widget=forms.RadioSelect, initial="me",
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        """What stands, as its choice."""
        return {True: "me", False: "they"}.get(value, value) if isinstance(value, bool) else value


class PastDay(forms.DateField):
    """A day that has come already."""

    widget = DayInput

    def __init__(self, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(label=_("On"), initial=today, **kwargs)
        self.today = today
        self.widget.attrs["max"] = today.isoformat()

    def validate(self, value: dt.date | None) -> None:
        """Refuse the future: what is noted has happened."""
        super().validate(value)
        if value is not None and value > self.today:
            raise forms.ValidationError(_("This day has not come yet."))


class BetweenForm(forms.Form):
    """Something between me and one person, with an id so that pressing twice is pressing once."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    act: Act

    def __init__(self, user: User, person: Person, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial={"uid": uuid7(), **(initial or {})})
        self.user, self.person, self.today = user, person, local_today(user)

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: said for name, said in self.cleaned_data.items() if name != "uid"}


class FavorForm(BetweenForm):
    """Help, an introduction, or thanks."""

    kind = forms.ChoiceField(label=_("What"), choices=Favor.Kind.choices, initial=Favor.Kind.HELP)
    text = forms.CharField(label=_("In a line"), max_length=300)

    def __init__(self, user: User, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, person, *args, **kwargs)
        self.fields["by_me"] = Way(person, _("I did, for %(name)s"), _("%(name)s did, for me"))
        self.fields["on"] = PastDay(today=self.today)
        self.order_fields(["kind", "by_me", "text", "on"])


class TestimonialForm(BetweenForm):
    """Words of praise."""

    text = forms.CharField(label=_("Words"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    referral = forms.ModelChoiceField(
        label=_("For which referral"), queryset=Referral.objects.none(), required=False, to_field_name="uid",
        empty_label=_("none in particular"),
    )  # fmt: skip
    may_show = forms.BooleanField(label=_("May be shown to others"), required=False)

    def __init__(self, user: User, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, person, *args, **kwargs)
        mine: Any = self.fields["referral"]
        mine.queryset = Referral.objects.of(user, person).with_parties()
        mine.label_from_instance = lambda one: one.prospect.called
        self.fields["by_me"] = Way(person, _("I praised %(name)s"), _("%(name)s praised me"))
        self.fields["by_me"].initial = "they"
        self.fields["on"] = PastDay(today=self.today)
        self.order_fields(["by_me", "text", "on", "referral", "may_show"])


class AskForm(BetweenForm):
    """That I asked for a referral."""

    text = forms.CharField(label=_("For what"), required=False, max_length=300)

    def __init__(self, user: User, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, person, *args, **kwargs)
        self.fields["on"] = PastDay(today=self.today)


class ReviewForm(BetweenForm):
    """What to look at together, how often, and when next."""

    text = forms.CharField(label=_("What you look at"), max_length=200)
    every_months = forms.IntegerField(label=_("Every how many months"), min_value=1, max_value=60, initial=12)
    next_on = forms.DateField(label=_("Next on"), widget=DayInput, required=False)

    def __init__(self, user: User, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, person, *args, **kwargs)
        self.fields["next_on"].help_text = _("Left empty: so many months from today.")

    def clean_next_on(self) -> dt.date | None:
        """Within the next ten years."""
        day: dt.date | None = self.cleaned_data["next_on"]
        if day is not None and not self.today <= day <= rules.months_on(self.today, 120):
            raise forms.ValidationError(_("Choose a day from today on, within ten years."))
        return day


class ResultForm(BetweenForm):
    """Which referral came of an ask."""

    referral = forms.ModelChoiceField(label=_("Which referral"), queryset=Referral.objects.none(), to_field_name="uid")

    def __init__(self, user: User, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, person, *args, **kwargs)
        mine: Any = self.fields["referral"]
        mine.queryset = Referral.objects.given_to(user).of(user, person, Role.REFERRER).with_parties()
        mine.label_from_instance = lambda one: one.prospect.called
