"""Whom do I know for somebody? Those of my contacts who fit what that person looks for, with reasons (A14)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.one_to_ones.models.thinking import ThinkingSlot
from cookout.one_to_ones.rules import town
from cookout.people.models import Detail, Facet, Origin, Person, ProfileEntry
from cookout.people.models.dance_card import PROMPTS
from cookout.science import Contact, Entry, Match, Reason, matching_people
from cookout.science.ties import Picture
from cookout.ties.models import Circle, Fact, Note, Promise, Tie, TieLife, TieTag, local_today

WANTED = (Facet.CUSTOMERS, Facet.GOOD_REFERRAL)
"""The headings that say whom somebody looks for."""

NOT_WANTED = ("customers.ten", "customers.avoid", "customers.buy", "customers.sphere", "good_referral.words")
"""Of these headings what says something else: stories, reasons, colleagues, turns of phrase."""

HELP = "goals.help"

NOT_THEIRS = (Facet.GOOD_REFERRAL, Facet.QUESTIONS)
"""What a contact looks for or asks says nothing about whom they are."""

TO_ASK = ("customers.ideal", "good_referral.type", "good_referral.trigger", HELP)
"""What to ask next time where nobody can be thought of yet."""

MOST = 20
REASONS = 3
LONG = 120


@dataclass(frozen=True, slots=True)
class Fit:
    """One contact with the reasons in words, and whether I promised to ask."""

    person: Person
    reasons: tuple[str, ...]
    picture: Picture
    asked: Promise | None = None

    is_mine: bool = True

    @property
    def text_href(self) -> str:
        """The link that begins a text message; how to reach a fellow member is the member's own to say."""
        return self.person.phone.text_href if self.is_mine and self.person.phone else ""

    @property
    def mail_href(self) -> str:
        """The link that begins a mail."""
        return self.person.mail.href if self.is_mine and self.person.mail else ""

    @property
    def opener(self) -> str:
        """The first question to my contact: it names nobody, because nobody has agreed to anything yet."""
        return _(
            "Hi %(name)s, I know somebody I think you would get along with, and you may be of use to each other. "
            "May I introduce you? If you like the idea, I will ask there too, and then tell you who it is."
        ) % {"name": self.person.first_name}

    def as_data(self) -> dict[str, Any]:
        """For programs and for the command line."""
        return {
            "person": self.person.uid,
            "name": self.person.full_name,
            "headline": self.person.headline,
            "reasons": list(self.reasons),
            "opener": self.opener,
            "asked": self.asked.uid if self.asked else None,
        }


@dataclass(frozen=True, slots=True)
class WhomFor:
    """Whom I know for somebody: what they look for, who fits, and what to ask where it is not known."""

    wanted: tuple[Entry, ...]
    fits: tuple[Fit, ...]
    to_ask: tuple[tuple[str, str], ...]
    looked_at: int = 0
    passed_over: int = 0

    def as_data(self) -> dict[str, Any]:
        """For programs and for the command line."""
        return {
            "wanted": [entry.text for entry in self.wanted],
            "looked_at": self.looked_at,
            "fits": [fit.as_data() for fit in self.fits],
            "to_ask": [question for _key, question in self.to_ask],
        }


def whom_for(user: User, person: Person, *, slot: ThinkingSlot | None = None, most: int = MOST) -> WhomFor:
    """Rank my contacts by how they fit what this person looks for; nothing is written, nobody is told."""
    told = wanted_by(user, person)
    to_ask = tuple((key, str(PROMPTS[key].ask)) for key in TO_ASK if not any(e.prompt == key for e in told))
    passed = set(slot.passed_over.values_list("person", flat=True)) if slot else set()
    contacts = contacts_of(user, without=passed | _same(person)) if told else []
    matches = matching_people(told, contacts, most=most)
    return WhomFor(told, tuple(_fits(user, person, matches, slot)), to_ask, len(contacts), len(passed))


def wanted_by(user: User, person: Person) -> tuple[Entry, ...]:
    """What I may know of whom this person looks for: their own words first, then what I learned."""
    asks = (Q(facet__in=WANTED) | Q(prompt=HELP)) & ~Q(prompt__in=NOT_WANTED)
    told = ProfileEntry.objects.visible_to(user).filter(asks, person__in=_same(person))
    learned = Fact.objects.visible_to(user).filter(asks, tie__person__in=_same(person))
    rows = chain(told.values_list("facet", "prompt", "text"), learned.values_list("facet", "prompt", "text"))
    return tuple(dict.fromkeys(Entry(facet, text, prompt=prompt) for facet, prompt, text in rows))


def contacts_of(user: User, *, without: set[int]) -> list[Contact]:
    """My book and the fellow members I may see, without those I let go, as plain values: a handful of queries."""
    ties = list(Tie.objects.filter(owner=user, deleted_at=None).values_list("pk", "person", "circle"))
    gone = without | {person for _pk, person, circle in ties if circle == Circle.LET_GO}
    people = Person.objects.known_to(user).order_by().values_list("pk", "keeper", "classification__name")
    known = [row for row in people if row[0] not in gone]
    fellows = [pk for pk, keeper, _trade in known if keeper is None]
    texts = _texts(user, {pk: person for pk, person, _circle in ties}, fellows)
    told = _details(user, fellows, texts)
    title, place, company = told[Detail.Kind.TITLE], told[Detail.Kind.ADDRESS], told[Detail.Kind.ORGANISATION]
    return [
        Contact(str(pk), _trade(trade, title.get(pk)), place.get(pk, ""), company.get(pk, ""), tuple(texts.get(pk, ())))
        for pk, _keeper, trade in known
    ]


def _trade(classification: str | None, title: str | None) -> str:
    if classification and title:
        return title if classification in title else f"{title}, {classification}"
    return classification or title or ""


def _same(person: Person) -> set[int]:
    """All rows under which this human may stand in my book or as an account."""
    account = person.pk if person.account_id else person.account_person_id
    rows = Person.objects.filter(account_person=account).values_list("pk", flat=True) if account else ()
    return {person.pk, *rows, *([account] if account else [])}


def _details(user: User, fellows: list[int], texts: dict[int, list[str]]) -> dict[str, dict[int, str]]:
    """What address books tell; of fellow members only the trade and where they work, as their page does.

    Tens of thousands of rows: imports that are not applied are sorted out here, because the join costs more.
    """
    title, role, note = (kind.value for kind in (Detail.Kind.TITLE, Detail.Kind.ROLE, Detail.Kind.NOTE))
    firm, address = Detail.Kind.ORGANISATION.value, Detail.Kind.ADDRESS.value
    hidden = set(Origin.objects.hidden_from(user).values_list("pk", flat=True))
    found: dict[str, dict[int, str]] = {title: {}, firm: {}, address: {}}
    mine = Detail.objects.filter(person__keeper=user, kind__in=[*found, role, note])
    theirs = Detail.objects.filter(person__in=fellows, kind__in=[title, firm])
    columns = ("kind", "person", "value", "origin")
    for what, person, value, origin in chain(*(rows.order_by().values_list(*columns) for rows in (mine, theirs))):
        if origin in hidden:
            continue
        if what == note:
            texts[person].append(value)
            continue
        value = town(value) if what == address else value
        told = found[title if what == role else what]
        told[person] = f"{told[person]}, {value}" if person in told else value
    return found


def _texts(user: User, ties: dict[int, int], fellows: list[int]) -> dict[int, list[str]]:
    """What I wrote down about each, tags and lives too, and what fellow members tell of themselves."""
    found: dict[int, list[str]] = defaultdict(list)
    for tie, text in _written(user):
        if tie in ties:
            found[ties[tie]].append(text)
    told = ProfileEntry.objects.visible_to(user).filter(person__in=fellows).exclude(facet__in=NOT_THEIRS)
    for person, text in told.order_by().values_list("person", "text"):
        found[person].append(text)
    return found


def _written(user: User) -> Iterator[Any]:
    rows: Iterable[QuerySet[Any, Any]] = (
        Fact.objects.visible_to(user).exclude(facet__in=NOT_THEIRS).order_by().values_list("tie", "text"),
        Note.objects.visible_to(user).order_by().values_list("tie", "text"),
        TieTag.objects.filter(tie__owner=user).order_by().values_list("tie", "tag__name"),
        TieLife.objects.filter(tie__owner=user).order_by().values_list("tie", "life__name"),
    )
    return chain.from_iterable(rows)


def _fits(user: User, person: Person, matches: tuple[Match, ...], slot: ThinkingSlot | None) -> Iterator[Fit]:
    """The contacts themselves, with their pictures, in two more queries and one for what was asked."""
    found = Person.objects.filter(pk__in=[int(match.key) for match in matches])
    people = {one.pk: one for one in found.with_details()}
    ties = {tie.person_id: tie for tie in Tie.objects.visible_to(user).filter(person__in=people).with_owner()}
    asked = slot.asked(found) if slot else {}
    today = local_today(user)
    for match in matches:
        pk = int(match.key)
        tie = ties.get(pk) or Tie(owner=user, person=people[pk])
        best: dict[tuple[str, str], Reason] = {}
        for reason in match.reasons:  # strongest first: each word of theirs is quoted once
            best.setdefault((reason.kind, reason.source), reason)
        reasons = tuple(in_words(reason, person.first_name) for reason in best.values())[:REASONS]
        yield Fit(people[pk], reasons, tie.picture(today), asked.get(pk), people[pk].keeper_id == user.pk)


def in_words(reason: Reason, name: str) -> str:
    """Why a contact fits: their words, and what the other looks for."""
    said = {"source": _cut(reason.source), "wanted": _cut(reason.wanted.text), "name": name}
    sentences = {
        "trade": _("%(source)s. %(name)s looks for “%(wanted)s”."),
        "company": _("At %(source)s. %(name)s looks for “%(wanted)s”."),
        "noted": _("You noted “%(source)s”. %(name)s looks for “%(wanted)s”."),
        "place": _("In %(source)s. %(name)s looks there: “%(wanted)s”."),
        "meets": _("%(source)s: meets people %(name)s looks for, “%(wanted)s”."),
    }
    return sentences[reason.kind] % said


def _cut(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text if len(text) <= LONG else text[:LONG].rsplit(" ", 1)[0] + "…"
