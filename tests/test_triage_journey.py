"""Whom I met is decided on in a real browser: by keys at a desk, by swiping on a phone, until the list is full."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import DAY_AT_THE_DESK, NIGHT_ON_THE_PHONE
from tests.houses import House, settled
from tests.walks import SignedIn

pytestmark = pytest.mark.browser

SEVEN_MET = """
from cookout.core.testing import make_user
from cookout.events.models import Encounter, Event
from cookout.ties.models import Capacity, local_today
ada = make_user("Ada Adeyemi", zone="America/New_York")
Capacity(owner=ada, cookout_seats=2).save()
event = Event.note(by=ada, name="Gallery hop", on=local_today(ada))
for name in ("Devon Marsh", "Hannah Weiss", "Omar Farouk", "Priya Nair", "Quinn Doyle", "Rosa Blau", "Sven Eriksen"):
    Encounter.capture(by=ada, name=name, talked="Pianos", event=event)
"""

DECIDED = """
from cookout.ties.models import Tie
rows = Tie.objects.filter(person__account=None).select_related("person").order_by("person__full_name")
print(sorted(f"{tie.person.first_name} {tie.circle} {'waits' if tie.sort_on else ''}".strip() for tie in rows))
"""

ANSWERS = """
from cookout.ties.models import Triage
for row in Triage.objects.order_by("pk"):
    print(row.verdict, row.like, row.along, row.need, row.have)
"""


class Decider(SignedIn):
    """Ada, with whatever she decides by."""

    def now(self) -> str:
        """Who is before me."""
        return self.page.locator("#now h2").inner_text().split()[0]

    def decide(self, *keys: str) -> None:
        """By keys alone: the last of them decides."""
        for key in keys[:-1]:
            self.page.keyboard.press(key)
        with self.page.expect_navigation():
            self.page.keyboard.press(keys[-1])
        self.look()

    def tab_to(self, name: re.Pattern[str]) -> None:
        """Go on by Tab until what has the focus is called so."""
        called = "(document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()"
        for _time in range(80):
            if name.search(self.page.evaluate(called)):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"nothing called {name.pattern} is reached by Tab")

    def swipe(self, across: int, down: int = 0) -> None:
        """One finger over the card."""
        self.page.evaluate("scrollTo(0, 0)")
        box = self.page.locator("#now h2").bounding_box()
        assert box
        finger = self.context.new_cdp_session(self.page)
        x, y = 195 - across / 2, box["y"] + 10
        for name, at in (("touchStart", 0.0), *(("touchMove", step / 8) for step in range(1, 9))):
            point = {"x": x + across * at, "y": y + down * at}
            finger.send("Input.dispatchTouchEvent", {"type": name, "touchPoints": [point]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_by_keys_alone_until_the_list_is_full(browser: Browser, tmp_path: Path) -> None:
    house = settled(tmp_path)
    house.python(SEVEN_MET)
    with house.open("--workers", "1") as (address, _served):
        ada = Decider(browser, DAY_AT_THE_DESK, address, "Ada")
        ada.go("/ties/triage/")
        assert ada.now() == "Devon"
        ada.decide("1", "y", "y", "y", "n", "d")  # an answer leads on to the next question
        assert ada.now() == "Hannah"
        ada.decide("1", "y", "u", "3", "n", "n", "n")  # after the last question, N is “Not now”
        assert ada.now() == "Omar"
        ada.page.keyboard.press("1")
        ada.page.keyboard.press("ArrowRight")
        ada.tab_to(re.compile("Keep light"))
        ada.decide("Enter")
        ada.tab_to(re.compile("^Undo$"))
        ada.decide("Enter")
        assert ada.now() == "Omar"
        ada.decide("x")
        ada.go("/ties/triage/")
        ada.decide("d")
        assert ada.now() == "Quinn"
        who_steps_back(ada, house)
    assert house.python(ANSWERS).splitlines()[:2] == ["deep yes yes yes no", "not_now yes unsure no no"]


def who_steps_back(ada: Decider, house: House) -> None:
    """Both seats are taken: the weakest case is named first, and one press of Enter lets them step back."""
    ada.decide("d")
    assert ada.page.locator("h1").inner_text() == "Who steps back?"
    assert "Quinn unsorted waits" in house.python(DECIDED)
    ada.tab_to(re.compile("steps back$"))
    ada.decide("Enter")
    assert "Quinn cookout" in house.python(DECIDED)
    assert house.python(DECIDED).count("cookout") == 2
    assert house.python(DECIDED).count("active") == 1
    ada.tab_to(re.compile("^Undo$"))
    ada.decide("Enter")
    assert "Quinn unsorted waits" in house.python(DECIDED)
    ada.page.keyboard.press("Control+d")
    ada.page.get_by_role("textbox", name=re.compile("^Why")).focus()
    ada.page.keyboard.type("dax")  # what is written decides nothing
    assert ada.now() == "Quinn"


def test_by_swiping_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    house = settled(tmp_path)
    house.python(SEVEN_MET)
    with house.open("--workers", "1") as (address, _served):
        ada = Decider(browser, NIGHT_ON_THE_PHONE, address, "Ada")
        ada.go("/ties/triage/")
        for across, down in ((60, 0), (130, 120), (0, -200)):
            ada.swipe(across, down)
        assert ada.now() == "Devon", "a short or a slanted swipe means nothing"
        with ada.page.expect_navigation():
            ada.swipe(200)
        ada.look()
        assert ada.now() == "Hannah"
        with ada.page.expect_navigation():
            ada.swipe(-200)
        ada.look()
        assert ada.now() == "Omar"
        ada.undo()
        assert ada.now() == "Hannah"
        ada.press(re.compile("Not now"))
    said = house.python(DECIDED)
    assert "Devon cookout" in said
    assert "Hannah unsorted waits" in said
