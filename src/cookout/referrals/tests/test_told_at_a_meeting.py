"""What a run sheet tells of referrals: counts, and no money, whatever the group agreed."""

import datetime as dt

import pytest

from cookout.core.models import User
from cookout.core.testing import make_user
from cookout.events.models import GroupMeeting
from cookout.events.testing import TUESDAY, tuesdays
from cookout.referrals.models import ClosedBusiness, Party, Referral
from cookout.referrals.panels.thanks import told_at_the_meeting

DAY = dt.timedelta(days=1)


@pytest.fixture
def meeting(ben: User) -> GroupMeeting:
    """One with another a week before."""
    group = tuesdays(ben, *(make_user(f"{name} Adams") for name in ("Ana", "Luis", "Nora")), shares_sums=True)
    GroupMeeting.objects.create(group=group, on=TUESDAY - 7 * DAY)
    return GroupMeeting.objects.create(group=group, on=TUESDAY)


def gave(giver: User, receiver: User, on: dt.date, state: str = "won") -> Referral:
    """A referral of that day; accepted, unless it was only given."""
    accepted = None if state == "given" else dt.datetime.combine(on, dt.time(12), dt.UTC)
    one = Referral.objects.create(made_by=giver, state=state, given_on=on, accepted_at=accepted, may_contact=True)
    for role, user, name in (("referrer", giver, giver.name), ("provider", receiver, receiver.name)):
        Party.objects.create(referral=one, role=role, user=user, name=name)
    return one


def brought(giver: User, receiver: User, on: dt.date, amount: int = 100000, currency: str = "USD") -> None:
    """A referral of that day, and what it brought the same day."""
    one = gave(giver, receiver, on)
    ClosedBusiness.objects.create(owner=receiver, referral=one, amount=amount, currency=currency, on=on)


def lines(meeting: GroupMeeting, viewer: User) -> list[str]:
    panel = told_at_the_meeting(viewer, meeting)
    return list(panel.data["lines"]) if panel else []


def of(meeting: GroupMeeting) -> list[User]:
    return [seat.user for seat in meeting.group.memberships.order_by("pk") if seat.user]


def test_only_what_members_did_since_the_last_meeting_counts(meeting: GroupMeeting, ben: User, cleo: User) -> None:
    assert lines(meeting, ben) == []
    ana = of(meeting)[1]
    brought(ana, ben, TUESDAY - DAY)
    brought(ana, ben, TUESDAY - 7 * DAY)
    brought(ana, ben, TUESDAY + DAY)
    brought(cleo, ben, TUESDAY - DAY)
    brought(ana, cleo, TUESDAY - DAY)
    gave(ben, ana, TUESDAY, state="given")
    told = lines(meeting, ben)
    assert [line.partition(" since")[0] for line in told] == ["1 referral", "1 thank-you"]


def test_no_sum_is_told_between_months_whatever_was_agreed(meeting: GroupMeeting, ben: User) -> None:
    users = of(meeting)
    for giver, receiver in zip(users[:3], users[1:], strict=True):
        brought(giver, receiver, TUESDAY)
    assert meeting.group.shares_sums
    assert [line.partition(" since")[0] for line in lines(meeting, ben)] == ["3 referrals", "3 thank-yous"]
