"""Which kind of report a sheet is, and which column means what: told by the line of heads, wherever it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cookout.science.reports.grid import Row, Sheet, texts
from cookout.science.reports.marks import mark_of
from cookout.science.reports.report import ATTENDANCE, SLIPS, WIDE, Complaint
from cookout.science.tables.days import Days, read_days
from cookout.science.tables.keys import key

_WITHIN = 40
"""The heads stand within so many lines."""

_LONGEST_HEAD = 40

_PERSON = {
    "first": "first name, vorname, given name, forename",
    "last": "last name, nachname, surname, family name, familienname",
    "name": "name, member, member name, full name, mitglied, mitgliedsname",
    "chapter": "chapter, chapter name, group, chaptername",
}
_ATTENDANCE = _PERSON | {
    "present": "p, present",
    "absent": "a, absent",
    "late": "l, late",
    "medical": "m, medical",
    "substitute": "s, substitute",
    "given_inside": "rgi, referrals given inside",
    "given_outside": "rgo, referrals given outside",
    "received_inside": "rri, referrals received inside",
    "received_outside": "rro, referrals received outside",
    "visitors": "v, visitors",
    "one_to_ones": "121, 121s, 1 to 1, 1to1s, one to one, one to ones",
    "amount": "tyfcb, tyfcb amount, closed business",
    "credits": "ceu, ceus, ceu credits",
    "custom": "custom, t",
}
_SLIPS = {
    "giver": "from, von",
    "receiver": "to, an",
    "type": "slip type, sliptyp, type, typ",
    "inside": "inside outside, inside, innen aussen",
    "amount": "tyfcb amount, tyfcb, amount",
    "credits": "ceu credits, ceu, ceus",
    "detail": "detail, details",
}
_LETTERS = ("present", "absent", "late", "medical", "substitute")
_DEEDS = ("given_inside", "given_outside", "received_inside", "received_outside", "one_to_ones")


def _by_key(heads: Mapping[str, str]) -> Mapping[str, str]:
    return {key(name): role for role, names in heads.items() for name in names.split(",")}


_ROLE_OF = {ATTENDANCE: _by_key(_ATTENDANCE), SLIPS: _by_key(_SLIPS), WIDE: _by_key(_PERSON)}


@dataclass(frozen=True, slots=True)
class Head:
    """The line of heads of a report."""

    kind: str
    row: int
    """From 1."""
    columns: Mapping[str, int]
    """Meaning → its column, from 0."""
    names: Mapping[str, str]
    """Meaning → the head as it is written."""
    days: Mapping[int, date] = field(default_factory=dict)
    """Column → its meeting, of a wide sheet."""
    complaints: tuple[Complaint, ...] = ()
    all_names: tuple[str, ...] = ()
    """Every head, also those that mean nothing here."""

    def repeats(self, row: Row) -> bool:
        """Whether a row says the heads once more, as on a new page."""
        return all(column in row and key(row[column].text) == key(self.names[role]) for role, column in self.first_two)

    @property
    def first_two(self) -> list[tuple[str, int]]:
        """The two columns by which a line of heads is known again."""
        return sorted(self.columns.items(), key=lambda pair: pair[1])[:2]


def head_of(sheet: Sheet, year: int | None = None) -> Head | None:
    """The line of heads; None where the sheet is no report. `year` stands in where days of meetings have none."""
    rows = list(sheet.rows.items())
    for number, row in rows[:_WITHIN]:
        cells = texts(row)
        for kind, is_one in ((SLIPS, _is_slips), (ATTENDANCE, _is_attendance)):
            columns = _columns(kind, cells)
            if is_one(columns):
                names = {role: cells[at] for role, at in columns.items()}
                return Head(kind, number, columns, names, all_names=tuple(cells))
    for at, (number, row) in enumerate(rows[:_WITHIN]):
        if head := _wide(number, texts(row), [row for _number, row in rows[at + 1 :]], year):
            return head
    return None


def _columns(kind: str, cells: Sequence[str]) -> dict[str, int]:
    """Meaning → the first column whose head says it."""
    found: dict[str, int] = {}
    for at, text in enumerate(cells):
        role = _ROLE_OF[kind].get(key(text)) if len(text) < _LONGEST_HEAD else None
        if role:
            found.setdefault(role, at)
    return found


def _names_somebody(columns: Mapping[str, int]) -> bool:
    return "name" in columns or {"first", "last"} <= columns.keys()


def _is_attendance(columns: Mapping[str, int]) -> bool:
    letters = sum(letter in columns for letter in _LETTERS)
    deeds = sum(deed in columns for deed in _DEEDS)
    return _names_somebody(columns) and letters >= 3 and (deeds >= 1 or letters == len(_LETTERS))


def _is_slips(columns: Mapping[str, int]) -> bool:
    return {"giver", "receiver", "type"} <= columns.keys()


def _wide(number: int, cells: Sequence[str], below: Sequence[Row], year: int | None) -> Head | None:
    """A wide sheet: names down, days across, and marks where they cross."""
    columns = _columns(WIDE, cells)
    heads = {at: text for at, text in enumerate(cells) if any(map(str.isdigit, text))}
    days = read_days(heads.values(), year)
    known = {at for at, text in heads.items() if text not in days.unread}
    if len(known) < 2 or not _are_marks(known, below):
        return None
    if not _names_somebody(columns):
        columns = {"name": next((at for at in range(len(cells)) if at not in known), 0)} | columns
    taken, complaints = _meetings(heads, days)
    return Head(WIDE, number, columns, {role: cells[at] for role, at in columns.items()}, taken, tuple(complaints))


def _are_marks(columns: set[int], below: Sequence[Row]) -> bool:
    told = [row[at].text for row in below for at in columns if at in row]
    # The other half may be sums and remarks below a short list.
    return bool(told) and 2 * sum(mark_of(text) is not None for text in told) >= len(told)


def _meetings(heads: Mapping[int, str], days: Days) -> tuple[dict[int, date], list[Complaint]]:
    """The day of each column; what could mean two days, and what stands there twice, is left aside."""
    taken: dict[int, date] = {}
    aside = []
    for at, text in heads.items():
        day = days.of.get(text)
        if day and day not in taken.values():
            taken[at] = day
        elif text not in days.unread:
            aside.append(text)
    if not aside:
        return taken, []
    text = "Columns left aside, as nothing says which day they mean or as they stand there twice: %(columns)s."
    return taken, [Complaint("unread_days", text, {"columns": ", ".join(f"“{one[:20]}”" for one in aside[:8])})]
