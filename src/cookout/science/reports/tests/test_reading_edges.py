"""What stands around and between the lines: remarks, totals with other words, blank columns, letters that are bold."""

import io
import zipfile

import pytest

from cookout.science.errors import ScienceError
from cookout.science.reports.months import months_of
from cookout.science.reports.read import read_report
from cookout.science.reports.tests.report_files import ATTENDANCE, ATTENDANCE_HEAD, SLIPS, SLIPS_HEAD, WIDE
from cookout.science.reports.tests.workbooks import FORMS, Rows, comma_separated, spreadsheetml

APRIL = 12 * 2026 + 3


def test_a_member_with_both_names_is_one_beside_a_total_too() -> None:
    head = ["Name", *ATTENDANCE_HEAD[2:]]
    rows: Rows = [head, ["Ada Ash", 4], ["Eve Elm", 0], ["Grand Total", 4]]
    assert [line.name for line in read_report(comma_separated(rows)).lines] == ["Ada Ash", "Eve Elm"]


def test_a_document_type_is_refused_even_without_entities() -> None:
    told = spreadsheetml(SLIPS).replace(b"<Workbook", b'<!DOCTYPE Workbook SYSTEM "http://example.org/x"><Workbook', 1)
    with pytest.raises(ScienceError, match="It was not opened"):
        read_report(told)


def test_totals_and_the_key_below_a_wide_sheet_are_nobody() -> None:
    below: Rows = [["Total", 3, 3, 2, 3, 2], ["P = present"]]
    report = read_report(comma_separated([*WIDE, *below]))
    assert [line.name for line in report.lines] == ["Ada Ash", "Ben Birch", "Cleo Cedar"]
    assert "unknown_mark" not in {one.code for one in report.complaints}


def test_what_stands_below_the_heads_is_no_title() -> None:
    report = read_report(comma_separated([*ATTENDANCE[4:6], ["Chapter:", "Scioto"], ["From:", "2020-01-01"]]))
    assert report.chapter == ""
    assert report.starts_on is None


@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_may_begin_anywhere(form: str) -> None:
    moved: Rows = [[], [], *([None, None, *row] for row in SLIPS)]
    report = read_report(FORMS[form](moved))
    assert len(report.lines) == 10
    assert report.lines[0].row == 6
    finn = next(one for one in months_of(report) if one.name == "Finn Fir")
    assert finn.other_chapter is (True if form in {"xml", "xlsx"} else None)


NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def shared(texts: list[str]) -> bytes:
    """An .xlsx whose texts are shared by all cells, as Excel writes it. One that begins with * has bold letters."""
    strings = "".join(
        f"<si><r><rPr><b/></rPr><t>{text[1:]}</t></r></si>" if text.startswith("*") else f"<si><t>{text}</t></si>"
        for text in texts
    )
    cells = "".join(
        f'<row r="{at // 7 + 1}"><c r="A{at // 7 + 1}" t="s"><v>{at}</v></c>' if at % 7 == 0 else
        f'<c r="{"ABCDEFG"[at % 7]}{at // 7 + 1}" t="s"><v>{at}</v></c>' + ("</row>" if at % 7 == 6 else "")
        for at in range(len(texts))
    )  # fmt: skip
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r0" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {NS} xmlns:r="{OFFICE}"><sheets><sheet name="Report" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {NS}><fonts><font/></fonts><cellXfs><xf fontId="0"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f"<sst {NS}>{strings}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {NS}><sheetData>{cells}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()


def test_bold_letters_of_shared_texts_are_found() -> None:
    slip = ["Ada Ash", "*Finn Fir", "One-to-One", " ", " ", " ", "Scioto"]
    report = read_report(shared([*map(str, SLIPS_HEAD), *slip]))
    told = {one.name: (one.other_chapter, one.chapter) for one in months_of(report, APRIL)}
    assert told == {"Ada Ash": (False, ""), "Finn Fir": (True, "Scioto")}
