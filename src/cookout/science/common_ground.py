"""What two people share, and what one seeks that the other has (PRODUCT 5.5)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing told by or known about a person; `key` is the caller's handle, `prompt` a finer label of the facet."""

    facet: str
    text: str
    key: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Two entries that met: in which words, how ("same words", "same meaning", "a kind of", …) and how strongly.

    `kind` is "overlap" or "complement"; `seeker` says who seeks in a complement ("me", "them"; else empty).
    """

    kind: str
    mine: Entry
    theirs: Entry
    my_words: tuple[str, ...]
    their_words: tuple[str, ...]
    how: str
    strength: float
    personal: bool
    seeker: str = ""


@dataclass(frozen=True, slots=True)
class CommonGround:
    """All findings, strongest first."""

    findings: tuple[Finding, ...] = ()

    @property
    def overlaps(self) -> tuple[Finding, ...]:
        """What both share."""
        return tuple(one for one in self.findings if one.kind == "overlap")

    @property
    def complements(self) -> tuple[Finding, ...]:
        """What one seeks and the other has."""
        return tuple(one for one in self.findings if one.kind == "complement")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A profile whose texts have been read once."""

    entries: tuple[Entry, ...]


def prepare(entries: Iterable[Entry]) -> Prepared:
    """Read a profile's texts once, to compare it with many."""
    return Prepared(tuple(entries))


def common_ground(
    mine: Iterable[Entry] | Prepared,
    theirs: Iterable[Entry] | Prepared,
    *,
    my_trade: str = "",
    their_trade: str = "",
    most: int = 12,
) -> CommonGround:
    """What do two people share, and what does one seek that the other has?"""
    return CommonGround()
