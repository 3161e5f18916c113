"""The quick readers beside slow and obvious ones: a tree of XML read densely, and slips counted person by person."""

from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.reports.grid import texts
from cookout.science.reports.months import months_of
from cookout.science.reports.read import read_report
from cookout.science.reports.spreadsheetml import read_spreadsheetml
from cookout.science.reports.tests.test_reading_properties import APRIL, slips
from cookout.science.reports.tests.workbooks import Bold, Rows, Value, plain, spreadsheetml, xlsx
from cookout.science.reports.workbook import unpacked

SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
WORDS = st.text("abc123 .,&<>\"'äß€", min_size=1, max_size=6).map(lambda text: " ".join(text.split()) or "x")
VALUES = st.none() | st.integers(-5, 999) | WORDS | WORDS.map(Bold)
GRIDS = st.lists(st.lists(VALUES, max_size=6), min_size=1, max_size=8)


def dense(told: bytes) -> list[list[str]]:
    """Every cell by its place, the whole tree at once."""
    grid: dict[tuple[int, int], str] = {}
    row_at = 0
    for row in ElementTree.fromstring(told).iter(f"{SS}Row"):
        row_at = int(row.get(f"{SS}Index", row_at + 1))
        column = 0
        for cell in row.findall(f"{SS}Cell"):
            column = int(cell.get(f"{SS}Index", column + 1))
            data = cell.find(f"{SS}Data")
            if data is not None:
                grid[row_at, column] = " ".join("".join(data.itertext()).split())
    rows = max((row for row, _column in grid), default=0)
    columns = max((column for _row, column in grid), default=0)
    return [[grid.get((row, column), "") for column in range(1, columns + 1)] for row in range(1, rows + 1)]


def trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row


@given(GRIDS, st.booleans())
@settings(max_examples=80)
def test_sparse_rows_are_read_as_a_dense_reader_reads_them(rows: Rows, sparse: bool) -> None:
    told = spreadsheetml(rows, sparse=sparse)
    (sheet,) = read_spreadsheetml(told, "report").sheets
    assert [trimmed(row) for row in dense(told)] == [
        texts(sheet.rows.get(number, {})) for number in range(1, max(sheet.rows, default=0) + 1)
    ]


def bold_places(rows: Rows) -> set[tuple[int, int]]:
    return {
        (number, at)
        for number, row in enumerate(rows, start=1)
        for at, value in enumerate(row)
        if isinstance(value, Bold)
    }


@given(GRIDS)
@settings(max_examples=40)
def test_bold_is_found_where_it_was_written(rows: Rows) -> None:
    (sheet,) = read_spreadsheetml(spreadsheetml(rows), "report").sheets
    found = {(number, at) for number, row in sheet.rows.items() for at, cell in row.items() if cell.bold}
    assert found == bold_places(rows)


def test_bold_is_found_in_xlsx_where_it_was_written(tmp_path_factory: object) -> None:
    rows: list[list[Value]] = [[], [None, Bold("a"), "b"], [Bold("c"), 1, 2.5], ["d", None, None, Bold("e")]]
    path = tmp_path_factory.mktemp("bold") / "report.xlsx"  # type: ignore[attr-defined]  # pytest's own factory
    path.write_bytes(xlsx(rows))
    (sheet,) = unpacked(str(path), "report")
    found = {(number, at) for number, row in sheet["rows"].items() for at, cell in row.items() if cell[2]}
    assert found == bold_places(rows)
    assert sheet["rows"][3][2] == ("2.5", 1, 0)


def person(value: Value) -> tuple[str, bool]:
    return str(plain(value) or ""), isinstance(value, Bold)


@given(slips())
@settings(max_examples=80)
def test_slips_are_counted_as_one_counts_them_on_paper(rows: Rows) -> None:
    report = read_report(spreadsheetml(rows))
    told = {(one.name, bool(one.other_chapter), one.chapter): one.counts for one in months_of(report, APRIL)}
    parties = [cell for row in rows[1:] for cell in row[:2] if cell is not None]
    by_bold = not (len(parties) > 2 and all(isinstance(cell, Bold) for cell in parties))
    for (name, elsewhere, chapter), counts in told.items():
        met = given_ = 0
        for giver, receiver, kind, tier, _amount, _credits, detail in rows[1:]:
            sides = [person(giver), person(receiver)]
            if not all(side for side, _bold in sides) or sides[0][0] == sides[1][0]:
                continue
            mine = [
                side == name and (by_bold and bold) == elsewhere and (not elsewhere or str(detail or "") == chapter)
                for side, bold in sides
            ]
            met += kind == "One-to-One" and any(mine)
            given_ += kind == "Referral" and tier == "outside" and mine[0]
        assert (counts.one_to_ones or 0) == met
        assert (counts.given_outside or 0) == given_
