"""What the published descriptions of the formats say, one sentence each.

Sources: Microsoft, “XML Spreadsheet Reference” (2001) for SpreadsheetML; Unicode CLDR 44, number patterns of en, de,
de-CH, fr and en-IN, for amounts.
"""

from decimal import Decimal

import pytest

from cookout.science.reports.figures import read_amounts
from cookout.science.reports.grid import Cell, Sheet
from cookout.science.reports.spreadsheetml import SPREADSHEET, read_spreadsheetml

FRAME = (
    f'<?xml version="1.0"?><Workbook xmlns="{SPREADSHEET}" xmlns:ss="{SPREADSHEET}" '
    'xmlns:html="http://www.w3.org/TR/REC-html40">%s</Workbook>'
)


def sheet(rows: str, styles: str = "", columns: str = "") -> Sheet:
    inside = f'<Styles>{styles}</Styles><Worksheet ss:Name="Report"><Table>{columns}{rows}</Table></Worksheet>'
    (one,) = read_spreadsheetml((FRAME % inside).encode(), "report").sheets
    return one


def data(text: str) -> str:
    return f'<Data ss:Type="String">{text}</Data>'


def test_an_index_says_the_place_of_a_cell_and_those_after_it_follow() -> None:
    row = f"<Row><Cell>{data('a')}</Cell><Cell ss:Index='4'>{data('b')}</Cell><Cell>{data('c')}</Cell></Row>"
    assert {at: cell.text for at, cell in sheet(row).rows[1].items()} == {0: "a", 3: "b", 4: "c"}


def test_an_index_says_the_place_of_a_row() -> None:
    rows = f"<Row/><Row ss:Index='7'><Cell>{data('a')}</Cell></Row><Row><Cell>{data('b')}</Cell></Row>"
    assert list(sheet(rows).rows) == [7, 8]


def test_a_merged_cell_takes_the_places_of_those_it_covers() -> None:
    row = f"<Row><Cell ss:MergeAcross='2'>{data('a')}</Cell><Cell>{data('b')}</Cell></Row>"
    assert list(sheet(row).rows[1]) == [0, 3]


def test_a_cell_looks_as_its_style_else_as_its_row_else_as_its_column() -> None:
    styles = "<Style ss:ID='b'><Font ss:Bold='1'/></Style><Style ss:ID='n'><Font ss:Bold='0'/></Style>"
    rows = (
        f"<Row><Cell>{data('by column')}</Cell><Cell>{data('by none')}</Cell></Row>"
        f"<Row ss:StyleID='b'><Cell ss:StyleID='n'>{data('by cell')}</Cell><Cell>{data('by row')}</Cell></Row>"
    )
    read = sheet(rows, styles, "<Column ss:Index='1' ss:StyleID='b'/>")
    assert {cell.text: cell.bold for row in read.rows.values() for cell in row.values()} == {
        "by column": True, "by none": False, "by cell": False, "by row": True,
    }  # fmt: skip


def test_a_style_takes_from_its_parent_what_it_does_not_say() -> None:
    styles = (
        "<Style ss:ID='p'><Font ss:Bold='1'/></Style><Style ss:ID='c' ss:Parent='p'><Font ss:Size='9'/></Style>"
        "<Style ss:ID='loop' ss:Parent='loop'/>"
    )
    row = f"<Row><Cell ss:StyleID='c'>{data('a')}</Cell><Cell ss:StyleID='loop'>{data('b')}</Cell></Row>"
    assert [cell.bold for cell in sheet(row, styles).rows[1].values()] == [True, False]


def test_letters_may_be_bold_within_a_cell() -> None:
    row = '<Row><Cell><ss:Data ss:Type="String"><html:B>Finn</html:B> Fir</ss:Data></Cell></Row>'
    assert sheet(row).rows[1][0] == Cell("Finn Fir", bold=True)


def test_a_comment_on_a_cell_is_not_its_text() -> None:
    row = f"<Row><Cell>{data('4')}<Comment><ss:Data>was 5</ss:Data></Comment></Cell></Row>"
    assert sheet(row).rows[1][0].text == "4"


def test_a_number_is_one_by_its_type() -> None:
    row = f"<Row><Cell><Data ss:Type='Number'>1.856610963E+10</Data></Cell><Cell>{data('1.485')}</Cell></Row>"
    assert [cell.number for cell in sheet(row).rows[1].values()] == [True, False]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$1,480.00", "1480.00", "$"),
        ("1.480,00 €", "1480.00", "€"),
        ("CHF 1’480.50", "1480.50", "CHF"),
        ("1 480,50 €", "1480.50", "€"),
        ("₹12,34,567.89", "1234567.89", "₹"),
        ("$1,480", "1480", "$"),
    ],
)
def test_amounts_are_written_as_the_locales_write_them(text: str, amount: str, currency: str) -> None:
    read = read_amounts([Cell(text)])
    assert read.of == {Cell(text): Decimal(amount)}
    assert read.currency == currency


def test_a_number_by_its_type_is_exact_and_without_the_dust_of_binary_fractions() -> None:
    read = read_amounts([Cell(text, number=True) for text in ("1.856610963E+10", "1.485", "0.30000000000000004")])
    assert list(read.of.values()) == [Decimal(18_566_109_630), Decimal("1.485"), Decimal("0.3")]
