"""A real Tuesday of a chapter, walked in a real browser: the evening before, the door, the count, the month on paper.

The clock of the house is set: it is Monday evening, then Tuesday morning, then Tuesday evening.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator

from cookout.people.formats import qr
from tests.browser import DAY_AT_THE_DESK, NIGHT_ON_THE_PHONE, Screen
from tests.clock import Clocked, open_at
from tests.houses import HOME, settled
from tests.sheets import Sheet
from tests.walks import Walk

pytestmark = pytest.mark.browser

OHIO = ZoneInfo("America/New_York")
EVE, TUESDAY = dt.date(2026, 11, 16), dt.date(2026, 11, 17)
MORNING = dt.datetime.combine(TUESDAY, dt.time(7, 2, 5), tzinfo=OHIO)
"""The meeting has begun two minutes ago, and this half minute's code is young."""

CODES = """
import datetime as dt, json
from cookout.events.models import GroupMeeting, code_of
meeting, now = GroupMeeting.objects.get(uid="{uid}"), dt.datetime.fromisoformat("{now}")
print(json.dumps([code_of(meeting, now + dt.timedelta(seconds=30 * step)) for step in (-4, 0, 1, 2)]))
"""
STALE = "This code has changed since. Scan the one that is on the screen now."
SPEAKS, TOPIC = "Elena Petrova", "What a will cannot say"


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    """The sample on the Monday before a meeting, at half past seven in the evening."""
    house = settled(tmp_path_factory.mktemp("chapter"), PYTHONPATH=f"{HOME / 'src'}:{HOME}")
    house.run("sample", "--today", EVE)
    with open_at(house, dt.datetime.combine(EVE, dt.time(19, 30), tzinfo=OHIO)) as clocked:
        yield clocked


class Visiting(Walk):
    """Somebody of the sample."""

    def __init__(self, browser: Browser, screen: Screen, url: str, door: str) -> None:
        super().__init__(browser, screen, url)
        self.looked_at: set[tuple[str, ...]] = set()
        self.page.goto(f"{url}/welcome/")
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=door).click()

    def look(self) -> None:
        """Nothing is wrong here; the slow part of it only where an address shows other cards than before."""
        self.page.wait_for_load_state()
        cards = (self.page.url, *self.page.locator("main h2").all_inner_texts())
        troubles = self.watched.troubles(axe=cards not in self.looked_at)
        assert not troubles, f"{self.page.url}: {troubles}"
        self.looked_at.add(cards)

    @property
    def said(self) -> str:
        """All that stands on the page."""
        return " ".join(self.page.get_by_role("main").inner_text().split())

    def refused(self, path: str, status: int) -> None:
        """An address that says no."""
        answer = self.page.goto(self.url + path)
        assert answer
        assert answer.status == status
        self.expect(status)

    def expect(self, status: int) -> None:
        """The browser was told no, and says so in its console; nothing else is wrong."""
        self.watched.heard[:] = [line for line in self.watched.heard if str(status) not in line]
        self.look()

    def sheet(self, link: str) -> Sheet:
        """The PDF behind a link of this page."""
        path = self.page.get_by_role("link", name=link).first.get_attribute("href")
        answer = self.context.request.get(f"{self.url}{path}")
        assert answer.headers["content-type"] == "application/pdf"
        paper = Sheet(answer.body())
        assert paper.troubles() == []
        return paper


class Leader(Visiting):
    """Gloria, and her meeting."""

    meeting = ""

    def row(self, name: str) -> Locator:
        """One member in the roll."""
        return self.page.locator(".roll__row", has_text=name)

    def mark(self, name: str, words: str) -> None:
        """Tap a mark; the row comes back with it."""
        row = self.row(name)
        with self.page.expect_response("**/attendance/"):
            row.locator("label", has_text=words).first.click()
        self.page.wait_for_load_state("networkidle")
        assert row.get_by_role("radio", name=words).is_checked()

    def close(self, heads: int) -> None:
        """Say how many were counted."""
        self.page.get_by_label("People you counted in the room").fill(str(heads))
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Close the meeting").click()


def bring(gloria: Leader, name: str, trade: str, host: str) -> None:
    """Write a guest down."""
    gloria.follow("Add a visitor")
    gloria.page.get_by_label("Name").fill(name)
    gloria.page.get_by_label("What they do").fill(trade)
    gloria.page.get_by_label("Guest of").select_option(label=host)
    gloria.press("Put on the list")


def the_evening_before(gloria: Leader) -> None:
    """Who comes, two guests, a speaker, and the sheet to print."""
    gloria.go("/groups/")
    assert "Tuesday, November 17, 7:00" in gloria.said
    assert "32 coming, 2 substitutes, Dwayne has not said. 3 visitors." in gloria.said
    assert "Call Dwayne. Absent the last 2 times." in gloria.said
    gloria.follow("Run sheet")
    gloria.meeting = gloria.page.url.removeprefix(gloria.url).removesuffix("run-sheet/")
    bring(gloria, "Dora Pell", "Bicycles", "Sam Whitfield")
    bring(gloria, "Emil Okoye", "Stone", "Came without a host")
    gloria.follow("Choose")
    gloria.page.get_by_label("Speaker").select_option(label=speaker_label(gloria))
    gloria.page.get_by_label("About what").fill(TOPIC)
    gloria.press("Let them speak")
    for told in ("5 visitors", "Dora Pell, Bicycles, guest of Sam Whitfield", "Emil Okoye, Stone", SPEAKS, TOPIC):
        assert told in gloria.said, told
    paper = gloria.sheet("Print, one page")
    assert len(paper.pages) == 1
    for told in ("Tuesday, November 17, 7:00", "Dora Pell", "Emil Okoye", SPEAKS, TOPIC, "Sam Whitfield 3", "8:30 End"):
        assert told in paper.words, told


def speaker_label(gloria: Leader) -> str:
    """How the choice calls her who speaks: with the day on which she last did."""
    names = gloria.page.get_by_label("Speaker").locator("option").all_inner_texts()
    return next(name for name in names if name.startswith(SPEAKS))


def codes_shown(gloria: Leader, chapter: Clocked) -> tuple[str, str]:
    """The link in the picture on the screen, and the one that was there two minutes ago."""
    chapter.set(MORNING)
    gloria.go(f"{gloria.meeting}screen/")
    drawn = gloria.page.locator(".wall__ink").get_attribute("d")
    told = chapter.house.python(CODES.format(uid=gloria.meeting.rstrip("/").rpartition("/")[2], now=MORNING))
    stale, *fresh = (f"/meetings/check-in/{code}/" for code in json.loads(told))
    return next(link for link in fresh if qr.code(chapter.url + link).path == drawn), stale


def at_the_door(browser: Browser, gloria: Leader, chapter: Clocked) -> None:
    """Sam scans the code; an old one and somebody else's phone open nothing."""
    fresh, stale = codes_shown(gloria, chapter)
    assert "0 are here" in gloria.said
    sam = Visiting(browser, NIGHT_ON_THE_PHONE, chapter.url, "Sam, insurance agent")
    sam.refused(stale, 409)
    assert STALE in sam.said
    chapter.set(MORNING)
    sam.go(fresh)
    sam.press("I am here")
    sam.go(fresh)
    assert "You have been here since 7:02" in sam.said
    sam.context.close()
    naomi = Visiting(browser, NIGHT_ON_THE_PHONE, chapter.url, "Naomi, regional director")
    naomi.refused(fresh, 404)
    naomi.context.close()
    gloria.go(f"{gloria.meeting}screen/")
    assert "1 is here" in gloria.said


def by_thumb(gloria: Leader) -> None:
    """All as they said, then the three who are not; the visitors below."""
    gloria.go(gloria.meeting)
    assert "checked in at 7:02" in gloria.row("Sam Whitfield").inner_text()
    gloria.press("The rest as they said, else present")
    assert "34 marks kept." in gloria.page.locator("[data-toast]").inner_text()
    gloria.mark("Dwayne Harper", "absent")
    gloria.mark("Ify Okonkwo", "late")
    gloria.mark("Marta Reyes", "substitute")
    instead = gloria.row("Marta Reyes").get_by_label("Who came instead of Marta Reyes")
    with gloria.page.expect_response("**/attendance/"):
        instead.fill("Nia Reyes")
        instead.press("Tab")
    gloria.look()
    for guest in ("Dora Pell", "Emil Okoye"):
        gloria.press(re.compile(rf"^Came\s?: {guest}$"))
    gloria.go(gloria.meeting)
    assert "36 in the room" in gloria.said
    assert "34 members and substitutes, 2 visitors" in gloria.said
    assert "3 visitors are on the list: say whether they came." in gloria.said


def counted(gloria: Leader) -> None:
    """A count that differs is asked about; closed twice is closed once; opened again leaves a trace."""
    gloria.close(38)
    gloria.expect(422)
    assert "You counted 38, and 36 are marked. Mark who is missing, or say why." in gloria.said
    second = gloria.context.new_page()
    second.goto(gloria.url + gloria.meeting)
    second.get_by_label("People you counted in the room").fill("36")
    gloria.close(36)
    gloria.look()
    assert "36 in the room. Gloria Huang closed it on November 17 at 7:0" in gloria.said
    second.get_by_role("button", name="Close the meeting").click()
    second.wait_for_load_state()
    second.close()
    gloria.go(gloria.meeting)
    assert gloria.said.count("closed it on") == 1
    gloria.page.get_by_text("Open it again").first.click()
    gloria.page.get_by_label("Why it is opened again").fill("Walter came at the end")
    with gloria.page.expect_navigation():
        gloria.page.locator("form[action$='/reopening/']").get_by_role("button").click()
    gloria.look()
    assert "Gloria Huang: “Walter came at the end”. 36 had been counted." in gloria.said
    gloria.close(36)
    gloria.look()
    assert "Gloria Huang: “Walter came at the end”" in gloria.said


def test_gloria_prepares_and_closes_a_tuesday(browser: Browser, chapter: Clocked) -> None:
    desk = Leader(browser, DAY_AT_THE_DESK, chapter.url, "Gloria, vice-president")
    the_evening_before(desk)
    at_the_door(browser, desk, chapter)
    phone = Leader(browser, NIGHT_ON_THE_PHONE, chapter.url, "Gloria, vice-president")
    phone.meeting = desk.meeting
    by_thumb(phone)
    counted(phone)
    phone.context.close()

    chapter.set(dt.datetime.combine(TUESDAY, dt.time(18), tzinfo=OHIO))
    sam = Visiting(browser, DAY_AT_THE_DESK, chapter.url, "Sam, insurance agent")
    sam.go("/today/")
    sam.unfold("Dora Pell")
    assert sam.page.get_by_role("link", name="Ask Dora Pell how it was").is_visible()
    assert "Emil Okoye" not in sam.page.content()
    sam.context.close()

    desk.go("/groups/")
    desk.follow("Month")
    desk.follow("The month after")
    paper = desk.sheet("Print the report")
    for told in ("Olentangy Chapter", "November 2026", "Sam Whitfield", "Dwayne Harper Remodeler 0 3 0 0 0",
                 "Ify Okonkwo Business banker 2 0 1 0 0", "Marta Reyes Mortgage broker 1 0 1 0 1",
                 "4 visitors", "All 92 4 3 0 6"):  # fmt: skip
        assert told in paper.words, told
    desk.context.close()


def test_naomi_looks_at_a_quarter_of_her_region(browser: Browser, chapter: Clocked) -> None:
    for screen in (DAY_AT_THE_DESK, NIGHT_ON_THE_PHONE):
        naomi = Visiting(browser, screen, chapter.url, "Naomi, regional director")
        naomi.go("/groups/regions/")
        naomi.follow("Central Ohio")
        naomi.follow("Quarter 3 of 2026")
        chapters = naomi.page.locator("table tbody th").all_inner_texts()
        assert [re.sub(r"\s+reported$", "", name) for name in chapters] == [
            "Hocking Hills Chapter", "Olentangy Chapter", "Scioto Chapter"
        ]  # fmt: skip
        paper = naomi.sheet("Print the report")
        for told in ("Central Ohio", "Quarter 3 of 2026", "Olentangy Chapter 35 13 0", "Hocking Hills Chapter 17"):
            assert told in paper.words, told
        naomi.context.close()
