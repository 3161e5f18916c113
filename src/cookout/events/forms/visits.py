"""What people type the evening before: visitors, praise, learning credits, the speaker. The shape only."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cookout.core.templatetags.dates import short_day
from cookout.events.models import GroupMeeting, LearningCredit, Praise, Visit, today_in
from cookout.events.models.speakers import Turn, turns
from cookout.groups.models import Membership

NOBODY_YET = _("Nobody yet")


class DayField(forms.DateField):
    """A day, chosen by the device's own calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """One member of the group, by name."""

    def label_from_instance(self, obj: Membership) -> str:
        """The name alone: everybody here sits in the same group."""
        return obj.name


def members_of(meeting: GroupMeeting, label: Any, *, required: bool = False, empty: Any = NOBODY_YET) -> MemberField:
    """A choice among the members of today."""
    return MemberField(
        Membership.objects.current().filter(group=meeting.group), label=label, required=required, empty_label=empty
    )


class VisitForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A guest; who leads also says whose."""

    class Meta:
        model = Visit
        fields = ["name", "trade", "email", "phone"]

    def __init__(self, meeting: GroupMeeting, *args: Any, leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Email and phone are read by the host, who follows up, and who leads.")
        if leads:
            self.fields["invited_by"] = members_of(meeting, _("Guest of"), empty=_("Came without a host"))


class VisitDetailForm(VisitForm):
    """The same, and who follows up until when."""

    class Meta(VisitForm.Meta):
        fields = ["name", "trade", "classification", "email", "phone", "follow_up_on"]
        field_classes = {"follow_up_on": DayField}  # noqa: RUF012  (Django reads it as it stands)

    def __init__(self, meeting: GroupMeeting, *args: Any, leads: bool, **kwargs: Any) -> None:
        super().__init__(meeting, *args, leads=leads, **kwargs)
        self.fields["follow_up_by"] = members_of(meeting, _("Asks how it was"))
        self.fields["follow_up_on"].label = _("Asks until")
        self.order_fields(["name", "trade", "classification", "email", "phone", "invited_by", "follow_up_by"])
        for name in ("follow_up_by", "invited_by"):
            if name in self.fields:
                self.initial[name] = getattr(self.instance, f"{name}_id")


class FollowUpForm(forms.Form):
    """What the guest said."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=Visit.Outcome, widget=forms.RadioSelect)
    on = DayField(label=_("On"), required=False)

    def __init__(self, visit: Visit, data: QueryDict | None = None) -> None:
        told = {"outcome": visit.outcome, "on": visit.followed_up_on or today_in(visit.meeting.group)}
        super().__init__(data, initial=told)


class CreditForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """What somebody learned, since the last meeting or any day before."""

    class Meta:
        model = LearningCredit
        fields = ["credits", "title", "on"]
        field_classes = {"on": DayField}  # noqa: RUF012  (Django reads it as it stands)

    def __init__(self, meeting: GroupMeeting, *args: Any, leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = min(meeting.on, today_in(meeting.group))
        if leads:
            who = members_of(meeting, _("Who"), required=True)
            self.fields = {"membership": who, **self.fields}


class PraiseForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Words of praise for another member."""

    class Meta:
        model = Praise
        fields = ["text"]

    def __init__(self, meeting: GroupMeeting, *args: Any, leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {"receiver": members_of(meeting, _("For"), required=True)}
        if leads:
            said = {"giver": members_of(meeting, _("From"), required=True), **said}
        self.fields = {**said, **self.fields}


class SpeakerForm(forms.Form):
    """Who speaks, the longest waiting first."""

    topic = forms.CharField(label=_("About what"), max_length=200, required=False)

    def __init__(self, meeting: GroupMeeting, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"speaker": meeting.speaker_id, "topic": meeting.topic})
        waiting = turns(meeting.group, meeting.on)
        who = members_of(meeting, _("Speaker"))
        order = [turn.member for turn in waiting]
        rest = [seat for seat in who.queryset or () if seat not in order]
        labels = {turn.member.pk: _turn(turn) for turn in waiting}
        named = [(seat.pk, labels.get(seat.pk, seat.name)) for seat in [*order, *rest]]
        who.widget.choices = [("", NOBODY_YET), *named]
        self.fields = {"speaker": who, **self.fields}


def _turn(turn: Turn) -> str:
    if turn.spoke_on is None:
        return _("%s, never yet") % turn.member.name
    return _("%(name)s, last on %(day)s") % {"name": turn.member.name, "day": short_day(turn.spoke_on)}
