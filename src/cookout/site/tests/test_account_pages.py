"""Two steps, recovery codes, sessions, a new address: allauth's pages as they stand in this house."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    SECRET_SESSION_KEY,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cookout.core.models import Letter, User
from cookout.core.testing import PASSWORD, no_writes

PAGES = (
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
)
OPEN_PAGES = ("/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/inactive/")


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> None:
    cache.clear()


@pytest.fixture
def at_home(client: Client, ben: User) -> Client:
    """Ben, signed in and asked for his password once more a moment ago."""
    client.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def activate(client: Client) -> str:
    client.get("/accounts/2fa/totp/activate/")
    secret: str = client.session[SECRET_SESSION_KEY]
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_the_account_stands_in_our_frame(at_home: Client, path: str) -> None:
    page = at_home.get(path)
    html = page.content.decode()
    assert page.status_code == 200
    assert html.count("<h1") == 1
    assert 'class="topbar"' in html
    assert not re.search(r'\sstyle="', html)


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_every_page_before_the_sign_in_stands_in_our_frame(client: Client, ben: User, path: str) -> None:
    html = client.get(path).content.decode()
    assert html.count("<h1") == 1
    assert '<main id="main"' in html


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_the_account_ask_strangers_to_sign_in(client: Client, ben: User, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith(("/accounts/login/", "/"))
    assert "_auth_user_id" not in client.session


def test_with_two_steps_the_password_alone_is_not_enough(at_home: Client, ben: User) -> None:
    secret = activate(at_home)
    at_home.post("/accounts/logout/")
    first = at_home.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    assert first.url.startswith("/accounts/2fa/authenticate/")
    assert at_home.get("/settings/").status_code == 302
    assert at_home.get("/accounts/2fa/authenticate/").content.decode().count("<h1") == 1
    at_home.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert at_home.get("/settings/").status_code == 302
    cache.clear()
    assert at_home.post("/accounts/2fa/authenticate/", {"code": code(secret)}).status_code == 302
    assert at_home.get("/settings/").status_code == 200


def test_a_recovery_code_opens_once(at_home: Client, ben: User) -> None:
    activate(at_home)
    codes = at_home.get("/accounts/2fa/recovery-codes/download/").content.decode().split()
    recovery = next(word for word in codes if re.fullmatch(r"[a-z0-9]{8}", word))
    for worked in (True, False):
        at_home.post("/accounts/logout/")
        at_home.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
        at_home.post("/accounts/2fa/authenticate/", {"code": recovery})
        assert (at_home.get("/settings/").status_code == 200) is worked


def test_a_closed_account_with_two_steps_wakes_only_after_both(at_home: Client, ben: User) -> None:
    secret = activate(at_home)
    at_home.post("/settings/closing/", {"password": PASSWORD})
    at_home.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    ben.refresh_from_db()
    assert not ben.is_active
    cache.clear()
    at_home.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    ben.refresh_from_db()
    assert ben.is_active


def test_sessions_are_listed_and_can_be_ended_from_afar(at_home: Client, ben: User) -> None:
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Android 16; Mobile) Gecko/140.0 Firefox/140.0")
    phone.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    page = at_home.get("/accounts/sessions/")
    assert len(page.context["sessions"]) == 2
    assert "Firefox" in page.content.decode()
    at_home.post("/accounts/sessions/")
    assert phone.get("/settings/").status_code == 302
    assert at_home.get("/settings/").status_code == 200


def test_a_new_address_counts_when_its_letter_was_opened(at_home: Client, ben: User) -> None:
    EmailAddress.objects.update_or_create(user=ben, email=ben.email, defaults={"verified": True, "primary": True})
    at_home.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    ben.refresh_from_db()
    assert ben.email == "ben@example.org"
    letter = Letter.objects.get(to="new@example.org")
    link = re.search(r"http://testserver(/\S+)", letter.text)
    assert link is not None
    assert at_home.get(link[1]).content.decode().count("<h1") == 1
    at_home.post(link[1])
    ben.refresh_from_db()
    assert ben.email == "new@example.org"


def test_a_changed_password_ends_the_other_sessions_and_says_so_by_letter(at_home: Client, ben: User) -> None:
    phone = Client()
    phone.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    told = {"oldpassword": PASSWORD, "password1": "another long sentence", "password2": "another long sentence"}
    assert at_home.post("/accounts/password/change/", told).url == "/settings/"
    assert phone.get("/settings/").status_code == 302
    assert Letter.objects.filter(to=ben.email, subject__contains="Password").exists()


def test_being_seen_is_noted_once_an_hour(at_home: Client, ben: User) -> None:
    at_home.get("/settings/")
    with no_writes(), CaptureQueriesContext(connection) as caught:
        at_home.get("/settings/")
    assert not [query for query in caught if query["sql"].startswith(("INSERT", "UPDATE"))]
    later = timezone.now() + dt.timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        at_home.get("/settings/")
    assert UserSession.objects.get(user=ben).last_seen_at == later.replace(microsecond=later.microsecond)
