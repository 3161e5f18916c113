"""My settings, keys for programs, the privacy policy, leaving and coming back, the host's page."""

import datetime as dt
import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cookout.core.models import Act, Closing, House, Letter, Token, User
from cookout.core.testing import PASSWORD, no_writes
from cookout.groups.models import Group, Invitation
from cookout.people.models import Person

ANSWERS = {
    "name": "Ben Brandt",
    "zone": "Europe/Berlin",
    "theme": "dark",
    "region_code": "de",
    "morning_mail_at": "06:30",
}


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> None:
    cache.clear()


def test_settings_are_kept_and_can_be_undone(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert client.post("/settings/", ANSWERS).url == "/settings/"
    ben.refresh_from_db()
    assert (ben.zone, ben.theme, ben.region_code, ben.morning_mail_at) == (
        "Europe/Berlin",
        "dark",
        "DE",
        dt.time(6, 30),
    )
    assert 'data-theme="dark"' in client.get("/settings/").content.decode()
    client.post(f"/acts/{Act.objects.get(verb='account.settings').uid}/undo/")
    ben.refresh_from_db()
    assert (ben.zone, ben.morning_mail_at) == ("UTC", None)


def test_the_morning_mail_is_off_unless_asked(client: Client, ben: User) -> None:
    assert ben.morning_mail_at is None
    client.force_login(ben)
    client.post("/settings/", {**ANSWERS, "morning_mail_at": ""})
    ben.refresh_from_db()
    assert ben.morning_mail_at is None


def test_a_new_name_is_my_persons_name_too(client: Client, ben: User) -> None:
    client.force_login(ben)
    client.post("/settings/", {**ANSWERS, "name": "Benedikt Brandt"})
    assert Person.objects.get(account=ben).full_name == "Benedikt Brandt"


@pytest.mark.parametrize("wrong", [{"zone": "Mars/Olympus"}, {"region_code": "XX"}, {"name": ""}, {"theme": "pink"}])
def test_bad_settings_are_refused(client: Client, ben: User, wrong: dict[str, str]) -> None:
    client.force_login(ben)
    assert client.post("/settings/", {**ANSWERS, **wrong}).status_code == 422
    ben.refresh_from_db()
    assert ben.zone == "UTC"


def test_looking_at_settings_writes_nothing(client: Client, ada: User) -> None:
    client.force_login(ada)
    for path in ("/settings/", "/settings/tokens/", "/settings/closing/", "/settings/house/", "/privacy/"):
        with no_writes():
            assert client.get(path).status_code == 200


def test_a_key_is_shown_once_and_opens_the_api(client: Client, ben: User) -> None:
    client.force_login(ben)
    page = client.post("/settings/tokens/", {"name": "script", "scopes": ["people:read"], "until": ""})
    found = re.search(r"cookout_[\w-]+", page.content.decode())
    assert found is not None
    assert "no-store" in page["Cache-Control"]
    assert found[0] not in client.get("/settings/tokens/").content.decode()
    assert client.get("/api/v1/me", headers={"authorization": f"Bearer {found[0]}"}).status_code == 200


def test_a_key_lives_to_the_end_of_its_day(client: Client, ben: User) -> None:
    client.force_login(ben)
    today = timezone.localdate()
    client.post("/settings/tokens/", {"name": "script", "scopes": ["people:read"], "until": today.isoformat()})
    assert Token.objects.get().expires_at == timezone.make_aware(
        dt.datetime.combine(today + dt.timedelta(days=1), dt.time())
    )


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"scopes": []}, {"scopes": ["everything"]}, {"until": "2001-01-01"}, {"until": "soon"}],
)
def test_a_bad_key_is_not_made(client: Client, ben: User, wrong: dict[str, object]) -> None:
    client.force_login(ben)
    answers = {"name": "script", "scopes": ["people:read"], "until": "", **wrong}
    assert client.post("/settings/tokens/", answers).status_code == 422
    assert not Token.objects.exists()


def test_a_key_is_taken_back_by_its_owner_alone(client: Client, ben: User, cleo: User) -> None:
    token, _secret = Token.issue(by=ben, name="script", scopes=["people:read"])
    client.force_login(cleo)
    assert client.post(f"/settings/tokens/{token.uid}/revocation/").status_code == 404
    client.force_login(ben)
    assert client.get(f"/settings/tokens/{token.uid}/revocation/").status_code == 405
    client.post(f"/settings/tokens/{token.uid}/revocation/")
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "script" not in [kept.name for kept in client.get("/settings/tokens/").context["tokens"]]


def test_the_policy_is_open_and_names_every_noun_that_holds_something_personal(client: Client, db: None) -> None:
    page = client.get("/privacy/").content.decode()
    for label in ("people.Person", "ties.Mark", "groups.Membership"):
        assert str(apps.get_model(label)._meta.verbose_name).capitalize() in page


def test_closing_asks_for_the_password(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert client.post("/settings/closing/", {"password": "wrong"}).status_code == 422
    assert not Closing.objects.exists()


def test_closing_signs_out_and_a_sign_in_brings_everything_back(client: Client, ada: User, ben: User) -> None:
    group = Group.found(by=ada, name="Riverside")
    membership = group.admit(by=ada, name=ben.name, user=ben)
    client.force_login(ben)
    assert "Your account is closed" in client.post("/settings/closing/", {"password": PASSWORD}).content.decode()
    membership.refresh_from_db()
    assert not membership.is_current()
    assert client.get("/settings/").status_code == 302
    assert client.post("/accounts/login/", {"login": ben.email, "password": "wrong"}).status_code == 200
    ben.refresh_from_db()
    assert not ben.is_active
    assert client.post("/accounts/login/", {"login": ben.email, "password": PASSWORD}).url == "/"
    assert client.get("/settings/").status_code == 200
    membership.refresh_from_db()
    assert membership.is_current()


def test_the_house_belongs_to_its_hosts(client: Client, ada: User, ben: User) -> None:
    client.force_login(ben)
    for path in ("/settings/house/", "/settings/house/invitations/", f"/settings/house/hosts/{ben.uid}/"):
        assert client.post(path, {"email": "x@example.org"}).status_code == 404
    assert not Invitation.objects.exists()
    client.force_login(ada)
    client.post("/settings/house/", {"name": "Our house", "group_word": "club", "group_words": "clubs"})
    assert House.the().group_word == "club"
    assert "Club" in client.get("/settings/").content.decode()
    client.post(f"/settings/house/hosts/{ben.uid}/")
    ben.refresh_from_db()
    assert ben.is_host


def test_a_host_invites_to_the_house(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert client.post("/settings/house/invitations/", {"email": "nonsense"}).status_code == 422
    page = client.post("/settings/house/invitations/", {"email": "dora@example.org", "name": "Dora"})
    link = re.search(r"http://testserver/invitations/[\w-]+/", page.content.decode())
    assert link is not None
    letter = Letter.objects.get()
    assert (letter.to, link[0] in letter.text) == ("dora@example.org", True)
    assert Client().get(link[0]).status_code == 200
    client.post(f"/groups/invitations/{Invitation.objects.get().uid}/withdrawal/")
    assert Client().get(link[0]).status_code == 404
