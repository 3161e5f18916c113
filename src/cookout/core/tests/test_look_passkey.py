"""Passkeys are allauth's own scripts; under our strict policy they must still run."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from cookout.core.models import User
from cookout.core.testing import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A page behind the sign-in, and not the sign-in that names it as the next.
INSIDE = re.compile(r"^[^?]+/accounts/sessions/$")
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_signs_in(page: Page, live_server: LiveServer, ben: User) -> None:
    EmailAddress.objects.update_or_create(user=ben, email=ben.email, defaults={"verified": True, "primary": True})
    home = live_server.url.replace("127.0.0.1", "localhost")
    heard: list[str] = []
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(f"{home}/accounts/login/?next=/accounts/sessions/")
    page.get_by_label("Email").fill(ben.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(INSIDE)
    page.goto(f"{home}/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)  # asked once more before anything that opens the door
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/recovery-codes/**")

    page.context.clear_cookies()
    page.goto(f"{home}/accounts/login/?next=/accounts/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(INSIDE)
    assert page.get_by_role("heading", name="Where you are signed in").is_visible()
    assert [line for line in heard if "Content Security Policy" in line] == []
