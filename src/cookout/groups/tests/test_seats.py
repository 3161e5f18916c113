"""A member's course: sponsor and mentor, renewal, leave, offices by term, recognition, and a leader who leaves."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cookout.core.models import Act, Closing, User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, make_user
from cookout.groups.models import Group, Leave, Membership, Office, Region, attention, roster, terms
from cookout.groups.models.terms import leaderless

TODAY = timezone.localdate
API = "/api/v1"


def ahead(days: int) -> dt.date:
    return TODAY() + dt.timedelta(days=days)


@pytest.fixture
def group(ada: User) -> Group:
    return Group.found(by=ada, name="Riverside")


@pytest.fixture
def gloria(ada: User, group: Group) -> Membership:
    """Gloria leads."""
    gloria = make_user("Gloria Green")
    member = group.admit(by=ada, name=gloria.name, user=gloria)
    member.appoint(Office.Role.PRESIDENT, by=ada)
    return member


@pytest.fixture
def seat(ada: User, ben: User, group: Group) -> Membership:
    """Ben's seat."""
    return group.admit(by=ada, name=ben.name, user=ben)


def reload(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_sponsor_and_mentor_are_members_of_the_same_group(seat: Membership, gloria: Membership, ada: User) -> None:
    act = seat.accompany(by=ada, sponsor=gloria, mentor=gloria)
    assert seat.accompany(by=ada, sponsor=gloria).changes.count() == 0
    other = Group.found(by=ada, name="Hillside").admit(by=ada, name="Nora")
    with pytest.raises(Refusal, match="not a member here"):
        seat.accompany(by=ada, mentor=other)
    with pytest.raises(Refusal, match="their own"):
        seat.accompany(by=ada, sponsor=seat)
    act.undo(by=ada)
    assert (reload(seat).sponsor, reload(seat).mentor) == (None, None)


def test_a_renewal_comes_up_six_weeks_before(seat: Membership, group: Group, ada: User) -> None:
    seat.renew(by=ada, until=ahead(60))
    assert not attention(group).renewals
    act = seat.renew(by=ada, until=ahead(30))
    assert attention(group).renewals == (seat,)
    with pytest.raises(Refusal, match="after it began"):
        seat.renew(by=ada, until=ahead(-1))
    act.undo(by=ada)
    assert reload(seat).renews_on == ahead(60)


def test_only_oneself_decides_to_be_named(seat: Membership, group: Group, ada: User, ben: User) -> None:
    with pytest.raises(Refusal, match="decides that alone"):
        seat.rank(by=ada, is_ranked=False)
    seat.rank(by=ben, is_ranked=False).undo(by=ben)
    assert reload(seat).is_ranked
    assert not group.admit(by=ada, name="Nora").rank(by=ada, is_ranked=False).changes.get().after["is_ranked"]


def test_a_leave_begins_ends_and_never_overlaps(seat: Membership, group: Group, ben: User) -> None:
    leave = Leave.take(membership=seat, by=ben, starts_on=TODAY(), ends_on=ahead(10))
    assert Leave.take(membership=seat, by=ben, starts_on=TODAY(), ends_on=ahead(10)) == leave
    for starts, ends in ((5, None), (-5, 1), (-5, None)):
        with pytest.raises(Refusal, match="on leave"):
            Leave.take(membership=seat, by=ben, starts_on=ahead(starts), ends_on=ahead(ends) if ends else None)
    with pytest.raises(Refusal, match="back after"):
        Leave.take(membership=seat, by=ben, starts_on=ahead(20), ends_on=ahead(20))
    assert Leave.take(membership=seat, by=ben, starts_on=ahead(10)) != leave
    assert [one.is_away for one in roster(group, viewer=ben)] == [True]


@pytest.mark.parametrize(("began", "kept"), [(0, 0), (3, 0), (-3, 1)])
def test_who_is_back_early_is_back(seat: Membership, ben: User, began: int, kept: int) -> None:
    leave = Leave.take(membership=seat, by=ben, starts_on=ahead(began))
    act = leave.end(by=ben)
    assert leave.end(by=ben).changes.count() == 0
    assert not Leave.objects.on(TODAY()).exists()
    assert Leave.objects.filter(deleted_at=None).count() == kept
    act.undo(by=ben)
    assert Leave.objects.filter(deleted_at=None, ends_on=None).exists()


def test_why_and_when_others_are_away_is_decided_by_them_and_leaders(
    seat: Membership, gloria: Membership, ben: User, cleo: User
) -> None:
    leave = Leave.take(membership=gloria, by=gloria.user, starts_on=TODAY())
    assert list(Leave.objects.visible_to(ben)) == [leave]
    assert not Leave.objects.decided_by(ben)
    assert not Leave.objects.visible_to(cleo)


def test_who_takes_over_ends_the_term_before(seat: Membership, gloria: Membership, group: Group, ada: User) -> None:
    later = seat.appoint(Office.Role.PRESIDENT, by=ada, starts_on=ahead(30), ends_on=ahead(200), succeeds=True)
    assert seat.appoint(Office.Role.PRESIDENT, by=ada, starts_on=ahead(40)) == later
    (president, *others) = terms(group)
    assert [(one.name, one.ends_on) for one in president.holders] == [("Gloria Green", ahead(30))]
    assert [one.name for one in president.next] == ["Ben Brandt"]
    assert all(term.is_vacant for term in others)
    assert not attention(group).ending  # somebody follows
    Act.objects.filter(verb="office.begin").latest("pk").undo(by=ada)
    assert gloria.offices.get().ends_on is None
    with pytest.raises(Refusal, match="after it begins"):
        seat.appoint(Office.Role.MENTOR, by=ada, starts_on=ahead(5), ends_on=ahead(5))


def test_a_term_that_has_not_begun_is_taken_away(seat: Membership, ada: User) -> None:
    office = seat.appoint(Office.Role.MENTOR, by=ada, starts_on=ahead(30))
    act = office.end(by=ada)
    assert not Office.objects.exists()
    act.undo(by=ada)
    assert seat.offices.get().starts_on == ahead(30)


def test_a_term_without_holder_and_one_that_ends_are_said(seat: Membership, group: Group, ada: User) -> None:
    seat.appoint(Office.Role.SECRETARY, by=ada, ends_on=ahead(14))
    seen = attention(group)
    assert [term.role for term in seen.vacant] == ["president", "vice_president", "mentor"]
    assert [(term.role, one.name) for term, one in seen.ending] == [("secretary", "Ben Brandt")]


def test_a_leader_who_leaves_takes_no_office_along(client: Client, group: Group, gloria: Membership, ada: User) -> None:
    gloria.appoint(Office.Role.SECRETARY, by=ada, starts_on=ahead(30))
    client.force_login(gloria.user)  # type: ignore[arg-type]  # she has an account
    page = client.post(f"/groups/memberships/{gloria.uid}/end/", follow=True).content.decode()
    assert "Nobody leads it now" in page
    assert not Office.objects.to_come().exists()
    assert leaderless([group]) == {group.pk}
    Act.objects.get(verb="membership.leave").undo(by=gloria.user)
    assert group.is_led_by(reload(gloria).user)
    assert leaderless([group]) == set()


def test_a_closed_account_directs_nothing_and_comes_back(ada: User, cleo: User) -> None:
    region = Region.found(by=ada, name="North")
    region.appoint(cleo, by=ada)
    closing = Closing.begin(by=cleo)
    assert not Region.objects.directed_by(cleo)
    closing.take_back()
    assert list(Region.objects.directed_by(cleo)) == [region]


def test_who_was_taken_in_ahead_of_our_clock_can_leave(group: Group, ada: User) -> None:
    nora = group.admit(by=ada, name="Nora", joined_on=ahead(1))
    nora.leave(by=ada)
    assert nora.left_on == ahead(1)


def test_my_own_page_is_mine_and_my_leaders(
    client: Client, seat: Membership, gloria: Membership, ben: User, cleo: User
) -> None:
    path = f"/groups/memberships/{seat.uid}/"
    for user, status in ((ben, 200), (gloria.user, 200), (cleo, 404)):
        client.force_login(user)  # type: ignore[arg-type]  # all have accounts
        assert client.get(path).status_code == status
        assert client.post(f"{path}leaves/", {"starts_on": ""}).status_code == (422 if status == 200 else 404)
    client.force_login(ben)
    assert client.post(path, {"classification": ""}).status_code == 404
    assert client.get(f"/groups/memberships/{gloria.uid}/").status_code == 404
    client.post(f"{path}leaves/", {"starts_on": TODAY(), "ends_on": ahead(7)})
    leave = Leave.objects.get()
    assert "back on" in client.get(path).content.decode()
    client.post(f"/groups/leaves/{leave.uid}/end/")
    assert not Leave.objects.to_come().exists()
    client.post(f"{path}ranking/", {})
    assert not reload(seat).is_ranked
    client.post(f"{path}ranking/", {"is_ranked": "1"})
    assert reload(seat).is_ranked


def test_a_leader_names_sponsor_mentor_and_renewal_at_once(
    client: Client, seat: Membership, gloria: Membership
) -> None:
    client.force_login(gloria.user)  # type: ignore[arg-type]  # she has an account
    told = {"classification": "", "sponsor": gloria.pk, "mentor": gloria.pk, "renews_on": ahead(300)}
    client.post(f"/groups/memberships/{seat.uid}/", told)
    assert (reload(seat).sponsor, reload(seat).renews_on) == (gloria, ahead(300))
    assert client.post(f"/groups/memberships/{seat.uid}/", {"mentor": seat.pk}).status_code == 422
    client.post(f"/acts/{Act.objects.get(verb='membership.change').uid}/undo/")
    assert (reload(seat).sponsor, reload(seat).renews_on) == (None, None)


def test_two_members_of_one_name_are_told_apart(client: Client, group: Group, gloria: Membership, ada: User) -> None:
    for year in (2020, 2021):
        group.admit(by=ada, name="Nora Flynn", joined_on=dt.date(year, 5, 1))
    client.force_login(gloria.user)  # type: ignore[arg-type]  # she has an account
    page = client.get(f"/groups/memberships/{gloria.uid}/").content.decode()
    assert "Nora Flynn, May 2020" in page
    assert "Nora Flynn, May 2021" in page


def test_who_sits_in_two_groups_leads_only_the_one(client: Client, seat: Membership, ada: User, ben: User) -> None:
    other = Group.found(by=ada, name="Hillside")
    other.admit(by=ada, name=ben.name, user=ben).appoint(Office.Role.PRESIDENT, by=ada)
    client.force_login(ben)
    page = client.get("/groups/").content.decode()
    assert "Hillside" in page
    assert "Riverside" in page
    assert client.get(f"/groups/{other.uid}/applications/").status_code == 200
    assert client.get(f"/groups/{seat.group.uid}/applications/").status_code == 404
    seat.leave(by=ben)
    assert other.is_led_by(ben)


def test_programs_change_course_offices_and_leave(
    client: Client, seat: Membership, gloria: Membership, ben: User
) -> None:
    assert gloria.user is not None
    leader, mine = bearer(gloria.user), bearer(ben)

    def send(method: str, path: str, header: dict[str, str], **told: Any) -> Any:
        return getattr(client, method)(f"{API}/{path}", told, "application/json", headers=header)

    course = f"memberships/{seat.uid}"
    assert send("patch", course, mine, mentor=str(gloria.uid)).status_code == 404
    assert send("patch", course, leader, mentor=str(gloria.uid), renews_on="2030-01-01").status_code == 200
    assert (reload(seat).mentor, reload(seat).renews_on) == (gloria, dt.date(2030, 1, 1))
    assert send("patch", course, leader, is_ranked=False).status_code == 409
    assert send("patch", course, mine, is_ranked=False).status_code == 200
    assert send("post", f"{course}/offices", mine, role="president").status_code == 404
    begun = send("post", f"{course}/offices", leader, role="mentor")
    assert begun.status_code == 201
    listed = client.get(f"{API}/groups/{seat.group.uid}/offices", headers=mine).json()
    assert [(row["role"], [one["name"] for one in row["holders"]]) for row in listed][-1] == ("mentor", ["Ben Brandt"])
    assert send("post", f"offices/{begun.json()['uid']}/end", leader).status_code == 200
    away = send("post", f"{course}/leaves", mine, starts_on=str(TODAY()))
    assert away.status_code == 201
    assert client.get(f"{API}/groups/{seat.group.uid}/leaves", headers=leader).json()[0]["name"] == "Ben Brandt"
    assert send("post", f"leaves/{away.json()['uid']}/end", mine).status_code == 200
