"""The private calendar: made and revoked by its owner, followed by programs that are not ours."""

import datetime as dt
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import vobject
from django.test import Client
from icalendar import Calendar
from pytest_django.live_server_helper import LiveServer

from cookout.core.models import User
from cookout.core.testing import no_writes, query_count
from cookout.one_to_ones.models import CalendarFeed, OneToOne, ThinkingSlot
from cookout.one_to_ones.testing import fellows, in_days, noted, planned, was_held
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

ZONES = ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC")
SPRING = dt.datetime(2026, 3, 1, 14, 30, tzinfo=dt.UTC)


def starts_of(text: str) -> list[dt.datetime]:
    """The times as one reader tells them, in UTC."""
    return sorted(event["DTSTART"].dt.astimezone(dt.UTC) for event in Calendar.from_ical(text).walk("VEVENT"))


def starts_by_vobject(text: str) -> list[dt.datetime]:
    return sorted(event.dtstart.value.astimezone(dt.UTC) for event in vobject.readOne(text).vevent_list)


def year_of(user: User) -> list[dt.datetime]:
    """1-2-1s through a whole year, in zones whose clocks change at different times."""
    made = []
    for place, zone in enumerate(ZONES):
        person = keep(user, f"Marta Number{place}")
        for week in range(0, 52, 3):
            at = SPRING + dt.timedelta(weeks=week, hours=place)
            made.append(OneToOne.note(by=user, person=person, starts_at=at, zone=zone, despite=True).starts_at)
    return sorted(made)


def test_every_time_is_the_same_for_two_readers(ada: User) -> None:
    made = year_of(ada)
    feed = CalendarFeed.issue(by=ada)
    text = Client().get(feed.path).content.decode()
    assert starts_of(text) == starts_by_vobject(text) == made


@pytest.mark.django_db(transaction=True)
def test_vdirsyncer_follows_it(ada: User, live_server: LiveServer, tmp_path: Path) -> None:
    made = year_of(ada)
    feed, folder = CalendarFeed.issue(by=ada, name="Phone"), tmp_path / "calendar"
    folder.mkdir()
    config = tmp_path / "config"
    config.write_text(f"""
[general]
status_path = "{tmp_path / "status"}"
[pair mine]
a = "there"
b = "here"
collections = null
[storage there]
type = "http"
url = "{live_server.url}{feed.path}"
[storage here]
type = "filesystem"
path = "{folder}"
fileext = ".ics"
""")
    for word in ("discover", "sync"):
        command = [str(Path(sys.executable).with_name("vdirsyncer")), "-c", str(config), word]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
    found = [start for file in folder.glob("*.ics") for start in starts_of(file.read_text())]
    assert sorted(found) == made
    feed.revoke(by=ada)
    with pytest.raises(urllib.error.HTTPError) as gone:
        urllib.request.urlopen(f"{live_server.url}{feed.path}", timeout=20)  # noqa: S310  our own server
    assert gone.value.code == 404
    assert b"opens nothing" in gone.value.read()


def test_what_it_tells(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben, place="Cafe Luna", agenda="Her new office")
    off = planned(ada, ben, in_days(9))
    off.cancel(by=ben, note="Ill")
    held = was_held(ada, keep(ada, "Marta Reyes"))
    slot = ThinkingSlot.plan(by=ada, person=ben.person, starts_at=in_days(4))
    feed = CalendarFeed.issue(by=ada)
    answer = Client().get(feed.path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    events = {str(event["UID"]): event for event in Calendar.from_ical(text).walk("VEVENT")}
    assert set(events) == {f"{row.uid}@cookout" for row in (one, off, held, slot)}
    assert str(events[f"{off.uid}@cookout"]["STATUS"]) == "CANCELLED"
    assert str(events[f"{one.uid}@cookout"]["LOCATION"]) == "Cafe Luna"
    assert "X-WR-CALNAME:Cookout: Ada Adeyemi" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
    for private in ("Her new office", "Ill", ada.email, ben.email):
        assert private not in text


def test_it_is_sent_again_only_when_it_changed(ada: User) -> None:
    one = noted(ada, keep(ada, "Marta Reyes"))
    path = CalendarFeed.issue(by=ada).path
    first = Client().get(path)
    assert first["Last-Modified"]
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    one.change(by=ada, place="Elsewhere")
    changed = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    ada.acts.filter(verb="one_to_one.change").get().undo(by=ada)
    back = Client().get(path, headers={"If-None-Match": changed["ETag"]})
    assert back.status_code == 200


def test_reading_writes_nothing_and_asks_no_more_for_many(ada: User) -> None:
    path, counts = CalendarFeed.issue(by=ada).path, []
    for place in range(6):
        noted(ada, keep(ada, f"Marta Number{place}"), in_days(2 + place))
        with no_writes(), query_count() as counted:
            assert Client().get(path).status_code == 200
        counts += counted
    assert counts[0] == counts[-1]


@pytest.mark.parametrize("secret", ["0" * 40, "nonsense", "%F0%9F%8D%96"])
def test_a_wrong_address_opens_nothing(ada: User, secret: str) -> None:
    answer = Client().get(f"/1-2-1s/feed/{secret}.ics")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert Client().post(f"/1-2-1s/feed/{secret}.ics").status_code == 405


def test_its_owner_makes_sees_and_revokes_it(ada: User, ben: User) -> None:
    client, other = Client(), Client()
    client.force_login(ada)
    other.force_login(ben)
    client.post("/1-2-1s/feed/", {"name": "Phone"})
    feed = CalendarFeed.objects.get()
    page = client.get("/1-2-1s/feed/").content.decode()
    assert feed.secret in page
    assert "QR code" in page
    assert feed.secret not in other.get("/1-2-1s/feed/").content.decode()
    assert other.post(f"/1-2-1s/feed/{feed.uid}/revocation/").status_code == 404
    client.post(f"/1-2-1s/feed/{feed.uid}/revocation/")
    assert Client().get(feed.path).status_code == 404
    assert feed.secret not in client.get("/1-2-1s/feed/").content.decode()


def test_a_closed_account_has_no_calendar(ada: User) -> None:
    path = CalendarFeed.issue(by=ada).path
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_the_secret_is_not_in_the_database(ada: User) -> None:
    feed = CalendarFeed.issue(by=ada)
    assert feed.secret not in str(CalendarFeed.objects.values().get())
