"""The month of a group and the quarter of a region: what is missing first, then counts that agree everywhere."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import no_writes, query_count
from cookout.events.models import Attendance, GroupMeeting, LearningCredit, MeetingClosure, Praise, Visit
from cookout.groups.models import Group, Office, Region
from cookout.insight.models.month_report import MonthReport
from cookout.insight.models.quarter_report import QuarterReport
from cookout.insight.rules import month_of
from cookout.insight.testing import gave, member, met
from cookout.referrals.models import ClosedBusiness, Referral

pytestmark = pytest.mark.django_db
MAY, TODAY = 12 * 2025 + 4, dt.date(2025, 9, 9)


def held(group: Group, on: dt.date, marks: str, *, closed: bool = True) -> GroupMeeting:
    """A meeting, with a mark for each member by name."""
    meeting = GroupMeeting.objects.create(group=group, on=on)
    for seat, mark in zip(group.memberships.order_by("name"), marks, strict=False):
        Attendance.objects.create(meeting=meeting, membership=seat, mark=mark)
    if closed:
        at = dt.datetime.combine(on, dt.time(9), tzinfo=dt.UTC)
        MeetingClosure.objects.create(meeting=meeting, closed_at=at, headcount=len(marks))
    return meeting


def paid(referral: Referral, amount: int, on: dt.date, currency: str = "USD") -> None:
    """Business that the provider of a referral noted."""
    owner = referral.parties.get(role="provider").user
    ClosedBusiness.objects.create(owner=owner, referral=referral, amount=amount, currency=currency, on=on)


@pytest.fixture
def chapter(db: None) -> Group:
    """Ina, Jon and Kim with accounts and Zoe without: Tuesdays in May, two of four closed, one called off."""
    region = Region.objects.create(name="Ohio")
    group = Group.objects.create(name="Riverside", region=region, meets_on=1, shares_sums=True)
    ina, jon, kim = (member(name, group) for name in ("Ina Ito", "Jon Jay", "Kim Kerr"))
    group.memberships.create(name="Zoe Zahn", joined_on=dt.date(2024, 1, 1))
    first = held(group, dt.date(2025, 5, 6), "PLAS")
    held(group, dt.date(2025, 5, 13), "PPMA")
    held(group, dt.date(2025, 5, 20), "PPPP", closed=False)
    GroupMeeting.objects.create(group=group, on=dt.date(2025, 5, 27), is_holiday=True)
    seats = {seat.name: seat for seat in group.memberships.all()}
    Visit.objects.create(meeting=first, name="Vic", invited_by=seats["Ina Ito"], came=True)
    Visit.objects.create(meeting=first, name="Wes", invited_by=seats["Ina Ito"], came=False)
    LearningCredit.objects.create(membership=seats["Kim Kerr"], on=dt.date(2025, 5, 2), credits=3)
    Praise.objects.create(meeting=first, giver=seats["Jon Jay"], receiver=seats["Ina Ito"])
    met(ina, jon, dt.date(2025, 5, 5))
    met(ina, kim, dt.date(2025, 5, 31))
    inside = gave(jon, ina, dt.date(2025, 5, 8))
    Referral.objects.filter(pk=inside.pk).update(kind="inside")
    paid(inside, 100000, dt.date(2025, 5, 20))
    paid(gave(ina, kim, dt.date(2025, 5, 9)), 250050, dt.date(2025, 5, 21))
    paid(gave(kim, jon, dt.date(2025, 5, 10)), 70000, dt.date(2025, 5, 22))
    return group


@pytest.fixture
def gloria(chapter: Group) -> User:
    """Leads the chapter, and sits in it as Ina."""
    ina = User.objects.get(name="Ina Ito")
    chapter.memberships.get(user=ina).offices.create(role=Office.Role.VICE_PRESIDENT, starts_on=dt.date(2024, 1, 1))
    return ina


def report(group: Group, viewer: User, month: int = MAY) -> MonthReport:
    return MonthReport.of(group, month, viewer, today=TODAY)


def lines(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_what_is_missing_is_said_first(client: Client, chapter: Group, gloria: User) -> None:
    said = report(chapter, gloria).missing
    assert "May 20" in said[0]
    assert said[0].startswith("A week without a closed meeting")
    assert said[1].startswith("1 member without account")
    client.force_login(gloria)
    with no_writes():
        page = client.get(f"/reports/{chapter.uid}/2025-05/").content.decode()
    assert page.index("A week without a closed meeting") < page.index("Each member")
    assert "style=" not in page


def test_each_count_is_told_and_what_is_not_known_is_no_zero(chapter: Group, gloria: User) -> None:
    rows = {row.name: row.known for row in report(chapter, gloria).rows}
    assert list(rows["Ina Ito"]) == [3, 0, 0, 0, 0, 2, 1, 1, 1, 1, 0, 0]
    assert list(rows["Jon Jay"]) == [2, 0, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1]
    assert list(rows["Kim Kerr"]) == [1, 1, 0, 1, 0, 1, 1, 1, 1, 0, 3, 0]
    assert list(rows["Zoe Zahn"]) == [1, 1, 0, 0, 1, None, None, None, None, 0, 0, 0]
    told = report(chapter, gloria)
    assert (told.pairs, told.total.given, told.total.thanked, told.total.visitors) == (2, 3, 3, 1)


def test_a_month_without_meetings_knows_no_attendance(chapter: Group, gloria: User) -> None:
    june = report(chapter, gloria, MAY + 1)
    assert june.missing[0].startswith("No meeting of this month is closed here")
    assert {row.known.present for row in june.rows} == {None}
    assert {row.known.visitors for row in june.rows} == {None}
    assert june.total.one_to_ones == 0


def test_a_table_of_dashes_is_left_out(client: Client, chapter: Group, ada: User) -> None:
    client.force_login(ada)
    empty = Group.objects.create(name="Paperside", region=chapter.region)
    empty.memberships.create(name="Pia Paz", joined_on=dt.date(2024, 1, 1))
    told = MonthReport.of(empty, MAY, ada, today=TODAY)
    assert (len(told.rows), told.tells_members) == (1, False)
    assert MonthReport.of(chapter, MAY, ada, today=TODAY).tells_members
    page = client.get(f"/reports/{empty.uid}/2025-05/").content.decode()
    assert "Nothing is written down of single members." in page
    assert "<table" not in page


def test_sums_need_three_payers_an_agreement_and_a_month_that_is_over(chapter: Group, gloria: User) -> None:
    assert [(str(one.money), one.payers) for one in report(chapter, gloria).sums] == [("4,200.50\xa0USD", 3)]
    early = MonthReport.of(chapter, MAY, gloria, today=dt.date(2025, 5, 31))
    assert early.sums == []
    ClosedBusiness.objects.filter(amount=70000).update(currency="EUR")
    assert report(chapter, gloria).sums == []
    ClosedBusiness.objects.update(currency="USD")
    Group.objects.update(shares_sums=False)
    chapter.refresh_from_db()
    assert report(chapter, gloria).sums == []


def test_a_chapter_that_keeps_counts_to_itself_shows_each_her_own(chapter: Group, gloria: User) -> None:
    Group.objects.update(shares_counts=False)
    chapter.refresh_from_db()
    rows = {row.name: row.known for row in report(chapter, gloria).rows}
    assert rows["Ina Ito"].one_to_ones == 2
    assert (rows["Jon Jay"].one_to_ones, rows["Jon Jay"].present) == (None, 2)
    assert report(chapter, gloria).total.given == 3
    chapter.memberships.filter(name="Kim Kerr").update(user=None)
    assert report(chapter, gloria).total.given is None


def test_the_tables_say_the_same_as_the_page(client: Client, chapter: Group, gloria: User) -> None:
    client.force_login(gloria)
    table = lines(client.get(f"/reports/{chapter.uid}/2025-05/report.csv"))
    assert table[1][1:] == ["member", "Ina Ito", "", "3", "0", "0", "0", "0", "2", "1", "1", "1", "1", "0", "0"]
    assert table[4][1:3] + table[4][9:13] == ["member", "Zoe Zahn", "", "", "", ""]
    assert table[5][1:3] + table[5][10:12] == ["all", "Riverside", "3", "3"]


def test_the_table_to_type_in_elsewhere_parts_names_and_who_buys(client: Client, chapter: Group, gloria: User) -> None:
    client.force_login(gloria)
    table = lines(client.get(f"/reports/{chapter.uid}/2025-05/palms.csv"))
    assert table[0][:8] == ["First Name", "Last Name", "P", "A", "L", "M", "S", "RGI"]
    ina, jon = (dict(zip(table[0], row, strict=True)) for row in table[1:3])
    assert (ina["First Name"], ina["Last Name"], ina["P"], ina["V"], ina["1-2-1"]) == ("Ina", "Ito", "3", "1", "2")
    assert [ina[name] for name in ("RGI", "RGO", "RRI", "RRO")] == ["0", "1", "1", "0"]
    assert [jon[name] for name in ("RGI", "RGO", "RRI", "RRO")] == ["1", "0", "0", "1"]
    assert (ina["TYFCB"], jon["L"], jon["Custom|T"]) == ("", "1", "1")


def test_no_cell_is_run_by_a_spreadsheet(client: Client, chapter: Group, gloria: User) -> None:
    chapter.memberships.filter(name="Jon Jay").update(name="=cmd()")
    client.force_login(gloria)
    for kind in ("report", "palms"):
        table = lines(client.get(f"/reports/{chapter.uid}/2025-05/{kind}.csv"))
        assert not any(cell.startswith("=") for row in table for cell in row)


@pytest.mark.parametrize("where", ["{group}/2025-05/", "regions/{region}/2025-q2/"])
def test_the_paper_is_a_pdf(client: Client, chapter: Group, gloria: User, where: str) -> None:
    client.force_login(gloria)
    path = where.format(group=chapter.uid, region=Region.objects.get().uid)
    answer = client.get(f"/reports/{path}report.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("what", ["", "report.pdf", "report.csv", "palms.csv"])
def test_the_month_is_for_members_director_and_host_alone(
    client: Client, chapter: Group, cleo: User, ben: User, ada: User, what: str
) -> None:
    region = Region.objects.get()
    path = f"/reports/{chapter.uid}/2025-05/{what}"
    neighbour = member("Lea Lund", Group.objects.create(name="Hilltop", region=region))
    for stranger in (cleo, neighbour):
        client.force_login(stranger)
        assert client.get(path).status_code == 404
    region.appoint(ben, by=ada)
    for user in (ben, ada):
        client.force_login(user)
        assert client.get(path).status_code == 200
    client.force_login(User.objects.get(name="Jon Jay"))
    assert client.get(path).status_code == (404 if what == "palms.csv" else 200)
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("month", ["2025-13", "next", "2999-01", "2025-q2"])
def test_a_month_that_is_none_or_has_not_begun_is_not_found(
    client: Client, chapter: Group, gloria: User, month: str
) -> None:
    client.force_login(gloria)
    assert client.get(f"/reports/{chapter.uid}/{month}/").status_code == 404


# The quarter of a region


def quarter(viewer: User) -> QuarterReport:
    return QuarterReport.of(Region.objects.get(), 12 * 2025 + 3, viewer, today=TODAY)


def test_the_quarter_sets_chapters_beside_each_other_and_adds_up_what_may_be_shown(
    chapter: Group, gloria: User, ada: User
) -> None:
    small = Group.objects.create(name="Hilltop", region=chapter.region, shares_sums=True)
    lea, max_ = member("Lea Lund", small), member("Max Moor", small)
    met(lea, max_, dt.date(2025, 4, 4))
    paid(gave(lea, max_, dt.date(2025, 5, 5)), 999, dt.date(2025, 5, 6))
    told = quarter(ada)
    assert [one.group.name for one in told.rows] == ["Hilltop", "Riverside"]
    hilltop, riverside = told.rows
    assert hilltop.counts is None
    assert (riverside.one_to_ones, riverside.given, riverside.percent) == (4 / 3, 1.0, 82)
    assert (told.pairs, told.total.given, [one.said for one in told.totals]) == (2, 3, ["4,200.50\xa0USD"])
    assert any("Fewer than three members" in sentence and "Hilltop" in sentence for sentence in told.missing)


def test_a_member_reads_names_of_her_own_chapter_alone(client: Client, chapter: Group, gloria: User) -> None:
    other = Group.objects.create(name="Hilltop", region=chapter.region)
    for name in ("Lea Lund", "Max Moor", "Nia Noor"):
        member(name, other)
    told = quarter(gloria)
    assert [one.group.name for one in told.rows] == ["Riverside"]
    assert len(told.chapters) == 2
    client.force_login(gloria)
    for path in (f"/reports/regions/{chapter.region.uid}/2025-q2/", f"/groups/regions/{chapter.region.uid}/"):
        page = client.get(path).content.decode()
        assert "Riverside" in page
        assert "Hilltop" not in page
        assert "Jon Jay" not in page


@pytest.mark.parametrize("what", ["", "report.pdf", "report.csv"])
def test_the_quarter_is_for_the_region(client: Client, chapter: Group, gloria: User, cleo: User, what: str) -> None:
    path = f"/reports/regions/{Region.objects.get().uid}/2025-q2/{what}"
    client.force_login(cleo)
    assert client.get(path).status_code == 404
    client.force_login(gloria)
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405
    assert client.get(path.replace("q2", "q5")).status_code == 404


def test_the_region_takes_as_many_queries_for_many_as_for_few(client: Client, chapter: Group, ada: User) -> None:
    taken = []
    client.force_login(ada)
    for many in (1, 6):
        for at in range(many):
            group = Group.objects.create(name=f"Chapter {many} {at}", region=chapter.region, meets_on=1)
            held(group, dt.date.today() - dt.timedelta(days=60), "PP")
            member(f"Member {many} {at}", group)
        client.get(f"/groups/regions/{chapter.region.uid}/")
        with query_count() as queries:
            client.get(f"/groups/regions/{chapter.region.uid}/")
        taken.append(queries[0])
    assert taken[1] <= taken[0] < 40


def test_a_month_takes_as_many_queries_for_many_as_for_few(chapter: Group, gloria: User) -> None:
    with query_count() as few:
        assert report(chapter, gloria).rows
    for at in range(9):
        member(f"Member {at}", chapter)
    with query_count() as many:
        assert report(chapter, gloria).rows
    assert few == many


def test_month_of_may_is_may() -> None:
    assert month_of(dt.date(2025, 5, 31)) == MAY
