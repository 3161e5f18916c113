"""What counts as a month, and what is counted in it."""

import datetime as dt

import numpy as np
import pytest

from cookout.core.models import User
from cookout.core.privacy import erase
from cookout.groups.models import Group
from cookout.insight.models import MemberMonths, member_months
from cookout.insight.testing import gave, member, met, seat
from cookout.one_to_ones.models import State
from cookout.referrals.models import State as Standing

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2025, 6, 15, 12, tzinfo=dt.UTC)
Cell = tuple[int, int, int]


@pytest.fixture
def group(db: None) -> Group:
    return Group.objects.create(name="Riverside")


@pytest.fixture
def two(group: Group) -> tuple[User, User]:
    """Two who have recorded since December 2024."""
    one, other = member("Dora Diaz", group), member("Emil Egger", group)
    met(one, other, dt.date(2024, 12, 1))
    gave(one, other, dt.date(2024, 12, 1))
    return one, other


def told(*groups: Group, me: User | None = None, now: dt.datetime = NOW) -> MemberMonths:
    return member_months([group.pk for group in groups], me=me.pk if me else None, now=now)


def cells(months: MemberMonths, member: int = 0) -> dict[tuple[int, int], Cell]:
    """What one member's row says: (year, month) to 1-2-1s, given, received."""
    grid = months.grid
    layers = (grid.x, grid.outcomes["given"], grid.outcomes["received"])
    found = {}
    for at, month in enumerate(grid.months.tolist()):
        if grid.present[member, at]:
            x, given, received = (int(layer[member, at]) for layer in layers)
            found[month // 12, month % 12 + 1] = (x, given, received)
    return found


def test_a_confirmed_1_2_1_and_an_accepted_referral_count_for_both(group: Group, two: tuple[User, User]) -> None:
    one, other = two
    met(one, other, dt.date(2025, 3, 7))
    gave(one, other, dt.date(2025, 3, 9))
    months = told(group)
    assert cells(months, 0)[2025, 3] == (1, 1, 0)
    assert cells(months, 1)[2025, 3] == (1, 0, 1)


@pytest.mark.parametrize("state", [State.HELD, State.PLANNED, State.NO_SHOW, State.CANCELLED])
def test_what_both_did_not_confirm_does_not_count(group: Group, two: tuple[User, User], state: str) -> None:
    met(*two, dt.date(2025, 3, 7), state=state)
    assert cells(told(group))[2025, 3] == (0, 0, 0)


def test_a_referral_not_accepted_taken_back_or_deleted_does_not_count(group: Group, two: tuple[User, User]) -> None:
    gave(*two, dt.date(2025, 3, 7), state=Standing.GIVEN)
    gave(*two, dt.date(2025, 3, 7), state=Standing.WITHDRAWN)
    gone = gave(*two, dt.date(2025, 3, 7))
    type(gone).objects.filter(pk=gone.pk).update(deleted_at=NOW)
    assert cells(told(group))[2025, 3] == (0, 0, 0)


def test_a_deleted_1_2_1_does_not_count(group: Group, two: tuple[User, User]) -> None:
    one = met(*two, dt.date(2025, 3, 7))
    type(one).objects.filter(pk=one.pk).update(deleted_at=NOW)
    assert cells(told(group))[2025, 3] == (0, 0, 0)


def test_the_running_month_is_left_out_and_the_last_full_one_is_there(group: Group, two: tuple[User, User]) -> None:
    found = cells(told(group))
    assert max(found) == (2025, 5)
    assert told(group).until == 12 * 2025 + 4


def test_months_before_anything_was_written_down_are_missing_not_zero(group: Group) -> None:
    one, other = member("Dora Diaz", group), member("Emil Egger", group)
    met(one, other, dt.date(2025, 3, 2))
    assert sorted(cells(told(group))) == [(2025, 4), (2025, 5)]


def test_who_never_wrote_anything_down_is_left_out_and_counted(group: Group, two: tuple[User, User]) -> None:
    member("Finn Falk", group)
    group.memberships.create(user=None, name="Gil without account", joined_on=dt.date(2024, 1, 1))
    months = told(group)
    assert months.grid.x.shape[0] == 2
    assert (months.left_out.never_recorded, months.left_out.without_account) == (1, 1)


def test_a_month_counts_only_when_the_account_existed_before_it_began(group: Group, two: tuple[User, User]) -> None:
    User.objects.filter(pk=two[0].pk).update(date_joined=dt.datetime(2025, 2, 1, 0, 0, tzinfo=dt.UTC))
    assert min(cells(told(group))) == (2025, 3)
    User.objects.filter(pk=two[0].pk).update(date_joined=dt.datetime(2025, 1, 31, 23, 59, tzinfo=dt.UTC))
    assert min(cells(told(group))) == (2025, 2)


def test_only_full_months_of_membership_count_and_a_gap_is_missing(group: Group) -> None:
    one = member("Dora Diaz", group, since=dt.date(2024, 11, 1), left=dt.date(2025, 2, 15))
    seat(group, one, since=dt.date(2025, 4, 1))
    other = member("Emil Egger", group)
    met(one, other, dt.date(2024, 12, 1))
    assert sorted(cells(told(group))) == [(2024, 12), (2025, 1), (2025, 4), (2025, 5)]


def test_what_was_done_before_the_other_joined_or_after_she_left_does_not_count(group: Group) -> None:
    one, other = member("Dora Diaz", group), member("Emil Egger", group, since=dt.date(2025, 3, 10))
    met(one, other, dt.date(2025, 3, 9))
    met(one, other, dt.date(2025, 1, 1))
    assert cells(told(group))[2025, 3] == (0, 0, 0)
    met(one, other, dt.date(2025, 3, 10))
    assert cells(told(group))[2025, 3] == (1, 0, 0)


def test_with_somebody_of_another_group_or_outside_nothing_counts(group: Group, two: tuple[User, User]) -> None:
    stranger = member("Hugo Haas", Group.objects.create(name="Hillside"))
    met(two[0], stranger, dt.date(2025, 3, 7))
    gave(two[0], stranger, dt.date(2025, 3, 7))
    outside = gave(two[0], stranger, dt.date(2025, 3, 8))
    outside.parties.filter(role="provider").update(user=None)
    assert cells(told(group))[2025, 3] == (0, 0, 0)


def test_a_referral_counts_in_the_month_of_the_groups_own_clock(group: Group, two: tuple[User, User]) -> None:
    Group.objects.filter(pk=group.pk).update(zone="America/New_York")
    gave(*two, dt.datetime(2025, 4, 1, 2, 0, tzinfo=dt.UTC))  # ten in the evening of March 31
    assert cells(told(group))[2025, 3] == (0, 1, 0)
    assert cells(told(group))[2025, 4] == (0, 0, 0)


def test_a_month_is_over_when_it_is_over_on_the_groups_own_clock(group: Group, two: tuple[User, User]) -> None:
    Group.objects.filter(pk=group.pk).update(zone="Pacific/Auckland")
    first = dt.datetime(2025, 5, 31, 13, 0, tzinfo=dt.UTC)  # one in the morning of June 1
    assert max(cells(told(group, now=first))) == (2025, 5)
    Group.objects.filter(pk=group.pk).update(zone="UTC")
    assert max(cells(told(group, now=first))) == (2025, 4)


def test_a_1_2_1_counts_on_the_day_on_which_it_was_held_there(group: Group, two: tuple[User, User]) -> None:
    one = met(*two, dt.date(2025, 3, 31))
    type(one).objects.filter(pk=one.pk).update(starts_at=dt.datetime(2025, 4, 1, 2, 0, tzinfo=dt.UTC))
    assert cells(told(group))[2025, 3] == (1, 0, 0)


def test_whom_i_met_stays_counted_when_her_account_is_erased(group: Group, two: tuple[User, User]) -> None:
    met(*two, dt.date(2025, 3, 7))
    gave(*two, dt.date(2025, 3, 9))
    before = cells(told(group))[2025, 3]
    erase(two[1])
    months = told(group)
    assert months.grid.x.shape[0] == 1
    assert cells(months)[2025, 3] == before == (1, 1, 0)
    assert months.pairs.giver.size == 0


def test_a_member_of_two_groups_is_a_member_of_each_and_an_act_counts_once(group: Group) -> None:
    other_group = Group.objects.create(name="Hillside")
    one, other = member("Dora Diaz", group), member("Emil Egger", group)
    for user in (one, other):
        seat(other_group, user, since=dt.date(2024, 6, 1))
    met(one, other, dt.date(2024, 12, 1))
    met(one, other, dt.date(2025, 3, 7))
    both = told(group, other_group)
    assert both.grid.x.shape[0] == 4
    marches = [cells(both, number)[2025, 3][0] for number in range(4)]
    assert marches == [1, 1, 0, 0], "counted where the two have belonged together for longer"
    assert cells(told(other_group))[2025, 3] == (1, 0, 0), "alone, each group sees what its members did"
    mine = told(group, other_group, me=one)
    assert len(mine.mine) == 2
    assert sum(cells(mine, number)[2025, 3][0] for number in mine.mine) == 1


def test_pairs_stand_both_ways_in_months_in_which_both_have_a_row(group: Group, two: tuple[User, User]) -> None:
    late = member("Finn Falk", group, since=dt.date(2025, 4, 1))
    met(two[0], late, dt.date(2025, 4, 1))
    gave(late, two[0], dt.date(2025, 5, 3))
    pairs = told(group).pairs
    parts = (pairs.month, pairs.giver, pairs.receiver, pairs.met, pairs.referrals)
    rows = sorted(zip(*(part.tolist() for part in parts), strict=True))
    may = [row[1:] for row in rows if row[0] == 12 * 2025 + 4]
    assert len(may) == 6
    assert (2, 0, 0, 1) in may
    assert (0, 2, 0, 0) in may
    april = [row[1:] for row in rows if row[0] == 12 * 2025 + 3]
    assert (0, 2, 1, 0) in april
    assert (2, 0, 1, 0) in april
    assert not [row for row in rows if row[0] == 12 * 2025 + 2 and 2 in row[1:3]]


def test_no_group_and_an_empty_group_give_an_empty_table(group: Group) -> None:
    for months in (told(), told(group)):
        assert months.grid.x.size == 0
        assert months.pairs.month.size == 0
        assert np.asarray(months.pairs.met).dtype == np.int64
