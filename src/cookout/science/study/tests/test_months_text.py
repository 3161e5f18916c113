"""Months as tables write them, each form against the one month it means, and columns that only together say which."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science.tables.months_text import month_of_year, month_within, read_months, written

SEPTEMBER = 12 * 2025 + 8
FORMS = (
    "2025-09", "2025-9", "2025/09", "2025.09", "2025 09", "2025-09-01", "2025-09-30 23:59:59", "2025-09-01T00:00:00Z",
    "09/2025", "9/2025", "09.2025", "9.2025", "09-2025", "202509", "202509.0", "20250901", "2025M09", "Sep 2025",
    "September 2025", "SEPTEMBER 2025", "Sept. 25", "Sept 2025", "Sep-25", "sep.2025", "Sep/2025", "2025 September",
    "2025-Sep", "1 September 2025", "01-Sep-2025", "01.09.2025", "1.9.25", "30.09.2025", "09/25", "45901", "45901.0",
    "24308", " 2025-09 ", "Sept. '25",
)  # fmt: skip


def _listed(names: str) -> list[str]:
    return names.split()


NAMES = {
    "de": _listed("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    "de_short": _listed("Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez"),
    "en": _listed("January February March April May June July August September October November December"),
    "en_short": _listed("Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec"),
}
WRITERS = (
    lambda year, month: f"{year}-{month:02d}",
    lambda year, month: f"{year}-{month:02d}-01",
    lambda year, month: f"{month:02d}/{year}",
    lambda year, month: f"{year}{month:02d}",
    lambda year, month: f"01.{month:02d}.{year}",
    lambda year, month: str((date(year, month, 1) - date(1899, 12, 30)).days),
    lambda year, month: str(12 * year + month - 1),
    *(lambda year, month, names=names: f"{names[month - 1]} {year}" for names in NAMES.values()),
    *(lambda year, month, names=names: f"{names[month - 1]}. {year % 100:02d}" for names in NAMES.values()),
)


@pytest.mark.parametrize("text", FORMS)
def test_each_form_of_september_is_september(text: str) -> None:
    assert read_months([text]).of == {text: SEPTEMBER}


@given(st.integers(2001, 2099), st.integers(1, 12), st.sampled_from(range(len(WRITERS))))
def test_what_is_written_is_read_back(year: int, month: int, writer: int) -> None:
    text = WRITERS[writer](year, month)
    assert read_months([text]).of == {text: 12 * year + month - 1}


@given(st.sets(st.dates(date(2001, 1, 1), date(2060, 12, 31)), min_size=1, max_size=20), st.booleans())
def test_dates_with_slashes_are_read_right_or_not_at_all(days: set[date], day_first: bool) -> None:
    texts = {day.strftime("%d/%m/%Y" if day_first else "%m/%d/%Y"): 12 * day.year + day.month - 1 for day in days}
    found = read_months(texts)
    if any(day.day > 12 for day in days):
        assert found.of == texts
    else:
        assert found.of == texts or found.ambiguous or _firsts_or_one_month(days)


def _firsts_or_one_month(days: set[date]) -> bool:
    """The one guess that is made: what is 1 throughout is the day."""
    return {day.month for day in days} == {1} or {day.day for day in days} == {1}


def test_a_column_of_first_days_tells_its_order_by_itself() -> None:
    assert set(read_months(["01/09/2025", "01/10/2025"]).of.values()) == {SEPTEMBER, SEPTEMBER + 1}
    assert set(read_months(["09/01/2025", "10/01/2025"]).of.values()) == {SEPTEMBER, SEPTEMBER + 1}


def test_dates_that_could_be_two_months_are_not_guessed() -> None:
    found = read_months(["03/04/2025", "04/05/2025"])
    assert not found.of
    assert found.ambiguous == ("03/04/2025", "04/05/2025")


@pytest.mark.parametrize("text", ["hello", "", "2025-13", "2025", "13/2025", "Foo 2025", "0", "1850-01", "999999"])
def test_what_is_no_month_stays_unread(text: str) -> None:
    assert read_months([text, "2025-09"]).unread == (text,)


def test_small_numbers_alone_are_counted_months() -> None:
    assert read_months(["1", "2", "24"]).counted
    assert read_months(["1", "2", "24"]).of == {"1": 1, "2": 2, "24": 24}
    assert not read_months(["1", "2025-09"]).counted


@given(st.dates(date(1985, 1, 1), date(2100, 1, 1)))
def test_days_as_excel_counts_them_are_the_days_they_are(day: date) -> None:
    serial = str((day - date(1899, 12, 30)) // timedelta(days=1))
    assert read_months([serial]).of == {serial: 12 * day.year + day.month - 1}


@pytest.mark.parametrize(
    ("stem", "month"),
    [("chapter 2025-09 final", SEPTEMBER), ("north_202509", SEPTEMBER), ("nord september2025 v2", SEPTEMBER),
     ("2025-08 to 2025-09", None), ("north", None), ("report 2025", None)],
)  # fmt: skip
def test_the_name_of_a_file_says_its_month_where_it_says_one(stem: str, month: int | None) -> None:
    assert month_within(stem) == month


def test_a_month_without_a_year_has_its_number() -> None:
    assert [month_of_year(text) for text in ("9", "09", "Sept.", "Dezember", "13", "x")] == [9, 9, 9, 12, None, None]


def test_a_month_is_written_as_year_and_month() -> None:
    assert written(SEPTEMBER) == "2025-09"
