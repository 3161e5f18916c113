"""The private books: who is in them, how deep, and in which life."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from cookout.site.sample import by_hand, histories
from cookout.site.sample.chapter import split
from cookout.site.sample.histories import Historian
from cookout.site.sample.names import Inventor
from cookout.site.sample.shapes import Account, Book, Fact, Person, Relation, SavedList, Tie, Value
from cookout.site.sample.words import Texts, life_of_one, read
from cookout.ties import rules

CIRCLES = ("cookout", "active", "light", "let_go", "tied", "bare")
PARTNERS = 0.1
"""So many have their partner in the book as well."""


@dataclass
class Binder:
    """One book while it is being put together."""

    plan: Mapping[str, Any]
    today: dt.date
    rng: random.Random
    inventor: Inventor
    used: set[str] = field(default_factory=set)
    people: list[Person] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    @property
    def owner(self) -> str:
        """Whose book it is."""
        return str(self.plan["owner"])

    def historian(self, theme: str) -> Historian:
        """Who tells in the texts of a theme; what one theme has said, no other says again."""
        return Historian(self.today, self.rng, Texts(theme, self.rng, self.used))

    def key(self) -> str:
        """The next key."""
        return f"{self.owner}-{len(self.people)}"

    def wished(self, circle: str) -> int | None:
        """The circle's wished days, with the owner's trade in mind."""
        kept = rules.rhythm(circle, wished=None, longest=None, crowded=self.plan["crowded"])
        return kept.wished if kept else None

    def days(self, circle: str, known: int, *, due: bool) -> list[int]:
        """Days ago of all contacts of an invented tie."""
        if (wished := self.wished(circle)) is None:
            return self._long_ago(known)
        kind = self.rng.choice(("regular", "regular", "bursty", "steady", "fading"))
        for _try in range(60):
            last = self.rng.randint(wished, round(wished * 1.2)) if due else self.rng.randint(1, round(wished * 0.9))
            rhythm = wished * self.rng.uniform(0.6, 1.3)
            since = min(known, histories.SPAN)
            days = histories.touch_days(self.rng, last=min(last, since), rhythm=rhythm, kind=kind, since=since)
            if not histories.is_quiet(days):
                return days
        return days[:2]

    def _long_ago(self, known: int) -> list[int]:
        """One or two contacts of somebody for whom there is no rhythm."""
        many = self.rng.choice((0, 1, 1, 2))
        return sorted(self.rng.randint(20, max(21, min(known, histories.SPAN))) for _number in range(many))


def books(accounts: tuple[Account, ...], inventor: Inventor, rng: random.Random, today: dt.date) -> tuple[Book, ...]:
    """All four books."""
    members = {account.key: account for account in accounts}
    for plan in read("books")["book"]:  # nobody invented for one book is called like somebody told in another
        for name in plan.get("by_hand", []):
            by_hand.reserve(name, inventor)
    return tuple(_book(Binder(plan, today, rng, inventor), members) for plan in read("books")["book"])


def _book(binder: Binder, members: Mapping[str, Account]) -> Book:
    _written_by_hand(binder, members)
    binder.people += _members(binder, members)
    for part in binder.plan["part"]:
        _fill_part(binder, part)
    _acquaintances(binder)
    binder.people += _twice(binder)
    return Book(
        owner=binder.owner,
        people=tuple(binder.people),
        lives=tuple(binder.plan["lives"]),
        relations=tuple(binder.relations),
        saved_lists=tuple(_saved_lists(binder.plan)),
    )


def _written_by_hand(binder: Binder, members: Mapping[str, Account]) -> None:
    """Those who are looked at closely, and how they belong together."""
    names = binder.plan.get("by_hand", [])
    tellers = cache(binder.historian)
    for name in names:
        binder.people += by_hand.people(
            name, binder.owner, historian=tellers, inventor=binder.inventor, members=members, used=binder.used
        )
    known = {person.name.full: person.key for person in binder.people}
    for name in names:
        binder.relations += by_hand.relations(name, known)


def _twice(binder: Binder) -> Iterator[Person]:
    """Who stands in the book a second time, as an old phone had them: with the same number and no more."""
    known = {person.name.full: person for person in binder.people}
    for name, formerly in binder.plan.get("twice", {}).items():
        phones = tuple(value for value in known[name].details if value.kind == "phone")
        yield Person(f"{known[name].key}-twice", split(formerly), "", phones)


def _members(binder: Binder, members: Mapping[str, Account]) -> Iterator[Person]:
    """Fellow members: some kept and linked, some only known from the chapter, some kept and not linked yet."""
    historian = binder.historian("chapter")
    for kind in ("linked", "direct"):
        for circle, keys in binder.plan.get(kind, {}).items():
            for key in keys:
                tie = _invented(binder, historian, circle, life_of_one(binder.rng), life="Chapter")
                tie = replace(tie, facts=tuple(_told_by(binder, members[key], tie)))
                yield _member(binder, members[key], kept=kind == "linked", linked=kind == "linked", tie=tie)
    for key in binder.plan.get("unlinked", []):
        yield _member(binder, members[key], kept=True, linked=False, tie=None)


def _told_by(binder: Binder, account: Account, tie: Tie) -> Iterator[Fact]:
    """What a member told in passing: the profile says the rest."""
    news = read("news")[account.key]
    for told in binder.rng.sample(news, min(len(tie.facts), len(news))):
        asked, _bar, text = told.partition("|")
        on = max(tie.met_on or dt.date.min, binder.today - dt.timedelta(days=binder.rng.randint(10, 200)))
        yield Fact.told(asked, text, binder.rng.choice(("1-2-1", "told me", "told me")), on)


def _member(binder: Binder, account: Account, *, kept: bool, linked: bool, tie: Tie | None) -> Person:
    """A member in a private book; a kept row has what one's own address book had of her."""
    details = tuple(value for value in account.details if value.kind != "birthday" or linked)
    return Person(
        key=f"{binder.owner}-{account.key}",
        name=account.name,
        slug=account.slug,
        details=details if kept else (),
        account=account.key,
        kept=kept,
        linked=linked,
        tie=tie,
    )


def _invented(
    binder: Binder, historian: Historian, circle: str, gaps: Mapping[str, str], *, life: str, due: bool = False
) -> Tie:
    known = binder.rng.randint(500 if due else 60, 2400)
    tie = historian.tie(circle, gaps, binder.days(circle, known, due=due), known=known)
    return replace(tie, lives=(life,) if life else ())


def _fill_part(binder: Binder, part: Mapping[str, Any]) -> None:
    historian = binder.historian(part["theme"])
    for circle in CIRCLES:
        for number in range(part.get(circle, 0)):
            due = number < part.get("due", {}).get(circle, 0)
            person = _someone(binder, part, historian, circle, due=due)
            _perhaps_a_couple(binder, person)
            binder.people.append(person)


def _someone(binder: Binder, part: Mapping[str, Any], historian: Historian, circle: str, *, due: bool) -> Person:
    """One invented person with all that belongs to her."""
    gaps = life_of_one(binder.rng)
    previous = binder.people[-1] if binder.people else None
    family = part.get("family", "") if binder.rng.random() < 0.5 else ""
    if not family and previous and previous.kept and binder.rng.random() < PARTNERS:
        family = previous.name.family
    name = binder.inventor.name(family)
    slug, title, firm = binder.inventor.work(name, gaps["town"])
    details = binder.inventor.details(name, title, firm, much=1.0 if circle != "bare" else 0.3)
    tie = None
    if circle != "bare":
        real = "unsorted" if circle == "tied" else circle
        tie = _invented(binder, historian, real, gaps, life=part.get("life", ""), due=due)
        tie = _ordered(binder, part, tie)
        details += tuple(_more(binder, gaps, circle))
    return Person(binder.key(), name, slug, details, tie=tie)


def _ordered(binder: Binder, part: Mapping[str, Any], tie: Tie) -> Tie:
    """Client, tags."""
    client = binder.rng.random() < part.get("clients", 0.0)
    tags = part.get("tags", [])
    chosen = (binder.rng.choice(tags),) if tags and binder.rng.random() < 0.3 else ()
    met = tie.met_on or binder.today
    since = met + dt.timedelta(days=binder.rng.randint(0, max(1, (binder.today - met).days - 20)))
    return replace(tie, client_since=since if client else None, tags=chosen)


def _more(binder: Binder, gaps: Mapping[str, str], circle: str) -> Iterator[Value]:
    """An address, a birthday: of those one knows better. None within the week, that is for friends."""
    if binder.rng.random() < 0.35:
        yield Value("address", f"{binder.rng.randint(12, 2900)} {gaps['street']}, {gaps['town']}, Ohio", "home")
    if binder.rng.random() < (0.6 if circle in ("cookout", "active") else 0.15):
        day = binder.today + dt.timedelta(days=binder.rng.randint(9, 355))
        year = binder.rng.choice((0, 0, binder.today.year - binder.rng.randint(27, 78)))
        if (day.month, day.day) != (2, 29):
            yield Value("birthday", f"{year:04}-{day:%m-%d}" if year else f"--{day:%m-%d}")


def _perhaps_a_couple(binder: Binder, person: Person) -> None:
    """Two of one family who follow each other in the book belong together."""
    previous = binder.people[-1] if binder.people else None
    if previous and previous.kept and previous.name.family == person.name.family:
        kind = binder.rng.choice(("partner", "partner", "sibling"))
        binder.relations.append(Relation(previous.key, person.key, kind))


def _acquaintances(binder: Binder) -> None:
    """Some people of the book know each other."""
    known = [person for person in binder.people if person.tie and person.tie.circle in rules.SEATED and person.kept]
    for _number in range(len(known) // 5):
        one, other = binder.rng.sample(known, 2)
        pairs = {(row.person, row.other) for row in binder.relations}
        if not {(one.key, other.key), (other.key, one.key)} & pairs:
            kind = binder.rng.choice(("knows", "knows", "friend", "colleague"))
            binder.relations.append(Relation(one.key, other.key, kind))


def _saved_lists(plan: Mapping[str, Any]) -> Iterator[SavedList]:
    yield SavedList(
        "Holiday cards" if "Holiday cards" in plan["tags"] else plan["tags"][0], (("tag", plan["tags"][-1]),)
    )
    yield SavedList(f"Close, {plan['lives'][0]}", (("circle", "active"), ("life", plan["lives"][0])))
