"""The third main job, walked in a real browser: a referral, what became of it, who was told, the thanks, the next ask.

Once with a client without account and a prospect who both only have their letters, once between two members.
"""

import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import AT_EACH_SCREEN, Screen
from tests.houses import House, settled
from tests.post import Post, text_of
from tests.walks import SignedIn, Walk

pytestmark = pytest.mark.browser

A_CLIENT = """
import datetime as dt
from cookout.core.testing import make_user
from cookout.people.models import Person
from cookout.ties.models import Tie
ada = make_user("Ada Adeyemi", zone="America/New_York")
odile = Person.keep(by=ada, full_name="Odile Bakker", details=[("email", "", "odile@example.org")])
Tie.objects.between(ada, odile).touch(by=ada, kind="call", on=dt.date(2025, 1, 10))
print(odile.uid)
"""

TWO_MEMBERS = """
from cookout.core.testing import make_user
from cookout.groups.models import Group
ada, ben, cleo = (make_user(name, zone="America/New_York") for name in ("Ada Adeyemi", "Ben Brandt", "Cleo Castillo"))
group = Group.found(by=ada, name="Riverside")
for user in (ada, ben, cleo):
    group.admit(by=ada, name=user.name, user=user)
print(ben.person.uid)
"""

PRIVATE, LINE, AMOUNT = "Careful with the brother", "Twins on the way", "1,480"
NOTED = "Wants the small policy first"


def house_with(folder: Path, post: Post) -> House:
    """A house whose letters go to this server, and lead back to it."""
    return settled(folder, COOKOUT_SMTP_URL=f"smtp://127.0.0.1:{post.server.port}")


class Guest(Walk):
    """Somebody who has a letter and nothing else: no account, and a page without scripts."""

    def __init__(self, browser: Browser, screen: Screen, url: str, letter: str) -> None:
        super().__init__(browser, screen, url)
        link = re.search(r"/referrals/(for-you|how-was-it)/[\w-]+/", letter)
        assert link, letter
        self.path = link[0]
        self.go(self.path)
        assert "<script" not in self.page.content()

    def sees(self, text: str) -> bool:
        """Whether a text stands anywhere in the page."""
        return text in self.page.content()


def note_what_odile_gave(ada: SignedIn, odile: str) -> str:
    """From her page, with what she said; the address of the new referral."""
    ada.go(f"/referrals/new/?from={odile}")
    page = ada.page
    page.get_by_label("Whom is it about?").fill("Bram Visser")
    page.get_by_label("Their email").fill("bram@example.org")
    page.get_by_label("What it is about").fill("A house, and nobody insured")
    page.get_by_label("Yes, they agreed").check()
    page.get_by_role("group", name="May the referrer hear").get_by_label("Yes", exact=True).check()
    page.get_by_label("How well they know each other").select_option(label="is close to them")
    page.get_by_label("Yes, they expect it").check()
    page.get_by_text("More: how it was handed over").click()
    page.get_by_label("For you alone").fill(PRIVATE)
    ada.press("Note it")
    return str(page.url.removeprefix(ada.url))


def tell(ada: SignedIn, referral: str, who: str, *, by: str) -> None:
    """What is drafted goes out."""
    ada.go(referral)
    card = ada.page.locator("form.composer__form").first
    card.get_by_text(by, exact=True).click()
    ada.press(f"Tell {who}")


def move(ada: SignedIn, referral: str, state: str, note: str = "") -> None:
    """It went on."""
    ada.go(referral)
    form = ada.page.locator("form[action$='/steps/']").first
    form.get_by_label(state, exact=True).check()
    form.get_by_label("In a line").fill(note)
    with ada.page.expect_navigation():
        form.get_by_role("button", name="Note it").click()
    ada.look()


def prospect_says_how_it_went(browser: Browser, screen: Screen, ada: SignedIn, referral: str, post: Post) -> None:
    """One tap, once; looking alone changes nothing."""
    ada.go(referral)
    ada.press("Ask by mail")
    letter = text_of(post.to("bram@example.org"))
    bram = Guest(browser, screen, ada.url, letter)
    assert not bram.sees(PRIVATE)
    bram.go(bram.path)
    bram.page.get_by_label(re.compile("Odile Bakker may know")).check()
    bram.press("Went well")
    again = Guest(browser, screen, ada.url, letter)
    assert not again.page.get_by_role("button", name="Went well").is_visible()
    again.context.close()
    bram.context.close()


def business(ada: SignedIn, referral: str) -> None:
    """What it brought, private."""
    ada.go(referral)
    ada.page.get_by_role("main").get_by_role("link", name="Note the business").first.click()
    ada.look()
    ada.page.get_by_label("Amount").fill(AMOUNT)
    ada.page.get_by_label("Currency").select_option("USD")
    ada.press("Note the business")


@AT_EACH_SCREEN
def test_a_client_without_account_refers_and_is_told_everything(
    browser: Browser, tmp_path: Path, post: Post, screen: Screen
) -> None:
    house = house_with(tmp_path, post)
    client = house.python(A_CLIENT)
    with house.open("--workers", "1") as (address, _served):
        ada = SignedIn(browser, screen, address, "Ada")
        referral = note_what_odile_gave(ada, client)
        ada.go("/today/")
        ada.page.get_by_role("link", name=re.compile("Odile.*Bram|Bram.*Odile")).first.wait_for()

        tell(ada, referral, "Odile", by="Email")
        first = post.to("odile@example.org")
        assert "One-Click" in first["List-Unsubscribe-Post"]
        odile = Guest(browser, screen, address, text_of(first))
        assert odile.sees("Bram Visser")
        assert not odile.sees(PRIVATE)
        odile.page.get_by_role("textbox").first.fill(LINE)
        odile.press("Thank you")
        ada.go(referral)
        assert ada.sees(LINE)

        move(ada, referral, "Reached", NOTED)
        move(ada, referral, "Meeting")
        ada.go("/referrals/owed/")
        assert ada.sees("Tell Odile")
        prospect_says_how_it_went(browser, screen, ada, referral, post)
        move(ada, referral, "Won")
        business(ada, referral)
        tell(ada, referral, "Odile", by="Email")
        assert "Bram" in text_of(post.to("odile@example.org", 2))
        ada.go("/referrals/owed/")
        assert not ada.sees("Tell Odile")

        odile.go(odile.path)
        assert odile.sees(NOTED)
        assert re.search("went well", odile.page.content(), re.IGNORECASE)
        assert not any(odile.sees(text) for text in (AMOUNT, "1480", PRIVATE))

        ada.person("Odile")
        ada.page.get_by_text("Words to ask with").click()
        ada.page.get_by_label("For what").fill("Who else buys a house")
        ada.press("I asked today")
        ada.person("Odile")
        assert ada.sees("asked")

        stop_letters(address, first["List-Unsubscribe"])
        ada.go(referral)
        ada.page.get_by_text("Tell Odile more").first.click()
        card = ada.page.locator("form.composer__form").first
        card.get_by_role("textbox").fill("Once more")
        card.get_by_text("Email", exact=True).click()
        with ada.page.expect_navigation():
            card.get_by_role("button", name="Tell Odile").click()
        ada.watched.heard.clear()  # the refusal is a 422
        assert ada.sees("does not want letters")
        assert ada.sees("Once more")
        odile.context.close()
        ada.context.close()


def stop_letters(address: str, header: str) -> None:
    """What a mail program does when somebody presses Unsubscribe (RFC 8058)."""
    link = re.search(r"<[^<>\s]*(/referrals/[^<>\s]+)>", header)
    assert link, header
    asked = urllib.request.Request(address + link[1], data=b"List-Unsubscribe=One-Click", method="POST")
    with urllib.request.urlopen(asked, timeout=10) as answer:
        assert answer.status == 200


def pass_hector(ada: SignedIn, ben: str) -> str:
    """To a fellow member; nobody asked whether Ada may hear more than where it stands."""
    ada.go(f"/referrals/new/?to={ben}")
    page = ada.page
    page.get_by_label("Whom is it about?").fill("Hector Delgado")
    page.get_by_label("Their phone").fill("+1 614 555 0110")
    page.get_by_label("Yes, they agreed").check()
    page.get_by_text("More: how it was handed over").click()
    page.get_by_label("For you alone").fill(PRIVATE)
    ada.press("Pass it on")
    return str(page.url.removeprefix(ada.url))


@AT_EACH_SCREEN
def test_two_members_see_one_referral_from_both_sides(
    browser: Browser, tmp_path: Path, post: Post, screen: Screen
) -> None:
    house = house_with(tmp_path, post)
    to = house.python(TWO_MEMBERS)
    with house.open("--workers", "1") as (address, _served):
        ada, ben, cleo = (SignedIn(browser, screen, address, name) for name in ("Ada", "Ben", "Cleo"))
        referral = pass_hector(ada, to)

        letter = text_of(post.to("ben@example.org"))
        assert "Ada" in letter
        assert PRIVATE not in letter
        ben.go(re.search(r"/referrals/[0-9a-f-]+/", letter)[0])  # type: ignore[index]  # it fails where there is none
        assert ben.sees("+1 614 555 0110")
        assert not ben.sees(PRIVATE)
        ben.press("Take it on")
        tell(ben, referral, "Ada", by="Here")
        ada.go("/referrals/")
        assert ada.page.get_by_text("Heard today").first.is_visible()

        move(ben, referral, "Reached", NOTED)
        move(ben, referral, "Won", NOTED)
        business(ben, referral)
        for path in (referral, "/referrals/", "/today/", "/search/?q=Hector"):
            ada.go(path)
            assert not any(ada.sees(text) for text in (NOTED, AMOUNT, "1480")), path
        ada.go(referral)
        assert re.search("won", ada.page.content(), re.IGNORECASE)
        assert not ada.page.locator("form[action$='/steps/']").count(), "the provider alone says where it stands"

        tell(ben, referral, "Ada", by="Here")
        ada.go(referral)
        assert ada.sees("said yes")
        ben.person("Ada")
        assert ben.sees("Hector Delgado")
        cleo.watched.heard.clear()
        cleo.page.goto(cleo.url + referral)
        assert "404" in " ".join(cleo.watched.heard)
        for path in ("/referrals/", "/search/?q=Delgado", "/today/"):
            cleo.page.goto(cleo.url + path)
            assert not cleo.sees("Hector"), path
        for one in (ada, ben, cleo):
            one.context.close()
