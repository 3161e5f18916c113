"""Cards moved in a real browser: dragged, by the keys, by the menu on a phone, and without any script."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from cookout.core.models import User
from cookout.referrals.models import Referral
from cookout.referrals.testing import received
from cookout.ties.testing import keep

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def one(ada: User) -> Referral:
    """Marta gave Ada one, and Ada took it on."""
    return received(ada, keep(ada, "Marta Reyes"))


@pytest.fixture
def device(request: pytest.FixtureRequest, browser: Browser, ada: User, live_server: LiveServer) -> Iterator[Page]:
    """Ada's device."""
    how = getattr(request, "param", {"viewport": DESKTOP})
    made: BrowserContext = browser.new_context(**how, reduced_motion="reduce", service_workers="block")
    made.set_default_timeout(10_000)
    client = Client()
    client.force_login(ada)
    made.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    yield made.new_page()
    made.close()


def board(page: Page, live_server: LiveServer) -> Page:
    """The board, opened."""
    page.goto(live_server.url + reverse("referrals:referral_list"))
    return page


def column(page: Page, name: str) -> str:
    """The words of one column given to me."""
    return page.locator(f".lane--in [data-column={name}]").inner_text()


def test_a_card_is_dragged_and_the_exact_state_is_asked_for(
    device: Page, live_server: LiveServer, one: Referral
) -> None:
    page = board(device, live_server)
    page.drag_and_drop(".ref", ".lane--in [data-column=work]")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Hector Delgado")
    assert dialog.locator("option:not([hidden])").all_inner_texts() == ["Meeting", "Proposal"]
    dialog.get_by_label("In a line").fill("Tuesday at his office")
    dialog.get_by_role("button", name="Move it").click()
    expect(page.locator(".lane--in [data-column=work] .ref")).to_have_count(1)
    one.refresh_from_db()
    step = one.last_step()
    assert step is not None
    assert (one.state, step.note) == ("meeting", "Tuesday at his office")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    one.refresh_from_db()
    assert one.state == "accepted"


def test_a_card_goes_no_way_back_by_dragging(device: Page, live_server: LiveServer, ada: User, one: Referral) -> None:
    one.move(by=ada, state="meeting")
    page = board(device, live_server)
    page.drag_and_drop(".ref", ".lane--in [data-column=new]")
    page.drag_and_drop(".ref", ".lane--out [data-column=decided]")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "Hector Delgado" in column(page, "work")


def test_the_arrow_keys_move_a_card_and_go_from_card_to_card(
    device: Page, live_server: LiveServer, ada: User, one: Referral
) -> None:
    received(ada, keep(ada, "Gloria Huang"), "Adjoa Mensah")
    page = board(device, live_server)
    names = page.locator("[data-ref-name]")
    names.nth(0).focus()
    page.keyboard.press("ArrowDown")
    expect(names.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    first = names.nth(0).inner_text()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog").get_by_label("Where it stands")).to_have_value("tried")
    page.get_by_role("dialog").get_by_label("Where it stands").select_option("reached")
    page.get_by_role("dialog").get_by_label("In a line").press("Enter")
    expect(page.locator(".lane--in [data-column=contact] .ref")).to_contain_text(first)


@pytest.mark.parametrize("device", [{"viewport": PHONE, "has_touch": True}], indirect=True)
def test_on_a_phone_a_card_is_moved_from_its_menu(device: Page, live_server: LiveServer, one: Referral) -> None:
    page = board(device, live_server)
    page.get_by_role("link", name="Move Hector Delgado").tap()
    page.get_by_role("dialog").get_by_label("Where it stands").select_option("won")
    page.get_by_role("dialog").get_by_role("button", name="Move it").tap()
    expect(page.locator(".lane--in [data-column=decided] .ref")).to_have_count(1)
    expect(page.get_by_role("navigation").get_by_role("link", name="Referrals").last).to_be_visible()


@pytest.mark.parametrize("device", [{"viewport": DESKTOP, "java_script_enabled": False}], indirect=True)
def test_without_script_move_leads_to_the_form(device: Page, live_server: LiveServer, one: Referral) -> None:
    page = board(device, live_server)
    page.get_by_role("link", name="Move Hector Delgado").click()
    page.get_by_role("radio", name="Reached").check()
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Hector Delgado: reached.")).to_be_visible()
    one.refresh_from_db()
    assert one.state == "reached"
