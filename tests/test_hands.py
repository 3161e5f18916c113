"""The house by keyboard, without scripts, on a narrow screen, in large type, and how much it weighs."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page, Request

from cookout.core.testing import PASSWORD
from tests.browser import BEYOND, DAY_AT_THE_DESK, NIGHT_ON_THE_PHONE, Watched
from tests.sampled import CARDS, TOTP_SECRET, SampledHouse

pytestmark = pytest.mark.browser

LIMIT = 100 * 1024

RING = """() => {
  const style = getComputedStyle(document.activeElement), box = document.activeElement.getBoundingClientRect()
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0
  return inside && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
}"""


@pytest.fixture
def sam(browser: Browser, sampled: SampledHouse) -> Iterator[Page]:
    """Sam at the desk."""
    context = DAY_AT_THE_DESK.context(browser)
    sampled.enter(context, "sam")
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser: Browser, sampled: SampledHouse) -> Iterator[BrowserContext]:
    """A phone whose browser runs no scripts."""
    context = NIGHT_ON_THE_PHONE.context(browser, java_script_enabled=False)
    yield context
    context.close()


def of_sam(sampled: SampledHouse, name: str) -> str:
    """Where a page of Sam's is."""
    return sampled.url + sampled.pages()[name][1]


# By keyboard


def test_the_first_tab_offers_to_skip_to_the_content(sampled: SampledHouse, sam: Page) -> None:
    sam.goto(sampled.url + "/today/")
    sam.keyboard.press("Tab")
    skip = sam.locator(":focus")
    assert skip.inner_text() == "Skip to content"
    assert sam.evaluate(RING)
    sam.keyboard.press("Enter")
    assert sam.evaluate("document.activeElement.id") == "main"
    sam.keyboard.press("Tab")
    assert sam.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("name", ["plan:today", "people:person_detail", "people:person_list", "settings"])
def test_one_always_sees_where_the_keyboard_is(sampled: SampledHouse, sam: Page, name: str) -> None:
    sam.goto(of_sam(sampled, name))
    for step in range(25):
        sam.keyboard.press("Tab")
        where = sam.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert sam.evaluate(RING), f"step {step + 1}: {where}"


def test_a_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(sampled: SampledHouse, sam: Page) -> None:
    sam.goto(of_sam(sampled, "people:person_detail"))
    menu = sam.locator("details.menu", has=sam.get_by_label(re.compile("^More for ")))
    menu.locator("summary").focus()
    sam.keyboard.press("Enter")
    first = menu.locator("a, button").first
    assert first.is_visible()
    sam.keyboard.press("Tab")
    assert first.evaluate("e => e === document.activeElement")
    sam.keyboard.press("Escape")
    assert not first.is_visible()
    assert menu.locator("summary").evaluate("e => e === document.activeElement")


def test_a_line_of_today_is_finished_and_taken_back_by_keyboard(sampled: SampledHouse, sam: Page) -> None:
    sam.goto(sampled.url + "/today/")
    lines = sam.locator(".task:not(.task--done)").count()
    sam.get_by_role("button", name=re.compile("^Done: ")).first.focus()
    with sam.expect_navigation():
        sam.keyboard.press("Enter")
    assert sam.locator(".task--done").count() == 1
    sam.locator("[data-toast]").get_by_role("button", name="Undo").focus()
    with sam.expect_navigation():
        sam.keyboard.press("Space")
    assert sam.locator(".task:not(.task--done)").count() == lines


# Without scripts


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button and wait for the next page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def test_without_scripts_sam_has_his_day(sampled: SampledHouse, plain: BrowserContext) -> None:
    page = plain.new_page()
    page.goto(sampled.url + "/welcome/")
    press(page, "Sam, insurance agent")
    page.get_by_label("What happened, in one line").fill("call with Jerome Tate: the barbershop moves")
    press(page, "Note it")
    assert "Noted" in page.locator("[data-toast]").inner_text()
    press(page, "Undo")
    promise = page.locator("[aria-labelledby=follow-up] .task").first
    what = promise.locator(".task__what").inner_text()
    with page.expect_navigation():
        promise.get_by_role("button", name=re.compile("^Done: ")).click()
    assert what in page.locator(".task--done").first.inner_text()
    page.get_by_label("Which life").select_option(index=1)
    press(page, "Show")
    assert "life=" in page.url

    page.goto(sampled.url + "/people/")
    page.get_by_label("Name, organisation, mail or phone").fill("jerome")
    press(page, "Show")
    page.get_by_role("link", name="Jerome Tate").click()
    page.locator("#touch > summary").click()
    page.get_by_label("What about").fill("no script was needed")
    with page.expect_navigation():
        page.locator("#touch").get_by_role("button", name="Note it").click()
    assert page.get_by_text("no script was needed").first.is_visible()


def test_without_scripts_an_address_book_comes_in(sampled: SampledHouse, plain: BrowserContext) -> None:
    page = plain.new_page()
    sampled.enter(plain, "gloria")
    page.goto(sampled.url + "/people/imports/")
    page.set_input_files("input[type=file]", [{"name": "a.vcf", "mimeType": "text/vcard", "buffer": CARDS}])
    press(page, "Look through them")
    end = time.monotonic() + 30
    while not page.get_by_role("heading", level=1, name="Look through it").is_visible():
        assert time.monotonic() < end
        time.sleep(0.3)
        page.get_by_role("link", name="Look again").click()
    assert page.locator("dl.outcome .figure").first.inner_text() == "2"
    press(page, "Forget it")
    assert page.get_by_text("Nothing of it was brought in").is_visible()


def sign_in(page: Page, url: str, who: str) -> None:
    """Type mail and password."""
    page.goto(url + "/accounts/login/?next=/settings/")
    page.get_by_label("Email").fill(f"{who}@sample.example.org")
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def test_without_scripts_one_signs_in_with_a_password(sampled: SampledHouse, plain: BrowserContext) -> None:
    page = plain.new_page()
    sign_in(page, sampled.url, "gloria")
    assert page.url.endswith("/settings/")
    assert page.get_by_text("gloria@sample.example.org").is_visible()


def test_the_second_step_of_signing_in_is_a_page_like_the_others(browser: Browser, sampled: SampledHouse) -> None:
    context = NIGHT_ON_THE_PHONE.context(browser)
    watched = Watched(context.new_page())
    page = watched.page
    sign_in(page, sampled.url, "host")
    assert page.url.split("?")[0].endswith("/accounts/2fa/authenticate/")
    assert watched.troubles() == []
    code = format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30))
    page.get_by_label(re.compile("code", re.I)).first.fill(code)
    press(page, "Sign in")
    assert page.url.endswith("/settings/")
    context.close()


# Narrow, large, light


@pytest.mark.parametrize("name", ["plan:today", "people:person_detail"])
def test_at_320_pixels_nothing_sticks_out(sampled: SampledHouse, sam: Page, name: str) -> None:
    sam.set_viewport_size({"width": 320, "height": 700})
    sam.goto(of_sam(sampled, name))
    assert sam.evaluate(BEYOND) == []


@pytest.mark.parametrize("name", ["plan:today", "people:person_detail"])
def test_text_twice_as_large_stays_on_the_screen(sampled: SampledHouse, sam: Page, name: str) -> None:
    sam.goto(of_sam(sampled, name))
    sam.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sam.evaluate(BEYOND) == []


def test_styles_and_scripts_of_a_page_weigh_at_most_a_hundred_kilobytes(sampled: SampledHouse, sam: Page) -> None:
    came: list[Request] = []
    sam.on("requestfinished", lambda one: came.append(one))
    sam.goto(of_sam(sampled, "people:person_detail"))
    weighed = [one for one in came if one.resource_type in ("stylesheet", "script")]
    assert {one.resource_type for one in weighed} == {"stylesheet", "script"}
    assert 20 * 1024 < sum(one.sizes()["responseBodySize"] for one in weighed) <= LIMIT
    assert all(one.url.startswith(sampled.url) for one in came)
