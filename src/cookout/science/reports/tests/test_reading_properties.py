"""What holds of every report: the form does not matter, nor the order of the lines, nor how a number is written."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.reports.body import COUNTED
from cookout.science.reports.figures import count, read_amounts
from cookout.science.reports.grid import Cell
from cookout.science.reports.months import money_of, months_of
from cookout.science.reports.read import read_report
from cookout.science.reports.report import Report
from cookout.science.reports.tests.report_files import ATTENDANCE_HEAD, SLIPS_HEAD
from cookout.science.reports.tests.workbooks import Bold, Rows, Value, comma_separated, spreadsheetml

APRIL = 12 * 2026 + 3
PEOPLE = ["Ada Ash", "Ben Birch", "Cleo Cedar", "Åsa Ödmann", "O'Neil & Sons", "李 四"]
NUMBERS = st.none() | st.integers(0, 40)
NAMES = st.sampled_from(PEOPLE)
TYPES = ["Referral", "One-to-One", "TYFCB", "Visitor", "CEU", "Else"]


@st.composite
def attendance(draw: st.DrawFn) -> Rows:
    lines: list[list[Value]] = []
    for name in draw(st.lists(NAMES, min_size=1, max_size=8)):
        numbers = draw(st.lists(NUMBERS, min_size=len(ATTENDANCE_HEAD) - 2, max_size=len(ATTENDANCE_HEAD) - 2))
        lines.append([*name.split(" ", 1), *numbers])
    return [ATTENDANCE_HEAD, *lines]


@st.composite
def slips(draw: st.DrawFn) -> Rows:
    names = st.none() | NAMES | NAMES.map(Bold)
    line = st.tuples(
        names, names, st.sampled_from(TYPES), st.sampled_from([None, "Tier 1 (inside)", "outside"]), NUMBERS, NUMBERS,
        st.sampled_from([None, "Scioto"]),
    )  # fmt: skip
    return [SLIPS_HEAD, *(list(one) for one in draw(st.lists(line, min_size=1, max_size=12)))]


def counted(report: Report) -> Counter[object]:
    """The member-months without the rows they come from."""
    return Counter(replace(one, rows=(), other_chapter=None, chapter="") for one in months_of(report, APRIL))


@given(attendance())
@settings(max_examples=60)
def test_text_and_spreadsheetml_say_the_same(rows: Rows) -> None:
    texts, sparse = read_report(comma_separated(rows)), read_report(spreadsheetml(rows))
    assert counted(texts) == counted(sparse)
    assert counted(sparse) == counted(read_report(spreadsheetml(rows, sparse=False, numbers_as_text=False)))
    assert money_of(texts) == money_of(sparse)


@given(attendance(), st.randoms())
@settings(max_examples=60)
def test_the_order_of_the_lines_does_not_matter(rows: Rows, order: object) -> None:
    shuffled = list(rows[1:])
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types its own Random as object
    assert counted(read_report(comma_separated(rows))) == counted(read_report(comma_separated([rows[0], *shuffled])))


@given(slips())
@settings(max_examples=60)
def test_slips_give_what_they_take(rows: Rows) -> None:
    told = [one.counts for one in months_of(read_report(spreadsheetml(rows)), APRIL)]
    total = {role: sum(getattr(one, role) or 0 for one in told) for role in COUNTED}
    assert total["given_inside"] == total["received_inside"]
    assert total["given_outside"] == total["received_outside"]
    assert total["one_to_ones"] % 2 == 0


@given(slips(), slips())
@settings(max_examples=40)
def test_two_reports_in_one_are_their_sum(one: Rows, other: Rows) -> None:
    def sums(rows: Rows) -> Counter[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        for line in months_of(read_report(comma_separated(rows)), APRIL):
            found.update({(line.name, role): getattr(line.counts, role) or 0 for role in COUNTED})
        return found

    assert sums([*one, *other[1:]]) == sums(one) + sums(other)


@given(st.integers(0, 100_000), st.sampled_from(["{}", " {} ", "{}.0", "{},00", "+{}"]))
def test_a_count_is_read_however_it_is_written(number: int, form: str) -> None:
    assert count(form.format(number)) == number


WRITTEN = {
    "{whole}.{cents:02d}": "",
    "{grouped}.{cents:02d}": ",",
    "{grouped},{cents:02d}": ".",
    "{grouped}.{cents:02d} €": "'",
    "$ {grouped}.{cents:02d}": ",",
    "CHF {grouped},{cents:02d}": " ",
}


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6), st.sampled_from(sorted(WRITTEN)))
def test_an_amount_is_read_exactly_however_it_is_written(amounts: list[int], form: str) -> None:
    texts = []
    for amount in amounts:
        whole, cents = divmod(amount, 100)
        texts.append(form.format(whole=whole, grouped=f"{whole:,}".replace(",", WRITTEN[form]), cents=cents))
    read = read_amounts(Cell(text) for text in texts)
    assert [read.of[Cell(text)] for text in texts] == [Decimal(amount) / 100 for amount in amounts]
    assert not read.guessed


@given(st.text(max_size=40))
def test_no_text_makes_an_amount_or_a_count_fail(text: str) -> None:
    read = read_amounts([Cell(text), Cell(text, number=True)])
    assert all(amount >= 0 for amount in read.of.values())
    with suppress(ValueError):
        assert (count(text) or 0) >= 0
