"""What the referrals of the sample consist of, as plain frozen values that know no database."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """A party: an account, or somebody of the maker's book, or only a name."""

    name: str
    account: str = ""
    person: str = ""
    mail: str = ""
    phone: str = ""

    @property
    def first(self) -> str:
        """What one calls them; a firm is called whole."""
        words = self.name.split()
        is_firm = len(words) > 2 or "&" in words or "’" in self.name or words[-1] in FIRMS
        return self.name if is_firm else words[0]


FIRMS = {"Vet", "Roasters", "Counseling", "Cellars", "Grants", "Bread", "Flowers", "Builders", "Homes", "Floors"}
"""Words at the end of a name that no family has."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step: whose, and where it led."""

    state: str
    at: dt.datetime
    role: str = "provider"
    note: str = ""
    kind: str = "moved"


@dataclass(frozen=True, slots=True)
class Told:
    """News for the referrer, of all that had changed by then."""

    at: dt.datetime
    text: str
    channel: str
    kind: str = "news"


@dataclass(frozen=True, slots=True)
class Heard:
    """What the referrer says or asks: thanks, how is it going, or a reminder by a channel."""

    at: dt.datetime
    kind: str
    text: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Felt:
    """How a step went, as the prospect says."""

    state: str
    at: dt.datetime
    rating: str
    line: str = ""
    may_tell: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """The money that came of it, in cents."""

    on: dt.date
    amount: int
    note: str = ""
    is_repeat: bool = False
    shares_band: bool = False


@dataclass(frozen=True, slots=True)
class OwnSide:
    """What one of the two keeps to herself."""

    owner: str
    note: str = ""
    one_to_one: str = ""
    promise: str = ""
    fit: int | None = None
    fit_reason: str = ""
    fit_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """One recommendation with all that became of it; without moves it is a name."""

    key: str
    made_by: str
    made_at: dt.datetime
    referrer: Who
    provider: Who
    prospect: Who
    moves: tuple[Move, ...] = ()
    told: tuple[Told, ...] = ()
    heard: tuple[Heard, ...] = ()
    felt: tuple[Felt, ...] = ()
    closed: tuple[Closed, ...] = ()
    sides: tuple[OwnSide, ...] = ()
    parent: str = ""
    note: str = ""
    may_contact: bool | None = True
    may_tell: bool | None = True
    is_confidential: bool = False
    was_asked: bool = False
    closeness: int | None = None
    expects_call: bool | None = None
    first_step: str = ""
    handoff: str = ""
    temperature: int | None = None
    next_step: str = ""
    next_on: dt.date | None = None
    update_days: int = 7

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.moves[-1].state if self.moves else "name"

    @property
    def is_inside(self) -> bool:
        """Whether the referrer buys."""
        return self.prospect is self.referrer


@dataclass(frozen=True, slots=True)
class Between:
    """Something between an owner and somebody of the book: a favor, an ask, praise, a teaching, a review."""

    noun: str
    owner: str
    other: str
    text: str
    on: dt.date
    kind: str = ""
    by_me: bool = True
    may_show: bool = False
    referral: str = ""
    due_on: dt.date | None = None
    every_months: int = 12


@dataclass(frozen=True, slots=True)
class Passing:
    """All referrals of the house, and what was given beside them."""

    referrals: tuple[Referral, ...] = ()
    between: tuple[Between, ...] = ()
