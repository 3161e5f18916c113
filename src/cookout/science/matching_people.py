"""Whom of my contacts do I know who fits what somebody is looking for, or meets such people every day?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from math import prod
from typing import NamedTuple

from cookout.science.common_ground import Entry
from cookout.science.words.general import plain
from cookout.science.words.marks import KIND, Core, Spot
from cookout.science.words.meaning import Said, meaning, said
from cookout.science.words.table import Phrase, table
from cookout.science.words.text import NUMBER, Token, tokens

SURE = {"trade": 0.95, "company": 0.85, "noted": 0.85, "meets": 0.75}
"""How much a reason of each kind counts: being such a person most, meeting such people least."""

BROAD = 0.8
"""What a wide kind of people (homeowners) counts, against a narrow one (brides)."""

WORD = 0.5
"""What the same word counts where our table knows no concept."""

PLACE = 0.3
"""Living where somebody looks supports other reasons; alone it is none."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One of my contacts: trade, place, company, and whatever I noted about them."""

    key: str
    trade: str = ""
    place: str = ""
    company: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: the wanted entry and the contact's own words that met it.

    `kind`: "trade" (they are such a person), "company", "noted" (I noted it about them), "place" (they live there),
    "meets" (by trade or group they are in touch with such people). `words` are the contact's, `wanted_words` those of
    the wanted entry; `source` is the whole text of the contact they stand in.
    """

    kind: str
    wanted: Entry
    words: tuple[str, ...]
    wanted_words: tuple[str, ...]
    source: str
    how: str
    strength: float


@dataclass(frozen=True, slots=True)
class Match:
    """A contact with the reasons, strongest first."""

    key: str
    strength: float
    reasons: tuple[Reason, ...]


def matching_people(wanted: Iterable[Entry], contacts: Iterable[Contact], *, most: int = 20) -> tuple[Match, ...]:
    """Which of my contacts fit what somebody is looking for, or meet such people every day?

    A contact fits by trade, company or a note that names a concept of the wanted entries (our table of words), or by
    the same telling word; and meets such people by a trade or group of the table. For each wanted entry and concept
    the best reason counts: strength = 1 − Π(1 − strength of a reason). A place named in a wanted entry, or told under
    a prompt that ends in “place”, supports other reasons. No reason, no match. Strongest first, then by key. More
    evidence never ranks lower. Cost: one look at every word of every text, 50 µs for each text that holds a wanted
    word; 10,000 contacts with six texts in about 0.2 s.

    >>> [match] = matching_people([Entry("customers", "First-time buyers")], [Contact("7", trade="Mortgage broker")])
    >>> [(reason.kind, reason.words, reason.wanted_words) for reason in match.reasons]
    [('meets', ('Mortgage', 'broker'), ('First', 'time', 'buyers'))]
    """
    sought = _sought(entry for entry in wanted if entry.text.strip())
    found = (_match(sought, contact) for contact in contacts)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (-one.strength, one.key))[:most])


class _Want(NamedTuple):
    """One concept somebody looks for: in which entry, by which words, and what it counts."""

    entry: Entry
    words: tuple[str, ...]
    share: float
    at: int


class _Sought:
    """All that is looked for, by concept and by word; and which words of a note are worth a closer look."""

    def __init__(self) -> None:
        self.concepts: dict[str, list[_Want]] = defaultdict(list)
        self.words: dict[str, list[_Want]] = defaultdict(list)
        self.places: dict[str, list[_Want]] = defaultdict(list)
        self.ways: dict[str, list[frozenset[str]]] = defaultdict(list)
        self.telling = _Telling(self.ways)
        self.reasons: dict[tuple[str, str], tuple[Reason, ...]] = {}

    def may_tell(self, text: str) -> bool:
        """Whether a text holds all stems of a phrase that is looked for: a quick look, before it is read in full."""
        words, told = text.split(), self.telling
        if not any([told[word] for word in words]):
            return False
        stems = set(chain.from_iterable(told.stems[word] for word in words))
        return any(way <= stems for stem in stems & self.ways.keys() for way in self.ways[stem])


class _Telling(dict[str, bool]):
    """Whether a written word holds one of the telling stems; each is worked out once."""

    def __init__(self, ways: Mapping[str, list[frozenset[str]]]) -> None:
        self.ways = ways
        self.stems: dict[str, tuple[str, ...]] = {}

    def __missing__(self, written: str) -> bool:
        self.stems[written] = stems = tuple(one.stem for one in tokens(written))
        self[written] = found = any(one in self.ways for one in stems)
        return found


def _sought(wanted: Iterable[Entry]) -> _Sought:
    sought = _Sought()
    for at, entry in enumerate(dict.fromkeys(wanted)):
        hidden = _want_concepts(sought, entry, at)
        for place, word in enumerate(tokens(entry.text)):
            if place not in hidden and _tells(word):
                sought.words[word.stem].append(_Want(entry, (word.written,), WORD, at))
            if _is_place(word, entry):
                sought.places[word.stem].append(_Want(entry, (word.written,), PLACE, at))
    for stem in sought.words:
        sought.ways[stem].append(frozenset([stem]))
    for concept in sought.concepts:
        for stem, way in _ways().get(concept, ()):
            sought.ways[stem].append(way)
    return sought


def _want_concepts(sought: _Sought, entry: Entry, at: int) -> set[int]:
    """Note down the concepts of one entry; which of its words led to them."""
    hidden: set[int] = set()
    for spot in meaning(entry.text):
        for core in spot.lead.cores:
            if core.layer in ("life", "work", "people") and core.step != KIND and core.part == "said":
                _want(sought, core.concept, _Want(entry, spot.words, core.weight * _narrow(core.concept), at))
                hidden.update(range(spot.start, spot.end))
    return hidden


def _want(sought: _Sought, concept: str, want: _Want) -> None:
    kept = sought.concepts[concept]
    if all((one.at, one.words) != (want.at, want.words) for one in kept):
        kept.append(want)


def _narrow(concept: str) -> float:
    return BROAD if table().concepts[concept].broad else 1.0


def _tells(word: Token) -> bool:
    told = not word.name and word.stem != NUMBER and len(word.stem) > 3
    return told and plain().get(word.stem, 1.0) == 1.0 and plain().get(word.lower, 1.0) == 1.0


def _is_place(word: Token, entry: Entry) -> bool:
    return word.name or (entry.prompt.endswith("place") and word.stem not in plain() and word.stem != NUMBER)


@cache
def _ways() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """For every concept the phrases that say it or name those in touch with such people: the rarest stem, and all."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for layer in table().layers.values():
        for stems, phrases in layer.phrases.items():
            rarest = min(stems, key=lambda one: (one == NUMBER, plain().get(one, 1.0) < 1.0, -len(one), one))
            for concept in {one for phrase in phrases if phrase.part == "said" for one in _led_to(phrase)}:
                found[concept].append((rarest, frozenset(stems)))
    return dict(found)


def _led_to(phrase: Phrase) -> frozenset[str]:
    return phrase.lead.concepts | phrase.meets.concepts


def _match(sought: _Sought, contact: Contact) -> Match | None:
    reasons = [*_by_trade(sought, contact.trade), *_by_note(sought, "company", contact.company)]
    for text in contact.texts:
        reasons += _by_note(sought, "noted", text)
    if not reasons:
        return None
    reasons += _by_place(sought, contact.place)
    kept = _distinct(reasons)
    return Match(contact.key, round(1.0 - prod(1.0 - one.strength for one in kept), 6), tuple(kept))


def _by_trade(sought: _Sought, trade: str) -> tuple[Reason, ...]:
    """Trades repeat from contact to contact, so each is read in full, thesaurus and slips of the pen too."""
    if not trade:
        return ()
    if ("trade", trade) not in sought.reasons:
        spots = [*meaning(trade), *said(trade).meets]
        sought.reasons["trade", trade] = tuple(_reasons(sought, "trade", trade, spots))
    return sought.reasons["trade", trade]


def _by_note(sought: _Sought, kind: str, text: str) -> tuple[Reason, ...]:
    if (kind, text) not in sought.reasons:
        if not sought.may_tell(text):
            return ()
        told = said(text)
        sure = [spot for spot in (*told.spots, *told.meets) if not spot.slip]
        same = _same_words(sought, kind, text, told)
        sought.reasons[kind, text] = (*_reasons(sought, kind, text, sure), *same)
    return sought.reasons[kind, text]


def _reasons(sought: _Sought, kind: str, source: str, spots: Iterable[Spot]) -> Iterator[Reason]:
    for spot in spots:
        for core in spot.lead.cores:
            if core.part != "said":
                continue
            for want in sought.concepts.get(core.concept, ()):
                what = "meets" if core.layer == "meets" else kind
                how = "contact sphere" if what == "meets" else _how(core, spot, want)
                strength = SURE[what] * core.weight * want.share
                if strength > 0:
                    yield Reason(what, want.entry, spot.words, want.words, source, how, strength)


def _how(core: Core, spot: Spot, want: _Want) -> str:
    if spot.slip:
        return "spelled alike"
    if core.step == KIND:
        return "a kind of"
    same = [word.lower() for word in spot.words] == [word.lower() for word in want.words]
    return "same words" if same else "same meaning"


def _same_words(sought: _Sought, kind: str, text: str, told: Said) -> Iterator[Reason]:
    for at, word in enumerate(told.words):
        if at not in told.hidden and at not in told.slips:
            for want in sought.words.get(word.stem, ()):
                yield Reason(kind, want.entry, (word.written,), want.words, text, "same words", want.share)


def _by_place(sought: _Sought, place: str) -> Iterator[Reason]:
    for word in tokens(place):
        for want in sought.places.get(word.stem, ()):
            yield Reason("place", want.entry, (word.written,), want.words, place, "same words", want.share)


def _distinct(reasons: Iterable[Reason]) -> list[Reason]:
    """The strongest of those that say the same of the same entry; strongest first."""
    best: dict[tuple[str, Entry, str], Reason] = {}
    for one in sorted(reasons, key=lambda one: (-one.strength, one.kind, one.source, one.words, one.wanted_words)):
        best.setdefault((one.kind, one.wanted, one.source), one)
    return list(best.values())
