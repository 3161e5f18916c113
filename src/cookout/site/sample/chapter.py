"""The region, its chapters and their members, as the data files tell."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cookout.site.sample.names import Inventor
from cookout.site.sample.shapes import Account, Entry, Name, Seat, Term, Value
from cookout.site.sample.words import read

FILES = ("home", "trades", "money", "business", "health")
FACETS = (
    "goals", "accomplishments", "interests", "networks", "skills", "personal", "business", "ambitions", "customers",
    "good_referral", "questions", "passion",
)  # fmt: skip
AUDIENCES = {
    "business.industry": "link", "skills.help": "link", "customers.problem": "link", "good_referral.words": "link",
    "ambitions.future": "one_to_one", "ambitions.success": "one_to_one",
}  # fmt: skip
"""Who may read the answer to which question; the rest is for the member's groups."""

DOORS = ("sam", "renee", "gloria", "naomi")
"""Who can be entered as with one click; they have the short addresses."""

TOLD, TOLD_BY_BOOK = 26, 15
"""For so many months a member's account is there; the books that are told whole go back no further."""


def months_before(today: dt.date, months: int) -> dt.date:
    """A day so many months ago, the same every time.

    >>> months_before(dt.date(2026, 3, 31), 1)
    datetime.date(2026, 2, 28)
    """
    count = today.year * 12 + today.month - 1 - months
    return dt.date(count // 12, count % 12 + 1, min(today.day, 28))


def members() -> list[dict[str, Any]]:
    """The thirty-five members as the files have them."""
    return [member for name in FILES for member in read(f"members_{name}")["member"]]


def accounts(inventor: Inventor, today: dt.date) -> tuple[Account, ...]:
    """The members, the region's director and the host."""
    director = read("chapter")["region"]["director"]
    found = [_member(member, inventor, today) for member in members()]
    found.append(_director(director, inventor, today))
    found.append(_plain_account("host", "Hal Bergquist", inventor, today, is_host=True))
    return tuple(found)


def _member(member: dict[str, Any], inventor: Inventor, today: dt.date) -> Account:
    name = split(member["name"])
    inventor.taken(name)
    business = inventor.mail(name, member["organisation"])
    email = f"{member['key']}@sample.example.org" if member["key"] in DOORS else business
    birthday = today + dt.timedelta(days=member["birthday"])
    since = months_before(today, min(member["joined"], TOLD_BY_BOOK if member["key"] in DOORS else TOLD))
    return Account(
        key=member["key"],
        name=name,
        email=email,
        slug=member["slug"],
        since=since,
        details=(
            Value("phone", inventor.phone(), "mobile"),
            Value("email", email, "work"),
            Value("organisation", member["organisation"]),
            Value("title", member["title"]),
            Value("birthday", f"--{birthday:%m-%d}"),
        ),
        profile=tuple(_profile(member)),
        told_on=_told_on(member["key"], since, today, member.get("told", 0)),
    )


def _profile(told: dict[str, Any]) -> Iterator[Entry]:
    """All that one tells, in the order of the card; then what is there for her own eyes alone."""
    card = read(f"cards/{told['key']}") if told.get("card") else told
    yield from (Entry(prompt, text, AUDIENCES.get(prompt, "groups")) for prompt, text in _answers(card))
    yield from (Entry(prompt, text, "me") for prompt, text in _answers(told.get("only_me", {})))


def _answers(card: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for facet in FACETS:
        for question, texts in card.get(facet, {}).items():
            for text in [texts] if isinstance(texts, str) else texts:
                yield f"{facet}.{question}", text


def _told_on(key: str, since: dt.date, today: dt.date, days: int = 0) -> dt.date:
    """When the profile was last looked through; the members' own habit, so it is the same for every seed."""
    return max(since, today - dt.timedelta(days=days or random.Random(key).randint(20, 200)))


def _director(name: str, inventor: Inventor, today: dt.date) -> Account:
    """Who leads the region and sits in none of its chapters, with a card of her own."""
    card = read("cards/naomi")
    account = _plain_account("naomi", name, inventor, today, slug="executive-coach")
    details = (*account.details, Value("organisation", card["organisation"]), Value("title", card["title"]))
    profile = tuple(_profile({"key": "naomi", "card": True}))
    return replace(account, details=details, profile=profile, told_on=_told_on("naomi", account.since, today))


def _plain_account(
    key: str, name: str, inventor: Inventor, today: dt.date, *, slug: str = "", is_host: bool = False
) -> Account:
    inventor.taken(split(name))
    email = f"{key}@sample.example.org"
    details = (Value("phone", inventor.phone(), "mobile"), Value("email", email, "work"))
    return Account(key, split(name), email, slug, months_before(today, 18), details, is_host=is_host)


def split(name: str) -> Name:
    """Given and family name.

    >>> split("Ana Sousa")
    Name(given='Ana', family='Sousa')
    """
    given, _space, family = name.partition(" ")
    return Name(given, family)


def seats(inventor: Inventor, rng: random.Random, today: dt.date) -> tuple[Seat, ...]:
    """Who sits where: the full chapter, who has left it, and the members of the others by name."""
    home, *others = read("chapter")["chapter"]
    found = [
        Seat(home["key"], m["name"], m["slug"], months_before(today, m["joined"]), account=m["key"]) for m in members()
    ]
    found += [
        Seat(home["key"], f["name"], f["slug"], months_before(today, f["joined"]), months_before(today, f["left"]))
        for f in read("chapter")["former"]
    ]
    slugs = sorted({line.split("|")[0] for line in read("work")["own"]} | {m["slug"] for m in members()})
    for chapter in others:
        trades = rng.sample(slugs, chapter["members"])
        found += [
            Seat(chapter["key"], inventor.name().full, slug, months_before(today, rng.randint(1, 90)))
            for slug in trades
        ]
    return tuple(found)


def terms(today: dt.date) -> tuple[Term, ...]:
    """Offices of the full chapter, now and last year, and the director's."""
    tree = read("chapter")
    home = tree["chapter"][0]["key"]
    found = [
        Term(
            office["role"],
            office["member"],
            months_before(today, office["began"]),
            months_before(today, office["ended"]) if "ended" in office else None,
            chapter=home,
        )
        for office in tree["office"]
    ]
    return (*found, Term("director", "naomi", months_before(today, 20), region=tree["region"]["name"]))
