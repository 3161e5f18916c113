"""My target and my month: mine alone, honest, undone."""

import datetime as dt

import pytest
from django.utils import timezone

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.groups.models import Group
from cookout.insight.models import MonthlyTarget
from cookout.insight.models.progress import Progress
from cookout.insight.testing import gave, member, met
from cookout.one_to_ones.models import OneToOne, State
from cookout.referrals.models import ClosedBusiness
from cookout.ties.models import local_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[User, User]:
    group = Group.objects.create(name="Riverside")
    return member("Dora Diaz", group), member("Emil Egger", group)


def planned(one: User, other: User, *, days: int = 0) -> OneToOne:
    """In a minute, or so many days ago, written down before its time."""
    at = timezone.now() + dt.timedelta(minutes=1) - dt.timedelta(days=days)
    made = met(one, other, at.date(), state=State.PLANNED)
    OneToOne.objects.filter(pk=made.pk).update(starts_at=at, held_on=None, created_at=at - dt.timedelta(days=2))
    return made


def test_a_target_is_set_changed_and_cleared_and_each_is_undone(ben: User) -> None:
    first = MonthlyTarget.set(4, by=ben)
    assert first.verb == "monthly_target.set"
    again = MonthlyTarget.set(4, by=ben)
    assert again.changes.count() == 0
    changed = MonthlyTarget.set(6, by=ben)
    assert MonthlyTarget.objects.get().one_to_ones == 6
    changed.undo(by=ben)
    assert MonthlyTarget.objects.get().one_to_ones == 4
    cleared = MonthlyTarget.clear(by=ben)
    assert MonthlyTarget.of(ben) is None
    assert MonthlyTarget.clear(by=ben).changes.count() == 0
    cleared.undo(by=ben)
    assert MonthlyTarget.objects.get().one_to_ones == 4
    first.undo(by=ben)
    assert MonthlyTarget.of(ben) is None


@pytest.mark.parametrize("many", [0, -1, 61])
def test_a_target_that_no_month_holds_is_refused(ben: User, many: int) -> None:
    with pytest.raises(Refusal, match="between 1 and 60"):
        MonthlyTarget.set(many, by=ben)
    assert MonthlyTarget.of(ben) is None


def test_one_by_my_word_is_mine_and_waits_for_the_other(two: tuple[User, User]) -> None:
    today = local_today(two[0])
    met(*two, today)
    met(*two, today, state=State.HELD)
    mine, theirs = Progress.of(two[0]), Progress.of(two[1])
    assert (mine.done, mine.waiting) == (2, 1)
    assert (theirs.done, theirs.waiting) == (1, 0)


def test_last_month_is_over(two: tuple[User, User]) -> None:
    met(*two, local_today(two[0]).replace(day=1) - dt.timedelta(days=1))
    assert Progress.of(two[0]).done == 0


def test_what_is_planned_is_said_with_what_it_makes(two: tuple[User, User], monkeypatch: pytest.MonkeyPatch) -> None:
    noon = dt.datetime(2026, 10, 14, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    met(*two, noon.date())
    met(*two, noon.date())
    planned(*two)
    planned(*two)
    MonthlyTarget.set(4, by=two[0])
    told = Progress.of(two[0])
    assert (told.so_far, told.lines) == ("2 of 4", ["Two are planned; with these you make four."])
    MonthlyTarget.set(5, by=two[0])
    assert Progress.of(two[0]).lines[1:] == ["One more makes five."]
    MonthlyTarget.set(2, by=two[0])
    assert Progress.of(two[0]).lines[1:] == ["That is what you wished for."]
    MonthlyTarget.clear(by=two[0])
    assert Progress.of(two[0]).so_far == "2"


def test_the_forecast_speaks_from_five_earlier_ones_up(two: tuple[User, User], monkeypatch: pytest.MonkeyPatch) -> None:
    noon = dt.datetime(2026, 10, 14, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    planned(*two)
    for back in range(1, 5):
        OneToOne.objects.filter(pk=planned(*two, days=40 + back).pk).update(state=State.CONFIRMED)
    assert Progress.of(two[0]).ahead is None
    OneToOne.objects.filter(pk=planned(*two, days=50).pk).update(state=State.NO_SHOW)
    ahead = Progress.of(two[0]).ahead
    assert ahead is not None
    assert (ahead.took_place, ahead.known) == (4, 5)
    assert "Of the last 5 that you planned, 4 took place: expect" in Progress.of(two[0]).lines[-1]


def test_a_1_2_1_noted_afterwards_says_nothing_about_planning(
    two: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = dt.datetime(2026, 10, 14, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    planned(*two)
    for back in range(1, 9):
        met(*two, noon.date() - dt.timedelta(days=30 + back))
    OneToOne.objects.filter(state=State.CONFIRMED).update(created_at=noon)
    assert Progress.of(two[0]).ahead is None


def test_referrals_and_thanks_of_the_month(two: tuple[User, User]) -> None:
    now = timezone.now()
    referral = gave(*two, now)
    ClosedBusiness.objects.create(owner=two[1], referral=referral, amount=1, currency="USD", on=local_today(two[1]))
    mine, theirs = Progress.of(two[0]).counts, Progress.of(two[1]).counts
    assert (mine.given, mine.received, mine.thanked) == (1, 0, 1)
    assert (theirs.given, theirs.received, theirs.thanked) == (0, 1, 0)
