"""Fourteen months between two people: when they were in touch, what about, what was promised and learned."""

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import median
from types import MappingProxyType

from cookout.site.sample.shapes import Fact, Mark, Note, Promise, Tie, Touch
from cookout.site.sample.words import Texts, fill, read

SPAN = 425
"""Days of history: fourteen months."""

QUIET = 1.7
"""Nobody invented is quiet for longer than so many times her own rhythm; who is has been written by hand."""

SOURCES = ("told me", "told me", "told me", "1-2-1", "the profile", "a friend", "the newspaper", "overheard")
BY_ME = (True, True, False, False, None)
TOLD = 0.75
"""So many touches have a text."""


def regular(rng: random.Random, rhythm: float) -> float:
    """About the same each time."""
    return rhythm * rng.uniform(0.7, 1.35)


def bursty(rng: random.Random, rhythm: float) -> float:
    """Long pauses, and now and then twice in a week."""
    return rng.uniform(2, 6) if rng.random() < 0.3 else rhythm * rng.uniform(0.9, 1.6)


def steady(rng: random.Random, rhythm: float) -> float:
    """Like a clock."""
    return rhythm * rng.uniform(0.9, 1.1)


GAPS: Mapping[str, Callable[[random.Random, float], float]] = MappingProxyType(
    {"regular": regular, "bursty": bursty, "steady": steady}
)


def touch_days(rng: random.Random, *, last: int, rhythm: float, kind: str = "regular", since: int = SPAN) -> list[int]:
    """Days ago of all contacts, the latest first. Fading ones were closer together long ago."""
    days, ago = [last], float(last)
    while True:
        stretch = max(0.4, 1.4 - ago / SPAN) if kind == "fading" else 1.0
        ago += max(1.0, GAPS.get(kind, regular)(rng, rhythm * stretch))
        if ago > since:
            return days
        days.append(round(ago))


def own_rhythm(days: list[int]) -> float | None:
    """The median of the gaps, where there are two at least."""
    gaps = [older - newer for newer, older in zip(days, days[1:], strict=False)]
    return median(gaps) if len(gaps) >= 2 else None


def is_quiet(days: list[int]) -> bool:
    """Whether the present gap stands out against the rhythm."""
    rhythm = own_rhythm(days)
    return rhythm is not None and days[0] > QUIET * rhythm


@dataclass(frozen=True, slots=True)
class Depth:
    """How much is known and done in a circle: chances and most."""

    facts: tuple[int, int]
    marked: float
    noted: float
    promised: float
    to_do: float


DEPTHS: Mapping[str, Depth] = MappingProxyType(
    {
        "cookout": Depth((5, 8), 1.0, 0.6, 0.8, 0.0),
        "active": Depth((3, 5), 0.8, 0.4, 0.5, 0.15),
        "light": Depth((0, 2), 0.15, 0.12, 0.1, 0.03),
        "let_go": Depth((0, 1), 0.2, 0.2, 0.0, 0.0),
        "unsorted": Depth((0, 1), 0.0, 0.05, 0.0, 0.0),
    }
)


class Historian:
    """Tells the histories of one book in the texts of one theme."""

    def __init__(self, today: dt.date, rng: random.Random, texts: Texts) -> None:
        self.today = today
        self.rng = rng
        self.texts = texts

    def tie(self, circle: str, gaps: Mapping[str, str], days: list[int], *, known: int) -> Tie:
        """A whole tie from the days of its touches; `known` is how many days ago the two met."""
        depth = DEPTHS[circle]
        since = min([*days[-1:], known]) if days else self.rng.randint(5, min(known, 300))
        tie = Tie(
            circle=circle,
            circle_since=self.ago(since),
            how_met=self.texts.one("how_met", gaps) if self.rng.random() < 0.8 or circle == "active" else "",
            met_on=self.ago(known),
            touches=self.touches(days, gaps),
            facts=self.facts(self.rng.randint(*depth.facts), gaps, within=min(known, SPAN)),
        )
        marks = self.marks(within=min(known, 300)) if self.rng.random() < depth.marked else ()
        notes = self.notes(gaps, within=min(known, 300)) if self.rng.random() < depth.noted else ()
        return replace(tie, marks=marks, notes=notes, promises=self.promises(depth, gaps, within=known))

    def ago(self, days: int) -> dt.date:
        """The day so many days before today."""
        return self.today - dt.timedelta(days=days)

    def touches(self, days: list[int], gaps: Mapping[str, str]) -> tuple[Touch, ...]:
        """Contacts on these days; most say what they were about."""
        found = []
        for ago in days:
            kind, text = self.texts.said("touches", gaps)
            found.append(Touch(self.ago(ago), kind, text if self.rng.random() < TOLD else "", self.rng.choice(BY_ME)))
        return tuple(found)

    def facts(self, many: int, gaps: Mapping[str, str], *, within: int) -> tuple[Fact, ...]:
        """What was learned along the way."""
        found = []
        for _number in range(many):
            asked, text = self.texts.said("facts", gaps)
            if text:
                on = self.ago(self.rng.randint(3, max(4, within)))
                found.append(Fact.told(asked, text, self.rng.choice(SOURCES), on))
        return tuple(found)

    def marks(self, *, within: int) -> tuple[Mark, ...]:
        """My judgement, with reasons."""
        on = self.ago(self.rng.randint(10, max(11, within)))
        found = []
        for kind in ("know", "like", "trust", "care"):
            value, _bar, reason = self.rng.choice(read("texts/marks")[kind]).partition("|")
            found.append(Mark(kind, int(value), reason, on))
        return tuple(found)

    def notes(self, gaps: Mapping[str, str], *, within: int) -> tuple[Note, ...]:
        """One free note."""
        text = self.texts.one("notes", gaps)
        return (Note(text, self.ago(self.rng.randint(5, max(6, within)))),) if text else ()

    def promises(self, depth: Depth, gaps: Mapping[str, str], *, within: int) -> tuple[Promise, ...]:
        """One that was kept, perhaps one to come; those of today are written by hand."""
        found = []
        if self.rng.random() < depth.promised:
            made = min(self.rng.randint(8, SPAN), within)
            due = made - self.rng.randint(2, 10)
            kept = due + self.rng.choice((-1, 0, 0, 1, 2, 3))
            text = fill(self.rng.choice(read(f"texts/{self.texts.theme}")["promises"]), gaps)
            kept_on, let_go_on = (
                (None, self.ago(max(1, due))) if self.rng.random() < 0.07 else (self._kept(due, kept, made), None)
            )
            found.append(Promise(text, self.ago(made), self.ago(due), kept_on, let_go_on))
        if self.rng.random() < depth.to_do and (text := self.texts.one("promises", gaps)):
            found.append(Promise(text, self.ago(self.rng.randint(0, 9)), self.ago(-self.rng.randint(2, 16))))
        return tuple(found)

    def _kept(self, due: int, kept: int, made: int) -> dt.date:
        """A day between the promise and today."""
        return self.ago(min(made, max(0, 2 * due - kept)))
