"""Today: who is due, in which order, and what its one-tap acts do."""

import datetime as dt

import pytest

from cookout.core.models import User
from cookout.core.testing import make_user, no_writes, query_count
from cookout.groups.models import Group
from cookout.people.models import Detail, Person
from cookout.plan import rules
from cookout.plan.models import Day, Line, Suggestion, open_day, today_of
from cookout.ties.models import Circle, Tie, Touch, local_today

pytestmark = pytest.mark.django_db


def someone(user: User, name: str, *, circle: str = Circle.COOKOUT, days_ago: int | None = 40) -> Tie:
    """A person of this user's, in a circle, last met so many days ago."""
    person = Person.keep(by=user, full_name=name, details=[("phone", "mobile", "+1 415 555 2671")])
    tie = Tie.objects.between(user, person)
    tie.move(circle, by=user)
    if days_ago is not None:
        tie.touch(by=user, kind=Touch.Kind.CALL, on=local_today(user) - dt.timedelta(days=days_ago))
    return tie


def names(user: User) -> list[str]:
    """Who is on the reach-out list."""
    return [str(task.person) for task in today_of(user).reach_out]


def test_who_is_due_is_on_the_list_and_who_is_not_is_not(ben: User) -> None:
    someone(ben, "Marta Reyes", days_ago=31)
    someone(ben, "Jerome Tate", days_ago=29)
    assert names(ben) == ["Marta Reyes"]


def test_unsorted_people_never_fill_today(ben: User) -> None:
    tie = someone(ben, "Old Colleague", circle=Circle.LIGHT, days_ago=4000)
    tie.move(Circle.UNSORTED, by=ben)
    assert names(ben) == []


def test_somebody_newly_on_the_cookout_list_is_due_at_once(ben: User) -> None:
    someone(ben, "New Friend", days_ago=None)
    assert names(ben) == ["New Friend"]


def test_the_inner_circle_comes_first_and_within_it_the_most_due(ben: User) -> None:
    someone(ben, "Active Longest", circle=Circle.ACTIVE, days_ago=900)
    someone(ben, "Cookout Due", days_ago=35)
    someone(ben, "Cookout Long Due", days_ago=90)
    ranked = [name for name in names(ben)]
    # One slot in ten is drawn by lot: compare only what was not.
    by_rank = [str(task.person) for task in today_of(ben).reach_out if not task.drawn]
    assert set(ranked) == {"Active Longest", "Cookout Due", "Cookout Long Due"}
    assert by_rank == [n for n in ["Cookout Long Due", "Cookout Due", "Active Longest"] if n in by_rank]


def test_any_touch_resets_whoever_began_it(ben: User) -> None:
    tie = someone(ben, "Marta Reyes", days_ago=60)
    tie.touch(by=ben, kind=Touch.Kind.TEXT, on=local_today(ben), by_me=False)
    assert names(ben) == []


def test_done_notes_a_touch_and_undo_takes_it_back(ben: User) -> None:
    tie = someone(ben, "Marta Reyes", days_ago=60)
    line = Line.find(ben, f"tie:{tie.uid}")
    assert line is not None
    act = line.finish(by=ben, kind=Touch.Kind.TEXT)
    assert names(ben) == []
    assert Suggestion.objects.get(tie=tie).outcome == Suggestion.Outcome.DONE
    assert [one.what for one in today_of(ben).done] == ["Marta Reyes"]
    act.undo(by=ben)
    assert names(ben) == ["Marta Reyes"]
    assert Suggestion.objects.get(tie=tie).outcome == Suggestion.Outcome.OPEN
    assert today_of(ben).done == ()


def test_later_is_tomorrow_and_not_now_two_weeks(ben: User) -> None:
    today = local_today(ben)
    first, second = someone(ben, "Marta Reyes"), someone(ben, "Jerome Tate")
    for tie, verb in ((first, "later"), (second, "not_now")):
        line = Line.find(ben, f"tie:{tie.uid}")
        assert line is not None
        getattr(line, verb)(by=ben)
    assert names(ben) == []
    tomorrow = dt.datetime.combine(today + dt.timedelta(days=1), dt.time(12), tzinfo=dt.UTC)
    assert [str(t.person) for t in today_of(ben, now=tomorrow).reach_out] == ["Marta Reyes"]
    in_two_weeks = tomorrow + dt.timedelta(days=13)
    assert {str(t.person) for t in today_of(ben, now=in_two_weeks).reach_out} == {"Marta Reyes", "Jerome Tate"}


def test_a_promise_due_is_listed_kept_and_undone(ben: User) -> None:
    tie = someone(ben, "Ryan Mercer", days_ago=1)
    promise = tie.promise("Send Ryan the article", by=ben, due_on=local_today(ben))
    tie.promise("Next month", by=ben, due_on=local_today(ben) + dt.timedelta(days=30))
    assert [task.words.what for task in today_of(ben).follow_up] == ["Send Ryan the article"]
    line = Line.find(ben, f"promise:{promise.uid}")
    assert line is not None
    act = line.finish(by=ben)
    assert today_of(ben).follow_up == ()
    act.undo(by=ben)
    assert len(today_of(ben).follow_up) == 1


def test_the_day_is_the_same_before_and_after_it_is_logged(ben: User) -> None:
    for number in range(20):
        someone(ben, f"Person {number:02}", circle=Circle.ACTIVE, days_ago=100 + number)
    before = names(ben)
    day = open_day(ben, local_today(ben))
    assert names(ben) == before
    assert [s.tie.person.full_name for s in day.suggestions.select_related("tie__person")] == before
    assert all(0 < s.probability <= 1 for s in day.suggestions.all())
    open_day(ben, local_today(ben))
    assert Day.objects.count() == 1
    assert Suggestion.objects.count() == len(before)


def test_birthdays_of_those_one_is_close_to(ben: User) -> None:
    soon = local_today(ben) + dt.timedelta(days=3)
    tie = someone(ben, "Beth Lawson", days_ago=2)
    tie.person.put_details([(None, "birthday", "", soon.strftime("1980-%m-%d"))], by=ben)
    light = someone(ben, "Far Away", circle=Circle.LIGHT, days_ago=2)
    light.person.put_details([(None, "birthday", "", soon.strftime("1980-%m-%d"))], by=ben)
    assert [str(task.person) for task in today_of(ben).birthdays] == ["Beth Lawson"]


def test_what_fits_into_ten_minutes(ben: User) -> None:
    for name in ("A B", "C D", "E F"):
        someone(ben, name, days_ago=40)
    whole = today_of(ben)
    assert whole.within(10).minutes <= 10
    assert len(whole.within(10).tasks) >= 1
    assert whole.within(None) is whole


def test_nobody_else_sees_or_finishes_a_line(ben: User, cleo: User) -> None:
    tie = someone(ben, "Marta Reyes")
    assert names(cleo) == []
    assert Line.find(cleo, f"tie:{tie.uid}") is None
    assert Line.find(ben, "tie:not-a-uuid") is None
    assert Line.find(ben, "nonsense") is None


def test_reading_the_list_writes_nothing_and_costs_the_same_for_more_people(ben: User) -> None:
    for number in range(4):
        someone(ben, f"Person {number}", days_ago=40)
    with no_writes(), query_count() as few:
        today_of(ben)
    other = make_user("Dora Many")
    for number in range(12):
        someone(other, f"Person {number}", days_ago=40)
    with query_count() as many:
        today_of(other)
    assert many[0] <= few[0]


def test_lots_are_drawn_among_those_due_soon_too(ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    someone(ben, "Due Now", days_ago=60)
    someone(ben, "Due Too", days_ago=50)
    soon = someone(ben, "Due Soon", days_ago=25)
    someone(ben, "Not For Long", days_ago=4)
    monkeypatch.setattr("cookout.plan.rules.SHARE", 1.0)
    seeds = iter(range(1000))
    monkeypatch.setattr("cookout.plan.rules.seed", lambda owner, day: next(seeds))
    shown = {name for _ in range(30) for name in names(ben)}
    assert shown == {"Due Now", "Due Too", "Due Soon"}
    day = open_day(ben, local_today(ben))
    assert set(day.candidates[0]["pool"]) >= {soon.pk}


def test_whoever_was_met_last_is_never_on_top_while_there_is_another(ben: User) -> None:
    someone(ben, "Met Last", days_ago=31).keep_rhythm(by=ben, wished=3, longest=None)
    someone(ben, "Met Before", days_ago=40)
    assert names(ben)[0] == "Met Before"


def test_how_to_reach_a_fellow_member_is_not_told(ben: User, cleo: User) -> None:
    group = Group.found(by=ben, name="Olentangy")
    for user in (ben, cleo):
        group.admit(by=ben, name=user.name, user=user)
    Detail.made(cleo.person, "phone", "+1 415 555 2671").save()
    Tie.objects.between(ben, cleo.person).move(Circle.COOKOUT, by=ben)
    (task,) = today_of(ben).reach_out
    assert task.person == cleo.person
    assert task.contact is None


def test_two_members_who_know_the_same_third_never_see_each_others_tie(ben: User, cleo: User) -> None:
    dora = make_user("Dora Third")
    group = Group.found(by=ben, name="Olentangy")
    for user in (ben, cleo, dora):
        group.admit(by=ben, name=user.name, user=user)
    for user in (ben, cleo):
        Tie.objects.between(user, dora.person).move(Circle.COOKOUT, by=user)
    assert [tie.owner for tie in Tie.objects.visible_to(ben)] == [ben]
    assert len(today_of(cleo).reach_out) == 1


def test_one_slot_in_ten_is_drawn_by_lot() -> None:
    assert pytest.approx(0.1) == rules.SHARE
