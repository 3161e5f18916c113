"""Whose profile a 1-2-1 opens: only of somebody who agreed to a time, or who says that the two met."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.utils import timezone

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.models import OneToOne, State
from cookout.one_to_ones.testing import fellows, in_days, planned, proposed, was_held
from cookout.people.models import Audience, ProfileEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told(ada: User, ben: User) -> ProfileEntry:
    """Ben tells something to those with whom he has a 1-2-1."""
    fellows(ada, ben)
    return ProfileEntry.tell(by=ben, text="I want to sell the firm", facet="goals", audience=Audience.ONE_TO_ONE)


def reads(viewer: User, entry: ProfileEntry) -> bool:
    return ProfileEntry.objects.visible_to(viewer).filter(pk=entry.pk).exists()


def just_now() -> dt.datetime:
    return timezone.now() - dt.timedelta(minutes=1)


def noted_past(ada: User, ben: User) -> OneToOne:
    return OneToOne.note(by=ada, person=ben.person, starts_at=in_days(-1))


def declined(ada: User, ben: User) -> OneToOne:
    one = proposed(ada, ben)
    one.decline(by=ben)
    return one


def cancelled(ada: User, ben: User) -> OneToOne:
    one = planned(ada, ben)
    one.cancel(by=ben)
    return one


def accepted_and_undone(ada: User, ben: User) -> OneToOne:
    one = proposed(ada, ben)
    one.accept(by=ben, starts_at=one.times.get().starts_at).undo(by=ben)
    one.refresh_from_db()
    return one


@pytest.mark.parametrize("made", [noted_past, proposed, declined, cancelled, accepted_and_undone])
def test_saying_alone_that_we_met_opens_nothing(
    ada: User, ben: User, told: ProfileEntry, made: Callable[[User, User], OneToOne]
) -> None:
    one = made(ada, ben)
    assert not reads(ada, told)
    one.hold(by=ada, at=just_now())
    assert not reads(ada, told)


def test_moving_the_time_closes_it_until_the_other_agrees_again(ada: User, ben: User, told: ProfileEntry) -> None:
    one = planned(ada, ben)
    assert reads(ada, told)
    one.move(by=ada, times=[in_days(5)])
    assert not reads(ada, told)
    one.accept(by=ben, starts_at=one.times.get().starts_at)
    assert reads(ada, told)


def test_saying_again_and_again_when_we_met_does_not_keep_it_open(ada: User, ben: User, told: ProfileEntry) -> None:
    one = planned(ada, ben)
    with time_machine.travel(one.starts_at + dt.timedelta(hours=1)) as now:
        one.hold(by=ada)
        assert reads(ada, told)
        now.shift(dt.timedelta(days=15))
        one.hold(by=ada, at=just_now())
        one.hold(by=ada, at=just_now() - dt.timedelta(minutes=1)).undo(by=ada)
        assert not reads(ada, told)


def test_when_both_say_that_they_met_it_is_open_for_two_weeks(ada: User, ben: User, told: ProfileEntry) -> None:
    one = was_held(ada, ben.person)
    one.hold(by=ben)
    assert one.state == State.CONFIRMED
    assert reads(ada, told)
    one.hold(by=ada, at=just_now())
    with time_machine.travel(timezone.now() + dt.timedelta(days=13)):
        assert not reads(ada, told)


def test_an_agreed_rhythm_opens_the_next_one_too(ada: User, ben: User, told: ProfileEntry) -> None:
    one = planned(ada, ben, every_weeks=4)
    with time_machine.travel(one.starts_at + dt.timedelta(hours=1)) as now:
        one.hold(by=ada)
        now.shift(dt.timedelta(days=20))
        assert (one.follower.state, reads(ada, told)) == (State.PLANNED, True)


def test_nobody_accepts_a_time_of_their_own(ada: User, ben: User, told: ProfileEntry) -> None:
    one = proposed(ada, ben)
    with pytest.raises(Refusal):
        one.accept(by=ada, starts_at=one.times.get().starts_at)
    assert not reads(ada, told)


def test_one_that_did_not_happen_opens_nothing(ada: User, ben: User, told: ProfileEntry) -> None:
    one = planned(ada, ben)
    with time_machine.travel(one.starts_at + dt.timedelta(hours=1)):
        assert reads(ada, told)
        one.miss(by=ben)
        assert not reads(ada, told)
