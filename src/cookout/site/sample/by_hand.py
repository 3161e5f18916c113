"""People and histories that were written by hand, because they are looked at closely."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cookout.site.sample import histories
from cookout.site.sample.chapter import split
from cookout.site.sample.histories import Historian
from cookout.site.sample.names import Inventor
from cookout.site.sample.shapes import Account, Fact, Mark, Note, Person, Promise, Relation, Tie, Touch, Value
from cookout.site.sample.words import elsewhere, life_of_one, read

BEGAN = {"me": True, "other": False}


def people(
    name: str,
    owner: str,
    *,
    historian: Callable[[str], Historian],
    inventor: Inventor,
    members: Mapping[str, Account],
    used: set[str],
) -> Iterator[Person]:
    """The people of one file. What is said of them here counts as used: nobody invented says it again."""
    ties = _told(name)["tie"]
    used.update(text for told in ties for text in _texts(told))
    for position, told in enumerate(ties):
        teller = historian(told.get("theme", "chapter"))
        tie = _tie(told, teller)
        if "member" in told:
            account = members[told["member"]]
            yield Person(
                key=f"{owner}-{account.key}", name=account.name, slug=account.slug, details=account.details,
                account=account.key, linked=True, tie=tie,
            )  # fmt: skip
        else:
            details = _details(told, teller.today, inventor)
            key = f"{owner}-{name}-{position}"
            yield Person(key, split(told["name"]), told.get("slug", ""), details, tie=tie)


def reserve(name: str, inventor: Inventor) -> None:
    """Keep the names of one file free."""
    for told in _told(name)["tie"]:
        if "name" in told:
            inventor.taken(split(told["name"]))


def relations(name: str, known: Mapping[str, str]) -> Iterator[Relation]:
    """How they belong together; `known` maps names to keys."""
    for told in _told(name).get("relation", []):
        yield Relation(known[told["person"]], known[told["other"]], told["kind"], told.get("note", ""))


def _told(name: str) -> Mapping[str, Any]:
    return read(f"by_hand_{name}")


def _texts(told: Mapping[str, Any]) -> Iterator[str]:
    yield from (touch[2] for touch in told.get("touches", []))
    yield from (fact[1] for fact in told.get("facts", []))
    yield from (note[0] for note in told.get("notes", []))


def _details(told: Mapping[str, Any], today: dt.date, inventor: Inventor) -> tuple[Value, ...]:
    who = split(told["name"])
    details = inventor.details(who, told.get("title", ""), told.get("organisation", ""), much=1.0)
    if "birthday" in told:
        details += (Value("birthday", f"--{today + dt.timedelta(days=told['birthday']):%m-%d}"),)
    return details


def _tie(told: Mapping[str, Any], historian: Historian) -> Tie:
    ago = historian.ago
    named = [Touch(ago(days), kind, text, BEGAN[who]) for days, kind, text, who in told.get("touches", [])]
    return Tie(
        circle=told["circle"],
        circle_since=ago(told.get("since", 0)),
        client_since=ago(told["client"]) if "client" in told else None,
        how_met=told["how_met"],
        met_on=ago(told["met"]),
        lives=tuple(told.get("lives", ["Chapter"] if "member" in told else [])),
        tags=tuple(told.get("tags", [])),
        touches=(*named, *_before(told, historian)),
        promises=tuple(_promises(told, historian)),
        facts=tuple(Fact.told(asked, text, source, ago(days)) for asked, text, source, days in told.get("facts", [])),
        marks=tuple(_marks(told, historian)),
        notes=tuple(Note(text, ago(days)) for text, days in told.get("notes", [])),
    )


def _before(told: Mapping[str, Any], historian: Historian) -> tuple[Touch, ...]:
    """The months before the oldest contact that was written down, in the tie's rhythm."""
    if "rhythm" not in told:
        return ()
    oldest = told["touches"][-1][0]
    since = min(told["met"], histories.SPAN)
    days = histories.touch_days(historian.rng, last=oldest, rhythm=told["rhythm"], since=since)
    gaps = life_of_one(historian.rng)
    return tuple(touch for day in days[1:] for touch in historian.touches([day], elsewhere(historian.rng, gaps)))


def _promises(told: Mapping[str, Any], historian: Historian) -> Iterator[Promise]:
    """What, said how many days ago, due how many days ago (less than none: to come), and kept how many days ago."""
    for text, made, due, *kept in told.get("promises", []):
        kept_on = historian.ago(kept[0]) if kept else None
        yield Promise(text, historian.ago(made), historian.ago(due), kept_on)


def _marks(told: Mapping[str, Any], historian: Historian) -> Iterator[Mark]:
    """All judged on one day, some weeks after the tie went deep."""
    on = historian.ago(max(0, told.get("since", 0) - 40))
    for kind, value, reason in told.get("marks", []):
        yield Mark(kind, value, reason, on)
