"""What two people share, and what one seeks that the other has (PRODUCT 5.5)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cookout.science.facets import LIFE, OFFERING, PROFESSIONAL, TRADE, WISHING, meeting, seeker
from cookout.science.words.meaning import KIND, ROOT, SAID, Mark, meaning
from cookout.science.words.table import table

ENOUGH = 0.6
"""A finding is at least so strong."""

BROAD = 0.8
"""What a wide kind of people (homeowners) counts, against a narrow one (brides)."""

OFTEN = 2
"""One entry is used in at most so many findings."""

MEETS = 0.8
"""How surely somebody who is in touch with such people by trade or group knows one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing told by or known about a person; `key` is the caller's handle, `prompt` a finer label of the facet."""

    facet: str
    text: str
    key: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Two entries that met: in which words, how, and how strongly (0..1).

    `kind` is "overlap" or "complement"; `how` is "same words", "same meaning", "spelled alike", "a kind of" or
    "contact sphere"; `seeker` says who seeks in a complement ("me", "them"; empty in an overlap).
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
    """A profile whose texts have been read once: its entries, and which of them hold each concept."""

    entries: tuple[Entry, ...]
    concepts: dict[str, list[tuple[int, Mark]]] = field(repr=False)


def prepare(entries: Iterable[Entry]) -> Prepared:
    """Read a profile's texts once, to compare it with many. Cost: 50 µs a text seen for the first time, then 5.

    >>> sorted(key for key in prepare([Entry("interests", "Sailing")]).concepts if key.startswith("life"))
    ['life:boats', 'life:sailing']
    """
    kept = tuple(one for one in entries if one.text.strip())
    concepts: dict[str, list[tuple[int, Mark]]] = defaultdict(list)
    for at, entry in enumerate(kept):
        for mark in marks_of(entry):
            concepts[mark.concept].append((at, mark))
    return Prepared(kept, dict(concepts))


def common_ground(
    mine: Iterable[Entry] | Prepared,
    theirs: Iterable[Entry] | Prepared,
    *,
    my_trade: str = "",
    their_trade: str = "",
    most: int = 12,
) -> CommonGround:
    """What do two people share, and what does one seek that the other has?

    Two entries meet where they hold one concept of our table of words or of WordNet: in the same words, words of one
    meaning or root, a slip of the pen, or where one names a kind of the other. One that names whom they look for meets
    one whose trade or group is in touch with such people (contact sphere). What the meeting is called, follows from the
    headings (`facets.meeting`). strength = 1 − Π(1 − strength of each meeting of different words). Below `ENOUGH` there
    is no finding; the same trade under skills or business is none. Each entry is used in at most `OFTEN` findings, two
    entries at most once. Strongest first, then in the order of the entries. Empty profiles share nothing.
    Cost: the concepts of one profile looked up in the other, about 50 µs for two times twelve prepared entries.

    >>> [found] = common_ground([Entry("interests", "Sailing")], [Entry("interests", "Yachting in June")]).findings
    >>> found.kind, found.my_words, found.their_words, found.how
    ('overlap', ('Sailing',), ('Yachting',), 'same meaning')
    """
    one = mine if isinstance(mine, Prepared) else prepare(mine)
    other = theirs if isinstance(theirs, Prepared) else prepare(theirs)
    rivals = _trades(my_trade) & _trades(their_trade)
    rival: set[tuple[int, int]] = set()
    met: dict[tuple[int, int], list[_Link]] = defaultdict(list)
    for concept in one.concepts.keys() & other.concepts.keys():
        for at, my_mark in one.concepts[concept]:
            for to, their_mark in other.concepts[concept]:
                link = _link(one.entries[at], other.entries[to], my_mark, their_mark, rivals)
                if link is not None:
                    met[at, to].append(link)
                elif _same_trade(one.entries[at], other.entries[to], my_mark, their_mark):
                    rival.add((at, to))
    found = [
        _finding(one.entries[at], other.entries[to], links, rival=(at, to) in rival)
        for (at, to), links in sorted(met.items())
    ]
    return CommonGround(_fewest([each for each in found if each is not None], most))


@dataclass(frozen=True, slots=True)
class _Link:
    """One concept that two entries share."""

    kind: str
    strength: float
    field: str
    concept: str
    mine: Mark
    theirs: Mark


def marks_of(entry: Entry) -> Iterator[Mark]:
    """The marks of an entry: what its text is about, and whom one meets by what it tells."""
    marks = meaning(entry.text).marks
    yield from marks
    if entry.facet in OFFERING:
        yield from met_by(marks)


def met_by(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The kinds of people one is in touch with by the trades and groups in these marks."""
    concepts = table().concepts
    for mark in marks:
        if mark.layer == "work" and mark.part == "said" and mark.step != KIND:
            for people in concepts[mark.concept].meets:
                yield Mark(f"people:{people}", "meets", mark.weight * MEETS, mark.words, mark.at, mark.base)


def _trades(trade: str) -> frozenset[str]:
    return frozenset(mark.concept for mark in meaning(trade).marks if mark.layer == "work")


def _link(one: Entry, other: Entry, mine: Mark, theirs: Mark, rivals: frozenset[str]) -> _Link | None:
    if not _may_meet(mine, theirs):
        return None
    if mine.layer == theirs.layer == "work" and not _parts_fit(one.facet, other.facet, mine.part, theirs.part):
        return None
    field, share = _field(mine, theirs)
    kind, counts = meeting(one.facet, other.facet, field)
    strength = min(mine.weight, theirs.weight) * share * counts
    if strength <= 0 or (kind == "overlap" and mine.concept in rivals):
        return None
    return _Link(kind, strength, field, mine.concept, mine, theirs)


def _parts_fit(one: str, other: str, mine: str, theirs: str) -> bool:
    """A wish says the trade or the need for it, what meets a wish says the trade or what is close; others the trade."""
    if one in WISHING:
        return mine != "offer" and (theirs == "said" or (theirs == "offer" and other in OFFERING) or other in WISHING)
    if other in WISHING:
        return _parts_fit(other, one, theirs, mine)
    return mine == theirs == "said"


def _may_meet(mine: Mark, theirs: Mark) -> bool:
    """Two kinds of one thing are not the same; the same word meets as itself only, not by one of its meanings."""
    steps = {mine.step, theirs.step}
    if KIND in steps and steps & {KIND, ROOT} != {KIND} or steps == {KIND}:
        return False
    return mine.base != theirs.base or mine.step == theirs.step == SAID


def _field(mine: Mark, theirs: Mark) -> tuple[str, float]:
    """In which field two marks of one concept meet, and what share of their weight that is worth."""
    layers = {mine.layer, theirs.layer}
    if mine.layer in ("word", "name"):
        return ("name" if "name" in layers else "word"), 1.0
    concept = table().concepts[mine.concept]
    if mine.layer in ("people", "meets"):
        field = "people" if layers == {"people"} else "sphere" if layers == {"meets"} else "meets"
        return field, (0.0 if field == "sphere" else BROAD) if concept.broad else 1.0
    return ("work" if concept.section == "trade" else concept.section), 1.0


def _finding(one: Entry, other: Entry, links: list[_Link], *, rival: bool) -> Finding | None:
    if rival:
        links = [link for link in links if link.field in LIFE]
    best: Finding | None = None
    for kind in ("complement", "overlap"):
        chosen = _distinct([link for link in links if link.kind == kind])
        strength = 1.0
        for link in chosen:
            strength *= 1.0 - link.strength
        if chosen and 1.0 - strength >= max(ENOUGH, best.strength + 1e-9 if best else 0.0):
            best = _told(one, other, kind, chosen, 1.0 - strength)
    return best


def _same_trade(one: Entry, other: Entry, mine: Mark, theirs: Mark) -> bool:
    both_work = mine.layer == theirs.layer == "work" and table().concepts[mine.concept].section == "trade"
    return both_work and {one.facet, other.facet} <= TRADE and mine.part == theirs.part == "said"


def _distinct(links: list[_Link]) -> list[_Link]:
    """The strongest links, each with words of its own on both sides."""
    chosen: list[_Link] = []
    for link in sorted(links, key=lambda one: (-one.strength, one.mine.step + one.theirs.step, one.concept)):
        if all(_apart(link.mine, one.mine) and _apart(link.theirs, one.theirs) for one in chosen):
            chosen.append(link)
    return chosen


def _apart(one: Mark, other: Mark) -> bool:
    return one.at[1] <= other.at[0] or other.at[1] <= one.at[0]


def _told(one: Entry, other: Entry, kind: str, links: list[_Link], strength: float) -> Finding:
    facets = {one.facet, other.facet}
    personal = any(link.field in LIFE for link in links) or not facets & PROFESSIONAL
    return Finding(
        kind=kind,
        mine=one,
        theirs=other,
        my_words=tuple(word for link in links for word in link.mine.words),
        their_words=tuple(word for link in links for word in link.theirs.words),
        how=_how(links[0]),
        strength=round(strength, 3),
        personal=personal and kind == "overlap",
        seeker=seeker(one.facet, other.facet) if kind == "complement" else "",
    )


def _how(link: _Link) -> str:
    if link.field in ("meets", "sphere"):
        return "contact sphere"
    if link.mine.slip or link.theirs.slip:
        return "spelled alike"
    if KIND in (link.mine.step, link.theirs.step):
        return "a kind of"
    same = [word.lower() for word in link.mine.words] == [word.lower() for word in link.theirs.words]
    return "same words" if same else "same meaning"


def _fewest(found: list[Finding], most: int) -> tuple[Finding, ...]:
    """The strongest findings, each entry in at most `OFTEN` of them."""
    chosen: list[Finding] = []
    used: dict[tuple[str, Entry], int] = defaultdict(int)
    for one in sorted(found, key=lambda each: -each.strength):
        sides = (("mine", one.mine), ("theirs", one.theirs))
        if len(chosen) < most and all(used[side] < OFTEN for side in sides):
            chosen.append(one)
            for side in sides:
                used[side] += 1
    return tuple(chosen)
