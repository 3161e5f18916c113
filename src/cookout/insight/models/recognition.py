"""The page of recognition: for each kind who stands where in a period, and which awards were given."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from cookout.core.models import User
from cookout.groups.models import Group
from cookout.insight.models.award import Award, leads
from cookout.insight.models.periods import Period
from cookout.insight.models.standings import Scope, Standing, standings

MOST = 5
"""So many places are shown; who shares the last one of them is shown too."""

MOST_AWARDS = 24


@dataclass(frozen=True, slots=True)
class Race:
    """One kind: the first places, and the award where it was given."""

    kind: str
    label: str
    places: Sequence[Standing]
    award: Award | None


@dataclass(frozen=True)
class Recognition:
    """Of a group or a region in one period, as one viewer reads it."""

    scope: Scope
    period: Period
    viewer: User
    today: dt.date

    @property
    def is_group(self) -> bool:
        """A group; else a region."""
        return isinstance(self.scope, Group)

    @property
    def query(self) -> str:
        """How an address names whose it is."""
        return f"{'group' if self.is_group else 'region'}={self.scope.uid}"

    @property
    def asked(self) -> str:
        """How an address names the time."""
        return f"{'month' if self.period.months == 1 else 'quarter'}={self.period.name}"

    @property
    def before(self) -> Period:
        """The time before."""
        return self.period.before

    @property
    def after(self) -> Period | None:
        """The time after; None where it has not begun."""
        return self.period.after(self.today)

    @property
    def keeps_to_itself(self) -> bool:
        """A group that agreed not to show counts names nobody."""
        return isinstance(self.scope, Group) and not self.scope.shares_counts

    @cached_property
    def leads(self) -> bool:
        """Whether the viewer may give awards here."""
        return leads(self.viewer, self.scope)

    @property
    def may_give(self) -> bool:
        """Whether the time is over, so that the places are settled."""
        return self.leads and self.period.is_over(self.today)

    @cached_property
    def races(self) -> list[Race]:
        """Each kind."""
        start, end = self.period.start, self.period.end
        given = {
            award.kind: award
            for award in Award.objects.of(self.scope).standing().filter(starts_on=start, ends_on=end).with_holders()
        }
        return [
            Race(kind.value, str(kind.label), self._first(kind.value, start, end), given.get(kind.value))
            for kind in Award.Kind
        ]

    def _first(self, kind: str, start: dt.date, end: dt.date) -> list[Standing]:
        return [one for one in standings(self.scope, kind, start, end) if one.place <= MOST]

    @cached_property
    def awards(self) -> list[Award]:
        """Those given before, the latest first."""
        return list(Award.objects.of(self.scope).standing().with_holders().order_by("-ends_on", "kind")[:MOST_AWARDS])

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        return {
            "scope": "group" if self.is_group else "region", "uid": self.scope.uid, "name": self.scope.name,
            "period": self.period.name, "starts_on": self.period.start, "ends_on": self.period.end,
            "kinds": [
                {
                    "kind": race.kind,
                    "places": [
                        {"place": one.place, "name": one.name, "count": one.count, "is_shared": one.is_shared}
                        for one in race.places
                    ],
                    "award": race.award.uid if race.award else None,
                }
                for race in self.races
            ],
            "awards": [award.as_data() for award in self.awards],
        }  # fmt: skip
