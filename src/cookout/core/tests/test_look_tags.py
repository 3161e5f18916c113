"""The words of the templates."""

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.template import Context, Template, TemplateSyntaxError

from cookout.core.charts import face
from cookout.core.templatetags import cookout as tags
from cookout.core.templatetags import dates

HOUSE = Path(tags.__file__).resolve().parents[2]
NOW = dt.datetime(2026, 10, 16, 12, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


def drawn(source: str, **context: Any) -> str:
    return Template("{% load cookout dates %}" + source).render(Context(context))


def test_an_icon_is_drawn_in_place_and_silent() -> None:
    html = drawn('{% icon "check" %}')
    assert html.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"')
    assert "<path d=" in html
    assert 'stroke="none"' not in html


@pytest.mark.parametrize("name", ["no-such-icon", "../icons/check", "Check"])
def test_an_unknown_icon_is_refused(name: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn("{% icon name %}", name=name)


def test_every_icon_that_a_template_names_is_there() -> None:
    named = {
        (file.name, name)
        for file in HOUSE.glob("*/templates/**/*.html")
        for name in re.findall(r'{% icon "([^"]+)"', file.read_text())
    }
    assert named
    assert {pair for pair in named if not (tags.ICONS / f"{pair[1]}.svg").is_file()} == set()


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Marta Reyes", "MR"), ("Kate O’Rourke", "KO"), ("Cher", "C"), ("Ana de la Cruz", "AC"), ("", "?"), ("42", "?")],
)
def test_initials_are_those_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert face.initials(name) == letters


def test_a_person_keeps_the_same_tint_as_object_mapping_or_name() -> None:
    faces = {drawn("{% avatar who %}", who=who) for who in ("Ben", {"name": "Ben"}, SimpleNamespace(name="Ben"))}
    assert len(faces) == 1
    assert 1 <= face.tint("Ben") <= 6


def test_a_face_with_a_photo_shows_no_initials_and_escapes_its_address() -> None:
    html = drawn("{% avatar who %}", who={"name": "Ben", "photo_url": '/p/"><script>'})
    assert "<script>" not in html
    assert "avatar__photo" in html
    assert "<span>B</span>" not in html


@pytest.mark.parametrize(("percent", "word"), [(82, "warm"), (60, "warm"), (59, "cooling"), (34, "cool"), (0, "cool")])
def test_the_ring_says_how_the_tie_stands(percent: int, word: str) -> None:
    html = drawn('{% avatar "Ben" ring=percent %}', percent=percent)
    assert f"ring--{word}" in html
    assert ("ring__arc" in html) is (percent > 0)


def test_there_is_no_ring_where_the_tie_is_not_known() -> None:
    assert "ring" not in drawn('{% avatar "Ben" ring=nothing %}', nothing=None)
    assert "ring--warm" in drawn('{% avatar "Ben" ring=tie %}', tie=SimpleNamespace(percent=90))


@pytest.mark.parametrize(("known", "of", "filled"), [(2, 3, 2), (0, 3, 0), (5, 3, 3), (-1, 3, 0)])
def test_pips_count_and_say_so(known: int, of: int, filled: int) -> None:
    html = drawn("{% pips known of %}", known=known, of=of)
    assert html.count('<i class="on">') == filled
    assert html.count("<i") == of
    assert f'aria-label="{filled} of {of}"' in html


@pytest.mark.parametrize(("step", "shown"), [(0, 1), (2, 2), (9, 3)])
def test_a_temperature_has_one_to_three_bars_and_words(step: int, shown: int) -> None:
    html = drawn("{% temperature step words %}", step=step, words="Warm & <b>")
    assert f"temp--{shown}" in html
    assert html.count("<i>") == 3
    assert "Warm &amp; &lt;b&gt;" in html


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (-1, "tomorrow"),
        (5, "5 days ago"),
        (-3, "in 3 days"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (60, "2 months ago"),
        (400, "13 months ago"),
        (800, "2 years ago"),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_a_day_is_said_as_people_say_it(days: int, words: str) -> None:
    assert dates.ago(TODAY - dt.timedelta(days=days)) == words


@time_machine.travel(NOW, tick=False)
def test_dates_carry_the_year_only_when_it_is_another() -> None:
    assert drawn("{{ d|day }}, {{ d|short_day }}, {{ d|weekday }}", d=dt.date(2026, 10, 9)) == (
        "October 9, Oct 9, Friday, October 9"
    )
    assert drawn("{{ d|day }}", d=dt.date(2023, 3, 1)) == "March 1, 2023"
    assert drawn("{{ d|clock }}", d=dt.datetime(2026, 10, 9, 8, 12, tzinfo=dt.UTC)) == "8:12"


def test_no_date_is_nothing() -> None:
    assert drawn("{{ d|day }}{{ d|short_day }}{{ d|weekday }}{{ d|ago }}{{ d|clock }}", d=None) == ""


@pytest.mark.parametrize(("said", "url"), [("undo=/acts/1/undo/", "/acts/1/undo/"), ("x undo=/a/", "/a/"), ("", "")])
def test_a_message_may_carry_its_undo(said: str, url: str) -> None:
    assert tags.undo_url(SimpleNamespace(extra_tags=said)) == url


def places(count: int, current: int = -1) -> list[dict[str, Any]]:
    return [{"label": f"P{n}", "icon": "sun", "url": f"/{n}/", "current": n == current} for n in range(count)]


def test_up_to_four_places_fit_on_the_phone_without_more() -> None:
    bar = tags.tabbar(Context({"nav": places(4)}))
    assert [len(bar["left"]), len(bar["right"]), len(bar["rest"])] == [2, 2, 0]
    assert "menu" not in drawn("{% tabbar %}", nav=places(4), add_url="/add/")


def test_the_fifth_place_goes_behind_more_with_the_settings() -> None:
    html = drawn("{% tabbar %}", nav=places(5, current=4), nav_more=places(1), add_url="/add/")
    shown, behind = html.split("menu__list")
    assert [shown.count(f"P{n}") for n in range(4)] == [1, 1, 1, 0]
    assert behind.count("P3") == behind.count("P4") == behind.count("P0") == 1
    assert "is-current" in shown
    assert shown.index("P1") < shown.index("Add") < shown.index("P2") < shown.index("More")


@pytest.mark.parametrize(
    ("attrs", "classes"),
    [
        ({"tags": ["prominent", "login"]}, "btn btn--primary"),
        ({"href": "/a/"}, "btn"),
        ({"tags": ["outline", "primary"]}, "btn"),
        ({"tags": ["link", "cancel"]}, "btn btn--ghost"),
        ({}, "btn btn--primary"),
    ],
)
def test_a_button_on_allauth_s_pages_gets_one_of_our_kinds(attrs: dict[str, Any], classes: str) -> None:
    assert tags.button_classes(attrs) == classes


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Mobile Safari/537.36 Edg/150.0", "Edge on Android"),
        ("curl/8.9", "A program"),
    ],
)
def test_a_device_is_named_so_that_its_owner_knows_it(agent: str, words: str) -> None:
    assert tags.device(agent) == words
