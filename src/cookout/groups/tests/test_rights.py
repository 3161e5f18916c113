"""What is kept while a page is read says the same as what is asked anew: who sees, who leads, who sat there when."""

import datetime as dt

import pytest
from django.utils import timezone

from cookout.core import asked
from cookout.core.asked import asked_once
from cookout.core.models import User
from cookout.core.testing import make_user, query_count
from cookout.groups.models import Group, Office, Region
from cookout.groups.models.roster import leaves_in, members_on, people_of
from cookout.people.models import Origin, Person, ProfileEntry

DAY = dt.timedelta(days=1)


@pytest.fixture
def valley(ada: User) -> Region:
    return Region.found(by=ada, name="Valley")


@pytest.fixture
def group(ada: User, ben: User, valley: Region) -> Group:
    """Ben presides, Dora sits there, Emil has left, Nora has no account."""
    group = Group.found(by=ada, name="Riverside", region=valley)
    group.admit(by=ada, name=ben.name, user=ben).appoint(Office.Role.PRESIDENT, by=ada)
    dora, emil = make_user("Dora Dahl"), make_user("Emil Ek")
    group.admit(by=ada, name=dora.name, user=dora)
    long_ago = timezone.localdate() - 400 * DAY
    group.admit(by=ada, name=emil.name, user=emil, joined_on=long_ago).leave(by=ada, on=long_ago + 30 * DAY)
    group.admit(by=ada, name="Nora")
    return group


@pytest.fixture
def everybody(ada: User, group: Group, valley: Region, cleo: User) -> list[User]:
    naomi, fay = make_user("Naomi Nakamura"), make_user("Fay Frost")
    valley.appoint(naomi, by=ada)
    elsewhere = Group.found(by=ada, name="Elsewhere")
    elsewhere.admit(by=ada, name=fay.name, user=fay).appoint(Office.Role.SECRETARY, by=ada)
    elsewhere.admit(by=ada, name=naomi.name, user=naomi)
    Group.found(by=ada, name="Next door", region=valley)
    gone = Group.found(by=ada, name="Gone", region=valley)
    gone.admit(by=ada, name=fay.name, user=fay).appoint(Office.Role.PRESIDENT, by=ada)
    Group.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    return list(User.objects.all())


def test_who_sees_and_who_leads_is_kept_as_it_is(everybody: list[User]) -> None:
    def told(user: User) -> tuple[object, ...]:
        groups = Group.objects.filter(deleted_at=None)
        return (
            set(Group.objects.visible_to(user)), set(Group.objects.led_by(user)),
            {group for group in groups if group.is_visible_to(user)}, {one for one in groups if one.is_led_by(user)},
        )  # fmt: skip

    for user in everybody:
        seen, led, *each = anew = told(user)
        assert each == [seen, led]
        with asked_once():
            assert told(user) == anew, user
            assert told(user) == anew, user


def test_it_is_asked_once(group: Group, ben: User) -> None:
    with asked_once():
        assert group.is_led_by(ben)
        members_on(group)
        leaves_in(group)
        with query_count() as counted:
            assert group.is_led_by(ben)
            assert group.is_visible_to(ben)
            assert len(members_on(group)) == 3
            assert not leaves_in(group)
    assert counted == [0]


def test_members_of_a_day_are_those_of_the_query(group: Group, ada: User) -> None:
    today = timezone.localdate()
    group.admit(by=ada, name="Otto", joined_on=today + DAY)
    group.memberships.filter(name="Nora").update(deleted_at=timezone.now())
    for day in (None, today, today + DAY, today - DAY, today - 371 * DAY, today - 370 * DAY, today - 401 * DAY):
        assert members_on(group, day) == list(group.memberships.current(day)), day


@pytest.mark.parametrize("shares", [True, False])
def test_people_of_a_group_are_those_whom_one_may_see(group: Group, everybody: list[User], shares: bool) -> None:
    group.shares_profiles = shares
    group.save()
    seats = members_on(group)
    for viewer in everybody:
        seen = Person.objects.visible_to(viewer).filter(account__in=[seat.user_id for seat in seats if seat.user_id])
        assert set(people_of(group, seats, viewer=viewer).values()) == set(seen), viewer


@pytest.mark.parametrize("few", [0, 500])
def test_whom_one_sees_is_kept_as_it_is(
    group: Group, everybody: list[User], ben: User, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where an audience is larger than what is written into a question, and where an import was taken back."""
    monkeypatch.setattr(asked, "FEW", few)
    for state in Origin.State:
        origin = Origin.objects.create(keeper=ben, state=state)
        ben.kept_people.create(full_name=f"From {state}", origin=origin)

    def told(user: User) -> tuple[object, ...]:
        return (
            set(Person.objects.visible_to(user)),
            set(Person.objects.known_to(user)),
            set(ProfileEntry.objects.visible_to(user)),
        )

    anew = {user.pk: told(user) for user in everybody}
    with asked_once():  # one page for all: nobody is given what was kept for somebody else
        for user in everybody * 2:
            assert told(user) == anew[user.pk], user
    assert {person.full_name for person in Person.objects.kept_by(ben)} == {"From applied"}
