"""Whom do I know for somebody? Those of my contacts who fit what that person looks for, with reasons (A14)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cookout.core.models import User
from cookout.one_to_ones.models.thinking import ThinkingSlot
from cookout.one_to_ones.rules import town
from cookout.people.models import Detail, Facet, Origin, Person, ProfileEntry
from cookout.people.models.dance_card import PROMPTS
from cookout.science import Contact, Entry, Match, Reason, matching_people
from cookout.science.ties import Picture
from cookout.ties.models import Circle, Fact, Note, Promise, Tie, TieTag, local_today

WANTED = (Facet.CUSTOMERS, Facet.GOOD_REFERRAL)
"""The headings that say whom somebody looks for."""

NOT_WANTED = ("customers.ten", "customers.avoid", "customers.buy", "customers.sphere", "good_referral.words")
"""Of these headings what says something else: stories, reasons, colleagues, turns of phrase."""

HELP = "goals.help"

SERVES = ("customers.ideal", "customers.sphere", "networks.groups", "networks.calls", "networks.reach")
"""What tells which people a contact is in touch with."""

OF_CUSTOMERS = (*NOT_WANTED, "customers.why", "customers.fix", "customers.accomplish", "customers.problem")
"""What tells of a contact's customers, and nothing of the contact."""

NOT_THEIRS = (Facet.GOOD_REFERRAL, Facet.QUESTIONS)
"""What a contact looks for or asks says nothing about whom they are."""

TO_ASK = ("customers.ideal", "good_referral.type", "good_referral.trigger", HELP)
"""What to ask next time where nobody can be thought of yet."""

MOMENTS = ("customers.fix", "customers.accomplish", "customers.avoid", "good_referral.trigger", "good_referral.words")
"""What happens to whom somebody looks for."""

SENTENCES = {
    "trade": _lazy("%(title)s."),
    "company": _lazy("At %(source)s."),
    "works": _lazy("%(title)s: may know who decides there."),
    "dated": _lazy("You noted in %(day)s: %(source)s."),
    "undated": _lazy("You noted: %(source)s."),
    "told": _lazy("%(contact)s tells: %(source)s."),
    "place": _lazy("In %(source)s, where %(name)s looks."),
    "meets": _lazy("%(title)s: %(contact)s meets such people at work, %(wanted)s."),
    "moment": _lazy("%(title)s: %(contact)s meets people in that moment, %(wanted)s."),
    "serves": _lazy("%(contact)s is in touch with such people: %(source)s."),
}
"""Why a contact fits, by the kind of the reason."""

MOST = 20
REASONS = 3

CLOSENESS: Mapping[str, int] = {Circle.COOKOUT: 0, Circle.ACTIVE: 1, Circle.LIGHT: 2}
FAR = 3
"""Of those who fit alike, the closest come first: their keys begin with it."""

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
    close = {person: CLOSENESS.get(circle, FAR) for _pk, person, circle in ties}
    gone = without | {person for _pk, person, circle in ties if circle == Circle.LET_GO}
    people = Person.objects.known_to(user).order_by().values_list("pk", "keeper", "classification__name")
    known = [row for row in people if row[0] not in gone]
    fellows = [pk for pk, keeper, _trade in known if keeper is None]
    texts, serves = _texts(user, {pk: person for pk, person, _circle in ties}, fellows)
    told = _details(user, fellows, texts)
    title, place, company = told[Detail.Kind.TITLE], told[Detail.Kind.ADDRESS], told[Detail.Kind.ORGANISATION]
    return [
        Contact(
            f"{close.get(pk, FAR)}:{pk}", _trade(trade, title.get(pk)), place.get(pk, ""), company.get(pk, ""),
            tuple(texts.get(pk, ())), tuple(serves.get(pk, ())),
        )
        for pk, _keeper, trade in known
    ]  # fmt: skip


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


def _texts(user: User, ties: dict[int, int], fellows: list[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """What I noted about each and what fellow members tell of themselves; and the people they are in touch with."""
    found: dict[int, list[str]] = defaultdict(list)
    serves: dict[int, list[str]] = defaultdict(list)
    facts = Fact.objects.visible_to(user).exclude(facet__in=NOT_THEIRS).order_by()
    learned = facts.values_list("tie__person", "facet", "prompt", "text", "tie")
    told = ProfileEntry.objects.visible_to(user).filter(person__in=fellows).exclude(facet__in=NOT_THEIRS)
    own = told.order_by().values_list("person", "facet", "prompt", "text")
    rows = chain((row[:4] for row in learned if row[4] in ties), own)
    for person, facet, prompt, text in rows:
        if prompt not in OF_CUSTOMERS:
            touch = prompt in SERVES or (facet in (Facet.NETWORKS, Facet.CUSTOMERS) and not prompt)
            (serves if touch else found)[person].append(text)
    for tie, text in _written(user):
        if tie in ties:
            found[ties[tie]].append(text)
    return found, serves


def _written(user: User) -> Iterator[Any]:
    """Notes and tags; the life in which I know somebody says where, and not who they are."""
    notes = Note.objects.visible_to(user).order_by().values_list("tie", "text")
    return chain(notes, TieTag.objects.filter(tie__owner=user).order_by().values_list("tie", "tag__name"))


def _pk(match: Match) -> int:
    return int(match.key.partition(":")[2])


def _fits(user: User, person: Person, matches: tuple[Match, ...], slot: ThinkingSlot | None) -> Iterator[Fit]:
    """The contacts themselves, with their pictures, in two more queries and one for what was asked."""
    found = Person.objects.filter(pk__in=[_pk(match) for match in matches])
    people = {one.pk: one for one in found.with_details()}
    ties = {tie.person_id: tie for tie in Tie.objects.visible_to(user).filter(person__in=people).with_owner()}
    asked = slot.asked(found) if slot else {}
    today = local_today(user)
    noted = _noted_on(user, ties)
    for match in matches:
        pk = _pk(match)
        tie = ties.get(pk) or Tie(owner=user, person=people[pk])
        is_mine = people[pk].keeper_id == user.pk
        told = [
            in_words(reason, person.first_name, people[pk].first_name, noted.get((pk, reason.source)), is_mine=is_mine)
            for reason in _each_once(match.reasons)[:REASONS]
        ]
        yield Fit(people[pk], _looks_once(told), tie.picture(today), asked.get(pk), is_mine)


def _noted_on(user: User, ties: dict[int, Tie]) -> dict[tuple[int, str], dt.date | None]:
    """When I noted what about these people; a tag has no day."""
    mine = {"tie__in": list(ties.values())}
    facts = Fact.objects.visible_to(user).filter(**mine).values_list("tie__person", "text", "learned_on")
    notes = Note.objects.visible_to(user).filter(**mine).values_list("tie__person", "text", "created_at")
    return {(person, text): day for person, text, day in chain(notes, facts)}


def _each_once(reasons: tuple[Reason, ...]) -> list[Reason]:
    """The best first: each word of theirs is told once, and once who they are."""
    best: dict[str, Reason] = {}
    for reason in reasons:
        best.setdefault("work" if reason.kind in ("trade", "company", "works") else reason.source, reason)
    return list(best.values())


def _looks_once(told: list[tuple[str, str]]) -> tuple[str, ...]:
    """The sentences; what the other looks for stands only with the first that says so."""
    heard = {"": 0}
    for at, (_why, looks) in enumerate(told):
        heard.setdefault(looks, at)
    return tuple(f"{why} {looks}".strip() if heard[looks] == at else why for at, (why, looks) in enumerate(told))


def in_words(reason: Reason, name: str, contact: str, noted: dt.date | None, *, is_mine: bool) -> tuple[str, str]:
    """Why a contact fits, as one would say it, and what the other looks for, where that does not say it yet."""
    moment = reason.wanted.prompt in MOMENTS
    said = {
        "source": _cut(reason.source), "wanted": _inside(_cut(reason.wanted.text)), "name": name, "contact": contact,
        "title": _part(reason), "day": _month(noted),
    }  # fmt: skip
    kind = reason.kind
    if kind == "noted":
        kind = "dated" if noted else "undated" if is_mine else "told"
    elif kind == "meets" and moment:
        kind = "moment"
    looks = _("%(name)s helps in that moment: %(wanted)s.") if moment else _("%(name)s looks for %(wanted)s.")
    needed = kind not in ("meets", "moment", "place")
    return str(SENTENCES[kind]) % said, looks % said if needed else ""


def _part(reason: Reason) -> str:
    """Of a title and a trade the one that fits."""
    parts = _cut(reason.source).split(", ")
    return next((part for part in parts if all(word in part for word in reason.words)), parts[0])


def _month(noted: dt.date | None) -> str:
    """March; with the year when it is not this one."""
    if noted is None:
        return ""
    return date_format(noted, "F" if noted.year == timezone.localdate().year else "F Y")


def _inside(text: str) -> str:
    """As it stands inside a sentence: small, unless it begins with a name, initials or a quotation."""
    first, _space, rest = text.partition(" ")
    named = first.endswith(("’s", "'s")) or first == "I" or rest[:1].isupper()
    return text if named or not (first[1:].islower() or len(first) == 1) else text[0].lower() + text[1:]


def _cut(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text if len(text) <= LONG else text[:LONG].rsplit(" ", 1)[0] + "…"
