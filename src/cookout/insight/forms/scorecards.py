"""Rules of a scorecard, line by line, as they are or as they might be."""

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.groups.models import Group, Region
from cookout.insight.formats.rule_text import bands_from, bands_text, line_from, line_text
from cookout.insight.models.rule_words import looks_at
from cookout.science.errors import ScienceError
from cookout.science.scorecard import MOST_WEEKS, Rules, read_rules


class RulesForm(forms.Form):
    """The lines of a card, each as text that can be changed; empty fields stay as they are."""

    weeks = forms.IntegerField(label=_("Weeks"), required=False, min_value=1, max_value=MOST_WEEKS)

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        self.fields["weeks"].initial = rules.weeks
        for at, line in enumerate(rules.lines):
            self.fields[f"line_{at}"] = forms.CharField(
                label=capfirst(looks_at(line)), required=False, max_length=300, initial=line_text(line)
            )
        self.fields["bands"] = forms.CharField(
            label=_("Bands"), required=False, max_length=300, initial=bands_text(rules)
        )

        if self.is_bound:  # what was not said stays as it is, and is shown so
            said = {name: self.data.get(name) for name in self.data}
            self.data = {name: str(field.initial) for name, field in self.fields.items() if field.initial} | said

    def clean(self) -> dict[str, Any]:
        """Each line by itself says what is wrong with it."""
        said = super().clean() or {}
        lines = [self._line(at, said.get(f"line_{at}") or "") for at in range(len(self.rules.lines))]
        bands = self._tried("bands", bands_from, said.get("bands") or bands_text(self.rules))
        if not self.errors:
            told = {"weeks": said.get("weeks") or self.rules.weeks, "lines": lines, "bands": bands}
            self._tried(None, self._keep, told)
        return said

    def _keep(self, told: dict[str, Any]) -> None:
        self.new, self.told = read_rules(told), told

    def _line(self, at: int, text: str) -> Any:
        line = self.rules.lines[at]
        return self._tried(f"line_{at}", lambda said: line_from(said, line), text or line_text(line))

    def _tried(self, name: str | None, read: Any, told: Any) -> Any:
        try:
            return read(told)
        except ScienceError as wrong:
            self.add_error(name, str(wrong))
            return None


class ScorecardForm(RulesForm):
    """A version that is to hold in a region."""

    name = forms.CharField(label=_("Name"), max_length=120)
    starts_on = forms.DateField(label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ("name", "starts_on", "weeks")


class WhereForm(forms.Form):
    """For which region a card is written, and from which card it begins."""

    region = forms.UUIDField()
    base = forms.UUIDField()

    def region_of(self, user: User) -> Region | None:
        """The region, if this user directs it or hosts."""
        if not self.is_valid():
            return None
        mine = Region.objects.filter(deleted_at=None) if user.is_host else Region.objects.directed_by(user)
        return mine.filter(uid=self.cleaned_data["region"]).first()


class GroupForm(forms.Form):
    """With whose counts the rules are tried; else my first group's, or that with most accounts of those I may see."""

    group = forms.UUIDField(required=False)

    def group_of(self, user: User) -> Group | None:
        """The group asked for, as far as this user may see it."""
        if not self.is_valid():
            return None
        groups = Group.objects.visible_to(user).order_by("name", "pk")
        if self.cleaned_data["group"]:
            return groups.filter(uid=self.cleaned_data["group"]).first()
        accounts = Count("memberships", Q(memberships__user__isnull=False, memberships__left_on=None))
        known = groups.annotate(accounts=accounts).order_by("-accounts", "name", "pk")
        return Group.objects.of(user).order_by("name", "pk").first() or known.first()


def next_month() -> Any:
    """A day on which a new version may well begin."""
    today = timezone.localdate()
    return today.replace(year=today.year + today.month // 12, month=today.month % 12 + 1, day=1)
