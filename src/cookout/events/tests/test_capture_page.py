"""The page on which I write down whom I met: plain, by one thumb, and what a device had kept."""

import datetime as dt
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from cookout.core.models import Act, User
from cookout.core.testing import make_user, query_count
from cookout.events.models import Encounter, Event, Likeness
from cookout.people.models import Person
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


def send(client: Client, ben: User, item: uuid.UUID, **more: object) -> dict[str, object]:
    """What a device posts."""
    said = {"item": item, "user": ben.uid, "name": "Devon Marsh", **more}
    answer = client.post("/met/new/kept/", said)
    told: dict[str, object] = answer.json()
    return {"status": answer.status_code, **told}


def test_what_a_device_kept_arrives_once_at_the_moment_it_was_kept(ben: User, client: Client) -> None:
    now = timezone.now()
    made, sent = now - dt.timedelta(days=1, hours=2), now - dt.timedelta(days=1)  # this clock is a day behind
    told = {"made_at": made.isoformat(), "sent_at": sent.isoformat(), "photo": SimpleUploadedFile("card.jpg", b"no")}
    first = send(client, ben, item := uuid.uuid4(), contact="614 555 0142", **told)
    again = send(client, ben, item, contact="614 555 0142")
    assert (first["status"], again["status"]) == (200, 200)
    assert "not a picture" in str(first["said"])
    assert "Devon Marsh is in your book" in str(first["told"])
    assert "Devon Marsh" in str(again["row"])
    met = Encounter.objects.visible_to(ben).get()
    assert met.uid == item
    assert abs(met.captured_at - (now - dt.timedelta(hours=2))) < dt.timedelta(minutes=1)
    assert met.device_said == made
    met.remove(by=ben)
    assert send(client, ben, item)["status"] == 200
    assert not Encounter.objects.visible_to(ben).exists()
    assert send(client, make_user("Ada"), uuid.uuid4())["status"] == 403
    refused = send(client, ben, uuid.uuid4(), name="")
    assert refused["status"] == 409
    assert "Type the name" in str(refused["detail"])


def test_what_a_device_kept_is_taken_whatever_became_of_the_rest(ben: User, client: Client) -> None:
    hop = Event.note(by=ben, name="Gallery hop", on=local_today(ben))
    hop.remove(by=ben)
    gone = send(client, ben, uuid.uuid4(), event=hop.uid, where="Gallery hop", made_at="yesterday", sent_at="9999")
    assert gone["status"] == 200
    met = Encounter.objects.visible_to(ben).get()
    assert (met.event, met.where, met.device_said) == (None, "Gallery hop", None)
    odd = {"event": "nonsense", "made_at": "2199-12-31T23:59:59-23:59", "sent_at": "0001-01-01T00:00:00Z"}
    assert send(client, ben, uuid.uuid4(), name="Hank Doyle", **odd)["status"] == 200
    too_long = send(client, ben, uuid.uuid4(), talked="x" * 4001)
    assert "What you talked about: " in str(too_long["detail"])
    card = "Iris Wong\nCeramics\niris@example.org\n614 555 0199"
    assert send(client, ben, uuid.uuid4(), name="", card_text=card)["status"] == 200
    iris = Person.objects.kept_by(ben).get(full_name="Iris Wong")
    assert {one.kind for one in iris.details.all()} >= {"email", "phone"}
    for code in ("https://example.org/iris", "x" * 4096):
        assert send(client, ben, uuid.uuid4(), name="Leo", card_text=code)["status"] == 200


def test_who_may_be_somebody_i_have_is_asked_and_answered(ben: User, client: Client) -> None:
    known = Person.keep(by=ben, full_name="Old Friend", details=[("phone", "", "+1 614 555 0142")])
    Image.new("RGB", (90, 50), "ivory").save(taken := io.BytesIO(), "JPEG")
    photo = SimpleUploadedFile("card.jpg", taken.getvalue())
    reply = send(client, ben, uuid.uuid4(), contact="614 555 0142", photo=photo)
    assert "the same phone" in str(reply["asked"])
    assert "Old Friend" in str(reply["asked"])
    assert Encounter.objects.visible_to(ben).get().card
    like = Likeness.objects.get()
    for page in ("/met/new/", "/met/likenesses/", "/ties/triage/"):
        assert f"/met/likeness/{like.uid}/" in client.get(page).text
    client.post(f"/met/likeness/{like.uid}/", {})
    assert Likeness.objects.visible_to(ben).open().exists()
    answer = client.post(f"/met/likeness/{like.uid}/", {"same": "yes"}, follow=True)
    assert "Put together: what you noted is with Old Friend." in answer.text
    assert Encounter.objects.visible_to(ben).get().tie.person == known
    client.force_login(make_user("Ada"))
    assert client.post(f"/met/likeness/{like.uid}/", {"same": "no"}).status_code == 404


def test_an_evening_of_many_costs_no_more_questions(ben: User, client: Client) -> None:
    counts: list[int] = []
    for more in (2, 10):
        for number in range(more):
            Encounter.capture(by=ben, name=f"Devon Marsh {more} {number}", contact="d@example.org", promise="Report")
        client.get("/met/new/")
        with query_count() as count:
            page = client.get("/met/new/")
        counts += count
        assert page.status_code == 200
    assert counts[1] <= counts[0] + 1
    assert counts[1] <= 16, counts
    assert 'value="Report"' in page.text  # what I promise again and again is a pick
