"""Learning credits and praise: by whom, once, taken away, undone."""

import datetime as dt

import pytest
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user
from cookout.events.models import GroupMeeting, LearningCredit, Praise, today_in
from cookout.events.testing import tuesdays
from cookout.groups.models import Group, Membership


@pytest.fixture
def gloria(db: None) -> User:
    """Gloria leads."""
    return make_user("Gloria Green")


@pytest.fixture
def group(gloria: User, ben: User) -> Group:
    group = tuesdays(gloria, ben, leader=gloria)
    group.memberships.create(name="Ana Sousa", joined_on=dt.date(2024, 1, 2))
    return group


@pytest.fixture
def meeting(group: Group) -> GroupMeeting:
    """Today's."""
    return GroupMeeting.objects.create(group=group, on=today_in(group))


def seat(group: Group, name: str) -> Membership:
    return group.memberships.get(name__startswith=name)


def test_a_member_notes_what_she_learned_once_and_undoes_it(group: Group, ben: User) -> None:
    mine = seat(group, "Ben")
    credit = LearningCredit.earn(membership=mine, by=ben, many=2, title=" Podcast ")
    assert (credit.credits, credit.title, credit.on) == (2, "Podcast", today_in(group))
    assert LearningCredit.earn(membership=mine, by=ben, uid=credit.uid) == credit
    act = Act.objects.get(verb="learning_credit.earn")
    act.undo(by=ben)
    assert not LearningCredit.objects.visible_to(ben).exists()


def test_nobody_notes_for_others_but_who_leads(group: Group, ben: User, gloria: User, cleo: User) -> None:
    ana = seat(group, "Ana")
    for user in (ben, cleo):
        with pytest.raises(Refusal, match="Ana Sousa"):
            LearningCredit.earn(membership=ana, by=user)
    credit = LearningCredit.earn(membership=ana, by=gloria)
    with pytest.raises(Refusal, match="Ana Sousa"):
        credit.remove(by=ben)
    act = credit.remove(by=gloria)
    credit.remove(by=gloria)
    assert not LearningCredit.objects.visible_to(ben).exists()
    act.undo(by=gloria)
    assert LearningCredit.objects.visible_to(ben).get() == credit
    assert not LearningCredit.objects.visible_to(cleo).exists()


@pytest.mark.parametrize("told", [{"many": 0}, {"many": 201}, {"on": dt.date(2999, 1, 1)}])
def test_no_credits_are_none_and_no_day_to_come(group: Group, ben: User, told: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        LearningCredit.earn(membership=seat(group, "Ben"), by=ben, **told)


def test_a_member_praises_another_in_her_own_name(meeting: GroupMeeting, ben: User, gloria: User, cleo: User) -> None:
    ana, mine = seat(meeting.group, "Ana"), seat(meeting.group, "Ben")
    praise = Praise.give(meeting=meeting, by=ben, receiver=ana, text="She fixed my roof.")
    assert (praise.giver, praise.receiver) == (mine, ana)
    assert Praise.give(meeting=meeting, by=ben, receiver=ana, uid=praise.uid) == praise
    with pytest.raises(Refusal, match="somebody else"):
        Praise.give(meeting=meeting, by=ben, receiver=mine)
    with pytest.raises(Refusal, match="Ana Sousa"):
        Praise.give(meeting=meeting, by=ben, giver=ana, receiver=mine)
    with pytest.raises(Refusal, match="whose words"):
        Praise.give(meeting=meeting, by=cleo, receiver=ana)
    Praise.give(meeting=meeting, by=gloria, giver=ana, receiver=mine)
    act = praise.remove(by=ben)
    praise.remove(by=ben)
    assert Praise.objects.visible_to(ben).count() == 1
    act.undo(by=ben)
    assert Praise.objects.visible_to(ben).count() == 2
    assert not Praise.objects.visible_to(cleo).exists()


def test_who_sits_elsewhere_is_not_praised_here(meeting: GroupMeeting, ben: User, cleo: User) -> None:
    elsewhere = tuesdays(cleo, name="Lakeside").memberships.get()
    with pytest.raises(Refusal, match="Both must sit"):
        Praise.give(meeting=meeting, by=ben, receiver=elsewhere)


def test_the_pages_note_and_take_away(client: Client, meeting: GroupMeeting, ben: User, gloria: User) -> None:
    here, ana = f"/meetings/meeting/{meeting.uid}/", seat(meeting.group, "Ana")
    client.force_login(ben)
    assert "Who" not in client.get(f"{here}credits/new/").content.decode().split("<form")[1]
    assert client.post(f"{here}credits/new/", {"credits": "many"}).status_code == 422
    assert client.post(f"{here}praise/new/", {"text": "x"}).status_code == 422
    client.post(f"{here}credits/new/", {"credits": 3, "title": "Podcast", "on": meeting.on})
    client.post(f"{here}praise/new/", {"receiver": ana.pk, "text": "She fixed my roof."})
    page = client.get(f"{here}run-sheet/").content.decode()
    assert "Ben Brandt: 3 learning credits, Podcast" in page
    assert "Ben Brandt praises Ana Sousa: “She fixed my roof.”" in page
    credit, praise = LearningCredit.objects.get(), Praise.objects.get()
    assert client.get(f"/meetings/credits/{credit.uid}/removal/").status_code == 405
    client.post(f"/meetings/credits/{credit.uid}/removal/")
    client.post(f"/meetings/praise/{praise.uid}/removal/")
    assert not LearningCredit.objects.filter(deleted_at=None).exists()
    assert not Praise.objects.filter(deleted_at=None).exists()


def test_others_take_nothing_away_and_strangers_find_nothing(
    client: Client, meeting: GroupMeeting, ben: User, gloria: User, cleo: User
) -> None:
    ana = seat(meeting.group, "Ana")
    credit = LearningCredit.earn(membership=ana, by=gloria)
    praise = Praise.give(meeting=meeting, by=gloria, receiver=ana)
    for user in (ben, cleo):
        client.force_login(user)
        assert client.post(f"/meetings/credits/{credit.uid}/removal/").status_code == 404
        assert client.post(f"/meetings/praise/{praise.uid}/removal/").status_code == 404
    for kind in ("praise", "credits"):
        assert client.get(f"/meetings/meeting/{meeting.uid}/{kind}/new/").status_code == 404
    client.force_login(gloria)
    client.post(f"/meetings/meeting/{meeting.uid}/credits/new/", {"membership": ana.pk, "credits": 1, "on": meeting.on})
    assert LearningCredit.objects.filter(membership=ana, deleted_at=None).count() == 2
