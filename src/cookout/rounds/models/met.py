"""Who has met whom in a group: each pair's last 1-2-1, and what that shows of the whole.

That two fellow members met, and when, their group may see; so pairs are for who sits in it today. Who directs a region
or hosts the house reads counts. Between whom referrals passed, one sees in one's own row alone.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cookout.core.models import User
from cookout.events.models import today_in
from cookout.groups.models import Group, Membership
from cookout.groups.models.roster import members_on
from cookout.people.formats import catalogue
from cookout.rounds.models.among import Pair, last_met, passed_with
from cookout.rounds.rules import Band, Gap, band_of, fields_of, months_before, widest_gap

NEW_MONTHS = 6
"""So long a member is new."""

WORDS: Mapping[Band, str | Promise] = {
    Band.MONTH: _("within a month"),
    Band.QUARTER: _("1 to 3 months ago"),
    Band.HALF: _("3 to 6 months ago"),
    Band.YEAR: _("6 to 12 months ago"),
    Band.LONGER: _("over a year ago"),
    Band.NEVER: _("never met"),
}

NOT_KNOWN = _("not known")


@dataclass(frozen=True, slots=True)
class Member:
    """One of today, in her field: her place among all, and what one calls her where there is little room.

    `user` is her account, without which nothing is known of her 1-2-1s.
    """

    at: int
    seat: Membership
    user: int | None
    name: str
    short: str
    field: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class With:
    """One pair as it stands in a row: the other one, the day, the band; None where it is not known."""

    other: Member
    on: dt.date | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class Part:
    """Those of a row who are in one band."""

    words: str | Promise
    css: str
    those: tuple[With, ...]

    @property
    def names(self) -> str:
        """Who, in one line."""
        return ", ".join(one.other.name for one in self.those)


@dataclass(frozen=True, slots=True)
class Row:
    """One member beside all others, the latest first."""

    member: Member
    pairs: tuple[With, ...]

    @property
    def known(self) -> int:
        """How many there are to meet."""
        return sum(one.band is not None for one in self.pairs)

    @property
    def ever(self) -> int:
        """How many she has met."""
        return sum(bool(one.band) for one in self.pairs)

    @property
    def in_a_year(self) -> int:
        """How many within twelve months."""
        return sum((one.band or Band.NEVER) >= Band.YEAR for one in self.pairs)

    @property
    def parts(self) -> tuple[Part, ...]:
        """By band, the latest first; those of whom nothing is known at the end."""
        bands = [*sorted(WORDS, reverse=True), None]
        told = ((band, tuple(one for one in self.pairs if one.band is band)) for band in bands)
        return tuple(Part(words_of(band), css_of(band), those) for band, those in told if those)


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole in numbers; pairs are those of two members with account, because of others nothing is known."""

    pairs: int
    in_a_year: int
    never: int
    gap: Gap | None
    newest: Row | None
    without_account: int

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        newest = self.newest
        return {
            "pairs": self.pairs, "in_a_year": self.in_a_year, "never": self.never,
            "without_account": self.without_account,
            "widest_gap": self.gap._asdict() if self.gap else None,
            "newest": {"name": newest.member.name, "met": newest.ever, "of": newest.known} if newest else None,
        }  # fmt: skip


@dataclass(frozen=True)
class HasMet:
    """The members of today by field, and the last day of each pair that has met, by users, the lower first."""

    group: Group
    today: dt.date
    members: tuple[Member, ...]
    days: Mapping[Pair, dt.date]
    passed: frozenset[int]
    """With whom I share a referral; nobody else's."""

    @classmethod
    def of(cls, group: Group, *, viewer: User, today: dt.date | None = None) -> "HasMet":
        """Three queries, however many members; who may see the group is asked before."""
        day = today or today_in(group)
        seats = [seat for seat in members_on(group, today) if seat.name]
        members = _by_field(seats, viewer)
        users = [member.user for member in members if member.user is not None]
        passed = passed_with(viewer.pk, users) if viewer.pk in users else set()
        return cls(group, day, members, last_met(users, day), frozenset(passed))

    @cached_property
    def me(self) -> Member | None:
        """The viewer, where she sits here."""
        return next((member for member in self.members if member.is_me), None)

    @property
    def shows_pairs(self) -> bool:
        """Whether the viewer sees who met whom: as a fellow member."""
        return self.me is not None

    def last(self, one: Member, other: Member) -> dt.date | None:
        """When these two last met."""
        users = one.user or 0, other.user or 0
        return self.days.get((min(users), max(users)))

    def band(self, one: Member, other: Member) -> Band | None:
        """How recent that is; None where it is not known, which is not never."""
        return self.grid[one.at][other.at]

    @cached_property
    def grid(self) -> list[list[Band | None]]:
        """The bands by the places of the two, found once: a page shows more than a thousand."""
        grid: list[list[Band | None]] = [
            [None if one.user is None or other.user is None else Band.NEVER for other in self.members]
            for one in self.members
        ]
        bands = {day: band_of(day, self.today) for day in set(self.days.values())}
        places = {member.user: member.at for member in self.members}
        for (one, other), day in self.days.items():
            first, second = places[one], places[other]
            grid[first][second] = grid[second][first] = bands[day]
        return grid

    @cached_property
    def in_a_year(self) -> list[int]:
        """With how many each has met within twelve months, by place."""
        return [sum(band is not None and band >= Band.YEAR for band in row) for row in self.grid]

    def row(self, member: Member) -> Row:
        """One member beside the others: the latest first, then by name."""
        bands = self.grid[member.at]
        others = (other for other in self.members if other is not member)
        pairs = [With(other, self.last(member, other), bands[other.at]) for other in others]
        return Row(member, tuple(sorted(pairs, key=lambda one: (-(one.on or dt.date.min).toordinal(), one.other.name))))

    def find(self, uid: str) -> Member | None:
        """The member of this id."""
        return next((member for member in self.members if str(member.seat.uid) == uid), None)

    @cached_property
    def known(self) -> int:
        """How many have an account."""
        return sum(member.user is not None for member in self.members)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields in the order in which they stand."""
        return tuple(dict.fromkeys(member.field for member in self.members))

    @cached_property
    def newest(self) -> Member | None:
        """Who came last, if that is no more than half a year ago."""
        since = months_before(self.today, NEW_MONTHS)
        new = [one for one in self.members if one.user is not None and one.seat.joined_on > since]
        # Where a whole chapter begins at once, nobody of it is the new one.
        latest = max(new, key=lambda one: (one.seat.joined_on, one.seat.pk), default=None)
        return latest if latest is not None and 2 * len(new) <= len(self.members) else None

    @cached_property
    def figures(self) -> Figures:
        """What the picture shows, in numbers."""
        pairs = self.known * (self.known - 1) // 2
        fields = {member.user: member.field for member in self.members if member.user is not None}
        return Figures(
            pairs=pairs,
            in_a_year=sum(self.in_a_year) // 2,
            never=pairs - len(self.days),
            gap=widest_gap(fields, self.days),
            newest=self.row(self.newest) if self.newest else None,
            without_account=len(self.members) - self.known,
        )

    @cached_property
    def no_referral(self) -> tuple[Member, ...]:
        """Whom I met, and no referral passed between us."""
        return tuple(other for other in self._mine() if other.user not in self.passed and self._met_me(other))

    @cached_property
    def no_one_to_one(self) -> tuple[Member, ...]:
        """With whom I share a referral, and we never met."""
        return tuple(other for other in self._mine() if other.user in self.passed and not self._met_me(other))

    def pairs(self) -> Iterator[tuple[Member, Member, dt.date | None, Band | None]]:
        """Each two members once; none for who does not sit here."""
        for one, other in combinations(self.members, 2) if self.shows_pairs else ():
            yield one, other, self.last(one, other), self.band(one, other)

    def as_data(self) -> dict[str, Any]:
        """For programs: counts for everybody who may see the group, pairs and one's own row for fellow members."""
        shown = self.members if self.shows_pairs else ()
        return {
            "group": {"uid": self.group.uid, "name": self.group.name}, "today": self.today, **self.figures.as_data(),
            "members": [
                {"uid": one.seat.uid, "name": one.name, "field": one.field, "has_account": one.user is not None}
                for one in shown
            ],
            "met": [
                {"first": one.seat.uid, "second": other.seat.uid, "on": on, "band": band.name.lower()}
                for one, other, on, band in self.pairs() if on is not None and band is not None
            ],
            "no_referral": [one.seat.uid for one in self.no_referral],
            "no_one_to_one": [one.seat.uid for one in self.no_one_to_one],
        }  # fmt: skip

    def told(self) -> Iterator[tuple[Member, Member, dt.date | None, str]]:
        """The same for a table, how long ago in words."""
        return ((one, other, on, str(words_of(band))) for one, other, on, band in self.pairs())

    def _mine(self) -> Iterator[Member]:
        return (other for other in self.members if self.me is not None and not other.is_me and other.user is not None)

    def _met_me(self, other: Member) -> bool:
        return self.me is not None and self.last(self.me, other) is not None


def words_of(band: Band | None) -> str | Promise:
    """A band as one says it."""
    return NOT_KNOWN if band is None else WORDS[band]


def css_of(band: Band | None) -> str:
    """The class of its colour."""
    return "wx" if band is None else f"w{band.value}"


def field_words(name: str) -> str | Promise:
    """A field as it stands in a sentence; the catalogue speaks English."""
    return next((sphere.name for sphere in catalogue.spheres() if sphere.slug == name), _("Other fields"))


def _by_field(seats: Iterable[Membership], viewer: User) -> tuple[Member, ...]:
    """Members in the order of the catalogue's fields, in each by name."""
    named = {seat.pk: seat for seat in seats}
    fields = fields_of({pk: _spheres(seat) for pk, seat in named.items()})
    order = {sphere.slug: place for place, sphere in enumerate(catalogue.spheres())}
    shorts = _shorts(seat.name for seat in named.values())
    by_field = sorted(named.values(), key=lambda seat: (order.get(fields[seat.pk], len(order)), seat.name, seat.pk))
    return tuple(
        Member(at, seat, seat.user_id, seat.name, shorts[seat.name], fields[seat.pk], seat.user_id == viewer.pk)
        for at, seat in enumerate(by_field)
    )


def _spheres(seat: Membership) -> tuple[str, ...]:
    """The spheres of her profession; none for one that a host added."""
    found = catalogue.profession(seat.classification.slug) if seat.classification else None
    return found.spheres if found else ()


def _shorts(names: Iterable[str]) -> dict[str, str]:
    """First names, with the next initial where two share one.

    >>> _shorts(["Ben Adeyemi", "Ben Ito", "Ana"])
    {'Ben Adeyemi': 'Ben A.', 'Ben Ito': 'Ben I.', 'Ana': 'Ana'}
    """
    parted = {name: name.split() or [name] for name in names}
    many = Counter(parts[0] for parts in parted.values())
    return {
        name: f"{parts[0]} {parts[-1][0]}." if many[parts[0]] > 1 and len(parts) > 1 else parts[0]
        for name, parts in parted.items()
    }
