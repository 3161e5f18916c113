"""Writes the tree, the chapters and who belongs to them: seats, offices, leaves, applications, open classifications."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models

from cookout.core.models import User
from cookout.groups.models import Application, Group, Leave, Membership, Office, Region, WantedSeat
from cookout.insight.models import MonthlyTarget
from cookout.people.models import Classification
from cookout.site.sample import shapes
from cookout.site.sample.hours import ZONE, clock
from cookout.site.sample.pouring import pour
from cookout.site.sample.uids import uid

EVENING = dt.time(19, 30)


@dataclass
class ChapterWriter:
    """The chapters on their way into the database; what comes later asks here who sits where."""

    sample: shapes.Sample
    users: Mapping[str, User]
    trades: Mapping[str, Classification]
    groups: dict[str, Group] = field(default_factory=dict)
    seats: dict[tuple[str, str], Membership] = field(default_factory=dict)
    """By chapter and name."""

    NOUNS: ClassVar[tuple[type[models.Model], ...]] = (Group, Membership, Application, WantedSeat)

    def write(self) -> None:
        """All of it."""
        parent = Region.objects.create(name=self.sample.parent_region)
        region = Region.objects.create(name=self.sample.region, parent=parent)
        for chapter in self.sample.chapters:
            self.groups[chapter.key] = Group.objects.create(
                name=chapter.name, region=region, zone=ZONE, meets_on=chapter.meets_on, meets_at=chapter.meets_at,
                meets_minutes=chapter.minutes, meets_where=chapter.where, absences_allowed=chapter.absences_allowed,
                visits_allowed=chapter.visits_allowed, shares_sums=chapter.shares_sums,
            )  # fmt: skip
        self._memberships()
        self._offices(region)
        self._leaves()
        self._applications()
        pour(
            WantedSeat(group=self.groups[row.chapter], classification=self.trades[row.slug], note=row.note)
            for row in self.sample.gathered.wanted
        )
        pour(MonthlyTarget(user=self.users[who], one_to_ones=many) for who, many in self.sample.gathered.targets)

    def member(self, chapter: str, name: str) -> Membership | None:
        """Who sits there under this name; nobody without one."""
        return self.seats.get((chapter, name))

    def user(self, chapter: str, name: str) -> User | None:
        """The account of a member."""
        member = self.member(chapter, name)
        return member.user if member else None

    def led_by(self, chapter: str) -> User | None:
        """Who answers applications there."""
        terms = [term for term in self.sample.terms if term.chapter == chapter and term.ends_on is None]
        return next((self.users[term.account] for term in terms if term.role == "vice_president"), None)

    def _memberships(self) -> None:
        """Who sits where; then who stands for whom, as sponsors are members too."""
        for position, seat in enumerate(self.sample.seats):
            row = Membership(
                uid=uid(self.sample.seed, f"seat {position}", seat.joined_on), group=self.groups[seat.chapter],
                user=self.users.get(seat.account), name=seat.name, classification=self.trades[seat.slug],
                joined_on=seat.joined_on, left_on=seat.left_on, renews_on=seat.renews_on, is_ranked=seat.is_ranked,
            )  # fmt: skip
            row.save(force_insert=True)  # not in bulk: saving writes the search words of a membership
            self.seats[seat.chapter, seat.name] = row
        stood_for = [seat for seat in self.sample.seats if seat.sponsor]
        for seat in stood_for:
            row = self.seats[seat.chapter, seat.name]
            row.sponsor, row.mentor = self.member(seat.chapter, seat.sponsor), self.member(seat.chapter, seat.mentor)
        rows = [self.seats[seat.chapter, seat.name] for seat in stood_for]
        Membership.objects.bulk_update(rows, ["sponsor", "mentor"])

    def _offices(self, region: Region) -> None:
        of_account = {row.user_id: row for row in self.seats.values() if row.user_id}
        for term in self.sample.terms:
            user = self.users[term.account]
            place: dict[str, Any] = {"region": region, "user": user} if term.region else {}
            place = place or {"membership": of_account[user.pk]}
            Office.objects.create(role=term.role, starts_on=term.starts_on, ends_on=term.ends_on, **place)

    def _leaves(self) -> None:
        pour(
            Leave(membership=self.seats[row.chapter, row.member], starts_on=row.starts_on, ends_on=row.ends_on)
            for row in self.sample.gathered.leaves
        )

    def _applications(self) -> None:
        pour(
            Application(
                uid=uid(self.sample.seed, f"application {row.chapter} {row.name}", row.applied_on),
                group=self.groups[row.chapter], name=row.name, classification=self.trades[row.slug],
                sponsor=self.member(row.chapter, row.sponsor), note=row.note, applied_on=row.applied_on,
                state=row.state, decided_at=clock(row.decided_on, EVENING) if row.decided_on else None,
                decided_by=self.led_by(row.chapter) if row.decided_on else None,
                membership=self.member(row.chapter, row.member),
            )
            for row in self.sample.gathered.applicants
        )  # fmt: skip
