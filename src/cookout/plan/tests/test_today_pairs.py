"""Pairs of a round on Today: this week's, new ones, until a 1-2-1 of the two takes over."""

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cookout.core.models import Letter, User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, no_writes, query_count
from cookout.one_to_ones.testing import in_days, planned
from cookout.plan.mail import write_morning_mails
from cookout.plan.models import Line, Pause, Task, today_of
from cookout.rounds.models import Pairing, PairingReply, Round
from cookout.rounds.testing import announced, chapter, monday, strangers


@pytest.fixture
def pair(ada: User, ben: User) -> Pairing:
    """Ada and Ben meet this week, by a plan that was announced long ago."""
    _group, (a, b) = chapter(ada, ben)
    _made, (row,) = announced(_group, [(a, b, 1)], starts_on=monday(0))
    long_ago = timezone.now() - dt.timedelta(days=30)
    Round.objects.update(announced_at=long_ago)
    Pairing.objects.update(created_at=long_ago)
    return Pairing.objects.get(pk=row.pk)


def meets(user: User) -> list[str]:
    return [task.words.what for task in today_of(user).meet]


def only(user: User) -> Task:
    (task,) = today_of(user).meet
    return task


def test_this_weeks_pair_stands_on_today_with_what_one_can_do(pair: Pairing, ben: User) -> None:
    task = only(ben)
    assert task.words.what == "You and Ada Adeyemi meet this week"
    assert task.words.why == "Never met."
    assert [(link.label, link.href) for link in task.links] == [("Look", pair.get_absolute_url())]
    assert (task.done_as, task.rest_as, task.is_ticked) == ("Accept", "Not this month", True)


def test_a_tick_is_a_yes_after_which_only_a_time_is_missing(pair: Pairing, ben: User) -> None:
    line = Line.find(ben, only(ben).key)
    assert line is not None
    line.finish(by=ben)
    assert pair.replies.get().says == PairingReply.Says.ACCEPTED
    task = only(ben)
    assert task.words.why == "Never met. You said yes."
    assert [link.label for link in task.links] == ["Find a time"]
    assert f"since={pair.monday}&first=9" in task.links[0].href
    assert (task.is_ticked, task.may_rest, task.is_moved) == (False, False, True)


def test_not_now_is_not_this_month(pair: Pairing, ben: User) -> None:
    line = Line.find(ben, only(ben).key)
    assert line is not None
    act = line.not_now(by=ben)
    assert meets(ben) == []
    act.undo(by=ben)
    assert meets(ben) == ["You and Ada Adeyemi meet this week"]


def test_later_is_tomorrow(pair: Pairing, ben: User) -> None:
    line = Line.find(ben, only(ben).key)
    assert line is not None
    line.later(by=ben)
    assert meets(ben) == []
    assert Pause.objects.get().pairing == pair
    assert meets(User.objects.get(email="ada@example.org"))


def test_a_planned_1_2_1_takes_over(pair: Pairing, ada: User, ben: User) -> None:
    planned(ada, ben, in_days(1))
    assert meets(ben) == meets(ada) == []


WEDNESDAY, THURSDAY = (dt.datetime(2026, 12, day, 12, tzinfo=dt.UTC) for day in (2, 3))


def planned_from(on: dt.date, *others: User) -> Round:
    """Ben meets these, one a week."""
    group, (b, *rest) = chapter(User.objects.get(email="ben@example.org"), *others, name="Hillside")
    made, _rows = announced(group, [(b, other, week) for week, other in enumerate(rest, 1)], starts_on=on, weeks=9)
    return made


def test_next_weeks_pair_has_its_line_from_thursday_on(pair: Pairing, ada: User, ben: User) -> None:
    Round.objects.update(starts_on=dt.date(2026, 12, 7))
    pair.accept(by=ben)
    assert today_of(ben, now=WEDNESDAY).meet == ()
    (task,) = today_of(ben, now=THURSDAY).meet
    assert task.words.what == "You and Ada Adeyemi meet next week"
    (task,) = today_of(ada, now=WEDNESDAY).meet
    assert task.words.what == "Ben Brandt in the week of December 7"
    assert [link.href for link in task.links] == [pair.get_absolute_url()]


def test_pairs_of_later_weeks_wait_for_an_answer_in_one_line(pair: Pairing, ben: User) -> None:
    made = planned_from(dt.date(2026, 12, 7), *strangers("Dora Duval", "Finn Falk", "Gus Gray"))
    Round.objects.exclude(pk=made.pk).update(starts_on=dt.date(2026, 11, 30))
    assert [task.words.what for task in today_of(ben, now=WEDNESDAY).meet] == [
        "You and Ada Adeyemi meet this week", "Dora, Finn and Gus in the weeks after",
    ]  # fmt: skip
    near, line = today_of(ben, now=WEDNESDAY).meet[0], today_of(ben, now=WEDNESDAY).meet[-1]
    assert (line.words.why, line.is_ticked, line.is_moved) == ("Do you meet?", False, True)
    assert [link.href for link in line.links] == [made.get_absolute_url()]
    assert near.key != line.key
    for row in made.pairings.filter(week__lte=2):
        row.accept(by=ben)
    assert today_of(ben, now=WEDNESDAY).meet[-1].words.what == "Gus Gray in the week of December 21"


def test_of_many_pairs_the_first_are_named(ben: User) -> None:
    names = ("Dora Duval", "Finn Falk", "Gus Gray", "Hal Hunt", "Ina Iles")
    planned_from(dt.date(2026, 12, 14), *strangers(*names))
    (task,) = today_of(ben, now=WEDNESDAY).meet
    assert task.words.what == "Dora, Finn, Gus and 2 more in the weeks to come"


def test_the_line_of_several_is_put_off_for_all_of_them_and_answered_for_none(ben: User) -> None:
    made = planned_from(monday(2), *strangers("Dora Duval", "Finn Falk"))
    line = Line.find(ben, only(ben).key)
    assert line is not None
    with pytest.raises(Refusal, match="on its own page"):
        line.finish(by=ben)
    act = line.later(by=ben)
    assert meets(ben) == []
    act.undo(by=ben)
    line.not_now(by=ben)
    assert [pause.until for pause in Pause.objects.order_by("until")] == [
        row.monday - dt.timedelta(days=4) for row in made.pairings.order_by("week")
    ]
    assert meets(ben) == []
    assert made.pairings.standing().count() == 2
    assert Line.find(User.objects.get(name="Dora Duval"), f"pairs:{Round(seed=1).uid}") is None


def test_a_round_called_off_is_said_until_it_is_read(pair: Pairing, ada: User, ben: User) -> None:
    pair.round.call_off(by=ada)
    task = only(ben)
    assert task.words.what == f"The round of {pair.round} is called off"
    assert "Ada Adeyemi" in task.words.why
    line = Line.find(ben, task.key)
    assert line is not None
    line.finish(by=ben)
    assert meets(ben) == []
    assert meets(ada)
    Round.objects.update(called_off_at=timezone.now() - dt.timedelta(days=4))
    assert meets(ada) == []


def test_of_a_round_called_off_nothing_is_said_where_the_two_have_a_time(pair: Pairing, ada: User, ben: User) -> None:
    planned(ada, ben, in_days(1))
    pair.round.call_off(by=ada)
    assert meets(ben) == []


def test_the_page_puts_several_off_in_one_tap(client: Client, ben: User) -> None:
    made = planned_from(monday(2), *strangers("Dora Duval", "Finn Falk"))
    client.force_login(ben)
    text = client.get("/today/").content.decode()
    assert "Dora and Finn in the weeks to come" in text
    assert f'action="/today/pairs:{made.uid}/finish/"' not in text
    answer = client.post(f"/today/pairs:{made.uid}/not-now/", follow=True).content.decode()
    assert "Left until the week is near" in answer
    assert "Dora and Finn" not in answer


def test_a_draft_a_round_called_off_long_ago_and_one_who_left_are_not_there(
    pair: Pairing, ada: User, ben: User
) -> None:
    Round.objects.update(announced_at=None)
    assert meets(ben) == []
    long_ago = timezone.now() - dt.timedelta(days=30)
    Round.objects.update(announced_at=long_ago, called_off_at=long_ago)
    assert meets(ben) == []
    Round.objects.update(called_off_at=None)
    assert meets(ben)
    pair.first.leave(by=ada)
    assert meets(ben) == []


def test_the_same_line_is_in_the_mail_the_api_and_the_command(client: Client, pair: Pairing, ben: User) -> None:
    ben.morning_mail_at = dt.time(0)
    ben.save()
    write_morning_mails()
    assert "You and Ada Adeyemi meet this week" in Letter.objects.get(user=ben).text
    answer = client.get("/api/v1/today", headers=bearer(ben)).json()
    assert [task["key"] for task in answer["tasks"]] == [f"pairing:{pair.uid}"]
    assert client.post(f"/api/v1/today/pairing:{pair.uid}/finish", "{}", "application/json",
                       headers=bearer(ben)).status_code == 200  # fmt: skip
    said = StringIO()
    call_command("today", "--user", "ben", "--json", stdout=said)
    assert json.loads(said.getvalue())["tasks"][0]["why"] == "Never met. You said yes."


def test_the_page_shows_it_and_writes_nothing(client: Client, pair: Pairing, ben: User) -> None:
    client.force_login(ben)
    client.get("/today/")
    with no_writes():
        text = client.get("/today/").content.decode()
    assert "Your pairs in the plan" in text
    assert "Not this month: You and Ada Adeyemi meet this week" in text
    answer = client.post(f"/today/pairing:{pair.uid}/not-now/", follow=True).content.decode()
    assert "Nobody else is free in these weeks" in answer


def test_the_line_of_another_is_not_found(pair: Pairing, cleo: User) -> None:
    assert Line.find(cleo, f"pairing:{pair.uid}") is None


def test_more_pairs_are_not_more_queries(pair: Pairing, ada: User, ben: User) -> None:
    with query_count() as one:
        today_of(ben)
    others = strangers("Dora Duval", "Finn Falk", "Gus Gray")
    group, (b, *rest) = chapter(ben, *others, name="Hillside")
    for other in rest:
        announced(group, [(b, other, 1)], starts_on=monday(0))
    assert len(meets(ben)) == 4
    with query_count() as four:
        today_of(ben)
    assert four[0] <= one[0] + 1


def test_no_ada_is_told_of_a_wish(pair: Pairing, ada: User, ben: User) -> None:
    told: Any = today_of(ada)
    assert "wish" not in str(told).lower()
