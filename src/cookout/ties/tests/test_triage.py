"""Triage: the card, the decision with its follow-up, who steps back, and the way back of each."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer
from cookout.people.models import Person
from cookout.ties.models import Capacity, FollowUp, Tie, Triage, moments
from cookout.ties.models.sorting import Queue
from cookout.ties.models.year import Year
from cookout.ties.testing import ago, keep, tie, touched

DAY = dt.timedelta(days=1)


@pytest.fixture
def client(ben: User) -> Client:
    """Ben at the screen."""
    made = Client()
    made.force_login(ben)
    return made


def waits(user: User, name: str, since: int, **values: str) -> Tie:
    """Somebody met so many days ago, to be decided on two days later."""
    made = tie(user, name, **values)
    made.move("light", by=user)
    made.move("unsorted", by=user)
    Tie.objects.filter(pk=made.pk).update(sort_on=ago(user, since - 2), waits_since=ago(user, since))
    made.refresh_from_db()
    return made


def decided(client: Client, person: Person, verdict: str, **said: Any) -> Any:
    """The next page after a decision on this person."""
    return client.post(f"/ties/triage/{person.uid}/", {"verdict": verdict, **said}, follow=True)


def test_whoever_waits_longest_comes_first_and_the_card_says_since_when(client: Client, ben: User) -> None:
    keep(ben, "Ana Cole")
    waits(ben, "Dev Bell", 1), waits(ben, "Mo Farouk", 9, title="General contractor")
    page = client.get("/ties/triage/")
    assert [person.full_name for person in Queue.of(ben).part(0, 9)] == ["Mo Farouk", "Dev Bell", "Ana Cole"]
    assert (page.context["person"].full_name, page.context["count"]) == ("Mo Farouk", 3)
    assert "Mo waits since" in page.content.decode()
    assert client.get("/ties/triage/?skip=2").context["person"].full_name == "Ana Cole"


def test_nothing_is_answered_beforehand_but_what_is_a_fact(client: Client, ben: User) -> None:
    keep(ben, "Mo Farouk", title="General contractor")
    card = client.get("/ties/triage/").context["card"]
    assert {ask.name: ask.answer for ask in card.asked} == {"like": "", "along": "", "need": "", "have": "no"}
    assert card.said == ("", "")
    tie(ben, "Dev Bell", "active", title="General contractor")
    card = client.get("/ties/triage/").context["card"]
    have = card.asked[3]
    assert (have.answer, [known.person.full_name for known in have.people]) == ("", ["Dev Bell"])


def test_three_yeses_and_nobody_there_look_like_a_seat(client: Client, ben: User) -> None:
    person = keep(ben, "Mo Farouk", title="General contractor")
    page = client.get(f"/ties/triage/?person={person.uid}&like=yes&along=yes&need=yes&have=no").content.decode()
    assert "Three yeses." in page
    assert "This looks like a seat." in page


@pytest.mark.parametrize(
    ("verdict", "circle", "days"), [("deep", "cookout", 3), ("active", "active", 7), ("light", "light", 14)]
)
def test_whoever_is_kept_gets_a_follow_up(client: Client, ben: User, verdict: str, circle: str, days: int) -> None:
    made = waits(ben, "Mo Farouk", 9)
    fields = client.get("/ties/triage/").context["form"]
    day = fields[f"{verdict}_on"].initial
    assert day == ago(ben, -days)
    decided(
        client, made.person, verdict, like="yes", reason="Asked about the crew", **{f"{verdict}_on": day.isoformat()}
    )
    made.refresh_from_db()
    assert (made.circle, made.sort_on, FollowUp.objects.get().due_on) == (circle, None, day)
    row = Triage.objects.get()
    assert (row.verdict, row.like, row.reason) == (verdict, "yes", "Asked about the crew")
    Act.objects.filter(verb="triage.decide").latest("pk").undo(by=ben)
    made.refresh_from_db()
    assert (made.circle, made.sort_on) == ("unsorted", ago(ben, 7))
    assert not Triage.objects.visible_to(ben).exists()
    assert not FollowUp.objects.visible_to(ben).exists()


def test_an_emptied_day_plans_nothing_and_a_past_one_is_refused(client: Client, ben: User) -> None:
    person = keep(ben, "Mo Farouk")
    page = decided(client, person, "deep", deep_on=ago(ben, 1).isoformat(), reason="kept while asking")
    assert (page.status_code, Triage.objects.count()) == (422, 0)
    assert "kept while asking" in page.content.decode()
    decided(client, person, "deep", deep_on="")
    assert (Triage.objects.count(), FollowUp.objects.count()) == (1, 0)


def test_not_now_waits_for_its_day_and_is_not_asked_before(client: Client, ben: User) -> None:
    made = waits(ben, "Mo Farouk", 9)
    assert decided(client, made.person, "not_now").status_code == 422
    assert (
        "Everyone is sorted"
        in decided(client, made.person, "not_now", ask_on=ago(ben, -30).isoformat()).content.decode()
    )
    made.refresh_from_db()
    assert (made.circle, made.sort_on, made.waits_since) == ("unsorted", ago(ben, -30), ago(ben, 9))
    Triage.objects.update(ask_on=ago(ben, 0))
    Tie.objects.update(sort_on=ago(ben, 0))
    assert client.get("/ties/triage/").context["card"].since == ago(ben, 9)


def test_letting_go_keeps_everything_but_the_plans(client: Client, ben: User) -> None:
    made = touched(tie(ben, "Mo Farouk", "light"), 3)
    made.learn("goals", "31 people", by=ben)
    row = FollowUp.plan(made, by=ben, due_on=ago(ben, -3))
    decided(client, made.person, "let_go", reason="Did not call back")
    made.refresh_from_db(), row.refresh_from_db()
    assert (made.circle, made.due_on, made.touches.count(), made.facts.count()) == ("let_go", None, 1, 1)
    assert row.let_go_at is not None
    assert Person.objects.visible_to(ben).filter(pk=made.person_id).exists()
    assert "You decided: Let go." in [moment.title for moment in moments(made)]
    Act.objects.filter(verb="triage.decide").latest("pk").undo(by=ben)
    row.refresh_from_db()
    assert row.is_open


def test_the_same_decision_sent_twice_is_one(client: Client, ben: User) -> None:
    person, uid = keep(ben, "Mo Farouk"), str(uuid4())
    for _again in range(2):
        decided(client, person, "deep", deep_on=ago(ben, -3).isoformat(), uid=uid)
    assert (Triage.objects.count(), FollowUp.objects.count()) == (1, 1)


def test_a_full_table_asks_who_steps_back_and_loses_no_word(client: Client, ben: User) -> None:
    Capacity.of(ben).set_aside(by=ben, cookout_seats=2)
    warm, cold = touched(tie(ben, "Gloria Huang", "cookout"), 2), touched(tie(ben, "Jerome Tate", "cookout"), 200)
    person = keep(ben, "Mo Farouk")
    said = {"like": "yes", "reason": "Three yeses", "deep_on": ago(ben, -3).isoformat()}
    page = decided(client, person, "deep", **said)
    assert [one.tie for one in page.context["candidates"]] == [cold, warm]
    assert (Triage.objects.count(), "Three yeses" in page.content.decode()) == (0, True)
    decided(client, person, **dict(page.context["kept"]), steps_back=str(cold.uid))
    cold.refresh_from_db()
    row = Triage.objects.get()
    assert (cold.circle, row.tie.circle, row.reason) == ("active", "cookout", "Three yeses")
    Act.objects.filter(verb="triage.decide").latest("pk").undo(by=ben)
    cold.refresh_from_db()
    assert cold.circle == "cookout"


def test_somebody_deleted_meanwhile_is_named_and_the_next_card_comes(client: Client, ben: User, ada: User) -> None:
    gone, hers = keep(ben, "Mo Farouk"), keep(ada, "Jo Stone")
    keep(ben, "Ana Cole")
    gone.remove(by=ben)
    page = decided(client, gone, "deep")
    assert "Mo Farouk is not in your book any more" in page.content.decode()
    assert (page.context["person"].full_name, Triage.objects.count()) == ("Ana Cole", 0)
    assert client.post(f"/ties/triage/{hers.uid}/", {"verdict": "deep"}).status_code == 404
    assert client.get(f"/ties/triage/?person={hers.uid}").context["person"].full_name == "Ana Cole"


def test_who_was_sorted_stands_in_the_strip_with_the_verdict(client: Client, ben: User) -> None:
    keep(ben, "Ana Cole")
    page = decided(client, keep(ben, "Mo Farouk"), "let_go").content.decode()
    assert "Mo Farouk: Let go" in page
    assert "Ana Cole, now" in page


def test_the_year_of_three_a_week_to_the_digit(client: Client, ben: User) -> None:
    Capacity.of(ben).set_aside(by=ben, hours_per_week=dt.timedelta(hours=5) / dt.timedelta(hours=1))
    year = Year.of(ben)
    assert (year.one.needed, year.one_parts, year.everyone.needed) == (8, (6, 2), 1152)
    assert (year.met.new_people_a_month, year.met.new_people_a_year) == (12, 144)
    keep(ben, "Ana Cole")
    page = client.get("/ties/triage/?new_a_week=5").content.decode()
    assert "Going deep with all 20 you meet in a month means 240 a year" in page
    assert client.get("/ties/triage/?new_a_week=x").status_code == 200
    assert "more than anybody can meet" in client.get("/ties/capacity/?new_a_week=900").content.decode()


def test_no_hours_and_two_hundred_are_answered_in_sentences(client: Client, ben: User) -> None:
    none = {"hours_per_week": 0, "cookout_seats": 0, "active_seats": 0, "light_seats": 0}
    Capacity.of(ben).set_aside(by=ben, **none)
    keep(ben, "Ana Cole")
    assert "No hours are set aside yet" in client.get("/ties/triage/").content.decode()
    with pytest.raises(Refusal, match="A week has 168 hours"):
        Capacity.of(ben).set_aside(by=ben, hours_per_week=200)
    assert "A week has 168 hours" in client.post("/ties/capacity/", none | {"hours_per_week": 200}).content.decode()


def test_a_follow_up_is_planned_done_put_off_and_let_go(client: Client, ben: User) -> None:
    person = keep(ben, "Mo Farouk")
    client.post(f"/ties/{person.uid}/follow-ups/", {"text": "Send the sheet", "due_on": ago(ben, -7).isoformat()})
    row = FollowUp.objects.get()
    for page in ("/ties/follow-ups/", person.get_absolute_url()):
        assert "Send the sheet" in client.get(page).content.decode()
    client.post(f"/ties/follow-ups/{row.uid}/putting-off/", {"until": ago(ben, -9).isoformat()})
    row.refresh_from_db()
    assert row.due_on == ago(ben, -9)
    client.post(f"/ties/follow-ups/{row.uid}/", {"text": "Send both", "due_on": ago(ben, -8).isoformat()})
    client.post(f"/ties/follow-ups/{row.uid}/finishing/")
    row.refresh_from_db()
    assert (row.text, row.is_open) == ("Send both", False)
    assert "You followed up." in [moment.title for moment in moments(row.tie)]
    client.post(f"/ties/follow-ups/{row.uid}/removal/")
    assert not FollowUp.objects.visible_to(ben).exists()


def test_programs_ask_for_the_next_card_and_decide(client: Client, ben: User) -> None:
    person, head = keep(ben, "Mo Farouk"), bearer(ben)
    following = Client().get("/api/v1/triage", headers=head).json()
    assert (following["count"], following["next"]["person"]) == (1, str(person.uid))
    said = {
        "person": str(person.uid),
        "verdict": "light",
        "reason": "Far away",
        "follow_up_on": ago(ben, -14).isoformat(),
    }
    made = Client().post("/api/v1/triage", said, content_type="application/json", headers=head)
    assert (made.status_code, made.json()["verdict"]) == (201, "light")
    [row] = Client().get("/api/v1/follow-ups", headers=head).json()["items"]
    until = {"until": ago(ben, -20).isoformat()}
    Client().post(f"/api/v1/follow-ups/{row['uid']}/put_off", until, content_type="application/json", headers=head)
    Client().post(f"/api/v1/follow-ups/{row['uid']}/finish", headers=head)
    assert FollowUp.objects.get().due_on == ago(ben, -20)
    assert Client().get("/api/v1/triage", headers=head).json() == {"count": 0, "next": None}


def test_the_command_lists_who_waits_and_decides(ben: User, capsys: pytest.CaptureFixture[str]) -> None:
    waits(ben, "Mo Farouk", 9)
    call_command("triage", user=ben.email)
    assert "Mo Farouk" in capsys.readouterr().out
    call_command("triage", "Mo Farouk", "deep", user=ben.email, reason="Three yeses")
    assert "Mo Farouk: Go deep" in capsys.readouterr().out
    assert FollowUp.objects.get().due_on == ago(ben, -3)
