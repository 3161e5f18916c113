"""Newton's method up a likelihood with one top: where it is, which terms say something there, and which run away."""

from dataclasses import dataclass

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.study.within.panel import Floats, Panel
from cookout.science.study.within.profiled import Seen, Slopes, between, seen, within

ROUNDS = 100
CLOSE = 1e-9
"""A step that changes means by less than this share is the last one: the next would change them by its square."""
FAR = 300.0
"""No counts differ by a factor of exp(300): who comes so far is on the way to infinity, and numbers do not overflow."""
STRIDE = 30.0
"""No step multiplies a mean by more than exp(30)."""
COLLINEAR = 1e-10
"""A term of which the others leave less than this share says nothing of its own."""
GONE = 1e-4
"""Where the evidence for a term melts below this, its coefficient runs away to infinity."""
SOME = 20_000
"""So many members give the place to begin at, where there are at least twice as many."""
SLACK = 1e-12
"""By so much of itself may rounding lower a likelihood."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the way: coefficients of the terms, month effects, and the slopes there."""

    coefficients: Floats
    months: Floats
    slopes: Slopes


@dataclass(frozen=True, slots=True)
class Summit:
    """Where the climb ended, for the terms at `kept`."""

    kept: tuple[int, ...]
    place: Place
    rounds: int
    ran_away: bool = False
    """Whether there was no top: some term explains all that happened, and its coefficient would be infinite."""


def climb(data: Panel, known: Seen, *, effects: bool) -> Summit:
    """From where some of the members stand, or from no effect at all, to the top.

    Raises ScienceError where a hundred rounds do not get there.
    """
    place = _begin(data, known, effects)
    kept = _own(place.slopes)
    if not kept:
        return Summit(kept, place, 0)
    if len(kept) < len(data.columns):
        data = data.only(kept)
        known = Seen(known.terms[list(kept)], known.months)
        place = _at(data, known, np.zeros(len(kept)), np.zeros(len(known.months)), effects)
    least = GONE * np.minimum(_evidence(place.slopes), 1.0)
    for rounds in range(1, ROUNDS + 1):
        step = np.asarray(np.linalg.solve(place.slopes.information, place.slopes.score), dtype=np.float64)
        months = place.slopes.months - place.slopes.centre @ step
        reach = float(data.spans @ np.abs(step))
        if reach + place.slopes.restless < CLOSE:
            return Summit(kept, Place(place.coefficients + step, place.months + months, place.slopes), rounds)
        place = _stepped(data, known, place, (step, months), min(1.0, STRIDE / (reach + np.ptp(months))), effects)
        far = data.spans @ np.abs(place.coefficients) + np.ptp(place.months) > FAR
        if far or np.any(_evidence(place.slopes) < least):
            return Summit(kept, place, rounds, ran_away=True)
    raise ScienceError(
        f"Comparing members with themselves came to no end in {ROUNDS} rounds. Leave the steps or the further columns "
        "out, or look for months in the table whose numbers cannot be."
    )


def _begin(data: Panel, known: Seen, effects: bool) -> Place:
    """No effect at all; with very many members, where every so-manieth of them stands, which saves half the rounds."""
    terms, months = np.zeros(len(data.columns)), np.zeros(len(known.months))
    every = len(data.members) // SOME
    if every > 1:
        few = data.some(every)
        added = seen(few)
        if added.months.all():
            found = climb(few, added, effects=effects)
            if len(found.kept) == len(terms) and not found.ran_away:
                terms, months = found.place.coefficients, found.place.months
    return _at(data, known, terms, months, effects)


def _at(data: Panel, known: Seen, terms: Floats, months: Floats, effects: bool) -> Place:
    slopes = within(data, known, terms, months) if effects else between(data, known, terms)
    return Place(terms, months, slopes)


def _own(slopes: Slopes) -> tuple[int, ...]:
    """The terms that say something the effects and the terms before them do not."""
    kept: list[int] = []
    for place in range(len(slopes.score)):
        known, crossed = slopes.information[np.ix_(kept, kept)], slopes.information[kept, place]
        left = slopes.information[place, place] - crossed @ np.linalg.solve(known, crossed)
        if left > COLLINEAR * slopes.spread[place]:
            kept.append(place)
    return tuple(kept)


def _evidence(slopes: Slopes) -> Floats:
    """What is known of each term once the others have taken their part."""
    return np.asarray(1 / np.diagonal(np.linalg.pinv(slopes.information, hermitian=True)))


def _stepped(data: Panel, known: Seen, place: Place, step: tuple[Floats, Floats], share: float, effects: bool) -> Place:
    """The step, or as much of it as still leads up."""
    floor = place.slopes.likelihood - SLACK * abs(place.slopes.likelihood)
    while share > SLACK:
        terms, months = place.coefficients + share * step[0], place.months + share * step[1]
        found = _at(data, known, terms, months - months.mean(), effects)
        if found.slopes.likelihood >= floor:
            return found
        share /= 2
    return place
