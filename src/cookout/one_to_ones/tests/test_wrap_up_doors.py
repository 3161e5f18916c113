"""The wrap-up by page and by program: what each focus offers, bad input, strangers, the search and the archive."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.test import Client
from django.utils import timezone

from cookout.core import search
from cookout.core.exports import write_archive
from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.testing import bearer, no_writes
from cookout.one_to_ones.models import OneToOne, ThinkingSlot, WrapUp
from cookout.one_to_ones.testing import fellows, in_days, noted, planned, was_held
from cookout.people.models import Person
from cookout.ties.models import Promise, Tie, local_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def marta(ben: User) -> Person:
    """Somebody in Ben's book."""
    return Person.keep(by=ben, full_name="Marta Reyes")


@pytest.fixture
def door(client: Client, ben: User) -> Client:
    """Ben's browser."""
    client.force_login(ben)
    return client


def path(one: OneToOne) -> str:
    """The address of the wrap-up."""
    return f"/1-2-1s/{one.uid}/wrap-up/"


def form(**more: object) -> dict[str, object]:
    """What the page sends when nothing was written: two empty rows and no idea."""
    empty = {"p-TOTAL_FORMS": 2, "p-INITIAL_FORMS": 0, "i-TOTAL_FORMS": 0, "i-INITIAL_FORMS": 0}
    rows = {"p-0-text": "", "p-0-due_on": "", "p-0-uid": str(uuid7()), "p-1-text": "", "p-1-uid": str(uuid7())}
    return {**empty, **rows, "uid": str(uuid7()), "met": "met", "think": "", "next": "", "line": "", **more}


@pytest.mark.parametrize(
    ("focus", "offered", "not_offered"),
    [
        ("second", ["20 minutes to think"], ["What will you send"]),
        ("first", ["What will you send"], ["20 minutes to think"]),
        ("both", ["20 minutes to think", "What will you send"], []),
    ],
)
def test_the_page_offers_what_the_focus_asks_for(
    focus: str, offered: list[str], not_offered: list[str], door: Client, ben: User, marta: Person
) -> None:
    one = was_held(ben, marta, focus=focus)
    with no_writes():
        page = door.get(path(one)).content.decode()
    assert "What did you promise?" in page
    assert "Next 1-2-1" in page
    assert all(words in page for words in offered)
    assert not any(words in page for words in not_offered)


def test_one_form_keeps_it_all_and_sent_twice_it_is_sent_once(door: Client, ben: User, marta: Person) -> None:
    one = noted(ben, marta, in_days(-1, hour=10))
    day = local_today(ben) + dt.timedelta(days=3)
    sent = form(
        **{"p-0-text": "Introduce her to Hannah", "p-0-due_on": day.isoformat(), "send": ["card"], "send_text": "Book"},
        think=in_days(2, hour=8).isoformat(), next="pick", next_at=f"{day.isoformat()}T09:30", line="Warm.",
    )  # fmt: skip
    for _again in range(2):
        assert door.post(path(one), sent).status_code == 302
    told = {p.text: p.due_on for p in Promise.objects.visible_to(ben)}
    assert told["Introduce her to Hannah"] == day
    assert set(told) == {"Introduce her to Hannah", "Send Marta what makes a good referral for me", "Book"}
    assert ThinkingSlot.objects.get().starts_at == in_days(2, hour=8)
    coming = OneToOne.objects.visible_to(ben).planned().get()
    assert coming.starts_at is not None
    assert coming.starts_at.astimezone(ben.tzinfo).strftime("%H:%M") == "09:30"
    assert WrapUp.objects.get().line == "Warm."
    again = door.get(path(one)).content.decode()
    assert 'value="Introduce her to Hannah"' in again
    assert 'value="Warm."' in again
    assert ThinkingSlot.objects.get().get_absolute_url() in again
    assert "20 minutes to think" not in again


def test_the_answer_offers_undo(door: Client, ben: User, marta: Person) -> None:
    one = noted(ben, marta, in_days(-1, hour=10))
    page = door.post(path(one), form(line="Warm."), follow=True).content.decode()
    assert "Wrapped up with Marta." in page
    act = WrapUp.objects.get().one_to_one.made_by.acts.get(verb="wrap_up.finish")  # type: ignore[union-attr]  # Ben made it
    assert f"/acts/{act.uid}/" in page or str(act.uid) in page


def test_an_idea_counts_when_it_is_ticked(door: Client, ben: User, marta: Person) -> None:
    Tie.objects.between(ben, marta).learn("goals", "A room near the market", by=ben, prompt="goals.help")
    one = was_held(ben, marta)
    page = door.get(path(one)).content.decode()
    assert "Help with “A room near the market”" in page
    ideas = {"i-TOTAL_FORMS": 1, "i-INITIAL_FORMS": 1, "i-0-text": "Ask Omar for a room", "i-0-uid": str(uuid7())}
    door.post(path(one), form(**ideas))
    assert not Promise.objects.exists()
    door.post(path(one), form(**ideas, **{"i-0-wanted": "on"}))
    assert Promise.objects.get().text == "Ask Omar for a room"


def test_it_did_not_happen_is_said_there_too(door: Client, ben: User, marta: Person) -> None:
    one = noted(ben, marta, in_days(-1, hour=10))
    assert door.post(path(one), {"met": "missed"}).status_code == 302
    one.refresh_from_db()
    assert one.state == "no_show"
    assert not WrapUp.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"next": "pick", "next_at": ""},
        {"next": "pick", "next_at": "tomorrow noon"},
        {"next": "pick", "next_at": "2001-01-01T10:00"},
        {"think": "2001-01-01T10:00:00+00:00"},
        {"think": "whenever"},
        {"line": "x" * 301},
        {"p-0-text": "x" * 301},
        {"p-0-text": "Call", "p-0-due_on": "someday"},
        {"p-TOTAL_FORMS": "nonsense"},
        {"send": ["the moon"]},
    ],
)
def test_bad_input_is_said_beside_the_form_and_nothing_is_kept(
    wrong: dict[str, object], door: Client, ben: User, marta: Person
) -> None:
    one = noted(ben, marta, in_days(-1, hour=10))
    answer = door.post(path(one), form(**{"line": "Kept in the form", **wrong}))
    assert answer.status_code == 422
    assert 'class="error' in answer.content.decode()
    one.refresh_from_db()
    assert one.state == "planned"
    assert not Promise.objects.exists()
    assert not WrapUp.objects.exists()


def test_a_collision_is_said_and_can_be_kept_knowingly(door: Client, ben: User, cleo: User, marta: Person) -> None:
    fellows(ben, cleo)
    other = planned(ben, cleo, in_days(5, hour=9))
    assert other.starts_at is not None
    one = was_held(ben, marta)
    sent = form(next="pick", next_at=other.starts_at.astimezone(ben.tzinfo).strftime("%Y-%m-%dT%H:%M"))
    answer = door.post(path(one), sent)
    assert answer.status_code == 422
    assert "Keep both" in answer.content.decode()
    assert door.post(path(one), {**sent, "despite": "on"}).status_code == 302
    assert OneToOne.objects.visible_to(ben).planned().count() == 2


def test_what_is_still_to_come_has_nothing_to_wrap_up(door: Client, ben: User, marta: Person) -> None:
    one = noted(ben, marta)
    assert "There is nothing to wrap up yet" in door.get(path(one)).content.decode()
    assert door.post(path(one), form()).status_code == 422


def test_the_other_seat_has_its_own_page_and_reads_nothing_of_mine(door: Client, ben: User, cleo: User) -> None:
    fellows(ben, cleo)
    one = planned(ben, cleo)
    OneToOne.objects.filter(pk=one.pk).update(starts_at=timezone.now() - dt.timedelta(hours=2))
    door.post(path(one), form(**{"p-0-text": "Secretpromise"}, line="Secretline"))
    assert WrapUp.objects.get().line == "Secretline"
    door.force_login(cleo)
    for page in (path(one), f"/1-2-1s/{one.uid}/", f"/people/{ben.person.uid}/", "/today/"):
        assert "Secret" not in door.get(page).content.decode()
    told = door.get(f"/api/v1/1-2-1s/{one.uid}/wrap-up", headers=bearer(cleo)).json()
    assert (told["line"], told["promises"], told["must_confirm"]) == ("", [], True)
    assert search.find(cleo, "Secretline") == []
    assert [hit.title for hit in search.find(ben, "secretline")] == ["Secretline"]


def test_a_stranger_finds_nothing(client: Client, ben: User, cleo: User, marta: Person) -> None:
    one = was_held(ben, marta)
    client.force_login(cleo)
    assert client.get(path(one)).status_code == 404
    assert client.post(path(one), form()).status_code == 404
    for deed in ("ending", "resuming"):
        assert client.post(f"/1-2-1s/{one.uid}/follow-through/{deed}/").status_code == 404
        assert client.get(f"/1-2-1s/{one.uid}/follow-through/{deed}/").status_code == 405
    for method in (client.get, client.put):
        answer = method(f"/api/v1/1-2-1s/{one.uid}/wrap-up", {}, content_type="application/json", headers=bearer(cleo))
        assert answer.status_code == 404


def test_a_program_wraps_up_as_a_page_does(client: Client, ben: User, marta: Person) -> None:
    one = noted(ben, marta, in_days(-1, hour=10))
    sent = {
        "line": "Warm.", "promises": [{"text": "Call her", "due_on": "2030-01-01", "uid": str(uuid7())}],
        "think_at": in_days(2, hour=8).isoformat(), "think_uid": str(uuid7()),
        "next_at": in_days(9, hour=8).isoformat(), "next_uid": str(uuid7()),
    }  # fmt: skip
    at = f"/api/v1/1-2-1s/{one.uid}/wrap-up"
    for _again in range(2):
        told = client.put(at, sent, content_type="application/json", headers=bearer(ben)).json()
    assert (told["line"], told["must_confirm"], len(told["promises"])) == ("Warm.", False, 1)
    assert told["thinking_slot"] == sent["think_uid"]
    assert told["next"] == sent["next_uid"]
    assert client.put(at, {}, content_type="application/json", headers=bearer(ben)).json()["line"] == "Warm."
    late = {"think_at": "2001-01-01T10:00:00Z"}
    assert client.put(at, late, content_type="application/json", headers=bearer(ben)).status_code in {200, 409}
    naive = client.put(at, {"next_at": "2030-01-01T10:00"}, content_type="application/json", headers=bearer(ben))
    assert naive.status_code == 422


def test_six_weeks_by_page_and_program(door: Client, ben: User, marta: Person) -> None:
    one = was_held(ben, marta, days=9)
    assert "Week 2 of 6 with Marta." in door.get(f"/people/{marta.uid}/").content.decode()
    (six,) = door.get("/api/v1/follow-throughs", headers=bearer(ben)).json()
    assert (six["name"], six["week"], [week["state"] for week in six["weeks"]][:2]) == (
        "Marta Reyes", 2, ["quiet", "now"],
    )  # fmt: skip
    assert door.post(f"/1-2-1s/{one.uid}/follow-through/ending/").status_code == 303
    assert "Go on after all" in door.get(f"/people/{marta.uid}/").content.decode()
    assert door.get("/api/v1/follow-throughs", headers=bearer(ben)).json() == []
    resumed = door.post(f"/api/v1/1-2-1s/{one.uid}/follow-through/resume", headers=bearer(ben))
    assert resumed.status_code == 200
    ended = door.post(f"/api/v1/1-2-1s/{one.uid}/follow-through/end", headers=bearer(ben)).json()
    assert door.post(f"/api/v1/acts/{ended['act']}/undo", headers=bearer(ben)).status_code == 200
    assert len(door.get("/api/v1/follow-throughs", headers=bearer(ben)).json()) == 1


def test_the_archive_has_it(ben: User, marta: Person) -> None:
    WrapUp.finish(was_held(ben, marta), by=ben, line="Warm.")
    out = io.BytesIO()
    write_archive(ben, out)
    with zipfile.ZipFile(out) as archive:
        assert json.loads(archive.read("wrap_ups.json"))[0]["line"] == "Warm."
        assert json.loads(archive.read("follow_throughs.json")) == []
