"""The second chapter: members with accounts and acts of their own, in the last year or so."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cookout.site.sample.chapter import months_before
from cookout.site.sample.hours import Hours
from cookout.site.sample.names import Inventor
from cookout.site.sample.one_to_ones import Course, among
from cookout.site.sample.referral_shapes import Referral
from cookout.site.sample.referrals_among import Chapter
from cookout.site.sample.shapes import Account, Diary, Name, OneToOne, Seat, Term, Value
from cookout.site.sample.words import fill, life_of_one, read

KEY = "scioto"
MONTHS = 13
ROLES = ("president", "vice_president", "secretary", "mentor")


@dataclass(frozen=True, slots=True)
class Neighbors:
    """What the second chapter adds to the house."""

    accounts: tuple[Account, ...]
    seats: tuple[Seat, ...]
    terms: tuple[Term, ...]
    one_to_ones: tuple[OneToOne, ...]
    referrals: tuple[Referral, ...]


def neighbors(seats: Sequence[Seat], inventor: Inventor, rng: random.Random, today: dt.date) -> Neighbors:
    """All of it; everybody's key begins like the chapter's."""
    here = [replace(seat, account=f"{KEY}-{number:02}") for number, seat in enumerate(_of(seats), 1)]
    accounts = tuple(_account(seat, inventor, rng, today) for seat in here)
    joined = {seat.account: seat.joined_on for seat in here}
    ones = tuple(among(accounts, joined, Course(rng, today), Hours(), MONTHS))
    known = {account.key: account for account in accounts}
    chapter = Chapter(known, joined, Diary(ones), rng, inventor, today, frozenset(), frozenset(), MONTHS)
    passed = {one.key: one for one in chapter.referrals()}  # two of one second would share a key
    placed = iter(here)
    others = tuple(next(placed) if seat.chapter == KEY else seat for seat in seats)
    return Neighbors(accounts, others, _terms(here, today), ones, tuple(passed.values()))


def _of(seats: Sequence[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.chapter == KEY]


def _account(seat: Seat, inventor: Inventor, rng: random.Random, today: dt.date) -> Account:
    given, _space, family = seat.name.partition(" ")
    name, gaps = Name(given, family), life_of_one(rng)
    title, firm = _work(seat.slug, name, rng, gaps["town"])
    email = inventor.mail(name, firm)
    details = (
        Value("phone", inventor.phone(), "mobile"), Value("email", email, "work"),
        Value("organisation", firm), Value("title", title),
    )  # fmt: skip
    since = max(seat.joined_on, months_before(today, MONTHS + 2))
    return Account(seat.account, name, email, seat.slug, since, details)


def _work(slug: str, name: Name, rng: random.Random, town: str) -> tuple[str, str]:
    """How they say what they do, and what the firm is called."""
    for line in read("work")["own"]:
        trade, title, firms = line.split("|")
        if trade == slug:
            gaps = {"family": name.family, "given": name.given, "town": town}
            return title, fill(rng.choice(firms.split(";")), gaps)
    return slug.replace("-", " ").capitalize(), f"{name.family} & Partners"


def _terms(here: Sequence[Seat], today: dt.date) -> tuple[Term, ...]:
    """The longest members lead; before them, in the term that is over, the next ones did."""
    oldest = sorted(here, key=lambda seat: seat.joined_on)
    now, before = months_before(today, 8), months_before(today, 20)
    return (
        *(Term(role, seat.account, now, chapter=KEY) for role, seat in zip(ROLES, oldest, strict=False)),
        *(
            Term(role, seat.account, before, now, chapter=KEY)
            for role, seat in zip(ROLES[:3], oldest[4:], strict=False)
        ),
    )
