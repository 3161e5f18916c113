"""One line of Today: what to do, why, with whom, and the tap that does it."""

import datetime as dt
from collections.abc import Mapping, Set
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Prefetch
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.people.models import Detail, Person
from cookout.plan.models import words
from cookout.science import ties as science
from cookout.ties.models import Fact, Tie, Touch
from cookout.ties.models.tie import TieQuerySet

ICONS = {"call": "phone", "mail": "mail", "text": "message-circle"}


@dataclass(frozen=True, slots=True)
class Contact:
    """The one tap that reaches a person."""

    kind: str
    href: str

    @property
    def icon(self) -> str:
        """What stands for it."""
        return ICONS[self.kind]

    @property
    def word(self) -> str:
        """What the tap does."""
        return {"call": _("Call"), "mail": _("Mail"), "text": _("Text")}[self.kind]


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the house where the thing is done."""

    label: str
    href: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, with the reason."""

    key: str
    part: str
    words: words.Words
    minutes: int
    person: Person | None = None
    tie: Tie | None = None
    contact: Contact | None = None
    lives: tuple[str, ...] = ()
    drawn: bool = False
    picture: science.Picture | None = None
    name: str = ""
    links: tuple[Link, ...] = ()
    starts_at: dt.datetime | None = None
    done_as: str = ""
    """What the tick says where it says more than “done”; of a pair it is a button in words, and none after a yes."""
    rest_as: str = ""
    """What leaving it says where it says more than “not now”."""
    missed_at: str = ""
    """Where one says that it did not happen."""
    leads_on: bool = False
    """Whether it only leads to a page where all of it is done: then there is nothing to tick or to put off."""
    may_rest: bool = True
    """Whether it may be left for two weeks; what somebody waits for may not."""

    @property
    def face(self) -> Person | str:
        """Whose face stands there: a 1-2-1 has a name even where the person is gone."""
        return self.person or self.name

    @property
    def is_ticked(self) -> bool:
        """Whether one tap finishes it; what is only prepared has no tick, and a pair none once I said yes."""
        return self.is_moved and (not self.is_pair or bool(self.done_as))

    @property
    def done_word(self) -> str:
        """What the tick says."""
        return self.done_as or _("Done")

    @property
    def later_word(self) -> str:
        """What putting it off says."""
        return _("Tomorrow")

    @property
    def rest_word(self) -> str:
        """What leaving it says."""
        return self.rest_as or _("Not now")

    @property
    def is_rested(self) -> bool:
        """Whether it may be left for two weeks; whether a meeting took place is said, not left."""
        return self.may_rest and not self.missed_at

    @property
    def is_moved(self) -> bool:
        """Whether it can be put off."""
        return self.part != "prepare" and not self.leads_on

    @property
    def is_pair(self) -> bool:
        """Whether a plan gave it: then one answers it in words."""
        return self.part == "meet"


def ties_of(user: User, mine: TieQuerySet, pks: set[int], people: Set[int]) -> Mapping[int, Tie]:
    """These ties, and mine with these people, with all that their words need: as many queries however many they are."""
    if people:
        pks = pks | set(mine.filter(person__in=people).values_list("pk", flat=True))
    found = list(
        Tie.objects.filter(pk__in=pks)
        .select_related("person")
        .prefetch_related(
            Prefetch("person__details", queryset=reach()),
            Prefetch("facts", queryset=Fact.objects.filter(deleted_at=None).order_by("-learned_on", "-pk")),
            Prefetch("touches", queryset=Touch.objects.there().filter(on=F("tie__last_touch_on"))),
            "in_lives__life",
        )
    )
    for tie in found:
        tie.owner = user  # who looks: nobody has to be read for it with every tie
    return {tie.pk: tie for tie in found}


def reach() -> "models.QuerySet[Detail]":
    """Details of people whom somebody keeps: how to reach a fellow member is the member's own to say.

    Of all kinds: asked for mails and phones alone, SQLite reads those of the whole book.
    """
    return Detail.objects.applied().filter(person__keeper__isnull=False).only("person", "kind", "value")


def contact_of(tie: Tie, kind: str) -> Contact | None:
    """How to reach this person in one tap: as last time where that is possible."""
    phone = next((d for d in tie.person.details.all() if d.kind == Detail.Kind.PHONE), None)
    mail = next((d for d in tie.person.details.all() if d.kind == Detail.Kind.EMAIL), None)
    ways = {}
    if phone is not None:
        number = "".join(sign for sign in phone.value if sign.isdigit() or sign == "+")
        ways = {"text": f"sms:{number}", "call": f"tel:{number}"}
    if mail is not None:
        ways["mail"] = f"mailto:{mail.value}"
    chosen = kind if kind in ways else next(iter(ways), "")
    return Contact(chosen, ways[chosen]) if chosen else None


def lives_of(tie: Tie) -> tuple[str, ...]:
    """The names of the lives a tie belongs to."""
    return tuple(row.life.name for row in tie.in_lives.all())


def latest_of(tie: Tie) -> tuple[Fact | None, Touch | None]:
    """The latest fact worth asking about, and the latest touch."""
    facts = [fact for fact in tie.facts.all() if fact.facet in {"goals", "interests", "personal", "ambitions"}]
    touches = list(tie.touches.all())
    return (facts[0] if facts else None), (touches[0] if touches else None)
