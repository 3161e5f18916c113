"""Windows, replies and experiences on pages for those with an account, and for programs."""

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.testing import bearer, no_writes
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Experience, ExperienceLink, Referral, Reply, State, Update, WindowLink
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

API = "/api/v1/referrals"


@pytest.fixture
def one(ada: User) -> Referral:
    made = received(ada, keep(ada, "Odile Bakker", email="odile@example.org"))
    made.move(by=ada, state=State.REACHED)
    return made


def door(name: str, one: Referral) -> str:
    return reverse(f"referrals:{name}", args=[one.uid])


OWN = ("window_link_create", "window_link_end", "reply_see", "experience_link_create", "reply_create")


@pytest.mark.parametrize("name", OWN)
def test_these_doors_are_the_parties_own(client: Client, cleo: User, one: Referral, name: str) -> None:
    client.force_login(cleo)
    assert client.post(door(name, one)).status_code == 404
    assert not WindowLink.objects.exists()


@pytest.mark.parametrize("name", OWN[1:])
def test_looking_does_none_of_it(client: Client, ada: User, one: Referral, name: str) -> None:
    client.force_login(ada)
    assert client.get(door(name, one)).status_code == 405


def test_a_window_is_opened_held_out_and_closed(client: Client, ada: User, one: Referral) -> None:
    client.force_login(ada)
    there = door("window_link_create", one)
    with no_writes():
        assert "Open a window for Odile" in client.get(there).content.decode()
    assert client.post(there).status_code == 302
    page = client.get(there).content.decode()
    link = WindowLink.objects.get()
    assert link.path in page
    assert "QR code of the window" in page
    assert "Show the address" in client.get(one.get_absolute_url()).content.decode()
    client.post(door("window_link_end", one))
    assert Client().get(link.path).status_code == 404
    assert "Open a window for Odile" in client.get(there).content.decode()


def test_what_she_said_stands_on_the_referral_until_it_is_seen(client: Client, ada: User, one: Referral) -> None:
    Reply.say(referral=one, kind="how", line="All well?")
    client.force_login(ada)
    for _ in range(2):
        with no_writes():
            assert "Odile says" in client.get(one.get_absolute_url()).content.decode()
    client.post(door("reply_see", one))
    assert "Odile says" not in client.get(one.get_absolute_url()).content.decode()


def test_a_member_says_it_on_the_page(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    given = passed(ada, ben)
    client.force_login(ada)
    assert "A word to Ben" in client.get(given.get_absolute_url()).content.decode()
    client.post(door("reply_create", given), {"kind": "thanks", "line": "Well done"})
    assert Reply.objects.get().user == ada
    client.force_login(ben)
    assert "Well done" in client.get(given.get_absolute_url()).content.decode()


def test_the_prospect_is_asked_from_the_page(client: Client, ada: User, one: Referral) -> None:
    client.force_login(ada)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "Get an address to share" in page
    assert "Ask by mail" not in page, "no address is known"
    client.post(door("experience_link_create", one), {"how": "mail"})
    assert not ExperienceLink.objects.exists()
    client.post(door("experience_link_create", one), {"how": "address"})
    link = ExperienceLink.objects.get()
    assert link.path in client.get(one.get_absolute_url()).content.decode()
    Experience.say(link=link, rating="well", line="Kind")
    page = client.get(one.get_absolute_url()).content.decode()
    assert "Kind" in page
    assert link.path not in page


def test_a_program_opens_and_closes_the_window(client: Client, ada: User, cleo: User, one: Referral) -> None:
    header, path = bearer(ada), f"{API}/{one.uid}/window"
    assert client.get(path, headers=header).json() == {"address": "", "expires_at": None}
    made = client.post(path, headers=header)
    assert made.status_code == 201
    assert client.post(path, headers=header).json() == made.json()
    assert made.json()["address"].endswith(WindowLink.objects.get().path)
    assert client.post(path, headers=bearer(cleo)).status_code == 404
    assert client.delete(path, headers=header).json()["address"] == ""
    assert client.delete(path, headers=header).status_code == 200


def test_a_program_of_the_referrer_says_thank_you(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    given = passed(ada, ben)
    path, said = f"{API}/{given.uid}/replies", {"kind": "thanks", "line": "Well done"}
    answers = [
        client.post(path, said, content_type="application/json", headers=bearer(ada)).json()["uid"] for _ in range(2)
    ]
    assert len(set(answers)) == 1
    assert client.post(path, said, content_type="application/json", headers=bearer(ben)).status_code == 409
    assert client.post(path, {"kind": "sale"}, content_type="application/json", headers=bearer(ada)).status_code == 422
    assert client.get(path, headers=bearer(ben)).json()[0]["line"] == "Well done"
    assert client.post(f"{path}/seen", headers=bearer(ben)).json()[0]["seen_at"]
    assert client.post(f"{path}/seen", headers=bearer(ada)).status_code == 409


def test_a_program_asks_and_reads_how_it_went(client: Client, ada: User, one: Referral) -> None:
    header, path = bearer(ada), f"{API}/{one.uid}/experiences"
    asked = client.post(path, {}, content_type="application/json", headers=header)
    assert (asked.status_code, asked.json()["state"]) == (201, "reached")
    by_mail = client.post(path, {"by_mail": True}, content_type="application/json", headers=header)
    assert by_mail.status_code == 409
    Experience.say(link=ExperienceLink.objects.get(), rating="so_so")
    assert client.get(path, headers=header).json()[0]["rating"] == "so_so"


def test_the_referrer_reads_no_experience_over_the_api(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    given = passed(ada, ben)
    given.accept(by=ben)
    given.move(by=ben, state=State.WON)
    Experience.say(link=ExperienceLink.ask(referral=given, by=ben), rating="not_well", line="Late", may_tell=True)
    assert client.get(f"{API}/{given.uid}/experiences", headers=bearer(ada)).json() == []


def test_a_program_notes_that_a_mail_came_back(client: Client, ada: User, ben: User, one: Referral) -> None:
    update = Update.tell(referral=one, by=ada, text="News", channel="mail")
    path = f"/api/v1/updates/{update.uid}/return"
    assert client.post(path, headers=bearer(ben)).status_code == 404
    for _ in range(2):
        assert client.post(path, headers=bearer(ada)).status_code == 200
    one.refresh_from_db()
    assert one.is_owing
    copied = Update.tell(referral=one, by=ada, text="News", channel="copy")
    assert client.post(f"/api/v1/updates/{copied.uid}/return", headers=bearer(ada)).status_code == 404
