"""What is counted for recognition and the roster, from one day to another."""

import datetime as dt

import numpy as np
import pytest

from cookout.core.models import User
from cookout.core.privacy import erase
from cookout.groups.models import Group
from cookout.insight.models import member_months
from cookout.insight.models.tally import Counts, Tally, tally
from cookout.insight.rules import first_day
from cookout.insight.testing import busy_chapter, gave, member, met, seat
from cookout.one_to_ones.models import State
from cookout.referrals.models import ClosedBusiness, Referral
from cookout.referrals.models import State as Standing

pytestmark = pytest.mark.django_db

MARCH = dt.date(2025, 3, 1), dt.date(2025, 3, 31)


@pytest.fixture
def group(db: None) -> Group:
    return Group.objects.create(name="Riverside")


@pytest.fixture
def two(group: Group) -> tuple[User, User]:
    return member("Dora Diaz", group), member("Emil Egger", group)


def march(*groups: Group, all_of_them: bool = False) -> Tally:
    return tally([group.pk for group in groups], *MARCH, within="all" if all_of_them else "group")


def thanked(referral: Referral, on: dt.date, amount: int = 90000) -> ClosedBusiness:
    provider = referral.parties.get(role="provider").user
    assert provider is not None
    return ClosedBusiness.objects.create(owner=provider, referral=referral, amount=amount, currency="USD", on=on)


def test_each_of_two_has_the_1_2_1_and_each_side_its_referral(group: Group, two: tuple[User, User]) -> None:
    met(*two, dt.date(2025, 3, 1))
    gave(*two, dt.date(2025, 3, 31))
    told = march(group)
    assert told.of(group.pk, two[0].pk) == Counts(one_to_ones=1, given=1)
    assert told.of(group.pk, two[1].pk) == Counts(one_to_ones=1, received=1)


def test_the_day_before_and_the_day_after_do_not_count(group: Group, two: tuple[User, User]) -> None:
    for day in (dt.date(2025, 2, 28), dt.date(2025, 4, 1)):
        met(*two, day)
        thanked(gave(*two, day), day)
    assert not march(group).counts


@pytest.mark.parametrize("state", [State.HELD, State.PLANNED, State.NO_SHOW, State.CANCELLED])
def test_what_one_alone_says_does_not_count(group: Group, two: tuple[User, User], state: str) -> None:
    met(*two, dt.date(2025, 3, 7), state=state)
    assert not march(group).counts


def test_a_referral_not_accepted_or_taken_back_does_not_count(group: Group, two: tuple[User, User]) -> None:
    gave(*two, dt.date(2025, 3, 7), state=Standing.GIVEN)
    thanked(gave(*two, dt.date(2025, 3, 7), state=Standing.WITHDRAWN), dt.date(2025, 3, 8))
    assert not march(group).counts


def test_a_day_begins_by_the_clock_of_the_group(group: Group, two: tuple[User, User]) -> None:
    Group.objects.filter(pk=group.pk).update(zone="America/New_York")
    gave(*two, dt.datetime(2025, 4, 1, 3, tzinfo=dt.UTC))
    gave(*two, dt.datetime(2025, 3, 1, 4, tzinfo=dt.UTC))
    assert march(group).of(group.pk, two[0].pk).given == 1


def test_each_thank_you_counts_for_who_gave_the_referral_whatever_the_amount(
    group: Group, two: tuple[User, User]
) -> None:
    referral = gave(*two, dt.date(2025, 2, 1))
    thanked(referral, dt.date(2025, 3, 4), amount=1)
    thanked(referral, dt.date(2025, 3, 5), amount=10**9)
    gone = thanked(referral, dt.date(2025, 3, 6))
    ClosedBusiness.objects.filter(pk=gone.pk).update(deleted_at=dt.datetime(2025, 3, 7, tzinfo=dt.UTC))
    told = march(group)
    assert told.of(group.pk, two[0].pk) == Counts(thanked=2)
    assert told.of(group.pk, two[1].pk) == Counts()


def test_what_members_of_two_groups_do_counts_only_for_all_of_them(group: Group, two: tuple[User, User]) -> None:
    other = Group.objects.create(name="Hillside")
    guest = member("Fay Fuchs", other)
    met(two[0], guest, dt.date(2025, 3, 7))
    thanked(gave(two[0], guest, dt.date(2025, 3, 7)), dt.date(2025, 3, 9))
    assert not march(group, other).counts
    told = march(group, other, all_of_them=True)
    assert told.of(group.pk, two[0].pk) == Counts(one_to_ones=1, given=1, thanked=1)
    assert told.of(other.pk, guest.pk) == Counts(one_to_ones=1, received=1)
    assert not march(group, all_of_them=True).counts


def test_what_a_member_does_with_a_stranger_never_counts(group: Group, two: tuple[User, User]) -> None:
    met(two[0], member("Gus Grau"), dt.date(2025, 3, 7))
    assert not march(group, all_of_them=True).counts


def test_who_had_left_by_that_day_does_not_count(group: Group, two: tuple[User, User]) -> None:
    gone = member("Hal Horn", group, left=dt.date(2025, 3, 10))
    met(two[0], gone, dt.date(2025, 3, 9))
    met(two[0], gone, dt.date(2025, 3, 10))
    assert march(group).of(group.pk, two[0].pk).one_to_ones == 1


@pytest.mark.parametrize("all_of_them", [False, True])
def test_two_who_share_two_groups_count_once_in_the_first(
    group: Group, two: tuple[User, User], all_of_them: bool
) -> None:
    second = Group.objects.create(name="Hillside")
    for user in two:
        seat(second, user, since=dt.date(2025, 1, 1))
    met(*two, dt.date(2025, 3, 7))
    gave(*two, dt.date(2025, 3, 7))
    told = march(second, group, all_of_them=all_of_them)
    assert told.by_group() == {group.pk: Counts(2, 1, 1)}
    assert told.by_user()[two[0].pk] == Counts(1, 1, 0)


def test_the_erased_keep_the_counts_of_the_others_and_have_none(group: Group, two: tuple[User, User]) -> None:
    met(*two, dt.date(2025, 3, 7))
    gave(*two, dt.date(2025, 3, 7))
    erase(two[1])
    told = march(group)
    assert told.counts == {(group.pk, two[0].pk): Counts(one_to_ones=1, given=1)}


def test_the_same_acts_count_the_same_as_in_the_study() -> None:
    """Each full month of each member, in two groups at once."""
    groups = [busy_chapter("Riverside", members=4, months=4)[0], busy_chapter("Hillside", members=3, months=4)[0]]
    study = member_months([group.pk for group in groups])
    checked = 0
    for column, month in enumerate(study.grid.months.tolist()):
        told = tally([group.pk for group in groups], first_day(month), first_day(month + 1) - dt.timedelta(days=1))
        rows = np.flatnonzero(study.grid.present[:, column])
        layers = (study.grid.x, study.grid.outcomes["given"], study.grid.outcomes["received"])
        seen = sorted(tuple(int(layer[row, column]) for layer in layers) for row in rows)
        ours = [(one.one_to_ones, one.given, one.received) for one in told.counts.values()]
        ours += [(0, 0, 0)] * (len(seen) - len(ours))
        assert seen == sorted(ours)
        checked += len(seen)
    assert checked >= 14


def test_it_takes_as_many_questions_for_ten_as_for_three(django_assert_num_queries: object) -> None:
    small, _users = busy_chapter("Riverside", members=3, months=1)
    large, _users = busy_chapter("Hillside", members=10, months=1)
    days = dt.date(2024, 1, 1), dt.date(2030, 1, 1)
    for group in (small, large):
        with django_assert_num_queries(5):  # type: ignore[operator]  # pytest-django has no type for it
            tally([group.pk], *days)
