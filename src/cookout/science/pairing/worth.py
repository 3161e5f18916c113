"""Which pairs of a roster may meet, what each meeting gains, and the reasons of those that were chosen."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.gains import NEVER, Gains, PairFacts, gains
from cookout.science.pairing.instance import Candidates, Flags, Ints
from cookout.science.pairing.reading.history import History
from cookout.science.pairing.reading.own_gains import OwnGains
from cookout.science.pairing.reading.roster import Roster
from cookout.science.pairing.trades import WHOLE, trade_of
from cookout.science.sphere import same_profession

MOST_PAIRS = 5_000_000
"""So many pairs are weighed; more would fill the memory of a laptop."""

BLOCK = 500_000
"""So many at a time."""

NEWCOMER_MONTHS = 6
"""So long somebody is a newcomer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks of pairs."""

    months_apart: int = 3
    apart: bool = False
    only_listed: bool = False


def months_between(early: date, late: date) -> int:
    """Whole months from one day to another; none where it is not later.

    >>> months_between(date(2026, 9, 8), date(2026, 12, 7)), months_between(date(2026, 9, 7), date(2026, 12, 7))
    (2, 3)
    """
    whole = 12 * (late.year - early.year) + late.month - early.month - (late.day < early.day)
    return max(whole, 0)


def codes_of(pairs: Mapping[tuple[int, int], int], members: int) -> tuple[Ints, Ints]:
    """Pairs as ascending numbers, first × members + second, with their values."""
    both = np.array([[one * members + other, value] for (one, other), value in pairs.items()], dtype=np.int64)
    both = both.reshape(-1, 2)[both.reshape(-1, 2)[:, 0].argsort()]
    return both[:, 0], both[:, 1]


@dataclass(frozen=True)
class Worth:
    """The roster as a question of pairs; knows the facts of any pair."""

    roster: Roster
    history: History | None
    own: OwnGains | None
    first: date
    wanted: Wanted
    left_out: Counter[str] = field(default_factory=Counter)
    """How many pairs may not meet, by the reason: `recent`, `same`, `refused`; `overruled` have a gain and may not."""

    @property
    def members(self) -> int:
        """How many there are."""
        return len(self.roster.members)

    def candidates(self) -> Candidates:
        """The pairs that may meet. Raises ScienceError, before any is weighed, where they are too many."""
        self._few_enough()
        kept = [self._kept(first, second) for first, second in self._blocks()]
        columns = [np.concatenate(column) for column in zip(*kept, strict=True)] if kept else [_NOTHING] * 3
        return Candidates(self.members, *columns)

    def gains_of(self, first: Ints, second: Ints) -> tuple[PairFacts, Gains]:
        """Facts of these pairs, and what they gain where nobody said otherwise."""
        code = first * self.members + second
        months = _found(code, *self._months, missing=NEVER)
        none = np.zeros(code.size, np.int64)
        facts = PairFacts(months, self._fit(first, second), none, none, self._new[first] + self._new[second])
        return facts, gains(facts)

    def given(self, first: Ints, second: Ints) -> Ints:
        """The gains a person gave; -1 where none."""
        return _found(first * self.members + second, *self._given, missing=-1)

    def _few_enough(self) -> None:
        pairs = len(self.own.listed) if self.wanted.only_listed and self.own else self.members * (self.members - 1) // 2
        if pairs <= MOST_PAIRS:
            return
        if self.wanted.only_listed and self.own:
            raise ScienceError(
                f"“{self.own.label}” lists {pairs:,} pairs, more than the {MOST_PAIRS:,} that can be weighed at once. "
                "Keep the best of each member."
            )
        raise ScienceError(
            f"“{self.roster.label}” has {self.members:,} members, which makes {pairs:,} pairs, more than the "
            f"{MOST_PAIRS:,} that can be weighed at once. List the pairs that are worth a thought in a file, about 25 "
            "for each member, and say --gains FILE --only-listed; or make a roster of each chapter."
        )

    def _blocks(self) -> Iterator[tuple[Ints, Ints]]:
        if self.wanted.only_listed and self.own:
            listed = np.array(sorted(self.own.listed), dtype=np.int64).reshape(-1, 2)
            yield listed[:, 0], listed[:, 1]
            return
        rows = max(BLOCK // max(self.members, 1), 1)
        for start in range(0, self.members, rows):
            first, second = np.nonzero(
                np.arange(start, min(start + rows, self.members))[:, None] < np.arange(self.members)
            )
            yield first + start, second

    def _kept(self, first: Ints, second: Ints) -> tuple[Ints, Ints, Ints]:
        """Of these pairs those that may meet, with their gains."""
        facts, found = self.gains_of(first, second)
        given = self.given(first, second)
        recent = (facts.months != NEVER) & (facts.months < self.wanted.months_apart)
        same = self._same(first, second) if self.wanted.apart else np.zeros(first.size, bool)
        ruled = recent | same
        self.left_out.update(
            overruled=int((ruled & (given > 0)).sum()),
            recent=int(recent.sum()),
            same=int((same & ~recent).sum()),
            refused=int(((given == 0) & ~ruled).sum()),
        )
        may = (given != 0) & ~ruled
        gain = np.where(given > 0, given, found.gain)
        return first[may], second[may], gain[may]

    @cached_property
    def _months(self) -> tuple[Ints, Ints]:
        last = self.history.last if self.history else {}
        return codes_of({pair: months_between(day, self.first) for pair, day in last.items()}, self.members)

    @cached_property
    def _given(self) -> tuple[Ints, Ints]:
        return codes_of(self.own.given if self.own else {}, self.members)

    @cached_property
    def _new(self) -> Ints:
        """1 for each newcomer."""
        since = [member.since for member in self.roster.members]
        return np.array(
            [day is not None and months_between(day, self.first) < NEWCOMER_MONTHS for day in since], np.int64
        )

    @cached_property
    def _classes(self) -> tuple[list[str], Ints]:
        """The different classifications, and each member's."""
        names = [member.classification for member in self.roster.members]
        place: dict[str, int] = {}
        of = np.array([place.setdefault(name.casefold(), len(place)) for name in names], np.int64)
        return list(place), of

    @cached_property
    def _fits(self) -> tuple[Ints, Ints]:
        """For each classification its kind, and kinds × kinds: how well they fit, as `trades.fit` reckons."""
        kinds: dict[tuple[str, ...], int] = {}
        kind = np.array([kinds.setdefault(trade_of(name).customers, len(kinds)) for name in self._classes[0]], np.int64)
        places = {name: at for at, name in enumerate(sorted({name for some in kinds for name in some}))}
        serves = np.zeros((len(kinds), len(places)), np.int64)
        for customers, at in kinds.items():
            serves[at, [places[name] for name in customers]] = 1
        size = serves.sum(axis=1)
        return kind, 2 * WHOLE * (serves @ serves.T) // np.maximum(size[:, None] + size, 1)

    @cached_property
    def _alike(self) -> Ints:
        """Ascending numbers of two different classifications that are one profession."""
        names = self._classes[0]
        by_trade: dict[str, list[int]] = {}
        for at, name in enumerate(names):
            for trade in trade_of(name).names:
                by_trade.setdefault(trade, []).append(at)
        near = {(one, other) for some in by_trade.values() for one in some for other in some if one < other}
        found = [one * len(names) + other for one, other in near if same_profession(names[one], names[other])]
        return np.array(sorted(found), np.int64)

    def _same(self, first: Ints, second: Ints) -> Flags:
        names, of = self._classes
        one, other = np.minimum(of[first], of[second]), np.maximum(of[first], of[second])
        named = np.array([bool(name) for name in names])[one]
        same: Flags = (named & (one == other)) | np.isin(one * len(names) + other, self._alike)
        return same

    def _fit(self, first: Ints, second: Ints) -> Ints:
        kind, percent = self._fits
        of = kind[self._classes[1]]
        return np.where(self._same(first, second), 0, percent[of[first], of[second]])


_NOTHING = np.zeros(0, np.int64)


def _found(code: Ints, known: Ints, value: Ints, *, missing: int) -> Ints:
    """For each number its value, or what stands for none."""
    if not known.size:
        return np.full(code.size, missing, np.int64)
    at = np.minimum(np.searchsorted(known, code), known.size - 1)
    return np.where(known[at] == code, value[at], missing)
