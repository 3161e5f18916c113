"""How much of a person's dance card I know, how that grew over the 1-2-1s, and what the next one is for (A15)."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.one_to_ones.models.kinds import Focus
from cookout.one_to_ones.models.known import Known, known_of
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.people.models import PROMPTS, Facet, Person, prompts_of, weights
from cookout.science import questions as science

PIPS = 3
THIN = 3
"""So many headings the next 1-2-1 is for."""
MUCH = 0.5
"""Whoever knows so much of a dance card, by value, talks about both."""
SHOWN = 5
"""So many of the latest 1-2-1s show how it grew."""


class Past(NamedTuple):
    """One 1-2-1 that took place: when, and about whom, seen from me."""

    pk: int
    uid: str
    on: dt.date
    about: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the card: how many things I know of it, up to three."""

    facet: str
    label: str
    known: int


@dataclass(frozen=True, slots=True)
class Grown:
    """What was known after one 1-2-1: so many answers, and their share by value."""

    one_to_one: str
    on: dt.date
    known: int
    share: float


@dataclass(frozen=True, slots=True)
class Next:
    """What the next 1-2-1 is for: about whom, why, and the headings of which least is known."""

    about: str
    words: str
    why: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a person's dance card I know: by value, in answers, and in pips of GAINS."""

    share: float
    known: int
    asked: int
    gains: int
    headings: tuple[Heading, ...]
    grown: tuple[Grown, ...]
    next: Next

    @property
    def thin(self) -> str:
        """The headings of the next 1-2-1, as a list in a sentence."""
        return ", ".join(self.next.headings)


def coverage_of(user: User, person: Person, *, today: dt.date) -> Coverage:
    """Read what I know of somebody and the 1-2-1s we had, and say how far it goes."""
    return covered(known_of(user, person, today=today), past_with(user, person), name=person.first_name)


def past_with(user: User, person: Person) -> tuple[Past, ...]:
    """The 1-2-1s we had, the latest first; one query however many there are."""
    rows = OneToOne.objects.of(user, person).took_place().filter(held_on__isnull=False)
    told = rows.order_by("-starts_at", "-pk").values_list("pk", "uid", "held_on", "focus", "seats__place")
    return tuple(Past(pk, str(uid), on, _seen(focus, place)) for pk, uid, on, focus, place in told)


def covered(known: Sequence[Known], past: Sequence[Past], *, name: str) -> Coverage:
    """How far it goes, from what is known and what has been."""
    answers = _answers(known)
    counts = Counter(key for _day, key in answers)
    found = science.coverage(counts, weights())
    headings = _headings(known, counts)
    return Coverage(
        share=found.share,
        known=found.known,
        asked=found.asked,
        gains=sum(heading.known for heading in headings if heading.facet in Facet.gains()),
        headings=headings,
        grown=_grown(answers, past),
        next=_next(found.share, counts, past, name),
    )


def _answers(known: Iterable[Known]) -> list[tuple[int, str]]:
    """Each answer with its day, as often as it counts: a question that has one answer is known by it.

    What stands free under a heading counts for the first of its questions that nothing answers.
    """
    taken = {one.prompt for one in known if one.prompt}
    answers = []
    for one in sorted(known, key=lambda one: (one.on, one.key)):
        key = one.prompt or next((prompt.key for prompt in prompts_of(one.facet) if prompt.key not in taken), "")
        if key:
            taken.add(key)
            answers += [(one.on.toordinal(), key)] * (science.ENOUGH // min(PROMPTS[key].most, science.ENOUGH))
    return answers


def _headings(known: Iterable[Known], counts: Counter[str]) -> tuple[Heading, ...]:
    """Pips: of GAINS each thing known is one; elsewhere ten customers do not stand for all that is asked."""
    many = Counter(one.facet for one in known)
    parts = {facet: [prompt.key for prompt in prompts_of(facet)] for facet in Facet}
    shares = {facet: science.coverage(counts, weights(keys)).share for facet, keys in parts.items()}
    return tuple(
        Heading(
            facet=facet.value,
            label=str(facet.label),
            known=min(many[facet], PIPS if facet in Facet.gains() else math.ceil(PIPS * shares[facet])),
        )
        for facet in Facet
    )


def _grown(answers: Sequence[tuple[int, str]], past: Sequence[Past]) -> tuple[Grown, ...]:
    """What was known on the eve of the 1-2-1 that followed, so that what one noted later counts for the talk."""
    steps, found, until = science.grown(answers, weights()), [], dt.date.max.toordinal()
    for one in past[:SHOWN]:
        there = [step for step in steps if step.day < until]
        known = {key for step in there for key in step.learned}
        found.append(Grown(one.uid, one.on, len(known), there[-1].share if there else 0.0))
        until = one.on.toordinal()
    return tuple(reversed(found))


def _next(share: float, counts: Counter[str], past: Sequence[Past], name: str) -> Next:
    about, why = next_focus(share, [one.about for one in past])
    words = {"them": _("About %(name)s"), "me": _("About you"), "both": _("About both of you")}
    reasons = {
        "first": _("It is your first."),
        "their_turn": _("The last one was about you."),
        "my_turn": _("The last one was about %(name)s."),
        "thin": _("Much of the dance card is open."),
        "deep": _("You know much of the dance card."),
    }
    headings = _thinnest(counts)
    return Next(about, words[about] % {"name": name}, reasons[why] % {"name": name}, headings)


def _thinnest(counts: Counter[str]) -> tuple[str, ...]:
    """The headings under which most of the value is open, the most first."""
    open_value = {
        facet: sum(prompt.value * (1 - min(counts[prompt.key], science.ENOUGH) / science.ENOUGH)
                   for prompt in prompts_of(facet))
        for facet in Facet
    }  # fmt: skip
    order = sorted((facet for facet in Facet if open_value[facet]), key=lambda facet: -open_value[facet])
    return tuple(str(facet.label) for facet in order[:THIN])


def next_focus(share: float, abouts: Sequence[str]) -> tuple[str, str]:
    """About whom the next 1-2-1 is best, and why, from the share of the card known and the last ones, latest first.

    Turns alternate; where the last ones were about both, the next is about them until half of their card is known.

    >>> next_focus(0.1, []), next_focus(0.1, ["both"]), next_focus(0.6, ["both"])
    (('both', 'first'), ('them', 'thin'), ('both', 'deep'))
    >>> next_focus(0.1, ["them", "me"]), next_focus(0.9, ["both", "me"])
    (('me', 'my_turn'), ('them', 'their_turn'))
    """
    if not abouts:
        return "both", "first"
    last = next((one for one in abouts if one != "both"), "both")
    if last == "both":
        return ("them", "thin") if share < MUCH else ("both", "deep")
    return ("me", "my_turn") if last == "them" else ("them", "their_turn")


def _seen(focus: str, place: int) -> str:
    """About whom a 1-2-1 is, seen from a seat (twin of `OneToOne.about`)."""
    if focus == Focus.BOTH:
        return "both"
    return "me" if (focus == Focus.FIRST) == (place == 1) else "them"
