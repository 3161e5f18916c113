"""Who meets whom, week by week, as page, table and program read it. Candidates and chances are nowhere in it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.groups.models import Group, Membership
from cookout.groups.models.roster import leaves_in, members_ever
from cookout.rounds import rules
from cookout.rounds.formats.table import ACROSS, PAIRS, as_csv
from cookout.rounds.models.across import pairs_of
from cookout.rounds.models.asked import today_of
from cookout.rounds.models.obstacles import in_words
from cookout.rounds.models.pairing import Pairing
from cookout.rounds.models.round import MOST_WEEKS, Round
from cookout.rounds.models.terms import mondays_of
from cookout.rounds.models.why import Why, in_points, kept, lesson_in_words, why_of, without_meetings, worth
from cookout.science.pairing.preflight import Way


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who meet: their names, why, and whether the lot gave them to each other."""

    pairing: Pairing
    first: Membership
    second: Membership
    names: tuple[str, str]
    reasons: tuple[Sequence[Any], ...]
    """Those that the viewer may read, strongest first."""
    gain: int | None
    """None where it would tell a viewer who is no member whether the two have met."""
    is_mine: bool

    @property
    def why(self) -> Why:
        """The reasons in a few words."""
        return why_of(self.reasons)

    @property
    def is_drawn(self) -> bool:
        """Given by the hat."""
        return self.pairing.is_drawn


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a round: who meets, and who sits out."""

    number: int
    monday: dt.date
    pairs: tuple[Pair, ...]
    sits_out: tuple[str, ...]
    is_now: bool

    @property
    def name(self) -> str:
        """Its number, as it stands in an address."""
        return str(self.number)

    @property
    def mine_first(self) -> list[Pair]:
        """As a page shows them: on a phone nobody looks for her own pair among seventeen."""
        return sorted(self.pairs, key=lambda pair: not pair.is_mine)

    @property
    def is_drawn(self) -> bool:
        """Whether the lot gave some of its pairs."""
        return any(pair.is_drawn for pair in self.pairs)


@dataclass(frozen=True)
class WhoMeets:
    """A round as one viewer sees it."""

    round: Round
    viewer: User
    memberships: tuple[Membership, ...]
    pairings: tuple[Pairing, ...]
    leads: bool
    knows: frozenset[int]
    """The groups of which the viewer is a member: when two of them met is for her to know."""

    @classmethod
    def of(cls, round: Round, viewer: User, *, chapter: Group | None = None) -> "WhoMeets":
        """Read it: pairs that stand and that the viewer may see; of a region's round those of one chapter, if said."""
        scope = round.scope
        if not isinstance(scope, Group):
            across, theirs = pairs_of(round, viewer, chapter)
            mine = frozenset(Group.objects.of(viewer).values_list("pk", flat=True))
            return cls(round, viewer, tuple(across), tuple(theirs), round.is_led_by(viewer), mine)
        ever = members_ever(scope)
        there = [one for one in ever if _is_there(one, round)]
        inside = frozenset([scope.pk] if any(one.user_id == viewer.pk and one.is_current() for one in ever) else [])
        rows = Pairing.objects.filter(round=round)  # whoever sees a group's round sees all of it
        standing = rows.standing().order_by("week", "-gain", "pk")
        return cls(round, viewer, tuple(there), tuple(standing), round.is_led_by(viewer), inside)

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """All weeks, in order."""
        by_week: dict[int, list[Pairing]] = defaultdict(list)
        for pairing in self.pairings:
            by_week[pairing.week].append(pairing)
        return tuple(self._week(number, by_week[number]) for number in range(1, self.round.weeks + 1))

    @property
    def now(self) -> Week:
        """The week of today; before the round its first, after it its last."""
        number = (self.today - self.round.starts_on).days // 7 + 1
        return self.weeks[min(max(number, 1), self.round.weeks) - 1]

    @property
    def numbers(self) -> list[str]:
        """What somebody may ask for as `?week=`."""
        return [week.name for week in self.weeks]

    @property
    def has_lot(self) -> bool:
        """Whether some pairs are drawn."""
        return any(pairing.is_drawn for pairing in self.pairings)

    @property
    def worth(self) -> str:
        """How good the plan is, in short."""
        return worth_of(self.round)

    @property
    def kept(self) -> str:
        """What had to stay as it is."""
        turns = any(one["members"] for one in self.round.obstacles if one["code"] == Way.SITS_OUT)
        return kept(has_lot=self.has_lot, has_turns=turns) if self.worth else ""

    @property
    def points(self) -> str:
        """How good it is, in points."""
        if self.round.value is None or self.round.upper_bound is None:
            return ""
        return in_points(self.round.value, self.round.upper_bound)

    @property
    def lesson(self) -> str:
        """What the group's own results said when it was planned."""
        return lesson_in_words(self.round.learned)

    @property
    def obstacles(self) -> list[str]:
        """What stood in the way, for who leads."""
        if not self.leads:
            return []
        out = {week.monday: len(week.sits_out) for week in self.weeks}
        names = {one.pk: one.name for one in self.memberships}
        return in_words(self.round.obstacles, names, mondays_of(self.round), out)

    @cached_property
    def today(self) -> dt.date:
        """Which day it is in the group."""
        return today_of(self.round.scope)

    @cached_property
    def _by_key(self) -> dict[int, Membership]:
        return {one.pk: one for one in self.memberships}

    @cached_property
    def _short(self) -> dict[int, str]:
        if self.round.group is None:
            return {one.pk: one.name for one in self.memberships}
        return short_names(self.memberships)

    def _week(self, number: int, pairings: Sequence[Pairing]) -> Week:
        monday = self.round.monday_of(number)
        paired = {key for one in pairings for key in (one.first_id, one.second_id)}
        pairs = [self._pair(one) for one in pairings if {one.first_id, one.second_id} <= self._by_key.keys()]
        if any(pair.gain is None for pair in pairs):  # nor does their order tell who gains most
            pairs.sort(key=lambda pair: pair.pairing.pk)
        return Week(
            number=number,
            monday=monday,
            pairs=tuple(pairs),
            sits_out=tuple(self._sits_out(monday, paired)) if pairings and self.round.group else (),
            is_now=monday <= self.today < monday + rules.A_WEEK,
        )

    def _pair(self, pairing: Pairing) -> Pair:
        first, second = self._by_key[pairing.first_id], self._by_key[pairing.second_id]
        mine = self.viewer.pk in (first.user_id, second.user_id)
        names = self._short[first.pk], self._short[second.pk]
        groups = {first.group_id, second.group_id}
        knows = mine or len(groups) > 1 or bool(groups & self.knows)
        reasons = pairing.reasons if knows else without_meetings(pairing.reasons)
        return Pair(pairing, first, second, names, tuple(reasons), pairing.gain if knows else None, mine)

    def _sits_out(self, monday: dt.date, paired: set[int]) -> Iterable[str]:
        """Members of that week who are not on leave and meet nobody; why is not said, and often nobody's business."""
        leaves = leaves_in(self.round.scope) if isinstance(self.round.scope, Group) else {}
        for one in self.memberships:
            away = any(rules.is_away(monday, leave.starts_on, leave.ends_on) for leave in leaves.get(one.pk, ()))
            if one.pk not in paired and not away and rules.belongs_in(monday, one.joined_on, one.left_on):
                yield self._short[one.pk]

    def as_table(self) -> str:
        """A row a pair, for other programs; across chapters with their chapters."""
        pairs = [(week, pair) for week in self.weeks for pair in week.pairs]
        inside, head = self.round.group is not None, PAIRS if self.round.group is not None else ACROSS
        told = [
            (week.number, week.monday, *_row_of(pair.first, inside), *_row_of(pair.second, inside),
             pair.pairing.slot, pair.why.text, pair.is_drawn)
            for week, pair in pairs
        ]  # fmt: skip
        return as_csv(head, told)

    def as_data(self) -> dict[str, Any]:
        """The whole round, for programs."""
        return {
            **round_as_data(self.round),
            "worth": f"{self.worth} {self.kept}".strip(),
            "learned": self.lesson,
            "obstacles": self.obstacles,
            "by_week": [
                {
                    "week": week.number,
                    "monday": week.monday,
                    "pairs": [_as_data(pair) for pair in week.pairs],
                    "sits_out": list(week.sits_out),
                }
                for week in self.weeks
            ],
        }


def worth_of(round: Round) -> str:
    """How good its plan is, in short."""
    if round.value is None or round.upper_bound is None:
        return ""
    return worth(round.value, round.upper_bound)


def round_as_data(round: Round) -> dict[str, Any]:
    """What a round is, without its pairs."""
    state = "draft" if round.is_draft else "called_off" if round.called_off_at else "announced"
    names = ("uid", "starts_on", "ends_on", "weeks", "most", "hat", "months_apart", "is_apart", "across", "seed",
             "value", "upper_bound", "planned_at", "announced_at", "called_off_at")  # fmt: skip
    return {
        **{name: getattr(round, name) for name in names},
        "name": str(round),
        "group": round.group.uid if round.group else None,
        "region": round.region.uid if round.region else None,
        "state": state,
        "work_state": round.work_state,
        "failure": round.failure if round.is_draft else "",
        "is_optimal": round.is_optimal,
    }


def short_names(memberships: Sequence[Membership]) -> dict[int, str]:
    """First names where one alone has it, else whole names; of an erased account no name is kept."""
    first = {one.pk: one.name.partition(" ")[0] for one in memberships}
    many, former = Counter(first.values()), _("A former member")
    return {
        one.pk: first[one.pk] if one.name and many[first[one.pk]] == 1 else one.name or former for one in memberships
    }


@dataclass(frozen=True, slots=True)
class RoundsNow:
    """A group's round of these weeks, the draft where one leads, and when the next one could begin."""

    announced: Round | None
    draft: Round | None
    next_on: dt.date

    @classmethod
    def of(cls, group: Group, viewer: User) -> "RoundsNow":
        """One question; what is a draft is for who leads."""
        today = today_of(group)
        since = today - MOST_WEEKS * rules.A_WEEK
        rows = Round.objects.of(group).filter(starts_on__gte=since, called_off_at=None, deleted_at=None)
        found = [one for one in rows.order_by("starts_on", "pk") if one.ends_on >= today]
        for one in found:
            one.group = group  # what is known is not asked anew
        drafts = [one for one in found if one.is_draft] if group.is_led_by(viewer) else []
        known = [one for one in found if not one.is_draft]
        after = max((one.ends_on for one in found), default=today)
        return cls(known[0] if known else None, drafts[0] if drafts else None, next_monday(after))

    @property
    def next_month(self) -> str:
        """December: the month in which the middle of the next four weeks lies."""
        return date_format(self.next_on + 2 * rules.A_WEEK, "F")


def next_monday(day: dt.date) -> dt.date:
    """The Monday after this day."""
    return rules.monday_of(day) + rules.A_WEEK


def _row_of(one: Membership, inside: bool) -> tuple[str, ...]:
    trade = one.classification.name if one.classification else ""
    return (one.name,) if inside else (one.group.name, one.name, trade)


def _is_there(one: Membership, round: Round) -> bool:
    return one.joined_on <= round.ends_on and (one.left_on is None or one.left_on > round.starts_on)


def _as_data(pair: Pair) -> dict[str, Any]:
    return {
        "uid": pair.pairing.uid,
        "first": {"uid": pair.first.uid, "name": pair.first.name},
        "second": {"uid": pair.second.uid, "name": pair.second.name},
        "slot": pair.pairing.slot,
        "gain": pair.gain,
        "reasons": [one[0] for one in pair.reasons],
        "why": pair.why.text,
        "is_drawn": pair.is_drawn,
    }
