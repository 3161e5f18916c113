"""The plan's verbs: safe to repeat, taken back by one undo, and a sentence for what is impossible."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.plan.models import Aim, Plan, PlanPause, WeekReview
from cookout.plan.rules import monday_of
from cookout.ties.models import local_today

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def aims(**numbers: str) -> dict[str, Aim]:
    """`events="1"` a week, `people="10/month"`."""
    return {
        kind: Aim(Decimal(told.partition("/")[0]), told.partition("/")[2] or "week") for kind, told in numbers.items()
    }


def undo(user: User) -> None:
    """Take the latest act back."""
    Act.objects.filter(by=user).latest("pk").undo(by=user)


def test_the_same_again_is_the_same_plan(ben: User) -> None:
    uid = uuid.uuid4()
    made = [Plan.make(aims(events="1"), by=ben, uid=uid) for _twice in range(2)]
    assert made[0] == made[1]
    assert Plan.objects.count() == 1


def test_a_second_plan_in_a_week_changes_it_and_undo_brings_the_first_back(ben: User) -> None:
    Plan.make(aims(events="1", people="3"), by=ben)
    plan = Plan.make(aims(events="2", hours="2.5"), by=ben, reason="a quiet month")
    assert plan.words == ["2 events a week", "2.5 hours a week"]
    undo(ben)
    plan = Plan.objects.get()
    assert (plan.words, plan.reason) == (["1 event a week", "3 new people a week"], "")
    undo_first = Act.objects.filter(by=ben).earliest("pk")
    undo_first.undo(by=ben)
    assert Plan.of(ben, monday_of(local_today(ben))) is None


def test_a_plan_of_next_week_leaves_this_week_as_it_is(ben: User) -> None:
    monday = monday_of(local_today(ben))
    Plan.make(aims(events="1"), by=ben)
    Plan.make(aims(events="3"), by=ben, starts_on=monday + 9 * DAY)
    held = [Plan.of(ben, monday + days * DAY) for days in (0, 7)]
    assert [plan.words for plan in held if plan] == [["1 event a week"], ["3 events a week"]]


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        ({}, "Choose at least one thing"),
        ({"hours": "0"}, "0 hours a week: take a number above 0"),
        ({"hours": "200"}, "200 hours a week: that is more than there is room for. Take at most 60."),
        ({"hours": "241/month"}, "Take at most 240"),
        ({"events": "-1"}, "take a number above 0"),
        ({"events": "NaN"}, "take a number above 0"),
        ({"people": "101"}, "Take at most 100"),
        ({"one_to_ones": "0.5"}, "take a whole number"),
        ({"hours": "2.25"}, "one place after the point"),
    ],
)
def test_what_is_no_plan_is_said_and_nothing_is_kept(ben: User, numbers: dict[str, str], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        Plan.make(aims(**numbers), by=ben)
    assert not Plan.objects.exists()


def test_what_was_is_not_planned(ben: User) -> None:
    with pytest.raises(Refusal, match="this week or later"):
        Plan.make(aims(events="1"), by=ben, starts_on=local_today(ben) - 7 * DAY)
    with pytest.raises(Refusal, match="more than a year"):
        Plan.make(aims(events="1"), by=ben, starts_on=local_today(ben) + 400 * DAY)


def test_a_pause_ends_with_yesterday_and_going_on_twice_is_once(ben: User) -> None:
    today = local_today(ben)
    pause = PlanPause.begin(by=ben, starts_on=today - 5 * DAY, reason="moving house")
    assert pause.covers(today)
    for _twice in range(2):
        pause.end(by=ben)
    pause.refresh_from_db()
    assert pause.ends_on == today - DAY
    Act.objects.filter(by=ben, verb="plan_pause.end").earliest("pk").undo(by=ben)
    pause.refresh_from_db()
    assert pause.ends_on is None


def test_an_ended_pause_is_not_made_longer_by_going_on_again(ben: User) -> None:
    today = local_today(ben)
    pause = PlanPause.begin(by=ben, starts_on=today - 20 * DAY, ends_on=today - 10 * DAY)
    pause.end(by=ben)
    assert pause.ends_on == today - 10 * DAY


def test_a_pause_of_today_that_ends_today_is_gone(ben: User) -> None:
    pause = PlanPause.begin(by=ben, starts_on=local_today(ben))
    pause.end(by=ben)
    assert not PlanPause.objects.visible_to(ben).exists()


def test_pauses_say_no_where_they_make_no_sense(ben: User) -> None:
    today, uid = local_today(ben), uuid.uuid4()
    with pytest.raises(Refusal, match="ends on the day it begins, or later"):
        PlanPause.begin(by=ben, starts_on=today, ends_on=today - DAY)
    with pytest.raises(Refusal, match="Look at the year"):
        PlanPause.begin(by=ben, starts_on=dt.date(1900, 1, 1))
    first = PlanPause.begin(by=ben, starts_on=today, uid=uid)
    assert PlanPause.begin(by=ben, starts_on=today, uid=uid) == first
    with pytest.raises(Refusal, match="There is a pause"):
        PlanPause.begin(by=ben, starts_on=today + 30 * DAY)


def test_a_week_is_looked_back_on_once_and_undo_brings_the_words_back(ben: User) -> None:
    today = local_today(ben)
    first = WeekReview.write(by=ben, monday=today, went_well="Three good talks")
    second = WeekReview.write(by=ben, monday=monday_of(today), went_well="Two", next_week="Call Ada")
    assert first == second
    undo(ben)
    first.refresh_from_db()
    assert first.answers == [("What went well?", "Three good talks")]
    first.remove(by=ben)
    assert not WeekReview.objects.visible_to(ben).exists()


def test_a_week_to_come_and_three_empty_answers_are_refused(ben: User) -> None:
    with pytest.raises(Refusal, match="still to come"):
        WeekReview.write(by=ben, monday=local_today(ben) + 7 * DAY, went_well="x")
    with pytest.raises(Refusal, match="one of the three"):
        WeekReview.write(by=ben, monday=local_today(ben), went_well="  ")
