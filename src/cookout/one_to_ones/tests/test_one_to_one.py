"""The 1-2-1 itself: who may do what, once and twice."""

import pytest

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.models import Collides, OneToOne, State
from cookout.one_to_ones.testing import fellows, in_days, planned, proposed, was_held
from cookout.ties.models import Tie, Touch
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


def test_accepting_an_offered_time_plans_it_for_both(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben, in_days(3), in_days(4))
    assert one.state == State.PROPOSED
    one.accept(by=ben, starts_at=in_days(4))
    one.accept(by=ben, starts_at=in_days(4))
    assert (one.state, one.starts_at, one.steps.count()) == (State.PLANNED, in_days(4), 2)
    assert list(OneToOne.objects.visible_to(ben)) == list(OneToOne.objects.visible_to(ada)) == [one]


def test_nobody_accepts_a_time_of_their_own(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben)
    with pytest.raises(Refusal):
        one.accept(by=ada, starts_at=in_days(3))


def test_a_stranger_sees_nothing_of_it(ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    planned(ada, ben)
    assert not OneToOne.objects.visible_to(cleo)


def test_a_1_2_1_with_oneself_is_refused(ada: User) -> None:
    with pytest.raises(Refusal):
        OneToOne.propose(by=ada, person=ada.person, times=[in_days(1)])
    with pytest.raises(Refusal):
        OneToOne.note(by=ada, person=ada.person, starts_at=in_days(-1))


def test_collisions_are_said_and_may_be_kept(ada: User, ben: User) -> None:
    fellows(ada, ben)
    planned(ada, ben)
    marta = keep(ada, "Marta Reyes")
    with pytest.raises(Collides, match=ben.name):
        OneToOne.note(by=ada, person=marta, starts_at=in_days(3))
    OneToOne.note(by=ada, person=marta, starts_at=in_days(3), despite=True)


def test_both_must_say_the_same_time_to_confirm(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = OneToOne.note(by=ada, person=ben.person, starts_at=in_days(-2, hour=10))
    one.hold(by=ada)
    assert one.state == State.HELD
    one.hold(by=ben, at=in_days(-1, hour=10))
    assert (one.state, one.starts_at) == (State.HELD, in_days(-2, hour=10))
    one.hold(by=ben, at=in_days(-2, hour=10))
    assert one.state == State.CONFIRMED


def test_holding_is_a_contact_once_and_undo_takes_it_back(ada: User) -> None:
    marta = keep(ada, "Marta Reyes")
    one = was_held(ada, marta)
    one.hold(by=ada)
    touch = Touch.objects.visible_to(ada).get()
    assert (touch.kind, touch.tie.person) == (Touch.Kind.MEETING, marta)
    act = ada.acts.filter(verb="one_to_one.hold", changes__isnull=False).distinct().get()
    act.undo(by=ada)
    one.refresh_from_db()
    assert one.state == State.PLANNED
    assert not Touch.objects.visible_to(ada)
    assert Tie.objects.between(ada, marta).last_touch_on is None


def test_what_the_other_has_accepted_is_not_undone_by_the_first(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    proposing = ada.acts.get(verb="one_to_one.propose")
    with pytest.raises(Refusal, match="Ben"):
        proposing.undo(by=ada)
    one.refresh_from_db()
    assert (one.deleted_at, one.state, one.times.count(), one.steps.count()) == (None, State.PLANNED, 1, 2)
