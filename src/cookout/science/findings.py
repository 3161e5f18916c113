"""What common ground is made of: entries, and what was found between two of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing told by or known about a person; `key` is the caller's handle, `prompt` the question it answers."""

    facet: str
    text: str
    key: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Two entries that met: in which words, how, and how strongly (0..1).

    `kind` is "overlap" or "complement"; `how` is "same words", "same meaning", "spelled alike", "a kind of" or
    "contact sphere"; `seeker` says who seeks in a complement ("me", "them", or "both" where each one's trade is in the
    other's contact sphere; empty in an overlap). A trade that met is an entry with the prompt "trade". Where both list
    the same professions in their contact sphere, the words that met are the professions. `theme` names the pastime
    that met, where our table has a name for it.
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
    theme: str = ""


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
