"""What a hostile member tries in a group: to undo what is no longer theirs to change, and to sit where one sits."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cookout.core.models import Act, Closing, User
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user
from cookout.groups.models import Group, Invitation, Membership, Office, invitation
from cookout.people.models import Classification


@pytest.fixture
def group(ada: User) -> Group:
    return Group.found(by=ada, name="Riverside")


@pytest.fixture
def seat(group: Group, ada: User, ben: User) -> Membership:
    """Ben is a member and leads."""
    member = group.admit(by=ada, name=ben.name, user=ben)
    member.appoint(Office.Role.PRESIDENT, by=ada)
    return member


@pytest.fixture
def trade(db: None) -> Classification:
    return Classification.objects.order_by("slug")[0]


def latest(verb: str, by: User) -> Act:
    return Act.objects.filter(verb=verb, by=by).latest("pk")


def reload(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_who_no_longer_leads_takes_nothing_back(group: Group, seat: Membership, ada: User, ben: User) -> None:
    dora = group.admit(by=ada, name="Dora")
    leaving, agreed = dora.leave(by=ben), group.agree(by=ben, shares_sums=True)
    admitted = group.admit(by=ben, name="Emil")
    seat.offices.get().end(by=ada)
    for act in (leaving, agreed, latest("group.admit", ben)):
        assert act.undo(by=ben).restored == 0
    assert reload(dora).left_on is not None
    assert reload(group).shares_sums
    assert reload(admitted).deleted_at is None


def test_who_leads_still_takes_it_back(group: Group, seat: Membership, ada: User, ben: User) -> None:
    dora = group.admit(by=ada, name="Dora")
    assert dora.leave(by=ben).undo(by=ben).restored == 1
    assert reload(dora).is_current()


def test_who_was_sent_away_does_not_come_back_by_an_old_undo(
    client: Client, group: Group, ada: User, cleo: User
) -> None:
    first = group.admit(by=ada, name=cleo.name, user=cleo)
    left = first.leave(by=cleo)
    group.admit(by=ada, name=cleo.name, user=cleo).leave(by=ada)
    client.force_login(cleo)
    client.post(f"/acts/{left.uid}/undo/")
    assert not Group.objects.visible_to(cleo).exists()


def test_who_left_by_mistake_comes_back(group: Group, ada: User, cleo: User) -> None:
    seat = group.admit(by=ada, name=cleo.name, user=cleo)
    seat.leave(by=cleo).undo(by=cleo)
    assert Group.objects.visible_to(cleo).get() == group


def test_a_term_that_one_ended_oneself_comes_back_only_while_nobody_followed(
    group: Group, seat: Membership, ada: User, ben: User
) -> None:
    office = seat.offices.get()
    assert office.end(by=ben).undo(by=ben).restored == 1
    ended = reload(office).end(by=ben)
    group.admit(by=ada, name="Dora").appoint(Office.Role.PRESIDENT, by=ada)
    assert ended.undo(by=ben).restored == 0
    assert not group.is_led_by(ben)


def test_an_undo_seats_nobody_where_somebody_sits(group: Group, ada: User, trade: Classification) -> None:
    first = group.admit(by=ada, name="Dora", classification=trade)
    left = first.leave(by=ada)
    second = group.admit(by=ada, name="Emil", classification=trade)
    assert left.undo(by=ada).restored == 0
    moved = second.reseat(by=ada, classification=None)
    group.admit(by=ada, name="Fay", classification=trade)
    assert moved.undo(by=ada).restored == 0
    assert group.memberships.current().filter(classification=trade).count() == 1


def test_a_closed_account_wakes_without_a_seat_that_is_taken(
    group: Group, ada: User, cleo: User, trade: Classification
) -> None:
    group.admit(by=ada, name=cleo.name, user=cleo, classification=trade)
    closing = Closing.begin(by=cleo)
    group.admit(by=ada, name="Dora", classification=trade)
    closing.take_back()
    assert reload(cleo).is_active
    assert group.memberships.current().get(classification=trade).name == "Dora"


def test_nobody_sends_letters_without_end(
    group: Group, seat: Membership, ada: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitation, "MOST_A_DAY", 2)
    for number in range(2):
        Invitation.send(by=ben, email=f"{number}@example.org", group=group, base="http://testserver")
    with pytest.raises(Refusal, match="tomorrow"):
        Invitation.send(by=ben, email="x@example.org", group=group, base="http://testserver")
    for number in range(3):
        Invitation.send(by=ada, email=f"{number}@example.org", group=group, base="http://testserver")
    Invitation.objects.filter(by=ben).update(created_at=timezone.now() - dt.timedelta(days=2))
    Invitation.send(by=ben, email="x@example.org", group=group, base="http://testserver")


def test_an_invitation_that_was_withdrawn_meanwhile_opens_nothing(group: Group, ada: User) -> None:
    sent, secret = Invitation.send(by=ada, email="x@example.org", group=group, base="http://testserver")
    opened = Invitation.objects.all().bearing(secret)
    assert opened is not None
    sent.withdraw(by=ada)
    with pytest.raises(Refusal, match="used already|no longer"):
        opened.accept(by=make_user("Xenia Xu"))
    assert not group.memberships.exists()
