"""A month's question in columns: which pair could meet in which weeks, and what everybody has left for it."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Candidates, Flags, Ints, Rules

MOST_MEETINGS = 2_000_000
"""Pairs times weeks that are planned at once; more would take minutes and more memory than a small server has."""


@dataclass(frozen=True, slots=True)
class Owed:
    """Meetings of an earlier plan; those that stay in their weeks have to be worth what those marked are, or more."""

    pair: Ints
    week: Ints
    worth: Ints
    """What it is worth that a meeting stays."""
    stays: Flags
    """One choice of those that stay which the rules allow."""

    @property
    def least(self) -> int:
        """What those that stay are worth together at least."""
        return int(self.worth[self.stays].sum())


@dataclass(frozen=True, slots=True)
class Meetings:
    """All meetings that the rules allow; weeks in which the same members can meet are one span, as they are alike.

    A column is a pair (`pair`, a place in the candidates) and a span (`span`); a span has `width[span]` weeks.
    """

    candidates: Candidates
    capacity: Ints
    """For each member: no more than there are weeks in which she can meet somebody."""
    open_in: Flags
    """Pairs × weeks: whether both can meet then, in some slot they share."""
    span_of: Ints
    width: Ints
    pair: Ints
    span: Ints
    owed: Owed | None = None

    @property
    def gain(self) -> Ints:
        """The gain of each column."""
        return self.candidates.gain[self.pair]

    def weeks_of(self, span: int) -> list[int]:
        """The weeks of a span, ascending."""
        return [int(week) for week in np.flatnonzero(self.span_of == span)]


def checked(candidates: Candidates, rules: Rules) -> None:
    """Raise ScienceError with a sentence where the rules do not fit the members."""
    if rules.weeks < 1:
        raise ScienceError("A plan needs one week or more.")
    if rules.capacity.shape != (candidates.members,):
        raise ScienceError("The rules need one capacity for each member.")
    if rules.available.ndim not in {2, 3} or rules.available.shape[:2] != (candidates.members, rules.weeks):
        raise ScienceError("The rules need to say for each member and week (and slot) whether she can meet.")
    if rules.capacity.dtype.kind not in "iu" or rules.available.dtype.kind != "b":
        raise ScienceError("Capacities are whole numbers and availability is yes or no.")
    if rules.capacity.size and rules.capacity.min() < 0:
        raise ScienceError("Nobody can meet fewer than no times.")


def refuse_too_many(candidates: Candidates, rules: Rules) -> None:
    """Raise ScienceError for more than a plan can look at; what stands in the way of more can be told all the same."""
    if candidates.gain.size * rules.weeks > MOST_MEETINGS:
        raise ScienceError(
            f"A plan looks at up to {MOST_MEETINGS:,} meetings, pairs times weeks; these are "
            f"{candidates.gain.size * rules.weeks:,}. Give each member fewer candidates, or plan part of them."
        )


def meetings_of(candidates: Candidates, rules: Rules, owed: Owed | None = None) -> Meetings:
    """Every pair in every span of weeks in which both can meet.

    Weeks are not merged while some meetings are owed: those are owed in their own week.
    """
    open_in: Flags = np.asarray(rules.shared(candidates.first, candidates.second).any(axis=2))
    if owed is None and candidates.gain.size:
        _, first_week, span_of = np.unique(open_in.T, axis=0, return_index=True, return_inverse=True)
    else:
        first_week = span_of = np.arange(rules.weeks)
    pair, span = np.nonzero(open_in[:, first_week])
    return Meetings(
        candidates,
        np.minimum(rules.capacity, _weeks_with_somebody(candidates, open_in)),
        open_in,
        span_of.reshape(-1).astype(np.int64),
        np.bincount(span_of.reshape(-1)).astype(np.int64),
        pair.astype(np.int64),
        span.astype(np.int64),
        owed,
    )


def _weeks_with_somebody(candidates: Candidates, open_in: Flags) -> Ints:
    """For each member in how many weeks there is somebody she can meet."""
    there = np.zeros((candidates.members, open_in.shape[1]), np.bool_)
    for week in range(open_in.shape[1]):
        there[candidates.first[open_in[:, week]], week] = there[candidates.second[open_in[:, week]], week] = True
    weeks: Ints = there.sum(axis=1).astype(np.int64)
    return weeks


@dataclass(frozen=True, slots=True)
class Limits:
    """What every plan keeps, as rows: `rows @ columns <= most`. That a pair meets once at most is kept apart."""

    rows: sparse.csr_array
    most: Ints


def limits_of(meetings: Meetings) -> Limits:
    """One meeting a member and week; capacities; an odd number of people leaves one out; meetings owed stay."""
    ends = (meetings.candidates.first[meetings.pair], meetings.candidates.second[meetings.pair])
    columns = np.arange(meetings.pair.size)
    members = meetings.candidates.members
    weekly = _incidence([end * meetings.width.size + meetings.span for end in ends], members * meetings.width.size)
    monthly = _incidence(list(ends), members)
    parts = [weekly, monthly]
    most = [np.tile(meetings.width, members), meetings.capacity]
    for span in range(meetings.width.size):
        width = int(meetings.width[span])
        rows, left_out = _odd(meetings, columns[meetings.span == span], np.minimum(meetings.capacity, width), width)
        parts.append(rows)
        most.append(left_out)
    rows, left_out = _odd(meetings, columns, meetings.capacity, members * members)
    parts.append(rows)
    most.append(left_out)
    if meetings.owed is not None:
        owed = columns_of(meetings, meetings.owed.pair, meetings.owed.week)
        parts.append(sparse.csr_array((-meetings.owed.worth, (np.zeros_like(owed), owed)), shape=(1, columns.size)))
        most.append(np.array([-meetings.owed.least]))
    rows, bound = sparse.vstack(parts, format="csr"), np.concatenate(most).astype(np.int64)
    used = np.diff(rows.indptr) > 0
    return Limits(sparse.csr_array(rows[used]), bound[used])


def columns_of(meetings: Meetings, pair: Ints, week: Ints) -> Ints:
    """The places of the columns of these pairs in these weeks."""
    wide = meetings.width.size
    keys = meetings.pair * wide + meetings.span
    return np.searchsorted(keys, pair * wide + meetings.span_of[week]).astype(np.int64)


def _marks(row: Ints, column: Ints, high: int, wide: int) -> sparse.csr_array:
    return sparse.csr_array((np.ones(row.size, np.int64), (row, column)), shape=(high, wide))


def _incidence(rows: list[Ints], high: int) -> sparse.csr_array:
    wide = rows[0].size
    columns = np.arange(wide)
    return _marks(np.concatenate(rows), np.concatenate([columns] * len(rows)), high, wide)


def _odd(meetings: Meetings, columns: Ints, each: Ints, width: int) -> tuple[sparse.csr_array, Ints]:
    """For every set of people who are only linked among themselves: floor of half of them meet, each week and in all.

    These are the odd-set inequalities of Edmonds (1965) for the components; without them the bound of an odd group
    lies half a meeting a week too high.
    """
    first, second = (end[meetings.pair[columns]] for end in (meetings.candidates.first, meetings.candidates.second))
    members = meetings.candidates.members
    links = sparse.coo_array((np.ones(columns.size), (first, second)), shape=(members, members))
    count, part = csgraph.connected_components(links, directed=False)
    people = np.bincount(part, minlength=count)
    most = np.minimum(people // 2 * width, np.bincount(part, weights=each, minlength=count).astype(np.int64) // 2)
    return _marks(part[first].astype(np.int64), columns, count, meetings.pair.size), most.astype(np.int64)
