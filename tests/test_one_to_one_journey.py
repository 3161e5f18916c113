"""The second main job, walked by two members in a real browser: agree, prepare, write down without signal, follow up.

After each step: what the other one sees of it, and what not.
"""

import datetime as dt
import re
from pathlib import Path

import pytest
import vobject
from playwright.sync_api import Browser

from tests.browser import AT_EACH_SCREEN, Screen
from tests.houses import House, settled, wait_for
from tests.post import Post, text_of
from tests.walks import SignedIn

pytestmark = pytest.mark.browser

TWO_MEMBERS = """
from cookout.core.testing import make_user
from cookout.groups.models import Group
from cookout.people.models import Person
ada, ben = (make_user(name, zone="America/New_York") for name in ("Ada Adeyemi", "Ben Brandt"))
group = Group.found(by=ada, name="Riverside")
for user in (ada, ben):
    group.admit(by=ada, name=user.name, user=user)
details = [("title", "", "Dentist"), ("organisation", "", "Weiss Dental Practice"), ("email", "", "h@example.org")]
Person.keep(by=ada, full_name="Hannah Weiss", details=details)
"""

HAS_BEGUN = """
import datetime as dt
from django.utils import timezone
from cookout.one_to_ones.models import OneToOne
OneToOne.objects.update(starts_at=timezone.now() - dt.timedelta(minutes=50))
"""

FACTS = """
from cookout.ties.models import Fact, Promise
print(sorted(f"{f.owner.first_name}: {f.text}" for f in Fact.objects.filter(deleted_at=None)))
print(sorted(f"{p.owner.first_name}: {p.text}" for p in Promise.objects.filter(deleted_at=None)))
"""

DREAM = "Sell the studio when Kavi leaves school"
HEARD = "Her father, after his bypass"
PROMISED = "Join them one Thursday"
LINE = "Easy company, and sharp"


class Member(SignedIn):
    """One of the two."""

    def tell(self, question: str, text: str, audience: str) -> None:
        """Answer one question of my profile."""
        self.go("/people/me/")
        self.page.get_by_role("link", name=re.compile(f": {question}$")).first.click()
        self.page.get_by_label("What you say").fill(text)
        self.page.get_by_label("Who may read it").select_option(label=audience)
        self.page.get_by_role("button", name="Keep it").click()
        self.page.locator(".told", has_text=text).wait_for()
        self.look()


def propose(ada: Member, on: dt.datetime) -> None:
    """Offer two times."""
    ada.person("Ben")
    ada.follow("Plan a 1-2-1")
    for number, at in ((1, on), (2, on + dt.timedelta(days=1))):
        ada.page.get_by_label(f"Time {number}").fill(at.strftime("%Y-%m-%dT%H:%M"))
    for number in (3, 4, 5):
        ada.page.get_by_label(f"Time {number}").fill("")
    ada.page.get_by_label("Where", exact=True).fill("Kettle & Crumb")
    ada.press("Propose")


def accept(ben: Member, post: Post) -> None:
    """Follow the link of the letter and take the first time."""
    said = text_of(post.to("ben@example.org"))
    link = re.search(r"/1-2-1s/[0-9a-f-]+/", said)
    assert "Kettle & Crumb" in said
    assert link
    ben.go(link[0])
    ben.page.get_by_role("radio").first.check()
    ben.press("Accept")


def invited(post: Post, on: dt.datetime) -> None:
    """Both get an invitation that calendars understand; nothing private is in it."""
    for letter in (post.to("ben@example.org", 2), post.to("ada@example.org")):
        event = vobject.readOne(text_of(letter, "text/calendar")).vevent
        assert event.dtstart.value.strftime("%m-%d %H:%M") == on.strftime("%m-%d %H:%M")
        assert event.location.value == "Kettle & Crumb"
        assert DREAM not in letter.as_string()


def write_down_without_signal(ada: Member, house: House) -> None:
    """The network goes in the middle of a sentence and comes back later; nothing is lost, nothing doubled."""
    page = ada.page
    ada.follow("Start taking notes")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null || true")
    answers = page.locator("textarea[data-answer]")
    answers.nth(0).fill("Before the signal went")
    page.locator("[data-guide-said]", has_text="Saved").wait_for()
    ada.context.set_offline(True)
    answers.nth(1).fill(f"{HEARD}\n! {PROMISED}")
    page.locator("[data-guide-said]", has_text="No signal").wait_for()
    assert "bypass" not in house.python(FACTS)
    ada.watched.heard.clear()  # the browser says aloud that there is no network
    ada.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_for(lambda: "bypass" in house.python(FACTS), 30)
    ada.watched.heard.clear()
    assert house.python(FACTS).count("bypass") == 1
    assert house.python(FACTS).count(PROMISED) == 1
    ada.look()


def wrap_up(ada: Member) -> None:
    """We met: a promise, time to think, a line."""
    page = ada.page
    with page.expect_navigation():
        page.get_by_role("button", name="Finish").click()
    ada.look()
    row = page.locator(".promise").filter(has=page.locator(f"input[value='{PROMISED}']"))
    row.locator("input[type=date]").fill(page.evaluate("new Date().toLocaleDateString('sv')"))
    page.get_by_label("How it went, in one line").fill(LINE)
    think = page.get_by_role("group", name="20 minutes to think")
    think.get_by_role("radio").first.check()
    ada.press("Finish")


def think(ada: Member) -> None:
    """Hannah is a dentist, and dentists are whom Ben looks for."""
    ada.go("/today/")
    ada.page.get_by_role("main").get_by_role("link", name=re.compile("Ben")).first.wait_for()
    ada.person("Ben")
    ada.page.get_by_role("main").locator("a[href*='/thinking/']").first.click()
    ada.look()
    assert ada.sees("Hannah Weiss")
    ada.press(re.compile("Ask whether I may introduce"))


@AT_EACH_SCREEN
def test_two_members_go_deep(browser: Browser, tmp_path: Path, post: Post, screen: Screen) -> None:
    house = settled(tmp_path, COOKOUT_SMTP_URL=f"smtp://127.0.0.1:{post.server.port}")
    house.python(TWO_MEMBERS)
    on = dt.datetime.now().replace(hour=10, minute=30, second=0, microsecond=0) + dt.timedelta(days=3)
    with house.open("--workers", "1") as (address, _served):
        ben = Member(browser, screen, address, "Ben")
        ben.tell("Ideal customer", "Dentists with a practice of their own", "My groups")
        ben.tell("In five years", DREAM, "People I have a 1-2-1 planned with")
        ada = Member(browser, screen, address, "Ada")
        ada.person("Ben")
        assert ada.sees("Dentists with a practice")
        assert not ada.sees(DREAM)

        propose(ada, on)
        ada.person("Ben")
        assert not ada.sees(DREAM), "a proposal alone opens nothing"
        accept(ben, post)
        invited(post, on)

        house.python(HAS_BEGUN)
        ada.go("/today/")
        ada.person("Ben")
        assert ada.sees(DREAM), "both agreed"
        ada.page.get_by_role("main").locator("a[href$='/prep/']").first.click()
        ada.look()
        assert ada.sees("Dentists with a practice")
        write_down_without_signal(ada, house)
        wrap_up(ada)
        think(ada)
        ada.go("/ties/promises/")
        assert ada.page.get_by_text(re.compile("Hannah")).first.is_visible()
        ada.go("/today/")
        ada.press(f"Done: {PROMISED}")

        ben.go("/1-2-1s/")
        assert ben.sees("Ada Adeyemi")
        ben.page.get_by_role("main").get_by_role("link", name=re.compile("Ada")).first.click()
        ben.look()
        ben.press("We met")
        for path in ("/today/", "/1-2-1s/", "/search/?q=Thursday", "/ties/promises/"):
            ben.go(path)
            assert not any(ben.sees(text) for text in (HEARD, PROMISED, LINE, "Hannah")), path
        ben.person("Ada")
        assert not any(ben.sees(text) for text in (HEARD, PROMISED, LINE, "Hannah"))
        ada.context.close()
        ben.context.close()
