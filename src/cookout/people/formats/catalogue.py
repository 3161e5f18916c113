"""The catalogue: professions, the spheres they share, and how crowded their industries are.

Pure, and read from the files beside it at the first question, so importing costs nothing.

    >>> [profession.name for profession in find("realtor", limit=1)]
    ['Residential real estate agent']
    >>> classify("Sr. Loan Officer").slug
    'mortgage-loan-officer'
    >>> crowding("524210").word
    'crowded'
"""

import csv
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Literal

_SHELF = Path(__file__).parents[1] / "catalogue"

Word = Literal["crowded", "common", "rare"]

CROWDED_FROM = 2 / 3
RARE_BELOW = 1 / 4

_ALIKE_ENOUGH = 0.72  # below this a misspelling is as likely another word
_CANDIDATES = 30  # phrases that are close in letters and worth a slow comparison
_LONGEST = 200  # letters of a text that are looked at; no title needs more
# One word in two spellings; keys use the second.
_SPELLINGS = {
    "advisor": "adviser", "behaviourist": "behaviorist", "centre": "center", "colour": "color", "colourist": "colorist",
    "counselling": "counseling", "counsellor": "counselor", "defence": "defense", "jeweller": "jeweler",
    "jewellery": "jewelry", "labour": "labor", "mould": "mold", "optimisation": "optimization",
    "organiser": "organizer", "organisation": "organization", "theatre": "theater", "tyre": "tire",
}  # fmt: skip
_FILLERS = frozenset({"a", "an", "and", "at", "for", "in", "my", "of", "the", "to"})


@dataclass(frozen=True, slots=True)
class Profession:
    """What a person does for a living, as groups name it."""

    slug: str
    name: str
    synonyms: tuple[str, ...]
    spheres: tuple[str, ...]
    naics: str


@dataclass(frozen=True, slots=True)
class Sphere:
    """A contact sphere: professions that serve the same customers."""

    slug: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry code with its count of places of business."""

    naics: str
    title: str
    establishments: int
    per_10000: float


@dataclass(frozen=True, slots=True)
class Crowding:
    """How crowded a trade is, in a word, with the figures behind it."""

    word: Word
    establishments: int
    per_10000: float
    percentile: float


@cache
def professions() -> tuple[Profession, ...]:
    """Every profession, by slug."""
    return tuple(
        Profession(row["slug"], row["name"], _cell(row["synonyms"]), _cell(row["spheres"]), row["naics"])
        for row in _rows("professions.csv")
    )


def profession(slug: str) -> Profession | None:
    """The profession of this slug; None for one that a host added."""
    return _by_slug().get(slug)


@cache
def spheres() -> tuple[Sphere, ...]:
    """Every contact sphere, in the order to show them."""
    return tuple(Sphere(row["slug"], row["name"], row["about"]) for row in _rows("spheres.csv"))


@cache
def industries() -> tuple[Industry, ...]:
    """Every industry that a profession belongs to, by code."""
    return tuple(
        Industry(row["naics"], row["title"], int(row["establishments"]), float(row["per_10000"]))
        for row in _rows("industries.csv")
    )


@cache
def crowding(naics: str) -> Crowding | None:
    """How crowded an industry is beside the others of the catalogue; None where no figure is known.

    The scale is the catalogue itself: each profession stands at its industry's places of business per 10,000.
    *Crowded* is the upper third (more than about one business in 250). Its cost is a few touches too many, so it
    is drawn wide; the industries that the field calls crowded, insurance and financial advice, lie well inside.
    *Rare* is the lower quarter only (fewer than about one in 1,100): the figures leave out the self-employed,
    and it is worse to call a trade rare to someone who meets it everywhere. *Common* is what lies between.
    The percentile is the share of professions in less crowded industries, equals counted half.
    """
    industry = _industry_by_code().get(naics)
    if industry is None:
        return None
    scale = _crowding_scale()
    less, upto = bisect_left(scale, industry.per_10000), bisect_right(scale, industry.per_10000)
    word: Word = "common"
    if industry.per_10000 >= scale[int(CROWDED_FROM * len(scale))]:
        word = "crowded"
    elif industry.per_10000 < scale[int(RARE_BELOW * len(scale))]:
        word = "rare"
    percentile = round(50 * (less + upto) / len(scale), 1)
    return Crowding(word, industry.establishments, industry.per_10000, percentile)


@cache
def complements(slug: str) -> frozenset[str]:
    """Professions that share a sphere with this one and are not of the same trade.

    Two professions of one industry count as one trade, since rivals hold back: life insurance and health insurance,
    two kinds of attorney. Industries that gather what fits nowhere else ("Other …") make no rivals.
    """
    own = profession(slug)
    if own is None:
        return frozenset()
    rivals = set() if _is_mixed(own.naics) else {other.slug for other in professions() if other.naics == own.naics}
    circle = {other.slug for other in professions() if set(other.spheres) & set(own.spheres)}
    return frozenset(circle - rivals - {slug})


def find(text: str, limit: int = 8) -> list[Profession]:
    """Professions that a person may mean while typing, best first.

    An exact name or synonym leads; then what begins with the text, or has all its words, in the name, then in a
    synonym; within each the shorter phrase first. Only if none of these is found, words spelled alike.
    """
    folded = _fold(text)
    if not folded:
        return []
    index = _index()
    ranked = _ranked(index, folded) or _alike(index, folded)
    best: dict[str, tuple[float, int, str]] = {}
    for number, tier in ranked:
        phrase = index.phrases[number]
        key = (tier, len(phrase.text), phrase.text)
        if phrase.slug not in best or key < best[phrase.slug]:
            best[phrase.slug] = key
    known = _by_slug()
    return [known[slug] for slug in sorted(best, key=lambda slug: (best[slug], slug))[:limit]]


def classify(title: str, organisation: str = "") -> Profession | None:
    """The profession that a job title names, only if that is beyond much doubt.

    The whole title, stripped of rank, has to be a name or synonym, or one part of it and no other part another
    profession, or end with a trade that stays itself whatever precedes it ("maritime attorney"). Departments
    ("Marketing") and helpers ("assistant to") name no profession. The organisation is asked only where the title
    says that it is the person's own: "Owner" at "Gallagher Roofing LLC".
    """
    title = title.casefold().replace(" at law", "").partition(" nmls")[0]  # lenders print their licence number
    whole = _bare(_key(title))
    if exact := _titled(whole):
        return exact
    if _words("helper") & set(_key(title).split()):
        return None
    parts = [_bare(_key(part)) for part in _parts(title)]
    if whole in _words("owner") or (parts and all(part in _words("owner") for part in parts)):
        return _traded(organisation)
    named = {found.slug: found for part in parts if (found := _titled(part) or _ending(part))}
    if len(parts) == 2 and (joined := _titled(f"{parts[1]} {parts[0]}")):
        return joined
    return next(iter(named.values())) if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One name or synonym, ready to be compared."""

    text: str
    slug: str
    is_name: bool
    grams: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Index:
    """Every phrase, and the ways to it: by whole key, by word, by three letters."""

    phrases: tuple[_Phrase, ...]
    exact: dict[str, int]
    words: tuple[str, ...]
    by_word: dict[str, frozenset[int]]
    by_gram: dict[str, tuple[int, ...]]


@cache
def _index() -> _Index:
    phrases: list[_Phrase] = []
    exact: dict[str, int] = {}
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    by_gram: defaultdict[str, list[int]] = defaultdict(list)
    for profession in professions():
        for label in (profession.name, *profession.synonyms):
            number, text = len(phrases), _fold(label)
            phrases.append(_Phrase(text, profession.slug, label == profession.name, _grams(text)))
            exact.setdefault(_key(label), number)
            for word in text.split():
                by_word[word].add(number)
            for gram in phrases[number].grams:
                by_gram[gram].append(number)
    return _Index(
        tuple(phrases),
        exact,
        tuple(sorted(by_word)),
        {word: frozenset(numbers) for word, numbers in by_word.items()},
        {gram: tuple(numbers) for gram, numbers in by_gram.items()},
    )


def _ranked(index: _Index, folded: str) -> list[tuple[int, float]]:
    """Phrases that are, begin with or contain the words, each with its tier (lower is better)."""
    ranked: list[tuple[int, float]] = []
    exact = index.exact.get(_key(folded))
    if exact is not None:
        ranked.append((exact, 0))
    for number in _with_all_words(index, folded):
        phrase = index.phrases[number]
        begins = phrase.text.startswith(folded)
        ranked.append((number, (1 if begins else 2) if phrase.is_name else (3 if begins else 4)))
    return ranked


def _with_all_words(index: _Index, folded: str) -> Iterable[int]:
    """Numbers of the phrases in which every word of the text begins some word."""
    words = [word for word in folded.split() if word not in _FILLERS] or folded.split()
    found: frozenset[int] | None = None
    for word in words:
        stem = _singular(word)
        first, last = bisect_left(index.words, stem), bisect_left(index.words, stem + "\uffff")
        holding = frozenset().union(*(index.by_word[known] for known in index.words[first:last]))
        found = holding if found is None else found & holding
    return found or ()


def _alike(index: _Index, folded: str) -> list[tuple[int, float]]:
    """Phrases spelled nearly like the text: shared letters find the candidates, a full comparison ranks them."""
    grams = _grams(folded)
    shared = Counter(number for gram in grams for number in index.by_gram.get(gram, ()))
    dice = ((2 * count / (len(grams) + len(index.phrases[n].grams)), -n) for n, count in shared.items())
    ranked = []
    for _, negative in sorted(dice, reverse=True)[:_CANDIDATES]:
        ratio = SequenceMatcher(None, folded, index.phrases[-negative].text, autojunk=False).ratio()
        if ratio >= _ALIKE_ENOUGH:
            ranked.append((-negative, 6 - ratio))
    return ranked


def _titled(key: str) -> Profession | None:
    """The profession that has this key as a name or synonym, unless it may as well be a department."""
    number = None if key in _words("vague") else _index().exact.get(key)
    return None if number is None else _by_slug()[_index().phrases[number].slug]


def _ending(key: str) -> Profession | None:
    words = key.split()
    tails = (" ".join(words[start:]) for start in range(1, len(words)))
    tail = next((tail for tail in tails if tail in _words("open-ended")), None)
    return _titled(tail) if tail and not _words("not for hire") & set(words) else None


def _traded(organisation: str) -> Profession | None:
    """What a firm's name says it does, read from its end: names of people come first, the trade last."""
    words = _key(organisation.partition(" of ")[0]).split()
    while words:
        for start in range(len(words)):
            tail = " ".join(words[start:])
            number = None if tail in _words("surname") else _index().exact.get(tail)
            if number is not None:
                return _by_slug()[_index().phrases[number].slug]
        if words[-1] not in _words("company"):
            return None
        words.pop()
    return None


def _bare(key: str) -> str:
    """A key without the ranks before it, unless nothing else is left or it is a name as it stands."""
    words = key.split()
    while (
        len(words) > 1 and words[0] in _words("rank") and " ".join(words) not in _words("owner") | _index().exact.keys()
    ):
        words.pop(0)
    return " ".join(words)


def _parts(title: str) -> list[str]:
    """A title cut where people put two things on one line; what follows "at" is the employer."""
    text = title.replace(" - ", "|").replace(" & ", "|").replace(" and ", "|").partition(" at ")[0]
    for mark in ",/;·•–—+()@:\n":
        text = text.replace(mark, "|")
    return [part for part in text.split("|") if _fold(part)]


def _fold(text: str) -> str:
    """Lower case, no accents, no marks, single spaces."""
    plain = text[:_LONGEST].replace("®", "").replace("™", "").replace("&", " and ").replace("’", "").replace("'", "")
    letters = (c for c in unicodedata.normalize("NFKD", plain.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def _key(text: str) -> str:
    """The folded text in the singular and in one spelling: "weddings" and "wedding" are one key."""
    words = (_singular(word) for word in _fold(text).split())
    return " ".join(_SPELLINGS.get(word, word) for word in words)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def _grams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


@cache
def _by_slug() -> dict[str, Profession]:
    return {profession.slug: profession for profession in professions()}


@cache
def _industry_by_code() -> dict[str, Industry]:
    return {industry.naics: industry for industry in industries()}


@cache
def _crowding_scale() -> tuple[float, ...]:
    known = _industry_by_code()
    return tuple(sorted(known[profession.naics].per_10000 for profession in professions()))


@cache
def _words(role: str) -> frozenset[str]:
    """The words of titles and firms that play this role, as title_words.csv explains them."""
    rows = (row for row in _rows("title_words.csv") if row["role"] == role)
    return frozenset(_key(word) for row in rows for word in _cell(row["words"]))


def _is_mixed(naics: str) -> bool:
    return _industry_by_code()[naics].title.startswith(("Other ", "All other "))


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader((_SHELF / name).read_text(encoding="utf-8").splitlines())


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("; ") if part)
