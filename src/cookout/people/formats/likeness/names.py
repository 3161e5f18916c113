"""What a name says of who it is: a person, a family, a firm, or nobody; and how far two names agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from .letters import consonants, latin, script, spoken
from .nicknames import KNOWN, are_one
from .word_lists import words

TITLES = words(
    "mr mrs ms miss mx dr prof professor doctor med phil ing dipl rer nat iur jur hc herr frau hr fr mme "
    "mlle m monsieur madame sr sra srta don dona senor senora sir dame lord lady rev reverend father "
    "pastor rabbi imam sister hon capt col sgt lt maj ra rain mag mba phd md dds dmd esq cpa cfp clu chfc "
    "rn jd llm bsc msc ba ma bc mgr dott dottssa avv pan pani"
)
YOUNGER = words("jr jun junior ii iii iv fils jnr filho hijo d.j")
ELDER = words("sr sen senior pere snr padre")
PARTICLES = words(
    "de da do di del della dei der den van von vom zu zum zur la le el al bin ibn ter ten af av y dos das du"
)
FORMS = words(
    "gmbh ag kg ohg gbr ug ev eg se inc incorporated llc llp ltd limited plc corp corporation co company "
    "cie sa sas sarl srl spa bv nv oy ab as aps kft zrt doo sro lda pty pllc pc lp kgaa e k mbh und and "
    "et y"
)
OFFICES = words(
    "office reception receptionist frontdesk desk parish empfang sekretariat zentrale hotline support "
    "service services praxis kanzlei buro pharmacy apotheke clinic klinik hospital garage department "
    "abteilung team shop store salon studio restaurant cafe hotel bakery backerei school schule kita "
    "church club verein bank agency agentur group gruppe center centre zentrum roofing plumbing realty "
    "properties insurance versicherung consulting advisory partners partner associates solutions systems "
    "holdings holding bros brothers sons sohne works labs design designs landscaping catering dental law "
    "legal accounting bookkeeping electric electrical heating logistics transport trading imports motors "
    "auto automotive repair florals flowers florist construction builders bau dachbau holzbau foundation "
    "stiftung library museum theater theatre gallery gym fitness yoga spa hardware supply supplies deli "
    "market markt foods farm farms brewery winery airlines travel reisen media press verlag chamber "
    "council city county town gemeinde rathaus police polizei fire feuerwehr line main billing sales info "
    "haus stadtwerke optik physio physiotherapie orthopedics pediatrics cleaners cleaning locksmith "
    "towing taxi vet veterinary"
)
TRADES = words(
    "plumber electrician roofer dentist doctor lawyer attorney broker realtor agent accountant bookkeeper "
    "painter carpenter baker barber hairdresser mechanic gardener landscaper nanny babysitter cleaner "
    "tutor teacher coach trainer vet photographer florist klempner elektriker maler zahnarzt arzt anwalt "
    "steuerberater friseur gartner hausmeister handwerker schreiner tischler maurer backer lehrer "
    "lehrerin trainerin nachbar nachbarin neighbor neighbour work home mobile cell privat private office "
    "new old alt neu unknown unbekannt noname contact kontakt client kunde customer lead mom mum dad mama "
    "papa insurance bank gym church school kita tennis yoga golf"
)
FAMILIES = words("familie family fam familia famille famiglia eheleute residence household haushalt eltern parents")
_BOTH = re.compile(r"\s(?:and|und|u\.|et|y|e)\s|/", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_BORN = re.compile(
    r"\b(?:geb(?:oren(?:e|er)?)?\.?|n[ée]e|née|born|formerly|fr[üu]her|nata|z domu|roz\.)\s+([\w'\u2019-]+)",
    re.IGNORECASE,
)
_ALSO = re.compile(r"[\"“”„»«]([^\"“”„»«]+)[\"“”„»«]")


class Agreement(IntEnum):
    """How far two names agree."""

    OTHER = 0
    """They are two people's."""
    RELATIVE = 1
    """The same family name, other given names."""
    UNKNOWN = 2
    """One of them says nothing that the other can contradict."""
    GIVEN = 3
    """The same given name; the family name is other."""
    PART = 4
    """One says a part of the other, and no more."""
    LIKELY = 5
    """They agree but for an initial, a slip of the pen or half of a double name."""
    FULL = 6
    """Given and family name agree."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name taken apart: words in the order of saying, folded; `kind` is person, firm, family or nobody."""

    kind: str
    words: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    also: frozenset[str] = frozenset()
    born: str = ""
    line: str = ""
    script: str = ""
    signs: str = ""
    whole: str = ""

    @property
    def given(self) -> str:
        """What one calls this person, as far as that is known."""
        return self.words[0] if self.words else ""


@lru_cache(maxsize=200_000)
def taken_apart(full: str, given: str = "", family: str = "", organisation: str = "", suffix: str = "") -> Named:
    """A name as it can be compared.

    >>> taken_apart("Marsh, Devon").words, taken_apart("Frau Prof. Dr. Sabine Kröger").words
    (('devon', 'marsh'), ('sabine', 'kroger'))
    >>> taken_apart("Bluegate Roofing LLC").kind, taken_apart("Leonard Fitch Jr.").line
    ('firm', 'younger')
    """
    text = full.strip() or f"{given} {family}".strip()
    if not text or "@" in text or not any(sign.isalpha() for sign in text):
        return Named("nobody")
    born = _BORN.search(text)
    aside = [one.strip("()[]{} ") for one in _ASIDE.findall(text)]
    also = [latin(one) for one in (*_ALSO.findall(text), *(one for one in aside if one.isalpha() and one[0].isupper()))]
    bare = _ALSO.sub(" ", text)
    signs = "".join(sign for sign in bare if script(sign))
    plain = _BORN.sub(" ", _ASIDE.sub(" ", bare) if not _ASIDE.fullmatch(bare.strip()) else bare)
    raw, line = _without_titles(_in_order(plain), suffix)
    if _is_firm(full, raw, organisation, parted=bool(given and family)):
        return Named("firm", tuple(word for word in latin(full).split() if word not in FORMS), signs=signs)
    lasts = tuple(word for word in latin(family).split() if word in raw and word not in PARTICLES)
    words = tuple(word for word in raw if word not in PARTICLES) or raw
    if set(raw) & FAMILIES or (_BOTH.search(plain) and len(raw) > 2) or (raw[:1] == ("the",) and len(raw) == 2):
        return Named("family", tuple(word for word in words if word not in FAMILIES), signs=signs)
    if len(words) > 1:
        words = (*(word for word in words if word not in TRADES),) or words
    if not words or (len(words) == 1 and words[0] in TRADES | TITLES):
        return Named("nobody", signs=signs, script=script(bare))
    kind = script(_ASIDE.sub(" ", bare)) if signs else ""
    return Named(
        "person", words, lasts, frozenset(also), latin(born[1]) if born else "", line, kind, signs, "".join(raw)
    )


def _in_order(text: str) -> str:
    """As it is said: what stands before a comma is the family name, unless only titles follow."""
    before, comma, after = text.partition(",")
    words = latin(after).split()
    if not comma or not words or all(word in TITLES | YOUNGER | ELDER for word in words):
        return text.replace(",", " ")
    return f"{after} {before}".replace(",", " ")


def _without_titles(text: str, suffix: str) -> tuple[tuple[str, ...], str]:
    words = latin(text).split()
    ends = [*latin(suffix).split(), *(words[1:] if len(words) > 2 else ())]
    line = "younger" if set(ends) & YOUNGER else "elder" if set(ends) & ELDER else ""
    kept = [word for place, word in enumerate(words) if not (word in TITLES and (len(word) > 1 or place == 0))]
    if line:
        kept = [word for place, word in enumerate(kept) if not (place and word in YOUNGER | ELDER)]
    return tuple(kept or words), line


def _is_firm(full: str, words: tuple[str, ...], organisation: str, *, parted: bool) -> bool:
    said = latin(full).split()
    if set(said[1:]) & (
        FORMS - {"e", "k", "y", "co", "as", "se", "ab", "sa", "pc", "and", "und", "et", "ag", "ev", "eg"}
    ):
        return True
    first = words[0] if words else ""
    if parted and first in KNOWN:
        return False
    if "&" in full or "+" in full:
        return True
    named = bool(organisation) and _firm_words(full) == _firm_words(organisation)
    if named and not (first in KNOWN and len(words) == 2 and words[1] not in OFFICES):
        return True
    if set(said) & OFFICES and first not in KNOWN:
        return len(said) > 1 or said[0] not in TRADES
    return (
        bool(set(said[-1:]) & (OFFICES - {"bank", "law", "farm", "church", "haus", "press", "spa", "club", "partner"}))
        and len(said) > 2
    )


def _firm_words(text: str) -> frozenset[str]:
    return frozenset(latin(text).split()) - FORMS


def agree(one: Named, other: Named) -> Agreement:
    """How far two names of people agree.

    >>> agree(taken_apart("Bob Hartwell"), taken_apart("Robert Hartwell")).name
    'FULL'
    >>> agree(taken_apart("Mia Sandholt"), taken_apart("Lia Sandholt")).name
    'RELATIVE'
    >>> agree(taken_apart("Nguyễn Thị Lan"), taken_apart("Lan Nguyen")).name
    'LIKELY'
    """
    if one.line and other.line and one.line != other.line:
        return Agreement.OTHER
    if "nobody" in (one.kind, other.kind) and not (one.script or other.script):
        return Agreement.UNKNOWN
    if one.script or other.script:
        return _across(one, other)
    if len(one.whole) > 5 and spoken(one.whole) == spoken(other.whole):
        return Agreement.FULL if _given_alike(one, other) else Agreement.LIKELY
    if len(one.words) == 1 or len(other.words) == 1:
        return _in_part(one, other)
    return max(_in_turn(one, other), _in_any_order(one, other))


def _across(one: Named, other: Named) -> Agreement:
    """Of scripts that say sounds in part: by the signs where both have them, else by what can be read of them."""
    if (one.script and other.script) or (one.signs and other.signs):
        return Agreement.FULL if one.signs == other.signs else Agreement.OTHER
    foreign, known = (one, other) if one.script else (other, one)
    if foreign.script == "abjad" and foreign.words and known.words:
        bones = {consonants(word) for word in known.words} | {consonants("al" + word) for word in known.words}
        heard = [consonants(word) for word in foreign.words if consonants(word)] or [""]
        near = [any(bone and OSA.distance(bone, mine) <= (len(mine) > 2) for bone in bones) for mine in heard]
        if sum(near) >= min(2, len(heard)):
            return Agreement.LIKELY
        return Agreement.UNKNOWN if near[0] else Agreement.RELATIVE if any(near) else Agreement.OTHER
    if foreign.script == "han" and foreign.words and known.words and not set(foreign.words) & set(known.words):
        return Agreement.OTHER
    return Agreement.UNKNOWN


def _in_part(one: Named, other: Named) -> Agreement:
    short, long = (one, other) if len(one.words) == 1 else (other, one)
    word, first = short.words[0], long.words[0]
    if _first_names(word, first) == 2 or word in long.also or first in short.also:
        return Agreement.PART
    if any(_near(word, last) == 2 for last in long.words[1:]):
        return Agreement.PART
    if len(word) > 4 and len(long.words) > 1 and word in (first[0] + long.words[-1], first + long.words[-1][0]):
        return Agreement.PART
    # Written in one: what a mail or a program made of a name.
    return (
        Agreement.FULL
        if len(word) > 6 and word in ("".join(long.words), "".join(long.words[::-1]))
        else Agreement.OTHER
    )


def _in_turn(one: Named, other: Named) -> Agreement:
    """Given names before family names on both cards."""
    given = max(_first_names(a, b) for a in _givens(one) for b in _givens(other))
    lasts = _families(one, other)
    if given and lasts:
        return Agreement.FULL if given == lasts == 2 else Agreement.LIKELY
    if lasts:
        return Agreement.RELATIVE
    return Agreement.GIVEN if given == 2 else Agreement.OTHER


def _given_alike(one: Named, other: Named) -> bool:
    """Whether two names that sound alike are written alike but for marks and umlauts."""
    return _marks(one.whole) == _marks(other.whole)


def _marks(word: str) -> str:
    return re.sub("(?<=[aou])e|(?<=a)a", "", word)


def _givens(one: Named) -> list[str]:
    """What this person may be called by: the first name, else one of the further ones, or what stands in quotes."""
    further = one.words[1:-1] if len(one.words[0]) == 1 else ()
    return [one.words[0], *further, *sorted(one.also)]


def _families(one: Named, other: Named) -> int:
    """2 where the last names agree, 1 where half of a double name or a slip does; a name at birth counts."""
    mine, theirs = one.words[-1], other.words[-1]
    best = _near(mine, theirs)
    if best < 2 and {one.born, other.born} - {""}:
        born = any(
            _near(a, b) == 2 for a, b in ((one.born, theirs), (other.born, mine), (one.born, other.born)) if a and b
        )
        best = 1 if born else best
    if best < 2 and (mine in other.words[1:] or theirs in one.words[1:]) and max(len(one.words), len(other.words)) > 2:
        best = max(best, 1)
    if best < 2 and min(len(mine), len(theirs)) == 1 and mine[0] == theirs[0]:
        best = max(best, 1)
    return best or (1 if _is_feminine(mine, theirs) else 0)


def _is_feminine(mine: str, theirs: str) -> bool:
    """Petrov and Petrova, Kowalski and Kowalska: one family."""
    short, long = sorted((mine, theirs), key=len)
    ends = short.endswith(("ov", "ev", "in", "yn")) and long == short + "a"
    return ends or (
        len(short) == len(long) > 4 and {short[-3:], long[-3:]} in ({"ski", "ska"}, {"cki", "cka"}, {"sky", "ska"})
    )


def _in_any_order(one: Named, other: Named) -> Agreement:
    """The same words in another order, or all of the shorter name in the longer one."""
    mine, theirs = sorted((list(one.words), list(other.words)), key=len)
    left, levels = list(theirs), []
    for word in mine:
        fit = max(left, key=lambda there: max(_near(word, there), 2 * are_one(word, there)), default="")
        level = max(_near(word, fit), 2 * are_one(word, fit)) if fit else 0
        if not level or len(word) == 1:
            return Agreement.OTHER
        left.remove(fit)
        levels.append(level)
    return Agreement.FULL if min(levels) == 2 and not left else Agreement.LIKELY


@lru_cache(maxsize=100_000)
def _first_names(one: str, other: str) -> int:
    """2 where two given names are one, 1 where the one is an initial or a slip of the pen, 0 where they are two."""
    if one == other or are_one(one, other):
        return 2
    if len(one) == 1 or len(other) == 1:
        return int(one[0] == other[0])
    if len(one) == len(other) == 2:
        return 0
    if one in KNOWN and other in KNOWN:
        return 2 if spoken(one) == spoken(other) else 0
    short, long = sorted((one, other), key=len)
    # A short form that no table has: Manni, Lukas' Luki; three letters, and the long one is longer.
    if len(short) >= 3 and long.startswith(short) and len(long) - len(short) >= 2 and not _is_gender(short, long):
        return 1
    return 0 if _is_gender(short, long) else _near(one, other)


def _is_gender(short: str, long: str) -> bool:
    """Mario and Maria, Simon and Simone, Sven and Svenja: two people's names."""
    tail = long[len(short) :] if long.startswith(short) else ""
    return tail in ("a", "e", "ia", "ina", "ja", "ette", "ine", "ne", "le", "la") or (
        len(short) == len(long) and short[:-1] == long[:-1] and {short[-1], long[-1]} & {"a", "o"} != set()
    )


@lru_cache(maxsize=200_000)
def _near(one: str, other: str) -> int:
    """2 where two words are spellings of one, 1 where they differ by a slip of the pen, 0 where they are two."""
    if one == other:
        return 2
    if len(one) < 2 or len(other) < 2:
        return 0
    if _marks(one) == _marks(other):
        return 2
    if min(len(one), len(other)) > 2 and spoken(one) == spoken(other):
        return 1
    if min(len(one), len(other)) < 4:
        return 0
    many = OSA.distance(one, other, score_cutoff=2)
    most = 1 if max(len(one), len(other)) < 8 else 2
    same_ends = one[0] == other[0] and (one[-1] == other[-1] or sorted(one) == sorted(other))
    if many <= most and (same_ends or min(len(one), len(other)) >= 6):
        return 1 if not _is_gender(*sorted((one, other), key=len)) else 0
    return int(
        OSA.distance(spoken(one), spoken(other), score_cutoff=1) <= 1 and min(len(one), len(other)) >= 6 and same_ends
    )
