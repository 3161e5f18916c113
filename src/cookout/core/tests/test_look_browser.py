"""The page of parts in a real browser: readable for everybody, silent in the console, inside the screen."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import error, success
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import include, path
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from cookout.core import parts
from cookout.core.models import User

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@login_not_required
def parts_page(request: HttpRequest) -> HttpResponse:
    """The page of parts, open to the test."""
    if "toast" in request.GET:
        success(request, "Introduced Lena to Andre.", extra_tags="undo=/undo/")
        success(request, "Saved.")
        error(request, "That file is not an address book.")
    nav = [{"label": word, "icon": "sun", "url": f"/{word}/", "current": word == "B"} for word in "ABCDE"]
    return TemplateResponse(request, "core/parts.html", {**parts.samples(), "nav": nav, "add_url": "/add/"})


urlpatterns = [path("parts/", parts_page), path("", include("cookout.site.urls"))]

pytestmark = [pytest.mark.browser, pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def said(page: Page) -> Iterator[list[str]]:
    """What the console said; every test of this file ends in silence."""
    heard: list[str] = []
    page.on("console", lambda line: heard.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda trouble: heard.append(str(trouble)))
    yield heard
    assert heard == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_parts_are_accessible_and_stay_on_the_screen(
    browser: Browser, live_server: LiveServer, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page, heard = context.new_page(), list[str]()
    page.on("console", lambda line: heard.append(line.text) if line.type in ("error", "warning") else None)
    page.goto(f"{live_server.url}/parts/?toast=1")
    results = Axe().run(page, options={"runOnly": RULES})
    assert [(found["id"], found["nodes"][0]["target"]) for found in results.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == []
    context.close()


def test_the_fonts_of_the_house_are_used(page: Page, live_server: LiveServer, said: list[str]) -> None:
    page.goto(f"{live_server.url}/parts/")
    loaded = page.evaluate(
        "document.fonts.ready.then(f => [...f].filter(x => x.status == 'loaded').map(x => x.family))"
    )
    assert {name.strip('"') for name in loaded} == {"Vollkorn", "Figtree"}


def test_a_toast_goes_by_hand_and_one_with_undo_stays(page: Page, live_server: LiveServer, said: list[str]) -> None:
    page.clock.install()
    page.goto(f"{live_server.url}/parts/?toast=1")
    toasts = page.locator("[data-toasts] [data-toast]")
    assert toasts.count() == 3
    page.clock.run_for(20_000)
    assert [words.split("\n")[0] for words in toasts.all_inner_texts()] == [
        "Introduced Lena to Andre.",
        "That file is not an address book.",
    ]
    toasts.first.get_by_role("button", name="Close this message").click()
    assert toasts.count() == 1


def test_a_dialog_opens_closes_and_gives_the_focus_back(page: Page, live_server: LiveServer, said: list[str]) -> None:
    page.goto(f"{live_server.url}/parts/")
    opener = page.get_by_role("link", name="Open a dialog")
    opener.click()
    dialog = page.get_by_role("dialog", name="Who steps back?")
    assert dialog.is_visible()
    dialog.get_by_role("button", name="Not now").click()
    assert not dialog.is_visible()
    assert opener.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    assert dialog.is_visible()
    assert dialog.evaluate("e => e.contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert opener.evaluate("e => e === document.activeElement")


def test_slash_goes_to_the_search_and_stays_a_slash_while_typing(
    page: Page, live_server: LiveServer, said: list[str]
) -> None:
    page.goto(f"{live_server.url}/parts/")
    page.keyboard.press("/")
    field = page.locator("input[data-search]").first
    assert field.evaluate("e => e === document.activeElement")
    page.keyboard.type("a/b")
    assert field.input_value() == "a/b"


def test_a_menu_closes_with_escape_and_by_a_click_elsewhere(
    page: Page, live_server: LiveServer, said: list[str]
) -> None:
    page.goto(f"{live_server.url}/parts/")
    menu, summary = page.locator("main details.menu"), page.locator("main details.menu summary")
    summary.click()
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    summary.click()
    page.locator("h1").click()
    assert menu.get_attribute("open") is None


def test_a_chosen_file_is_named_beside_its_field(page: Page, live_server: LiveServer, said: list[str]) -> None:
    page.goto(f"{live_server.url}/parts/")
    page.set_input_files("#p-file", [{"name": "book.vcf", "mimeType": "text/vcard", "buffer": b"x"}])
    assert page.locator("[data-drop]:has(#p-file) [data-drop-names]").inner_text() == "book.vcf"


def test_signing_in_looks_like_cookout_and_is_accessible(
    page: Page, live_server: LiveServer, said: list[str], ben: User
) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    assert page.get_by_role("heading", name="Sign in").is_visible()
    assert page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily").startswith("Vollkorn")
    results = Axe().run(page, options={"runOnly": RULES})
    assert [found["id"] for found in results.response["violations"]] == []


def test_without_signal_the_one_kept_page_is_shown_and_no_other_is_kept(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/parts/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/parts/?again")
    assert page.get_by_role("heading", name="No signal here").is_visible()
    assert page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily").startswith("Vollkorn")
    kept = page.evaluate(
        "caches.open('cookout-static-1').then(c => c.keys()).then(all => all.map(k => new URL(k.url).pathname))"
    )
    pages = [path for path in kept if not path.startswith(("/assets/", "/static/core/"))]
    assert pages == ["/offline/"]
    assert any(path.startswith("/assets/") for path in kept)
