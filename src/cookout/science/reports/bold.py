"""Which cells of an .xlsx are bold: by their style, or by a run of bold letters within.

Called in the process that opens the file, never in that of the person.
"""

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

Handler = Callable[[str, dict[str, str]], None]
Place = tuple[int, int]
"""Row and column, from 0."""


class Forbidden(Exception):
    """A part of the file declares entities."""


def bold_cells(path: str) -> list[frozenset[Place]] | None:
    """The bold cells of each sheet in the order of the workbook; None where the file does not tell."""
    try:
        with zipfile.ZipFile(path) as packed:
            styles = _bold_styles(packed)
            strings = _bold_strings(packed)
            return [_bold_in(packed, name, styles, strings) for name in _sheets(packed)]
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, IndexError, expat.ExpatError, Forbidden):
        return None


def _parse(packed: zipfile.ZipFile, name: str, start: Handler, end: Callable[[str], None] | None = None) -> None:
    """Call for each element, by the last part of its name."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _forbid
    parser.StartElementHandler = lambda tag, told: start(_plain(tag), told)
    if end:
        parser.EndElementHandler = lambda tag: end(_plain(tag))
    with packed.open(name) as opened:
        parser.ParseFile(opened)


def _forbid(*_told: object) -> None:
    raise Forbidden


def _plain(tag: str) -> str:
    return tag.rpartition(":")[2]


def _is_on(told: Mapping[str, str]) -> bool:
    return told.get("val", "1") not in {"0", "false"}


def _sheets(packed: zipfile.ZipFile) -> list[str]:
    """The names of the parts that hold sheets, in the order in which the workbook has them."""
    targets: dict[str, str] = {}
    ids: list[str] = []

    def relation(tag: str, told: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[told["Id"]] = posixpath.normpath(posixpath.join("/xl", told["Target"])).lstrip("/")

    def sheet(tag: str, told: dict[str, str]) -> None:
        if tag == "sheet":
            ids.append(next(value for name, value in told.items() if _plain(name) == "id" and ":" in name))

    _parse(packed, "xl/_rels/workbook.xml.rels", relation)
    _parse(packed, "xl/workbook.xml", sheet)
    return [targets[one] for one in ids]


def _bold_styles(packed: zipfile.ZipFile) -> frozenset[int]:
    """The numbers of the cell styles whose font is bold."""
    fonts: list[bool] = []
    styles: list[bool] = []
    within: list[str] = []

    def start(tag: str, told: dict[str, str]) -> None:
        parent = within[-1] if within else ""
        within.append(tag)
        if tag == "font" and parent == "fonts":
            fonts.append(False)
        elif tag == "b" and parent == "font" and fonts:
            fonts[-1] = _is_on(told)
        elif tag == "xf" and parent == "cellXfs":
            styles.append(fonts[int(told.get("fontId", "0"))])

    def end(_tag: str) -> None:
        within.pop()

    _parse(packed, "xl/styles.xml", start, end)
    return frozenset(at for at, is_bold in enumerate(styles) if is_bold)


def _bold_strings(packed: zipfile.ZipFile) -> frozenset[int]:
    """The numbers of the shared texts that hold bold letters."""
    if "xl/sharedStrings.xml" not in packed.namelist():
        return frozenset()
    found: set[int] = set()
    count = -1

    def start(tag: str, told: dict[str, str]) -> None:
        nonlocal count
        if tag == "si":
            count += 1
        elif tag == "b" and _is_on(told):
            found.add(count)

    _parse(packed, "xl/sharedStrings.xml", start)
    return frozenset(found)


def _bold_in(
    packed: zipfile.ZipFile, name: str, styles: frozenset[int], strings: frozenset[int]
) -> frozenset[Place]:  # fmt: skip
    reading = _SheetReading(styles, strings)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _forbid
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    with packed.open(name) as opened:
        parser.ParseFile(opened)
    return frozenset(reading.bold)


class _SheetReading:
    """The cells of one sheet, as they come."""

    def __init__(self, styles: frozenset[int], strings: frozenset[int]) -> None:
        self.styles, self.strings = styles, strings
        self.bold: set[Place] = set()
        self.row, self.column = -1, -1
        self.is_shared = self.in_value = False
        self.value = ""

    def start(self, tag: str, told: dict[str, str]) -> None:
        """A row, a cell, its value, or a mark of bold letters in it."""
        name = _plain(tag)
        if name == "row":
            self.row = int(told["r"]) - 1 if "r" in told else self.row + 1
            self.column = -1
        elif name == "c":
            self.column = _column(told["r"]) if "r" in told else self.column + 1
            self.is_shared = told.get("t") == "s"
            if int(told.get("s", "0")) in self.styles:
                self.bold.add((self.row, self.column))
        elif name == "v":
            self.in_value, self.value = True, ""
        elif name == "b" and _is_on(told):
            self.bold.add((self.row, self.column))

    def text(self, text: str) -> None:
        """The number of a shared text."""
        if self.in_value and self.is_shared:
            self.value += text

    def end(self, tag: str) -> None:
        """A value is whole."""
        if _plain(tag) == "v":
            self.in_value = False
            if self.is_shared and int(self.value or "-1") in self.strings:
                self.bold.add((self.row, self.column))


def _column(reference: str) -> int:
    """The column of `BC12`, from 0."""
    column = 0
    for letter in reference:
        if not letter.isalpha():
            break
        column = 26 * column + ord(letter.upper()) - ord("A") + 1
    return column - 1
