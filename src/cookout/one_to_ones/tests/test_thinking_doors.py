"""Thinking by page, program and command: strangers, bad input, the calendar file, what nobody is told."""

import datetime as dt
import json
from io import StringIO

import icalendar
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cookout.core.ids import uuid7
from cookout.core.models import Letter, User
from cookout.core.testing import bearer, no_writes
from cookout.one_to_ones.models import ThinkingSlot
from cookout.one_to_ones.testing import fellows, in_days
from cookout.people.models import Person
from cookout.ties.models import Note, Promise, Tie

pytestmark = pytest.mark.django_db

POSTS = ("asking", "passing-over", "thoughts", "moving", "finishing", "letting-go")
API_POSTS = ("move", "finish", "ask", "pass-over", "thoughts")


@pytest.fixture
def marta(ben: User) -> Person:
    """For whom Ben thinks: she looks for young families."""
    marta = Person.keep(by=ben, full_name="Marta Reyes")
    Tie.objects.between(ben, marta).learn(
        "customers", "Dentists who open a second practice", by=ben, prompt="customers.ideal"
    )
    return marta


@pytest.fixture
def hannah(ben: User) -> Person:
    """Who fits: Ben noted it."""
    details = [("title", "", "Dentist"), ("phone", "mobile", "+1 614 555 0190"), ("email", "", "h@example.org")]
    return Person.keep(by=ben, full_name="Hannah Weiss", details=details)


@pytest.fixture
def slot(ben: User, marta: Person) -> ThinkingSlot:
    """Time for Marta, now."""
    return ThinkingSlot.plan(by=ben, person=marta)


def test_from_the_person_page_into_twenty_minutes(client: Client, ben: User, marta: Person) -> None:
    client.force_login(ben)
    assert "Think 20 minutes now" in client.get(f"/people/{marta.uid}/").content.decode()
    uid = str(uuid7())
    for _again in range(2):
        answer = client.post(f"/1-2-1s/with/{marta.uid}/thinking/", {"uid": uid})
    assert answer.headers["Location"] == f"/1-2-1s/thinking/{uid}/"
    assert ThinkingSlot.objects.count() == 1
    assert f"/1-2-1s/thinking/{uid}/" in client.get(f"/people/{marta.uid}/").content.decode()


def test_the_page_names_who_fits_why_and_tells_nobody(
    client: Client, ben: User, slot: ThinkingSlot, hannah: Person
) -> None:
    client.force_login(ben)
    with no_writes():
        page = client.get(slot.get_absolute_url()).content.decode()
    assert "Whom do you know for Marta?" in page
    assert "Hannah Weiss" in page
    assert "Dentists who open a second practice" in page
    assert "sms:+16145550190?body=Hi%20Hannah" in page
    assert "mailto:h@example.org?body=Hi%20Hannah" in page
    opener = page.split("data-opener>")[1].split("</textarea>")[0]
    assert "Marta" not in opener
    assert "Reyes" not in opener
    assert not Letter.objects.exists()


def test_asking_and_passing_over_change_the_page(client: Client, ben: User, slot: ThinkingSlot, hannah: Person) -> None:
    client.force_login(ben)
    said = client.post(f"{slot.get_absolute_url()}asking/", {"person": hannah.uid}, follow=True).content.decode()
    assert "Ask Hannah Weiss whether I may introduce Marta Reyes" in said
    assert "You will ask Hannah by" in said
    gone = client.post(f"{slot.get_absolute_url()}passing-over/", {"person": hannah.uid}, follow=True)
    assert "fit-" not in gone.content.decode()
    other = ThinkingSlot.plan(by=ben, person=slot.person)  # type: ignore[arg-type]  # she is there
    assert f"fit-{hannah.uid}" in client.get(other.get_absolute_url()).content.decode()


def test_an_unknown_customer_is_a_question(client: Client, ben: User, hannah: Person) -> None:
    client.force_login(ben)
    slot = ThinkingSlot.plan(by=ben, person=hannah)
    page = client.get(slot.get_absolute_url()).content.decode()
    assert "It is not known yet whom Hannah looks for" in page
    assert "Who is your ideal customer?" in page


def test_whoever_was_erased_is_still_named(client: Client, ben: User, slot: ThinkingSlot, marta: Person) -> None:
    Person.objects.filter(pk=marta.pk).delete()
    client.force_login(ben)
    page = client.get(slot.get_absolute_url()).content.decode()
    assert "Marta Reyes is not among your people any more." in page
    assert client.post(f"{slot.get_absolute_url()}finishing/").status_code == 302
    told = client.get(f"/api/v1/thinking-slots/{slot.uid}/matches", headers=bearer(ben)).json()
    assert told == {"wanted": [], "looked_at": 0, "fits": [], "to_ask": []}


def test_thoughts_moving_finishing_letting_go(client: Client, ben: User, slot: ThinkingSlot) -> None:
    client.force_login(ben)
    at = slot.get_absolute_url()
    page = client.post(f"{at}thoughts/", {"text": "Walter, next door", "uid": str(uuid7())}, follow=True)
    assert "Walter, next door" in page.content.decode()
    assert Note.objects.get().text == "Walter, next door"
    client.post(f"{at}moving/", {"starts_at": in_days(3).astimezone(ben.tzinfo).strftime("%Y-%m-%dT%H:%M")})
    slot.refresh_from_db()
    assert slot.starts_at == in_days(3)
    client.post(f"{at}finishing/")
    slot.refresh_from_db()
    assert slot.done_at is not None
    assert "I have thought" not in client.get(at).content.decode()
    client.post(f"{at}letting-go/")
    assert client.get(at).status_code == 404


@pytest.mark.parametrize("wrong", [{"starts_at": ""}, {"starts_at": "noon"}, {"starts_at": "9999-99-99T99:99"}])
def test_a_time_that_cannot_be_read_moves_nothing(
    wrong: dict[str, str], client: Client, ben: User, slot: ThinkingSlot
) -> None:
    client.force_login(ben)
    before = slot.starts_at
    client.post(f"{slot.get_absolute_url()}moving/", wrong)
    slot.refresh_from_db()
    assert slot.starts_at == before


@pytest.mark.parametrize("deed", POSTS)
def test_a_stranger_finds_nothing_and_getting_does_nothing(
    deed: str, client: Client, ben: User, cleo: User, slot: ThinkingSlot, hannah: Person
) -> None:
    client.force_login(cleo)
    at = slot.get_absolute_url()
    assert client.post(f"{at}{deed}/", {"person": hannah.uid, "text": "x"}).status_code == 404
    for page in (at, f"{at}calendar.ics", f"{at}fits/"):
        assert client.get(page).status_code == 404
    client.force_login(ben)
    assert client.get(f"{at}{deed}/").status_code == 405
    slot.refresh_from_db()
    assert (slot.deleted_at, slot.done_at) == (None, None)


@pytest.mark.parametrize("deed", API_POSTS)
def test_a_strange_program_finds_nothing(deed: str, client: Client, cleo: User, slot: ThinkingSlot) -> None:
    sent = {"person": str(slot.uid), "text": "x", "starts_at": in_days(1).isoformat()}
    at = f"/api/v1/thinking-slots/{slot.uid}"
    headers = bearer(cleo)
    assert client.post(f"{at}/{deed}", sent, content_type="application/json", headers=headers).status_code == 404
    assert client.get(at, headers=headers).status_code == 404
    assert client.get(f"{at}/matches", headers=headers).status_code == 404
    assert client.delete(at, headers=headers).status_code == 404
    assert client.get("/api/v1/thinking-slots", headers=headers).json() == []


def test_somebody_i_do_not_see_is_neither_thought_for_nor_asked(client: Client, ben: User, cleo: User) -> None:
    theirs = Person.keep(by=cleo, full_name="Cleo's Friend")
    mine = ThinkingSlot.plan(by=ben, person=Person.keep(by=ben, full_name="Marta"))
    client.force_login(ben)
    assert client.post(f"/1-2-1s/with/{theirs.uid}/thinking/").status_code == 404
    for contact in (theirs.uid, "nonsense", ""):
        assert client.post(f"{mine.get_absolute_url()}asking/", {"person": contact}).status_code == 404
    assert not Promise.objects.exists()


def test_a_fellow_learns_nothing_of_my_thinking(client: Client, ben: User, cleo: User, hannah: Person) -> None:
    fellows(ben, cleo)
    slot = ThinkingSlot.plan(by=ben, person=cleo.person)
    slot.ask(hannah, by=ben)
    client.force_login(cleo)
    for page in (f"/people/{ben.person.uid}/", "/today/", "/1-2-1s/"):
        text = client.get(page).content.decode()
        assert "Hannah" not in text
        assert str(slot.uid) not in text


def test_a_program_does_all_of_it(client: Client, ben: User, marta: Person, hannah: Person) -> None:
    headers, uid = bearer(ben), str(uuid7())

    def post(at: str, sent: object) -> dict[str, object]:
        answer = client.post(f"/api/v1{at}", json.dumps(sent), content_type="application/json", headers=headers)
        assert answer.status_code in {200, 201}, answer.content
        told: dict[str, object] = answer.json()
        return told

    for _again in range(2):
        made = post("/thinking-slots", {"uid": uid, "person": str(marta.uid), "starts_at": in_days(1).isoformat()})
    assert (made["uid"], made["name"], made["person"]) == (uid, "Marta Reyes", str(marta.uid))
    assert [one["uid"] for one in client.get("/api/v1/thinking-slots?open=true", headers=headers).json()] == [uid]
    told = client.get(f"/api/v1/thinking-slots/{uid}/matches", headers=headers).json()
    assert [fit["name"] for fit in told["fits"]] == ["Hannah Weiss"]
    assert told["fits"][0]["reasons"]
    assert told["wanted"] == ["Dentists who open a second practice"]
    asked = post(f"/thinking-slots/{uid}/ask", {"person": str(hannah.uid), "due_on": "2030-01-01"})
    assert (asked["due_on"], Promise.objects.count()) == ("2030-01-01", 1)
    post(f"/thinking-slots/{uid}/pass-over", {"person": str(hannah.uid)})
    assert client.get(f"/api/v1/thinking-slots/{uid}/matches", headers=headers).json()["fits"] == []
    post(f"/thinking-slots/{uid}/thoughts", {"text": "Walter"})
    post(f"/thinking-slots/{uid}/move", {"starts_at": in_days(2).isoformat()})
    post(f"/thinking-slots/{uid}/finish", {})
    assert client.get("/api/v1/thinking-slots?open=true", headers=headers).json() == []
    gone = client.delete(f"/api/v1/thinking-slots/{uid}", headers=headers).json()
    post(f"/acts/{gone['act']}/undo", {})
    assert ThinkingSlot.objects.visible_to(ben).get().done_at is not None
    late = {"person": str(marta.uid), "starts_at": "2001-01-01T10:00:00Z"}
    refused = client.post("/api/v1/thinking-slots", late, content_type="application/json", headers=headers)
    assert refused.status_code == 409


def test_the_calendar_file_is_read_by_another_program(client: Client, ben: User, marta: Person) -> None:
    ben.zone = "America/New_York"
    ben.save()
    at = dt.datetime(2030, 11, 4, 13, 0, tzinfo=dt.UTC)  # after the clocks went back: eight in the morning
    slot = ThinkingSlot.plan(by=ben, person=marta, starts_at=at)
    client.force_login(ben)
    answer = client.get(f"{slot.get_absolute_url()}calendar.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "marta-reyes.ics" in answer.headers["Content-Disposition"]
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "Think for Marta Reyes"
    assert (event["DTSTART"].dt, event["DTSTART"].dt.hour) == (at, 8)
    assert event["DTEND"].dt - event["DTSTART"].dt == dt.timedelta(minutes=20)
    assert "ATTENDEE" not in event


def test_the_command_names_them_and_takes_time(ben: User, cleo: User, marta: Person, hannah: Person) -> None:
    out = StringIO()
    call_command("think", "Marta", "--user", "ben", stdout=out)
    assert "Hannah Weiss" in out.getvalue()
    assert not ThinkingSlot.objects.exists()
    out = StringIO()
    call_command("think", "Marta", "--user", "ben", "--json", "--at", "2030-03-01T16:10", stdout=out)
    told = json.loads(out.getvalue())
    assert told["slot"] == str(ThinkingSlot.objects.get().uid)
    assert [fit["name"] for fit in told["fits"]] == ["Hannah Weiss"]
    for wrong in (["Marta", "--at", "soon"], ["Nobody Known"]):
        with pytest.raises(CommandError):
            call_command("think", *wrong, "--user", "ben")
    with pytest.raises(CommandError):
        call_command("think", "Marta", "--user", "cleo")
