"""One pair of fellow members: when they met, and what comes next; for the two themselves also how to go on."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from cookout.core.models import User
from cookout.events.models import today_in
from cookout.groups.models import Group, Membership
from cookout.one_to_ones.models import OneToOne
from cookout.one_to_ones.models.ground import Ground, ground_between
from cookout.one_to_ones.models.known import own_entries
from cookout.one_to_ones.models.prep import upcoming
from cookout.people.models import Person, ProfileEntry
from cookout.rounds.models.among import days_met, passed_with
from cookout.rounds.models.met import css_of, words_of
from cookout.rounds.models.pairing import Pairing
from cookout.rounds.models.round import Round
from cookout.rounds.rules import band_of, months_before
from cookout.science import Entry


@dataclass(frozen=True)
class PairMet:
    """Two members of one group, seen by a fellow member; `viewer` is first where she is one of the two."""

    group: Group
    one: Membership
    other: Membership
    viewer: User
    today: dt.date
    days: tuple[dt.date, ...]
    """When they met, the latest first."""

    @classmethod
    def of(cls, viewer: User, first: UUID, second: str = "") -> "PairMet | None":
        """A member with another, else with the viewer; nothing for who does not sit there, or where one has left."""
        seats = Membership.objects.visible_to(viewer).current().select_related("group", "classification")
        seat = seats.filter(uid=first).first()
        fellows = {str(one.uid): one for one in seats.filter(group=seat.group_id)} if seat else {}
        mine = next((one for one in fellows.values() if one.user_id == viewer.pk), None)
        found = fellows.get(second) if second else mine
        if seat is None or found is None or mine is None:
            return None
        one, other = (found, seat) if found == mine else (seat, found)
        today = today_in(seat.group)
        days = days_met(one.user_id, other.user_id, today) if one.user_id and other.user_id else []
        return cls(seat.group, one, other, viewer, today, tuple(days))

    @property
    def is_mine(self) -> bool:
        """Whether the viewer is one of the two."""
        return self.one.user_id == self.viewer.pk

    @property
    def without_account(self) -> Membership | None:
        """Who of the two has none, so that nothing is known."""
        return next((seat for seat in (self.one, self.other) if seat.user_id is None), None)

    @property
    def last(self) -> dt.date | None:
        """When they last met."""
        return self.days[0] if self.days else None

    @property
    def in_a_year(self) -> int:
        """How often within twelve months."""
        since = months_before(self.today, 12)
        return sum(day >= since for day in self.days)

    @property
    def words(self) -> str:
        """How long ago, in words."""
        return str(words_of(None if self.without_account else band_of(self.last, self.today)))

    @property
    def css(self) -> str:
        """The colour of their square."""
        return css_of(None if self.without_account else band_of(self.last, self.today))

    @cached_property
    def planned(self) -> Pairing | None:
        """The next week for which an announced round pairs them."""
        low, high = sorted((self.one.pk, self.other.pk))
        seen = Pairing.objects.visible_to(self.viewer).standing().filter(first=low, second=high)
        seen = seen.filter(round__in=Round.objects.announced().values("pk")).select_related("round")
        to_come = [one for one in seen if one.round.monday_of(one.week + 1) > self.today]
        return min(to_come, key=lambda one: one.round.monday_of(one.week), default=None)

    @property
    def week_on(self) -> dt.date | None:
        """The Monday of that week."""
        return self.planned.round.monday_of(self.planned.week) if self.planned else None

    @cached_property
    def person(self) -> Person | None:
        """The other one as I may see her; for my own pair alone."""
        if not self.is_mine or self.other.user_id is None:
            return None
        return Person.objects.visible_to(self.viewer).filter(account=self.other.user_id).first()

    @cached_property
    def appointment(self) -> OneToOne | None:
        """The 1-2-1 that I have planned with her."""
        return upcoming(self.viewer, self.person) if self.person else None

    @cached_property
    def has_passed(self) -> bool:
        """Whether a referral was accepted between us: one's own row, so mine alone to know."""
        if not self.is_mine or self.other.user_id is None:
            return False
        return bool(passed_with(self.viewer.pk, [self.other.user_id]))

    @cached_property
    def ground(self) -> Ground:
        """What both share of what she lets me read; nothing that I noted, so that the page can lie between us."""
        if self.person is None:
            return Ground()
        told = ProfileEntry.objects.visible_to(self.viewer).filter(person=self.person)
        rows = told.values_list("facet", "text", "uid", "prompt")
        theirs = [Entry(facet, text, str(uid), prompt) for facet, text, uid, prompt in rows]
        trades = [seat.classification.name if seat.classification else "" for seat in (self.one, self.other)]
        return ground_between(
            own_entries(self.viewer), theirs, name=self.person.first_name, my_trade=trades[0], their_trade=trades[1]
        )
