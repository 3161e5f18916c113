"""What is typed about a speed evening: when, how many sit together, who cannot come."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.groups.models import Group, Membership
from cookout.rounds.models.evening_asked import MOST_SEATS

SEATS = [(number, str(number)) for number in range(2, MOST_SEATS + 1)]


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class NamesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Members by name: everybody here sits in the same group."""

    def label_from_instance(self, obj: Any) -> str:
        """The name alone."""
        return str(obj.name)


class EveningForm(forms.Form):
    """One evening; tables and turns may be left to the house."""

    on = forms.DateField(label=_("Day"), widget=DayInput())
    starts_at = forms.TimeField(label=_("Time"), required=False, widget=ClockInput())
    seats = forms.TypedChoiceField(label=_("Seats at a table"), choices=SEATS, coerce=int, initial=2)
    tables = forms.IntegerField(
        label=_("Tables"), required=False, min_value=1, max_value=200, help_text=_("Empty: as many as needed.")
    )
    turns = forms.IntegerField(
        label=_("Turns"), required=False, min_value=1, max_value=40, help_text=_("Empty: as many as 90 minutes hold.")
    )
    minutes = forms.IntegerField(label=_("Minutes a turn"), min_value=1, max_value=90, initial=10)
    is_apart = forms.BooleanField(
        label=_("Members of one classification never share a table"), required=False, initial=True
    )
    absent = NamesField(
        Membership.objects.none(), label=_("Who cannot come"), required=False, to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, group: Group, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        absent = self.fields["absent"]
        assert isinstance(absent, forms.ModelMultipleChoiceField)
        absent.queryset = group.memberships.current().exclude(name="")

    def refuse(self, no: Exception) -> None:
        """Say a verb's “no” above the fields."""
        self.add_error(None, str(no))


class AbsenceForm(forms.Form):
    """Somebody does not come, or goes home after some turns."""

    membership = forms.ChoiceField(label=_("Who"))
    turn = forms.TypedChoiceField(label=_("From turn"), coerce=int)

    def __init__(self, members: Iterable[Membership], turns: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(one.uid): one for one in members}
        who, turn = self.fields["membership"], self.fields["turn"]
        assert isinstance(who, forms.ChoiceField)
        assert isinstance(turn, forms.ChoiceField)
        who.choices = [("", _("Choose")), *((uid, one.name) for uid, one in self.members.items())]
        turn.choices = [(number, str(number)) for number in range(1, turns + 1)]

    def clean_membership(self) -> Membership:
        """The member."""
        return self.members[self.cleaned_data["membership"]]
