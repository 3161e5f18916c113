"""Whose recognition, of which time, and for what."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.groups.models import Group, Region
from cookout.insight.models import Award
from cookout.insight.models.periods import Period
from cookout.insight.models.standings import Scope


class ScopeForm(forms.Form):
    """A group or a region that one may see, and a month or a quarter; else my first group and the last month."""

    group = forms.UUIDField(required=False)
    region = forms.UUIDField(required=False)
    month = forms.CharField(required=False, max_length=7)
    quarter = forms.CharField(required=False, max_length=7)

    def scope(self, user: User) -> Scope | None:
        """The one asked for, as far as this user may see it; None otherwise."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        if said["region"]:
            return Region.objects.visible_to(user).filter(uid=said["region"]).first()
        groups = Group.objects.visible_to(user).select_related("region").order_by("name", "pk")
        if said["group"]:
            return groups.filter(uid=said["group"]).first()
        return Group.objects.of(user).order_by("name", "pk").first() or groups.first()

    def period(self, scope: Scope) -> Period | None:
        """The one asked for; else the last month of a group that is over, the last quarter of a region."""
        text, today = self.cleaned_data["month"] or self.cleaned_data["quarter"], timezone.localdate()
        if not text:
            return Period.latest(today, months=1 if isinstance(scope, Group) else 3)
        found = Period.named(text)
        return found if found is not None and found.start <= today else None


class AwardForm(ScopeForm):
    """For what it is given."""

    kind = forms.ChoiceField(choices=Award.Kind)

    def clean(self) -> dict[str, Any]:
        """An award names its time."""
        said = super().clean() or {}
        if not (said.get("month") or said.get("quarter")):
            raise forms.ValidationError(_("Say for which month or quarter."))
        return said
