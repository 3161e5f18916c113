"""1-2-1s on Today: prepare, answer, wrap up, keep going, think; done, later and not now."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cookout.core.models import Letter, User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, no_writes, query_count
from cookout.one_to_ones.models import OneToOne, ThinkingSlot, WrapUp
from cookout.one_to_ones.testing import fellows, in_days, noted, planned, proposed, was_held
from cookout.people.models import Person
from cookout.plan.mail import write_morning_mails
from cookout.plan.models import Line, Pause, Task, today_of
from cookout.ties.models import Circle, Context, Tie, TieLife, local_today

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 10, 15, 12, 0, tzinfo=dt.UTC)


def whats(tasks: tuple[Task, ...]) -> list[str]:
    """What the lines say."""
    return [task.words.what for task in tasks]


def someone(ben: User, name: str = "Marta Reyes") -> Person:
    """Somebody of Ben's book."""
    return Person.keep(by=ben, full_name=name)


def at(one: OneToOne, starts_at: dt.datetime) -> OneToOne:
    """Moved behind the back of the verbs, which take no time that has passed."""
    OneToOne.objects.filter(pk=one.pk).update(starts_at=starts_at)
    return OneToOne.objects.with_seats().get(pk=one.pk)


def line_of(user: User, task: Task) -> Line:
    """The line behind a task."""
    line = Line.find(user, task.key)
    assert line is not None
    return line


def test_today_and_tomorrow_are_prepared_and_the_day_after_is_not(ben: User) -> None:
    marta = someone(ben)
    for days, hours in ((0, 2), (1, 1), (2, 1)):
        at(noted(ben, marta, in_days(3 + days), place="Kettle & Crumb"), NOON + dt.timedelta(days=days, hours=hours))
    today = today_of(ben, now=NOON)
    assert whats(today.prepare) == ["Marta Reyes, today at 14:00", "Marta Reyes, tomorrow at 13:00"]
    assert today.prepare[0].words.why == "Kettle & Crumb. Your first 1-2-1."
    assert [link.label for link in today.prepare[0].links] == ["Prep sheet"]
    assert not today.prepare[0].is_ticked
    assert today.next == today.prepare[0]
    assert today.prepare_rest == today.prepare[1:]


def test_shortly_before_one_tap_begins_the_notes_and_the_page_says_how_long(ben: User) -> None:
    at(noted(ben, someone(ben)), NOON + dt.timedelta(minutes=48))
    today = today_of(ben, now=NOON)
    assert today.soon is not None
    assert (today.soon.name, today.soon.minutes) == ("Marta", 48)
    assert [link.label for link in today.prepare[0].links] == ["Start taking notes", "Prep sheet"]
    assert today_of(ben, now=NOON - dt.timedelta(hours=3)).soon is None


def test_a_proposal_waits_for_the_one_who_was_asked(ben: User, cleo: User) -> None:
    fellows(ben, cleo)
    one = proposed(cleo, ben, in_days(3), in_days(4), in_days(5))
    assert whats(today_of(ben).prepare) == ["Cleo Castillo proposes a 1-2-1"]
    assert "or 2 other times" in today_of(ben).prepare[0].words.why
    assert today_of(ben).prepare[0].links[0].href == one.get_absolute_url()
    assert today_of(cleo).prepare == ()
    assert today_of(ben, now=in_days(6)).prepare == ()


def test_one_that_is_over_asks_whether_we_met_then_how_it_went(ben: User) -> None:
    one = at(noted(ben, someone(ben)), NOON - dt.timedelta(days=1))
    (task,) = today_of(ben, now=NOON).wrap_up
    assert (task.words.what, task.words.why) == ("Did you meet Marta Reyes?", "It was planned for October 14.")
    assert task.done_as == "We met"
    assert task.missed_at == f"/1-2-1s/{one.uid}/wrap-up/"
    OneToOne.objects.filter(pk=one.pk).update(starts_at=timezone.now() - dt.timedelta(hours=3))
    act = line_of(ben, task).finish(by=ben)
    (task,) = today_of(ben).wrap_up
    assert (task.words.what, task.done_as, task.missed_at) == ("Wrap up with Marta Reyes", "Nothing to write down", "")
    line_of(ben, task).finish(by=ben)
    assert today_of(ben).wrap_up == ()
    assert WrapUp.objects.visible_to(ben).get().line == ""
    assert {done.what for done in today_of(ben).done} == {"Marta Reyes"}
    assert act.verb == "today.finish"


def test_what_the_other_says_waits_for_my_word(ben: User, cleo: User) -> None:
    fellows(ben, cleo)
    one = at(planned(ben, cleo), timezone.now() - dt.timedelta(hours=2))
    one.hold(by=cleo)
    (task,) = today_of(ben).wrap_up
    assert task.words.why.startswith("They say you met")
    assert task.missed_at == ""
    line_of(ben, task).finish(by=ben)
    one.refresh_from_db()
    assert one.state == "confirmed"


def test_two_weeks_later_nobody_asks_any_more(ben: User) -> None:
    at(noted(ben, someone(ben)), NOON - dt.timedelta(days=15))
    assert today_of(ben, now=NOON).wrap_up == ()


def test_a_wrapped_up_one_is_off_the_list(ben: User) -> None:
    one = was_held(ben, someone(ben))
    assert len(today_of(ben).wrap_up) == 1
    WrapUp.finish(one, by=ben, line="Warm.").act.undo(by=ben)
    assert len(today_of(ben).wrap_up) == 1
    WrapUp.finish(one, by=ben, line="Warm.")
    assert today_of(ben).wrap_up == ()


def test_what_is_coming_is_not_done_yet_and_can_be_left(ben: User) -> None:
    noted(ben, someone(ben), timezone.now() + dt.timedelta(hours=1))
    (task,) = today_of(ben).prepare
    with pytest.raises(Refusal):
        line_of(ben, task).finish(by=ben)
    act = line_of(ben, task).later(by=ben)
    line_of(ben, task).later(by=ben)
    assert today_of(ben).prepare == ()
    assert Pause.objects.get().one_to_one is not None
    act.undo(by=ben)
    assert len(today_of(ben).prepare) == 1


def test_time_to_think_is_finished_moved_and_found_again(ben: User) -> None:
    slot = ThinkingSlot.plan(by=ben, person=someone(ben))
    (task,) = today_of(ben).think
    assert (task.words.what, task.minutes) == ("Whom do you know for Marta?", 20)
    before = slot.starts_at
    moved = line_of(ben, task).later(by=ben)
    slot.refresh_from_db()
    assert slot.starts_at - before == dt.timedelta(days=1)
    assert today_of(ben).think == ()
    moved.undo(by=ben)
    line_of(ben, task).not_now(by=ben)
    slot.refresh_from_db()
    assert slot.starts_at - before == dt.timedelta(days=14)
    slot.move(by=ben, starts_at=timezone.now())
    done = line_of(ben, task).finish(by=ben)
    assert today_of(ben).think == ()
    done.undo(by=ben)
    assert len(today_of(ben).think) == 1


def test_a_slot_nobody_used_yesterday_is_as_good_today(ben: User) -> None:
    slot = ThinkingSlot.plan(by=ben, person=someone(ben))
    tomorrow = today_of(ben, now=slot.starts_at + dt.timedelta(days=1))
    assert "Today is as good." in tomorrow.think[0].words.why
    assert today_of(ben, now=slot.starts_at + dt.timedelta(days=15)).think == ()


def test_a_new_pair_is_kept_going_until_somebody_says_a_word(ben: User) -> None:
    marta = someone(ben)
    WrapUp.finish(was_held(ben, marta, days=9), by=ben)
    (task,) = today_of(ben).going_on
    assert task.words.what == "Marta: week 2 of 6"
    act = line_of(ben, task).finish(by=ben, kind="text")
    assert today_of(ben).going_on == ()
    act.undo(by=ben)
    line_of(ben, task).not_now(by=ben)
    assert today_of(ben).going_on == ()


def test_nobody_stands_on_the_list_twice(ben: User) -> None:
    marta = someone(ben)
    tie = Tie.objects.between(ben, marta)
    tie.move(Circle.COOKOUT, by=ben)
    tie.keep_rhythm(by=ben, wished=3, longest=None)
    was_held(ben, marta, days=9)
    today = today_of(ben)
    assert [task.key for task in (*today.going_on, *today.reach_out)] == [f"tie:{tie.uid}"]


def test_only_one_of_my_lives(ben: User) -> None:
    marta, omar = someone(ben), someone(ben, "Omar Haddad")
    league = Context.make("Little League", by=ben)
    tie = Tie.objects.between(ben, omar)
    tie.touch(by=ben, kind="call", on=local_today(ben))
    TieLife.objects.create(tie=tie, life=league)
    for number, person in enumerate((marta, omar)):
        was_held(ben, person, days=9 + number)
        ThinkingSlot.plan(by=ben, person=person)
    only = today_of(ben, life=league)
    assert whats(only.wrap_up) == ["Wrap up with Omar Haddad"]
    assert whats(only.think) == ["Whom do you know for Omar?"]
    assert all(task.person == omar for task in only.tasks)


def test_whoever_is_gone_is_a_name(ben: User) -> None:
    marta = someone(ben)
    was_held(ben, marta)
    ThinkingSlot.plan(by=ben, person=marta)
    Person.objects.filter(pk=marta.pk).delete()
    today = today_of(ben)
    assert whats(today.wrap_up) == ["Wrap up with Marta Reyes"]
    assert [(task.person, task.face) for task in today.think] == [(None, "Marta Reyes")]


def test_page_program_command_and_letter_show_it_and_write_nothing(client: Client, ben: User) -> None:
    marta = someone(ben)
    noted(ben, marta, timezone.now() + dt.timedelta(minutes=20))
    was_held(ben, marta)
    ThinkingSlot.plan(by=ben, person=marta)
    client.force_login(ben)
    with no_writes():
        page = client.get("/today/").content.decode()
    for said in ("Start taking notes", "Wrap up", "Whom do you know for Marta?", "minutes until Marta"):
        assert said in page
    told = client.get("/api/v1/today", headers=bearer(ben)).json()
    parts = [task["part"] for task in told["tasks"]]
    assert parts == ["prepare", "wrap_up", "think"]
    assert told["tasks"][0]["page"].endswith("/guide/")
    out = StringIO()
    call_command("today", "--user", "ben", "--json", stdout=out)
    assert json.loads(out.getvalue()) == told
    ben.morning_mail_at = dt.time(0)
    ben.save()
    write_morning_mails()
    assert "Wrap up with Marta Reyes" in Letter.objects.get(key__startswith="morning:").text


@pytest.mark.parametrize("act", ["finish", "later", "not-now"])
def test_a_stranger_finds_no_line(act: str, client: Client, ben: User, cleo: User) -> None:
    marta = someone(ben)
    keys = [f"one_to_one:{was_held(ben, marta).uid}", f"think:{ThinkingSlot.plan(by=ben, person=marta).uid}"]
    client.force_login(cleo)
    for key in (*keys, "think:nonsense", f"nothing:{ben.uid}"):
        assert client.post(f"/today/{key}/{act}/").status_code == 404
    assert today_of(cleo).tasks == ()


def test_it_costs_the_same_for_more_of_it(ben: User, cleo: User) -> None:
    for user, many in ((ben, 1), (cleo, 4)):
        for number in range(many):
            person = someone(user, f"Person {number}")
            was_held(user, person, days=5 + number)
            noted(user, person, timezone.now() + dt.timedelta(hours=1 + number))
            ThinkingSlot.plan(by=user, person=person)
    with query_count() as few:
        today_of(ben)
    with query_count() as more:
        assert len(today_of(cleo).tasks) > 8
    assert more == few
