"""A chapter report as it waits to be looked at: one line a name, its counts by month, who is meant. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from cookout.insight.formats.report_matching import UNKNOWN, Roster, key_of

COUNTS = (
    "present", "absent", "late", "medical", "substitute", "one_to_ones", "given_inside", "given_outside",
    "received_inside", "received_outside", "visitors", "credits",
)  # fmt: skip
"""What a report may say of a member and a month; the names of the columns of `ReportedMonth`."""

MARKS = COUNTS[:5]

SUMMED = {"given": ("given_inside", "given_outside"), "received": ("received_inside", "received_outside")}
"""Shown as one number, inside and outside together."""

NAME_ONLY = "name"
"""Picked for a line that comes in under its name, although nobody of that name sits here."""

ITS_OWN = ""
"""Stands for the one month that an attendance or slips report is of; it is written on the report."""

FEWEST_PAYERS = 3
"""A sum of money of fewer would tell who it was."""

Counts = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One name of the file, with its counts by month: None is missing, which is not zero."""

    number: int
    name: str
    is_guest: bool
    chapter: str
    """The chapter that the line itself names."""
    months: Mapping[str, Counts]
    state: str = UNKNOWN
    candidates: tuple[str, ...] = ()
    pick: str = ""

    @property
    def comes_in(self) -> bool:
        """Whether it is to be brought in."""
        return bool(self.pick)

    @property
    def totals(self) -> dict[str, int | None]:
        """The counts over its months; missing where every month is."""
        return {name: total(month.get(name) for month in self.months.values()) for name in COUNTS}

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"what": "line", **asdict(self)}


@dataclass(frozen=True, slots=True)
class Sum:
    """The closed business of the report's month, never by member."""

    total: str
    """As the file adds up, in whole units; empty where fewer than three reported some: it is not even kept waiting."""
    currency: str
    """Its code; empty where who brings it in has to say."""
    payers: int

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"what": "sum", **asdict(self)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that waits of one file."""

    lines: tuple[Line, ...] = ()
    sums: tuple[Sum, ...] = ()
    month: int | None = None
    """The one month of an attendance or slips report, as far as it is known; None for a wide sheet."""
    may: tuple[int, ...] | None = ()
    """The months that it can be of, as the file says; None where it says nothing."""

    @classmethod
    def of(cls, kept: Iterable[Mapping[str, Any]]) -> "Waiting":
        """From what JSON kept."""
        lines, sums, about = [], [], {}
        for row in kept:
            values = {name: value for name, value in row.items() if name != "what"}
            if row["what"] == "line":
                lines.append(Line(**{**values, "candidates": tuple(values["candidates"])}))
            elif row["what"] == "sum":
                sums.append(Sum(**values))
            else:
                about = values
        may = about.get("may", ())
        return cls(tuple(lines), tuple(sums), about.get("month"), None if may is None else tuple(may))

    def as_data(self) -> list[dict[str, Any]]:
        """As JSON keeps it."""
        about = {"what": "file", "month": self.month, "may": self.may}
        return [about, *(line.as_data() for line in self.lines), *(one.as_data() for one in self.sums)]

    @property
    def months(self) -> set[int]:
        """The months that it speaks of, as far as they are known."""
        return {month for said in self._told if (month := self.month_of(said)) is not None}

    @property
    def lacks_month(self) -> bool:
        """Whether who brings it in has to say of which month it is."""
        return self.month is None and ITS_OWN in self._told

    @property
    def asks_month(self) -> bool:
        """Whether who brings it in may say it."""
        return self.may is None or len(self.may) > 1

    def month_of(self, said: str) -> int | None:
        """The month of some counts."""
        return self.month if said == ITS_OWN else int(said)

    @property
    def _told(self) -> set[str]:
        return {month for line in self.lines for month in line.months}

    def matched(self, roster: Roster) -> "Waiting":
        """With who is meant, as far as the names say. Lines of one name are told apart by nobody but a person."""
        names = [key_of(line.name) for line in self.lines]
        seen = Counter(name for line, name in zip(self.lines, names, strict=True) if not line.is_guest)
        lines = []
        for line, name in zip(self.lines, names, strict=True):
            match = roster.match(line.name, is_guest=line.is_guest, is_twice=seen[name] > 1)
            lines.append(replace(line, state=match.state, candidates=match.candidates, pick=match.pick))
        return replace(self, lines=tuple(lines))

    def picked(self, picks: Mapping[int, str], *, names: bool = False) -> "Waiting":
        """With these picks by the number of the line; `names` brings the unknown in under their names."""
        lines = [replace(line, pick=picks.get(line.number, line.pick)) for line in self.lines]
        if names:
            lines = [replace(line, pick=line.pick or NAME_ONLY) if line.state == UNKNOWN else line for line in lines]
        return replace(self, lines=tuple(lines))

    def in_currency(self, code: str) -> "Waiting":
        """With its sum in this currency, where the file does not say one; no code changes nothing."""
        return replace(self, sums=tuple(replace(one, currency=code or one.currency) for one in self.sums))

    def seats_twice(self) -> list[str]:
        """Names of lines that were picked for one seat in one month."""
        seen: set[tuple[str, str]] = set()
        twice = []
        for line in self.lines:
            places = {(line.pick, month) for month in line.months} if line.pick not in ("", NAME_ONLY) else set()
            if places & seen:
                twice.append(line.name)
            seen |= places
        return twice


def parts_of(name: str) -> set[str]:
    """The counts that a shown number is made of."""
    return set(SUMMED.get(name, (name,)))


def value_of(counts: Counts, name: str) -> int | None:
    """A shown number: one of the counts, or the sum of two.

    >>> value_of({"given_inside": 2, "given_outside": None, "late": 0}, "given")
    2
    """
    return total(counts.get(part) for part in parts_of(name))


def total(numbers: Iterable[int | None]) -> int | None:
    """The sum of what is known, or None where nothing is.

    >>> total([2, None, 1]), total([None]), total([])
    (3, None, None)
    """
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
