"""Who sees which group: members theirs, directors their regions', hosts all, strangers none; past members nothing."""

import datetime as dt

import pytest
from django.utils import timezone

from cookout.core.models import User
from cookout.core.testing import make_user, query_count
from cookout.groups.models import Group, Invitation, Membership, Office, Region, fellow_people, roster
from cookout.people.models import Person, ProfileEntry

BASE = "http://testserver"


@pytest.fixture
def region(ada: User) -> Region:
    north = Region.found(by=ada, name="North")
    return Region.found(by=ada, name="Riverlands", parent=north)


@pytest.fixture
def group(ada: User, ben: User, region: Region) -> Group:
    group = Group.found(by=ada, name="Riverside", region=region)
    group.admit(by=ada, name=ben.name, user=ben)
    return group


@pytest.fixture
def dora(ada: User, group: Group) -> User:
    """Dora is a member too."""
    dora = make_user("Dora Dahl")
    group.admit(by=ada, name=dora.name, user=dora)
    return dora


@pytest.fixture
def naomi(region: Region, ada: User) -> User:
    """Naomi directs the region above the region."""
    naomi = make_user("Naomi Nakamura")
    assert region.parent is not None
    region.parent.appoint(naomi, by=ada)
    return naomi


def test_a_member_sees_the_group_and_a_stranger_does_not(group: Group, ben: User, cleo: User) -> None:
    assert list(Group.objects.visible_to(ben)) == [group]
    assert not Group.objects.visible_to(cleo)
    assert not Membership.objects.visible_to(cleo)
    assert not Region.objects.visible_to(cleo)


def test_a_director_sees_memberships_below_and_no_profile(group: Group, naomi: User, dora: User) -> None:
    entry = ProfileEntry.tell(by=dora, facet="goals", text="To sail", audience="groups")
    assert list(Group.objects.visible_to(naomi)) == [group]
    assert Membership.objects.visible_to(naomi).count() == 2
    assert group.is_led_by(naomi)
    assert entry not in ProfileEntry.objects.visible_to(naomi)
    assert not Person.objects.visible_to(naomi).filter(account=dora)
    assert all(seat.person is None for seat in roster(group, viewer=naomi))


def test_a_host_sees_groups_and_no_profile(group: Group, ada: User, dora: User) -> None:
    ProfileEntry.tell(by=dora, facet="goals", text="To sail", audience="groups")
    assert group in Group.objects.visible_to(ada)
    assert not ProfileEntry.objects.visible_to(ada)


def test_fellows_read_profiles_where_the_group_shares_them(group: Group, ada: User, ben: User, dora: User) -> None:
    entry = ProfileEntry.tell(by=dora, facet="goals", text="To sail", audience="groups")
    secret = ProfileEntry.tell(by=dora, facet="goals", text="To quit", audience="me")
    assert list(ProfileEntry.objects.visible_to(ben)) == [entry]
    assert secret in ProfileEntry.objects.visible_to(dora)
    group.agree(by=ada, shares_profiles=False)
    assert not ProfileEntry.objects.visible_to(ben)
    assert not Person.objects.visible_to(ben).filter(account=dora)


def test_who_has_left_sees_nothing_any_more(group: Group, ben: User, dora: User) -> None:
    ProfileEntry.tell(by=dora, facet="goals", text="To sail", audience="groups")
    act = Membership.objects.get(user=ben).leave(by=ben)
    assert not Group.objects.visible_to(ben)
    assert not Membership.objects.visible_to(ben)
    assert not ProfileEntry.objects.visible_to(ben)
    assert not fellow_people(dora).filter(account=ben)
    act.undo(by=ben)
    assert Group.objects.visible_to(ben)


def test_a_removed_group_is_gone_for_its_members(group: Group, ben: User, dora: User) -> None:
    Group.objects.filter(pk=group.pk).update(deleted_at=timezone.now())
    assert not Group.objects.visible_to(ben)
    assert not fellow_people(ben)


def test_an_office_leads_for_its_term_and_while_a_member(group: Group, ada: User, ben: User) -> None:
    membership = Membership.objects.get(user=ben)
    assert not group.is_led_by(ben)
    office = membership.appoint(Office.Role.SECRETARY, by=ada)
    assert group.is_led_by(ben)
    assert not group.is_led_by(ben, today=timezone.localdate() - dt.timedelta(days=1))
    act = office.end(by=ada)
    assert not group.is_led_by(ben)
    act.undo(by=ada)
    membership.leave(by=ben)
    assert not group.is_led_by(ben)


def test_invitations_are_seen_by_who_sent_them_and_who_leads(
    group: Group, ada: User, ben: User, cleo: User, dora: User, naomi: User
) -> None:
    Membership.objects.get(user=dora).appoint(Office.Role.MENTOR, by=ada)
    invitation, _secret = Invitation.send(by=ben, email="x@example.org", group=group, base=BASE)
    for sees in (ada, ben, dora, naomi):
        assert list(Invitation.objects.visible_to(sees)) == [invitation]
    assert not Invitation.objects.visible_to(cleo)


@pytest.mark.parametrize("many", [2, 8])
def test_seeing_invitations_costs_one_query_whatever_the_groups(
    group: Group, ada: User, naomi: User, region: Region, many: int
) -> None:
    for number in range(many):
        other = Group.found(by=ada, name=f"Group {number}", region=region)
        Invitation.send(by=ada, email=f"x{number}@example.org", group=other, base=BASE)
    with query_count() as counted:
        assert len(Invitation.objects.visible_to(naomi)) == many
    assert counted[0] <= 4  # the tree's two levels, its leaves, and the one query


@pytest.mark.parametrize("many", [10, 20])
def test_a_roster_costs_the_same_for_ten_and_twenty(group: Group, ada: User, ben: User, many: int) -> None:
    for number in range(many):
        fellow = make_user(f"Fellow{number} Fox")
        group.admit(by=ada, name=fellow.name, user=fellow).appoint(Office.Role.MENTOR, by=ada)
    with query_count() as counted:
        assert len(roster(group, viewer=ben)) == many + 1
    assert counted[0] == 5


@pytest.mark.parametrize("joined", range(-2, 3))
@pytest.mark.parametrize("left", [None, -1, 0, 1, 2])
def test_twins_agree(group: Group, cleo: User, joined: int, left: int | None) -> None:
    today = timezone.localdate()
    began = today + dt.timedelta(days=joined)
    ended = None if left is None else max(began, today + dt.timedelta(days=left))
    row = Membership.objects.create(group=group, user=cleo, name=cleo.name, joined_on=began, left_on=ended)
    assert row.is_current() == Membership.objects.current().filter(pk=row.pk).exists()
    office = Office.objects.create(membership=row, role=Office.Role.MENTOR, starts_on=began, ends_on=ended)
    assert office.is_current() == Office.objects.current().filter(pk=office.pk).exists()
