"""SpreadsheetML: the XML of a workbook that other systems export under the name `.xls`.

It is read as a stream, so that a large file costs no more than its cells. A document type, and with it every entity, is
refused: no such file needs one, and a few lines of them can unfold into gigabytes.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from cookout.science.errors import ScienceError
from cookout.science.reports.grid import LONGEST, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Opened, Row, Sheet

SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_SEP = "\n"
"""Stands between a namespace and a name; neither can hold it."""
_DEEPEST = 64
_BOLD_TAGS = {"B", "b"}


class TooLarge(Exception):
    """The sheet reaches farther than any report does."""


class Forbidden(Exception):
    """The file declares a document type."""


def is_spreadsheetml(beginning: bytes) -> bool:
    """Whether a file that begins so is SpreadsheetML, in whatever encoding of Unicode."""
    plain = beginning.replace(b"\0", b"")
    return b"<?xml" in plain[:64] and b"Workbook" in plain and SPREADSHEET.encode() in plain


def read_spreadsheetml(told: bytes, label: str) -> Opened:
    """The sheets of the file; ScienceError where it is broken or made to harm."""
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=_SEP)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _forbid
    parser.EntityDeclHandler = _forbid
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    try:
        parser.Parse(told, True)
    except expat.ExpatError as broken:
        raise ScienceError(
            f"“{label}” is broken or cut short near line {broken.lineno}. Download or export it anew."
        ) from broken
    except Forbidden:
        raise ScienceError(f"“{label}” declares entities, which no report does. It was not opened.") from None
    except TooLarge:
        raise ScienceError(f"“{label}” reaches farther than any report does. Take the file of one chapter.") from None
    except (LookupError, ValueError) as wrong:
        raise ScienceError(f"“{label}” is written in an encoding that cannot be read. Save it as XLSX.") from wrong
    return Opened("xml", tuple(reading.sheets))


def _forbid(*_told: object) -> None:
    raise Forbidden


@dataclass(slots=True)
class _Style:
    bold: bool | None = None
    parent: str = ""


@dataclass(slots=True)
class _Reading:
    """What the parser has told so far."""

    sheets: list[Sheet] = field(default_factory=list)
    styles: dict[str, _Style] = field(default_factory=dict)
    style: _Style | None = None
    rows: dict[int, Row] = field(default_factory=dict)
    sheet_name: str = ""
    cells: dict[int, Cell] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    across: int = 0
    count: int = 0
    row_style: str = ""
    cell_style: str = ""
    number: bool = False
    in_data: bool = False
    in_comment: bool = False
    bold_run: bool = False
    said: list[str] = field(default_factory=list)
    depth: int = 0

    def start(self, tag: str, told: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise TooLarge
        name = tag.rsplit(_SEP, 1)[-1]
        if self.in_data:
            # Inside the text of a cell stand only marks of how it looks.
            self.bold_run = self.bold_run or name in _BOLD_TAGS
        elif begins := _BEGINS.get(name):
            begins(self, {key.rsplit(_SEP, 1)[-1]: value for key, value in told.items()})

    def end(self, tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        name = tag.rsplit(_SEP, 1)[-1]
        if name == "Data":
            self.in_data = False
        elif name == "Comment":
            self.in_comment = False
        elif name == "Style":
            self.style = None
        elif name == "Cell":
            self._end_cell()
        elif name == "Row":
            self._end_row()
        elif name == "Worksheet":
            self.sheets.append(Sheet(self.rows, self.sheet_name, tells_bold=True))
            self.rows = {}

    def text(self, text: str) -> None:
        """Letters; only those of cells matter."""
        if self.in_data:
            self.said.append(text)

    def begin_sheet(self, told: dict[str, str]) -> None:
        """Rows count anew."""
        self.sheet_name = told.get("Name", "")[:LONGEST]
        self.rows, self.columns, self.row = {}, {}, 0

    def begin_style(self, told: dict[str, str]) -> None:
        """A look that cells can have by its name."""
        self.style = _Style(parent=told.get("Parent", ""))
        self.styles[told.get("ID", "")] = self.style

    def begin_font(self, told: dict[str, str]) -> None:
        """Only a font within a style says something."""
        if self.style is not None and "Bold" in told:
            self.style.bold = told["Bold"] in {"1", "true"}

    def begin_column(self, told: dict[str, str]) -> None:
        """The look of a whole column."""
        if "StyleID" in told and (at := _whole(told.get("Index"), len(self.columns) + 1)) <= MOST_COLUMNS:
            for column in range(at - 1, min(at + _whole(told.get("Span"), 0), MOST_COLUMNS)):
                self.columns[column] = told["StyleID"]

    def begin_row(self, told: dict[str, str]) -> None:
        """The next row, or the one that its index says."""
        self.row = _whole(told.get("Index"), self.row + 1)
        self.row_style = told.get("StyleID", "")
        self.cells, self.column = {}, 0

    def begin_cell(self, told: dict[str, str]) -> None:
        """The next cell, or the one that its index says: sparse rows leave cells out."""
        index = _whole(told.get("Index"), self.column + 1)
        if not 1 <= index <= 16_384:
            raise TooLarge
        self.column = index
        self.across = _whole(told.get("MergeAcross"), 0)
        self.cell_style = told.get("StyleID", "")
        self.said, self.number, self.bold_run = [], False, False

    def begin_data(self, told: dict[str, str]) -> None:
        """What the cell holds; a comment on it holds data too, which are not the cell's."""
        self.in_data = not self.in_comment
        self.number = self.number or (self.in_data and told.get("Type") == "Number")

    def begin_comment(self, _told: dict[str, str]) -> None:
        """Somebody's remark."""
        self.in_comment = True

    def _end_cell(self) -> None:
        text = " ".join("".join(self.said).split())[:LONGEST]
        if text:
            self.count += 1
            if self.count > MOST_CELLS or self.column > MOST_COLUMNS:
                raise TooLarge
            self.cells[self.column - 1] = Cell(text, self.number, self.bold_run or self._is_bold())
        self.column += self.across
        self.said = []

    def _end_row(self) -> None:
        if self.cells:
            if len(self.rows) >= MOST_ROWS:
                raise TooLarge
            self.rows[self.row] = self.cells
        self.cells = {}

    def _is_bold(self) -> bool:
        name = self.cell_style or self.row_style or self.columns.get(self.column - 1, "")
        for _step in range(_DEEPEST):
            style = self.styles.get(name)
            if style is None or style.bold is not None or not style.parent:
                return bool(style and style.bold)
            name = style.parent
        return False


def _whole(told: str | None, else_: int) -> int:
    """A place or a number of places."""
    return int(told) if told and told.isascii() and told.isdigit() and len(told) < 9 else else_


_BEGINS = {
    "Worksheet": _Reading.begin_sheet,
    "Style": _Reading.begin_style,
    "Font": _Reading.begin_font,
    "Column": _Reading.begin_column,
    "Row": _Reading.begin_row,
    "Cell": _Reading.begin_cell,
    "Data": _Reading.begin_data,
    "Comment": _Reading.begin_comment,
}
