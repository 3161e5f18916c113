"""The rhythm: the next one comes by itself, at the same hour on the wall, once."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from cookout.core.models import Letter, User
from cookout.one_to_ones import rules
from cookout.one_to_ones.models import OneToOne, State, Step, go_on_with_all
from cookout.one_to_ones.testing import fellows, in_days, noted, planned
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

BEFORE = dt.datetime(2026, 10, 22, 14, tzinfo=dt.UTC)
"""Ten in New York, a week and a half before its clocks are set back."""


def every_two_weeks(ada: User, ben: User, at: dt.datetime = BEFORE) -> OneToOne:
    fellows(ada, ben)
    return planned(ada, ben, at, every_weeks=2, zone="America/New_York")


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC), tick=True) as now:
        yield now


def test_holding_plans_the_next_at_the_same_hour_on_the_wall(
    ada: User, ben: User, monday: time_machine.Traveller
) -> None:
    one = every_two_weeks(ada, ben)
    monday.move_to(BEFORE + dt.timedelta(hours=2))
    one.hold(by=ada)
    one.hold(by=ben)
    following = one.follower
    assert (following.state, following.starts_at) == (State.PLANNED, dt.datetime(2026, 11, 5, 15, tzinfo=dt.UTC))
    assert OneToOne.objects.count() == 2
    assert {letter.user for letter in Letter.objects.filter(key__contains=str(following.uid))} == {ada, ben}
    assert [seat.user for seat in following.seats.all()] == [ada, ben]


def test_undoing_the_hold_takes_the_next_back_and_holding_again_makes_it_again(
    ada: User, ben: User, monday: time_machine.Traveller
) -> None:
    one = every_two_weeks(ada, ben)
    monday.move_to(BEFORE + dt.timedelta(hours=2))
    one.hold(by=ada).undo(by=ada)
    assert one.follower is None
    one.hold(by=ada)
    assert one.follower.state == State.PLANNED


def test_the_worker_goes_on_where_nobody_said_a_word(ada: User, ben: User, monday: time_machine.Traveller) -> None:
    one = every_two_weeks(ada, ben)
    assert go_on_with_all() == 0
    monday.move_to(BEFORE + dt.timedelta(days=40))
    assert go_on_with_all() == 1
    assert go_on_with_all() == 0
    following = one.follower
    assert following.starts_at.astimezone(following.tzinfo).hour == 10
    assert following.starts_at > BEFORE + dt.timedelta(days=40)
    one.hold(by=ada)
    assert OneToOne.objects.count() == 2


def test_where_the_time_is_taken_others_are_proposed_and_it_says_so(
    ada: User, ben: User, monday: time_machine.Traveller
) -> None:
    one = every_two_weeks(ada, ben)
    taken = dt.datetime(2026, 11, 5, 15, 30, tzinfo=dt.UTC)
    noted(ben, keep(ben, "Marta Reyes"), taken)
    monday.move_to(BEFORE + dt.timedelta(hours=2))
    one.hold(by=ada)
    following = one.follower
    assert (following.state, following.rhythm_agreed) == (State.PROPOSED, True)
    assert following.last_step().note == "The time of your rhythm is taken."
    local = [time.starts_at.astimezone(following.tzinfo) for time in following.times.all()]
    assert [(at.day, at.hour) for at in local] == [(6, 10), (9, 10), (10, 10)]
    letter = Letter.objects.get(key__contains=str(following.uid))
    assert letter.user == ben
    assert "Marta" not in letter.text


def test_a_rhythm_that_one_alone_changed_is_proposed_first(
    ada: User, ben: User, monday: time_machine.Traveller
) -> None:
    one = every_two_weeks(ada, ben)
    one.change(by=ada, every_weeks=1)
    monday.move_to(BEFORE + dt.timedelta(hours=2))
    one.hold(by=ada)
    following = one.follower
    offered = following.times.get().starts_at
    assert (following.state, offered) == (State.PROPOSED, BEFORE + dt.timedelta(days=7))
    following.accept(by=ben, starts_at=offered)
    assert following.rhythm_agreed


def test_a_cancelled_one_does_not_end_it_unless_asked(ada: User, ben: User) -> None:
    one = every_two_weeks(ada, ben)
    one.cancel(by=ben)
    following = one.follower
    assert following.state == State.PLANNED
    following.cancel(by=ada, ends_rhythm=True)
    assert following.follower is None
    assert go_on_with_all() == 0


def test_ending_is_one_tap_from_any_of_them_and_takes_back(
    ada: User, ben: User, monday: time_machine.Traveller
) -> None:
    one = every_two_weeks(ada, ben)
    monday.move_to(BEFORE + dt.timedelta(hours=2))
    one.hold(by=ada)
    act = one.end_rhythm(by=ben)
    one.end_rhythm(by=ben)
    following = one.follower
    assert (following.every_weeks, following.state) == (None, State.PLANNED)
    assert following.steps.filter(kind=Step.Kind.RHYTHM).count() == 1
    act.undo(by=ben)
    following.refresh_from_db()
    assert following.every_weeks == 2


def test_it_stays_on_its_day_though_one_was_held_at_another_time(
    ada: User, ben: User, monday: time_machine.Traveller
) -> None:
    one = every_two_weeks(ada, ben)
    monday.move_to(BEFORE + dt.timedelta(days=1, hours=5))
    one.hold(by=ada, at=BEFORE + dt.timedelta(days=1))
    assert one.follower.starts_at == dt.datetime(2026, 11, 5, 15, tzinfo=dt.UTC)


def test_a_no_show_does_not_end_it(ada: User, ben: User, monday: time_machine.Traveller) -> None:
    one = every_two_weeks(ada, ben)
    monday.move_to(BEFORE + dt.timedelta(hours=2))
    one.miss(by=ada)
    assert one.follower.state == State.PLANNED


def test_who_has_left_has_no_next_one(ada: User, ben: User, monday: time_machine.Traveller) -> None:
    every_two_weeks(ada, ben)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    monday.move_to(BEFORE + dt.timedelta(hours=2))
    assert go_on_with_all() == 0


def test_one_noted_alone_goes_on_alone(ada: User, monday: time_machine.Traveller) -> None:
    one = noted(ada, keep(ada, "Marta Reyes"), in_days(2), every_weeks=4)
    monday.move_to(in_days(3))
    one.hold(by=ada)
    assert (one.follower.state, one.follower.is_shared) == (State.PLANNED, False)
    assert not Letter.objects.exists()


@given(
    start=st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1)),
    weeks=st.integers(1, 52),
    zone=st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
)
def test_the_clock_on_the_wall_shows_the_same(start: dt.datetime, weeks: int, zone: str) -> None:
    first = rules.on_the_wall(start.replace(second=0, microsecond=0), zone)
    later = rules.weeks_later(first, weeks, zone)
    here, there = (at.astimezone(ZoneInfo(zone)) for at in (first, later))
    assert (there.date() - here.date()).days in {7 * weeks, 7 * weeks + 1}
    moved = abs((there.hour * 60 + there.minute) - (here.hour * 60 + here.minute))
    assert moved in {0, 30, 60, 1440 - 60, 1440 - 30}, "only an hour that summer time skips is moved"
