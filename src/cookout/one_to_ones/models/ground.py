"""Common ground in words: what both share, and what one seeks that the other has, with the sentence to say."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.one_to_ones.models.asking import shortened
from cookout.people.models import Facet
from cookout.science import Entry, Finding, Prepared, common_ground, prepare

MOST = 5
"""So many shared things, and so many complements, are taken to a table."""

WORD = re.compile(r"[\w’'-]+")
STEM = 5
"""Words that begin with the same letters are the same word in another form."""
SPAN = 5
"""A theme is no longer than so many words of the entry; words that stand further apart are listed."""

SAME: Mapping[str, "str | LazyText"] = MappingProxyType(
    {
        Facet.GOALS: gettext_lazy("You both work towards %(theme)s"),
        Facet.ACCOMPLISHMENTS: gettext_lazy("You are both proud of %(theme)s"),
        Facet.INTERESTS: gettext_lazy("You both enjoy %(theme)s"),
        Facet.NETWORKS: gettext_lazy("You both know %(theme)s"),
        Facet.SKILLS: gettext_lazy("You are both good at %(theme)s"),
        Facet.PERSONAL: gettext_lazy("You both have %(theme)s in your story"),
        Facet.BUSINESS: gettext_lazy("You both come from %(theme)s"),
        Facet.AMBITIONS: gettext_lazy("You both want %(theme)s"),
        Facet.CUSTOMERS: gettext_lazy("You both work with %(theme)s"),
        Facet.GOOD_REFERRAL: gettext_lazy("You both look for %(theme)s"),
        Facet.QUESTIONS: gettext_lazy("You both ask about %(theme)s"),
        Facet.PASSION: gettext_lazy("You both care about %(theme)s"),
    }
)
"""What is said of two entries with the same words under the same heading."""


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
    found = common_ground(_prepared(tuple(mine)), _prepared(tuple(theirs)), my_trade=my_trade, their_trade=their_trade)
    return Ground(
        shared=tuple(_shared(one, name) for one in found.overlaps[:MOST]),
        offers=tuple(_offer(one, name) for one in found.complements[:MOST]),
    )


@lru_cache(maxsize=64)
def _prepared(entries: tuple[Entry, ...]) -> Prepared:
    # My own profile is compared with everybody's: its texts are read once, until it changes.
    return prepare(entries)


def _shared(one: Finding, name: str) -> Shared:
    mine, theirs = theme(one.my_words, one.mine.text), theme(one.their_words, one.theirs.text)
    if mine.casefold() != theirs.casefold():
        said = _("%(name)s’s %(theirs)s, your %(mine)s")
        sentence = said % {"name": name, "theirs": inline(theirs, one.theirs.text, one.mine.text),
                           "mine": inline(mine, one.mine.text, one.theirs.text)}  # fmt: skip
    elif one.mine.facet == one.theirs.facet:
        sentence = str(SAME[one.mine.facet]) % {"theme": inline(theirs, one.theirs.text, one.mine.text)}
    else:
        sentence = _("%(theme)s: both of you") % {"theme": f"{theirs[:1].upper()}{theirs[1:]}"}
    return Shared(sentence, one.personal, shortened(one.mine.text), shortened(one.theirs.text), one.how)


def _offer(one: Finding, name: str) -> Offer:
    mine, theirs = shortened(one.mine.text), shortened(one.theirs.text)
    said = {"name": name, "mine": mine, "theirs": theirs}
    if one.seeker == "them":
        knows = one.mine.facet == Facet.NETWORKS
        sentence = _("%(name)s wants “%(theirs)s”. You bring “%(mine)s”.") % said
        say = _("I know people there. Shall I ask who would like to meet you?") if knows else _("May I help with that?")
    else:
        knows = one.theirs.facet == Facet.NETWORKS
        sentence = _("You want “%(mine)s”. %(name)s brings “%(theirs)s”.") % said
        say = _("Who of them should I get to know?") if knows else _("How would you go about it?")
    return Offer(sentence, say, one.seeker, mine, theirs)


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


def inline(said: str, text: str, other: str) -> str:
    """A theme in the middle of a sentence: what began an entry loses its capital, unless it is somebody's name.

    A word is taken for a name where it is written large in the middle of either entry, or in both of them.

    >>> inline("Running", "Running before dawn", "I love running"), inline("Toledo", "Toledo born", "From Toledo")
    ('running', 'Toledo')
    """
    first = WORD.match(said)
    if first is None or not said[:1].isupper() or first[0].isupper():
        return said
    if not text.lstrip("“\"' ").startswith(said) or _is_name(first[0], text, other):
        return said
    return f"{said[:1].lower()}{said[1:]}"


def _meets(word: str, wanted: Iterable[str]) -> bool:
    return any(word.startswith(stem) or (len(word) > 2 and stem.startswith(word)) for stem in wanted)


def _is_name(word: str, *texts: str) -> bool:
    inside = [text[spot.start()] for text in texts for spot in WORD.finditer(text)
              if spot.start() and spot[0].casefold() == word.casefold()]  # fmt: skip
    if inside:
        return any(letter.isupper() for letter in inside)
    return not word.casefold().endswith(("ing", "s"))
