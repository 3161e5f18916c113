"""What works, walked in a real browser: a chapter that begins, one with a year behind it, and who is of neither."""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from cookout.core.testing import PASSWORD
from tests.browser import DAY_AT_THE_DESK, NIGHT_ON_THE_PHONE, Screen
from tests.houses import HOME, House, settled, wait_for
from tests.study_cast import MEMBERS
from tests.walks import SignedIn

pytestmark = pytest.mark.browser

PAGE, FILE = "/what-works/", "/what-works/counts.csv"
LAPTOP = 800
"""So many pixels high is the smallest desk."""

SCREENS = pytest.mark.parametrize("screen", [DAY_AT_THE_DESK, NIGHT_ON_THE_PHONE], ids=["desk", "phone"])


@dataclass(frozen=True)
class Chapters:
    """Where both live, and the public id of the one with a year behind it."""

    url: str
    riverside: str


@pytest.fixture(scope="module")
def chapters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chapters]:
    """A house in which the worker works."""
    house: House = settled(tmp_path_factory.mktemp("study"), PYTHONPATH=f"{HOME / 'src'}:{HOME}")
    riverside = house.python("from tests.study_cast import found_both; print(found_both())")
    with house.open("--workers", "1") as (address, _served):
        yield Chapters(address, riverside)


class Reader(SignedIn):
    """Somebody who reads what works."""

    def __init__(self, browser: Browser, screen: Screen, chapters: Chapters, name: str) -> None:
        super().__init__(browser, screen, chapters.url, name)
        if screen.size == "desktop":
            self.page.set_viewport_size({"width": 1280, "height": LAPTOP})

    def read(self) -> str:
        """All that stands on the page, once nothing is under way."""
        self.go(PAGE)
        settle(self.page)
        return self.page.get_by_role("main").inner_text()

    def section(self, heading: str) -> str:
        """What stands under a heading."""
        return self.page.locator("section", has=self.page.get_by_role("heading", name=heading)).last.inner_text()

    def end_of_first_screen(self) -> float:
        """Down to the bar at the bottom, where there is one."""
        bar, size = self.page.locator(".tabbar"), self.page.viewport_size
        assert size
        return bottom(bar) - height(bar) if bar.is_visible() else size["height"]


def settle(page: Page) -> None:
    """The worker has worked it out: it can be asked for once more."""

    def is_there() -> bool:
        page.reload()
        return page.get_by_text("Worked out on").is_visible() and anew(page).is_visible()

    wait_for(is_there, 30)


def anew(page: Page) -> Locator:
    """The button."""
    return page.get_by_role("button", name="Work it out anew")


def bottom(part: Locator) -> float:
    """Where it ends on the screen."""
    box = part.bounding_box()
    assert box
    return box["y"] + box["height"]


def height(part: Locator) -> float:
    """How high it is."""
    box = part.bounding_box()
    assert box
    return box["height"]


@SCREENS
def test_a_new_chapter_reads_what_it_will_be_shown_and_from_when(
    browser: Browser, chapters: Chapters, screen: Screen
) -> None:
    ben = Reader(browser, screen, chapters, "Ben")
    ben.go(PAGE)
    page, today = ben.page, dt.datetime.now(dt.UTC).date()
    told = page.get_by_role("main").inner_text()
    assert page.get_by_role("heading", name="There is no full month yet").is_visible()
    assert "whether members who hold more 1-2-1s also receive and give more referrals" in told
    after_next = (today.replace(day=1) + dt.timedelta(days=62)).replace(day=1)
    assert re.search(rf"first month on {after_next:%B} 1\b", told), told
    assert not page.locator("main svg.chart").count(), "no empty picture"
    assert not page.locator("main table").count()
    assert not page.get_by_role("link", name="Data, CSV").count()
    ben.follow("Your 1-2-1s")
    ben.context.close()


@SCREENS
def test_who_knows_no_statistics_finds_claim_certainty_meaning_and_what_would_settle_it(
    browser: Browser, chapters: Chapters, screen: Screen
) -> None:
    ada = Reader(browser, screen, chapters, "Ada")
    page = ada.page
    ada.read()
    ada.press("Work it out anew")
    assert "is being worked out anew" in page.locator("[data-toast]").inner_text()
    told = ada.read()

    assert re.search(
        r"members receive\s+[\d.]+×\s*\[[\d.]+–[\d.]+\]\s+the referrals", page.locator("#claim").inner_text()
    )
    assert "The brackets are the 95% interval: the true number is probably in there." in told
    assert "simulated chapter where a 1-2-1 does nothing" in ada.section("What it may mean")
    assert "One chapter alone cannot settle it" in ada.section("What would settle it")
    assert "“goes together with”" in told
    assert not re.search(r"\bnan\b|\binf\b|p\s*[<=]|coefficient|significan", told, re.IGNORECASE)
    assert not [name for name in MEMBERS if re.search(rf"\b{name}\b", told)], "nobody is named"

    above = [page.locator("#claim"), page.locator(".said > :first-child")]
    if screen.size == "desktop":
        above.append(page.locator(".said > :last-child"))
    page.evaluate("() => scrollTo(0, 0)")
    assert [bottom(part) <= ada.end_of_first_screen() for part in above] == [True] * len(above)
    assert [page.locator(".said h3").nth(at).inner_text() for at in (0, 1)] == [
        "What you can say",
        "What you cannot say yet",
    ]
    for picture in ("svg.chart.study", "svg.chart.forest"):
        assert page.locator(f"main {picture}").locator("visible=true").count() == 1
    ada.context.close()


def test_the_file_to_download_holds_no_number_from_one_to_four(browser: Browser, chapters: Chapters) -> None:
    ada = Reader(browser, DAY_AT_THE_DESK, chapters, "Ada")
    ada.read()
    with ada.page.expect_download() as coming:
        ada.page.get_by_role("link", name="Data, CSV").click()
    with Path(coming.value.path()).open(newline="") as file:
        rows = list(csv.DictReader(file))
    cells = [row[name] for row in rows for name in row if name.startswith("member_months_")]
    assert coming.value.suggested_filename == "what-works.csv"
    assert "" in cells, "some are hidden"
    shown = [int(cell) for cell in cells if cell]
    assert sum(shown) > 100
    assert not [number for number in shown if 1 <= number <= 4]
    ada.context.close()


FOCUSED = "() => (document.activeElement.innerText || '').trim()"


def tab_to(page: Page, wanted: set[str]) -> list[str]:
    """Go on by keyboard until all of these had the focus; in which order."""
    met: list[str] = []
    for _step in range(60):
        page.keyboard.press("Tab")
        met.append(page.evaluate(FOCUSED))
        if wanted <= set(met):
            break
    return met


def test_the_keyboard_reaches_tabs_file_method_and_button(browser: Browser, chapters: Chapters) -> None:
    ada = Reader(browser, DAY_AT_THE_DESK, chapters, "Ada")
    page = ada.page
    ada.read()
    wanted = ["Me", "Riverside", "Data, CSV", "Method", "Every number, for a statistician", "Work it out anew"]
    met = tab_to(page, set(wanted))
    assert [name for name in met if name in wanted] == wanted, met
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "is being worked out anew" in page.locator("[data-toast]").inner_text()
    page.goto(chapters.url + PAGE)
    tab_to(page, {"Method"})
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1, name="How this is worked out").is_visible()
    ada.context.close()


def test_it_works_without_scripts(browser: Browser, chapters: Chapters) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{chapters.url}/accounts/login/")
    page.get_by_label("Email").fill("amir@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(chapters.url + PAGE)
    settle(page)
    assert "×" in page.locator("#claim").inner_text()
    assert page.locator("svg.chart.study").locator("visible=true").count() == 1
    page.get_by_text("Every number, for a statistician").click()
    assert page.locator("details.exact dl").is_visible()
    anew(page).click()
    page.get_by_text("It is being worked out anew").first.wait_for()
    settle(page)
    page.get_by_role("link", name="Me", exact=True).click()
    page.get_by_role("heading", level=1, name="Your months").wait_for()
    assert "probably" in page.content() or "the truth is between" in page.content()
    context.close()


@pytest.mark.parametrize("name", ["Ben", "Cleo"])
def test_whoever_is_not_of_the_chapter_finds_nothing_of_it(browser: Browser, chapters: Chapters, name: str) -> None:
    other = Reader(browser, DAY_AT_THE_DESK, chapters, name)
    other.go(PAGE)
    assert not other.sees("Riverside")
    assert not other.sees(chapters.riverside)
    query = f"?group={chapters.riverside}"
    ask = other.context.request
    assert [ask.get(chapters.url + path + query).status for path in (PAGE, FILE)] == [404, 404]
    other.context.close()
    nobody = browser.new_context()
    for path in (PAGE, FILE):
        assert "/accounts/login/" in nobody.request.get(chapters.url + path + query).url
    nobody.close()
