"""One pair as somebody sees it: the two, why they meet, what each says, and what comes next."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.templatetags.dates import day, weekday
from cookout.groups.models import Group, Membership
from cookout.one_to_ones.models import Standing
from cookout.one_to_ones.models.kinds import State
from cookout.people.models import Person
from cookout.rounds import rules
from cookout.rounds.models.availability import Slot
from cookout.rounds.models.pairing import Pairing, PairingReply
from cookout.rounds.models.repairing import open_weeks
from cookout.rounds.models.round import MOST_WEEKS
from cookout.rounds.models.shared import Shared
from cookout.rounds.models.telling import first_name
from cookout.rounds.models.why import Why, why_of, without_meetings

HOURS = {Slot.MORNING: 9, Slot.MIDDAY: 12, Slot.EVENING: 17}
"""When a time of day begins, to suggest times in it."""

SAYS = PairingReply.Says

LONGEST = rules.A_WEEK * MOST_WEEKS
"""No round is longer."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the round in which the two can meet instead."""

    number: int
    monday: dt.date


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two as the viewer sees her."""

    seat: Membership
    says: str
    person: Person | None
    is_me: bool
    is_mine_to_say: bool
    """Whether the viewer answers for her: herself, or as one who leads where she has no account."""

    @property
    def name(self) -> str:
        """Her whole name."""
        return self.seat.name

    @property
    def first_name(self) -> str:
        """What a friend would call her."""
        return first_name(self.seat)

    @property
    def face(self) -> Person | str:
        """A photo where the viewer sees one."""
        return self.person or self.seat.name

    @property
    def words(self) -> str:
        """What she says, as a sentence."""
        if self.says == SAYS.ACCEPTED:
            return _("You said yes.") if self.is_me else _("%(name)s said yes.") % {"name": self.first_name}
        return "" if self.is_me else _("%(name)s has not answered yet.") % {"name": self.first_name}


@dataclass(frozen=True, slots=True)
class Known:
    """Of several pairs: the people whom the viewer may see, by account, and the groups in which she may answer."""

    people: Mapping[int, Person]
    led: frozenset[int]
    groups: frozenset[int]
    """Of which she is a member; asked where a pair is not hers."""

    @classmethod
    def of(cls, rows: Sequence[Pairing], user: User) -> "Known":
        """Asked once for all of them."""
        seats = [seat for row in rows for seat in row.both]
        people = Person.objects.visible_to(user).filter(account__in={seat.user_id for seat in seats if seat.user_id})
        silent = {seat.group_id for seat in seats if seat.user_id is None}
        led = Group.objects.led_by(user).filter(pk__in=silent).values_list("pk", flat=True) if silent else ()
        hers = all(user.pk in (row.first.user_id, row.second.user_id) for row in rows)
        groups = () if hers else Group.objects.of(user).values_list("pk", flat=True)
        known = {one.account_id: one for one in people if one.account_id is not None}
        return cls(known, frozenset(led), frozenset(groups))


class SeenPair:
    """A pair and its viewer; all that pages, Today and programs show of it."""

    def __init__(self, row: Pairing, user: User, known: "Known | None" = None) -> None:
        self.row, self.user = row, user
        found = known or Known.of([row], user)
        sides = (_side(row, seat, user, found) for seat in row.both)
        self.sides = tuple(sorted(sides, key=lambda side: not side.is_me))
        """Mine first."""
        self.groups = found.groups

    @property
    def me(self) -> Side | None:
        """My side, where I am one of the two."""
        return next((side for side in self.sides if side.is_me), None)

    @property
    def other(self) -> Side:
        """Whom I meet; for others the second of the two."""
        return next((side for side in self.sides if not side.is_me), self.sides[1])

    @cached_property
    def why(self) -> Why:
        """Why these two; whether and when they met is no reason for who is in neither one's group."""
        is_across = self.row.first.group_id != self.row.second.group_id
        reasons = self.row.reasons
        return why_of(reasons if self.is_within or is_across else without_meetings(reasons))

    @property
    def is_within(self) -> bool:
        """Whether the viewer is one of the two, or a member of one's group."""
        return self.me is not None or any(seat.group_id in self.groups for seat in self.row.both)

    @cached_property
    def ground(self) -> str:
        """What I share with the other, to me, in a sentence; asked where a page shows one pair."""
        return Shared.of([self.row]).said(self.row, self.user) if self.me is not None and self.stands else ""

    @property
    def title(self) -> str:
        """The two in words."""
        if self.me is not None:
            return _("You and %(name)s") % {"name": self.other.name}
        return _("%(first)s and %(second)s") % {"first": self.sides[0].name, "second": self.sides[1].name}

    @property
    def stands(self) -> bool:
        """Whether it holds."""
        made = self.row.round
        return self.row.ended_at is None and made.called_off_at is None and made.announced_at is not None

    @cached_property
    def standing(self) -> Standing | None:
        """The 1-2-1 that came of it, for the two alone."""
        one = self.row.one_to_one
        if self.me is None or one is None or one.deleted_at is not None:
            return None
        return Standing(one, self.user)

    @property
    def answering(self) -> Sequence[Side]:
        """For whom the viewer can answer now."""
        open_ = self.stands and self.standing is None and not self.has_met
        return [side for side in self.sides if side.is_mine_to_say] if open_ else []

    @property
    def has_met(self) -> bool:
        """Whether one of the two at least says that they met: their group may know that, and when."""
        one = self.row.one_to_one
        return one is not None and one.deleted_at is None and one.took_place

    @property
    def state(self) -> str:
        """What became of it, in a sentence; the two read more than their group does."""
        one = self.row.one_to_one
        if one is not None and self.is_within and self.has_met and one.held_on is not None:
            return self._met(one.state == State.CONFIRMED, day(one.held_on))
        if self.standing is not None and one is not None and one.is_open:
            at = one.starts_at
            return _("Planned: %(day)s.") % {"day": weekday(at)} if at else _("Times are on offer.")
        if not self.stands:
            return _("This pair does not stand any more.")
        if all(side.says == SAYS.ACCEPTED for side in self.sides):
            return _("You both said yes.") if self.me is not None else _("Both said yes.")
        if self.me is None and not self.answering:  # who has not answered is between the two
            return _("In the week of %(day)s.") % {"day": day(self.row.monday)}
        return " ".join(side.words for side in self.sides if side.words)

    @cached_property
    def weeks(self) -> list[Week]:
        """The other weeks in which the two can meet instead."""
        made = self.row.round
        return [Week(number, made.monday_of(number)) for number in open_weeks(self.row)]

    @property
    def time_page(self) -> str:
        """Where the two find a time in that week; empty where the viewer cannot propose one."""
        if self.me is None or not self.stands or self.other.person is None or self.other.seat.user_id is None:
            return ""
        there = reverse("one_to_ones:one_to_one_create", args=[self.other.person.uid])
        hour = HOURS.get(Slot(self.row.slot)) if self.row.slot else None
        return f"{there}?since={self.row.monday}" + (f"&first={hour}" if hour else "")

    @property
    def prep_page(self) -> str:
        """Where to read up on the other."""
        if self.me is None or self.other.person is None:
            return ""
        return reverse("one_to_ones:person_prep", args=[self.other.person.uid])

    def _met(self, is_confirmed: bool, on: str) -> str:
        if self.me is None:
            return _("They met on %(day)s.") % {"day": on}
        return (_("You both said that you met on %(day)s.") if is_confirmed else _("You met on %(day)s.")) % {"day": on}


def seen(user: User, rows: "QuerySet[Pairing]", *, in_a_line: bool = False) -> list[SeenPair]:
    """These pairs as a user sees them, with their people: as many queries for ten as for one."""
    found = list(with_two(rows) if in_a_line else with_all(rows))
    if not found:  # most days of most people: then nobody is asked for
        return []
    known = Known.of(found, user)
    return [SeenPair(row, user, known) for row in found]


def with_all(rows: "QuerySet[Pairing]") -> "QuerySet[Pairing]":
    """Fetch what is shown of pairs."""
    fetched = rows.select_related(
        "round__group", "round__region", "first__group", "second__group", "first__user", "second__user", "one_to_one",
        "first__classification", "second__classification",
    )  # fmt: skip
    return fetched.prefetch_related("replies", "one_to_one__seats__user", "one_to_one__times")


def with_two(rows: "QuerySet[Pairing]") -> "QuerySet[Pairing]":
    """Fetch what a line of Today tells of pairs that have not become a 1-2-1."""
    return rows.select_related("round", "first", "second", "one_to_one").prefetch_related("replies")


def to_meet(user: User, today: dt.date | None = None) -> "QuerySet[Pairing]":
    """The user's pairs of this week and those to come, whose other one is a member still."""
    return in_order(ahead(user, today or timezone.localdate()).standing)


def was_to_meet(user: User, since: dt.datetime, today: dt.date) -> "QuerySet[Pairing]":
    """The same of rounds that were called off since then, without what has become a 1-2-1."""
    rows = in_order(ahead(user, today, off_since=since).called_off).select_related("one_to_one")
    return rows.exclude(pk__in=[row.pk for row in rows if is_found(row)])


@dataclass(frozen=True, slots=True)
class Ahead:
    """Keys of somebody's pairs of this week and those to come: of rounds that hold, and of those called off lately."""

    standing: Sequence[int] = ()
    called_off: Sequence[int] = ()


def ahead(user: User, today: dt.date, *, off_since: dt.datetime | None = None) -> Ahead:
    """Both in one question, because Today asks for both; none called off where no moment is said."""
    seats = list(Membership.objects.current().filter(user=user).order_by().values_list("pk", flat=True))
    if not seats:
        return Ahead()
    from_week = rules.monday_of(today)
    gone = Q(first__left_on__lte=today) | Q(second__left_on__lte=today)
    holds = Q(round__called_off_at=None)
    told = holds if off_since is None else holds | Q(round__called_off_at__gte=off_since)
    rows = Pairing.objects.standing().filter(Q(first__in=seats) | Q(second__in=seats)).exclude(gone).filter(
        told, round__announced_at__isnull=False, round__deleted_at=None, round__starts_on__gt=from_week - LONGEST
    )  # fmt: skip
    read = rows.order_by().values_list("pk", "round__starts_on", "week", "round__called_off_at")
    kept = [(pk, off) for pk, starts_on, week, off in read if starts_on + (week - 1) * rules.A_WEEK >= from_week]
    return Ahead([pk for pk, off in kept if off is None], [pk for pk, off in kept if off is not None])


def in_order(keys: Sequence[int]) -> "QuerySet[Pairing]":
    """These pairs, by round and week."""
    return Pairing.objects.filter(pk__in=keys).order_by("round__starts_on", "round", "week", "pk")


def is_found(row: Pairing) -> bool:
    """Whether a 1-2-1 of the two stands or took place."""
    one = row.one_to_one
    return one is not None and one.deleted_at is None and (one.is_open or one.took_place)


def _side(row: Pairing, seat: Membership, user: User, known: Known) -> Side:
    is_me = seat.user_id == user.pk
    mine = is_me or (seat.user_id is None and seat.group_id in known.led)
    return Side(seat, row.says(seat), known.people.get(seat.user_id or 0), is_me, mine)
