"""The quick entry: many ways to say it, never an exception, and the right person."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.core.models import User
from cookout.ties.models import Nobody, NotUnderstood, QuickEntry, WhichOne
from cookout.ties.rules import day_ahead, parse_entry, take_day
from cookout.ties.testing import ago, keep

TODAY = dt.date(2026, 3, 4)  # a Wednesday


@pytest.mark.parametrize(
    ("line", "kind", "name", "days", "text", "by_me"),
    [
        ("coffee with Marta yesterday: her mother is 80", "meeting", "Marta", 1, "her mother is 80", None),
        ("Had a quick lunch with Tom Becker on Tuesday", "meeting", "Tom Becker", 1, "", None),
        ("called Marta 2 days ago about the policy", "call", "Marta", 2, "the policy", True),
        ("Marta called me yesterday about Delgado", "call", "Marta", 1, "Delgado", False),
        ("call from Marta", "call", "Marta", 0, "", False),
        ("texted Bram last week", "text", "Bram", 7, "", True),
        ("emailed Priya about the workshop", "mail", "Priya", 0, "the workshop", True),
        ("met Ana at the fair", "meeting", "Ana", 0, "at the fair", None),
        ("video call with Luis 3/1", "video", "Luis", 3, "", None),
        ("wrote Dave a card", "letter", "Dave", 0, "a card", True),
        ("sent Gloria flowers", "gift", "Gloria", 0, "flowers", True),
        ("got a letter from Gloria", "letter", "Gloria", 0, "", False),
        ("spoke with Tom van der Berg, he wants a quote", "call", "Tom van der Berg", 0, "he wants a quote", None),
        ("bumped into Tom", "meeting", "Tom", 0, "", None),
        ("Marta: coffee at her office", "meeting", "Marta", 0, "coffee at her office", None),
        ("1:1 with Marta on March 3", "meeting", "Marta", 1, "", None),
        ("yesterday: coffee with Marta", "meeting", "Marta", 1, "", None),
        ("Marta and I had coffee at Rosa's", "meeting", "Marta", 0, "at Rosa's", None),
        ("coffee with marta reyes yesterday", "meeting", "marta reyes", 1, "", None),
        ("Called Dr. Smith. He is back.", "call", "Dr. Smith", 0, "He is back.", True),
        ("left a voicemail for Marta", "call", "Marta", 0, "", True),
        ("talked to Marta 3 weeks ago", "call", "Marta", 21, "", None),
        ("had dinner at Walter's last Saturday", "meeting", "Walter", 4, "", None),
        ("José emailed", "mail", "José", 0, "", False),
        ("coffee with Ana 2026-02-28", "meeting", "Ana", 4, "", None),
    ],
)  # fmt: skip
def test_a_line_is_understood(line: str, kind: str, name: str, days: int, text: str, by_me: bool | None) -> None:
    entry = parse_entry(line, today=TODAY)
    assert entry is not None
    told = (entry.kind, entry.name, (TODAY - entry.on).days, entry.text, entry.by_me)
    assert told == (kind, name, days, text, by_me)


@pytest.mark.parametrize("line", ["", "nonsense", "call", "with Marta", ":", "coffee with Ana 2026-02-30", "thank you"])
def test_a_line_that_says_too_little_is_nothing(line: str) -> None:
    assert parse_entry(line, today=TODAY) is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(line: str) -> None:
    entry = parse_entry(line, today=TODAY)
    assert entry is None or (entry.name.strip() and entry.names)
    day_ahead(line, today=TODAY)


WORDS = """coffee with Marta Reyes yesterday called me back on the phone Tuesday 3 days ago from : , - . 1:1 March 31
and 2/30 I had lunch about her mother 999 years ago 29 February texted to at card Ana & Tom' s “ Dr. MARTA 2025-13-01"""
words = st.sampled_from(sorted(set(WORDS.split())))


@given(st.lists(words, max_size=14).map(" ".join), st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
def test_no_mixture_of_its_own_words_breaks_the_reader(line: str, today: dt.date) -> None:
    entry = parse_entry(line, today=today)
    assert entry is None or entry.name
    take_day(line.replace("2025-13-01", ""), today=today, day_first=True)


@given(st.integers(0, 400))
def test_so_many_days_ago_is_that_day(days: int) -> None:
    entry = parse_entry(f"call with Ana {days} days ago", today=TODAY)
    assert entry is not None
    assert entry.on == TODAY - dt.timedelta(days=days)


def test_day_and_month_are_read_as_the_country_writes_them() -> None:
    assert take_day("3/2", today=TODAY)[0] == dt.date(2026, 3, 2)
    assert take_day("3/2", today=TODAY, day_first=True)[0] == dt.date(2026, 2, 3)


def test_the_name_finds_the_person_by_its_beginnings(ben: User) -> None:
    marta = keep(ben, "Marta Reyes", nickname="Tita")
    keep(ben, "Martin Stone")
    for line in (
        "coffee with Marta",
        "coffee with marta r",
        "coffee with Reyes",
        "coffee with Tita",
        "call Marta Reyes",
    ):
        assert QuickEntry.read(line, by=ben).people == (marta,), line


def test_the_exact_name_wins_over_longer_ones(ben: User) -> None:
    ana = keep(ben, "Ana")
    keep(ben, "Ana Sousa")
    assert QuickEntry.read("coffee with Ana", by=ben).people == (ana,)


def test_several_of_one_name_are_asked_for_and_nobody_is_said(ben: User) -> None:
    keep(ben, "Ana Sousa")
    keep(ben, "Ana Castillo")
    with pytest.raises(WhichOne) as which:
        QuickEntry.read("coffee with Ana", by=ben)
    assert [person.full_name for person in which.value.people] == ["Ana Castillo", "Ana Sousa"]
    with pytest.raises(Nobody, match="“Zoe”"):
        QuickEntry.read("coffee with Zoe", by=ben)


def test_two_names_are_two_touches_of_one_line(ben: User) -> None:
    keep(ben, "Marta Reyes")
    keep(ben, "Tom Becker")
    touches = QuickEntry.read("lunch with Marta and Tom yesterday", by=ben).note(by=ben)
    assert {touch.tie.person.full_name for touch in touches} == {"Marta Reyes", "Tom Becker"}
    assert {touch.on for touch in touches} == {ago(ben, 1)}


def test_the_future_cannot_be_noted(ben: User) -> None:
    keep(ben, "Marta Reyes")
    with pytest.raises(NotUnderstood, match="not come yet"):
        QuickEntry.read("coffee with Marta tomorrow", by=ben)


def test_people_of_others_are_nobody(ben: User, ada: User) -> None:
    keep(ada, "Marta Reyes")
    with pytest.raises(Nobody):
        QuickEntry.read("coffee with Marta", by=ben)
