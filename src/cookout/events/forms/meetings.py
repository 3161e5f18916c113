"""What is typed about group meetings: when they are, who was there, how many heads."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.events.models import Coming, GroupMeeting, Mark, ToNote
from cookout.groups.models import Group, Membership

NAME = 200


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class SpeakerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """One of the members, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name alone: the group stands on the page."""
        return str(obj.name)


class PlanForm(forms.Form):
    """How far ahead."""

    weeks = forms.IntegerField(label=_("Weeks ahead"), min_value=1, max_value=53, initial=8)


class MeetingForm(forms.Form):
    """One meeting: when, where, about what."""

    on = forms.DateField(label=_("Day"), widget=DateInput())
    starts_at = forms.TimeField(
        label=_("Time"), required=False, widget=TimeInput(), help_text=_("Empty: the usual time.")
    )
    place = forms.CharField(label=_("Place"), max_length=NAME, required=False, help_text=_("Empty: the usual place."))
    topic = forms.CharField(label=_("Topic"), max_length=NAME, required=False)
    speaker = SpeakerField(
        Membership.objects.none(), label=_("Speaker"), required=False, empty_label=_("Not yet decided"),
        to_field_name="uid",
    )  # fmt: skip
    notes = forms.CharField(
        label=_("To be announced"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, group: Group, *args: Any, meeting: GroupMeeting | None = None, **kwargs: Any) -> None:
        if meeting is not None:
            kwargs["initial"] = {name: getattr(meeting, name) for name in self.base_fields}
            kwargs["initial"]["speaker"] = meeting.speaker.uid if meeting.speaker else None
        super().__init__(*args, **kwargs)
        speaker = self.fields["speaker"]
        assert isinstance(speaker, forms.ModelChoiceField)
        speaker.queryset = group.memberships.current()

    def refuse(self, no: Exception) -> None:
        """Say a verb's “no” above the fields."""
        self.add_error(None, str(no))


class ComingForm(forms.Form):
    """Whether a member comes."""

    coming = forms.ChoiceField(choices=[("", ""), *Coming.choices], required=False)
    substitute = forms.CharField(label=_("Who comes instead"), max_length=NAME, required=False)


class ClosingForm(forms.Form):
    """The heads that were counted."""

    headcount = forms.IntegerField(label=_("People you counted in the room"), min_value=0, max_value=5000)
    difference = forms.CharField(
        label=_("Where the count differs: why"), max_length=NAME, required=False,
        help_text=_("A guest of the house, a child, somebody who left early."),
    )  # fmt: skip

    def refuse(self, no: Exception) -> None:
        """Say a verb's “no” beside the count."""
        self.add_error("headcount", str(no))


class ReopeningForm(forms.Form):
    """Why a closed meeting is opened again."""

    reason = forms.CharField(label=_("Why it is opened again"), max_length=NAME)


class MarksForm(forms.Form):
    """The marks that were sent, of one row or of all: `mark_`, `was_` and `substitute_`, each with the member's id."""

    def __init__(self, meeting: GroupMeeting, told: Mapping[str, str]) -> None:
        super().__init__(told)
        self.meeting, self.told = meeting, told

    def clean(self) -> dict[str, Any]:
        """Only members of that day, only marks that there are, names that fit."""
        members = {member.uid: member for member in self.meeting.members()}
        self.marks = [self._row(members, name.removeprefix("mark_")) for name in self.told if name.startswith("mark_")]
        return self.cleaned_data

    def _row(self, members: Mapping[uuid.UUID, Membership], told: str) -> ToNote:
        mark, who = self.told[f"mark_{told}"], self.told.get(f"substitute_{told}", "").strip()
        try:
            member = members[uuid.UUID(told)]
        except (ValueError, KeyError) as nobody:
            raise forms.ValidationError(
                _("Somebody in this list was no member on that day. Open the page anew.")
            ) from nobody
        if mark not in ("", *Mark.values):
            raise forms.ValidationError(_("A mark is one of P, A, L, M and S."))
        if len(who) > NAME:
            raise forms.ValidationError(_("That name is too long: 200 letters fit."))
        return ToNote(member, mark, who, self.told.get(f"was_{told}"))
