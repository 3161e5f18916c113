"""What one member can make the house send: not without end, and never in the name of who pressed nothing."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from cookout.core.models import Letter, User
from cookout.core.models.work import WorkState
from cookout.core.refusal import Refusal
from cookout.one_to_ones import rules
from cookout.one_to_ones.models import OneToOne, State, go_on_with_all
from cookout.one_to_ones.testing import fellows, in_days, noted, planned, proposed
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

OFTEN = 60


def all_sent() -> None:
    """The worker was quick: nothing waits any more, so nothing is held back."""
    Letter.objects.update(work_state=WorkState.DONE)


def until_refused(turn: Callable[[int], object]) -> str:
    """Do it again and again, with a quick worker, and answer what is said at last."""
    for count in range(OFTEN):
        try:
            turn(count)
        except Refusal as no:
            return str(no)
        all_sent()
    return ""


def to(user: User) -> int:
    return Letter.objects.filter(to=user.email).count()


def test_proposing_and_taking_back_ends(ada: User, ben: User) -> None:
    fellows(ada, ben)

    def turn(_count: int) -> None:
        one = proposed(ada, ben)
        all_sent()
        one.cancel(by=ada)

    assert "Ask more tomorrow" in until_refused(turn)
    assert to(ben) == 2 * rules.MOST_ASKED
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1)):
        assert proposed(ada, ben).state == State.PROPOSED


def test_proposing_and_undoing_ends(ada: User, ben: User) -> None:
    fellows(ada, ben)

    def turn(_count: int) -> None:
        proposed(ada, ben)
        all_sent()
        ada.acts.get(verb="one_to_one.propose", undone_at=None).undo(by=ada)

    assert "Ask more tomorrow" in until_refused(turn)
    assert to(ben) == 2 * rules.MOST_ASKED


def test_moving_to_and_fro_ends_and_calling_off_is_always_possible(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben)
    all_sent()
    assert "Change it tomorrow" in until_refused(lambda day: one.move(by=ada, times=[in_days(2 + day)]))
    assert to(ben) == rules.MOST_LETTERS
    one.cancel(by=ada)
    assert (one.state, to(ben)) == (State.CANCELLED, rules.MOST_LETTERS + 1)


def test_doing_and_undoing_ends(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)

    def turn(_count: int) -> None:
        act = one.cancel(by=ada)
        all_sent()
        act.undo(by=ada)
        one.refresh_from_db()

    assert "Change it tomorrow" in until_refused(turn)
    assert to(ben) <= rules.MOST_LETTERS + 1


def test_a_rhythm_called_off_again_and_again_stops_for_the_day(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one: Any = planned(ada, ben, every_weeks=1)
    while one is not None and OneToOne.objects.count() < OFTEN:
        one.cancel(by=ada)
        all_sent()
        one = one.follower
    assert OneToOne.objects.count() == rules.MOST_IN_A_ROW + 1
    with time_machine.travel(timezone.now() + dt.timedelta(weeks=rules.MOST_IN_A_ROW + 2)):
        assert go_on_with_all() == 1


def test_the_house_invites_no_crowd_of_strangers(ada: User) -> None:
    def turn(count: int) -> None:
        marta = keep(ada, f"Marta Reyes {count}", email=f"m{count}@example.net")
        noted(ada, marta, in_days(3 + count), invite=True)

    assert "Ask more tomorrow" in until_refused(turn)
    assert Letter.objects.filter(to__endswith="@example.net").count() == rules.MOST_ASKED
    assert noted(ada, keep(ada, "Omar Haddad"), in_days(90)).state == State.PLANNED


def test_a_rhythm_of_one_goes_on_in_the_name_of_who_wished_for_it(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    one.change(by=ben, every_weeks=1)
    one.change(by=ada, place="Harbor Cafe")
    with time_machine.travel(one.starts_at + dt.timedelta(hours=2)):
        one.hold(by=ada)
        following = one.follower
        assert (following.state, following.times.get().seat.user) == (State.PROPOSED, ben)
        with pytest.raises(Refusal):
            following.accept(by=ben, starts_at=following.times.get().starts_at)


def test_no_rhythm_goes_on_with_somebody_who_closed_the_account(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben, every_weeks=1)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    with time_machine.travel(one.starts_at + dt.timedelta(hours=2)):
        one.hold(by=ada)
        assert one.follower is None
