"""A club's table comes in, in a real browser: its columns explained once, looked through, brought in, taken back."""

import re

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from cookout.core import work
from cookout.core.testing import make_user
from cookout.people.models import Person
from tests.browser import AT_EACH_SCREEN, Screen
from tests.walks import SignedIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLUB = """Member,Reach me,Trade,Joined,Referred By
Dana Dorn,dana@example.org,Roofer,2020,Marta Silva
Emil Ek,emil@example.org,Florist,2021,
"""


class Bringer(SignedIn):
    """Ada, with files."""

    def bring(self, table: str) -> None:
        """Choose a file and have it read."""
        self.go("/people/imports/")
        self.page.set_input_files("#files", [{"name": "club.csv", "mimeType": "text/csv", "buffer": table.encode()}])
        self.press("Look through them")
        self.wait()

    def wait(self) -> None:
        """The worker does its part, and the page that waited for it goes on by itself."""
        work.work_once()
        expect(self.page.locator("[hx-trigger]")).to_have_count(0)
        self.look()

    def seems(self) -> list[str]:
        """What is chosen for each column."""
        chosen: list[str] = self.page.locator("#columns select").evaluate_all(
            "all => all.map((one) => one.selectedOptions[0].label)"
        )
        return chosen

    def outcome(self) -> list[int]:
        """New, merge, same, unreadable."""
        return [int(figure) for figure in self.page.locator(".outcome dd.figure").all_inner_texts()]


@AT_EACH_SCREEN
def test_columns_are_explained_once_and_remembered(browser: Browser, screen: Screen, live_server: LiveServer) -> None:
    make_user("Ada Adeyemi", email="ada@example.org")
    ada = Bringer(browser, screen, live_server.url, "Ada")
    ada.bring(CLUB)
    # Asked: three values of each column, and what it seems to be.
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("What do the columns mean?")
    expect(ada.page.get_by_text("dana@example.org · emil@example.org")).to_be_visible()
    assert ada.seems()[:2] == ["Whole name", "Email"]
    assert ada.seems()[4] == "Who referred them"
    # By its label, as whoever cannot see it does.
    ada.page.get_by_label("Trade").select_option(label="Job title")
    ada.page.get_by_label("Joined").select_option(label="Leave it out")
    for title in ("Member", "Reach me"):
        ada.page.get_by_label(title).select_option(label="Note")
    ada.page.get_by_role("button", name="Look through them").click()
    expect(ada.page.get_by_role("alert")).to_contain_text("Say at least which column holds a name")
    ada.watched.heard.clear()  # that the page was refused
    assert ada.seems()[:4] == ["Note", "Note", "Job title", "Leave it out"]
    ada.page.get_by_label("Member").select_option(label="Whole name")
    ada.press("Look through them")
    ada.wait()
    # Looked through: one changes one's mind before anything is in the book.
    ada.follow("Change what its columns mean")
    assert ada.seems()[:3] == ["Whole name", "Note", "Job title"]
    ada.page.get_by_label("Reach me").select_option(label="Email")
    ada.press("Look through them")
    ada.wait()
    assert ada.outcome() == [2, 0, 0, 0]
    assert not Person.objects.filter(full_name="Dana Dorn").exists()
    ada.press("Bring in 2 people")
    ada.wait()
    where = ada.page.url
    ada.follow("Dana Dorn")
    for words in ("dana@example.org", "Roofer", "Marta Silva"):
        assert ada.sees(words), words
    # Taken back as a whole.
    ada.page.goto(where)
    ada.press("Take all of it back")
    ada.wait()
    expect(ada.page.get_by_text("All of it was taken back. Your book is as it was.")).to_be_visible()
    # The next file of these columns is not asked about, whatever their order.
    ada.bring("Trade,Referred By,Reach me,Joined,Member\nBanker,,fay@example.org,2022,Fay Fox\n")
    assert ada.outcome() == [1, 0, 0, 0]
    ada.press("Bring in 1 person")
    ada.wait()
    # One that has changed says so in a sentence, and asks with what was said filled in.
    ada.bring(CLUB.replace("Joined", "Left"))
    expect(ada.page.get_by_text(re.compile("not those that you explained before .*new: “Left”; gone"))).to_be_visible()
    assert ada.seems()[:3] == ["Whole name", "Email", "Job title"]
    ada.press("Leave out club.csv")
    ada.wait()
    expect(ada.page.get_by_text("You left this file out.").first).to_be_visible()
