"""Somebody walks through the house in a real browser; after each step the page is looked at."""

import re

from playwright.sync_api import Browser, Page

from cookout.core.testing import PASSWORD
from tests.browser import Screen, Watched


class Walk:
    """One person at one screen; after each step the page is looked at."""

    def __init__(self, browser: Browser, screen: Screen, url: str) -> None:
        self.context = screen.context(browser, timezone_id="America/New_York", locale="en-US")
        self.watched = Watched(self.context.new_page())
        self.page: Page = self.watched.page
        self.page.set_default_timeout(30_000)
        self.url = url

    def look(self) -> None:
        """Nothing is wrong here."""
        self.page.wait_for_load_state()
        troubles = self.watched.troubles()
        assert not troubles, f"{self.page.url}: {troubles}"

    def go(self, path: str) -> None:
        """Open an address of the sampled."""
        self.page.goto(self.url + path)
        self.look()

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).first.click()
        self.look()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Follow a link of the page itself."""
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=name).first.click()
        self.look()

    def unfold(self, text: str) -> None:
        """Open what this is folded away in, if it is: a long part of a page shows its first lines alone."""
        for fold in self.page.locator("main details:not([open])", has_text=text).all():
            fold.locator("summary").first.click()

    def undo(self) -> None:
        """Take back what was just said."""
        with self.page.expect_navigation():
            self.page.locator("[data-toast]").get_by_role("button", name="Undo").first.click()
        self.look()


class SignedIn(Walk):
    """Somebody with an account at a screen of her own."""

    def __init__(self, browser: Browser, screen: Screen, url: str, name: str) -> None:
        super().__init__(browser, screen, url)
        self.go("/accounts/login/")
        self.page.get_by_label("Email").fill(f"{name.lower()}@example.org")
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press("Sign in")

    def person(self, name: str) -> None:
        """Open somebody's page."""
        self.go(f"/search/?q={name}")
        with self.page.expect_navigation():
            self.page.locator("main a[href^='/people/']", has_text=name).first.click()
        self.look()

    def sees(self, text: str) -> bool:
        """Whether a text stands anywhere in the page, hidden or not."""
        return text in self.page.content()
