"""Someone with other people's ids at the doors to counts, awards, rules and reports; and at those of the groups."""

import csv
import datetime as dt
import io
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.core.testing import bearer, make_user
from cookout.events.testing import tuesdays
from cookout.groups.models import Application, Group, Leave, Office, Region
from cookout.insight.models import Award, ReportIn, Scorecard
from cookout.insight.models.group_month import Roster
from cookout.insight.testing import gave, met
from cookout.people.models import Classification

pytestmark = pytest.mark.django_db
API, JSON = "/api/v1", "application/json"
RULES = {"weeks": 4, "lines": [{"count": "given", "each": 5, "most": 20}], "bands": []}


@pytest.fixture
def dora(db: None) -> User:
    """Dora leads another chapter, and directs another region."""
    return make_user("Dora Dahl")


@pytest.fixture
def region(ada: User) -> Region:
    return Region.found(by=ada, name="North")


@pytest.fixture
def ours(ben: User, cleo: User, region: Region) -> Group:
    """Riverside: Ben leads it, Cleo is a member."""
    return tuesdays(ben, cleo, leader=ben, region=region)


@pytest.fixture
def theirs(ada: User, dora: User) -> Group:
    """Hillside: Dora leads it, and directs its region."""
    south = Region.found(by=ada, name="South")
    south.appoint(dora, by=ada)
    return tuesdays(dora, leader=dora, name="Hillside", region=south)


def sent(user: User, method: str, path: str, body: Any = None) -> Any:
    client = Client(raise_request_exception=False)
    return getattr(client, method)(f"{API}{path}", body, content_type=JSON, headers=bearer(user))


def seat(group: Group, user: User) -> Any:
    return group.memberships.get(user=user)


def last_month() -> tuple[dt.date, dt.date]:
    last = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=1), last


def awarded(group: Group, holder: User) -> Award:
    first, last = last_month()
    award = Award.objects.create(group=group, kind="given", starts_on=first, ends_on=last, given_at=timezone.now())
    award.holders.create(membership=seat(group, holder), count=7)
    return award


def deeds() -> int:
    """How much was done so far; that a program was let in is no deed."""
    return Act.objects.exclude(verb__startswith="token").count()


# Other people's ids


def test_ids_of_another_group_in_one_request_open_nothing(
    ours: Group, theirs: Group, region: Region, ben: User, cleo: User, dora: User
) -> None:
    strange, mine = str(seat(theirs, dora).uid), str(seat(ours, cleo).uid)
    card = Scorecard.objects.create(region=theirs.region, name="Southern", rules=RULES, starts_on="2026-01-01")
    own = Scorecard.objects.create(region=region, name="Northern", rules=RULES, starts_on="2026-01-01")
    award = awarded(theirs, dora)
    report = ReportIn.objects.create(
        group=ours, by=ben, file_name="x.csv", kind="attendance", digest="0", lines=[]
    )  # fmt: skip
    tried = {
        "sponsor": ("patch", f"/memberships/{mine}", {"sponsor": strange}),
        "mentor": ("patch", f"/memberships/{mine}", {"mentor": strange}),
        "applicant's sponsor": ("post", f"/groups/{ours.uid}/applications", {"name": "Will", "sponsor": strange}),
        "award": ("post", f"/awards/{award.uid}/withdraw", None),
        "award there": ("post", f"/groups/{theirs.uid}/awards", {"kind": "given"}),
        "award of the region": ("post", f"/regions/{region.uid}/awards", {"kind": "given"}),
        "card": ("get", f"/scorecards/{card.uid}", None),
        "what if there": ("post", f"/scorecards/{own.uid}/what-if", {"group": str(theirs.uid)}),
        "what if of theirs": ("post", f"/scorecards/{card.uid}/what-if", {"group": str(ours.uid)}),
        "card for mine": ("post", "/scorecards", {"region": str(region.uid), "name": "x", "rules": RULES,
                                                 "starts_on": "2026-12-01"}),
        "choice": ("patch", f"/reports-in/{report.uid}", {"picks": {"0": strange}}),
        "group into a region": ("patch", f"/groups/{ours.uid}", {"region": str(theirs.region.uid)}),  # type: ignore[union-attr]  # the fixture gives it one
        "report of the region": ("get", f"/regions/{theirs.region.uid}/report", None),  # type: ignore[union-attr]  # as above
    }  # fmt: skip
    before = deeds()
    got = {name: sent(ben, *asked).status_code for name, asked in tried.items()}
    assert set(got.values()) <= {404, 409}, got
    assert deeds() == before


def test_a_director_of_another_region_leads_nothing_here(ours: Group, theirs: Group, dora: User, ben: User) -> None:
    mine = seat(ours, ben).uid
    for method, path in (
        ("get", f"/groups/{ours.uid}"),
        ("get", f"/groups/{ours.uid}/report"),
        ("get", f"/groups/{ours.uid}/roster"),
        ("patch", f"/memberships/{mine}"),
        ("post", f"/memberships/{mine}/offices"),
        ("post", f"/groups/{ours.uid}/awards"),
    ):
        assert sent(dora, method, path, {"role": "president", "kind": "given"}).status_code == 404, path
    for door in (f"/reports/awards/?group={ours.uid}", f"/what-works/?group={ours.uid}", ours.get_absolute_url()):
        client = Client()
        client.force_login(dora)
        assert client.get(door).status_code == 404, door


def test_an_id_of_ones_own_that_is_taken_elsewhere_is_no_way_in(
    ours: Group, theirs: Group, ben: User, cleo: User, dora: User
) -> None:
    taken = Application.apply(group=theirs, by=dora, name="Will Secret")
    leave = Leave.take(membership=seat(theirs, dora), by=dora, starts_on=dt.date(2031, 1, 1))
    asked = sent(ben, "post", f"/groups/{ours.uid}/applications", {"name": "Uma", "uid": str(taken.uid)})
    away = {"starts_on": "2031-02-01", "uid": str(leave.uid)}
    gone = sent(ben, "post", f"/memberships/{seat(ours, cleo).uid}/leaves", away)
    assert (asked.status_code, gone.status_code) == (409, 409)
    assert b"Secret" not in asked.content + gone.content
    assert Application.objects.count() == Leave.objects.count() == 1


# Who no longer leads


def test_who_no_longer_leads_takes_nothing_back(client: Client, ours: Group, ben: User, cleo: User) -> None:
    trade = Classification.objects.all()[0]
    first, last = last_month()
    gave(cleo, ben, first)
    sent(ben, "post", f"/groups/{ours.uid}/awards", {"kind": "given"})
    ours.agree(by=ben, name="Riverside West")
    sent(ben, "post", f"/groups/{ours.uid}/wanted", {"classification": trade.slug})
    seat(ours, cleo).appoint("secretary", by=ben)
    Leave.take(membership=seat(ours, cleo), by=ben, starts_on=dt.date(2031, 1, 1))
    Application.apply(group=ours, by=ben, name="Will").decline(by=ben)
    acts = list(Act.objects.filter(by=ben).exclude(verb__startswith="token"))
    assert len(acts) >= 7
    Office.objects.filter(membership__user=ben).update(ends_on=timezone.localdate())
    client.force_login(ben)
    for act in acts:
        client.post(f"/acts/{act.uid}/undo/")
        sent(ben, "post", f"/acts/{act.uid}/undo", {})
    ours.refresh_from_db()
    assert ours.name == "Riverside West"
    assert Award.objects.filter(withdrawn_at=None).count() == 1
    assert ours.wanted_seats.filter(deleted_at=None).count() == 1
    assert Office.objects.filter(role="secretary").count() == 1
    assert Leave.objects.filter(deleted_at=None).count() == 1
    assert Application.objects.get().state == "declined"


# What cannot be subtracted


def test_counts_of_two_are_not_told_by_their_sum(ours: Group, ada: User, ben: User, cleo: User) -> None:
    """Who keeps counts to himself is not worked out from a sum of two, by whoever leads."""
    ours.agree(by=ben, shares_counts=False)
    today = timezone.localdate()
    met(ben, cleo, today)
    gave(ben, cleo, today)
    told = Roster.of(ours, viewer=ada)
    assert [row.counts for row in told.rows] == [None, None]
    answer = sent(ada, "get", f"/groups/{ours.uid}/roster").json()
    assert (answer["one_to_ones"], answer["given"]) == (None, None)
    client = Client()
    client.force_login(ada)
    page = client.get(f"/reports/{ours.uid}/roster/")
    assert page.status_code == 200
    assert "between members" not in page.content.decode()


# Hostile words and numbers


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"])
def test_names_are_no_formulas_in_a_table(client: Client, ours: Group, ben: User, name: str) -> None:
    ours.memberships.filter(user=ben).update(name=name)
    Group.objects.filter(pk=ours.pk).update(name=name)
    client.force_login(ben)
    month = f"{last_month()[0]:%Y-%m}"
    for path in (f"/reports/{ours.uid}/{month}/report.csv", f"/reports/{ours.uid}/{month}/palms.csv",
                 f"/reports/regions/{ours.region.uid}/2026-q2/report.csv"):  # type: ignore[union-attr]  # the fixture gives it one  # fmt: skip
        body = client.get(path)
        if body.status_code == 404:
            continue
        for line in csv.reader(io.StringIO(body.content.decode().lstrip("\ufeff"))):
            assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))], path


@pytest.mark.parametrize("asked", ["2026-13", "0001-01", "9999-12", "2999-01", "-2026-01", "2026-q5", "x" * 3000, "\0"])
def test_periods_that_are_none_are_not_found(ours: Group, region: Region, ben: User, asked: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(ben)
    for path, query in (
        (f"{API}/groups/{ours.uid}/report", "month"), (f"{API}/regions/{region.uid}/report", "quarter"),
        (f"{API}/groups/{ours.uid}/recognition", "period"), ("/reports/awards/", "month"),
        (f"/reports/{ours.uid}/roster/", "sort"),
    ):  # fmt: skip
        answer = client.get(path, {query: asked}, headers=bearer(ben))
        assert answer.status_code < 500, path
        assert query == "sort" or answer.status_code in (400, 404, 422), path


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_far_away_break_nothing(client: Client, ours: Group, ben: User, cleo: User, day: str) -> None:
    hers = seat(ours, cleo).uid
    tried = [
        ("patch", f"/memberships/{hers}", {"renews_on": day}),
        ("post", f"/memberships/{hers}/leaves", {"starts_on": day}),
        ("post", f"/memberships/{hers}/leaves", {"starts_on": "0001-01-01", "ends_on": "9999-12-31"}),
        ("post", f"/memberships/{hers}/offices", {"role": "secretary", "starts_on": day}),
        ("post", f"/groups/{ours.uid}/applications", {"name": "Will", "applied_on": day}),
        ("post", f"/groups/{ours.uid}/members", {"name": "Uma", "joined_on": "9999-12-31"}),
        ("post", f"/groups/{ours.uid}/members", {"name": "Una", "joined_on": "0001-01-01"}),
    ]
    got = [sent(ben, *asked).status_code for asked in tried]
    assert all(code < 500 for code in got), got
    client.force_login(ben)
    month = f"{last_month()[0]:%Y-%m}"
    for path in (
        ours.get_absolute_url(), f"/groups/{ours.uid}/members/", f"/groups/{ours.uid}/applications/", "/today/",
        f"/groups/memberships/{hers}/", f"/reports/{ours.uid}/{month}/", f"/reports/{ours.uid}/roster/",
    ):  # fmt: skip
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("number", [-1, 0, 61, 2**31, 2**63, 1e400])
def test_targets_out_of_reach_are_refused(ben: User, number: float) -> None:
    assert sent(ben, "put", "/insight/month/target", {"one_to_ones": number}).status_code in (400, 409, 422)


def test_unknown_ids_and_wrong_ones_are_the_same(ours: Group, theirs: Group, ben: User) -> None:
    for path in ("/groups/{}/report", "/groups/{}/roster", "/groups/{}/recognition", "/groups/{}/reported"):
        there, nowhere = (sent(ben, "get", path.format(uid)) for uid in (theirs.uid, uuid.uuid4()))
        assert (there.status_code, there.content) == (404, nowhere.content), path


def test_no_link_from_elsewhere_gives_awards_or_brings_reports(ours: Group, ben: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben)
    award = awarded(ours, ben)
    for path in ("/reports/awards/new/", f"/reports/awards/{award.uid}/withdrawal/", f"/reports/{ours.uid}/in/",
                 "/reports/mine/target/", "/reports/scorecards/new/"):  # fmt: skip
        assert strict.post(path, {"group": str(ours.uid), "kind": "given"}).status_code == 403, path
