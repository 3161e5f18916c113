"""Referrals on Today: whom to keep informed, whom to call first, what referrers say; done, later, never two weeks."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, no_writes, query_count
from cookout.one_to_ones.testing import fellows
from cookout.plan.models import Line, Pause, Task, today_of
from cookout.referrals.models import Channel, Prospect, Referral, Reminder, Reply, Update
from cookout.referrals.testing import passed, received
from cookout.ties.models import Circle, Context, Tie, TieLife
from cookout.ties.testing import keep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NOON = dt.datetime(2025, 10, 16, 16, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> object:
    """A Thursday."""
    with time_machine.travel(NOON, tick=False) as moving:
        yield moving


@pytest.fixture
def one(ben: User) -> Referral:
    """Marta, without account, sent Hector Delgado to Ben."""
    return received(ben, keep(ben, "Marta Reyes"))


def tasks(user: User, key: str) -> list[Task]:
    """The lines of one kind."""
    return [task for task in today_of(user).inform if task.key.startswith(key)]


def line(user: User, task: Task) -> Line:
    """The line behind a task."""
    found = Line.find(user, task.key)
    assert found is not None
    return found


def test_news_that_is_owed_stands_with_its_reason_and_one_tap_to_tell_it(
    ben: User, one: Referral, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(days=6))
    (task,) = tasks(ben, "update")
    assert task.words.what == "Tell Marta about Hector Delgado"
    assert task.words.why == "6 days since Marta referred Hector. Accepted on Thursday."
    assert (task.links[0].label, task.links[0].href) == ("Tell Marta", f"{one.get_absolute_url()}#tell")
    assert task.face == "Marta Reyes"


def test_who_is_in_my_book_has_a_face_with_a_ring(ben: User, one: Referral) -> None:
    marta = one.person_for(ben, "referrer")
    assert marta is not None
    Tie.objects.between(ben, marta).move(Circle.COOKOUT, by=ben)
    (task,) = tasks(ben, "update")
    assert (task.person, task.tie is not None) == (marta, True)


def test_a_tick_tells_in_person_and_can_be_undone(ben: User, one: Referral) -> None:
    act = line(ben, tasks(ben, "update")[0]).finish(by=ben)
    update = Update.objects.get()
    assert (update.channel, update.referral, act.verb) == (Channel.IN_PERSON, one, "today.finish")
    assert tasks(ben, "update") == []
    assert today_of(ben).done[0].what == "Marta Reyes told about Hector Delgado"
    Act.objects.get(pk=act.pk).undo(by=ben)
    assert len(tasks(ben, "update")) == 1


def test_news_waits_until_tomorrow_and_never_two_weeks(ben: User, one: Referral, clock: time_machine.Traveller) -> None:
    task = tasks(ben, "update")[0]
    assert not task.may_rest
    with pytest.raises(Refusal):
        line(ben, task).not_now(by=ben)
    line(ben, task).later(by=ben)
    assert Pause.objects.get().referral == one
    assert today_of(ben).inform == ()
    clock.shift(dt.timedelta(days=1))
    assert len(tasks(ben, "update")) == 1


def test_the_first_call_stands_until_when_and_a_tick_says_reached(ben: User) -> None:
    hector = Prospect("Hector Delgado", phone="+1 614 555 0142")
    one = Referral.receive(by=ben, referrer=keep(ben, "Marta Reyes"), prospect=hector, may_contact=True)
    (task,) = tasks(ben, "call")
    assert task.words.what == "Call Hector Delgado"
    assert task.words.why == "Marta’s referral, by Saturday 16:00."
    assert task.contact is not None
    assert task.contact.href == "tel:+16145550142"
    line(ben, task).finish(by=ben)
    one.refresh_from_db()
    assert (one.state, tasks(ben, "call")) == ("reached", [])


def test_a_first_call_that_is_due_tomorrow_says_so(ben: User, one: Referral, clock: time_machine.Traveller) -> None:
    clock.shift(dt.timedelta(hours=25))
    assert tasks(ben, "call")[0].words.why == "Marta’s referral, by tomorrow 16:00."
    clock.shift(dt.timedelta(hours=22))
    assert tasks(ben, "call")[0].words.why == "Marta’s referral, by 16:00 today."
    clock.shift(dt.timedelta(hours=2))
    assert tasks(ben, "call")[0].words.why == "Marta’s referral, yours since October 16."


def test_a_question_of_the_referrer_brings_it_up_before_it_is_due(
    ada: User, ben: User, clock: time_machine.Traveller
) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.change(by=ben, update_days=30)
    clock.shift(dt.timedelta(days=8))
    assert tasks(ben, "update") == []
    Reminder.ask(referral=one, by=ada, text="How is it going?", channel=Channel.HERE)
    (task,) = tasks(ben, "update")
    assert task.words.why.endswith("Ada asked today.")


def test_what_the_referrer_says_stands_until_it_was_read(ben: User, one: Referral) -> None:
    Reply.say(referral=one, kind=Reply.Kind.THANKS, line="You are quick!")
    (task,) = tasks(ben, "reply")
    assert task.words.what == "Marta says thank you for the news on Hector Delgado"
    assert task.words.why == "You are quick!"
    line(ben, task).finish(by=ben)
    assert tasks(ben, "reply") == []


def test_of_one_life_only_those_of_it_stand(ben: User, one: Referral) -> None:
    received(ben, keep(ben, "Gloria Huang"), "Ines Lund")
    life = Context.make("Chapter", by=ben)
    marta = one.person_for(ben, "referrer")
    assert marta is not None
    tie = Tie.objects.between(ben, marta)
    tie.move(Circle.ACTIVE, by=ben)
    TieLife.objects.create(tie=Tie.objects.between(ben, marta), life=life)
    told = [task.words.what for task in today_of(ben, life=life).inform if task.key.startswith("update")]
    assert told == ["Tell Marta about Hector Delgado"]


def test_the_page_shows_it_and_writes_nothing(client: Client, ben: User, one: Referral) -> None:
    client.force_login(ben)
    client.get("/today/")
    with no_writes():
        page = client.get("/today/").content.decode()
    assert "Keep informed" in page
    assert "Tell Marta about Hector Delgado" in page
    assert f"{one.get_absolute_url()}#tell" in page


def test_a_stranger_finishes_nothing_of_mine(client: Client, ben: User, cleo: User, one: Referral) -> None:
    client.force_login(cleo)
    for key in ("update", "call", "reply"):
        assert client.post(f"/today/{key}:{one.uid}/finish/").status_code == 404
        assert Line.find(cleo, f"{key}:{one.uid}") is None
    assert one.is_owing


def test_the_referrer_does_not_tick_off_what_the_provider_owes(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    assert Line.find(ada, f"update:{one.uid}") is None


def test_programs_read_it_and_are_refused_two_weeks(client: Client, ben: User, one: Referral) -> None:
    header = bearer(ben, "plan:read", "plan:write")
    tasks = client.get("/api/v1/today", headers=header).json()["tasks"]
    assert {task["part"] for task in tasks} == {"inform"}
    refused = client.post(f"/api/v1/today/update:{one.uid}/not-now", headers=header)
    assert (refused.status_code, Pause.objects.count()) == (409, 0)


def test_more_referrals_ask_no_more_of_the_database(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    received(ben, marta, "First One")
    with query_count() as before:
        today_of(ben)
    for number in range(4):
        received(ben, marta, f"Person {number}")
    with query_count() as after:
        today_of(ben)
    assert after == before
