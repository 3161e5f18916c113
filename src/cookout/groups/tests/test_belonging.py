"""Verbs of groups: once, twice, by whom, and what is recorded."""

import pytest
from django.utils import timezone

from cookout.core import search
from cookout.core.models import Act, Closing, Letter, User
from cookout.core.privacy import erase
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user
from cookout.groups.models import Group, Invitation, Membership, Office, Region
from cookout.people.models import Classification

BASE = "http://testserver"


@pytest.fixture
def group(ada: User) -> Group:
    return Group.found(by=ada, name="Riverside")


@pytest.fixture
def trade(db: None) -> Classification:
    return Classification.objects.order_by("slug")[0]


def test_the_same_account_is_admitted_once(group: Group, ada: User, ben: User) -> None:
    assert group.admit(by=ada, name="Ben", user=ben) == group.admit(by=ada, name="Ben", user=ben)
    assert group.memberships.count() == 1


def test_a_seat_is_held_by_one(group: Group, ada: User, ben: User, trade: Classification) -> None:
    group.admit(by=ada, name="Ben Brandt", user=ben, classification=trade)
    with pytest.raises(Refusal, match="Ben Brandt has the seat"):
        group.admit(by=ada, name="Dora", classification=trade)
    with pytest.raises(Refusal, match="has the seat"):
        Invitation.send(by=ada, email="x@example.org", group=group, classification=trade, base=BASE)
    group.agree(by=ada, one_per_classification=False)
    assert group.admit(by=ada, name="Dora", classification=trade).classification == trade


def test_reseating_frees_the_old_seat_and_keeps_ones_own(group: Group, ada: User, trade: Classification) -> None:
    other = Classification.objects.exclude(pk=trade.pk)[0]
    ben, dora = (group.admit(by=ada, name=name, classification=row) for name, row in (("Ben", trade), ("Dora", other)))
    ben.reseat(by=ada, classification=trade)
    with pytest.raises(Refusal):
        dora.reseat(by=ada, classification=trade)
    act = ben.reseat(by=ada, classification=None)
    dora.reseat(by=ada, classification=trade)
    act.undo(by=ada)
    assert Act.objects.filter(verb="membership.reseat").count() >= 2


def test_leaving_twice_is_leaving_once(group: Group, ada: User, ben: User) -> None:
    membership = group.admit(by=ada, name="Ben", user=ben)
    membership.leave(by=ben)
    left_on = membership.left_on
    membership.leave(by=ben)
    assert membership.left_on == left_on == timezone.localdate()


def test_coming_back_is_a_new_membership_and_a_late_undo_is_skipped(group: Group, ada: User, ben: User) -> None:
    act = group.admit(by=ada, name="Ben", user=ben).leave(by=ben)
    group.admit(by=ada, name="Ben", user=ben)
    assert act.undo(by=ben).skipped == ("groups.membership",)
    assert group.memberships.current().count() == 1


def test_an_office_is_given_once_and_ends_once(group: Group, ada: User, ben: User) -> None:
    membership = group.admit(by=ada, name="Ben", user=ben)
    office = membership.appoint(Office.Role.PRESIDENT, by=ada)
    assert membership.appoint(Office.Role.PRESIDENT, by=ada) == office
    office.end(by=ada)
    office.end(by=ada)
    assert not membership.offices.current()
    with pytest.raises(Refusal, match="region"):
        membership.appoint(Office.Role.DIRECTOR, by=ada)


def test_a_director_is_appointed_once(ada: User, ben: User) -> None:
    region = Region.found(by=ada, name="North")
    assert region.appoint(ben, by=ada) == region.appoint(ben, by=ada)


def test_accepting_takes_the_place_that_was_kept(group: Group, ada: User, ben: User, trade: Classification) -> None:
    waiting = group.admit(by=ada, name="Benedikt", classification=trade)
    invitation, _secret = Invitation.send(
        by=ada, email=ben.email, group=group, membership=waiting, classification=trade, base=BASE
    )
    assert invitation.accept(by=ben) == waiting
    waiting.refresh_from_db()
    assert waiting.user == ben
    assert invitation.accept(by=ben) == waiting


def test_one_invitation_is_for_one(group: Group, ada: User, ben: User, cleo: User) -> None:
    invitation, _secret = Invitation.send(by=ada, email=ben.email, group=group, base=BASE)
    invitation.accept(by=ben)
    with pytest.raises(Refusal, match="used already"):
        invitation.accept(by=cleo)
    assert not group.memberships.filter(user=cleo).exists()


def test_a_seat_taken_meanwhile_does_not_shut_the_door(
    group: Group, ada: User, ben: User, trade: Classification
) -> None:
    invitation, _secret = Invitation.send(by=ada, email=ben.email, group=group, classification=trade, base=BASE)
    group.admit(by=ada, name="Dora", classification=trade)
    membership = invitation.accept(by=ben)
    assert membership is not None
    assert membership.classification is None


def test_an_invitation_writes_one_letter_and_keeps_no_secret(group: Group, ada: User) -> None:
    invitation, secret = Invitation.send(by=ada, email="Ben@Example.org", name="Ben", group=group, base=BASE)
    letter = Letter.objects.get()
    assert letter.to == invitation.email == "ben@example.org"
    assert f"{BASE}/invitations/{secret}/" in letter.text
    assert "Riverside" in letter.subject
    assert secret not in str(Invitation.objects.values().get())


def test_a_name_with_a_line_break_cannot_write_headers(group: Group, ada: User) -> None:
    ada.name = "Ada\nBcc: everybody@example.org"
    Invitation.send(by=ada, email="ben@example.org", group=group, base=BASE)
    assert "\n" not in Letter.objects.get().subject


def test_a_failing_letter_undoes_the_invitation(group: Group, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("no paper")

    monkeypatch.setattr("cookout.groups.mail.write_invitation", fail)
    with pytest.raises(RuntimeError):
        Invitation.send(by=ada, email="ben@example.org", group=group, base=BASE)
    assert not Invitation.objects.exists()


def test_members_are_found_by_name_and_trade_by_who_may_see_them(
    group: Group, ada: User, ben: User, cleo: User, trade: Classification
) -> None:
    group.admit(by=ada, name=ben.name, user=ben)
    group.admit(by=ada, name="José Álvarez", classification=trade)
    for text in ("jose", "ALV", f"jose {trade.name}"):
        hits = [hit for hit in search.find(ben, text) if hit.kind == "Members"]
        assert [(hit.title, hit.detail) for hit in hits] == [("José Álvarez", f"{trade}, Riverside")]
    assert not search.find(cleo, "jose")
    assert [hit.title for hit in search.find(ben, "river") if hit.kind == "Chapters"] == ["Riverside"]


def test_a_renamed_or_reseated_member_is_found_anew(group: Group, ada: User, trade: Classification) -> None:
    member = group.admit(by=ada, name="Dora Dahl")
    member.reseat(by=ada, classification=trade)
    assert list(Membership.objects.matching(f"dora {trade.name}")) == [member]


def test_who_closes_the_account_leaves_and_comes_back(group: Group, ada: User, ben: User) -> None:
    membership = group.admit(by=ada, name="Ben", user=ben)
    closing = Closing.begin(by=ben)
    assert not group.memberships.current().exists()
    closing.take_back()
    assert group.memberships.current().get() == membership


def test_erasing_leaves_a_nameless_place(group: Group, ada: User, trade: Classification) -> None:
    dora = make_user("Dora Dahl")
    invitation, _secret = Invitation.send(by=ada, email=dora.email, group=group, base=BASE)
    invitation.accept(by=dora)
    Membership.objects.get().reseat(by=ada, classification=trade)
    erase(dora)
    left = Membership.objects.get()
    assert (left.name, left.user, left.classification, left.found_by) == ("", None, None, "")
    assert left.left_on is not None
    assert not Invitation.objects.exists()
