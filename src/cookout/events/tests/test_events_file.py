"""Events from a calendar file: shown first, ticked, brought in once, moved where the file says so."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user
from cookout.events.models import Event
from cookout.events.models.event_file import EventFile, bring_events
from cookout.events.models.event_offer import Offer
from cookout.events.testing import calendar, event

pytestmark = pytest.mark.django_db
DAY = timezone.now().replace(hour=23, minute=30, second=0, microsecond=0) + dt.timedelta(days=7)
ON = (DAY - dt.timedelta(hours=6)).date()
"""The day of it in New York."""


@pytest.fixture
def ben() -> User:
    return make_user("Ben", zone="America/New_York")


def read(ben: User, *events: str) -> EventFile:
    return EventFile.read(ContentFile(calendar(*events), name="club.ics"), by=ben)


def bring(ben: User, *events: str) -> str:
    offers = [Offer.told(one.offer.key) for one in read(ben, *events).offered if not one.is_there]
    return bring_events(offers, by=ben).said


def test_what_comes_in_is_on_the_clocks_of_who_reads(ben: User) -> None:
    said = bring(ben, event("a@x", DAY, summary="Mixer", hours=1.5, location="Harbor Cafe"))
    one = Event.objects.visible_to(ben).get()
    assert said == "1 event is in your list."
    assert (one.name, one.on, one.starts_at, one.place, str(one.hours)) == ("Mixer", ON, DAY, "Harbor Cafe", "1.5")
    assert one.zone == "America/New_York"


def test_the_same_file_brings_nothing_twice(ben: User) -> None:
    lines = [event("a@x", DAY, rrule="FREQ=WEEKLY;COUNT=4"), event("b@x", DAY.date(), summary="Fair")]
    offers = [one.offer for one in read(ben, *lines).offered]
    assert len(offers) == 5
    bring_events(offers, by=ben)
    assert bring_events(offers, by=ben).new == 0
    again = read(ben, *lines)
    assert not again.brings_any
    assert Event.objects.visible_to(ben).count() == 5
    first = Event.objects.visible_to(ben).exclude(series=None).order_by("on")[0]
    assert first.following().count() == 3


def test_an_event_that_moved_is_moved_and_that_can_be_undone(ben: User) -> None:
    bring(ben, event("a@x", DAY, summary="Mixer"))
    later = event("a@x", DAY + dt.timedelta(days=2), summary="Mixer")
    (one,) = read(ben, later).offered
    assert (one.moved_from, one.is_ticked) == (ON, False)
    brought = bring_events([one.offer], by=ben)
    assert (brought.said, Event.objects.visible_to(ben).get().on) == (
        "1 was moved to its new day.", ON + dt.timedelta(days=2),
    )  # fmt: skip
    brought.act.undo(by=ben)
    assert Event.objects.visible_to(ben).get().on == ON


def test_what_was_taken_away_is_said_and_not_ticked(ben: User) -> None:
    bring(ben, event("a@x", DAY))
    Event.objects.visible_to(ben).get().remove(by=ben)
    (one,) = read(ben, event("a@x", DAY)).offered
    assert one.was_removed
    assert not one.is_ticked
    assert not one.is_there


def test_many_are_left_to_choose_and_the_farthest_are_said(ben: User) -> None:
    found = read(ben, event("a@x", DAY - dt.timedelta(days=500), rrule="FREQ=DAILY;COUNT=600"))
    assert len(found.offered) == 300
    assert not any(one.is_ticked for one in found.offered)
    assert found.left_out == ("300 that lie farthest from today are left out.",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"), (b"PK\x03\x04rest", "archive"), (b"BEGIN:VCARD\r\nEND:VCARD", "address book"),
        (b"no calendar", "no calendar"), (b" " * (1024 * 1024 + 1), "1 MB"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_words(ben: User, data: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        EventFile.read(ContentFile(data, name="x.ics"), by=ben)


@pytest.mark.parametrize(
    "key",
    ["", "[]", "{}", "null", "7", '{"on": 3}', '{"calendar_uid": "a", "name": "b", "on": "2026-13-01"}',
     '{"calendar_uid": "a", "name": "b", "on": "2026-01-01", "hours": "NaN"}',
     '{"calendar_uid": "a", "name": "b", "on": "2026-01-01", "zone": "Mars"}',
     '{"calendar_uid": "a", "name": "b", "on": "2026-01-01", "owner": 1}',
     '{"calendar_uid": "a", "name": "b", "on": "2026-01-01", "series": "x"}'],
)  # fmt: skip
def test_a_tick_that_is_not_whole_is_refused(ben: User, key: str) -> None:
    with pytest.raises(Refusal):
        bring_events([Offer.told(key)], by=ben)
    assert not Event.objects.exists()


def test_on_the_page(ben: User, client: Client) -> None:
    client.force_login(ben)
    upload = ContentFile(calendar(event("a@x", DAY, summary="Mixer <b>")), name="club.ics")
    page = client.post("/events/file/", {"file": upload})
    assert page.status_code == 200
    assert not Event.objects.exists(), "looking brings nothing in"
    assert "Mixer &lt;b&gt;" in page.text
    read_there: Any = page.context["read"]
    key = read_there.offered[0].offer.key
    assert client.post("/events/bring/", {"event": key}).status_code == 302
    assert client.post("/events/bring/", {"event": key}).status_code == 302
    assert Event.objects.get().name == "Mixer <b>"
    wrong = client.post("/events/file/", {"file": ContentFile(b"PDF", name="x.pdf")})
    assert (wrong.status_code, "no calendar" in wrong.text) == (422, True)
    assert json.loads(key)["name"] == "Mixer <b>"
