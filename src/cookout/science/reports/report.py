"""What a report of another system says, as it says it: frozen values without any judgement of who is who.

A count is None where the file does not tell it: missing is not zero. A month is 12 * year + month - 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

ATTENDANCE, SLIPS, WIDE = "attendance", "slips", "wide"
"""The kinds: counts of a period by member; one line for each slip; a sheet with a column for each meeting."""

REFERRAL, ONE_TO_ONE, THANKS, VISITOR, CREDIT = "referral", "one_to_one", "thanks", "visitor", "credit"
"""The kinds of slips."""

PRESENT, ABSENT, LATE, MEDICAL, SUBSTITUTE, HOLIDAY = "P", "A", "L", "M", "S", "H"
"""The marks of a meeting; a holiday is not an absence."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong or doubtful, as a sentence with its values apart, so that it can be translated."""

    code: str
    """`total_differs`, `same_name`, `not_a_count`, …: for programs."""
    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[int, ...] = ()
    """The rows of the file, from 1, that it is about."""

    def __str__(self) -> str:
        return self.text % self.values if self.values else self.text


@dataclass(frozen=True, slots=True)
class Counts:
    """Whole numbers of one member or of all; None is not told."""

    present: int | None = None
    absent: int | None = None
    late: int | None = None
    medical: int | None = None
    substitute: int | None = None
    given_inside: int | None = None
    given_outside: int | None = None
    received_inside: int | None = None
    received_outside: int | None = None
    visitors: int | None = None
    one_to_ones: int | None = None
    credits: int | None = None


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One member's counts over the whole period of an attendance report."""

    row: int
    """The row of the file, from 1."""
    name: str
    """First and last name as the file says them."""
    counts: Counts
    amount: Decimal | None = None
    """Closed business; leaves the reader only in sums, see `money_of`."""
    custom: str = ""
    """The last column, which each organisation fills as it likes."""
    chapter: str = ""
    """Where the file has a column for it."""
    other_chapter: bool | None = None
    """Whether the person is of another chapter; None: this form of file does not tell."""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One slip. Two equal lines may both be true, and both are kept."""

    row: int
    kind: str
    """One of the kinds of slips; empty where the type is none that is known."""
    giver: str
    """Who is named under From; empty for an anonymous thank-you."""
    receiver: str
    """Who is named under To; for a visitor their name, which is no member's."""
    inside: bool | None = None
    amount: Decimal | None = None
    credits: int | None = None
    detail: str = ""
    """Free text; where somebody is of another chapter, its name."""
    giver_elsewhere: bool | None = None
    receiver_elsewhere: bool | None = None
    """Whether the person is of another chapter; None: this form of file does not tell."""


@dataclass(frozen=True, slots=True)
class WideLine:
    """One member's marks, meeting by meeting; a meeting without a mark is missing and not here."""

    row: int
    name: str
    marks: tuple[tuple[date, str], ...]
    other_chapter: bool | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One file, read whole. What could not be read is in the complaints, never guessed."""

    kind: str
    """`attendance`, `slips` or `wide`."""
    form: str
    """`xml` (SpreadsheetML), `xls`, `xlsx`, `ods` or `csv`: what the file is, whatever its name ends with."""
    lines: tuple[AttendanceLine, ...] | tuple[SlipLine, ...] | tuple[WideLine, ...]
    title: str = ""
    chapter: str = ""
    """As the file says it; empty where it does not."""
    starts_on: date | None = None
    ends_on: date | None = None
    name_month: int | None = None
    """The month that the name of the file says, where it says one."""
    currency: str = ""
    """The code or sign beside the amounts; empty where there is none; `?` where they differ."""
    totals: Counts | None = None
    """What the report's own line of totals says."""
    visitors: Counts | None = None
    """The line for visitors, who are no members."""
    meetings: tuple[date, ...] = ()
    """The meetings for which a wide sheet has a column."""
    tells_chapters: bool = False
    """Whether this form of file can say who is of another chapter."""
    complaints: tuple[Complaint, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberMonth:
    """What a report says of one name in one month."""

    name: str
    month: int
    """12 * year + month - 1."""
    counts: Counts
    other_chapter: bool | None = None
    """None: the file does not tell."""
    chapter: str = ""
    """The other chapter's name, or the line's own where the file has a column for it."""
    rows: tuple[int, ...] = ()
    """The rows of the file it comes from."""


@dataclass(frozen=True, slots=True)
class Money:
    """The closed business of a whole report. Who shows it asks for three members or more, and for one currency."""

    total: Decimal
    currency: str
    members: int
    """How many members' amounts are in it."""
