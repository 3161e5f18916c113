"""Files that somebody broke or made to break something: a sentence, quickly, and never a traceback."""

import io
import subprocess
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cookout.science.errors import ScienceError
from cookout.science.reports import read
from cookout.science.reports.months import money_of, months_of
from cookout.science.reports.read import read_report
from cookout.science.reports.tests.report_files import ATTENDANCE, SLIPS, WIDE
from cookout.science.reports.tests.workbooks import FORMS, comma_separated, xls, xlsx
from cookout.science.reports.tests.workbooks import spreadsheetml as written
from cookout.science.tables import sheets

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell>'
    b"<Data>&j;</Data></Cell></Row></Table></Worksheet></Workbook>"
)
OUTSIDE = LAUGHS.replace(b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


def refused(told: bytes, name: str = "report.xls") -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(ScienceError) as error:
        read_report(told, name)
    return str(error.value)


@pytest.mark.parametrize("told", [LAUGHS, OUTSIDE], ids=["billion laughs", "a file of the machine"])
def test_entities_are_refused_before_they_unfold(told: bytes) -> None:
    before = time.process_time()
    assert "declares entities" in refused(told)
    assert time.process_time() - before < 1


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_entities_are_refused_in_every_encoding(encoding: str) -> None:
    told = LAUGHS.decode().replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    assert "declares entities" in refused(told.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252", "utf-8"])
def test_spreadsheetml_is_read_in_every_encoding(encoding: str) -> None:
    assert len(read_report(written(ATTENDANCE, encoding=encoding)).lines) == 4


@pytest.mark.parametrize(
    "rows",
    [
        "<Row><Cell ss:Index='99999999'><Data>a</Data></Cell></Row>",
        "<Row><Cell ss:Index='16384'><Data>a</Data></Cell></Row>",
        "<Row><Cell ss:Index='0'><Data>a</Data></Cell></Row>",
        "<Row><Cell ss:MergeAcross='99999'><Data>a</Data></Cell><Cell><Data>b</Data></Cell></Row>",
        "<Row><Cell><Data>a</Data></Cell></Row>" * 20_001,
        "<a>" * 100 + "</a>" * 100,
    ],
)
def test_sheets_that_reach_far_are_refused(rows: str) -> None:
    told = written([[]]).replace(b"</Table>", rows.encode() + b"</Table>")
    before = time.process_time()
    assert "reaches farther" in refused(told)
    assert time.process_time() - before < 2


def test_a_row_far_down_costs_nothing() -> None:
    far = b"<Row ss:Index='1048576'><Cell><Data>a</Data></Cell></Row></Table>"
    assert len(read_report(written(ATTENDANCE).replace(b"</Table>", far)).lines) == 4


def test_long_cells_are_read_in_time_that_grows_as_they_do() -> None:
    cells = ["a" * 2_000, "1," * 900, "1.1" * 600, "1 " * 900, "1/1/" * 400, "'" * 1_900]
    rows = [*([cell, "From:", cell] for cell in cells), *ATTENDANCE[4:6], *([cell] * 16 for cell in cells)]
    before = time.process_time()
    money_of(read_report(written(rows * 3)))
    assert time.process_time() - before < 2


def test_a_zip_that_claims_four_gigabytes_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    told = bytearray(xlsx(SLIPS))
    at = told.rfind(b"PK\x01\x02")
    told[at + 24 : at + 28] = b"\xf0\xff\xff\xff"
    monkeypatch.setattr(sheets.subprocess, "run", None)
    assert "once it is unpacked" in refused(bytes(told), "report.xlsx")


def test_a_zip_that_bursts_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"A" * 2_000_000)
    assert len(out.getvalue()) < 5_000
    monkeypatch.setattr(sheets, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(sheets.subprocess, "run", None)
    assert "once it is unpacked" in refused(out.getvalue(), "report.xlsx")


def test_a_workbook_that_breaks_its_process_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_words: object, **_how: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], -9, b"", b"")

    monkeypatch.setattr(sheets.subprocess, "run", killed)
    assert "“report.xls” could not be opened" in refused(xls(SLIPS))


def test_a_workbook_that_takes_too_long_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "PATIENCE", 0.01)
    assert "too long" in refused(xls(SLIPS))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".pdf", ""])
def test_a_wrong_ending_does_not_matter(form: str, ending: str) -> None:
    assert read_report(FORMS[form](SLIPS), "report" + ending).form == form


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (b"", "is empty"),
        (b"   \n", "no line names its columns"),
        (b"%PDF-1.7", "is a PDF"),
        (b"PAR1aaaa", "is a Parquet file"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"<html><table><tr><td>From</td></tr></table></html>", "a page for a browser"),
        (b"a\0b\0c\0", "no table that can be read"),
        (b"a,b,c\n1,2,3\n", "no line names its columns"),
        (b'"' * 200_000, "no line names its columns"),
        (b"x" * 300_000, "no line names its columns"),
        (b"a," * 5_000, "reaches farther"),
        (b"PK\x03\x04 and no more", "cannot be read as a workbook. Save it again as XLSX or CSV."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096, "cannot be read as a workbook"),
    ],
)
def test_what_is_no_report_is_told_so(told: bytes, says: str) -> None:
    assert says in refused(told)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_is_cut_short_is_a_sentence_or_what_is_left(form: str) -> None:
    told = FORMS[form](SLIPS)
    if form == "csv":
        assert len(read_report(told[: len(told) * 2 // 3]).lines) < 10
    else:
        assert "“report.x” " in refused(told[: len(told) * 2 // 3], "report.x")


def test_large_files_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(read, "MOST_BYTES", 100)
    path = tmp_path / "report.csv"
    path.write_bytes(comma_separated(SLIPS))
    monkeypatch.setattr(Path, "read_bytes", None)
    with pytest.raises(ScienceError, match="larger than any report"):
        read_report(path)


def test_what_a_terminal_or_a_spreadsheet_obeys_is_only_text() -> None:
    evil = ["=cmd|' /C calc'!A0", "\x1b[2J Ash", "One-to-One"]
    (line, *_rest) = read_report(comma_separated([SLIPS[2], evil])).lines
    assert line.row == 2


TARGETS = {"attendance": ATTENDANCE, "slips": SLIPS, "wide": WIDE}
CHANGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12)


def taken(told: bytes) -> None:
    """Read what is left of a file as far as it goes; nothing but a sentence may come instead."""
    with suppress(ScienceError):
        report = read_report(told, "report")
        money_of(report)
        months_of(report, 12 * 2026 + 3)


def changed(told: bytes, keep: float, changes: list[tuple[float, int]]) -> bytes:
    left = bytearray(told[: int(len(told) * keep)])
    for place, value in changes:
        if left:
            left[int(place * len(left))] = value
    return bytes(left)


@given(st.sampled_from(sorted(TARGETS)), st.sampled_from(["xml", "csv"]), st.floats(0.3, 1), CHANGES)
@settings(max_examples=150, deadline=None)
def test_cut_and_changed_bytes_end_in_a_sentence(
    kind: str, form: str, keep: float, changes: list[tuple[float, int]]
) -> None:
    taken(changed(FORMS[form](TARGETS[kind]), keep, changes))


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"<?xml ", b"\xff\xfe", b"\xef\xbb\xbf", b"\xfe\xff"])
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_end_in_a_sentence(told: bytes, beginning: bytes) -> None:
    if not beginning.startswith(b"PK"):
        taken(beginning + told)


@pytest.mark.proof
@given(st.sampled_from(sorted(TARGETS)), st.sampled_from(["xml", "csv"]), st.floats(0.05, 1), CHANGES)
@settings(max_examples=6_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_thousands_of_broken_texts_end_in_a_sentence(
    kind: str, form: str, keep: float, changes: list[tuple[float, int]]
) -> None:
    taken(changed(FORMS[form](TARGETS[kind]), keep, changes))


@pytest.mark.proof
@given(st.sampled_from(sorted(TARGETS)), st.sampled_from(["xls", "xlsx"]), st.floats(0.3, 1), CHANGES)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_hundreds_of_broken_workbooks_end_in_a_sentence(
    kind: str, form: str, keep: float, changes: list[tuple[float, int]]
) -> None:
    """Each is opened in a process of its own, so they are fewer."""
    taken(changed(FORMS[form](TARGETS[kind]), keep, changes))
