"""Whom I met on pages: the list, one of them, the form, the photo, the card to decide on; and nobody else's."""

from typing import Any

import pytest
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.search import find
from cookout.core.templatetags.dates import short_day
from cookout.core.testing import make_user, no_writes, query_count
from cookout.events.models import Encounter, Event
from cookout.events.tests.test_encounters import DAY, caught, photo
from cookout.people.models import Person
from cookout.ties.models import Tie, Triage, local_today


@pytest.fixture
def hop(ben: User, client: Client) -> Event:
    client.force_login(ben)
    return Event.note(by=ben, name="Gallery hop", on=local_today(ben))


def test_the_list_goes_evening_by_evening_and_is_narrowed(ben: User, client: Client, hop: Event) -> None:
    assert "Nobody yet" in client.get("/met/").text
    one = caught(ben, event=hop)
    caught(ben, name="Mo Farouk", contact="", talked="Oysters, \u201cfifty%\u201d", place="Harbor", on=hop.on - DAY)
    page = client.get("/met/").text
    assert page.index("Gallery hop") < page.index("Devon Marsh") < page.index("Harbor") < page.index("Mo Farouk")
    assert "Market report, by" in page
    assert "decide by" in page
    two = caught(ben, name="Lin Chow", contact="", on=hop.on - 9 * DAY)
    assert f"waits since {short_day(two.on)}" in client.get("/met/?q=lin").text
    assert f"Waits since {short_day(two.on)}" in client.get(two.get_absolute_url()).text
    for asked, who in ((f"event={hop.uid}", "Devon"), ("q=OYSTERS+harbor", "Mo"), ("q=devon+gallery", "Devon"),
                       (f"person={one.tie.person.uid}", "Devon"), ("q=fifty%25", "Mo")):  # fmt: skip
        text = client.get(f"/met/?{asked}").text
        assert [name for name in ("Devon", "Mo Farouk") if name in text] == [who if who == "Devon" else "Mo Farouk"], (
            asked
        )
    hop.remove(by=ben)
    page = client.get("/met/?q=gallery").text
    assert "Gallery hop" in page
    assert hop.get_absolute_url() not in page
    assert "Nobody with" in client.get("/met/?q=zebra&event=nonsense").text


def test_one_of_them_says_all_of_it_and_what_goes_along(ben: User, client: Client, hop: Event) -> None:
    one = caught(ben, event=hop, impression="Dry humour")
    one.keep_photo(photo(), by=ben)
    with no_writes():
        page = client.get(one.get_absolute_url()).text
    for said in (
        "One piano",
        "Dry humour",
        "Market report",
        "Gallery hop",
        "/card/",
        "leaves your book",
        "Decide on Devon",
    ):
        assert said in page, said
    Triage.decide(one.tie, "light", by=ben, reason="Kind, far away")
    page = client.get(one.get_absolute_url()).text
    assert "Keep light" in page
    assert "Kind, far away" in page
    assert "stays in your book" in page
    assert "Devon Marsh stays in your book." in client.post(f"/met/{one.uid}/removal/", follow=True).text
    assert client.get(one.get_absolute_url()).status_code == 404
    Act.objects.filter(verb="encounter.remove").get().undo(by=ben)
    assert client.get(one.get_absolute_url()).status_code == 200


def test_what_is_typed_is_kept_or_stays_beside_the_no(ben: User, client: Client, hop: Event) -> None:
    one = caught(ben)
    url = f"{one.get_absolute_url()}edit/"
    said = {name: "" if value is None else value for name, value in client.get(url).context["form"].initial.items()}
    answer = client.post(url, {**said, "event": str(hop.uid), "impression": "Warm", "card": photo()})
    one.refresh_from_db()
    assert (answer.status_code, one.there, one.impression, bool(one.card), one.talked) == (
        302,
        hop,
        "Warm",
        True,
        "One piano",
    )
    for wrong in (
        {"on": hop.on + DAY},
        {"on": "soon"},
        {"card": type(photo())(b"no", name="x.png")},
        {"event": "nonsense"},
    ):
        page = client.post(url, {**said, "place": "Harbor", **wrong})
        assert page.status_code == 422, wrong
        assert 'value="Harbor"' in page.text
    before = one.card_url
    one.keep_photo(photo(color="red"), by=ben)
    assert one.card_url != before
    assert one.card_url in client.get(one.get_absolute_url()).text
    client.post(url, {**said, "event": str(hop.uid), "without_card": "on"})
    one.refresh_from_db()
    assert (one.card.name, one.there) == ("", hop)


def test_the_photo_is_served_to_nobody_else(ben: User, client: Client, hop: Event) -> None:
    one = caught(ben, event=hop)
    url = f"{one.get_absolute_url()}card/"
    assert client.get(url).status_code == 404
    one.keep_photo(photo(), by=ben)
    served: Any = client.get(url)
    assert served.headers["Content-Type"] == "image/jpeg"
    assert "private" in served.headers["Cache-Control"]
    assert b"".join(served.streaming_content)[:2] == b"\xff\xd8"
    client.force_login(make_user("Cleo"))
    for path in (url, one.get_absolute_url(), f"{one.get_absolute_url()}edit/"):
        assert client.get(path).status_code == 404
    assert client.post(f"{one.get_absolute_url()}removal/").status_code == 404
    assert Encounter.objects.visible_to(ben).exists()
    assert "Devon" not in client.get(f"/met/?q=piano&event={hop.uid}&person={one.tie.person.uid}").text


def test_it_stands_at_the_event_with_the_person_and_on_the_card_to_decide_on(
    ben: User, client: Client, hop: Event
) -> None:
    one = caught(ben, event=hop, impression="Dry humour")
    one.keep_photo(photo(), by=ben)
    person = one.tie.person
    page = client.get(hop.get_absolute_url()).text
    assert one.get_absolute_url() in page
    page = client.get(person.get_absolute_url()).text
    assert "How you met" in page
    assert "You met: Gallery hop." in page
    assert page.count("One piano") == 2, "beside the person and once on the timeline"
    page = client.get(f"/ties/triage/?person={person.uid}").text
    for said in ("firstwords", "One piano", "Dry humour", "You promised: Market report", "/card/"):
        assert said in page, said
    assert "met 2 times" not in page
    caught(ben, person=person, name="", contact="", place="Farmers market", talked="Her sister bakes")
    page = client.get(f"/ties/triage/?person={person.uid}").text
    assert "met 2 times" in page
    assert "Last met at Farmers market" in page
    assert "Her sister bakes" in page


def test_what_we_talked_about_is_found_by_me_alone(ben: User, hop: Event) -> None:
    one = caught(ben, event=hop)
    assert [hit.url for hit in find(ben, "piano") if hit.kind == "Whom you met"] == [one.get_absolute_url()]
    assert {hit.title for hit in find(ben, "piano")} == {"Devon Marsh"}
    Person.keep(by=ben, full_name="Piano Kid")
    titles = [hit.title for hit in find(ben, "piano")]
    assert titles[0] == "Piano Kid"
    assert set(titles[1:]) == {"Devon Marsh"}
    assert find(make_user("Cleo"), "piano") == []


def test_many_cost_no_more_than_one(ben: User, client: Client, hop: Event) -> None:
    at, counts = caught(ben, event=hop).captured_at, []
    for more in (0, 40):
        for n in range(more):
            tie = Tie.objects.create(owner=ben, person=Person.keep(by=ben, full_name=f"Person {n}"))
            Encounter.objects.create(owner=ben, tie=tie, event=hop, on=hop.on - n * DAY, captured_at=at)
        client.get("/met/")
        with query_count() as count:
            assert client.get("/met/").status_code == 200
        counts += count
    assert counts[1] <= counts[0] <= 14, counts
