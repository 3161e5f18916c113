"""A month that is filled meeting by meeting, where others swap two weeks, or give way, to make room."""

from collections.abc import Iterable

import numpy as np

from cookout.science.pairing.instance import Ints
from cookout.science.pairing.meetings import Meetings

NOBODY = -1
"""No pair, or no week."""

Wish = tuple[int, int]
"""A pair and the span of weeks that suits it best (NOBODY: any)."""


class Calendar:
    """Who meets in which week so far. A pair that finds no common week gets one by a chain of swaps (Kempe).

    A chain is the meetings one comes to from a member by following two weeks in turn; if all of them swap these
    weeks, every member keeps one meeting a week at most. Here a swap also needs that each pair can meet then.
    """

    def __init__(self, meetings: Meetings) -> None:
        """Nobody meets yet but those who keep what they are owed; these are never moved."""
        candidates = meetings.candidates
        self._first: list[int] = candidates.first.tolist()
        self._second: list[int] = candidates.second.tolist()
        self._gain: list[int] = candidates.gain.tolist()
        self._open_in: list[list[bool]] = meetings.open_in.tolist()
        self._left: list[int] = meetings.capacity.tolist()
        self._span_of: list[int] = meetings.span_of.tolist()
        self._at = [[NOBODY] * len(self._span_of) for _ in range(candidates.members)]
        self._week_of: dict[int, int] = {}
        self._moves: list[tuple[int, int]] = []
        self._fixed: set[int] = set()
        self.value = 0
        if meetings.owed is not None:
            stays = meetings.owed.stays
            for pair, week in zip(meetings.owed.pair[stays].tolist(), meetings.owed.week[stays].tolist(), strict=True):
                self._move(pair, week)
                self._fixed.add(pair)

    def put(self, wishes: Iterable[Wish]) -> None:
        """Let these pairs meet, in this order, each where a week can be found: in the span wished, or in another."""
        for pair, span in wishes:
            a, b = self._first[pair], self._second[pair]
            if pair not in self._week_of and self._left[a] and self._left[b]:
                week = self._room_for(pair, span)
                if week != NOBODY:
                    self._move(pair, week)

    def put_instead(self, pair: int, week: int, others: list[list[int]]) -> None:
        """Let this pair meet in this week in place of whoever is in the way, unless something would be lost.

        Those who gave way are put elsewhere if there is room; the members concerned get one of their `others`.
        """
        a, b = self._first[pair], self._second[pair]
        if pair in self._week_of or not self._open_in[pair][week]:
            return
        out = self._in_the_way(a, week) | self._in_the_way(b, week)
        if out & self._fixed:
            return
        before, since = self.value, len(self._moves)
        for one in sorted(out):
            self._move(one, NOBODY)
        self._move(pair, week)
        self.put((one, NOBODY) for one in sorted(out))
        for member in sorted({end for one in out for end in (self._first[one], self._second[one])}):
            if self._left[member]:
                self.put((other, NOBODY) for other in others[member])
        if self.value < before:
            self._undo(since)

    def open_members(self) -> Ints:
        """Members who could meet once more."""
        return np.flatnonzero(self._left).astype(np.int64)

    def answer(self) -> tuple[Ints, Ints]:
        """The pairs that meet, ascending, and the week of each."""
        pairs = sorted(self._week_of)
        return np.array(pairs, np.int64), np.array([self._week_of[pair] for pair in pairs], np.int64)

    def _move(self, pair: int, week: int) -> None:
        """Let a pair meet in this week and no longer in the one before; NOBODY is none."""
        old = self._week_of.pop(pair, NOBODY)
        self._moves.append((pair, old))
        more = (week != NOBODY) - (old != NOBODY)
        self.value += more * self._gain[pair]
        for member in (self._first[pair], self._second[pair]):
            self._left[member] -= more
            if old != NOBODY and self._at[member][old] == pair:
                self._at[member][old] = NOBODY
            if week != NOBODY:
                self._at[member][week] = pair
        if week != NOBODY:
            self._week_of[pair] = week

    def _undo(self, since: int) -> None:
        while len(self._moves) > since:
            self._move(*self._moves.pop())
            self._moves.pop()  # The way back is no move to go back from.

    def _in_the_way(self, member: int, week: int) -> set[int]:
        """Her meeting of that week, or her cheapest where she has no capacity left."""
        if self._at[member][week] != NOBODY:
            return {self._at[member][week]}
        if self._left[member]:
            return set()
        hers = [pair for pair in self._at[member] if pair != NOBODY]
        return {min(hers, key=lambda pair: (self._gain[pair], pair))} if hers else set()

    def _free(self, member: int) -> list[int]:
        return [week for week, pair in enumerate(self._at[member]) if pair == NOBODY]

    def _room_for(self, pair: int, span: int) -> int:
        """A week in which the two are free and share a slot, after swaps if need be; NOBODY where there is none."""
        a, b, can = self._first[pair], self._second[pair], self._open_in[pair]
        of_a, of_b = self._free(a), self._free(b)
        both = [week for week in of_a if week in of_b and can[week]]
        if both:
            return next((week for week in both if self._span_of[week] == span), both[0])
        for x in of_a:
            for y in of_b:
                if x != y and can[x] and self._swap(b, a, x, y):
                    return x
                if x != y and can[y] and self._swap(a, b, y, x):
                    return y
        return NOBODY

    def _swap(self, start: int, end: int, x: int, y: int) -> bool:
        """Free `start` in week x: swap x and y along a chain that leads neither to `end` nor to a pair that cannot."""
        chain: list[tuple[int, int]] = []
        member, week, other = start, x, y
        while (pair := self._at[member][week]) != NOBODY:
            member = self._second[pair] if self._first[pair] == member else self._first[pair]
            if member == end or pair in self._fixed or not self._open_in[pair][other]:
                return False
            chain.append((pair, other))
            week, other = other, week
        for pair, new in chain:
            self._move(pair, new)
        return True
