"""Type while talking in a real browser: kept at once, sent when it can be, exactly once, and nobody else's."""

import time
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from cookout.core.models import User
from cookout.one_to_ones.models import Answer, OneToOne
from cookout.one_to_ones.testing import was_held
from cookout.ties.models import Fact, Promise
from cookout.ties.testing import keep

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

IDEAL = '[data-answer="customers.ideal"]'
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}

KEPT = """async () => {
  const base = await new Promise((done) => { indexedDB.open('cookout').onsuccess = (e) => done(e.target.result) })
  const count = (store) => new Promise((done) => {
    base.transaction(store).objectStore(store).count().onsuccess = (e) => done(e.target.result) })
  const pages = await (await caches.open('cookout-pages')).keys()
  return [await count('items'), await count('latest'), pages.length]
}"""


@pytest.fixture
def one(ada: User) -> OneToOne:
    """Ada meets Marta."""
    return was_held(ada, keep(ada, "Marta Reyes"))


@pytest.fixture(params=SIZES)
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A device, large and small."""
    width, height = SIZES[getattr(request, "param", "desktop")]
    made = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    made.set_default_timeout(10_000)
    yield made
    made.close()


def enter(context: BrowserContext, house: LiveServer, user: User) -> None:
    """Sign in on this device."""
    client = Client()
    client.force_login(user)
    context.clear_cookies()
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": house.url}])


def guide(context: BrowserContext, house: LiveServer, one: OneToOne) -> Page:
    """The guide, opened where the service worker looks after it already."""
    page = context.new_page()
    page.goto(house.url + reverse("one_to_ones:guide_detail", args=[one.uid]))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    kept(page, pages=1)
    return page


def kept(page: Page, **wanted: int) -> None:
    """Wait until so many items to send, latest answers and pages are on this device."""
    end = time.monotonic() + 15
    while True:
        there = dict(zip(("items", "latest", "pages"), page.evaluate(KEPT), strict=True))
        if wanted.items() <= there.items():
            return
        assert time.monotonic() < end, there
        page.wait_for_timeout(100)


def status(page: Page, words: str) -> None:
    """Wait until the line at the foot says this."""
    expect(page.locator("[data-guide-said]")).to_contain_text(words)


def test_what_is_typed_without_signal_is_kept_and_sent_exactly_once(
    context: BrowserContext, live_server: LiveServer, ada: User, one: OneToOne
) -> None:
    enter(context, live_server, ada)
    page = guide(context, live_server, one)
    page.locator(IDEAL).fill("Two partners")
    status(page, "Saved")
    expect(page.locator("[data-guide-status]")).to_have_attribute("data-is", "saved")
    assert Answer.objects.get().text == "Two partners"
    expect(page.locator("[data-balance-words]")).to_have_text("0 social, 1 business")

    context.set_offline(True)
    page.locator(IDEAL).fill("Two partners in a practice\n! Join them")
    page.locator(IDEAL).blur()
    status(page, "No signal. Kept on this device, sent later.")
    page.locator('[data-answer="passion.why"]').fill("Her mother")
    page.locator('[data-answer="passion.why"]').blur()
    kept(page, items=2)

    page.reload()
    expect(page.locator(IDEAL)).to_have_value("Two partners in a practice\n! Join them")
    page.locator(IDEAL).fill("Two partners in a practice, 45 to 60\n! Join them")
    page.locator(IDEAL).blur()
    assert Answer.objects.get().text == "Two partners"

    context.set_offline(False)
    kept(page, items=0)
    status(page, "Saved")
    assert {answer.text for answer in Answer.objects.all()} == {
        "Two partners in a practice, 45 to 60\n! Join them", "Her mother",
    }  # fmt: skip
    assert not any(answer.waiting for answer in Answer.objects.all())
    assert {fact.text for fact in Fact.objects.all()} == {"Two partners in a practice, 45 to 60", "Her mother"}
    assert Promise.objects.get().text == "Join them"


@pytest.mark.parametrize("context", ["desktop"], indirect=True)
def test_an_answer_that_got_lost_on_the_way_back_is_sent_again_and_counts_once(
    context: BrowserContext, live_server: LiveServer, ada: User, one: OneToOne
) -> None:
    enter(context, live_server, ada)
    page = guide(context, live_server, one)
    lost: list[str] = []

    def lose(route: object) -> None:
        """The house hears it, and its answer never comes."""
        if not lost:
            lost.append(route.request.url)  # type: ignore[attr-defined]  # playwright's own
            route.fetch()  # type: ignore[attr-defined]  # as above
            route.abort()  # type: ignore[attr-defined]  # as above
        else:
            route.continue_()  # type: ignore[attr-defined]  # as above

    page.route("**/answers/", lose)
    page.locator(IDEAL).fill("Two partners\n! Join them")
    kept(page, items=0, latest=1)
    assert (len(lost), Answer.objects.get().revision, Fact.objects.count(), Promise.objects.count()) == (1, 1, 1, 1)


@pytest.mark.parametrize("context", ["desktop"], indirect=True)
def test_signing_out_leaves_nothing_on_the_device_and_says_before_what_is_not_sent(
    context: BrowserContext, live_server: LiveServer, ada: User, one: OneToOne
) -> None:
    enter(context, live_server, ada)
    page = guide(context, live_server, one)
    page.route("**/answers/", lambda route: route.fulfill(status=503))
    page.locator(IDEAL).fill("Not sent yet")
    page.locator(IDEAL).blur()
    status(page, "No signal")
    page.goto(live_server.url + "/accounts/logout/")
    page.route("**/answers/", lambda route: route.fulfill(status=503))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("not sent yet")).to_be_visible()
    assert page.evaluate(KEPT) == [1, 0, 1]
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    assert page.evaluate(KEPT) == [0, 0, 0]
    context.set_offline(True)
    page.goto(live_server.url + reverse("one_to_ones:guide_detail", args=[one.uid]))
    assert page.get_by_role("heading", name="No signal here").is_visible()


@pytest.mark.parametrize("context", ["desktop"], indirect=True)
def test_another_user_of_the_same_browser_sees_and_sends_nothing(
    context: BrowserContext, live_server: LiveServer, ada: User, ben: User, one: OneToOne
) -> None:
    enter(context, live_server, ada)
    page = guide(context, live_server, one)
    page.route("**/answers/", lambda route: route.fulfill(status=503))
    page.locator(IDEAL).fill("For Ada alone")
    page.locator(IDEAL).blur()
    status(page, "No signal")
    enter(context, live_server, ben)
    page.unroute("**/answers/")
    page.goto(live_server.url + "/people/")
    kept(page, items=0, latest=0, pages=0)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("context", ["desktop"], indirect=True)
def test_when_the_session_has_ended_it_waits_for_the_sign_in(
    context: BrowserContext, live_server: LiveServer, ada: User, one: OneToOne
) -> None:
    enter(context, live_server, ada)
    page = guide(context, live_server, one)
    context.clear_cookies()
    page.locator(IDEAL).fill("Still here")
    page.locator(IDEAL).blur()
    status(page, "Sign in to send what is kept on this device.")
    page.goto(live_server.url + "/accounts/login/")
    enter(context, live_server, ada)
    page.goto(live_server.url + "/people/")
    kept(page, items=0)
    assert Answer.objects.get().text == "Still here"


@pytest.mark.parametrize("context", ["desktop"], indirect=True)
def test_what_is_not_taken_says_why_stays_and_may_be_shortened(
    context: BrowserContext, live_server: LiveServer, ada: User, one: OneToOne
) -> None:
    enter(context, live_server, ada)
    page = guide(context, live_server, one)
    page.locator(IDEAL).fill("x" * 50_001)
    page.locator(IDEAL).blur()
    expect(page.locator("#answer-customers-ideal .error")).to_contain_text("50,001")
    page.goto(live_server.url + "/people/")
    toast = page.locator("[data-toast]", has_text="50,001")
    expect(toast).to_be_visible()
    toast.get_by_role("link", name="Look").click()
    expect(page.locator("#answer-customers-ideal .error")).to_contain_text("50,001")
    page.locator(IDEAL).fill("short")
    page.locator(IDEAL).blur()
    status(page, "Saved")
    kept(page, items=0)
    assert Answer.objects.get().text == "short"


@pytest.mark.parametrize("context", ["desktop"], indirect=True)
def test_two_devices_are_both_kept_until_one_chooses(
    context: BrowserContext, live_server: LiveServer, ada: User, one: OneToOne
) -> None:
    enter(context, live_server, ada)
    page = guide(context, live_server, one)
    Answer.to("customers.ideal", by=ada, one_to_one=one).write("From the desk", by=ada)
    page.locator(IDEAL).fill("From the phone")
    page.locator(IDEAL).blur()
    page.get_by_role("link", name="Look at both").click()
    page.get_by_role("button", name="Keep both").click()
    expect(page.locator(IDEAL)).to_have_value("From the desk\nFrom the phone")
    page.locator(IDEAL).fill("From both")
    page.locator(IDEAL).blur()
    status(page, "Saved")
    kept(page, items=0)
    answer = Answer.objects.get()
    assert (answer.text, answer.waiting) == ("From both", ())


@pytest.mark.parametrize("context", ["desktop"], indirect=True)
def test_one_goes_from_question_to_question_by_keyboard_and_a_name_is_linked(
    context: BrowserContext, live_server: LiveServer, ada: User, one: OneToOne
) -> None:
    keep(ada, "Mo Farouk")
    enter(context, live_server, ada)
    page = guide(context, live_server, one)
    first = page.locator("[data-answer]").first
    first.focus()
    page.keyboard.type("With @Mo Farouk")
    page.keyboard.press("Alt+ArrowDown")
    assert page.locator("[data-answer]").nth(1).evaluate("e => e === document.activeElement")
    expect(page.get_by_role("link", name="Mo Farouk")).to_be_visible()
    page.keyboard.press("Control+ArrowUp")
    assert first.evaluate("e => e === document.activeElement")
    expect(page.locator("[data-count=questions]")).to_have_text("1/5")


@pytest.mark.parametrize("context", ["desktop"], indirect=True)
def test_a_page_that_was_kept_before_shows_what_was_sent_since_and_goes_on_from_there(
    context: BrowserContext, live_server: LiveServer, ada: User, one: OneToOne
) -> None:
    enter(context, live_server, ada)
    page = guide(context, live_server, one)
    page.locator(IDEAL).fill("Two partners")
    page.locator(IDEAL).blur()
    kept(page, items=0, latest=1)
    context.set_offline(True)
    page.reload()
    expect(page.locator(IDEAL)).to_have_value("Two partners")
    expect(page.locator("[data-balance-words]")).to_have_text("0 social, 1 business")
    page.locator(IDEAL).fill("Two partners, 45 to 60")
    page.locator(IDEAL).blur()
    kept(page, items=1)
    context.set_offline(False)
    kept(page, items=0)
    answer = Answer.objects.get()
    assert (answer.text, answer.waiting) == ("Two partners, 45 to 60", ())


@pytest.mark.parametrize("context", ["desktop"], indirect=True)
def test_two_windows_of_one_browser_lose_nothing(
    context: BrowserContext, live_server: LiveServer, ada: User, one: OneToOne
) -> None:
    enter(context, live_server, ada)
    first, second = guide(context, live_server, one), guide(context, live_server, one)
    for number, page in enumerate((first, second), 1):
        page.locator(IDEAL).fill(f"In window {number}")
        page.locator(IDEAL).blur()
        status(page, "Saved")
        kept(page, items=0)
    answer = Answer.objects.get()
    assert {answer.text, *(head.text for head in answer.waiting)} == {"In window 1", "In window 2"}
