"""Every page of the house in a real browser, found by the addresses themselves so that none can be forgotten.

`tests/doors.py` has a line for each address; a page is opened by the first of the sample's people to whom it opens.
"""

from collections.abc import Mapping
from itertools import groupby

import pytest
from playwright.sync_api import Browser

from tests.browser import IN_TURN, LATER, NIGHT_ON_THE_PHONE, THE_OTHER_TWO, Screen, Watched
from tests.sampled import PASSING, SampledHouse

pytestmark = pytest.mark.browser

FILES = {
    "core:asset", "core:service_worker", "core:manifest", "core:health", "core:queue", "people:photo_detail",
    "mfa_download_recovery_codes", "people:profile_card_pdf", "people:card_contact", "people:card_pdf",
    "one_to_ones:prep_pdf", "one_to_ones:person_prep_pdf", "encounters:encounter_photo",
    "one_to_ones:thinking_slot_calendar", "one_to_ones:feed_detail", "insight:count_list", "reports:month_pdf",
    "meetings:run_sheet_pdf", "rounds:evening_pdf", "rounds:evening_csv", "rounds:met_table", "rounds:round_csv",
    "reports:month_csv", "reports:palms_csv", "reports:quarter_pdf", "reports:quarter_csv",
}  # fmt: skip
LEAD_ELSEWHERE = {"home", "ties:list_detail"}
PARTS = {
    "one_to_ones:thinking_slot_fits", "meetings:code_detail", "people:profile_entry_create", "reports:scorecard_create",
    *PASSING,
}  # fmt: skip
"""Parts of a page, fetched by it, or a form that asks which question or card is meant."""
IN_THE_MIDDLE = {"mfa_authenticate", "mfa_login_webauthn", "account_confirm_login_code"}
"""Only while signing in; the tests of accounts go there."""

VIEWS = {
    "the day of the vice-president": ("gloria", "/today/"),
    "the day of the director": ("naomi", "/today/"),
    "the day of one who has nobody": ("host", "/today/"),
    "what fits in five minutes": ("sam", "/today/?fits=5"),
    "who waits to be sorted": ("sam", "/people/?circle=unsorted"),
    "nobody of that name": ("sam", "/people/?q=zzzz"),
    "found": ("sam", "/search/?q=mar"),
    "answering a question of the dance card": ("sam", "/people/me/entries/?line=goals.help"),
    "the groups of a region": ("naomi", "/groups/"),
    "nothing there": ("sam", "/people/01900000-0000-7000-8000-000000000000/"),
}
"""What an address shows besides its first face."""


def test_whatever_answers_a_get_is_a_page_or_has_its_reason(sampled: SampledHouse) -> None:
    pages, others = sampled.pages(), {}
    for name, tries in sampled.answers.items():
        came = {how for _key, _path, how in tries}
        if name not in pages and tries and "405" not in came:
            others[name] = came
    assert set(others) <= FILES | PARTS | LEAD_ELSEWHERE | IN_THE_MIDDLE, others
    assert not {name for name, tries in sampled.answers.items() if any(how.startswith("5") for _k, _p, how in tries)}
    assert len(pages) > 60


def walk(browser: Browser, sampled: SampledHouse, *screens: Screen) -> dict[str, list[str]]:
    """Open every page once and look at it on these screens; what is wrong, by name."""
    context = screens[0].context(browser)
    watched, wrong = Watched(context.new_page()), dict[str, list[str]]()
    places: Mapping[str, tuple[str, str]] = {**sampled.pages(), **VIEWS}
    for key, names in groupby(sorted(places, key=lambda name: places[name][0]), key=lambda name: places[name][0]):
        sampled.enter(context, key)
        for name in names:
            watched.page.goto(sampled.url + places[name][1])
            for screen in screens:
                screen.on(watched.page)
                found = [line for line in watched.troubles() if not expected(name, line)]
                if found:
                    wrong[f"{name} {screen}"] = found
    context.close()
    return wrong


def expected(name: str, line: str) -> bool:
    """A page that says “not here” does so with its status."""
    return name == "nothing there" and "404" in line


def test_every_page_is_readable_for_all_silent_and_inside_the_screen(browser: Browser, sampled: SampledHouse) -> None:
    assert walk(browser, sampled, IN_TURN) == {}


@pytest.mark.proof
def test_so_it_is_on_the_other_screens_by_day_and_at_night(browser: Browser, sampled: SampledHouse) -> None:
    assert walk(browser, sampled, LATER, *THE_OTHER_TWO) == {}


FAULTS = f"<h1>Two</h1> <img src=/gone.png> NaN <nobr>{'wide ' * 60}</nobr>"


def test_the_watch_sees_what_is_wrong(browser: Browser, sampled: SampledHouse) -> None:
    context = NIGHT_ON_THE_PHONE.context(browser)
    watched = Watched(context.new_page())
    watched.page.goto(sampled.url + "/privacy/")
    assert watched.troubles() == []
    with watched.page.expect_response("**/gone.png"):
        watched.page.evaluate("html => { document.querySelector('main').innerHTML += html }", FAULTS)
    found = " ".join(watched.troubles())
    for trouble in ("404", "console", "2 first headings", "wide on 390", "axe image-alt", "“NaN” is read"):
        assert trouble in found
    watched.page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")
    assert "Content Security Policy" in " ".join(watched.troubles(axe=False))
    context.close()
