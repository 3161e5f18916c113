"""Today's follow-ups, and the one line for all who wait to be sorted."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cookout.core.models import Letter, User
from cookout.core.testing import bearer, no_writes, query_count
from cookout.events.models import Encounter, Event
from cookout.people.models import Person
from cookout.plan import rules
from cookout.plan.mail import write_morning_mails
from cookout.plan.models import Line, Task, open_day, today_of
from cookout.ties.models import Circle, Context, FollowUp, Tie, Triage, local_today

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def met(user: User, name: str, *, event: str = "") -> Tie:
    """Somebody met ten days ago."""
    person = Person.keep(by=user, full_name=name, details=[("phone", "mobile", "+1 415 555 2671")])
    on = local_today(user) - 10 * DAY
    tie = Tie.objects.between(user, person)
    tie.describe(by=user, how_met="At the Chamber mixer", met_on=on)
    if event:
        place = Event.objects.create(owner=user, name=event, on=on)
        Encounter.objects.create(owner=user, tie=tie, event=place, on=on, captured_at=timezone.now())
    return tie


def kept(user: User, name: str = "Mo Salah", *, due: int = 0, event: str = "", text: str = "") -> Tie:
    """Somebody met, kept light, with a follow-up in so many days."""
    tie = met(user, name, event=event)
    day = local_today(user)
    Triage.decide(tie, Triage.Verdict.LIGHT, by=user, follow_up_on=day + max(due, 0) * DAY, follow_up=text)
    FollowUp.objects.filter(tie=tie).update(due_on=day + due * DAY)
    return tie


def waits(user: User, name: str, *, since: int = 10) -> Tie:
    """Somebody on whom to decide by now."""
    tie = met(user, name)
    day = local_today(user)
    Tie.objects.filter(pk=tie.pk).update(sort_on=day - DAY, met_on=day - since * DAY)
    return tie


def follows(user: User, now: dt.datetime | None = None) -> tuple[Task, ...]:
    """The part of the day."""
    return today_of(user, now=now).follow_up


def line_of(user: User, tie: Tie) -> Line:
    """The line of this person's follow-up."""
    line = Line.find(user, f"follow_up:{FollowUp.objects.get(tie=tie).uid}")
    assert line is not None
    return line


def test_a_follow_up_due_says_where_we_met_and_what_was_decided(ben: User) -> None:
    tie = kept(ben, event="Chamber mixer")
    (task,) = follows(ben)
    assert task.words.what == "Follow up with Mo"
    day = tie.met_on
    assert day is not None
    assert task.words.why == (f"You met Mo at “Chamber mixer” on {day:%B} {day.day}. You decided to keep it light.")
    assert task.contact is not None
    assert task.contact.href == "sms:+14155552671"
    assert today_of(ben).reach_out == ()


def test_without_an_event_the_tie_says_how_we_met(ben: User) -> None:
    tie = kept(ben, text="Send Mo the list of roofers")
    (task,) = follows(ben)
    assert task.words.what == "Send Mo the list of roofers"
    assert task.words.why.startswith("At the Chamber mixer, ")
    Tie.objects.filter(pk=tie.pk).update(how_met="")
    assert follows(ben)[0].words.why.startswith("You met Mo on ")
    Tie.objects.filter(pk=tie.pk).update(met_on=None)
    Triage.objects.all().delete()
    assert follows(ben)[0].words.why.startswith("Decided on ")


def test_whose_next_day_is_decided_is_not_suggested_beside_it(ben: User) -> None:
    kept(ben, due=5)
    assert today_of(ben).tasks == ()
    open_day(ben, local_today(ben))
    assert not ben.suggestions.exists()
    FollowUp.objects.update(due_on=local_today(ben) + 40 * DAY)
    assert [task.part for task in today_of(ben).tasks] == ["reach_out"]


def test_two_follow_ups_with_one_person_are_one_line(ben: User) -> None:
    tie = kept(ben, due=-2, text="First")
    FollowUp.plan(tie, by=ben, due_on=local_today(ben), text="Second")
    assert [task.words.what for task in follows(ben)] == ["First"]


def test_done_notes_the_contact_and_undo_takes_both_back(ben: User) -> None:
    tie = kept(ben)
    line = line_of(ben, tie)
    act = line.finish(by=ben, kind="text")
    assert follows(ben) == ()
    assert tie.touches.there().count() == 1
    assert [one.what for one in today_of(ben).done] == ["Mo Salah"]
    line_of(ben, tie).finish(by=ben, kind="text")
    assert tie.touches.there().count() == 1
    act.undo(by=ben)
    assert len(follows(ben)) == 1
    assert tie.touches.there().count() == 0


def test_later_is_tomorrow_not_now_two_weeks_and_neither_reaches_out_between(ben: User) -> None:
    first, second = kept(ben), kept(ben, "Ada Obi")
    line_of(ben, first).later(by=ben)
    act = line_of(ben, second).not_now(by=ben)
    assert today_of(ben).tasks == ()
    now = timezone.now()
    assert [str(task.person) for task in follows(ben, now + DAY)] == ["Mo Salah"]
    assert len(follows(ben, now + 14 * DAY)) == 2
    act.undo(by=ben)
    assert [str(task.person) for task in follows(ben)] == ["Ada Obi"]


def test_who_waits_is_one_line_that_leads_to_the_cards(ben: User) -> None:
    waits(ben, "Early Bird", since=40)
    assert follows(ben)[0].words.what == "One person waits to be sorted"
    for number in range(6):
        waits(ben, f"Person {number}")
    tie = waits(ben, "Not Yet")
    Tie.objects.filter(pk=tie.pk).update(sort_on=local_today(ben) + DAY)
    (task,) = follows(ben)
    first = local_today(ben) - 40 * DAY
    assert task.words.what == "7 people wait to be sorted"
    assert task.words.why == f"The first since {first:%B} {first.day}."
    assert (task.is_moved, task.is_ticked, task.minutes) == (False, False, 7)
    assert Line.find(ben, task.key) is None


def test_of_one_life_are_named_those_of_it(ben: User) -> None:
    life = Context.make("Chapter", by=ben)
    one, other = kept(ben), waits(ben, "Early Bird")
    kept(ben, "Ada Obi")
    assert today_of(ben, life=life).follow_up == ()
    life.give([one.person, other.person], by=ben)
    assert [task.key.split(":")[0] for task in today_of(ben, life=life).follow_up] == ["follow_up", "triage"]


def test_the_same_lines_are_on_the_page_in_the_mail_the_api_and_the_command(client: Client, ben: User) -> None:
    tie = kept(ben, event="Chamber mixer")
    waits(ben, "Early Bird")
    ben.morning_mail_at = dt.time(0)
    ben.save()
    write_morning_mails()
    mail = Letter.objects.get(user=ben).text
    assert "Follow up with Mo" in mail
    assert "One person waits to be sorted" in mail
    client.force_login(ben)
    with no_writes():
        page = client.get("/today/").content.decode()
    assert 'href="/ties/triage/"' in page
    assert "/today/triage/" not in page
    key = f"follow_up:{FollowUp.objects.get(tie=tie).uid}"
    answer = client.get("/api/v1/today", headers=bearer(ben)).json()
    assert [task["key"] for task in answer["tasks"]] == [key, "triage"]
    said = StringIO()
    call_command("today", "--user", "ben", "--json", stdout=said)
    assert [task["key"] for task in json.loads(said.getvalue())["tasks"]] == [key, "triage"]
    client.post(f"/today/{key}/finish/", {"kind": "text"})
    assert FollowUp.objects.open().count() == 0


def test_a_stranger_and_one_whose_person_is_gone_find_nothing(ben: User, cleo: User) -> None:
    tie = kept(ben)
    key = f"follow_up:{FollowUp.objects.get(tie=tie).uid}"
    assert Line.find(cleo, key) is None
    assert follows(cleo) == ()
    tie.person.remove(by=ben)
    assert follows(ben) == ()
    assert Line.find(ben, key) is None


def test_more_follow_ups_are_not_more_queries_and_all_of_it_costs_three(ben: User) -> None:
    tie = kept(ben)
    with query_count() as one:
        today_of(ben)
    for number in range(5):
        kept(ben, f"Person {number}", event="Chamber mixer")
        waits(ben, f"Waiting {number}")
    with query_count() as many:
        today_of(ben)
    assert many[0] == one[0]
    assert tie.circle == Circle.LIGHT


def test_a_day_names_so_many_follow_ups_and_says_how_many_more_are_due(
    ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_FOLLOWED", 2)
    for number in range(4):
        tie = kept(ben, f"Person {number}", due=-number)
    FollowUp.plan(tie, by=ben, due_on=local_today(ben))  # a second one with somebody is not one more
    assert [task.key for task in follows(ben)][2:] == ["follow_ups"]
    first, _second, more = follows(ben)
    assert (first.tie, more.words.what, more.leads_on) == (tie, "2 more follow-ups are due", True)
    family = Context.objects.create(owner=ben, name="Family")
    tie.in_lives.create(life=family)
    assert [task.tie for task in today_of(ben, life=family).follow_up] == [tie]
