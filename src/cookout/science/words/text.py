"""From a note to its words: case, accents, spelling of two countries, plural and verb endings, slips of the pen."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cookout.science.words.thesaurus import thesaurus

WORD = re.compile(r"[^\W_]+(?:[&'’.][^\W_]+)*")

HOMONYMS = Path(__file__).with_name("homonyms.txt")

STANDS_ALONE = frozenset(
    "wedding building meeting clothing accounting training banking marketing housing flooring roofing fencing boxing "
    "bowling acting hearing saving wiring listing king ring spring evening morning being thing string wing sing bring "
    "engineering plumbing running catering dressing lodging lighting heating nothing something everything anything "
    "during wellbeing siding ceiling sibling red bed seed need feed speed hundred shed sled united naked sacred wicked "
    "news species series physics mathematics politics economics athletics gymnastics ceramics logistics electronics "
    "analytics robotics genetics ethics billiards darts cards arts sports always perhaps lens gas bus plus yes us is "
    "was has his this its less chess business fitness wellness princess address process success access class glass "
    "grass dress press stress boss cross loss moss mass pass bass guess mess odds thanks series swiss wales "
    "paris texas dallas kansas memphis illinois arkansas massachusetts angeles vegas orleans athens naples brussels".split()
)
"""Words that only look like a plural or a verb form, or mean something else than their verb."""

TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ONES = "one two three four five six seven eight nine".split()
NUMBERS = frozenset(
    [*TENS, *ONES[1:], *(ten + one for ten in TENS for one in ONES)]
    + "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen hundred thousand".split()
    + "fourth fifth sixth seventh eighth ninth tenth".split()
)
"""Words for numbers; "one", "first", "second" and "third" mean other things too often."""

NUMBER = "#"
"""The stem of every number: who retires at sixty and who retires at 58 say the same."""

COUNTED = re.compile(r"\d+(?:s|st|nd|rd|th)?")

TWO_PARTS = re.compile(rf"\b({'|'.join(TENS)})-({'|'.join(ONES)})\b", re.IGNORECASE)

BRITISH = {
    "grey": "gray", "tyre": "tire", "plough": "plow", "programme": "program", "jewellery": "jewelry", "cheque": "check",
    "licence": "license", "practise": "practice", "draught": "draft", "mum": "mom", "mums": "mom", "mummy": "mom",
    "kerb": "curb", "storey": "story", "pyjamas": "pajamas", "moustache": "mustache", "aeroplane": "airplane",
    "maths": "math", "cosy": "cozy", "travelling": "travel", "traveller": "traveler", "counsellor": "counselor",
    "jeweller": "jeweler", "woollen": "woolen", "ageing": "aging", "skilful": "skillful", "enrol": "enroll",
    "fulfil": "fulfill", "catalogue": "catalog", "dialogue": "dialog", "analogue": "analog", "whisky": "whiskey",
    "archaeology": "archeology", "paediatric": "pediatric", "paediatrician": "pediatrician", "orthopaedic": "orthopedic",
    "leukaemia": "leukemia", "anaesthetist": "anesthetist", "defence": "defense", "offence": "offense",
    "manoeuvre": "maneuver", "artefact": "artifact", "yoghurt": "yogurt", "doughnut": "donut", "organise": "organize",
    "councillor": "councilor", "marvellous": "marvelous", "fibre": "fiber", "centre": "center", "theatre": "theater",
    "metre": "meter", "litre": "liter", "calibre": "caliber",
}  # fmt: skip
"""British words to their American twins, where no ending tells."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: as written, in lower case without accents, its stem, and whether it looks like a name."""

    written: str
    lower: str
    stem: str
    name: bool


@lru_cache(maxsize=400_000)
def stem(word: str) -> str:
    """The base form of a word in lower case: sails and sailing are sail; colours are color; wives are wife."""
    if word in NUMBERS or COUNTED.fullmatch(word):
        return NUMBER
    word = american(word)
    if word in STANDS_ALONE or len(word) < 4:
        return word
    book = thesaurus()
    if word in book.forms:
        return book.forms[word]
    if word.endswith("ing"):
        return _verb(word, word[:-3])
    if word.endswith("ed"):
        return _verb(word, word[:-2])
    return american(_singular(word)) if word.endswith("s") else word


def american(word: str) -> str:
    """British spelling to American."""
    if word in BRITISH:
        return BRITISH[word]
    if "our" in word and len(word) > 4:
        other = re.sub(r"our(?=(s|ed|ing|ful|ite|able|er|hood|er|ers|ly)?$)", "or", word)
        if other != word and _known(other):
            return other
    if "is" in word[3:]:
        other = re.sub(r"is(?=(e|es|ed|er|ers|ing|ation|ations)$)", "iz", word)
        if other != word and _known(other):
            return other
    return word


def tokens(text: str) -> list[Token]:
    """The words of a text in order; what is capitalised inside a sentence looks like a name."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark)).replace("’", "'")
    plain = TWO_PARTS.sub(r"\1\2", plain)
    found: list[Token] = []
    end = 0
    for one in WORD.finditer(plain):
        written = one.group()
        opens = not found or any(mark in ".!?:;" for mark in plain[end : one.start()])
        end = one.end()
        lower = re.sub(r"'s?$|'s$", "", written.lower()).replace("'", "").replace(".", "")
        if lower:
            found.append(Token(written, lower, stem(lower), written[0].isupper() and not opens))
    return found


@cache
def homonyms() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """The meanings of words that have several, each with the stems that give it away."""
    found = {}
    for line in HOMONYMS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            words, _, rest = line.partition(":")
            meanings = [one.partition("=") for one in rest.split(" / ")]
            senses = tuple((name.strip(), frozenset(map(stem, cues.split()))) for name, _, cues in meanings)
            found.update(dict.fromkeys(words.split(), senses))
    return found


def sense(at: int, words: list[Token]) -> tuple[str, bool] | None:
    """Which meaning a word has here, and whether its neighbours gave it away; None where it has only one."""
    one = words[at]
    meanings = homonyms().get(one.stem) or homonyms().get(one.lower)
    if not meanings:
        return None
    others = {word.stem for word in words if word.stem != one.stem}
    told = [(len(cues & others), -order, name) for order, (name, cues) in enumerate(meanings)]
    many, _, name = max(told)
    return name, many > 0


def near(word: str, among: frozenset[str]) -> str | None:
    """The one known word a slip of the pen away: a letter too many, too few, wrong, or two changed over."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    letters = "abcdefghijklmnopqrstuvwxyz"
    ways = (
        (a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1),
        (a + b[1:] for a, b in splits if b),
        (a + letter + b for a, b in splits for letter in letters),
        (a + letter + b[1:] for a, b in splits if b for letter in letters),
    )
    for way in ways:
        if found := sorted({other for other in way if other in among}):
            return found[0]
    return None


def _known(word: str) -> bool:
    book = thesaurus()
    endings = (word, _singular(word), re.sub(r"(ing|e[drs]|ers)$", "e", word), re.sub(r"(ing|ed|ers?)$", "", word))
    return word in book.forms or any(one in book.words for one in endings)


def _verb(word: str, base: str) -> str:
    book = thesaurus()
    tries = [base, base + "e"]
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in "sl":
        tries.insert(0, base[:-1])
    if len(base) > 2 and base[-1] == base[-2] == "l":
        tries.append(base[:-1])
    if base.endswith("i"):
        tries.append(base[:-1] + "y")
    if len(base) > 2 and base[-1] not in "aeiouwxy" and base[-2] in "aeiou" and base + "e" in book.words:
        tries = [base + "e", base] if _commoner(base + "e", base) else tries
    for one in tries:
        found = book.word(one)
        if found is not None and found.verbs:
            return one
    return word


def _commoner(one: str, other: str) -> bool:
    book = thesaurus()
    first, second = book.word(one), book.word(other)
    return (
        first is not None and bool(first.verbs) and (second is None or not second.verbs or first.count > second.count)
    )


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + ("ie" if word[:-1] in thesaurus().words else "y")
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith(("ss", "us", "is")):
        return word
    return word[:-1] if word.endswith("s") else word
