"""What the card of triage shows: whose turn it is, what is known beside each question, and what the answers say."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cookout.core.models import User
from cookout.people.formats import catalogue
from cookout.people.models import Book, Person, ProfileEntry
from cookout.people.models.person import PersonQuerySet
from cookout.science import sphere
from cookout.ties import rules
from cookout.ties.models.capacity import trade_of
from cookout.ties.models.kept import Fact, local_today
from cookout.ties.models.tie import Circle, Tie, TieQuerySet, who_may_step_back
from cookout.ties.models.triage import Triage

FEW = 6
"""So many facts, faces to come and people of one trade are shown."""

SORTED = 8
"""So many of those decided on today stand in the strip."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Who waits to be decided on: first those for whom there is a day, then the rest of the unsorted."""

    user: User
    waiting: TieQuerySet
    rest: PersonQuerySet

    @classmethod
    def of(cls, user: User, sort: str = "name") -> "Queue":
        """Those on whom I decide, whoever waits longest first; whom I put off comes on the day I said."""
        put_off = Triage.objects.visible_to(user).filter(
            tie=OuterRef("pk"), verdict=Triage.Verdict.NOT_NOW, ask_on=OuterRef("sort_on")
        )
        ties = Tie.objects.visible_to(user).exclude(sort_on=None)
        waiting = ties.exclude(Exists(put_off), sort_on__gt=local_today(user))
        dated = Tie.objects.filter(owner=user, deleted_at=None).exclude(sort_on=None)
        book = Book.asked(user, {"circle": Circle.UNSORTED, "sort": sort})
        return cls(
            user,
            waiting.order_by(Coalesce("waits_since", "met_on", "sort_on"), "pk"),
            book.people().exclude(pk__in=dated.values("person")),
        )

    def count(self) -> int:
        """How many wait in all."""
        return self.waiting.count() + self.rest.count()

    def part(self, skip: int, many: int) -> list[Person]:
        """So many of them in order, after those one has skipped."""
        first = list(self.waiting.values_list("person", flat=True)[skip : skip + many])
        people = Person.objects.with_details().in_bulk(first)
        found = [people[pk] for pk in first]
        if len(found) < many:
            begin = max(0, skip - self.waiting.count())
            found += self.rest.with_details()[begin : begin + many - len(found)]
        return found


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody I have in that trade already: how deep, and how good in a word; the ring shows the rest."""

    person: Person
    circle: str
    word: str
    ring: float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the four questions, with what is known beside it and the answer given so far."""

    name: str
    label: str
    beside: str = ""
    answer: str = ""
    people: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One person to decide on."""

    person: Person
    tie: Tie
    facts: tuple[str, ...]
    asked: tuple[Asked, ...]
    hint: rules.Hint | None
    since: dt.date | None

    @classmethod
    def of(cls, user: User, person: Person, answers: Mapping[str, str] | None = None) -> "Card":
        """Read what is known about this person; answers already given stay."""
        tie = Tie.objects.between(user, person)
        asked = tuple(_asked(user, person, answers or {}))
        given = {one.name: one.answer for one in asked}
        since = (tie.waits_since or tie.met_on) if tie.sort_on else None
        return cls(person, tie, _facts(user, tie), asked, rules.hint(**given), since)

    @property
    def trade(self) -> str:
        """What they do, as the list of professions has it."""
        return self.person.classification.name.lower() if self.person.classification else ""

    @property
    def said(self) -> tuple[str, str]:
        """The hint as two sentences: what the answers are, and what that looks like."""
        if self.hint is None:
            return "", ""
        yeses = YESES[self.hint.yeses]
        return f"{yeses} {self._place()}".strip(), str(LOOKS[self.hint.verdict])

    def _place(self) -> str:
        trade = self.trade
        if self.hint is None or not self.hint.place or not trade:
            return ""
        free = self.hint.place == "free"
        words = _("And nobody great there yet: %(trade)s.") if free else _("And somebody great is there: %(trade)s.")
        return words % {"trade": trade}


YESES = (
    gettext_lazy("No yes of three."), gettext_lazy("One yes of three."), gettext_lazy("Two yeses of three."),
    gettext_lazy("Three yeses."),
)  # fmt: skip

LOOKS = {
    "deep": gettext_lazy("This looks like a seat."),
    "active": gettext_lazy("This looks like active."),
    "light": gettext_lazy("This looks like keeping it light."),
    "not_now": gettext_lazy("This looks like another day."),
    "let_go": gettext_lazy("This looks like letting go."),
}


def _facts(user: User, tie: Tie) -> tuple[str, ...]:
    """What I learned, then what they tell of themselves, as far as I may read it."""
    mine = list(Fact.objects.visible_to(user).filter(tie=tie).values_list("text", flat=True)[:FEW]) if tie.pk else []
    themselves = [tie.person_id, tie.person.account_person_id or 0]
    told = ProfileEntry.objects.visible_to(user).filter(person__in=themselves).values_list("text", flat=True)
    return tuple(dict.fromkeys([*mine, *told[: FEW - len(mine)]]))


def _asked(user: User, person: Person, answers: Mapping[str, str]) -> list[Asked]:
    """The four questions. Nothing is answered beforehand but what is a fact."""
    name, trade = person.first_name, person.classification
    there = in_trade(user, person)
    wished, needs = _needs(user, person)
    beside = ""
    if trade is not None:
        beside = _("%(trade)s you have: none yet") if not there else _("%(trade)s you have:")
        beside %= {"trade": trade.name}
    fact = {"need": "yes" if wished else "", "have": "no" if trade is not None and not there else ""}

    def answer(key: str) -> str:
        said = answers.get(key, fact.get(key, ""))
        return said if said in Triage.Says.values else ""

    return [
        Asked("like", _("Do you like %(name)s?") % {"name": name}, "", answer("like")),
        Asked("along", _("Do you get along?"), "", answer("along")),
        Asked("need", _("Do you need %(name)s in your network?") % {"name": name}, needs, answer("need")),
        Asked("have", _("Do you have someone great there?"), beside, answer("have"), there),
    ]


def _needs(user: User, person: Person) -> tuple[bool, str]:
    """Whether I wrote down that I look for this trade; and which of my customers it serves, in words."""
    mine, theirs = trade_of(user), person.classification
    if theirs is None:
        return False, ""
    listed = ProfileEntry.objects.of(user).filter(prompt=sphere.SPHERE).values_list("text", flat=True)
    wished = next((text for text in listed if sphere.same_profession(text, theirs.name)), "")
    said = [_("On your list of professions: %(text)s.") % {"text": wished}] if wished else []
    if mine is not None and (shared := _spheres(mine.slug, theirs.slug)):
        said.append(_("Serves the same customers as you: %(spheres)s.") % {"spheres": ", ".join(shared)})
    clients = Tie.objects.visible_to(user).filter(client_since__isnull=False, person__classification=theirs).count()
    if clients:
        said.append(
            ngettext("%(n)s of your clients is in this trade.", "%(n)s of your clients are in this trade.", clients)
            % {"n": clients}
        )
    return bool(wished), " ".join(said)


def _spheres(mine: str, theirs: str) -> list[str]:
    """The names of the contact spheres that both trades belong to; rivals share none."""
    if theirs not in catalogue.complements(mine):
        return []
    own, other = catalogue.profession(mine), catalogue.profession(theirs)
    shared = set(own.spheres if own else ()) & set(other.spheres if other else ())
    return [one.name for one in catalogue.spheres() if one.slug in shared]


def in_trade(user: User, person: Person) -> tuple[Known, ...]:
    """Whom I have in this trade: those with a seat, and the members of my groups."""
    if person.classification_id is None:
        return ()
    seated = Tie.objects.visible_to(user).seated()
    others = Person.objects.known_to(user).filter(classification=person.classification_id)
    others = others.exclude(pk__in=[person.pk, person.account_person_id or 0])
    found = list(others.filter(Q(keeper=None) | Q(pk__in=seated.values("person"))).in_order()[:FEW])
    ties = {tie.person_id: tie for tie in Tie.objects.visible_to(user).filter(person__in=found)}
    return tuple(_known(other, ties.get(other.pk), local_today(user)) for other in found)


def _known(person: Person, tie: Tie | None, today: dt.date) -> Known:
    if tie is None:
        return Known(person, _("in your group"), _("not yet known"), None)
    picture = tie.picture(today)
    return Known(person, str(Circle(tie.circle).label), picture.word, picture.ring)


@dataclass(frozen=True, slots=True)
class Face:
    """One of the strip: whom I decided on today and how, who is before me, who comes."""

    person: Person
    verdict: str = ""
    label: str = ""


def sorted_today(user: User) -> list[Face]:
    """Whom I decided on today, each once with the last word, the earliest first."""
    rows = Triage.objects.visible_to(user).filter(decided_on=local_today(user), tie__person__deleted_at=None)
    latest: dict[int, Triage] = {}
    for row in rows.select_related("tie__person").order_by(F("pk").desc())[: 4 * SORTED]:
        latest.setdefault(row.tie_id, row)
    faces = [Face(row.tie.person, row.verdict, str(row.get_verdict_display())) for row in latest.values()]
    return faces[:SORTED][::-1]


@dataclass(frozen=True, slots=True)
class StepsBack:
    """Somebody who may make room in a full circle: the tie in a word, and since when."""

    tie: Tie
    word: str
    ring: float | None


def may_step_back(user: User, circle: str) -> list[StepsBack]:
    """Those who sit in a circle, the weakest case first."""
    pictures = [(tie, tie.picture(local_today(user))) for tie in who_may_step_back(user, circle)]
    return [StepsBack(tie, picture.word, picture.ring) for tie, picture in pictures]
