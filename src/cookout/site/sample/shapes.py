"""What the sample consists of, as plain frozen values that know no database. The loader turns them into rows."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """One detail of a person: a mail, a phone, an employer."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts."""

    given: str
    family: str

    @property
    def full(self) -> str:
        """As it is written on a place card."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a member tells about herself, and to whom."""

    facet: str
    text: str
    audience: str


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who can sign in, with the person she is."""

    key: str
    name: Name
    email: str
    slug: str
    since: dt.date
    details: tuple[Value, ...] = ()
    profile: tuple[Entry, ...] = ()
    is_host: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A membership: with an account where `account` names one."""

    chapter: str
    name: str
    slug: str
    joined_on: dt.date
    left_on: dt.date | None = None
    account: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """An office: of a member in a chapter, or of an account over a region."""

    role: str
    account: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    chapter: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """A contact."""

    on: dt.date
    kind: str
    text: str
    by_me: bool | None


@dataclass(frozen=True, slots=True)
class Promise:
    """Something said, and whether it was done."""

    text: str
    made_on: dt.date
    due_on: dt.date
    kept_on: dt.date | None = None
    let_go_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something learned."""

    facet: str
    text: str
    source: str
    learned_on: dt.date


@dataclass(frozen=True, slots=True)
class Mark:
    """A judgement on a day."""

    kind: str
    value: int
    reason: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Note:
    """A free note."""

    text: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Tie:
    """One side of one relationship, with its history."""

    circle: str = "unsorted"
    circle_since: dt.date | None = None
    wished_days: int | None = None
    client_since: dt.date | None = None
    how_met: str = ""
    met_on: dt.date | None = None
    lives: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    touches: tuple[Touch, ...] = ()
    promises: tuple[Promise, ...] = ()
    facts: tuple[Fact, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a private book. Without details of her own where `account` names the member whom the tie is with."""

    key: str
    name: Name
    slug: str = ""
    details: tuple[Value, ...] = ()
    account: str = ""
    kept: bool = True
    linked: bool = False
    tie: Tie | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How two people of one book belong to each other."""

    person: str
    other: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SavedList:
    """A view to come back to: `wishes` name lives and tags, which the loader turns into ids."""

    name: str
    wishes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """One user's private book."""

    owner: str
    people: tuple[Person, ...]
    lives: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    saved_lists: tuple[SavedList, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """The whole house."""

    seed: int
    today: dt.date
    region: str
    parent_region: str
    chapters: tuple[tuple[str, str], ...]
    accounts: tuple[Account, ...]
    seats: tuple[Seat, ...]
    terms: tuple[Term, ...]
    books: tuple[Book, ...]
