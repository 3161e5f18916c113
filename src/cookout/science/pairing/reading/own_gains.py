"""Gains that a person gives to pairs herself; nothing, or “no”, where two may not meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import MOST_GAIN
from cookout.science.pairing.reading.history import ONE, OTHER, pair_in
from cookout.science.pairing.reading.people import People
from cookout.science.pairing.reading.roster import NO
from cookout.science.pairing.reading.sheet import Form, Row, Sheet, open_sheet

Pair = tuple[int, int]

GAINS = Form(
    noun="table of gains",
    needed=MappingProxyType({"a": ONE, "b": OTHER}),
    optional=MappingProxyType({"gain": frozenset(["gain", "gains", "weight", "value", "points", "score"])}),
    example="a,b,gain",
)

LONGEST = 30
"""So many digits are read as a number; what has more is beyond any range."""


@dataclass(frozen=True, slots=True)
class OwnGains:
    """What was given; the lower member of a pair first."""

    label: str
    given: Mapping[Pair, int]
    """0: they may not meet."""
    listed: frozenset[Pair]
    """All pairs that the file names, those without a gain too."""
    notes: tuple[str, ...]


def read_gains(path: str, people: People, *, only_listed: bool) -> OwnGains:
    """The gains in a file; an empty one leaves the gain of the pair as it is reckoned. Raises ScienceError."""
    sheet = open_sheet(path, GAINS)
    if "gain" not in sheet.column and not only_listed:
        raise ScienceError(
            f"“{sheet.label}”: no column is called “gain”. Name one so, as in “{GAINS.example}”; or say --only-listed, "
            "if these are the pairs that may meet."
        )
    lines: dict[Pair, tuple[int | None, int]] = {}
    for row in sheet.rows:
        pair = _pair(sheet, row, people)
        gain = _gain(sheet, row)
        if pair in lines and lines[pair][0] != gain:
            raise sheet.wrong(
                row.line, f"this pair has another gain in line {lines[pair][1]}. Leave one of the two lines out."
            )
        lines.setdefault(pair, (gain, row.line))
    given = {pair: gain for pair, (gain, _line) in lines.items() if gain is not None}
    return OwnGains(sheet.label, given, frozenset(lines), sheet.notes)


def _pair(sheet: Sheet, row: Row, people: People) -> Pair:
    pair, unknown = pair_in(sheet, row, people)
    if pair is None:
        raise sheet.wrong(
            row.line,
            f"nobody on the roster is called “{unknown[0][:60]}”.{people.nearest(unknown[0])} "
            "Correct the name, or leave the line out.",
        )
    return pair


def _gain(sheet: Sheet, row: Row) -> int | None:
    text = sheet.cell(row, "gain")
    if not text:
        return None
    if text.casefold() in NO:
        return 0
    digits = text[1:] if text[0] in "+-−" else text
    if not (digits.isascii() and digits.replace(".", "", 1).replace(",", "", 1).isdigit()):
        raise sheet.wrong(row.line, f"the gain “{text[:40]}” is no number. Write a whole one, or “no”.")
    if text[0] in "-−":
        raise sheet.wrong(row.line, f"the gain “{text[:40]}” is below zero. Write “no” where two may not meet.")
    if not digits.isdigit():
        raise sheet.wrong(row.line, f"the gain “{text[:40]}” is no whole number. Multiply all gains by 10, 100 or so.")
    if len(digits) > LONGEST or int(digits) > MOST_GAIN:
        raise sheet.wrong(
            row.line, f"the gain “{text[:40]}” is beyond 2^40 = {MOST_GAIN:,}. Divide all gains by the same number."
        )
    return int(digits)
