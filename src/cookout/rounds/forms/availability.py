"""When one can meet: the usual, and week by week. What is left as usual is not written down."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, User, one_act
from cookout.groups.models import Membership
from cookout.rounds.models import Availability, Slot
from cookout.rounds.models.availability import MOST, coming_weeks, every_slot


@dataclass(frozen=True, slots=True)
class WeekField:
    """One week of the form: its Monday, and whether anything else than the usual is said of it."""

    monday: dt.date
    field: forms.BoundField
    is_special: bool


class AvailabilityForm(forms.Form):
    """Times of day as usual, how often a month, and each of the coming weeks."""

    usual = forms.MultipleChoiceField(
        label=_("Usually"), choices=Slot.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None: plans leave you out."),
    )  # fmt: skip
    most = forms.IntegerField(
        label=_("1-2-1s a month at most"), min_value=0, max_value=MOST, required=False,
        help_text=_("Empty: as many as the plan has. 0: a pause."),
    )  # fmt: skip

    since = forms.DateField(required=False, widget=forms.HiddenInput)
    """The first week that the page showed: one that was left open over a Sunday knows nothing of the last week."""

    def __init__(self, membership: Membership, data: Any = None) -> None:
        super().__init__(data)
        self.membership, self.mondays = membership, coming_weeks()
        rows = Availability.objects.filter(membership=membership)
        self.known: Mapping[dt.date | None, Availability] = {row.week_on: row for row in rows}
        usual = self.known.get(None)
        self.initial["usual"] = usual.slots if usual else every_slot()
        self.initial["most"] = usual.most if usual else None
        self.initial["since"] = self.mondays[0]
        for monday in self.mondays:
            said = self.known.get(monday)
            self.fields[_name(monday)] = forms.MultipleChoiceField(
                choices=Slot.choices, required=False, widget=forms.CheckboxSelectMultiple,
                initial=said.slots if said else self.initial["usual"],
            )  # fmt: skip

    @property
    def weeks(self) -> Iterator[WeekField]:
        """The fields of the weeks, in their order."""
        return (WeekField(monday, self[_name(monday)], monday in self.known) for monday in self.mondays)

    def carry_out(self, by: User) -> Act:
        """Say what differs; one act, so that one undo takes it back."""
        said = self.cleaned_data
        with one_act(by=by, verb="availability.say") as act:
            Availability.say(by=by, membership=self.membership, slots=said["usual"], most=said["most"])
            for monday in self._shown(said["since"]):
                self._say_week(by, monday, set(said[_name(monday)]), set(said["usual"]))
        return act

    def _shown(self, since: dt.date | None) -> list[dt.date]:
        return [monday for monday in self.mondays if since is None or (monday - since).days < 7 * len(self.mondays)]

    def _say_week(self, by: User, monday: dt.date, slots: set[str], usual: set[str]) -> None:
        """A week that was left as it stood follows the usual; so does one that says the same."""
        was_usual = monday not in self.known
        untouched = was_usual and slots == set(self.initial["usual"])
        if untouched or slots == usual:
            if not was_usual:
                Availability.forget(by=by, membership=self.membership, week_on=monday)
        else:
            Availability.say(by=by, membership=self.membership, slots=slots, week_on=monday)


class WishForm(forms.Form):
    """Whom one wishes not to meet in a plan."""

    membership = forms.UUIDField(label=_("Whom"))


def _name(monday: dt.date) -> str:
    return f"week_{monday}"
