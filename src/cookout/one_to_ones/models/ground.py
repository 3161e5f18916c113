"""Common ground in words: what both share, and what one seeks that the other has, with the sentence to say."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.one_to_ones.models.asking import shortened
from cookout.people.models import Facet
from cookout.science import CommonGround, Entry, Finding, Prepared, common_ground, prepare

MOST = 5
"""So many shared things, and so many complements, are taken to a table."""

LOOKED_AT = 60
"""So many findings are looked through, so that what is shared does not crowd out what is sought."""

WORD = re.compile(r"[\w’'-]+")
STEM = 5
"""Words that begin with the same letters are the same word in another form."""
GLANCE = 44
"""So many letters of each entry stand side by side."""
SPAN = 5
"""A theme is no longer than so many words of the entry; words that stand further apart are listed."""

SAME: Mapping[str, "str | LazyText"] = MappingProxyType(
    {
        Facet.GOALS: gettext_lazy("You both work towards this: %(theme)s"),
        Facet.INTERESTS: gettext_lazy("You both enjoy %(theme)s"),
        Facet.AMBITIONS: gettext_lazy("You both want %(theme)s"),
        Facet.CUSTOMERS: gettext_lazy("You both work with %(theme)s"),
        Facet.GOOD_REFERRAL: gettext_lazy("You both look for %(theme)s"),
        Facet.PASSION: gettext_lazy("You both care about %(theme)s"),
    }
)
"""What is said of the same words under the same heading; under any other, only that both have them."""

PAST = frozenset({"customers.ten"})
"""What has been is not sought."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing both share: the sentence, whether it is personal, and the two entries that met."""

    sentence: str
    personal: bool
    mine: str
    theirs: str
    how: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What one seeks and the other has: the sentence, what one may say, who seeks, and the two entries."""

    sentence: str
    say: str
    seeker: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What to begin with."""

    shared: tuple[Shared, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing met yet."""
        return not self.shared and not self.offers

    @property
    def personal(self) -> tuple[Shared, ...]:
        """What is shared outside of work."""
        return tuple(one for one in self.shared if one.personal)

    @property
    def professional(self) -> tuple[Shared, ...]:
        """What is shared at work."""
        return tuple(one for one in self.shared if not one.personal)


def ground_between(
    mine: Iterable[Entry], theirs: Iterable[Entry], *, name: str, my_trade: str = "", their_trade: str = ""
) -> Ground:
    """What both share and what one seeks that the other has, each in a sentence."""
    found = _found(tuple(mine), tuple(theirs), my_trade, their_trade)
    sought = (one for one in found.complements if _sought(one).prompt not in PAST)
    return Ground(
        shared=tuple(_shared(one, name) for one in _each_once(found.overlaps)),
        offers=tuple(_offer(one, name) for one in _each_once(sought)),
    )


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    """The strongest, where no entry stands twice: five sentences about five things."""
    chosen: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    for one in findings:
        both = {("mine", one.mine.text), ("theirs", one.theirs.text)}
        if not both & seen and len(chosen) < MOST:
            chosen.append(one)
            seen |= both
    return chosen


@lru_cache(maxsize=256)
def _found(mine: tuple[Entry, ...], theirs: tuple[Entry, ...], my_trade: str, their_trade: str) -> CommonGround:
    # Page, paper and panel ask the same within a minute; nothing here depends on anything but the words.
    return common_ground(_prepared(mine), theirs, my_trade=my_trade, their_trade=their_trade, most=LOOKED_AT)


@lru_cache(maxsize=64)
def _prepared(entries: tuple[Entry, ...]) -> Prepared:
    # My own profile is compared with everybody's: its texts are read once, until it changes.
    return prepare(entries)


def _shared(one: Finding, name: str) -> Shared:
    mine, theirs = theme(one.my_words, one.mine.text), theme(one.their_words, one.theirs.text)
    same = common_run(one.mine.text, one.theirs.text, one.their_words)
    if len(same) < len(theirs):
        same = theirs if theirs.casefold() == mine.casefold() else ""
    if not same:
        said = {"name": name, "theirs": shortened(one.theirs.text, GLANCE), "mine": shortened(one.mine.text, GLANCE)}
        sentence = _("%(name)s: %(theirs)s. You: %(mine)s") % {key: text.rstrip(".") for key, text in said.items()}
    elif one.mine.facet == one.theirs.facet and one.mine.facet in SAME and (words := inline(same, one)):
        sentence = str(SAME[one.mine.facet]) % {"theme": words}
    else:
        sentence = _("Both of you: %(theme)s") % {"theme": same}
    return Shared(sentence, one.personal, shortened(one.mine.text), shortened(one.theirs.text), one.how)


def _offer(one: Finding, name: str) -> Offer:
    mine, theirs = shortened(one.mine.text), shortened(one.theirs.text)
    said = {"name": name, "mine": mine.rstrip("."), "theirs": theirs.rstrip(".")}
    if one.seeker == "them":
        knows = one.mine.facet == Facet.NETWORKS
        sentence = _("%(name)s wants “%(theirs)s”. You bring “%(mine)s”.") % said
        say = _("I know people there. Shall I ask who would like to meet you?") if knows else _("May I help with that?")
    else:
        knows = one.theirs.facet == Facet.NETWORKS
        sentence = _("You want “%(mine)s”. %(name)s brings “%(theirs)s”.") % said
        say = _("Who of them should I get to know?") if knows else _("How would you go about it?")
    return Offer(sentence, say, one.seeker, mine, theirs)


def _sought(one: Finding) -> Entry:
    return one.theirs if one.seeker == "them" else one.mine


def theme(words: Sequence[str], text: str) -> str:
    """The words that met, as they stand in the entry, with what is between them.

    >>> theme(("run", "dawn"), "Running before dawn, with the dog")
    'Running before dawn'
    """
    wanted = [word.casefold()[:STEM] for word in words]
    spots = [spot for spot in WORD.finditer(text) if _meets(spot[0].casefold(), wanted)]
    if not spots:
        return shortened(", ".join(words) or text)
    span = text[spots[0].start() : spots[-1].end()]
    if len(WORD.findall(span)) <= SPAN and not re.search(r"[.;:!?\n]", span):
        return span
    return ", ".join(dict.fromkeys(spot[0] for spot in spots[:3]))


def common_run(mine: str, theirs: str, words: Sequence[str]) -> str:
    """The longest run of words that stands in both entries, as the other wrote it; it has one of those that met.

    >>> common_run("School levy committee", "Chair of the school levy committee", ["school"])
    'school levy committee'
    >>> common_run("One of the sailors", "One of the few who sail", ["sail"])
    ''
    """
    spots = list(WORD.finditer(theirs))
    ours, hers = [word.casefold() for word in WORD.findall(mine)], [spot[0].casefold() for spot in spots]
    run = SequenceMatcher(None, ours, hers, autojunk=False).find_longest_match()
    wanted = [word.casefold()[:STEM] for word in words]
    if not any(_meets(word, wanted) for word in hers[run.b : run.b + run.size]):
        return ""
    return theirs[spots[run.b].start() : spots[run.b + run.size - 1].end()]


def inline(said: str, one: Finding) -> str:
    """A theme in the middle of a sentence: what began an entry loses its capital, unless it is a name.

    How a word is written inside an entry tells; where it begins both of them, nobody can tell, and nothing is said.
    """
    first = WORD.match(said)
    if first is None or not said[:1].isupper() or first[0].isupper():
        return said
    texts = (one.theirs.text, one.mine.text)
    inside = [text[spot.start()] for text in texts for spot in WORD.finditer(text)
              if spot.start() and spot[0].casefold() == first[0].casefold()]  # fmt: skip
    if any(letter.isupper() for letter in inside):
        return said
    return f"{said[:1].lower()}{said[1:]}" if inside or first[0].endswith("ing") else ""


def _meets(word: str, wanted: Iterable[str]) -> bool:
    return any(word.startswith(stem) or (len(word) > 2 and stem.startswith(word)) for stem in wanted)
