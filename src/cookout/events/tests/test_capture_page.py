"""The page on which I write down whom I met: plain, by one thumb, and what a device had kept."""

import datetime as dt
import uuid

import pytest
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.testing import make_user
from cookout.events.models import Encounter, Event
from cookout.ties.models import local_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(client: Client) -> User:
    user = make_user("Ben", zone="America/New_York")
    client.force_login(user)
    return user


def test_save_one_after_the_other_at_the_event_of_today(ben: User, client: Client) -> None:
    today = local_today(ben)
    old = Event.note(by=ben, name="Old fair", on=today - dt.timedelta(days=9))
    hop = Event.note(by=ben, name="Gallery hop", on=today)
    page = client.get("/met/new/")
    assert page.headers["Permissions-Policy"].startswith("camera=(self)")
    assert page.headers["Cookout-Keeps"] == str(ben.uid)
    assert f'value="{hop.uid}" data-name="Gallery hop"' in page.text
    assert page.text.index("Gallery hop, today") < page.text.index("Old fair") < page.text.index("Somewhere else")
    uid = uuid.uuid4()
    said = {"uid": uid, "event": hop.uid, "name": "Devon Marsh", "contact": "614 555 0142", "talked": "One piano",
            "promise": "own", "own": "Market report", "impression": "Warm"}  # fmt: skip
    page = client.post("/met/new/", said, follow=True)
    client.post("/met/new/", said)
    met = Encounter.objects.visible_to(ben).get()
    assert (met.uid, met.event, met.promise and met.promise.text) == (uid, hop, "Market report")
    assert "One piano · You promised: Market report" in page.text
    assert page.text.index(f'value="{hop.uid}"') < page.text.index(" selected")
    assert "Devon Marsh is in your book." in page.text
    Act.objects.get(verb="encounter.capture").undo(by=ben)
    assert not Encounter.objects.visible_to(ben).exists()
    client.post("/met/new/", {"event": old.uid, "name": "Iris Wong"})
    assert Encounter.objects.visible_to(ben).get().on == old.on


def test_what_is_wrong_is_said_beside_it_and_what_was_typed_stays(ben: User, client: Client) -> None:
    page = client.post("/met/new/", {"event": uuid.uuid4(), "name": "", "talked": "One piano", "promise": "own"})
    assert page.status_code == 422
    for said in ("Type the name, or", "not in your list any more", "Say what you promised", "One piano"):
        assert said in page.text
    assert "Cookout-Keeps" not in page.headers
    assert not Encounter.objects.exists()
    theirs = Event.note(by=make_user("Ada"), name="Theirs", on=local_today(ben))
    assert client.post("/met/new/", {"event": theirs.uid, "name": "Iris"}).status_code == 422
    page = client.post("/met/new/", {"event": "", "name": "Iris", "place": "On the train"}, follow=True)
    assert Encounter.objects.visible_to(ben).get().place == "On the train"
    assert "Iris" in page.text
