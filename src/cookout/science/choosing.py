"""Which findings to show: the best of each theme, and no entry twice."""

from collections.abc import Iterable
from typing import NamedTuple

from cookout.science.findings import Finding
from cookout.science.headings import TRADE


class Candidate(NamedTuple):
    """A finding, the concepts it is about, how many words say so, and whether both entries answer one question."""

    finding: Finding
    themes: frozenset[str]
    evidence: int = 1
    is_alike: bool = False


def fewest(found: Iterable[Candidate], most: int) -> tuple[Finding, ...]:
    """The best finding of each theme, strongest first; each entry is used once.

    An entry whose theme has been told is used up by it. What somebody is may be said more than once.
    """
    chosen: list[Finding] = []
    told: set[str] = set()
    used: set[tuple[str, str, str]] = set()
    for one in sorted(found, key=_rank):
        sides = {
            (side, entry.facet, entry.text)
            for side, entry in (("mine", one.finding.mine), ("theirs", one.finding.theirs))
            if entry.prompt != TRADE
        }
        if told.isdisjoint(one.themes) and used.isdisjoint(sides) and len(chosen) < most:
            chosen.append(one.finding)
            told |= one.themes
        used |= sides if not told.isdisjoint(one.themes) else set()
    return tuple(chosen)


def _rank(one: Candidate) -> tuple[float, int, bool, bool]:
    """The strongest first; of equals what more words say, what both said of one question, and in the same words."""
    return -one.finding.strength, -one.evidence, not one.is_alike, one.finding.how != "same words"
