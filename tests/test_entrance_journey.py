"""A house from its first visitor to its second member, walked in a real browser at a desk and on a phone."""

import pytest
from django.conf import settings as chosen
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from cookout.core.models import House, User
from cookout.core.testing import PASSWORD
from cookout.groups.models import Group
from tests.browser import AT_EACH_SCREEN, Screen, Watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _empty_house() -> None:
    cache.clear()
    call_command("migrate", verbosity=0)  # the professions, which the test before may have emptied
    House.objects.all().delete()


def fill(page: Page, **told: str) -> None:
    for label, text in told.items():
        page.get_by_label(label.replace("_", " "), exact=True).first.fill(text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def go(watched: Watched, url: str) -> None:
    watched.page.goto(url)
    assert watched.troubles() == [], url


@AT_EACH_SCREEN
def test_the_first_visitor_hosts_and_brings_a_second_in(
    browser: Browser, live_server: LiveServer, screen: Screen
) -> None:
    home = live_server.url
    host = Watched(screen.context(browser, timezone_id="Europe/Berlin", locale="en-US").new_page())
    page = host.page
    go(host, f"{home}/")
    assert page.get_by_label("Time zone").input_value() == "Europe/Berlin"
    fill(page, Your_name="Ada Adeyemi", Email="ada@example.org", Password="too short")
    press(page, "Open the house")
    assert host.troubles() == []
    assert page.get_by_text("at least 10 characters").first.is_visible()
    fill(page, Password=PASSWORD)
    press(page, "Open the house")
    page.wait_for_url("**/today/")
    host.heard.clear()  # Today is looked at in its own journey
    assert User.objects.get().zone == "Europe/Berlin"

    go(host, f"{home}/settings/")
    go(host, f"{home}/settings/tokens/")
    page.get_by_label("What is it for?").fill("My script")
    page.get_by_label("read people, address books and search").check()
    press(page, "Make the key")
    assert host.troubles() == []
    assert page.locator("#secret").inner_text().startswith("cookout_")
    go(host, f"{home}/settings/house/")
    go(host, f"{home}/groups/regions/new/")
    page.get_by_label("Name", exact=True).fill("North")
    press(page, "Set it up")
    assert host.troubles() == []
    go(host, f"{home}/groups/new/")
    page.get_by_label("Name", exact=True).fill("Riverside")
    page.get_by_label("Region").select_option(label="North")
    press(page, "Set it up")
    assert host.troubles() == []
    group = Group.objects.get()
    go(host, f"{home}/groups/{group.uid}/members/new/")
    fill(page, Name="Marta Silva")
    press(page, "Add to the roster")
    assert host.troubles() == []
    page.get_by_role("link", name="Change Marta Silva").click()
    assert host.troubles() == []
    go(host, f"{home}/groups/{group.uid}/invitations/new/")
    fill(page, Name="Ben Brandt", Email="ben@example.org")
    press(page, "Write the letter")
    assert host.troubles() == []
    link = page.locator("output.secret").inner_text()

    guest = Watched(screen.context(browser).new_page())
    go(guest, link)
    press(guest.page, "Make my account")
    assert guest.troubles() == []
    assert guest.page.get_by_label("Email").input_value() == "ben@example.org"
    fill(guest.page, Password=PASSWORD)
    press(guest.page, "Make my account")
    guest.page.wait_for_url("**/today/")
    guest.heard.clear()
    go(guest, f"{home}/groups/{group.uid}/")
    assert guest.page.get_by_role("row", name="Ben Brandt").get_by_text("you").is_visible()
    go(guest, f"{home}/search/?q=marta")
    assert guest.page.get_by_role("link", name="Marta Silva").is_visible()
    go(guest, f"{home}/privacy/")

    go(guest, f"{home}/settings/closing/")
    fill(guest.page, Your_password=PASSWORD)
    with guest.page.expect_navigation():  # the device forgets first what it kept
        press(guest.page, "Close my account")
    assert guest.troubles() == []
    assert not group.memberships.current().filter(user__isnull=False).exists()
    go(guest, f"{home}/accounts/login/?next=/groups/")
    fill(guest.page, Email="ben@example.org", Password=PASSWORD)
    press(guest.page, "Sign in")
    guest.page.wait_for_url(f"**/groups/{group.uid}/")
    assert guest.troubles() == []


def test_the_sample_opens_with_one_click(page: Page, live_server: LiveServer, ada: User) -> None:
    House.objects.update_or_create(pk=1, defaults={"is_sample": True})
    User.objects.filter(pk=ada.pk).update(email="renee@sample.example.org")
    watched = Watched(page)
    go(watched, f"{live_server.url}/")
    page.get_by_role("button", name="Renee, realtor").click()
    page.wait_for_url("**/today/")
    watched.heard.clear()
    go(watched, f"{live_server.url}/settings/")
    assert page.get_by_text("renee@sample.example.org").is_visible()


def test_the_passkey_of_a_house_needs_no_exception(settings: object) -> None:
    assert not getattr(chosen, "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", False)
