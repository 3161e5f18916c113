"""Whom I met over the API, as a command and in what one takes along: the same verbs, the same refusals."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.testing import bearer, make_user
from cookout.events.models import Encounter, Event
from cookout.events.tests.test_encounters import DAY, caught, photo
from cookout.people.models import Person
from cookout.ties.models import local_today

URL, NOBODY = "/api/v1", "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def api(ben: User, client: Client) -> Any:
    def send(how: str, path: str, body: Any = None) -> Any:
        kind = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = getattr(client, how)(URL + path, **kind, headers=bearer(ben))
        return answer.status_code, answer.json()

    return send


def test_kept_once_read_changed_and_taken_away(ben: User, api: Any, client: Client) -> None:
    hop = Event.note(by=ben, name="Gallery hop", on=local_today(ben) - 3 * DAY)
    said = {"uid": "01900000-0000-7000-8000-00000000abcd", "name": "Devon Marsh", "contact": "devon@example.org",
            "talked": "One piano", "promise": "Market report", "event": str(hop.uid)}  # fmt: skip
    status, made = api("post", "/encounters", said)
    assert (status, made["on"], made["where"], made["promised"]) == (201, str(hop.on), "Gallery hop", "Market report")
    assert api("post", "/encounters", said)[1] == made
    assert (made["event"], made["decide_by"], made["may_be"]) == (str(hop.uid), str(hop.on + 2 * DAY), [])
    one = f"/encounters/{made['uid']}"
    gone = hop.remove(by=ben)
    assert (api("get", one)[1]["event"], api("get", one)[1]["where"]) == (None, "Gallery hop")
    gone.undo(by=ben)
    assert (api("get", one)[1]["event"], api("get", one)[1]["place"]) == (str(hop.uid), "")
    assert api("patch", one, {"event": None, "place": "Harbor"})[0] == 200
    assert (api("get", one)[1]["event"], api("get", one)[1]["where"]) == (None, "Harbor")
    assert api("patch", one, {"on": None})[0] == 409
    assert api("patch", one, {"on": str(local_today(ben) + DAY)})[0] == 409
    listed = api("get", f"/encounters?q=PIANO+harbor&person={made['person']}&since={hop.on}")[1]
    assert (listed["count"], listed["items"][0]["uid"]) == (1, made["uid"])
    assert api("get", "/encounters?q=zebra")[1]["count"] == 0
    assert api("get", f"{one}/card")[0] == 404
    sent = client.post(f"{URL}{one}/card", {"photo": photo()}, headers=bearer(ben))
    assert sent.status_code == 200
    assert client.get(f"{URL}{one}/card", headers=bearer(ben)).content.startswith(b"\xff\xd8")
    assert api("delete", f"{one}/card")[0] == 200
    assert not api("get", one)[1]["has_card"]
    _status, undo = api("delete", one)
    assert (api("get", one)[0], Person.objects.kept_by(ben).exists()) == (404, False)
    Act.objects.get(uid=undo["act"]).undo(by=ben)
    assert api("get", one)[1]["name"] == "Devon Marsh"


def test_who_may_be_one_is_asked_and_answered(ben: User, api: Any) -> None:
    known = Person.keep(by=ben, full_name="Devon Marsh", details=[("email", "", "devon@example.org")])
    made = api("post", "/encounters", {"name": "D. Marsh", "contact": "devon@example.org"})[1]
    asked = made["may_be"][0]
    assert (asked["name"], asked["reason"], asked["met"]) == ("Devon Marsh", "mail", "D. Marsh")
    assert api("get", "/likenesses")[1] == made["may_be"]
    assert api("post", f"/likenesses/{asked['uid']}", {"same": True})[0] == 200
    assert api("get", f"/encounters/{made['uid']}")[1]["person"] == str(known.uid)
    again = api("post", "/encounters", {"person": str(known.uid), "talked": "Again", "place": "Harbor"})[1]
    assert (again["name"], again["brought"], again["may_be"]) == ("Devon Marsh", False, [])


@pytest.mark.parametrize(
    "wrong",
    [{}, {"name": "x" * 201}, {"name": "Mo", "on": "2999-01-01"}, {"name": "Mo", "impression": "x" * 201},
     {"name": "Mo", "captured_at": "2026-01-01T10:00:00"}, {"name": "Mo", "event": NOBODY}, {"person": NOBODY}],
)  # fmt: skip
def test_what_cannot_be_is_refused(api: Any, wrong: dict[str, Any]) -> None:
    assert api("post", "/encounters", wrong)[0] in (404, 409, 422)
    assert not Encounter.objects.exists()


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("met", *words, user="ben@example.org", stdout=out)
    return out.getvalue()


def test_the_command(ben: User, tmp_path: Path) -> None:
    today = local_today(ben)
    assert "Nobody yet" in said()
    hop = Event.note(by=ben, name="Gallery hop", on=today - 8 * DAY)
    hop.repeat(by=ben, every="week", until=today + 7 * DAY)
    Event.note(by=ben, name="Gallery talk", on=today)
    card = tmp_path / "card.jpg"
    card.write_bytes(photo().read())
    noted = said("Devon", "Marsh", "--at", "gallery HOP", "--phone", "614 555 0142", "--mail", "devon@example.org",
                 "--talked", "One piano", "--promise", "Market report", "--photo", str(card))  # fmt: skip
    assert "Noted: you met Devon Marsh." in noted
    one = Encounter.objects.get()
    assert (one.on, one.where, bool(one.card)) == (today - DAY, "Gallery hop", True), "the latest one that has been"
    assert {detail.kind for detail in one.tie.person.details.applied()} == {"phone", "email"}
    with pytest.raises(CommandError, match="several of your events: Gallery (hop|talk).*; Gallery"):
        said("Mo", "--at", "Gallery")
    with pytest.raises(CommandError, match="None of your events is called “Opera”. The latest: Gallery talk"):
        said("Mo", "--at", "Opera")
    said("Devon Marsh", "--known", "--at", str(hop.uid), "--on", str(today - 8 * DAY))
    assert said("--at", "gallery hop").count("Devon Marsh") == 1
    assert said().count("Devon Marsh") == 2
    asked = said("Devon Marsh", "--place", "Harbor")
    assert "may be Devon Marsh, whom you have already: the same name." in asked
    like = Encounter.objects.visible_to(ben).latest("pk").likenesses.get()
    assert "The same person." in said("--same", str(like.uid))
    assert "Changed." in said("--change", str(one.uid), "--at", "nowhere", "--place", "Museum", "--impression", "Warm")
    one.refresh_from_db()
    assert (one.there, one.where, one.impression) == (None, "Museum", "Warm")
    assert "Devon Marsh stays in your book." in said("--remove", str(one.uid))
    with pytest.raises(CommandError, match="no encounter with this id"):
        said("--remove", str(one.uid))
    with pytest.raises(CommandError, match="cannot be read"):
        said("Mo", "--photo", str(tmp_path / "none.jpg"))
    assert not Person.objects.filter(full_name="Mo").exists(), "all or nothing"


def test_it_is_in_what_i_take_along_and_in_nobody_else_s(ben: User, client: Client) -> None:
    one = caught(ben, place="Harbor")
    one.keep_photo(photo((90, 50)), by=ben)
    for user, rows in ((ben, 1), (make_user("Cleo"), 0)):
        client.force_login(user)
        answer: Any = client.get("/people/export/", {"format": "zip"})
        packed = b"".join(answer.streaming_content) if answer.streaming else answer.content
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            kept = json.loads(archive.read("encounters.json"))
            assert [(row["talked"], row["where"], row["promised"]) for row in kept] == [
                ("One piano", "Harbor", "Market report")
            ] * rows
            assert (f"media/{one.card.name}" in archive.namelist()) == bool(rows)
