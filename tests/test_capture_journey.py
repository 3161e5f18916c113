"""Five people met without signal, on a phone, by one thumb: nobody is lost, nobody is doubled, nobody is guessed."""

import datetime as dt
import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from django.test import Client
from PIL import Image
from playwright.sync_api import BrowserContext, BrowserType, Page, expect
from pytest_django.live_server_helper import LiveServer

from cookout.core.models import User
from cookout.events.models import Encounter, Event, Likeness
from cookout.people.models import Person
from cookout.people.tests.pictures import jpeg
from cookout.ties.models import Promise, local_today
from tests.browser import PHONE, violations
from tests.houses import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIVE = {
    "Devon Marsh": ("614 555 0142", "One piano, two cats"),
    "Iris Wong": ("iris@example.org", "Ceramics"),
    "Leo Baptiste": ("614 555 0143", "Opens a wine bar in spring"),
    "Nadia Kern": ("", "Moves to Columbus in May"),
    "Hank Doyle": ("hank@example.org", ""),
}

ITEMS = """async () => {
  const base = await new Promise((done) => { indexedDB.open('cookout').onsuccess = (e) => done(e.target.result) })
  return new Promise((done) => {
    base.transaction('items').objectStore('items').getAll().onsuccess = (e) => done(e.target.result) })
}"""

PUT_BACK = """async (items) => {
  await window.cookout.device.change((stores) => items.forEach((item) => stores.items.put(item)))
  await window.cookout.queue.flush()
}"""

NO_CAMERA = """navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError') }"""

INSTALLED = """const asked = window.matchMedia
window.matchMedia = (query) => (query.includes('standalone') ? { matches: true } : asked.call(window, query))"""

KEPT_PAGES = "caches.open('cookout-pages').then((pages) => pages.keys()).then((keys) => keys.length)"

Phone = Callable[..., BrowserContext]


@pytest.fixture
def phone(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path, live_server: LiveServer,
    ben: User,
) -> Iterator[Phone]:  # fmt: skip
    """A phone whose browser can be closed and opened again; Ben is signed in on it."""
    client = Client()
    client.force_login(ben)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    opened: list[BrowserContext] = []

    def take(name: str = "phone", *more: str) -> BrowserContext:
        made = browser_type.launch_persistent_context(
            str(tmp_path / name), viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce",
            base_url=live_server.url,
            **{**browser_type_launch_args, "args": [*browser_type_launch_args["args"], *more]},
        )  # fmt: skip
        made.set_default_timeout(15_000)
        made.add_cookies([{**session, "expires": time.time() + 3600}])
        opened.append(made)
        return made

    yield take
    for context in opened:
        context.close()


def capture_page(context: BrowserContext) -> Page:
    """The page on which one writes down whom one met, looked after by the service worker and kept."""
    page = context.pages[0]
    page.goto("/met/new/")
    capture_page_kept(page)
    return page


def capture_page_kept(page: Page) -> None:
    """Wait until the page is on this device."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait_for(lambda: page.evaluate(KEPT_PAGES), 15)


def add(page: Page, name: str, contact: str = "", talked: str = "", promise: str = "") -> None:
    """Type and save: what a thumb does in a few seconds."""
    page.get_by_label("Name", exact=True).fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Phone or email")).to_be_focused()
    if contact:
        page.get_by_label("Phone or email").fill(contact)
    if talked:
        page.get_by_label("What you talked about").fill(talked)
    if promise:
        page.get_by_text(promise, exact=True).click()
    save(page, f"Save {name.split()[0]}")


def save(page: Page, button: str) -> None:
    """Press it, and wait until the device keeps them: then the page is empty again."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("")


def rows(page: Page) -> Any:
    """Whom I added, as the page lists them."""
    return page.locator("[data-capture-list] > li:not([hidden])")


def all_sent(page: Page) -> None:
    """Wait until nothing waits on this device."""
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_for(lambda: not page.evaluate(ITEMS), 15)
    expect(page.locator("[data-state]")).to_have_count(0)


def test_five_people_without_signal_are_five_after_it(phone: Phone, ben: User) -> None:
    hop = Event.note(by=ben, name="Gallery hop", on=local_today(ben))
    context = phone()
    page = capture_page(context)
    assert not violations(page)
    context.set_offline(True)
    for name, (contact, talked) in FIVE.items():
        add(page, name, contact, talked, promise="Coffee" if name == "Iris Wong" else "")
    expect(rows(page)).to_have_count(5)
    expect(page.get_by_text("No signal. Kept on this device, sent later.")).to_be_visible()
    assert not violations(page)
    page.get_by_label("Name", exact=True).fill("Somebody half")
    page.get_by_label("Name", exact=True).blur()
    page.wait_for_timeout(500)
    context.close()

    context = phone()
    context.set_offline(True)
    page = context.pages[0]
    page.goto("/met/new/")
    expect(rows(page)).to_have_count(5)
    expect(page.get_by_text("Kept on this device, sent later.", exact=True)).to_have_count(5)
    expect(page.get_by_label("Name", exact=True)).to_have_value("Somebody half")
    page.get_by_label("Name", exact=True).fill("")
    assert not Encounter.objects.exists()
    items = page.evaluate(ITEMS)
    context.set_offline(False)
    all_sent(page)
    expect(rows(page)).to_have_count(5)
    met = Encounter.objects.visible_to(ben)
    assert {one.tie.person.full_name for one in met} == {*FIVE}
    assert {one.event for one in met} == {hop}
    assert Promise.objects.get().text == "Coffee"

    page.evaluate(PUT_BACK, items)
    all_sent(page)
    page.reload()
    expect(rows(page)).to_have_count(5)
    assert Encounter.objects.count() == Person.objects.kept_by(ben).count() == 5


def test_the_same_person_twice_is_shown_and_never_guessed(phone: Phone, ben: User) -> None:
    Person.keep(by=ben, full_name="Old Friend", details=[("phone", "", "+1 614 555 0142")])
    page = capture_page(phone())
    other = capture_page(phone("another"))
    add(page, "Devon Marsh", "614 555 0142")
    expect(page.locator(".alike", has_text="has the same phone as Old Friend")).to_be_visible()
    add(page, "Devon Marsh", "614 555 0142")
    all_sent(page)
    add(other, "Devon Marsh")
    all_sent(other)
    expect(other.locator(".alike li").first).to_be_visible()
    assert Encounter.objects.visible_to(ben).count() == 3
    assert Likeness.objects.visible_to(ben).open().count() > 2
    with page.expect_navigation():
        page.get_by_role("button", name="The same person Old Friend").first.click()
    expect(page.get_by_text("Put together: what you noted is with Old Friend.")).to_be_visible()
    assert Encounter.objects.visible_to(ben).count() == 3


def test_codes_that_are_no_cards_a_camera_that_is_refused_and_nothing_typed(phone: Phone, ben: User) -> None:
    context = phone()
    context.add_init_script(NO_CAMERA)
    page = capture_page(context)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Type the name, or what you remember of it.")).to_be_visible()
    page.get_by_role("button", name="Scan their card or code").click()
    expect(page.get_by_text("The camera is switched off for this site.")).to_be_visible()
    seen = (
        "text => document.querySelector('#capture').dispatchEvent(new CustomEvent('scan:seen', { detail: { text } }))"
    )
    page.evaluate(seen, "https://example.org/devon")
    expect(page.get_by_text("This code holds a web address, no card.")).to_be_visible()
    add(page, "Devon Marsh")
    page.evaluate(seen, "word " * 820)
    expect(page.get_by_text("no card. They are kept beside it.")).to_be_visible()
    add(page, "Iris Wong")
    page.evaluate(seen, "BEGIN:VCARD\nVERSION:3.0\nFN:Leo Baptiste\nTEL:+1 614 555 0143\nEND:VCARD")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Leo Baptiste")
    save(page, "Save Leo")
    all_sent(page)
    assert {one.tie.person.full_name for one in Encounter.objects.all()} == {"Devon Marsh", "Iris Wong", "Leo Baptiste"}
    devon = Person.objects.get(full_name="Devon Marsh")
    assert devon.details.get().value == "https://example.org/devon"
    context.set_offline(True)
    page.get_by_text("Paste a card or a mail signature").click()
    page.get_by_label("Its text").fill("Nadia Kern\nKern & Sons\nnadia@example.org")
    page.get_by_label("Its text").blur()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(rows(page)).to_have_count(4)
    context.set_offline(False)
    all_sent(page)
    assert Person.objects.get(full_name="Nadia Kern").details.filter(kind="email").exists()


def test_a_photo_waits_too_and_what_is_refused_is_put_right(phone: Phone, ben: User) -> None:
    context = phone()
    page = capture_page(context)
    context.set_offline(True)
    page.locator("#id_photo").set_input_files({"name": "card.jpg", "mimeType": "image/jpeg", "buffer": jpeg()})
    add(page, "Devon Marsh")
    context.set_offline(False)
    all_sent(page)
    assert Encounter.objects.get().card
    page.route("**/kept/", lambda route: route.fulfill(status=409, json={"detail": "Not like this."}))
    add(page, "Iris Wong", "iris@example.org", promise="Coffee")
    expect(rows(page).first).to_contain_text("Not like this.")
    assert not violations(page)
    page.unroute("**/kept/")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_label("Phone or email")).to_have_value("iris@example.org")
    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    save(page, "Save Iris")
    all_sent(page)
    expect(page.get_by_text("Iris Wong is in your book.")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Undo", exact=True).click()
    assert [one.tie.person.full_name for one in Encounter.objects.visible_to(ben)] == ["Devon Marsh"]


def test_on_a_later_day_the_kept_page_knows_that_day_and_a_wrong_clock_is_put_right(phone: Phone, ben: User) -> None:
    today = local_today(ben)
    Event.note(by=ben, name="Gallery hop", on=today)
    run = Event.note(by=ben, name="Run club", on=today + dt.timedelta(days=1))
    context = phone()
    page = capture_page(context)
    add(page, "Devon Marsh")
    all_sent(page)
    page.reload()
    context.set_offline(True)
    claimed = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    page.clock.set_fixed_time(claimed)
    page.reload()
    expect(page.locator("[name=event]")).to_have_value(str(run.uid))
    expect(rows(page)).to_have_count(0)
    add(page, "Iris Wong")
    context.set_offline(False)
    all_sent(page)
    iris = Encounter.objects.get(tie__person__full_name="Iris Wong")
    assert (iris.on, iris.event) == (today, run)
    assert iris.device_said is not None
    assert iris.device_said - iris.captured_at > dt.timedelta(hours=23)


def test_on_the_home_screen_the_page_is_there_before_it_was_opened(phone: Phone) -> None:
    context = phone()
    page = context.pages[0]
    context.add_init_script(INSTALLED)
    page.goto("/events/")
    capture_page_kept(page)
    context.set_offline(True)
    page.goto("/today/")
    page.get_by_role("link", name="Add someone you met").click()
    expect(page.get_by_role("heading", name="Who did you meet?")).to_be_visible()


def held_out(text: str, to: Path) -> Path:
    """What the camera sees: somebody's code, for as long as it looks."""
    small = io.BytesIO()
    segno.make(text, error="m", micro=False).save(small, "png", border=6, scale=6)
    frame, shown = Image.new("RGB", (640, 480), "white"), Image.open(small).convert("RGB")
    frame.paste(shown, ((640 - shown.width) // 2, (480 - shown.height) // 2))
    frame.save(picture := io.BytesIO(), "JPEG", quality=95)
    to.write_bytes(picture.getvalue() * 5)
    return to


def test_the_camera_reads_a_card_held_out_also_without_signal(phone: Phone, ben: User, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Devon Marsh\nORG:Marsh & Sons\nTEL:+1 614 555 0142\nEND:VCARD"
    seen = held_out(card, tmp_path / "card.mjpeg")
    fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    context = phone("phone", *fake, f"--use-file-for-fake-video-capture={seen}")
    page = capture_page(context)
    page.reload()  # by now the service worker keeps the reader of codes
    page.get_by_role("button", name="Scan their card or code").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Devon Marsh", timeout=15_000)
    expect(page.get_by_label("Phone or email")).to_have_value("+1 614 555 0142")
    save(page, "Save Devon")
    all_sent(page)
    devon = Person.objects.get(full_name="Devon Marsh")
    assert {one.kind for one in devon.details.all()} == {"organisation", "phone"}
    context.set_offline(True)
    page.get_by_role("button", name="Scan their card or code").click()
    expect(page.get_by_text("The house cannot be reached.")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text("Devon Marsh")
    context.set_offline(False)
    all_sent(page)
    assert Encounter.objects.count() == 2
    assert Likeness.objects.visible_to(ben).open().exists()
