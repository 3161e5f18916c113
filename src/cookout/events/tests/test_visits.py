"""Visitors: invited, came, followed up; who reads how to reach them."""

import datetime as dt

import pytest
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user, no_writes
from cookout.events.models import GroupMeeting, Visit, today_in
from cookout.events.testing import tuesdays
from cookout.groups.models import Application, Group, Membership


@pytest.fixture
def gloria(db: None) -> User:
    """Gloria leads."""
    return make_user("Gloria Green")


@pytest.fixture
def group(gloria: User, ben: User) -> Group:
    group = tuesdays(gloria, ben, leader=gloria, visits_allowed=2)
    group.memberships.create(name="Ana Sousa", joined_on=dt.date(2024, 1, 2))
    return group


@pytest.fixture
def meeting(group: Group) -> GroupMeeting:
    """Today's."""
    return GroupMeeting.objects.create(group=group, on=today_in(group))


def seat(group: Group, name: str) -> Membership:
    return group.memberships.get(name__startswith=name)


def bring(meeting: GroupMeeting, by: User, name: str = "Yusuf Ali", **told: object) -> Visit:
    return Visit.invite(meeting=meeting, by=by, name=name, **told)


def undo(act: Act) -> int:
    return act.undo(by=act.by).restored


# Verbs


def test_a_guest_of_mine_is_on_the_list_once(meeting: GroupMeeting, ben: User) -> None:
    visit = bring(meeting, ben, " Yusuf Ali ", trade="locks", email="yusuf@example.org")
    assert (visit.name, visit.invited_by, visit.came) == ("Yusuf Ali", seat(meeting.group, "Ben"), None)
    assert bring(meeting, ben, "yusuf ali") == visit
    assert bring(meeting, ben, "Somebody else", uid=visit.uid) == visit
    act = Act.objects.get(verb="visit.invite")
    assert (act.by, act.about) == (ben, "Yusuf Ali")
    undo(act)
    assert not Visit.objects.visible_to(ben).exists()


def test_a_member_brings_no_guest_of_others_and_a_stranger_none(
    meeting: GroupMeeting, ben: User, cleo: User, gloria: User
) -> None:
    with pytest.raises(Refusal, match="guests of your own"):
        bring(meeting, ben, invited_by=seat(meeting.group, "Ana"))
    with pytest.raises(Refusal, match="guests of your own"):
        bring(meeting, cleo)
    assert bring(meeting, gloria, invited_by=seat(meeting.group, "Ana")).invited_by == seat(meeting.group, "Ana")
    assert bring(meeting, gloria, "Clara Voss", invited_by=None).invited_by is None
    assert bring(meeting, gloria, "Rania Sabbagh").invited_by == seat(meeting.group, "Gloria")
    elsewhere = tuesdays(cleo, name="Lakeside").memberships.get()
    with pytest.raises(Refusal, match="is no member of"):
        bring(meeting, gloria, "Will Tran", invited_by=elsewhere)


def test_an_id_of_another_meeting_is_refused(meeting: GroupMeeting, ben: User) -> None:
    other = GroupMeeting.objects.create(group=meeting.group, on=meeting.on + dt.timedelta(weeks=1))
    visit = bring(meeting, ben)
    with pytest.raises(Refusal, match="another visit"):
        bring(other, ben, uid=visit.uid)


def test_a_closed_meeting_and_a_holiday_take_no_visitor(meeting: GroupMeeting, gloria: User) -> None:
    visit = bring(meeting, gloria)
    act = visit.come(by=gloria)
    meeting.closures.create(closed_at=dt.datetime.now(dt.UTC), headcount=4)
    for deed in (lambda: bring(meeting, gloria, "Clara Voss"), lambda: visit.come(by=gloria, came=False),
                 lambda: visit.remove(by=gloria)):  # fmt: skip
        with pytest.raises(Refusal, match="closed"):
            deed()
    assert undo(act) == 0
    holiday = GroupMeeting.objects.create(group=meeting.group, on=meeting.on + dt.timedelta(weeks=1), is_holiday=True)
    with pytest.raises(Refusal, match="no meeting"):
        bring(holiday, gloria)


def test_who_came_is_asked_by_the_host_within_two_days(meeting: GroupMeeting, ben: User) -> None:
    visit = bring(meeting, ben)
    act = visit.come(by=ben)
    assert (visit.came, visit.follow_up_by) == (True, seat(meeting.group, "Ben"))
    assert visit.follow_up_on == meeting.on + dt.timedelta(days=2)
    assert list(Visit.objects.for_me_to_follow(ben)) == [visit]
    visit.come(by=ben)
    undo(act)
    visit.refresh_from_db()
    assert (visit.came, visit.follow_up_by, visit.follow_up_on) == (None, None, None)


def test_who_did_not_come_is_not_asked(meeting: GroupMeeting, ben: User) -> None:
    visit = bring(meeting, ben)
    visit.come(by=ben, came=False)
    assert not Visit.objects.unfollowed().exists()
    with pytest.raises(Refusal, match="Note first that Yusuf Ali came"):
        visit.follow_up(by=ben, outcome="again")


def test_who_wants_to_become_a_member_has_applied_once(meeting: GroupMeeting, ben: User) -> None:
    visit = bring(meeting, ben, email="yusuf@example.org")
    visit.come(by=ben)
    act = visit.follow_up(by=ben, outcome="applies")
    visit.follow_up(by=ben, outcome="applies")
    application = Application.objects.get()
    assert (application.name, application.email) == ("Yusuf Ali", "yusuf@example.org")
    assert application.sponsor == seat(meeting.group, "Ben")
    assert (visit.application, visit.followed_up_on) == (application, today_in(meeting.group))
    assert not Visit.objects.unfollowed().exists()
    with pytest.raises(Refusal, match="has applied"):
        visit.follow_up(by=ben, outcome="no")
    undo(act)
    visit.refresh_from_db()
    assert (visit.outcome, visit.application) == ("", None)
    assert not Application.objects.open().exists()


@pytest.mark.parametrize("told", [{"outcome": "perhaps"}, {"outcome": "no", "on": dt.date(2999, 1, 1)}])
def test_a_follow_up_says_what_came_of_it_on_a_day_that_was(
    meeting: GroupMeeting, ben: User, told: dict[str, object]
) -> None:
    visit = bring(meeting, ben)
    visit.come(by=ben)
    with pytest.raises(Refusal, match="Say"):
        visit.follow_up(by=ben, **told)


def test_others_change_nothing_about_a_guest(meeting: GroupMeeting, gloria: User, ben: User) -> None:
    visit = bring(meeting, gloria, invited_by=seat(meeting.group, "Ana"))
    for deed in (visit.come, visit.remove):
        with pytest.raises(Refusal, match="Ana Sousa’s guest"):
            deed(by=ben)
    with pytest.raises(Refusal, match="Ana Sousa’s guest"):
        visit.correct(by=ben, name="x")
    visit.correct(by=gloria, follow_up_by=seat(meeting.group, "Ben"))
    visit.correct(by=ben, phone="+1 614 555 0188")
    assert Act.objects.filter(verb="visit.correct").count() == 2


def test_removed_is_gone_and_comes_back(meeting: GroupMeeting, ben: User) -> None:
    visit = bring(meeting, ben)
    act = visit.remove(by=ben)
    visit.remove(by=ben)
    assert not Visit.objects.visible_to(ben).exists()
    undo(act)
    assert Visit.objects.visible_to(ben).get() == visit


# Doors


def test_how_to_reach_a_guest_is_read_by_host_and_leader_alone(
    client: Client, meeting: GroupMeeting, gloria: User, ben: User, cleo: User
) -> None:
    visit = bring(meeting, gloria, invited_by=seat(meeting.group, "Ana"), trade="locks", email="yusuf@example.org")
    visit_page, sheet = f"/meetings/visits/{visit.uid}/", f"/meetings/meeting/{meeting.uid}/run-sheet/"
    client.force_login(gloria)
    assert "yusuf@example.org" in client.get(visit_page).content.decode()
    client.force_login(ben)
    page = client.get(sheet).content.decode()
    assert "Yusuf Ali" in page
    assert "locks" in page
    assert "guest of Ana Sousa" in page
    assert "yusuf@example.org" not in page
    assert visit_page not in page
    client.force_login(cleo)
    assert client.get(sheet).status_code == 404
    for user in (ben, cleo):
        client.force_login(user)
        assert client.get(visit_page).status_code == 404
        for deed in ("", "came/", "follow-up/", "removal/"):
            assert client.post(visit_page + deed, {"name": "x", "outcome": "no"}).status_code == 404
    visit.refresh_from_db()
    assert (visit.name, visit.outcome, visit.deleted_at) == ("Yusuf Ali", "", None)


def test_a_member_brings_a_guest_and_says_what_came_of_it(client: Client, meeting: GroupMeeting, ben: User) -> None:
    client.force_login(ben)
    new = f"/meetings/meeting/{meeting.uid}/visitors/new/"
    with no_writes():
        assert "Guest of" not in client.get(new).content.decode()
    assert client.post(new, {"name": ""}).status_code == 422
    told = {"name": "Clara Voss", "trade": "bakery", "phone": "+1 614 555 0172"}
    assert client.post(new, told).url.endswith(f"{meeting.uid}/run-sheet/")
    visit = Visit.objects.get()
    here = f"/meetings/visits/{visit.uid}/"
    client.post(f"{here}came/", {"came": "yes"})
    page = client.get(here).content.decode()
    assert "tel:+16145550172" in page
    assert "Ben Brandt asks until" in page
    assert client.post(f"{here}follow-up/", {"outcome": "perhaps"}).status_code == 422
    assert client.get(f"{here}follow-up/").status_code == 405
    client.post(f"{here}follow-up/", {"outcome": "applies"})
    assert Application.objects.get().name == "Clara Voss"
    client.post(here, {"name": "Clara Voss-Hale", "follow_up_on": "2026-13-01"})
    visit.refresh_from_db()
    assert visit.name == "Clara Voss"
    client.post(here, {"name": "Clara Voss-Hale", "follow_up_by": seat(meeting.group, "Ana").pk})
    visit.refresh_from_db()
    assert (visit.name, visit.follow_up_by) == ("Clara Voss-Hale", seat(meeting.group, "Ana"))


def test_a_leader_writes_down_whose_guest_it_is(client: Client, meeting: GroupMeeting, gloria: User) -> None:
    client.force_login(gloria)
    ana = seat(meeting.group, "Ana")
    client.post(f"/meetings/meeting/{meeting.uid}/visitors/new/", {"name": "Will Tran", "invited_by": ana.pk})
    visit = Visit.objects.get(invited_by=ana)
    client.post(f"/meetings/visits/{visit.uid}/removal/")
    visit.refresh_from_db()
    assert visit.deleted_at is not None


def test_today_asks_who_follows_up_and_nobody_else(
    client: Client, meeting: GroupMeeting, ben: User, gloria: User
) -> None:
    bring(meeting, ben, phone="+1 614 555 0172").come(by=ben)
    client.force_login(ben)
    page = client.get("/today/").content.decode()
    assert "Ask Yusuf Ali how it was" in page
    assert "You ask until" in page
    client.force_login(gloria)
    assert "Yusuf Ali" not in client.get("/today/").content.decode()


def test_the_meeting_page_marks_visitors_below_its_roll(client: Client, meeting: GroupMeeting, gloria: User) -> None:
    visit = bring(meeting, gloria)
    client.force_login(gloria)
    here = f"/meetings/meeting/{meeting.uid}/"
    assert f"/meetings/visits/{visit.uid}/came/" in client.get(here).content.decode()
    answer = client.post(
        f"/meetings/visits/{visit.uid}/came/", {"came": "yes"}, headers={"referer": f"http://testserver{here}"}
    )
    assert answer.url == f"http://testserver{here}"
    page = client.get(here).content.decode()
    assert "Yusuf Ali came." in page
    assert f"/meetings/visits/{visit.uid}/came/" not in page


def test_nobody_has_come_to_a_meeting_that_is_still_ahead(meeting: GroupMeeting, ben: User) -> None:
    ahead = GroupMeeting.objects.create(group=meeting.group, on=meeting.on + dt.timedelta(weeks=1))
    visit = bring(ahead, ben)
    with pytest.raises(Refusal, match="still to come"):
        visit.come(by=ben)
    assert not Act.objects.filter(verb="visit.come").exists()


def test_a_host_who_has_left_reads_and_changes_nothing_more(meeting: GroupMeeting, ben: User, gloria: User) -> None:
    visit = bring(meeting, ben)
    act = visit.come(by=ben)
    assert Visit.objects.tended_by(ben).get() == visit
    seat(meeting.group, "Ben").leave(by=gloria, on=today_in(meeting.group))
    visit.refresh_from_db()
    assert not Visit.objects.tended_by(ben).exists()
    assert not visit.is_tended_by(ben)
    assert not Visit.objects.for_me_to_follow(ben).exists()
    assert undo(act) == 0
    assert Visit.objects.tended_by(gloria).get() == visit
