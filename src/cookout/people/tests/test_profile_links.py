"""Links to a profile: made, adjusted, ended, past their day; what whoever holds one sees, and what nobody sees."""

import datetime as dt

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.core.models.token import digest
from cookout.core.refusal import Refusal
from cookout.core.testing import no_writes
from cookout.people.formats import Card, Name, Value, qr
from cookout.people.models import Person, ProfileEntry, ProfileLink
from cookout.people.models import profile_link as profile_link_module

WHERE = ["", "contact.vcf", "card.pdf"]
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=1>{{ 7*7 }}'


@pytest.fixture
def link(ada: User) -> ProfileLink:
    """Ada's card with a line, words to listen for, a phone; and something that stays hers."""
    ada.person.put_details([(None, "phone", "mobile", "+1 614 555 0177"), (None, "title", "", "Realtor")], by=ada)
    ProfileEntry.tell(
        by=ada, text="I help people leave a house they love.", prompt="customers.problem", audience="link"
    )
    ProfileEntry.tell(by=ada, text="The stairs are getting long.", prompt="good_referral.words", audience="link")
    ProfileEntry.tell(by=ada, text="Sell the boat", prompt="goals.personal", audience="me")
    return ProfileLink.make(by=ada, name="Gallery hop", expires_at=timezone.now() + dt.timedelta(days=90))


def shown(client: Client, link: ProfileLink, part: str = "") -> str:
    answer = client.get(f"{link.path}{part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_card_says_who_and_whom_to_introduce_without_account_or_script(client: Client, link: ProfileLink) -> None:
    page = shown(client, link)
    for words in (
        "Ada Adeyemi",
        "Realtor",
        "I help people leave",
        "“The stairs are getting long.”",
        "tel:+16145550177",
    ):
        assert words in page
    assert "mailto:ada@example.org" in page
    assert "Sell the boat" not in page
    assert page.count("I help people leave") == 1


@pytest.mark.parametrize("part", WHERE)
def test_nobody_on_the_way_keeps_or_lists_it(client: Client, link: ProfileLink, part: str) -> None:
    for path in (f"{link.path}{part}", f"/card/wrong/{part}"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex' in shown(client, link)


@pytest.mark.parametrize("part", WHERE)
def test_wrong_ended_past_and_asleep_answer_the_very_same(
    client: Client, ada: User, link: ProfileLink, part: str
) -> None:
    ended, past = ProfileLink.make(by=ada), ProfileLink.make(by=ada)
    ended.revoke(by=ada)
    ProfileLink.objects.filter(pk=past.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    bodies = {_gone(client, f"{path}{part}") for path in ("/card/wrong/", f"/card/{'0' * 40}/", ended.path, past.path)}
    User.objects.filter(pk=ada.pk).update(is_active=False)
    bodies.add(_gone(client, f"{link.path}{part}"))
    assert len(bodies) == 1
    assert "Ask the person who gave it to you for a new one." in bodies.pop()


def _gone(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 404
    return answer.content.decode()


@pytest.mark.parametrize("part", WHERE)
def test_only_looking_is_possible(client: Client, link: ProfileLink, part: str) -> None:
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(f"{link.path}{part}").status_code == 405


def test_it_counts_that_somebody_looked_and_writes_nothing_else(client: Client, ada: User, link: ProfileLink) -> None:
    with no_writes():
        client.head(link.path)
        client.get(f"{link.path}contact.vcf")
        client.get(f"{link.path}card.pdf")
        client.get("/card/wrong/")
    acts = Act.objects.count()
    client.get(link.path)
    client.get(link.path)
    link.refresh_from_db()
    assert (link.opened, Act.objects.count()) == (2, acts)
    client.force_login(ada)
    with no_writes():
        client.get(link.path)
    assert "sessionid" not in Client().get(link.path).cookies


def test_phone_and_email_are_shown_only_where_they_are_let(client: Client, ada: User, link: ProfileLink) -> None:
    ProfileLink.objects.update(with_phone=False, with_email=False)
    for part in ("", "contact.vcf"):
        text = shown(client, link, part)
        assert "555 0177" not in text
        assert "5550177" not in text
        assert "ada@example.org" not in text
    card = shown(client, link, "contact.vcf")
    assert "FN:Ada Adeyemi" in card
    ProfileLink.objects.update(with_phone=True, with_email=True)
    card = shown(client, link, "contact.vcf")
    assert "+1 614 555 0177" in card
    assert "ada@example.org" in card


def test_the_contact_holds_no_more_than_the_card(client: Client, ada: User, link: ProfileLink) -> None:
    ada.person.put_details([(None, "birthday", "", "1980-02-03"), (None, "note", "", "diary")], by=ada)
    card = shown(client, link, "contact.vcf")
    assert "diary" not in card
    assert "BDAY" not in card
    answer = client.get(f"{link.path}contact.vcf")
    assert answer.headers["Content-Type"].startswith("text/vcard")
    assert 'filename="Ada Adeyemi.vcf"' in answer.headers["Content-Disposition"]


def test_hostile_words_stay_words(client: Client, ada: User, link: ProfileLink) -> None:
    ada.person.rename(by=ada, full_name=HOSTILE)
    for prompt in ("customers.problem", "good_referral.words", "goals.help"):
        ProfileEntry.objects.filter(prompt=prompt).delete()
        ProfileEntry.tell(by=ada, text=f"{HOSTILE}\r\nEND:VCARD\r\nX:1", prompt=prompt, audience="link")
    page = shown(client, link)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" in page
    assert shown(client, link, "contact.vcf").count("\r\nEND:VCARD") == 1
    assert client.get(f"{link.path}card.pdf").content.startswith(b"%PDF")
    client.force_login(ada)
    for path in ("/people/me/", "/people/me/seen-as/link/", reverse("people:card_update", args=[link.uid])):
        assert "<script>alert" not in client.get(path).content.decode()


def test_a_link_is_made_on_the_page_with_a_day_of_my_own(client: Client, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(zone="America/New_York")
    client.force_login(ada)
    with time_machine.travel("2026-11-22T20:00:00Z", tick=False):
        asked = {"name": "Fair", "lasts": "day", "until": "2026-12-01", "with_phone": "on"}
        answer = client.post("/people/me/cards/", asked)
    link = ProfileLink.objects.get()
    assert answer.headers["Location"] == reverse("people:card_update", args=[link.uid])
    assert link.expires_at == dt.datetime(2026, 12, 2, 5, tzinfo=dt.UTC)
    assert (link.name, link.with_phone, link.with_email) == ("Fair", True, False)


@pytest.mark.parametrize(
    ("asked", "lasts"),
    [({}, dt.timedelta(days=90)), ({"lasts": "90"}, dt.timedelta(days=90)), ({"lasts": "never"}, None)],
)
def test_ninety_days_unless_said(client: Client, ada: User, asked: dict[str, str], lasts: dt.timedelta | None) -> None:
    client.force_login(ada)
    client.post("/people/me/cards/", {"name": "x", **asked})
    until = ProfileLink.objects.get().expires_at
    assert (until is None) == (lasts is None)
    if until and lasts:
        assert abs(until - timezone.now() - lasts) < dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"lasts": "day"},
        {"lasts": "day", "until": "2020-01-01"},
        {"until": "someday"},
        {"name": "x" * 81},
        {"lasts": "1"},
    ],
)
def test_a_day_that_is_none_is_refused(client: Client, ada: User, wrong: dict[str, str]) -> None:
    client.force_login(ada)
    assert client.post("/people/me/cards/", wrong).status_code == 422
    assert not ProfileLink.objects.exists()


def test_the_owner_is_shown_address_and_code_and_the_database_does_not_know_it(
    client: Client, ada: User, link: ProfileLink
) -> None:
    client.force_login(ada)
    with no_writes():
        page = client.get(reverse("people:card_update", args=[link.uid])).content.decode()
    assert f"http://testserver{link.path}" in page
    assert qr.code(f"http://testserver{link.path}").path in page
    assert " style=" not in page
    assert ProfileLink.objects.filter(digest=digest(link.secret)).exists()
    assert not ProfileLink.objects.filter(digest=link.secret).exists()


def test_when_the_key_of_the_house_changes_the_link_works_on_but_is_no_longer_shown(
    client: Client, ada: User, link: ProfileLink
) -> None:
    path = link.path
    client.force_login(ada)
    with override_settings(SECRET_KEY="another key", SECRET_KEY_FALLBACKS=["only for tests"]):
        page = client.get(reverse("people:card_update", args=[link.uid])).content.decode()
        assert "can no longer be shown" in page
        assert Client().get(path).status_code == 200


def test_what_it_shows_is_changed_and_undone(ada: User, link: ProfileLink) -> None:
    act = link.adjust(by=ada, with_phone=False, expires_at=None)
    link.refresh_from_db()
    assert (link.with_phone, link.expires_at, act.verb) == (False, None, "profilelink.adjust")
    act.undo(by=ada)
    link.refresh_from_db()
    assert link.with_phone
    with pytest.raises(Refusal):
        link.adjust(by=ada, expires_at=timezone.now() - dt.timedelta(days=1))


def test_ended_is_ended(client: Client, ada: User, link: ProfileLink) -> None:
    client.force_login(ada)
    for _time in range(2):
        client.post(reverse("people:card_revocation_create", args=[link.uid]))
    assert Act.objects.filter(verb="profilelink.revoke").count() == 1
    link.refresh_from_db()
    with pytest.raises(Refusal, match="ended"):
        link.adjust(by=ada, name="Again")
    page = client.get(reverse("people:card_update", args=[link.uid])).content.decode()
    assert "opens nothing any more" in page
    assert link.path not in page


def test_nobody_opens_links_without_end(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile_link_module, "MOST_LINKS", 2)
    first = ProfileLink.make(by=ada)
    ProfileLink.make(by=ada)
    with pytest.raises(Refusal, match="2 links"):
        ProfileLink.make(by=ada)
    first.revoke(by=ada)
    ProfileLink.make(by=ada)


def test_a_strangers_link_is_not_there(client: Client, ben: User, link: ProfileLink) -> None:
    client.force_login(ben)
    for name in ("card_update", "card_revocation_create"):
        path = reverse(f"people:{name}", args=[link.uid])
        assert client.post(path, {"name": "mine"}).status_code == 404
    link.refresh_from_db()
    assert (link.name, link.revoked_at) == ("Gallery hop", None)


def test_a_card_of_somebody_who_told_nothing_is_a_name(client: Client, ben: User) -> None:
    page = shown(client, ProfileLink.make(by=ben))
    assert "Ben Brandt" in page
    assert "Introduce me" not in page
    assert Person.objects.get(account=ben).full_name in page


def test_the_contact_itself_is_a_code_with_no_more_than_the_link_shows(
    client: Client, ada: User, link: ProfileLink
) -> None:
    client.force_login(ada)
    page = client.get(reverse("people:card_update", args=[link.uid])).content.decode()
    assert qr.contact(link.card().contact()).path in page
    with_phone = link.card().contact()
    link.adjust(by=ada, with_phone=False, expires_at=link.expires_at)
    assert qr.contact(link.card().contact()) != qr.contact(with_phone)
    page = client.get(reverse("people:card_update", args=[link.uid])).content.decode()
    assert qr.contact(with_phone).path not in page


def test_a_contact_too_long_for_a_camera_keeps_what_matters_most() -> None:
    values = (Value("title", "T" * 300), Value("phone", "+16145550177"), Value("note", "N" * 300))
    whole = Card(Name("Ada Byron"), values, b"photo", 0)
    assert qr.contact(whole) == qr.contact(Card(Name("Ada Byron"), (Value("phone", "+16145550177"),), None, 0))
