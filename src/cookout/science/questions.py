"""What is worth asking next, and how much of a dance card is known (PRODUCT 5.6)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cookout.science.errors import ScienceError

YEAR = 365
"""Nobody is asked again within a year, and what was learned longer ago counts as stale."""

ENOUGH = 3
"""So many answers make a question well known."""

OF_EACH = 2
"""At least so many personal and so many business questions, where there are any."""

CROWDED = 0.5
"""Each question already chosen under the same heading halves the next one's pull, so that five spread out."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One question of the dance card: its worth, how many answers are known, and how old they are in days."""

    key: str
    facet: str
    social: bool
    value: float
    known: int = 0
    age_days: float | None = None
    answered_days_ago: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One chosen question: why it is worth asking ("unknown", "thin", "stale"), and the numbers behind it."""

    key: str
    facet: str
    social: bool
    weight: float
    reason: str
    known: int
    age_days: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """How much was known after one day's answers, and what was learned that day."""

    day: int
    share: float
    learned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of a dance card that is known, by value, with the counts behind it."""

    share: float
    known: int
    asked: int
    unknown: tuple[str, ...]


def worth_asking(candidates: Iterable[Candidate], *, count: int = 5) -> tuple[Question, ...]:
    """Which few questions are worth asking next?

    weight = value × max(share unknown, share stale): unknown = 1 − known/3, stale = age/365 days, both within 0..1.
    What was answered within 365 days is never asked, and what weighs nothing neither. The heaviest go first; each
    one chosen halves the pull of others under its heading. At least two personal (`social`) and two business ones are
    taken where there are any. Equal pulls are settled by key. The chosen come heaviest first. Cost: n × count.

    >>> asked = [Candidate("golf", "interests", True, 1.0), Candidate("fee", "business", False, 2.0, 3, 400)]
    >>> [(q.key, q.reason, q.weight) for q in worth_asking(asked)]
    [('fee', 'stale', 2.0), ('golf', 'unknown', 1.0)]
    """
    open_ones = _open(candidates)
    least = {social: min(OF_EACH, sum(one.social == social for one in open_ones)) for social in (True, False)}
    chosen: list[Question] = []
    while open_ones and len(chosen) < count:
        one = _next(_allowed(open_ones, chosen, least, count), chosen)
        chosen.append(one)
        open_ones.remove(one)
    return tuple(sorted(chosen, key=lambda one: (-one.weight, one.key)))


def coverage(known: Mapping[str, int], values: Mapping[str, float]) -> Coverage:
    """How much of a dance card is known?

    share = Σ value × min(known, 3)/3 ÷ Σ value over the questions in `values`: each answer counts a third of its
    question's value, three count in full. No questions at all: share 0. Raises ScienceError for a negative value or
    count. `unknown` lists what has no answer, most valuable first, then by key. Cost: n log n.

    >>> coverage({"golf": 3, "fee": 0}, {"golf": 1.0, "fee": 3.0})
    Coverage(share=0.25, known=1, asked=2, unknown=('fee',))
    """
    if any(value < 0 for value in values.values()) or any(many < 0 for many in known.values()):
        raise ScienceError("Values and counts of answers cannot be negative.")
    whole = sum(values.values())
    told = sum(value * _known_share(known.get(key, 0)) for key, value in values.items())
    unknown = sorted((key for key in values if not known.get(key, 0)), key=lambda key: (-values[key], key))
    return Coverage(told / whole if whole else 0.0, len(values) - len(unknown), len(values), tuple(unknown))


def grown(answers: Iterable[tuple[int, str]], values: Mapping[str, float]) -> tuple[Step, ...]:
    """How did the known share grow, day by day? One step for every day with an answer to a question in `values`.

    >>> steps = grown([(1, "golf"), (8, "fee"), (8, "golf")], {"golf": 1, "fee": 1})
    >>> [(step.day, round(step.share, 2)) for step in steps]
    [(1, 0.17), (8, 0.5)]
    """
    known: Counter[str] = Counter()
    days: dict[int, list[str]] = {}
    for day, key in sorted(answers):
        if key in values:
            days.setdefault(day, []).append(key)
    steps = []
    for day, keys in days.items():
        known.update(keys)
        steps.append(Step(day, coverage(known, values).share, tuple(dict.fromkeys(keys))))
    return tuple(steps)


def _known_share(known: int) -> float:
    return min(known, ENOUGH) / ENOUGH


def _open(candidates: Iterable[Candidate]) -> list[Question]:
    """Whatever may be asked and weighs something; a key given twice is refused."""
    found, seen = [], set()
    for one in candidates:
        if one.key in seen:
            raise ScienceError(f"The question “{one.key}” stands in the list twice.")
        if one.value < 0 or one.known < 0:
            raise ScienceError(f"The value and the count of “{one.key}” cannot be negative.")
        seen.add(one.key)
        question = _weighed(one)
        if question.weight > 0 and (one.answered_days_ago is None or one.answered_days_ago >= YEAR):
            found.append(question)
    return found


def _weighed(one: Candidate) -> Question:
    unknown = 1 - _known_share(one.known)
    stale = min(max(one.age_days or 0.0, 0.0) / YEAR, 1.0) if one.known else 0.0
    reason = "unknown" if not one.known else "stale" if stale >= unknown else "thin"
    weight = one.value * max(unknown, stale)
    return Question(one.key, one.facet, one.social, weight, reason, one.known, one.age_days)


def _allowed(
    open_ones: list[Question], chosen: list[Question], least: Mapping[bool, int], count: int
) -> list[Question]:
    """Those that leave room for the personal and business ones still due; with too few seats all compete."""
    due = {social: least[social] - sum(one.social == social for one in chosen) for social in (True, False)}
    if sum(max(many, 0) for many in due.values()) < count - len(chosen):
        return open_ones
    return [one for one in open_ones if due[one.social] > 0] or open_ones


def _next(open_ones: list[Question], chosen: list[Question]) -> Question:
    taken = Counter(one.facet for one in chosen)
    return min(open_ones, key=lambda one: (-one.weight * CROWDED ** taken[one.facet], one.key))
