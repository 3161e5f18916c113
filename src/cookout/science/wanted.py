"""What somebody looks for, taken apart: who they are, when they are a customer, and where."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from cookout.science.common_ground import Entry
from cookout.science.moments import moments, moments_in
from cookout.science.words.general import joined, plain
from cookout.science.words.marks import SAME, Core, Spot
from cookout.science.words.meaning import meaning
from cookout.science.words.table import table
from cookout.science.words.text import NUMBER, Token, tokens
from cookout.science.words.thesaurus import thesaurus

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "customers.ideal": "who",
        "good_referral.type": "who",
        "good_referral.industry": "who",
        "goals.help": "help",
        "customers.fix": "when",
        "customers.accomplish": "when",
        "customers.avoid": "when",
        "customers.problem": "when",
        "good_referral.trigger": "when",
        "good_referral.words": "when",
        "good_referral.place": "where",
        "customers.why": "",
        "good_referral.size": "",
    }
)
"""What the answer to each question tells: who, when or where; whom one asks for help; or nothing to look for."""

SITUATION_NAMES = (
    "home buyers, home sellers, downsizers, newcomers, expats, immigrants, engaged couples, newlyweds, "
    "expecting, new parents, caregivers, bereaved, executors, inheritors, divorcing, job changers, "
    "business sellers, athletes, golfers, dieters, patients, burned out, pet owners, horse owners, "
    "boat owners, rv owners, retirees, graduates, landlords, foster parents people, special needs families, "
    "accident victims, old house owners, cyclists people, collectors, veterans, office workers, "
    "teenagers people, freelancers"
)
SITUATIONS = frozenset(f"people:{name}" for name in SITUATION_NAMES.split(", "))
"""Kinds of people that a note tells; the others are trades, which a title or a company tells."""

THE_OTHER = "people:landlords"
"""Who is named beside the customer: a landlord who sells is the customer's."""

ALSO = MappingProxyType(
    {
        "eye": ("work:optician", "people:opticians"),
        "garage": ("work:auto mechanic",),
        "beauty": ("work:hairdresser", "people:hair and beauty"),
        "health": ("people:medical practices", "work:doctor", "work:physiotherapist"),
        "trade": ("people:trades people", "people:builders", "work:builder", "work:plumber", "work:roofer"),
    }
)
"""Single words that name trades only where somebody tells whom they look for."""

BLUNT = frozenset(["fire", "exit", "crash", "rider", "single", "ride", "trip", "holiday", "team"])
"""Words of situations that say something else too often when they stand alone."""

BROAD = 0.8
"""What a wide kind of people (homeowners) counts, against a narrow one (brides)."""

INDUSTRY = 0.85
"""An industry says a little less than a kind of person."""

RELATIVE = re.compile(
    r"\b(?:who|whom|whose|that|which|where|when|if|with|without|after|before|until|wherever)\b", re.IGNORECASE
)
BY_THE_WAY = re.compile(r"\b(?:before|until|because|so that|and nothing)\b", re.IGNORECASE)
"""After these words stands what goes with it, not what it is about."""


class Want(NamedTuple):
    """One thing somebody looks for: in which entry, by which words, and what it counts."""

    entry: Entry
    words: tuple[str, ...]
    share: float = 1.0


class Wish(NamedTuple):
    """One thing to find at contacts. `role`: "who", "when", "where", "help", or "if" (what happens to a firm, only with
    one that fits).

    `kind`: "concept", "moment" or "word".
    """

    role: str
    kind: str
    name: str
    want: Want


def wishes(entry: Entry) -> Iterator[Wish]:
    """All that one entry looks for. Without a question, an entry about customers tells who and when.

    >>> entry = Entry("customers", "Dentists who buy a partner out", prompt="customers.ideal")
    >>> [(one.role, one.name) for one in wishes(entry) if one.kind != "word"][-1]
    ('if', 'partner leaves')
    """
    role = ROLES.get(entry.prompt, "who")
    if role in ("who", "help"):
        yield from _who(entry, role)
    elif role == "when":
        yield from _when(entry, BY_THE_WAY.split(entry.text, maxsplit=1)[0], "when")
    yield from _where(entry, role)


def is_telling(word: Token) -> bool:
    """Whether a word says something by itself."""
    told = not word.name and word.stem != NUMBER and len(word.stem) > 3
    return told and plain().get(word.stem, 1.0) == 1.0 and plain().get(word.lower, 1.0) == 1.0


def _who(entry: Entry, role: str) -> Iterator[Wish]:
    """The words before "who" or "with" name them; the rest is when, by itself only where these words name nobody."""
    head = RELATIVE.split(entry.text, maxsplit=1)[0]
    found = list(_named(entry, head, role))
    yield from found
    if role == "who":
        named = any(one.kind != "word" and one.want.share > BROAD for one in found)
        yield from _when(entry, head, "when", concepts=False)
        yield from _when(entry, entry.text[len(head) :], "if" if named else "when")


def _named(entry: Entry, head: str, role: str) -> Iterator[Wish]:
    covered: set[int] = set()
    own = INDUSTRY if entry.prompt == "good_referral.industry" else 1.0
    for spot in outermost(meaning(head)):
        for core in spot.lead.cores:
            if share := _share(core):
                yield Wish(role, "concept", core.concept, Want(entry, spot.words, own * share))
                covered.update(range(spot.start, spot.end))
    for at, word in enumerate(tokens(head)):
        if at not in covered:
            for name in ALSO.get(word.stem, ()):
                yield Wish(role, "concept", name, Want(entry, (word.written,), own))
            if is_telling(word) and role == "who":
                yield Wish(role, "word", word.stem, Want(entry, (word.written,)))


def _share(core: Core) -> float:
    """What a concept counts that names whom somebody looks for."""
    if is_people(core):
        return core.weight * (BROAD if table().concepts[core.concept].broad else 1.0)
    return core.weight if is_pastime(core) else 0.0


def outermost(spots: Iterable[Spot]) -> Iterator[Spot]:
    """Without those that stand inside a longer one: the shops of body shops."""
    told = list(spots)
    spans = {(one.start, one.end) for one in told}
    for one in told:
        if not any(one.end - one.start < end - start and start <= one.start and one.end <= end for start, end in spans):
            yield one


def crossed(places: Iterable[int], spots: Iterable[Spot]) -> bool:
    """Whether some of these words belong to a phrase that goes on elsewhere: the first home of the first home run."""
    at = set(places)
    return any(
        spot.end - spot.start > 1
        and spot.lead.cores[0].layer == "life"
        and _overlap(at, set(range(spot.start, spot.end)))
        for spot in spots
    )


def describes(places: Sequence[int], words: Sequence[Token]) -> bool:
    """Whether these words mean something else with the next: a birth certificate is no birth, a home run no home."""
    return any(_lost(at, words) for at in places if at + 1 not in places) or (
        len(places) == 1 and places[0] + 1 < len(words) and _is_thing(words[places[0] + 1])
    )


def _lost(at: int, words: Sequence[Token]) -> bool:
    pair = words[at : at + 2]
    known = thesaurus().word(joined(pair)) if len(pair) == 2 else None
    return known is not None and bool(known.nouns) and known.kept[:1] == "0"


def _is_thing(word: Token) -> bool:
    if word.name or len(word.lower) < 5 or word.lower.endswith(("ed", "ing")):
        return False
    known = thesaurus().word(word.stem)
    return known is not None and bool(known.nouns)


def _overlap(one: set[int], other: set[int]) -> bool:
    return bool(one & other) and not (one <= other or other <= one)


def is_people(core: Core) -> bool:
    """Whether a concept is a trade or a kind of people, named by these words and no group that brings them together."""
    known = core.layer in ("work", "people") and core.part == "said" and core.step <= SAME and core.weight >= BROAD
    return known and table().concepts[core.concept].section != "group"


def is_pastime(core: Core) -> bool:
    """Whether a concept is what people do for love: chess, sailing."""
    if core.layer != "life" or core.step > SAME or core.weight < BROAD or core.concept not in table().concepts:
        return False
    return table().concepts[core.concept].section == "leisure"


def _when(entry: Entry, text: str, role: str, *, concepts: bool = True) -> Iterator[Wish]:
    words = tokens(text)
    for name, places in moments_in(words):
        lonely = "when" if role == "if" and not moments()[name].of_a_firm else role
        yield Wish(lonely, "moment", name, Want(entry, tuple(words[at].written for at in places)))
    if not concepts:
        return
    for spot in meaning(text):
        for core in spot.lead.cores:
            if is_situation(core, spot) and core.concept != THE_OTHER:
                yield Wish(role, "concept", core.concept, Want(entry, spot.words, core.weight))
    for word in words:
        if is_telling(word):
            yield Wish(role, "word", word.stem, Want(entry, (word.written,)))


def is_situation(core: Core, spot: Spot) -> bool:
    """Whether these words tell the situation somebody is in."""
    if core.weight < BROAD or core.step > SAME or NUMBER in core.base or core.base in BLUNT:
        return False
    return core.concept in SITUATIONS or (
        core.layer == "life" and spot.end - spot.start > 1 and _is_theme(core.concept)
    )


@cache
def _is_theme(concept: str) -> bool:
    return concept in table().concepts and table().concepts[concept].section == "theme"


def _where(entry: Entry, role: str) -> Iterator[Wish]:
    for word in tokens(entry.text) if role != "when" else ():
        named = word.name or (role == "where" and word.stem not in plain() and word.stem != NUMBER)
        if named:
            yield Wish("where", "word", word.stem, Want(entry, (word.written,)))


def all_wishes(wanted: Iterable[Entry]) -> tuple[Wish, ...]:
    """All that is looked for, each once."""
    entries = dict.fromkeys(entry for entry in wanted if entry.text.strip())
    return tuple(dict.fromkeys(wish for entry in entries for wish in wishes(entry)))
