"""The first main job, walked in a real browser against `cookout serve`: an address book in, today's list out."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cookout.core.testing import PASSWORD
from tests.browser import AT_EACH_SCREEN, Screen
from tests.houses import settled
from tests.sampled import SampledHouse
from tests.walks import Walk

pytestmark = pytest.mark.browser


def book(*people: tuple[str, str, str]) -> bytes:
    """A vCard file of name, mail and phone."""
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\nEMAIL:{}\r\nTEL:{}\r\nEND:VCARD\r\n"
    return "".join(card.format(*person) for person in people).encode()


class Bringing(Walk):
    """Brings address books."""

    def bring(self, *people: tuple[str, str, str]) -> dict[str, int]:
        """Choose a file and wait for its preview: what would come of it."""
        self.go("/people/imports/")
        file = {"name": "phone.vcf", "mimeType": "text/vcard", "buffer": book(*people)}
        self.page.get_by_label("Choose files, or drop them here").set_input_files([file])
        assert self.page.get_by_text("phone.vcf").first.is_visible()
        self.press("Look through them")
        return self.counts("Look through it")

    def counts(self, heading: str) -> dict[str, int]:
        """The four numbers, once the worker is through."""
        self.page.get_by_role("heading", level=1, name=heading).wait_for(timeout=30_000)
        self.look()
        told = self.page.locator("dl.outcome > div").evaluate_all(
            "all => all.map(e => [e.querySelector('dt').innerText.trim(), e.querySelector('.figure').innerText])"
        )
        return {word: int(number) for word, number in told}


@AT_EACH_SCREEN
def test_a_day_with_the_sample(browser: Browser, sampled: SampledHouse, screen: Screen) -> None:
    walk = Bringing(browser, screen, sampled.url)
    page, here = walk.page, screen.size.capitalize()
    walk.go("/")
    walk.press("Sam, insurance agent")
    assert page.url.endswith("/today/")

    people = [
        (f"{name} {here}", f"{name.lower()}@{here.lower()}.example.org", "") for name in ("Abel", "Bo", "Cy", "Di")
    ]
    known = ("Jerome Tate", "jerome@tatefamilycare.example.org", "+1 220 555 0199")
    assert walk.bring(*people, known) == {"New": 4, "Merge": 1, "Same": 0, "Unreadable": 0}
    walk.press(re.compile("^Bring "))
    assert walk.counts("They are in your book")["New"] == 4

    walk.go("/people/")
    page.get_by_label("What happened, in one line").fill(f"coffee with Abel {here} yesterday: he draws maps")
    walk.press("Note it")
    assert "Noted" in page.locator("[data-toast]").inner_text()
    walk.go(f"/search/?q=abel+{here}")
    walk.follow(f"Abel {here}")
    assert page.get_by_text("he draws maps").first.is_visible()

    page.locator("#touch > summary").click()
    page.get_by_label("Call", exact=True).check()
    page.get_by_label("What about").fill("the move to Dayton")
    walk.look()
    walk.press("Note it")
    assert page.get_by_text("the move to Dayton").first.is_visible()
    walk.undo()
    assert page.get_by_text("the move to Dayton").count() == 0

    promise = f"Send {here} the atlas"
    walk.follow("Promise")
    page.get_by_label("What you promised").fill(promise)
    page.get_by_label("By").fill(page.evaluate("new Date().toLocaleDateString('sv')"))
    walk.press("Keep it")
    walk.go("/today/")
    walk.unfold(promise)
    walk.press(f"Done: {promise}")
    assert page.locator(".task--done", has_text=promise).count() == 1
    walk.undo()
    assert page.locator(".task--done", has_text=promise).count() == 0
    walk.unfold(promise)
    assert page.get_by_role("button", name=f"Done: {promise}").is_visible()

    walk.go("/people/imports/")
    walk.follow("phone.vcf")
    walk.press("Take all of it back")
    walk.counts("Taken back")
    assert page.get_by_text("except one person whom you have edited").is_visible()
    walk.context.close()


@AT_EACH_SCREEN
def test_from_an_empty_house_to_the_first_people(browser: Browser, tmp_path: Path, screen: Screen) -> None:
    with settled(tmp_path).open("--workers", "1") as (address, _served):
        walk = Bringing(browser, screen, address)
        page = walk.page
        walk.go("/")
        page.get_by_label("Your name").fill("Ada Adeyemi")
        page.get_by_label("Email").fill("ada@example.org")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        walk.press("Open the house")
        assert page.url.endswith("/today/")
        walk.follow("Bring your address book")
        book = [("Ben Brandt", "ben@example.org", ""), ("Cleo Castillo", "", "+1 220 555 0100")]
        assert walk.bring(*book)["New"] == 2
        walk.press(re.compile("^Bring "))
        walk.counts("They are in your book")
        walk.go("/people/")
        assert page.get_by_role("link", name="Cleo Castillo").is_visible()
        assert walk.bring(*book) == {"New": 0, "Merge": 0, "Same": 2, "Unreadable": 0}
        walk.go("/people/imports/")
        page.get_by_role("main").get_by_role("link", name="phone.vcf").last.click()
        walk.press("Take all of it back")
        walk.counts("Taken back")
        walk.go("/people/")
        assert page.get_by_role("heading", name="Nobody here yet").is_visible()
        walk.context.close()
