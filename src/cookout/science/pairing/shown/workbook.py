"""A plan as a workbook of Excel and its kin."""

import io
import re
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it comes without types

from cookout.science.pairing.answer import Answer
from cookout.science.pairing.shown.rows import HEAD, rows

WIDTHS = (7, 12, 14, 26, 26, 60, 10, 13)

_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs that XML has no way to write."""


def workbook(answer: Answer) -> bytes:
    """The pairs on one sheet, what stands in the way and how it was read on another."""
    book = openpyxl.Workbook()
    pairs = book.active
    pairs.title = "Pairs"
    pairs.append(HEAD)
    for row in rows(answer):
        pairs.append([_written(cell) for cell in row])
    _headed(pairs)
    about = book.create_sheet("About")
    for said in _about(answer):
        about.append([_written(cell) for cell in said])
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 20, 100
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _headed(sheet: Any) -> None:
    sheet.freeze_panes = "A2"
    for at, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(at)].width = width
        sheet.cell(1, at).font = openpyxl.styles.Font(bold=True)


def _about(answer: Answer) -> list[tuple[str | int, ...]]:
    told: list[tuple[str | int, ...]] = [
        ("value", answer.value),
        ("upper bound", answer.upper_bound),
        ("proved", "yes" if answer.optimal else "no"),
        ("seed", answer.seed),
    ]
    told += [(f"week {week.number} sits out", name) for week in answer.weeks for name in week.sits_out]
    told += [("in the way", one.words) for one in answer.obstacles]
    return told + [("how it was read", note) for note in answer.notes]


def _written(cell: str | int) -> str | int:
    """As a workbook can hold it: no formula, no sign that XML lacks, no number beyond what Excel keeps exactly."""
    if isinstance(cell, int):
        return cell if cell < 10**15 else str(cell)
    return _REFUSED.sub("\ufffd", cell if not cell.startswith("=") else f"'{cell}")
