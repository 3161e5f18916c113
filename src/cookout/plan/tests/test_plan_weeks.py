"""What was kept by week and month: counted from the house's own rows, by the plan that held then."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from cookout.core.models import User
from cookout.core.testing import query_count
from cookout.events.models import Encounter, Event
from cookout.one_to_ones.testing import was_held
from cookout.people.models import Origin, Person
from cookout.plan.models import Aim, Plan, PlanPause, Span, ahead_of, measured
from cookout.plan.tests.test_plan_verbs import aims
from cookout.referrals.testing import received
from cookout.ties.models import FollowUp, Tie

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 25, 18, tzinfo=dt.UTC)
"""A Wednesday; its Monday is November 23."""
TODAY, MONDAY = NOW.date(), dt.date(2026, 11, 23)
WEEK = dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def planned(user: User, weeks_ago: int, **numbers: str) -> Plan:
    """A plan that was made so many weeks ago."""
    with time_machine.travel(NOW - weeks_ago * WEEK, tick=False):
        return Plan.make(aims(**numbers), by=user)


def week(user: User, back: int = 0) -> Span:
    """So many weeks back."""
    return measured(user).weeks[-1 - back]


def words(span: Span) -> dict[str, str]:
    return {one.kind: one.words for one in span.kept}


def known_person(user: User, name: str, *, days_ago: int = 400) -> Person:
    """Somebody whom I kept long ago."""
    person = Person.keep(by=user, full_name=name)
    Person.objects.filter(pk=person.pk).update(created_at=NOW - dt.timedelta(days=days_ago))
    return person


def tie_of(user: User, person: Person) -> Tie:
    tie = Tie.objects.between(user, person)
    tie.save()
    return tie


def encounter(user: User, person: Person, on: dt.date, event: Event | None = None) -> Encounter:
    return Encounter.objects.create(owner=user, tie=tie_of(user, person), on=on, event=event, captured_at=NOW)


def test_what_i_did_is_counted_from_the_houses_own_rows(ben: User) -> None:
    planned(ben, 2, events="1", people="3", one_to_ones="1", follow_ups="2", hours="4")
    mixer = Event.note(by=ben, name="Mixer", on=MONDAY, hours=Decimal(2))
    Event.note(by=ben, name="Missed", on=MONDAY).miss(by=ben)
    Event.note(by=ben, name="To come", on=TODAY + WEEK)
    new, old = Person.keep(by=ben, full_name="Ana New"), known_person(ben, "Omar Old")
    encounter(ben, new, TODAY, mixer)
    encounter(ben, old, TODAY, mixer)  # known for long, so nobody new
    was_held(ben, old, days=1, minutes=60)  # and the touch that it is costs no time beside it
    tie = tie_of(ben, new)
    FollowUp.plan(tie, by=ben, due_on=TODAY).finish(by=ben)
    tie.touch(by=ben, kind="call", on=TODAY)
    assert words(week(ben)) == {
        "events": "1 of 1", "people": "1 of 3", "one_to_ones": "1 of 1", "follow_ups": "1 of 2", "hours": "3.2 of 4",
    }  # fmt: skip
    assert week(ben).word == "so far"


def test_whom_a_file_brought_is_new_on_the_day_we_met(ben: User) -> None:
    planned(ben, 3, people="1")
    origin = Origin.objects.create(keeper=ben, state=Origin.State.APPLIED)
    person = known_person(ben, "From a file", days_ago=1)
    Person.objects.filter(pk=person.pk).update(origin=origin)
    assert words(week(ben)) == {"people": "0 of 1"}
    encounter(ben, person, MONDAY - WEEK)
    encounter(ben, person, MONDAY)  # the second time they are no longer new
    assert words(week(ben)) == {"people": "0 of 1"}
    assert words(week(ben, 1)) == {"people": "1 of 1"}


def test_a_week_counts_by_the_plan_that_held_in_it(ben: User) -> None:
    planned(ben, 4, events="3")
    planned(ben, 1, events="1")
    assert [words(week(ben, back))["events"] for back in range(6)] == [
        "0 of 1", "0 of 1", "0 of 3", "0 of 3", "0 of 3", "0",
    ]  # fmt: skip
    assert [week(ben, back).word for back in (1, 4, 5)] == ["", "", "no plan yet"]


def test_paused_weeks_say_so_and_are_measured_by_nothing(ben: User) -> None:
    planned(ben, 5, events="3")
    PlanPause.begin(by=ben, starts_on=MONDAY - WEEK, ends_on=MONDAY - dt.timedelta(days=1))
    assert [week(ben, back).word for back in range(3)] == ["so far", "paused", ""]
    assert words(week(ben, 1)) == {"events": "0"}
    assert not measured(ben).pause


def test_without_a_plan_everything_is_counted_and_nothing_missed(ben: User) -> None:
    told = measured(ben)
    assert [one.kind for one in told.week.kept] == ["events", "people", "one_to_ones", "follow_ups", "hours"]
    assert {span.word for span in told.weeks} == {"no plan yet"}
    assert told.months == ()
    assert ahead_of(ben, told.plan) is None


def test_what_is_planned_by_the_month_is_shown_by_month(ben: User) -> None:
    planned(ben, 6, events="2/month", people="1")
    for day in (dt.date(2026, 11, 1), dt.date(2026, 11, 24), dt.date(2026, 10, 31)):
        Event.note(by=ben, name="Run", on=day)
    told = measured(ben)
    assert [(span.first.month, words(span)["events"]) for span in told.months] == [
        (9, "0"),
        (10, "1 of 2"),
        (11, "2 of 2"),
    ]
    assert [span.word for span in told.months] == ["no plan yet", "planned since Oct 12", "so far"]
    assert words(told.week) == {"people": "0 of 1"}


@pytest.mark.parametrize(
    ("zone", "at", "back"),
    [
        ("America/New_York", dt.datetime(2026, 11, 23, 4, 30, tzinfo=dt.UTC), 1),  # Sunday, 23:30 there
        ("America/New_York", dt.datetime(2026, 11, 23, 5, 30, tzinfo=dt.UTC), 0),  # Monday, 0:30 there
        ("America/New_York", dt.datetime(2026, 11, 2, 4, 30, tzinfo=dt.UTC), 4),  # after the clocks went back: Sunday
        ("America/New_York", dt.datetime(2026, 10, 26, 4, 30, tzinfo=dt.UTC), 4),  # before: Monday, 0:30
        ("Pacific/Auckland", dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC), 0),  # Monday there
    ],
)
def test_a_week_begins_at_midnight_where_i_live(ben: User, zone: str, at: dt.datetime, back: int) -> None:
    ben.zone = zone
    ben.save()
    planned(ben, 8, follow_ups="1")
    FollowUp.objects.create(
        owner=ben, tie=tie_of(ben, known_person(ben, "Ana")), due_on=TODAY, made_on=TODAY, done_at=at
    )
    assert [words(week(ben, place))["follow_ups"] for place in range(6)].index("1 of 1") == back


def test_smaller_numbers_are_offered_after_four_weeks_with_less_and_change_nothing(ben: User) -> None:
    plan = planned(ben, 5, events="3", people="1/month", hours="0.5")
    for back in (1, 2, 3, 4):
        Event.note(by=ben, name="Run", on=MONDAY - back * WEEK, hours=Decimal(1))
    told = measured(ben)
    assert told.smaller == {"events": Aim(Decimal(1), "week")}
    assert told.offer == "1 event a week"
    assert Plan.objects.get() == plan


@pytest.mark.parametrize("why", ["a plan of three weeks", "weeks that were paused"])
def test_too_few_weeks_offer_nothing(ben: User, why: str) -> None:
    planned(ben, 3 if why == "a plan of three weeks" else 5, events="3")
    if why == "weeks that were paused":
        PlanPause.begin(by=ben, starts_on=MONDAY - 3 * WEEK, ends_on=MONDAY - WEEK)
    assert measured(ben).smaller == {}


def test_nobody_elses_rows_count(ben: User, cleo: User) -> None:
    planned(ben, 1, events="1")
    planned(cleo, 1, events="1")
    Event.note(by=cleo, name="Hers", on=TODAY)
    assert words(week(ben)) == {"events": "0 of 1"}


def test_too_short_a_history_is_not_yet_known_and_says_what_is_missing(ben: User) -> None:
    plan = planned(ben, 1, one_to_ones="1")
    ahead = ahead_of(ben, plan)
    assert ahead is not None
    assert (ahead.words, ahead.basis) == ("Not yet known.", "It takes 6 whole months of yours; there are 0.")


def history(user: User, months: int) -> None:
    """Two 1-2-1s and one referral in each of the months before this one."""
    person = known_person(user, "Marta Reyes")
    for back in range(1, months + 1):
        at = NOW - dt.timedelta(days=30.4 * back)
        for days in (0, 3):
            was_held(user, person, days=(NOW - at).days + days)
        one = received(user, person)
        type(one).objects.filter(pk=one.pk).update(accepted_at=at)


def test_a_history_gives_a_range_with_its_evidence_and_claims_no_cause(ben: User) -> None:
    history(ben, 8)
    plan = planned(ben, 1, one_to_ones="2/month", events="1")
    ahead = ahead_of(ben, plan)
    assert ahead is not None
    assert ahead.outlook is not None
    assert ahead.words == "A month with 2 1-2-1s goes together with 0 to 3 referrals, given and received."
    assert ahead.basis.startswith("From 8 months of yours: 16 1-2-1s and 8 referrals.")
    assert "brings" not in ahead.words + ahead.basis


def test_more_rows_are_not_more_queries(ben: User) -> None:
    plan = planned(ben, 5, events="3", one_to_ones="1", people="2/month")

    def asked() -> int:
        with query_count() as counted:
            measured(ben)
            ahead_of(ben, plan)
        return counted[0]

    history(ben, 1)
    few = asked()
    history(ben, 3)
    for back in range(5):
        Event.note(by=ben, name="Run", on=TODAY - back * WEEK)
        encounter(ben, Person.keep(by=ben, full_name=f"Ana {back}"), TODAY)
    assert asked() == few <= 16


def test_now_is_the_users_now(ben: User) -> None:
    assert timezone.now() == NOW
    assert measured(ben).week.first == MONDAY
