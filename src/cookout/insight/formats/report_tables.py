"""Reports as tables for other programs. An empty cell is not known, which is not zero."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from cookout.insight.formats.palms import Cell, as_csv

COUNTS = (
    "present", "absent", "late", "medical", "substitute", "one_to_ones", "given", "received", "thanked", "visitors",
    "credits", "praise",
)  # fmt: skip
BESIDE = (
    "members", "without_account", "meetings", "weeks_missing", "months_reported", "present", "expected", "visitors",
)  # fmt: skip
DEEDS = ("one_to_ones", "given", "received", "thanked")


class Told(Protocol):
    """A report that tells its content as plain data."""

    def as_data(self) -> dict[str, Any]:
        """For programs."""


def month_table(report: Told) -> str:
    """A row a member; then the sums, and apart from them what another system reported."""
    told = report.as_data()
    rows: list[Sequence[Cell]] = [
        [told["month"], "member", row["name"], row["classification"], *_cells(row, COUNTS)] for row in told["rows"]
    ]
    rows.append([told["month"], "all", told["group"]["name"], None, *_cells(told["total"], COUNTS)])
    if told["reported"] is not None:
        reported = told["reported"]["total"]
        rows.append([told["month"], "reported", told["group"]["name"], None, *_cells(reported, COUNTS)])
    return as_csv(["month", "row", "name", "classification", *COUNTS], rows)


def quarter_table(report: Told) -> str:
    """A row a group; the last one is all of them together, as far as their counts may be shown."""
    told = report.as_data()
    rows: list[Sequence[Cell]] = [
        [told["quarter"], "group", row["name"], *_cells(row, BESIDE), *_cells(row["counts"] or {}, DEEDS)]
        for row in told["rows"]
    ]
    whole: Mapping[str, Any] = {"members": told["members"]}
    rows.append([told["quarter"], "all", told["region"]["name"], *_cells(whole, BESIDE), *_cells(told["total"], DEEDS)])
    return as_csv(["quarter", "row", "name", *BESIDE, *DEEDS], rows)


def _cells(row: Mapping[str, Any], names: Iterable[str]) -> list[Cell]:
    return [row.get(name) for name in names]
