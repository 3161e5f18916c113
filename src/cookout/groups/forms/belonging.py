"""What leaders type about their group."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from cookout.core.forms import Toggle
from cookout.core.models import User
from cookout.core.zones import ZoneField
from cookout.groups.models import Group, Membership, Region
from cookout.people.models import Classification


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def classification_field() -> "forms.ModelChoiceField[Classification]":
    """One profession of the list."""
    return forms.ModelChoiceField(
        Classification.objects.all(), label=_("Classification"), required=False, empty_label=_("Not yet decided")
    )


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class MemberChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """One member of a group; two of one name are told apart by trade and by since when."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Membership.objects.none(), required=False, **kwargs)

    def among(self, group: Group, *, besides: Membership | None = None, kept: int | None = None) -> None:
        """Offer the members of today, and who was chosen before, also when she has left since."""
        now = group.memberships.current().values("pk")
        chosen = Q(pk__in=now) | Q(pk__in=[kept] if kept else [])
        members = group.memberships.filter(chosen, deleted_at=None).select_related("classification")
        self.queryset = members.exclude(pk=besides.pk) if besides else members

    def label_from_instance(self, obj: Membership) -> str:
        """Name, trade, since when."""
        told = (obj.name, str(obj.classification or ""), date_format(obj.joined_on, "F Y"))
        return ", ".join(part for part in told if part)


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """The group, when it meets, its rules, and what it agreed to share."""

    zone = ZoneField()
    meets_minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=600, required=False)
    absences_allowed = forms.IntegerField(label=_("Absences allowed"), min_value=0, max_value=50, required=False)
    absences_months = forms.IntegerField(label=_("Within so many months"), min_value=1, max_value=24, required=False)
    visits_allowed = forms.IntegerField(
        label=_("Visits before one applies"), min_value=1, max_value=20, required=False,
        help_text=_("Empty where you agreed on no number."),
    )  # fmt: skip

    class Meta:
        model = Group
        fields = [
            "name", "region", "zone", "meets_on", "meets_at", "meets_minutes", "meets_where",
            "one_per_classification", "absences_allowed", "absences_months", "visits_allowed",
            "shares_profiles", "shares_counts", "shares_sums",
        ]  # fmt: skip
        labels = {"shares_counts": _("Counts per member are shown")}
        widgets = {
            **{
                name: Toggle() for name in ("one_per_classification", "shares_profiles", "shares_counts", "shares_sums")
            },
            "meets_at": TimeInput(),
        }

    def clean_meets_minutes(self) -> int:
        """As it was, where nothing is said."""
        return int(self.cleaned_data["meets_minutes"] or self.instance.meets_minutes)

    def clean_absences_months(self) -> int:
        """As it was, where nothing is said."""
        return int(self.cleaned_data["absences_months"] or self.instance.absences_months)

    def sections(self) -> "list[tuple[str | LazyText, list[forms.BoundField]]]":
        """The fields under their headings."""
        parts = [
            (_("Name and place"), ("name", "region", "zone")),
            (_("When you meet"), ("meets_on", "meets_at", "meets_minutes", "meets_where")),
            (
                _("Your rules"),
                ("one_per_classification", "absences_allowed", "absences_months", "visits_allowed"),
            ),
            (_("What you share"), ("shares_profiles", "shares_counts", "shares_sums")),
        ]
        return [(heading, [self[name] for name in names]) for heading, names in parts]

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        assert isinstance(region, forms.ModelChoiceField)
        region.queryset = Region.objects.visible_to(user)
        region.required = not user.is_host
        if not user.is_host:
            region.queryset = Region.objects.directed_by(user) | Region.objects.filter(pk=self.instance.region_id)


class MemberForm(forms.Form):
    """A member who has no account, or none yet."""

    name = forms.CharField(label=_("Name"), max_length=200)
    classification = classification_field()
    joined_on = forms.DateField(label=_("Member since"), required=False, widget=DateInput())

    def clean_joined_on(self) -> dt.date:
        """Today where nothing is said; never a day to come."""
        joined: dt.date = self.cleaned_data["joined_on"] or timezone.localdate()
        if joined > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come."))
        return joined


class InviteForm(forms.Form):
    """Someone who shall have an account and a seat."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("Email"))
    classification = classification_field()


class RegionForm(forms.Form):
    """A region, on its own or below another."""

    name = forms.CharField(label=_("Name"), max_length=120)
    parent = forms.ModelChoiceField(
        Region.objects.filter(deleted_at=None), label=_("Part of"), required=False, empty_label=_("Nothing: at the top")
    )


class DirectorForm(forms.Form):
    """The account that directs a region."""

    email = forms.EmailField(label=_("Email of the director's account"))

    def clean_email(self) -> User:
        """It must be an account here."""
        user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("Nobody here has this address. Invite them first."))
        return user
