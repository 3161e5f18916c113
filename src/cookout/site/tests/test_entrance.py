"""Coming in: the first host, the invited, signing in and out, a lost password."""

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.test import Client

from cookout.core.models import House, Letter, User
from cookout.core.signals import account_opened
from cookout.core.testing import PASSWORD, make_user
from cookout.groups.models import Group, Invitation
from cookout.people.models import Classification, Person

pytestmark = pytest.mark.django_db
BASE = "http://testserver"
ANSWERS = {"name": "Ada Adeyemi", "email": "ada@example.org", "password1": PASSWORD, "zone": "America/New_York"}


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> None:
    cache.clear()


@pytest.fixture
def opened() -> Any:
    """Every account that was announced."""
    heard: list[User] = []

    def listen(user: User, **kwargs: Any) -> None:
        heard.append(user)

    account_opened.connect(listen)
    yield heard
    account_opened.disconnect(listen)


@pytest.fixture
def group(ada: User) -> Group:
    group = Group.found(by=ada, name="Riverside")
    group.admit(by=ada, name=ada.name, user=ada)
    return group


def test_the_first_visitor_is_asked_to_open_the_house(client: Client) -> None:
    assert client.get("/").url == "/accounts/signup/"
    assert client.get("/accounts/login/").url == "/accounts/signup/"
    page = client.get("/accounts/signup/").content.decode()
    assert "Whom would you invite to a cookout" in page
    assert "hosts the house" in page


def test_the_first_account_hosts_and_has_its_person(client: Client, opened: list[User]) -> None:
    answer = client.post("/accounts/signup/", ANSWERS)
    assert (answer.status_code, answer.url) == (302, "/")
    host = User.objects.get()
    assert (host.is_host, host.zone, host.name) == (True, "America/New_York", "Ada Adeyemi")
    assert host.person.full_name == "Ada Adeyemi"
    assert opened == [host]
    assert client.get("/").url == "/today/"
    assert Letter.objects.get().to == "ada@example.org"


def test_the_second_visitor_finds_the_house_closed(client: Client, ada: User) -> None:
    assert client.get("/").url == "/accounts/login/"
    assert "By invitation" in client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", {**ANSWERS, "email": "eve@example.org"})
    assert User.objects.count() == 1


def test_of_two_who_come_at_once_one_hosts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def somebody_is_quicker() -> None:
        make_user("Eve Ekberg", is_host=True)

    monkeypatch.setattr("cookout.site.accounts.waiting_account", somebody_is_quicker)
    answer = client.post("/accounts/signup/", ANSWERS)
    assert "just opened this house" in str(next(iter(get_messages(answer.wsgi_request))))
    assert not User.objects.filter(email="ada@example.org").exists()


def test_the_first_host_takes_over_the_account_an_import_made(client: Client, opened: list[User]) -> None:
    local = User.objects.create_user("me@localhost", name="me")
    account_opened.send(sender=User, user=local)
    kept = Person.keep(by=local, full_name="Marta Silva")
    client.post("/accounts/signup/", ANSWERS)
    host = User.objects.get()
    assert (host.pk, host.email, host.is_host) == (local.pk, "ada@example.org", True)
    assert list(Person.objects.kept_by(host)) == [kept]
    assert host.person.full_name == "Ada Adeyemi"
    assert opened == [local]


def test_the_first_host_may_keep_the_address_of_that_account(client: Client) -> None:
    User.objects.create_user("ada@example.org", name="me")
    client.post("/accounts/signup/", ANSWERS)
    assert User.objects.get().has_usable_password()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password1": "short"}, "at least 10 characters"),
        ({"password1": "ada@example.org"}, "too similar"),
        ({"email": "nonsense"}, "valid email"),
        ({"name": "   "}, "required"),
        ({"zone": "Mars/Olympus"}, "not one of the available choices"),
    ],
)
def test_bad_answers_are_told_beside_their_field(client: Client, wrong: dict[str, str], said: str) -> None:
    page = client.post("/accounts/signup/", {**ANSWERS, **wrong})
    assert said in page.content.decode()
    assert not User.objects.exists()


def test_an_invitation_says_who_asks_and_leads_to_an_account(client: Client, ada: User, group: Group) -> None:
    roofer = Classification.objects.first()
    _invitation, secret = Invitation.send(
        by=ada, email="ben@example.org", name="Ben Brandt", group=group, classification=roofer, base=BASE
    )
    page = client.get(f"/invitations/{secret}/").content.decode()
    assert "Ada Adeyemi invites you to Riverside" in page
    assert client.post(f"/invitations/{secret}/").url == "/accounts/signup/"
    form = client.get("/accounts/signup/").content.decode()
    assert 'value="ben@example.org"' in form
    assert "Join Riverside" in form
    client.post("/accounts/signup/", {**ANSWERS, "email": "ben@example.org", "name": "Ben Brandt"})
    ben = User.objects.get(email="ben@example.org")
    assert (ben.is_host, ben.person.full_name) == (False, "Ben Brandt")
    membership = group.memberships.current().get(user=ben)
    assert membership.classification == roofer
    assert client.get(f"/invitations/{secret}/").status_code == 404
    assert client.get(f"/groups/{group.uid}/").status_code == 200


def test_who_has_an_account_accepts_with_it(client: Client, ada: User, ben: User, group: Group) -> None:
    _invitation, secret = Invitation.send(by=ada, email="other@example.org", group=group, base=BASE)
    client.force_login(ben)
    assert "Accept as Ben Brandt" in client.get(f"/invitations/{secret}/").content.decode()
    assert client.post(f"/invitations/{secret}/").url == f"/groups/{group.uid}/"
    assert group.memberships.current().filter(user=ben).exists()


def test_a_guessed_or_withdrawn_invitation_opens_nothing(client: Client, ada: User, group: Group) -> None:
    invitation, secret = Invitation.send(by=ada, email="ben@example.org", group=group, base=BASE)
    assert client.get("/invitations/nonsense/").status_code == 404
    client.post(f"/invitations/{secret}/")
    invitation.withdraw(by=ada)
    assert client.get(f"/invitations/{secret}/").status_code == 404
    client.post("/accounts/signup/", {**ANSWERS, "email": "eve@example.org"})
    assert not User.objects.filter(email="eve@example.org").exists()


def test_looking_at_an_invitation_changes_nothing(client: Client, ada: User, group: Group) -> None:
    _invitation, secret = Invitation.send(by=ada, email="ben@example.org", group=group, base=BASE)
    client.get(f"/invitations/{secret}/")
    assert "By invitation" in client.get("/accounts/signup/").content.decode()


def test_signing_in_and_out(client: Client, ben: User) -> None:
    answer = client.post("/accounts/login/?next=/search/", {"login": "BEN@example.org", "password": PASSWORD})
    assert answer.url == "/search/"
    assert client.get("/search/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/search/").url.startswith("/accounts/login/?next=/search/")


def test_signing_in_never_leads_elsewhere(client: Client, ben: User) -> None:
    answer = client.post("/accounts/login/?next=https://elsewhere.example/", {"login": ben.email, "password": PASSWORD})
    assert answer.url == "/"


def test_guessing_passwords_is_slowed_down(client: Client, ben: User) -> None:
    for _again in range(6):
        page = client.post("/accounts/login/", {"login": ben.email, "password": "wrong"})
    assert "Too many failed" in page.content.decode()
    page = client.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    assert page.status_code == 200


def test_a_deactivated_account_does_not_come_in(client: Client, ben: User) -> None:
    User.objects.filter(pk=ben.pk).update(is_active=False)
    answer = client.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    assert answer.url == "/accounts/inactive/"
    client.force_login(ben)
    assert client.get("/search/").status_code == 302


def test_a_lost_password_is_replaced_by_letter(client: Client, ben: User) -> None:
    assert client.post("/accounts/password/reset/", {"email": ben.email}).status_code == 302
    letter = Letter.objects.get()
    assert (letter.to, letter.user) == (ben.email, ben)
    link = re.search(r"http://testserver(/\S+)", letter.text)
    assert link is not None
    page = client.get(link[1], follow=True)
    form = page.redirect_chain[-1][0]
    client.post(form, {"password1": "another long sentence", "password2": "another long sentence"})
    ben.refresh_from_db()
    assert ben.check_password("another long sentence")
    assert client.get(link[1], follow=True).context.get("token_fail")


def test_a_reset_tells_strangers_nothing(client: Client, ben: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": ben.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_a_sample_is_not_an_empty_house(client: Client) -> None:
    House.objects.create(pk=1, is_sample=True)
    User.objects.create_user("sam@sample.example.org", name="Sam")
    assert "By invitation" in client.get("/accounts/signup/").content.decode()
