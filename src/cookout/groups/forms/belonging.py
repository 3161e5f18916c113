"""What leaders type about their group."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cookout.core.forms import Toggle
from cookout.core.models import User
from cookout.core.zones import ZoneField
from cookout.groups.models import Group, Membership, Office, Region
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


class MemberChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """One member of a group; two of one name are told apart by trade and by since when."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Membership.objects.none(), required=False, **kwargs)

    def among(self, group: Group, *, besides: Membership | None = None) -> None:
        """Offer the members of today."""
        members = group.memberships.current().select_related("classification")
        self.queryset = members.exclude(pk=besides.pk) if besides else members

    def label_from_instance(self, obj: Membership) -> str:
        """Name, trade, since when."""
        told = (obj.name, str(obj.classification or ""), date_format(obj.joined_on, "F Y"))
        return ", ".join(part for part in told if part)


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """The group, and what it agreed to share."""

    zone = ZoneField()

    class Meta:
        model = Group
        fields = ["name", "region", "zone", "one_per_classification", "shares_profiles", "shares_counts", "shares_sums"]
        widgets = {
            name: Toggle() for name in ("one_per_classification", "shares_profiles", "shares_counts", "shares_sums")
        }

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


class SeatForm(forms.Form):
    """Another classification."""

    classification = classification_field()


class OfficeForm(forms.Form):
    """A role for a term."""

    role = forms.ChoiceField(
        label=_("Office"), choices=[choice for choice in Office.Role.choices if choice[0] != Office.Role.DIRECTOR]
    )
    ends_on = forms.DateField(label=_("Until"), required=False, widget=DateInput())

    def clean_ends_on(self) -> dt.date | None:
        """A day to come, or open."""
        ends: dt.date | None = self.cleaned_data["ends_on"]
        if ends is not None and ends <= timezone.localdate():
            raise forms.ValidationError(_("A term ends on a day to come. Leave it empty where it is open."))
        return ends


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
