"""What the chapters of the sample consist of, as plain frozen values that know no database. A member goes by name."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chapter:
    """A group: when and where it meets, and what it allows."""

    key: str
    name: str
    meets_on: int
    meets_at: dt.time
    minutes: int
    where: str
    absences_allowed: int
    visits_allowed: int
    shares_sums: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """One member at one meeting: what was said before, and how it was."""

    member: str
    mark: str = ""
    coming: str = ""
    substitute: str = ""
    checked_in_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who visits one meeting."""

    name: str
    trade: str
    slug: str
    guest_of: str
    mail: str = ""
    phone: str = ""
    came: bool | None = None
    follow_up_on: dt.date | None = None
    followed_up_on: dt.date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Praised:
    """What one member says of another before all."""

    giver: str
    receiver: str
    text: str


@dataclass(frozen=True, slots=True)
class Closing:
    """So many heads were counted; `by` and `reopened_by` are members."""

    at: dt.datetime
    by: str
    headcount: int
    difference: str = ""
    reopened_at: dt.datetime | None = None
    reopened_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gathering:
    """One meeting of one chapter; on a holiday nobody comes."""

    chapter: str
    on: dt.date
    topic: str = ""
    is_holiday: bool = False
    speaker: str = ""
    notes: str = ""
    noted_by: str = ""
    presences: tuple[Presence, ...] = ()
    guests: tuple[Guest, ...] = ()
    praise: tuple[Praised, ...] = ()
    closings: tuple[Closing, ...] = ()


@dataclass(frozen=True, slots=True)
class Credit:
    """Something learned."""

    chapter: str
    member: str
    on: dt.date
    credits: int
    title: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who wants or wanted to come in; `member` is who has become of it."""

    chapter: str
    name: str
    slug: str
    sponsor: str
    applied_on: dt.date
    state: str = "open"
    note: str = ""
    decided_on: dt.date | None = None
    member: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A classification that a chapter looks for."""

    chapter: str
    slug: str
    note: str


@dataclass(frozen=True, slots=True)
class Away:
    """A leave."""

    chapter: str
    member: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True, slots=True)
class Line:
    """What another system says of one member in one month, in the order of its report."""

    member: str
    present: int
    absent: int
    late: int
    medical: int
    substitute: int
    given_inside: int
    given_outside: int
    received_inside: int
    received_outside: int
    visitors: int
    one_to_ones: int
    credits: int


@dataclass(frozen=True, slots=True)
class Brought:
    """A report of one month that was brought in."""

    chapter: str
    starts_on: dt.date
    ends_on: dt.date
    brought_on: dt.date
    lines: tuple[Line, ...]
    amount: int
    payers: int

    @property
    def month(self) -> int:
        """As months are counted in the program."""
        return 12 * self.starts_on.year + self.starts_on.month - 1


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that happens in the chapters besides 1-2-1s and referrals."""

    gatherings: tuple[Gathering, ...] = ()
    credits: tuple[Credit, ...] = ()
    applicants: tuple[Applicant, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    leaves: tuple[Away, ...] = ()
    reports: tuple[Brought, ...] = ()
    targets: tuple[tuple[str, int], ...] = ()
