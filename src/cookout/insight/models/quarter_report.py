"""The quarter of a region as one report: what is missing first, its chapters beside each other, sums, recognition."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import House, User
from cookout.core.templatetags.dates import short_day
from cookout.groups.models import Group, Region
from cookout.insight.models.award import Award, awards_of
from cookout.insight.models.beside import Chapter, beside, middle
from cookout.insight.models.dots import dots, said
from cookout.insight.models.lately import Lately
from cookout.insight.models.page import whole
from cookout.insight.models.sheet import Figure
from cookout.insight.models.sums import MonthSum, Total, month_sums, totals
from cookout.insight.models.tally import NONE, Counts, tally
from cookout.insight.rules import first_day, last_day, month_of, quarter_name

MOST_NAMES = 4
"""So many chapters are named in a sentence; the others are counted."""

MEASURES = (("one_to_ones", ""), ("given", ""), ("attendance", "%"))


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is looked at beside each other."""

    key: str
    label: str
    picture: SafeString
    middle: str
    known: int


@dataclass(frozen=True)
class QuarterReport:
    """One region in one quarter, as one viewer may read it: names of chapters only where she may see them."""

    region: Region
    first: int
    """Its first month."""
    today: dt.date
    viewer: User
    chapters: Sequence[Chapter]
    named: frozenset[int]
    own: frozenset[int]
    sums: Sequence[MonthSum]
    awards: Sequence[Award]
    counted_at: dt.datetime | None
    """Where it was not just now."""

    @classmethod
    def of(cls, region: Region, first: int, viewer: User, *, today: dt.date, lately: bool = False) -> "QuarterReport":
        """Counted now; for a page, what was counted lately will do."""
        groups = list(Group.objects.within(region).order_by("name", "pk"))
        start, end = first_day(first), last_day(first + 2)
        ids = [group.pk for group in groups]
        told = Lately.of(ids, start, end) if lately else None
        named = Group.objects.visible_to(viewer).filter(pk__in=ids)
        return cls(
            region, first, today, viewer, beside(groups, told.inside if told else tally(ids, start, end), today=today),
            frozenset(named.values_list("pk", flat=True)),
            frozenset(Group.objects.of(viewer).values_list("pk", flat=True)),
            month_sums(groups, first, first + 2, today=today), awards_of(region, start, end),
            told.counted_at if told else None,
        )  # fmt: skip

    @property
    def name(self) -> str:
        """As addresses name it."""
        return quarter_name(self.first)

    @property
    def title(self) -> str:
        """As people name it."""
        return _("Quarter %(n)s of %(year)s") % {"n": self.first % 12 // 3 + 1, "year": self.first // 12}

    @property
    def before(self) -> str:
        """The quarter before, as addresses name it."""
        return quarter_name(self.first - 3)

    @property
    def after(self) -> str:
        """The quarter after; empty where it has not begun."""
        return quarter_name(self.first + 3) if self.first + 3 <= month_of(self.today) else ""

    @property
    def is_running(self) -> bool:
        """Whether it is not over."""
        return self.first + 2 >= month_of(self.today)

    @property
    def rows(self) -> list[Chapter]:
        """The chapters that the viewer may see, by name."""
        return [one for one in self.chapters if one.group.pk in self.named]

    @cached_property
    def told(self) -> list[Chapter]:
        """The chapters whose counts may be shown."""
        return [one for one in self.chapters if one.counts is not None and not one.is_reported_only]

    @cached_property
    def total(self) -> Counts:
        """All that may be shown, added up: of the others nothing can be worked out from it."""
        return Counts(*map(sum, zip(NONE, *(one.counts for one in self.told if one.counts is not None), strict=True)))

    @property
    def pairs(self) -> int:
        """How many 1-2-1s there were: each is one of both."""
        return self.total.one_to_ones // 2

    @property
    def figures(self) -> list[Figure]:
        """The quarter in a few numbers."""
        total = self.total
        return [
            Figure.of(len(self.chapters), House.the().group_words, _("in the region")),
            Figure.of(self.members, _("members"), _("belonged to them in the quarter")),
            Figure.of(self.pairs, _("1-2-1s"), _("confirmed by both members")),
            Figure.of(total.given, _("referrals"), _("accepted, between members")),
            Figure.of(total.thanked, _("thank-yous"), _("for business that came of them")),
        ]

    @property
    def members(self) -> int:
        """How many belonged to them."""
        return sum(one.members for one in self.chapters)

    @cached_property
    def measures(self) -> list[Measure]:
        """Each with its picture; none where fewer than two chapters can be set beside each other."""
        labels = {
            "one_to_ones": _("1-2-1s for each member"),
            "given": _("Referrals given for each member"),
            "attendance": _("Places taken at meetings"),
        }
        found = []
        for key, unit in MEASURES:
            several = [(one, self._value(one, key)) for one in self.chapters]
            told = [(one, value) for one, value in several if value is not None]
            if len(told) < 2:
                continue
            marks = [(self._under(one, value, unit), value, one.group.pk in self.own) for one, value in told]
            picture = dots(marks, of=labels[key], unit=unit)
            centre = middle(value for _one, value in told)
            found.append(Measure(key, labels[key], picture, said(centre or 0, unit), len(told)))
        return found

    @staticmethod
    def _value(one: Chapter, key: str) -> float | None:
        if one.is_reported_only:
            return None
        return one.percent if key == "attendance" else one.mean(key)

    def _under(self, one: Chapter, value: float, unit: str) -> str:
        return f"{one.group.name}: {said(value, unit)}" if one.group.pk in self.named else ""

    # What is missing is said first

    @property
    def missing(self) -> list[str]:
        """Sentences; chapters that the viewer may not see are counted and not named."""
        weeks = sum(one.unsettled for one in self.chapters)
        without = sum(one.without for one in self.chapters)
        several = [
            self._running(),
            self._who(
                [one for one in self.chapters if one.is_reported_only],
                _("Known from reports of another system alone, so not set beside the others: %s."),
            ),
            self._who(
                [one for one in self.chapters if one.counts is None and not one.is_reported_only],
                _("Fewer than three members with an account, so counts are not shown: %s."),
            ),
            ngettext(
                "%(n)s week without a closed meeting, in %(who)s: what was not written down there is missing.",
                "%(n)s weeks without a closed meeting, in %(who)s: what was not written down there is missing.",
                weeks,
            ) % {"n": weeks, "who": self._names([one for one in self.chapters if one.unsettled])} if weeks else "",
            ngettext(
                "%(n)s member without account: 1-2-1s and referrals are not known here.",
                "%(n)s members without account: their 1-2-1s and referrals are not known here.",
                without,
            ) % {"n": without} if without else "",
        ]  # fmt: skip
        return [sentence for sentence in several if sentence]

    @property
    def missing_shown(self) -> list[SafeString]:
        """The same for a page: a 1-2-1 is not broken in two."""
        return [whole(sentence) for sentence in self.missing]

    def _running(self) -> str:
        if not self.is_running:
            return ""
        return _("The quarter is not over: this is what is known on %s.") % short_day(self.today)

    def _who(self, several: Sequence[Chapter], sentence: str) -> str:
        return sentence % self._names(several) if several else ""

    def _names(self, several: Sequence[Chapter]) -> str:
        names = [one.group.name for one in several if one.group.pk in self.named][:MOST_NAMES]
        rest = len(several) - len(names)
        if rest and names:
            return _("%(names)s and %(n)s more") % {"names": ", ".join(names), "n": rest}
        house = House.the()
        return ", ".join(names) or f"{rest} {house.group_word if rest == 1 else house.group_words}"

    # Other doors

    @property
    def totals(self) -> list[Total]:
        """Closed business, one line a currency: the sums that the groups agreed to show, added up."""
        return totals(self.sums)

    @property
    def sums_from(self) -> int:
        """How many groups those sums are of."""
        return len({one.group for one in self.sums})

    def as_data(self) -> dict[str, Any]:
        """For programs, and for paper."""
        return {
            "region": {"uid": self.region.uid, "name": self.region.name}, "quarter": self.name, "title": self.title,
            "missing": self.missing, "groups": len(self.chapters), "members": self.members, "pairs": self.pairs,
            "total": self.total.as_data(), "rows": [one.as_data() for one in self.rows],
            "middle": {one.key: one.middle for one in self.measures},
            "sums": [
                {"amount": one.money.amount, "currency": one.money.currency, "months": one.months}
                for one in self.totals
            ],
            "awards": [award.as_data() for award in self.awards],
        }  # fmt: skip
