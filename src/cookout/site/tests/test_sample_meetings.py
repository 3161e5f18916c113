"""The meetings of the sample: believable on every day, prepared for the next one, and written as their verbs would."""

import datetime as dt
from collections import Counter, defaultdict
from functools import cache

import pytest
from django.db import transaction

from cookout.events.models import Attendance, GroupMeeting, MeetingClosure, Visit
from cookout.groups.models import Application, Group, Leave, Membership, Office
from cookout.insight.models import Award, ReportedMonth, ReportedSum, ReportIn, Scorecard
from cookout.insight.models.standings import winners
from cookout.one_to_ones.models import Seat
from cookout.referrals.models import Party
from cookout.site.sample import shapes
from cookout.site.sample.generator import SEED, make
from cookout.site.sample.load import empty
from cookout.site.sample.meeting_shapes import Gathering
from cookout.site.sample.seats import HOME
from cookout.site.tests.conftest import NOW

DAYS = [dt.date(2026, 3, 2) + dt.timedelta(days=days) for days in range(7)]
ODD = [dt.date(2024, 2, 29), dt.date(2026, 12, 29), dt.date(2027, 1, 1), dt.date(2028, 7, 4)]
anyday = pytest.mark.parametrize("today", [*DAYS, *ODD], ids=str)
THERE = {"P", "L", "S"}


@cache
def sample_of(today: dt.date) -> shapes.Sample:
    return make(SEED, today)


def held(today: dt.date, chapter: str = HOME) -> list[Gathering]:
    """Behind us, oldest first."""
    return [one for one in sample_of(today).gathered.gatherings if one.chapter == chapter and one.presences][:-1]


@anyday
def test_nothing_has_happened_on_the_day_itself_or_after_it(today: dt.date) -> None:
    told = sample_of(today).gathered
    for one in told.gatherings:
        marked = [row for row in one.presences if row.mark]
        assert not marked or one.on < today, one.on
        assert all(row.followed_up_on is None or row.followed_up_on <= today for row in one.guests), one.on
        assert all(row.came is None for row in one.guests) or one.on < today, one.on
        assert not one.closings or one.on < today
    assert all(row.brought_on < today and row.ends_on < row.brought_on for row in told.reports)
    assert all(row.on < today for row in told.credits)
    assert all(row.decided_on is None or row.decided_on <= today for row in told.applicants)


@anyday
def test_the_next_tuesday_is_prepared_as_in_the_design(today: dt.date) -> None:
    planned = [one for one in sample_of(today).gathered.gatherings if one.chapter == HOME and one.on >= today]
    assert len(planned) == 4
    assert [one.on.weekday() for one in planned] == [1] * 4
    assert (planned[0].on - today).days < 7
    after = next(one for one in planned if not one.is_holiday)
    assert Counter(row.coming for row in after.presences) == {"coming": 32, "substitute": 2}
    here = {seat.name for seat in sample_of(today).seats if seat.chapter == HOME and seat.is_there(today)}
    assert here - {row.member for row in after.presences} == {"Dwayne Harper"}
    assert [row.name for row in after.guests] == ["Yusuf Ali", "Clara Voss", "Will Tran"]
    assert after.speaker


@anyday
def test_nobody_stands_in_for_two_members_at_one_meeting(today: dt.date) -> None:
    for one in sample_of(today).gathered.gatherings:
        names = [row.substitute for row in one.presences if row.substitute]
        assert len(set(names)) == len(names), one.on


@anyday
def test_dwayne_was_absent_twice_and_nobody_else_comes_near_what_is_allowed(today: dt.date) -> None:
    absent: dict[str, list[dt.date]] = defaultdict(list)
    for one in held(today):
        for row in one.presences:
            if row.mark == "A" and (today - one.on).days < 183:
                absent[row.member].append(one.on)
    assert absent["Dwayne Harper"] == [one.on for one in held(today)[-2:]]
    assert {len(days) for who, days in absent.items() if who != "Dwayne Harper"} <= {1, 2}
    assert sum(len(days) > 1 for days in absent.values()) <= 3


@anyday
def test_ten_tuesdays_look_like_the_design(today: dt.date) -> None:
    for one in held(today)[-10:]:
        marks = Counter(row.mark for row in one.presences)
        assert sum(marks.values()) >= 33
        assert 29 <= marks["P"] + marks["L"] <= 35, one.on
        assert marks["S"] <= 4
        assert marks["A"] <= 3
    last = Counter(row.mark for row in held(today)[-1].presences)
    assert (last["P"] + last["L"], last["S"], last["A"]) == (31, 3, 1)


@anyday
def test_heads_agree_with_marks_and_visitors_or_a_difference_is_named(today: dt.date) -> None:
    for chapter in (HOME, "scioto"):
        for one in held(today, chapter):
            there = sum(row.mark in THERE for row in one.presences) + sum(bool(row.came) for row in one.guests)
            for closing in one.closings:
                assert (closing.headcount == there) == (closing.difference == ""), one.on
    assert sum(len(one.closings) == 2 for one in held(today)) == 2
    assert not held(today, "scioto")[-1].closings


@anyday
def test_only_members_of_that_day_are_named(today: dt.date) -> None:
    made = sample_of(today)
    seats = {(seat.chapter, seat.name): seat for seat in made.seats}
    for one in made.gathered.gatherings:
        named = {row.member for row in one.presences} | {row.guest_of for row in one.guests if one.presences}
        named |= {row.giver for row in one.praise} | {row.receiver for row in one.praise}
        named |= {one.speaker} - {""} if one.on < today else set()
        assert all(seats[one.chapter, name].is_there(one.on) for name in named), one.on
        assert len({row.member for row in one.presences}) == len(one.presences)
        assert all(row.giver != row.receiver for row in one.praise)
    for seat in made.seats:
        if seat.sponsor:
            assert seats[seat.chapter, seat.sponsor].joined_on < seat.joined_on


@anyday
def test_everybody_speaks_in_turn(today: dt.date) -> None:
    speakers = [one.speaker for one in held(today)]
    assert len(set(speakers)) == 35
    assert max(Counter(speakers).values()) <= 3


@anyday
def test_a_month_of_reports_is_missing_and_marks_add_up_to_the_meetings(today: dt.date) -> None:
    reports = [row for row in sample_of(today).gathered.reports if row.chapter == "hocking"]
    months = [row.month for row in reports]
    now = 12 * today.year + today.month - 1
    assert set(range(now - 12, now)) - set(months) >= {now - 5}
    assert 10 <= len(months) <= 11
    for row in reports:
        sums = {line.present + line.absent + line.late + line.medical + line.substitute for line in row.lines}
        assert len(sums) == 1
        assert sums <= {4, 5}


@pytest.mark.django_db
@pytest.mark.usefixtures("house")
class TestInTheHouse:
    """The same, as rows."""

    def test_two_chapters_have_a_year_of_meetings_and_the_third_has_reports(self) -> None:
        counts = {group.name: group.meetings.count() for group in Group.objects.all()}
        assert counts == {"Olentangy Chapter": 57, "Scioto Chapter": 57, "Hocking Hills Chapter": 0}
        assert Attendance.objects.exclude(mark="").count() > 2500
        hocking = Group.objects.get(name="Hocking Hills Chapter")
        assert ReportIn.objects.filter(group=hocking, state="applied").count() == 11
        assert ReportedMonth.objects.filter(group=hocking, membership=None).count() == 0
        assert ReportedSum.objects.filter(payers__lt=3).count() == 0

    def test_each_meeting_is_closed_once_at_a_time_by_the_secretary_and_opened_again_with_a_reason(self) -> None:
        meetings = GroupMeeting.objects.filter(group__name="Olentangy Chapter", on__lt=NOW.date(), is_holiday=False)
        assert MeetingClosure.objects.filter(meeting__in=meetings, reopened_at=None).count() == meetings.count()
        opened = MeetingClosure.objects.exclude(reopened_at=None)
        assert {row.reopened_by.name if row.reopened_by else "" for row in opened} == {"Gloria Huang"}
        assert all(row.reason and row.reopened_at and row.reopened_at > row.closed_at for row in opened)

    def test_who_joined_lately_has_been_a_visitor_and_an_applicant(self) -> None:
        brianna = Membership.objects.get(name="Brianna Cole")
        applied = Application.objects.get(membership=brianna)
        visit = Visit.objects.get(application=applied)
        assert (applied.state, visit.outcome, visit.invited_by) == ("accepted", "applies", brianna.sponsor)
        assert visit.meeting.on < applied.applied_on < brianna.joined_on
        assert brianna.mentor is not None
        assert Application.objects.filter(state="open").count() == 1

    def test_every_visit_and_office_belongs_to_its_own_chapter(self) -> None:
        visits = Visit.objects.select_related("meeting", "invited_by")
        assert all(row.invited_by and row.invited_by.group_id == row.meeting.group_id for row in visits)
        attended = Attendance.objects.select_related("meeting", "membership")
        assert all(row.membership.group_id == row.meeting.group_id for row in attended)
        roles = Office.objects.current(NOW.date()).filter(membership__group__name="Scioto Chapter")
        assert {office.role for office in roles} == {"president", "vice_president", "secretary", "mentor"}
        assert Leave.objects.filter(starts_on__lte=NOW.date(), ends_on__gt=NOW.date()).count() == 1

    def test_the_second_chapter_acts_and_keeps_to_itself(self) -> None:
        scioto = set(Membership.objects.filter(group__name="Scioto Chapter").values_list("user_id", flat=True))
        assert None not in scioto
        assert len(scioto) == 24
        seats = Seat.objects.filter(user__in=scioto).values_list("one_to_one_id", flat=True)
        assert len(seats) > 300
        assert set(Seat.objects.filter(one_to_one__in=seats).values_list("user_id", flat=True)) <= scioto
        mine = Party.objects.filter(user__in=scioto).values("referral")
        assert set(Party.objects.filter(referral__in=mine).values_list("user_id", flat=True)) <= {*scioto, None}

    def test_awards_went_to_those_who_did_most_and_are_what_giving_them_now_would_make(self) -> None:
        given = Award.objects.with_holders()
        assert len(given) >= 18
        for award in given:
            first = winners(award.scope, award.kind, award.starts_on, award.ends_on)
            assert sorted(row.name for row in first) == award.names
            assert {row.count for row in first} == {award.count}
            assert award.ends_on < award.given_at.date() < NOW.date()
        assert "Caleb Stone" not in {name for award in given for name in award.names}
        assert {award.region.name for award in given if award.region} == {"Central Ohio"}

    def test_the_region_has_its_scorecard_in_two_versions_and_the_examples_stay(self) -> None:
        mine = Scorecard.objects.exclude(region=None).order_by("version")
        assert [(row.version, row.ends_on is None) for row in mine] == [(1, False), (2, True)]
        assert mine[0].ends_on == mine[1].starts_on
        examples = Scorecard.objects.filter(region=None).count()
        with transaction.atomic():
            empty()
            assert Scorecard.objects.count() == examples > 0
            transaction.set_rollback(True)
