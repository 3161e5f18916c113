"""Events on pages: the list and its year, one of them, forms with what was typed kept, and nobody else's."""

import datetime as dt

import pytest
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.testing import make_user, no_writes, query_count
from cookout.events.models import Event
from cookout.events.tests.test_events import met
from cookout.ties.models import local_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(client: Client) -> User:
    user = make_user("Ben", zone="America/New_York")
    client.force_login(user)
    return user


def test_an_empty_list_says_what_to_do_first(ben: User, client: Client) -> None:
    page = client.get("/events/")
    assert "No event yet" in page.text
    assert "/events/new/" in page.text


def test_put_down_with_its_later_times_and_undone(ben: User, client: Client) -> None:
    said = {"name": "Run club", "kind": "club", "on": "2026-03-01", "at": "08:00", "every": "week",
            "until": "2026-03-22", "cost": "12.50", "currency": "USD", "hours": "2"}  # fmt: skip
    answer = client.post("/events/new/", said)
    assert answer.status_code == 302
    assert Event.objects.visible_to(ben).filter(cost=1250, hours=2).count() == 4
    Act.objects.filter(by=ben).latest("pk").undo(by=ben)
    assert not Event.objects.visible_to(ben).exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("cost", "1.234", "two ways"), ("cost", "-3", "no amount"), ("hours", "200", "99"), ("on", "soon", "date"),
        ("ends_on", "2026-02-01", "last day"), ("every", "week", "until which day"), ("name", "", "required"),
        ("on", "9999-12-31", "too far away"),
    ],
)  # fmt: skip
def test_what_was_typed_stays_beside_the_no(ben: User, client: Client, field: str, value: str, said: str) -> None:
    data = {"name": "Mixer", "kind": "mixer", "on": "2026-03-01", "place": "Harbor", "currency": "EUR", field: value}
    page = client.post("/events/new/", data)
    assert page.status_code == 422
    assert said in page.text
    assert 'value="Harbor"' in page.text
    assert not Event.objects.exists()


def test_only_what_was_changed_reaches_those_that_follow(ben: User, client: Client) -> None:
    first = Event.note(by=ben, name="Breakfast", on=dt.date(2026, 3, 3), at=dt.time(7))
    second = first.repeat(by=ben, every="week", until=dt.date(2026, 3, 10))[0]
    second.correct(by=ben, hoped="Ana")
    form = client.get(f"/events/{first.uid}/edit/").context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, "")}
    client.post(f"/events/{first.uid}/edit/", {**data, "at": "07:00", "place": "Town hall", "following": "on"})
    second.refresh_from_db()
    assert (second.place, second.hoped, second.on, second.at) == ("Town hall", "Ana", dt.date(2026, 3, 10), dt.time(7))


def test_the_page_of_one_shows_whom_one_met_and_leads_to_deciding(ben: User, client: Client) -> None:
    event = Event.note(by=ben, name="Mixer", on=local_today(ben), hoped="A roofer")
    tie = met(ben, event).tie
    tie.sort_on = local_today(ben)
    tie.save()
    with no_writes():
        page = client.get(f"/events/{event.uid}/")
    assert "Dana Fox" in page.text
    assert "A roofer" in page.text
    assert "/ties/triage/" in page.text
    assert "I did not go" not in page.text, "somebody was met there"


def test_missed_and_taken_away(ben: User, client: Client) -> None:
    event = Event.note(by=ben, name="Mixer", on=local_today(ben) - dt.timedelta(days=2))
    client.post(f"/events/{event.uid}/missed/")
    assert "did not go" in client.get("/events/?show=past").text
    client.post(f"/events/{event.uid}/missed/", {"went": "yes"})
    page = client.post(f"/events/{event.uid}/removal/", follow=True)
    assert "Whom you met there stays" in page.text
    assert client.get(f"/events/{event.uid}/").status_code == 404


def test_five_hundred_cost_no_more_than_one(ben: User, client: Client) -> None:
    today = local_today(ben)
    met(ben, Event.note(by=ben, name="Mixer", on=today - dt.timedelta(days=1), place="Harbor"))
    counts = []
    for more in (0, 500):
        rows = [Event(owner=ben, name=f"Event {n}", on=today - dt.timedelta(days=n % 700 + 1)) for n in range(more)]
        Event.objects.bulk_create(rows)
        client.get("/events/?show=past")
        with query_count() as count:
            page = client.get("/events/?show=past")
        counts += count
        assert page.status_code == 200
    assert counts[1] <= counts[0] + 1
    assert counts[1] <= 16, counts


def test_nobody_reads_another_s(ben: User, client: Client) -> None:
    other = Event.note(by=make_user("Cleo"), name="Quiet dinner", on=dt.date(2026, 3, 3))
    assert "Quiet dinner" not in client.get("/events/?show=past").text
    assert client.get("/search/", {"q": "Quiet"}).text.count("Quiet dinner") == 0
    for deed in ("edit", "repeat", "missed", "removal"):
        assert client.post(f"/events/{other.uid}/{deed}/", {"name": "x"}).status_code == 404


def test_it_is_found_and_reached_from_people(ben: User, client: Client) -> None:
    hop = Event.note(by=ben, name="Gallery hop", on=dt.date(2026, 3, 3), place="Short North")
    assert hop.get_absolute_url() in client.get("/search/", {"q": "north gallery"}).text
    assert 'href="/events/"' in client.get("/people/").text
