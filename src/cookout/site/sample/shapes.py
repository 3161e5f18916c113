"""What the sample consists of, as plain frozen values that know no database. The loader turns them into rows."""

import datetime as dt
from dataclasses import dataclass

from cookout.site.sample.meeting_shapes import Chapter, Gathered
from cookout.site.sample.referral_shapes import Passing
from cookout.site.sample.round_shapes import PastRound


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
    """One thing a member tells about herself, to which question of the dance card, and to whom."""

    prompt: str
    text: str
    audience: str

    @property
    def facet(self) -> str:
        """The heading that the question belongs to."""
        return self.prompt.partition(".")[0]


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
    told_on: dt.date | None = None
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
    sponsor: str = ""
    mentor: str = ""
    renews_on: dt.date | None = None
    is_ranked: bool = True

    def is_there(self, day: dt.date) -> bool:
        """Whether somebody sits here on a day."""
        return self.joined_on <= day and (self.left_on is None or self.left_on > day)


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
    one_to_one: str = ""


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
    prompt: str = ""
    one_to_one: str = ""

    @classmethod
    def told(cls, asked: str, text: str, source: str, on: dt.date) -> "Fact":
        """From a question of the dance card, or from a heading alone: `goals.business` or `goals`."""
        facet, dot, _question = asked.partition(".")
        return cls(facet, text, source, on, prompt=asked if dot else "")


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
class Step:
    """Who did what with a 1-2-1, and when; the place is the seat's, 1 or 2."""

    kind: str
    place: int
    at: dt.datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class OneToOne:
    """A 1-2-1 of an account with another one, or with somebody of the first one's book."""

    key: str
    state: str
    first: str
    second: str = ""
    person: str = ""
    starts_at: dt.datetime | None = None
    minutes: int = 45
    where: str = "in_person"
    place: str = ""
    agenda: str = ""
    focus: str = "both"
    says: tuple[int, ...] = ()
    steps: tuple[Step, ...] = ()
    times: tuple[dt.datetime, ...] = ()
    every_weeks: int | None = None
    follows: str = ""

    @property
    def began(self) -> dt.datetime:
        """When it was first spoken of."""
        return self.steps[0].at


@dataclass(frozen=True, slots=True)
class WrapUp:
    """How a 1-2-1 went, for one seat; `answered` says that the facts of that day were answers to its questions."""

    owner: str
    one_to_one: str
    line: str
    done_at: dt.datetime
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Thinking:
    """Twenty minutes of an owner for somebody, after a 1-2-1."""

    owner: str
    one_to_one: str
    starts_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Diary:
    """All 1-2-1s of the house, and what was written down after them."""

    one_to_ones: tuple[OneToOne, ...] = ()
    wrap_ups: tuple[WrapUp, ...] = ()
    thinking: tuple[Thinking, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """The whole house."""

    seed: int
    today: dt.date
    region: str
    parent_region: str
    chapters: tuple[Chapter, ...]
    accounts: tuple[Account, ...]
    seats: tuple[Seat, ...]
    terms: tuple[Term, ...]
    books: tuple[Book, ...]
    diary: Diary
    passing: Passing
    gathered: Gathered = Gathered()
    rounds: tuple[PastRound, ...] = ()
