"""Sheets of Excel, LibreOffice and their kin as rows of text.

They are unpacked in a process of its own: a file made to burst, or broken in an unlucky way, ends that process and not
the study, which then says so.
"""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import python_calamine

from cookout.science.errors import ScienceError

SHEETS = (".xlsx", ".ods", ".xls", ".xlsm", ".xlsb")

MOST_BYTES = 1 << 29
"""What a spreadsheet may hold once it is unpacked: a million rows of ten columns are less."""

MOST_MEMORY = 1 << 32
"""What unpacking may take."""

PATIENCE = 120
"""Seconds that unpacking may take."""

REFUSED = 3


def sheet_rows(path: str, wanted: str = "") -> Iterator[list[list[str]]]:
    """The rows of the sheet that is wanted, or of each in turn."""
    yield from apart(__name__, path, wanted)


def apart(module: str, path: str, *words: str, label: str = "") -> Iterator[Any]:
    """What a module prints about a file in a process of its own, line by line of JSON; the file is called `label`."""
    name = label or Path(path).name
    if _unpacked(path) > MOST_BYTES:
        raise ScienceError(f"“{name}” is larger than a spreadsheet can be once it is unpacked. Save it as CSV.")
    command = [sys.executable, "-m", module, path, *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)  # noqa: S603  (ourselves)
    except subprocess.TimeoutExpired:
        raise ScienceError(f"“{name}” took too long to open as a spreadsheet. Save it as CSV.") from None
    if done.returncode == REFUSED:
        raise ScienceError(done.stdout.decode("utf-8", "replace"))
    if done.returncode:
        raise ScienceError(f"“{name}” could not be opened: its cells reach too far. Save it as CSV.")
    yield from (json.loads(line) for line in done.stdout.splitlines())


def _unpacked(path: str) -> int:
    """How large it says to be; 0 where it is no archive, as .xls."""
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as packed:
        return sum(one.file_size for one in packed.infolist())
    return 0


def unpacked(path: str, wanted: str) -> Iterator[list[list[str]]]:
    """The same, in this process."""
    try:
        with python_calamine.load_workbook(path) as book:
            if wanted and wanted not in book.sheet_names:
                raise ScienceError(f"There is no sheet “{wanted}” in this file. It has: {', '.join(book.sheet_names)}.")
            for name in [wanted] if wanted else book.sheet_names:
                yield [[_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
    except (python_calamine.CalamineError, OSError) as refused:
        raise ScienceError(unreadable(path.rsplit("/", 1)[-1])) from refused


def unreadable(name: str) -> str:
    """What is said of a file that is none, or is broken: what to do, and not what a library calls it."""
    return f"“{name}” cannot be read as a workbook. Save it again as XLSX or CSV."


def _text(cell: Any) -> str:
    """What a cell says: whole numbers without a point, dates as 2025-09-01."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell).strip()


def main(path: str, wanted: str) -> int:
    """Write each sheet as one line of JSON; or, with another exit code, why not."""
    return told(unpacked(path, wanted))


def told(sheets: Iterable[Any]) -> int:
    """The other side of `apart`: one line of JSON for each; or, with another exit code, why not."""
    _hold_back()
    try:
        for one in sheets:
            sys.stdout.write(json.dumps(one) + "\n")
    except ScienceError as wrong:
        sys.stdout.buffer.write(str(wrong).encode())
        return REFUSED
    return 0


def _hold_back() -> None:
    """Take no more memory than a spreadsheet needs, where the system can be told so."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on every system)

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
