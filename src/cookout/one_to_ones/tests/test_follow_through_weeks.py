"""Six weeks after a first 1-2-1: computed, ended with one tap, resumed, mine alone."""

import datetime as dt

import pytest

from cookout.core.models import User
from cookout.core.testing import no_writes, query_count
from cookout.one_to_ones.models import FollowThrough, end_six_weeks, resume_six_weeks, running, six_weeks_with
from cookout.one_to_ones.testing import fellows, noted, was_held
from cookout.people.models import Person
from cookout.ties.models import Circle, Tie, local_today

pytestmark = pytest.mark.django_db


def someone(ben: User, name: str = "Marta Reyes") -> Person:
    """Somebody new in Ben's book."""
    return Person.keep(by=ben, full_name=name)


def touch(ben: User, person: Person, *, days: int) -> None:
    """A word so many days ago."""
    on = local_today(ben) - dt.timedelta(days=days)
    Tie.objects.between(ben, person).touch(by=ben, kind="text", on=on)


def test_a_new_pair_is_in_its_third_week_and_has_kept_one(ben: User) -> None:
    marta = someone(ben)
    was_held(ben, marta, days=17)
    touch(ben, marta, days=14)
    (six,) = running(ben)
    assert (six.number, six.kept, six.is_open) == (3, 1, True)
    assert [week.state for week in six.weeks] == ["kept", "quiet", "now", "ahead", "ahead", "ahead"]
    touch(ben, marta, days=1)
    (six,) = running(ben)
    assert (six.kept, six.is_open) == (2, False)


def test_only_the_first_1_2_1_counts_and_only_for_six_weeks(ben: User) -> None:
    old, new = someone(ben, "Old Friend"), someone(ben, "New Friend")
    was_held(ben, old, days=80)
    was_held(ben, old, days=10)
    was_held(ben, new, days=43)
    assert running(ben) == []
    assert six_weeks_with(ben, old) is None


def test_planned_is_not_held(ben: User) -> None:
    noted(ben, someone(ben))
    assert running(ben) == []


def test_ending_twice_is_ending_once_and_it_can_go_on(ben: User) -> None:
    marta = someone(ben)
    one = was_held(ben, marta, days=8)
    act = end_six_weeks(one, by=ben)
    assert not end_six_weeks(one, by=ben).changes.exists()
    assert running(ben) == []
    six = six_weeks_with(ben, marta)
    assert six is not None
    assert six.ended is not None
    act.undo(by=ben)
    assert len(running(ben)) == 1
    end_six_weeks(one, by=ben)
    resume_six_weeks(one, by=ben)
    assert len(running(ben)) == 1
    assert not FollowThrough.objects.exists()


def test_each_seat_has_its_own_six_weeks(ben: User, cleo: User) -> None:
    fellows(ben, cleo)
    one = was_held(ben, cleo.person, days=8)
    end_six_weeks(one, by=ben)
    assert running(ben) == []
    assert len(running(cleo)) == 1
    assert not FollowThrough.objects.visible_to(cleo).exists()


def test_whoever_was_let_go_is_not_kept_going(ben: User) -> None:
    marta = someone(ben)
    was_held(ben, marta, days=8)
    Tie.objects.between(ben, marta).move(Circle.LET_GO, by=ben)
    assert running(ben) == []


def test_a_linked_account_stays_the_same_human(ben: User, cleo: User) -> None:
    kept = someone(ben, "Cleo C.")
    was_held(ben, kept, days=60)
    Person.objects.filter(pk=kept.pk).update(account_person=cleo.person)
    fellows(ben, cleo)
    was_held(ben, cleo.person, days=8)
    assert running(ben) == []


def test_reading_writes_nothing_and_costs_the_same_for_more_pairs(ben: User) -> None:
    was_held(ben, someone(ben), days=8)
    with no_writes(), query_count() as few:
        running(ben)
    for name in ("A B", "C D", "E F"):
        was_held(ben, someone(ben, name), days=8)
    with query_count() as many:
        assert len(running(ben)) == 4
    assert many == few
