"""What a hasty line means: “coffee with Marta yesterday: her mother is 80”, “Ryan called”, “sent Gloria flowers”."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from cookout.ties.rules.when import NoSuchDay, take_day

LONGEST_LINE = 600


@dataclass(frozen=True, slots=True)
class Entry:
    """What a quick line says: the kind of touch, with whom, when, and the rest as a note."""

    kind: str
    name: str
    on: dt.date
    text: str
    by_me: bool | None

    @property
    def names(self) -> tuple[str, ...]:
        """The people a name with “and” or commas may be made of.

        >>> Entry("meeting", "Ana, Tom and Bo", dt.date(2026, 1, 1), "", None).names
        ('Ana', 'Tom', 'Bo')
        """
        return tuple(part.strip() for part in re.split(r"\s*(?:,|&|\band\b)\s*", self.name) if part.strip())


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


def _kinds(**words: str) -> Mapping[str, str]:
    return MappingProxyType({word: kind for kind, line in words.items() for word in line.split()})


KIND_WORDS = _kinds(
    meeting="coffee lunch breakfast brunch dinner drinks beer tea met meet meeting saw visit visited walk walked hike"
    " golf bumped ran 1-2-1 121 1:1 one-to-one dance-card party barbecue bbq cookout",
    call="call called phoned phone rang spoke talked voicemail calls",
    video="video zoom zoomed facetime facetimed skype skyped teams",
    text="text texted sms message messaged whatsapp whatsapped dm dmed signal",
    mail="mail mailed email emailed e-mail e-mailed wrote",
    letter="letter card postcard",
    gift="gift present flowers gave",
    other="sent chatted chat heard caught contacted",
)
STRONGER = ("video", "gift", "letter")
"""“Wrote a card” is a card, “video call” is a video call, whatever word came first."""

DEEDS = _words(
    "called phoned rang texted messaged whatsapped dmed mailed emailed e-mailed wrote sent gave visited contacted"
)
"""Verbs that say who began; in “coffee with Marta” nobody in particular did."""

MUTUAL = frozenset({"talked", "spoke", "chatted", "chat", "talk"})
"""“Talked to Marta” does not say who began."""

FILLERS = _words(
    "i we had have a an the my our just quick short long nice good great first second another got took "
    "did made left finally early late over up back me us out again on some"
)
LINKS = {"with": None, "to": True, "from": False, "by": False, "for": True, "into": None, "at": None, "w/": None}
STOPS = _words(
    "about at on in over re regarding because who that which for near after before during by through via "
    "to she he they we i her his their it talked spoke discussed asked told said says wants wanted needs "
    "where when while but so"
)
SILENT_STOPS = frozenset({"about", "re", "regarding"})
PARTICLES = _words("de la van von der den del da di dos du el le al bin ben ten ter of and & y mc o'")
TITLES = _words("dr mr mrs ms st jr sr prof rev hon")


def parse_entry(line: str, *, today: dt.date, day_first: bool = False) -> Entry | None:
    """Read one line. None where no kind of touch and no name can be told, or the day does not exist.

    >>> parse_entry("coffee with Marta Reyes yesterday: liked the idea", today=dt.date(2026, 3, 4))
    Entry(kind='meeting', name='Marta Reyes', on=datetime.date(2026, 3, 3), text='liked the idea', by_me=None)
    >>> parse_entry("Ryan called 3 days ago", today=dt.date(2026, 3, 4))
    Entry(kind='call', name='Ryan', on=datetime.date(2026, 3, 1), text='', by_me=False)
    """
    head, text = _split(" ".join(line[:LONGEST_LINE].split()))
    try:
        on, head = take_day(head, today=today, day_first=day_first)
    except NoSuchDay:
        return None
    if not head.strip(" ,.;:-"):  # “yesterday: coffee with Marta”
        head, text = _split(text)
    words = head.split()
    spots = [place for place, word in enumerate(words) if _bare(word) in KIND_WORDS]
    if not spots:
        return _named_first(head, text, on or today)
    kind = _kind([_bare(words[place]) for place in spots])
    name, rest, by_me = _who(words, spots)
    text = " ".join(part for part in (rest, text) if part)
    return Entry(kind, name, on or today, text, by_me) if name else None


def _split(line: str) -> tuple[str, str]:
    """The part with name and day, and what follows a colon, a dash, a semicolon or the end of the sentence."""
    for found in re.finditer(r":(?!\d)\s*|\s[-–—]+\s|;\s*|(?<=[^\W\d_]{3})[.!]\s+", line):
        before = line[: found.start()].split()
        if before and _bare(before[-1]) in TITLES:
            continue
        return line[: found.start()].strip(), line[found.end() :].strip()
    return line, ""


def _bare(word: str) -> str:
    return word.casefold().strip(",.!?()\"'“”’")


def _kind(said: Sequence[str]) -> str:
    kinds = [KIND_WORDS[word] for word in said]
    return next((kind for kind in STRONGER if kind in kinds), kinds[0])


def _named_first(head: str, text: str, on: dt.date) -> Entry | None:
    """“Marta: coffee at her office”."""
    said = [_bare(word) for word in text.split()]
    known = [word for word in said if word in KIND_WORDS]
    name = _clean(head)
    if not known or not name or len(name.split()) > 5:
        return None
    return Entry(_kind(known), name, on, text, None)


def _who(words: list[str], spots: list[int]) -> tuple[str, str, bool | None]:
    """The name, the words left over, and who began."""
    first = spots[0]
    subject = _subject(words[:first])
    after = words[first + 1 :]
    deed = _bare(words[first]) in DEEDS
    if subject and (deed or not _linked(after)):
        began = False if deed and not _joint(words[:first]) else None
        return subject, _rest(after), began
    name, rest, link = _object(after)
    if not name:
        return "", "", None
    if link is None or _bare(words[first]) in MUTUAL:
        return name, rest, True if deed else None
    return name, rest, link


def _subject(before: list[str]) -> str:
    """Who stands before the verb, without “I”, “had a quick” and the like."""
    kept = [word for word in before if _bare(word) not in FILLERS]
    while kept and _bare(kept[-1]) in {"and", "&", "with", "to", "from"}:
        kept.pop()
    return _clean(" ".join(kept))


def _joint(before: list[str]) -> bool:
    return any(_bare(word) in {"i", "we"} for word in before)


def _linked(after: list[str]) -> bool:
    """Whether a name follows with a linking word: “coffee with …”."""
    skipped = _skip(after)
    return bool(skipped) and _bare(skipped[0]) in {"with", "to", "from", "w/", "into"} and len(skipped) > 1


def _skip(words: list[str]) -> list[str]:
    """Without the articles and further words of the kind that come before the name."""
    place = 0
    while place < len(words) and (_bare(words[place]) in FILLERS or _bare(words[place]) in KIND_WORDS):
        place += 1
    return words[place:]


def _object(after: list[str]) -> tuple[str, str, bool | None]:
    """The name after the verb or its linking word, what is left over, and what the link says of who began."""
    words, link = _skip(after), None
    if words and _bare(words[0]) in LINKS:
        link = LINKS[_bare(words[0])]
        words = _skip(words[1:])
    taken: list[str] = []
    for place, word in enumerate(words):
        if _ends(word, taken):
            return _clean(" ".join(taken)), _rest(words[place:]), link
        taken.append(word)
        if word.endswith(",") and not _listed(words[place + 1 :]):
            return _clean(" ".join(taken)), _rest(words[place + 1 :]), link
    return _clean(" ".join(taken)), "", link


def _ends(word: str, taken: list[str]) -> bool:
    """Whether a name that began is over: a stop word, or small letters after capitals."""
    if not taken:
        return False
    bare = _bare(word)
    if bare in STOPS or (word[:1].isalpha() is False and bare not in PARTICLES):
        return True
    return taken[0][:1].isupper() and word[:1].islower() and bare not in PARTICLES


def _listed(words: list[str]) -> bool:
    """Whether after a comma more names follow: “Ana, Tom and Bo”."""
    return bool(words) and words[0][:1].isupper() and any(_bare(word) in {"and", "&"} for word in words)


def _rest(words: list[str]) -> str:
    """What is left for the note."""
    while words and _bare(words[0]) in {"me", "us", "back"} | SILENT_STOPS:
        words = words[1:]
    return " ".join(words).strip(" ,;")


def _clean(name: str) -> str:
    name = re.sub(r"['’]s$", "", name.strip(' ,.;:!?-–—"“”()'))
    words = name.split()
    while words and _bare(words[-1]) in {"and", "&", "of", "y"}:
        words.pop()
    return " ".join(words)[:200]
