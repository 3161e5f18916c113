"""A round of 1-2-1s, walked in a real browser: planned, told, one no mended, one yes held, and what that tells.

The clock of the house is set: to the hour after a 1-2-1, and to the month after the round.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from tests.browser import AT_EACH_SCREEN, Screen
from tests.clock import Clocked, open_at
from tests.houses import HOME, settled
from tests.walks import SignedIn

pytestmark = pytest.mark.browser

WEEKS = 4

PAIRS = """
import json
from cookout.rounds.models import Pairing
rows = Pairing.objects.filter(ended_at=None).select_related("first", "second").order_by("week", "pk")
print(json.dumps([[str(one.uid), one.first.name, one.second.name, one.week, one.is_drawn] for one in rows]))
"""

WORK = """
import datetime as dt, time_machine
from cookout.core.work import work_once
with time_machine.travel(dt.datetime.fromisoformat("{now}")):
    work_once()
"""


@dataclass(frozen=True)
class Pair:
    """Two who are to meet."""

    uid: str
    first: str
    second: str
    week: int
    drawn: bool

    @property
    def path(self) -> str:
        """Its page."""
        return f"/rounds/pairings/{self.uid}/"

    def has(self, name: str) -> bool:
        """Whether she is one of the two."""
        return name in (self.first, self.second)

    def other(self, name: str) -> str:
        """Whom she meets."""
        return self.second if self.first == name else self.first


@dataclass(frozen=True)
class Chapter:
    """Where it lives."""

    clocked: Clocked
    uid: str

    @property
    def pairs(self) -> list[Pair]:
        """Those that hold."""
        return [Pair(*told) for told in json.loads(self.clocked.house.python(PAIRS))]

    def at(self, moment: dt.datetime) -> None:
        """Let it be that time, and what is due then be done."""
        self.clocked.set(moment)
        self.clocked.house.python(WORK.format(now=moment.isoformat()))


@pytest.fixture
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chapter]:
    """A chapter in which no round was ever planned."""
    house = settled(
        tmp_path_factory.mktemp("round"), PYTHONPATH=f"{HOME / 'src'}:{HOME}", COOKOUT_SECRET_KEY="of a test"
    )
    uid = house.python("from tests.round_cast import found; print(found())")
    with open_at(house, dt.datetime.now(dt.UTC)) as clocked:
        yield Chapter(clocked, uid)


class Member(SignedIn):
    """Somebody of the chapter."""

    @property
    def said(self) -> str:
        """All that stands on the page."""
        return " ".join(self.page.get_by_role("main").inner_text().split())


def first_monday_of_next_month(today: dt.date) -> dt.date:
    """Where the round begins."""
    first = (today.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return first + dt.timedelta(days=-first.weekday() % 7)


def plan(ada: Member, uid: str, monday: dt.date) -> None:
    """Look at what stands in the way, make a draft, announce it."""
    ada.go(f"/groups/{uid}/")
    ada.follow(re.compile("^Plan "))
    ada.page.locator("form.card summary").click()
    for label, value in (
        ("First week", monday.isoformat()),
        ("Weeks", str(WEEKS)),
        ("Of these drawn by lot", "1"),
        ("Number of an earlier plan, to get it again", "7"),
    ):
        ada.page.get_by_label(label, exact=True).fill(value)
    ada.press("What stands in the way?")
    assert "Nothing: everybody can be paired." in ada.said
    ada.press("Plan it")
    assert "A draft: those who lead see it, nobody else" in ada.said
    assert "No plan is worth more: that is proved." in ada.said
    ada.press("Announce it")
    assert "A draft" not in ada.said


def decline(browser: Browser, screen: Screen, chapter: Chapter) -> None:
    """Somebody says no to a pair that the plan chose; both get others, and nearly all pairs stay as they were told."""
    before = chapter.pairs
    no = next(one for one in before if not one.drawn and not one.has("Ada"))
    member = Member(browser, screen, chapter.clocked.url, no.first)
    member.go(no.path)
    member.press("Not this month")
    assert "reason" not in member.page.locator("[role=status]").inner_text()
    after = chapter.pairs
    assert no.uid not in {one.uid for one in after}
    assert not [one for one in after if one.has(no.first) and one.has(no.second)]
    kept = {one.uid for one in after} & {one.uid for one in before}
    assert len(kept) >= len(before) - 5, "a no changes little"
    met = {name: sum(one.has(name) for one in after) for name in (no.first, no.second)}
    assert all(many >= WEEKS - 1 for many in met.values())
    for one in after:
        assert sum(other.week == one.week and other.has(one.first) for other in after) == 1
    member.context.close()


def agree(ada: Member, friend: Member, pair: Pair, on: dt.datetime) -> None:
    """Both say yes; Ada offers two times, her partner takes the first."""
    friend.go("/today/")
    assert "Ada" in friend.said
    friend.go(pair.path)
    friend.press("Accept")
    ada.go(pair.path)
    assert f"{pair.other('Ada')} said yes." in ada.said
    ada.follow("Find a time")
    for number in range(1, 6):
        told = (on + dt.timedelta(days=number - 1)).strftime("%Y-%m-%dT%H:%M") if number < 3 else ""
        ada.page.get_by_label(f"Time {number}").fill(told)
    ada.press("Propose")
    friend.go(pair.path)
    friend.follow("Your 1-2-1")
    friend.page.get_by_role("radio").first.check()
    friend.press("Accept")


def hold(member: Member, pair: Pair) -> None:
    """Say that it took place."""
    member.go(pair.path)
    member.follow("Your 1-2-1")
    member.press("We met")


@AT_EACH_SCREEN
def test_a_round_is_planned_answered_held_and_counted(browser: Browser, chapter: Chapter, screen: Screen) -> None:
    today = dt.datetime.now(dt.UTC).date()
    monday = first_monday_of_next_month(today)
    ada = Member(browser, screen, chapter.clocked.url, "Ada")
    plan(ada, chapter.uid, monday)
    decline(browser, screen, chapter)
    pair = next(one for one in chapter.pairs if one.drawn and one.has("Ada"))
    friend = Member(browser, screen, chapter.clocked.url, pair.other("Ada"))
    on = dt.datetime.combine(monday + dt.timedelta(days=7 * (pair.week - 1) + 1), dt.time(15), tzinfo=dt.UTC)
    agree(ada, friend, pair, on)
    ada.context.close()
    friend.context.close()
    chapter.at(on + dt.timedelta(hours=2))
    for name in ("Ada", pair.other("Ada")):
        member = Member(browser, screen, chapter.clocked.url, name)
        hold(member, pair)
        member.context.close()
    ada = Member(browser, screen, chapter.clocked.url, "Ada")
    ada.go(f"/rounds/met/{chapter.uid}/")
    assert f"{pair.other('Ada')} {on:%b} {on.day}" in ada.said, ada.said
    ada.context.close()
    seen_in_the_study(browser, screen, chapter, monday)


def seen_in_the_study(browser: Browser, screen: Screen, chapter: Chapter, monday: dt.date) -> None:
    """A month later: the hat suggested four pairs, and one of them met."""
    after = (monday.replace(day=1) + dt.timedelta(days=32)).replace(day=2)
    now = dt.datetime.combine(after, dt.time(12), tzinfo=dt.UTC)
    chapter.clocked.set(now)
    ada = Member(browser, screen, chapter.clocked.url, "Ada")
    ada.go(f"/what-works/?group={chapter.uid}")
    chapter.at(now)
    ada.go(f"/what-works/?group={chapter.uid}")
    card = ada.page.locator("section.hat")
    figures = [" ".join(one.split()) for one in card.locator("dl.figures > div").all_inner_texts()]
    assert re.search(r"\b4\b", figures[0]), figures
    assert re.search(r"\b1\b", figures[1]), figures
    ada.context.close()
