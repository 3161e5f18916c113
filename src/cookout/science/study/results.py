"""What a study answers: frozen values, each estimate with its evidence, its uncertainty and its two sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OUTCOMES = ("received", "given")
"""The two outcomes of a member-month, always both reported."""

BANDS = ("0-1", "2", "3-4", "5+")
"""The bands of 1-2-1s a month."""

EDGES = (0, 2, 3, 5)
"""From how many 1-2-1s a month on a band begins."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in plain words: a template that can be translated, and what goes into it, written out already."""

    text: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.values if self.values else self.text


NOTHING = Words("")


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number, or why there is none.

    `value` is None where it is not yet known; then `silence` is a word for why, and the sentences say it.
    """

    key: str
    """Its documented name: family, outcome, detail; for example `same_member.received`."""
    unit: str
    """`times` (a ratio; 1 is no effect), `a month`, `correlation`, `share`, `referrals`, `chapters`, `months`."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    """Member-months, pair-months, members: what it rests on; `of` says which."""
    of: str = "member-months"
    clusters: str = ""
    """Whose months may hang together: `member`, `chapter`, `dyad`, `draw`; empty where that does not arise."""
    groups: int = 0
    """How many such clusters."""
    p: float | None = None
    level: float = 0.95
    silence: str = ""
    """`too_few`, `too_few_clusters`, `constant`, `all_zero`, `placebo_failed`, `no_variation`, `no_draw`, `no_pairs`,
    `contains_outcome`, `missing_months`, `not_asked`; empty where it speaks."""
    plain: Words = NOTHING
    """For the leader of a chapter."""
    exact: Words = NOTHING
    """For a statistician."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What else belongs to it, such as `se`, `coefficient`, `phi`."""

    @property
    def is_known(self) -> bool:
        """Whether it speaks."""
        return self.value is not None and not self.silence

    @property
    def excludes_no_effect(self) -> bool:
        """Whether the interval of a ratio lies on one side of 1, of a difference or correlation on one side of 0."""
        if not self.is_known or self.low is None or self.high is None:
            return False
        none = 1.0 if self.unit == "times" else 0.0
        return self.low > none or self.high < none


@dataclass(frozen=True, slots=True)
class Line:
    """The straight line through all member-months, and how sure it is: its value at any number of 1-2-1s."""

    outcome: str
    intercept: float
    slope: float
    covariance: tuple[tuple[float, float], tuple[float, float]]
    quantile: float
    """By so many standard errors the interval reaches to each side."""

    def at(self, x: float) -> tuple[float, float, float]:
        """Value, low end and high end at `x`."""
        value = self.intercept + self.slope * x
        (a, b), (_b, c) = self.covariance
        reach = self.quantile * max(a + 2 * b * x + c * x * x, 0.0) ** 0.5
        return value, value - reach, value + reach


@dataclass(frozen=True, slots=True)
class Facts:
    """What the table holds, and what is missing from it."""

    rows: int
    members: int
    chapters: int
    """0 where chapters are not told."""
    first: int
    """The first month, as 12 * year + month - 1."""
    last: int
    missing: int = 0
    """Member-months without a row between a member's first and last."""
    one_to_ones: int = 0
    given: int | None = None
    received: int | None = None
    pairs: int = 0
    pair_months: int = 0
    drawn: int = 0
    """Pair-months that the hat chose."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with the table, in a sentence, and how many rows it keeps out."""

    code: str
    words: Words
    rows: int = 0
    examples: tuple[str, ...] = ()

    @property
    def shown(self) -> Words:
        """The sentence with its examples. They may name members: for who holds the table, not for a page to share."""
        if not self.examples:
            return self.words
        text = self.words.text if self.words.values else self.words.text.replace("%", "%%")
        return Words(f"{text} For example: %(examples)s.", {**self.words.values, "examples": "; ".join(self.examples)})


@dataclass(frozen=True, slots=True)
class Study:
    """The whole answer."""

    facts: Facts
    estimates: Mapping[str, Estimate]
    lines: tuple[Line, ...] = ()
    finding: Words = NOTHING
    """The headline: the claim as this table shows it."""
    can_say: tuple[Words, ...] = ()
    cannot_say: tuple[Words, ...] = ()
    complaints: tuple[Complaint, ...] = ()

    def get(self, key: str) -> Estimate:
        """One estimate; one that says nothing where it was not worked out."""
        return self.estimates.get(key) or Estimate(key=key, unit="times", silence="not_asked")
