"""Why a contact fits what somebody looks for: the reasons in one text of theirs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from cookout.science.common_ground import Entry
from cookout.science.moments import met_by, moments, moments_in, rarest
from cookout.science.wanted import (
    SITUATIONS,
    Want,
    Wish,
    crossed,
    describes,
    is_pastime,
    is_people,
    is_situation,
    is_telling,
    outermost,
)
from cookout.science.words.marks import Core, Spot
from cookout.science.words.meaning import KEPT, Said, meaning, said
from cookout.science.words.table import Phrase, table
from cookout.science.words.text import Token, tokens

SURE = {"trade": 0.95, "company": 0.85, "noted": 0.9, "works": 0.8, "meets": 0.95, "serves": 0.85, "place": 1.0}
"""How much a reason of each kind counts."""

WORD, WORDS = 0.5, 0.65
"""What the same telling word counts where our table knows no concept; and two of them in one note."""

PARTLY = 0.95
"""What a trade counts that says more than is looked for."""

STAFF = frozenset(
    [
        *("hygienist", "teller", "nurse", "assistant", "receptionist", "clerk", "paralegal", "student", "intern"),
        *("apprentice", "waiter", "waitress", "cashier", "technician", "secretary", "trainee", "driver", "zookeeper"),
        *("librarian", "officer", "adjuster", "underwriter", "teacher", "lecturer", "professor", "researcher"),
        *("engineer", "chemist", "analyst", "machinist", "welder", "worker", "supervisor"),
    ]
)
"""Who is employed: such a person works at such a firm, and can say who owns it."""


ENOUGH = {"is": 0.5, "when": 0.6, "if": 0.6, "meets": 0.65, "touches": 0.5, "where": 0.0}
"""A reason is at least so strong."""


REMEMBERED = 60_000
"""So many texts of contacts are remembered for what one person looks for."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: the wanted entry and the contact's own words that met it.

    `kind`: "trade" (they are such a person), "company", "noted" (I noted it about them), "works" (employed there),
    "meets" (their trade is in touch with such people), "serves" (a group or customers of theirs are), "place" (they
    live there). `level`, what it makes of them: "is" such a person, "when" (the moment is theirs), "if" (only beside
    "is"), "meets", "touches", "where". `words` are the contact's, `wanted_words` those of the wanted entry; `source` is
    the whole text of the contact they stand in.
    """

    kind: str
    level: str
    wanted: Entry
    words: tuple[str, ...]
    wanted_words: tuple[str, ...]
    source: str
    strength: float


class Asked(NamedTuple):
    """In which role something is looked for, and by which words."""

    role: str
    want: Want

    def by(self, kind: str, words: Iterable[str], source: str, strength: float) -> Reason:
        """The reason that these words of a contact are."""
        level = _level(kind, self.role, strength)
        return Reason(kind, level, self.want.entry, tuple(words), self.want.words, source, strength)


def _level(kind: str, role: str, strength: float) -> str:
    """What a reason makes of a contact; nothing where it is too weak."""
    if role == "help" or kind in ("meets", "serves", "works"):
        level = "meets"
    elif kind in ("trade", "company") or (role == "who" and strength >= ENOUGH["when"]):
        level = "is"
    else:
        level = role if strength >= ENOUGH["when"] or role == "where" else "touches"
    return level if strength >= ENOUGH[level] else ""


class Sought:
    """All that is looked for, by concept, moment and word; and which words of a note are worth a closer look."""

    def __init__(self, wishes: Iterable[Wish]) -> None:
        self.concepts: dict[str, list[Asked]] = defaultdict(list)
        self.moments: dict[str, list[Asked]] = defaultdict(list)
        self.words: dict[str, list[Asked]] = defaultdict(list)
        self.places: dict[str, list[Asked]] = defaultdict(list)
        kinds = {"concept": self.concepts, "moment": self.moments, "word": self.words}
        for one in wishes:
            kept = self.places if one.role == "where" else kinds[one.kind]
            kept[one.name].append(Asked(one.role, one.want))
        self.ways: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._learn_ways()
        self.telling = Telling(self.ways)
        self.reasons: dict[tuple[str, str, bool], tuple[Reason, ...]] = {}

    def _learn_ways(self) -> None:
        for stem in self.words:
            self.ways[stem].append(frozenset([stem]))
        for concept in self.concepts:
            for stem, way in _ways().get(concept, ()):
                self.ways[stem].append(way)
        for name in self.moments:
            for told in moments()[name].ways:
                self.ways[rarest(told.stems)].append(told.stems)

    def may_tell(self, text: str) -> bool:
        """Whether a text holds all stems of a phrase that is looked for: a quick look, before it is read in full."""
        words, told = text.split(), self.telling
        if not any([told[word] for word in words]):
            return False
        stems = set(chain.from_iterable(told.stems[word] for word in words))
        return any(way <= stems for stem in stems & self.ways.keys() for way in self.ways[stem])


class Telling(dict[str, bool]):
    """Whether a written word holds one of the telling stems; each is worked out once."""

    def __init__(self, ways: Mapping[str, list[frozenset[str]]]) -> None:
        self.ways = ways
        self.stems: dict[str, tuple[str, ...]] = {}

    def __missing__(self, written: str) -> bool:
        self.stems[written] = stems = tuple(one.stem for one in tokens(written))
        self[written] = found = any(one in self.ways for one in stems)
        return found


@cache
def _ways() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """For every concept the phrases that say it or name those in touch with such people: the rarest stem, and all."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for layer in table().layers.values():
        for stems, phrases in layer.phrases.items():
            for concept in {one for phrase in phrases if phrase.part == "said" for one in _led_to(phrase)}:
                found[concept].append((rarest(stems), frozenset(stems)))
    return dict(found)


def _led_to(phrase: Phrase) -> frozenset[str]:
    return phrase.lead.concepts | phrase.meets.concepts


def read(sought: Sought, kind: str, text: str, *, staff: bool) -> tuple[Reason, ...]:
    """The reasons in one text. Trades and words of many contacts are read once."""
    if not text:
        return ()
    key = (kind, text, staff)
    known = sought.reasons.get(key)
    if known is None:
        if len(sought.reasons) >= REMEMBERED:
            sought.reasons.clear()
        known = sought.reasons[key] = _reasons(sought, kind, text, staff)
    return known


def _reasons(sought: Sought, kind: str, text: str, staff: bool) -> tuple[Reason, ...]:
    if kind not in ("trade", "place") and not sought.may_tell(text):
        return ()
    return tuple(one for one in READERS[kind](sought, text, staff) if one.level)


def _by_trade(sought: Sought, text: str, staff: bool) -> Iterator[Reason]:
    """Read in full, thesaurus and slips of the pen too: they are such a person, or meet such people."""
    told = said(text)
    yield from _being(sought, "trade", text, staff)
    yield from _same_words(sought, "trade", text, told, ("who",))
    yield from _meeting(sought, "meets", text, told.meets)
    for spot in told.spots:
        trades = [core.concept for core in spot.lead.cores if core.part == "said"]
        for asked in (
            asked for trade in trades for name in met_by().get(trade, ()) for asked in sought.moments.get(name, ())
        ):
            if asked.role != "if":
                yield asked.by("meets", spot.words, text, SURE["noted"])


def _by_company(sought: Sought, text: str, staff: bool) -> Iterator[Reason]:
    yield from _being(sought, "company", text, staff)


def _being(sought: Sought, kind: str, text: str, staff: bool) -> Iterator[Reason]:
    """They are such a person; who is employed works with one, unless the employed are looked for."""
    for core, words, share in _trades(text, with_slips=kind == "trade"):
        for asked in sought.concepts.get(core.concept, ()):
            if asked.role in ("who", "help"):
                wanted = any(token.stem in STAFF for token in tokens(" ".join(asked.want.words))) if staff else True
                what = kind if wanted else "works"
                yield asked.by(what, words, text, _share(what, core, asked) * share)


@lru_cache(maxsize=KEPT)
def _trades(text: str, *, with_slips: bool) -> tuple[tuple[Core, tuple[str, ...], float], ...]:
    """The trades that a title or a company names, by which words, and what each counts in it."""
    spots = meaning(text) if with_slips else [spot for spot in said(text).spots if not spot.slip]
    named = ((spot, core) for spot, core in _cores(outermost(spots)) if _is_trade(core))
    return tuple((core, spot.words, _whole(spot, text) if with_slips else 1.0) for spot, core in named)


def _cores(spots: Iterable[Spot]) -> Iterator[tuple[Spot, Core]]:
    return ((spot, core) for spot in spots for core in spot.lead.cores)


def _is_trade(core: Core) -> bool:
    return is_people(core) and core.concept not in SITUATIONS


def _whole(spot: Spot, text: str) -> float:
    """A builder is one more than a fence contractor is."""
    others = [one for at, one in enumerate(tokens(text)) if is_telling(one) and not spot.start <= at < spot.end]
    words = {one.lower() for one in spot.words}
    return 1.0 if all(one.lower in words for one in others) else PARTLY


def _meeting(sought: Sought, kind: str, text: str, spots: Iterable[Spot]) -> Iterator[Reason]:
    for spot, core in _cores(one for one in spots if not one.slip):
        for asked in sought.concepts.get(core.concept, ()):
            if asked.role in ("who", "when"):
                yield asked.by(kind, spot.words, text, _share(kind, core, asked))


def _by_note(sought: Sought, text: str, staff: bool) -> Iterator[Reason]:
    """What I noted: a situation or a moment looked for; else a concept or words that touch it."""
    for name, words in _moments(text):
        share = WORD if staff and moments()[name].of_a_firm else SURE["noted"]
        for asked in sought.moments.get(name, ()):
            yield asked.by("noted", words, text, share)
    for core, words, is_theirs in _concepts(text):
        for asked in sought.concepts.get(core.concept, ()):
            if is_theirs and asked.role != "help":
                yield asked.by("noted", words, text, _share("noted", core, asked))
            elif asked.role == "who" and not is_theirs:
                yield asked.by("noted", words, text, WORD * asked.want.share)
    yield from _same_words(sought, "noted", text, said(text), ("who", "when", "if"))


@lru_cache(maxsize=KEPT)
def _moments(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The moments that a note tells, and by which words."""
    told = said(text)
    found = ((name, places) for name, places in moments_in(told.words) if not _aside(places, told))
    return tuple((name, tuple(told.words[at].written for at in places)) for name, places in found)


@lru_cache(maxsize=KEPT)
def _concepts(text: str) -> tuple[tuple[Core, tuple[str, ...], bool], ...]:
    """The people, trades and pastimes that a note names, by which words, and whether they tell a situation."""
    told = said(text)
    sure = (spot for spot in told.spots if not (spot.slip or _aside(range(spot.start, spot.end), told)))
    named = ((core, spot.words, is_situation(core, spot)) for spot, core in _cores(sure))
    return tuple(one for one in named if one[2] or _is_trade(one[0]) or is_pastime(one[0]))


def _aside(places: Sequence[int], told: Said) -> bool:
    return crossed(places, told.spots) or describes(places, told.words)


def _by_group(sought: Sought, text: str, staff: bool) -> Iterator[Reason]:
    """Groups they belong to, and customers they serve: such people, or in touch with them."""
    told = said(text)
    for spot, core in _cores(spot for spot in told.spots if not spot.slip):
        named = core.part == "said" and core.layer in ("work", "people")
        for asked in sought.concepts.get(core.concept, ()) if named else ():
            if asked.role == "who":
                yield asked.by("serves", spot.words, text, _share("serves", core, asked))
    yield from _meeting(sought, "serves", text, told.meets)


def _by_place(sought: Sought, text: str, staff: bool) -> Iterator[Reason]:
    """They live where somebody looks: it supports other reasons."""
    for word in tokens(text):
        for asked in sought.places.get(word.stem, ()):
            yield asked.by("place", (word.written,), text, SURE["place"])


READERS = {"trade": _by_trade, "company": _by_company, "noted": _by_note, "serves": _by_group, "place": _by_place}


def _share(kind: str, core: Core, asked: Asked) -> float:
    return SURE[kind] * core.weight * asked.want.share


def _same_words(sought: Sought, kind: str, text: str, told: Said, roles: tuple[str, ...]) -> Iterator[Reason]:
    """The same telling words: two of one entry say it; one of who touches."""
    met: dict[tuple[str, Entry], list[tuple[Token, Want]]] = defaultdict(list)
    for at, word in enumerate(told.words):
        if at not in told.hidden and at not in told.slips:
            for role, want in sought.words.get(word.stem, ()):
                if role in roles:
                    met[role, want.entry].append((word, want))
    for (role, entry), pairs in met.items():
        theirs = tuple(dict.fromkeys(word.written for word, _ in pairs))
        wanted = tuple(dict.fromkeys(word for _, want in pairs for word in want.words))
        if len(wanted) > 1 or role == "who":
            yield Asked(role, Want(entry, wanted)).by(kind, theirs, text, WORDS if len(wanted) > 1 else WORD)
