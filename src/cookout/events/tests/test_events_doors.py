"""Events over the API and as a command: the same verbs, the same refusals."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.testing import bearer, make_user
from cookout.events.models import Event
from cookout.events.testing import calendar, event

pytestmark = pytest.mark.django_db
URL = "/api/v1/events"
AT = dt.datetime(2026, 3, 3, 23, 30, tzinfo=dt.UTC)


@pytest.fixture
def ben() -> User:
    return make_user("Ben", zone="America/New_York")


@pytest.fixture
def api(ben: User, client: Client) -> Any:
    def send(how: str, path: str, body: Any = None) -> Any:
        kind = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = getattr(client, how)(URL + path, **kind, headers=bearer(ben))
        return answer.status_code, answer.json()

    return send


def test_put_down_read_changed_repeated_missed_and_taken_away(ben: User, api: Any) -> None:
    said = {"name": "Mixer", "on": "2026-03-03", "at": "18:30", "cost": "25", "currency": "USD", "hours": "2.5"}
    status, made = api("post", "", {**said, "every": "week", "until": "2026-03-17"})
    assert (status, made["cost"], made["starts_at"], made["zone"]) == (
        201, 2500, "2026-03-03T23:30:00Z", "America/New_York",
    )  # fmt: skip
    one = f"/{made['uid']}"
    assert api("get", "?show=all&limit=2")[1]["count"] == 3
    assert api("patch", one, {"place": "Harbor", "cost": None, "following": True})[0] == 200
    assert Event.objects.visible_to(ben).filter(place="Harbor", cost=None, hours="2.5").count() == 3
    assert api("patch", one, {"place": None})[0] == 409
    assert api("patch", one, {"zone": "Mars"})[0] == 409
    assert api("post", f"{one}/repeat", {"every": "week", "until": "2026-03-24"})[1]["count"] == 1
    _status, undo = api("put", f"{one}/missed", {"missed": True})
    assert api("get", one)[1]["is_missed"]
    Act.objects.get(uid=undo["act"]).undo(by=ben)
    took = api("get", "/year?year=2026")[1]
    assert (took["been"], float(took["hours"]), took["costs"]) == (4, 10, [])
    assert api("delete", f"{one}?following=true")[0] == 200
    assert api("get", one)[0] == 404


@pytest.mark.parametrize(
    "wrong",
    [{"hours": 200}, {"on": "3.3."}, {"name": "x" * 201}, {"kind": "rave"}, {"every": "week"},
     {"cost": "1.234", "currency": "EUR"},
     {"zone": "Mars"}, {"on": "9999-12-31", "at": "10:00"}, {"hours": "NaN"}],
)  # fmt: skip
def test_what_cannot_be_is_refused(api: Any, wrong: dict[str, Any]) -> None:
    assert api("post", "", {"name": "Mixer", "on": "2026-03-03", **wrong})[0] in (409, 422)
    assert not Event.objects.exists()


def test_a_file_is_looked_into_and_brought_in_once(ben: User, api: Any, client: Client) -> None:
    upload = ContentFile(calendar(event("a@x", AT, summary="Mixer")), name="club.ics")
    found = client.post(f"{URL}/file", {"file": upload}, headers=bearer(ben)).json()
    keys = {"keys": [one["key"] for one in found["offered"]]}
    assert api("post", "/bring", keys)[1]["new"] == 1
    assert api("post", "/bring", keys)[1]["new"] == 0
    assert api("post", "/bring", {"keys": ["{}"]})[0] == 409
    assert api("post", "/bring", {"keys": []})[0] == 409


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("event", *words, user="ben@example.org", stdout=out)
    return out.getvalue()


def test_the_command(ben: User, tmp_path: Path) -> None:
    assert "Nothing here yet" in said()
    said("note", "Run club", "--on", "2026-03-01", "--cost", "12.50", "USD", "--every", "week", "--until", "2026-03-15")
    assert Event.objects.visible_to(ben).filter(cost=1250).count() == 3
    assert said("list", "run", "--past").count("Run club") == 3
    said("correct", "Run club", "--place", "Goodale Park", "--hours", "1.5")
    said("miss", "Run club")
    assert "Goodale Park  did not go" in said("list", "goodale", "--past")
    said("remove", "Run club")
    assert Event.objects.visible_to(ben).count() == 2
    with pytest.raises(CommandError, match="None of your events"):
        said("miss", "Opera")
    file = tmp_path / "club.ics"
    file.write_bytes(calendar(event("a@x", AT, summary="Mixer")))
    assert "--all" in said("bring", str(file))
    assert "1 event is in your list." in said("bring", str(file), "--all")
    assert "already" in said("bring", str(file), "--all")
    with pytest.raises(CommandError, match="cannot be read"):
        said("bring", str(tmp_path / "none.ics"))


def test_events_are_in_what_one_takes_along(ben: User, client: Client) -> None:
    Event.note(by=ben, name="Gallery hop", on=dt.date(2026, 3, 3))
    client.force_login(ben)
    answer = client.get("/people/export/", {"format": "zip"})
    packed = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        name = next(one for one in archive.namelist() if one.endswith("events.json"))
        assert "Gallery hop" in archive.read(name).decode()
