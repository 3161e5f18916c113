"""My own months: what I did in each, and my rate with how sure it is. Compared with nobody."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.insight.models.making import together
from cookout.insight.models.member_months import member_months
from cookout.insight.models.my_month import MyMonth
from cookout.insight.models.scope import Subject
from cookout.insight.models.strip import strip
from cookout.science.study.described.rates import Rate, rate
from cookout.science.study.grid import Grid


def my_months(user: User) -> list[MyMonth]:
    """My months from the first to the last that is told; those between without a row are missing."""
    told = member_months(Subject(user=user).group_ids(), me=user.pk)
    grid = together(told.grid, told.mine)
    here = np.flatnonzero(grid.present.any(axis=0))
    if not here.size:
        return []
    return [_month(grid, at) for at in range(int(here[0]), int(here[-1]) + 1)]


def _month(grid: Grid, at: int) -> MyMonth:
    if not grid.present[0, at]:
        return MyMonth(int(grid.months[at]), None, None, None)
    x, given, received = (int(layer[0, at]) for layer in (grid.x, grid.outcomes["given"], grid.outcomes["received"]))
    return MyMonth(int(grid.months[at]), x, given, received)


@dataclass(frozen=True, slots=True)
class Mine:
    """My months as a page shows them."""

    months: Sequence[MyMonth]

    @property
    def told(self) -> list[MyMonth]:
        """Those that are there."""
        return [month for month in self.months if month.one_to_ones is not None]

    @property
    def missing(self) -> int:
        """How many are not, between the first and the last."""
        return len(self.months) - len(self.told)

    @property
    def latest_first(self) -> list[MyMonth]:
        """For the table."""
        return list(reversed(self.months))

    @property
    def rates(self) -> list[tuple[str, int, Rate]]:
        """1-2-1s, referrals received and given: how many, how many a month, and between which ends the truth is."""
        named = (("one_to_ones", _("1-2-1s")), ("received", _("Referrals received")), ("given", _("Referrals given")))
        sums = [(label, sum(getattr(month, name) for month in self.told)) for name, label in named]
        return [(label, many, rate(many, len(self.told))) for label, many in sums] if self.told else []

    @property
    def picture(self) -> SafeString:
        """A small strip: a bar a month in three rows; a missing month is a gap with a line under it."""
        return strip(self.months)
