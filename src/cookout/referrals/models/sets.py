"""Sets of referrals."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cookout.core.models import User
from cookout.core.search import MOST_WORDS
from cookout.one_to_ones.models import account_of
from cookout.people.models import Person
from cookout.referrals import rules
from cookout.referrals.models.kinds import Role
from cookout.referrals.models.party import Known, Party

READERS = (Role.REFERRER, Role.PROVIDER)
"""Who reads a referral whole; the prospect has a page of their own."""


class ReferralQuerySet(models.QuerySet[Any]):
    """Sets of referrals."""

    def visible_to(self, user: User) -> Self:
        """Those which one gave or was given. A mere name stays with whoever wrote it down."""
        return self._read_by(user, *READERS)

    def given_by(self, user: User) -> Self:
        """Those in which one is the referrer."""
        return self._read_by(user, Role.REFERRER)

    def given_to(self, user: User) -> Self:
        """Those in which one is the provider."""
        return self._read_by(user, Role.PROVIDER)

    def _read_by(self, user: User, *roles: Role) -> Self:
        """Those that this user reads in one of these parts: who is in it is asked once."""
        mine = Party.objects.filter(user=user, role__in=roles).values("referral")
        # Not by the state: a name that was taken back is “taken back”, and still concerns nobody else. One step on it
        # was given: who asks not to be contacted any more does not take the record away from the two.
        given = Q(may_contact=True) | Q(steps_many__gt=1)
        return self.filter(given | Q(made_by=user), pk__in=mine, deleted_at=None)

    def with_parties(self) -> Self:
        """Fetch the three."""
        return self.prefetch_related("parties")

    def open(self) -> Self:
        """In which somebody waits for news (twin of `Referral.is_open`)."""
        return self.filter(state__in=rules.OPEN)

    def decided(self) -> Self:
        """Won, lost, declined, no fit, taken back."""
        return self.filter(state__in=rules.DECIDED)

    def owing(self, now: dt.datetime | None = None) -> Self:
        """Whose referrer has news to get (twin of `Referral.is_owing`)."""
        return self.filter(news_due_at__lte=now or timezone.now())

    def owed_by(self, user: User, now: dt.datetime | None = None) -> Self:
        """News that this provider owes, the oldest and warmest first."""
        owed = self.given_to(user).owing(now)
        return owed.order_by("news_due_at", F("temperature").desc(nulls_last=True), "pk")

    def of(self, user: User, person: Person, role: str = "") -> Self:
        """Those of mine with one person in any part, or in this one, under whichever row of my book she is known."""
        known = known_as(user, person).filter(**({"party__role": role} if role else {}))
        mine = known.values("party__referral")
        return self.visible_to(user).filter(pk__in=mine)

    def matching(self, text: str) -> Self:
        """Those with all these words in a name, the need, or the first step."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            named = Party.objects.filter(name__icontains=word).values("referral")
            found = found.filter(Q(note__icontains=word) | Q(first_step__icontains=word) | Q(pk__in=named))
        return found

    def passed_lately(self, user: User) -> Self:
        """Those that this user wrote down since yesterday, also what was taken back."""
        return self.filter(made_by=user, created_at__gt=timezone.now() - dt.timedelta(days=1))


def known_as(user: User, person: Person) -> "models.QuerySet[Known, Any]":
    """In which parts I know one person, under whichever row of my book."""
    account = account_of(person)
    same = Q(person=person)
    if account is not None:
        same |= Q(person=account) | Q(person__account_person=account, person__keeper=user)
    return Known.objects.filter(same, owner=user)
