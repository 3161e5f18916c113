"""Writes made-up sheets as the files in which reports come: SpreadsheetML, .xlsx, a true .xls, .csv."""

import csv
import io
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Font


@dataclass(frozen=True)
class Bold:
    """A text in bold letters."""

    text: str


Value = str | int | float | Bold | None
Rows = Sequence[Sequence[Value]]


def plain(value: Value) -> str | int | float | None:
    """Without the look."""
    return value.text if isinstance(value, Bold) else value


def spreadsheetml(rows: Rows, *, sparse: bool = True, numbers_as_text: bool = True, encoding: str = "utf-8") -> bytes:
    """As other systems export it: blank cells left out and jumped over by ss:Index, numbers written as texts."""
    lines = [
        f'<?xml version="1.0" encoding="{encoding}"?>',
        '<?mso-application progid="Excel.Sheet"?>',
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">',
        '<Styles><Style ss:ID="Default"/><Style ss:ID="far"><Font ss:Bold="1"/></Style>'
        '<Style ss:ID="farther" ss:Parent="far"><Font ss:Color="#000000"/></Style></Styles>',
        '<Worksheet ss:Name="Report"><Table>',
    ]
    blank_before = False
    for number, row in enumerate(rows, start=1):
        if sparse and not any(value is not None for value in row):
            blank_before = True
            continue
        lines.append(f'<Row ss:Index="{number}">' if blank_before else "<Row>")
        lines += _cells(row, sparse, numbers_as_text)
        lines.append("</Row>")
        blank_before = False
    lines.append("</Table></Worksheet></Workbook>")
    return "\n".join(lines).encode(encoding)


def _cells(row: Sequence[Value], sparse: bool, numbers_as_text: bool) -> list[str]:
    cells = []
    jumped = False
    for at, value in enumerate(row, start=1):
        if value is None and sparse:
            jumped = True
            continue
        index = f' ss:Index="{at}"' if jumped else ""
        look = ' ss:StyleID="farther"' if isinstance(value, Bold) else ""
        kind = "Number" if isinstance(value, int | float) and not numbers_as_text else "String"
        said = plain(value)
        data = "" if said is None else f'<Data ss:Type="{kind}">{escape(str(said))}</Data>'
        cells.append(f"<Cell{index}{look}>{data}</Cell>")
        jumped = False
    return cells


def xlsx(rows: Rows) -> bytes:
    """With numbers as numbers, and bold by the style of the cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row, start=1):
            if value is not None:
                cell = sheet.cell(number, at, plain(value))
                if isinstance(value, Bold):
                    cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def comma_separated(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """As text; nothing is bold there."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([["" if v is None else plain(v) for v in row] for row in rows])
    return out.getvalue().encode(encoding)


def xls(rows: Rows) -> bytes:
    """A true .xls: the least of BIFF8 in the least of a compound file."""
    name = b"Report"
    bound = struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name
    start = len(_record(0x0809, b"\0" * 16)) + len(_record(0x0085, bound)) + len(_record(0x000A, b""))
    bound = struct.pack("<I", start) + bound[4:]
    stream = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    stream += _record(0x0085, bound) + _record(0x000A, b"")
    stream += _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        for at, value in enumerate(row):
            stream += _biff_cell(number, at, plain(value))
    return _compound(stream + _record(0x000A, b""))


def _record(kind: int, told: bytes) -> bytes:
    return struct.pack("<HH", kind, len(told)) + told


def _biff_cell(row: int, column: int, value: str | int | float | None) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if value is None:
        return b""
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


_SECTOR, _FREE, _END, _TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _compound(stream: bytes) -> bytes:
    """The stream `Workbook` in a compound file: a header, one table of sectors, one of names, then the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    chain = [_TABLE, _END, *range(3, 2 + sectors), _END]
    assert len(chain) <= 128, "too long for one table of sectors"
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    names = _entry("Root Entry", 5, child=1, start=_END, size=0) + _entry("Workbook", 2, start=2, size=len(stream))
    return header + table + names.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, *, child: int = _FREE, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written) + 2, kind, 1, _FREE, _FREE, child)
    return entry + b"\0" * 36 + struct.pack("<IQ", start, size)


FORMS: dict[str, Callable[[Rows], bytes]] = {"xml": spreadsheetml, "xls": xls, "xlsx": xlsx, "csv": comma_separated}
"""What each form is called → how it is written."""

ENDINGS = {"xml": ".xls", "xls": ".xls", "xlsx": ".xlsx", "csv": ".csv"}
