"""The prep sheet: everything one reads before a 1-2-1, as plain data for page, paper, program and command (A12)."""

import dataclasses
import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.core.templatetags.dates import ago, clock, day, weekday
from cookout.one_to_ones.models.asking import Ask, balance, heading_of, shortened, worth_asking
from cookout.one_to_ones.models.coverage import Coverage, Past, covered, past_with
from cookout.one_to_ones.models.ground import Ground, ground_between
from cookout.one_to_ones.models.known import Known, known_of, own_entries, ties_with
from cookout.one_to_ones.models.last_time import Last, PromiseLine, last_time, open_promises
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.one_to_ones.models.whom import account_of, as_kept
from cookout.people.models import PROMPTS, Facet, Person
from cookout.ties.models import Tie

ORDER = {key: place for place, key in enumerate(PROMPTS)}
TEN, WORDS = "customers.ten", "good_referral.words"
COMPARED = 150
"""What they tell, then the latest that I learned: years of facts add nothing to five sentences."""
SENT_BY = re.compile(r"\s*(?:\(([^()]{1,40})\)|[–—,;]\s*(?:sent|referred)?\s*(?:by|from|through|via)\s+(.{1,40}?))\.?$")
"""Who sent a customer, where a story ends with it: “Dental, 3 partners (attorney)”, “Bakery, from a runner”."""


@dataclass(frozen=True, slots=True)
class Customer:
    """One of the last ten customers, and who sent them, where that is told."""

    story: str
    sent_by: str


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the dance card: what is known of it, and which question of the sheet asks for the rest."""

    facet: str
    label: str
    known: tuple[Known, ...]
    hint: str
    question: int | None


@dataclass(frozen=True, slots=True)
class Prep:
    """One sheet."""

    person: str
    one_to_one: str | None
    name: str
    first_name: str
    headline: str
    occasion: str
    when: str
    where: str
    agenda: str
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    left: float | None
    questions: tuple[Ask, ...]
    balance: str
    ground: Ground
    referral_says: tuple[str, ...]
    promises: tuple[PromiseLine, ...]
    last: Last | None
    card: tuple[Part, ...]
    customers: tuple[Customer, ...]
    customers_read: str
    filled_in_on: dt.date | None
    coverage: Coverage
    prepared_for: str
    prepared_on: dt.date

    @property
    def parts(self) -> dict[str, Part]:
        """The headings by their key."""
        return {part.facet: part for part in self.card}

    @property
    def gains(self) -> tuple[Part, ...]:
        """The five headings of the exchange."""
        return tuple(part for part in self.card if part.facet in Facet.gains())

    @property
    def lede(self) -> str:
        """One line under the name."""
        return f"{self.headline}. {self.occasion}" if self.headline else self.occasion

    @property
    def filled_in(self) -> str:
        """When they told it, in words."""
        if self.filled_in_on is None:
            return _("From what you noted")
        return _("%(name)s filled it in on %(day)s") % {"name": self.first_name, "day": day(self.filled_in_on)}

    @property
    def footer(self) -> str:
        """For whom it is, and where not to leave it."""
        said = {"name": self.prepared_for, "day": date_format(self.prepared_on, "F j")}
        return _("Prepared for %(name)s, %(day)s. Personal: please do not leave it on the table.") % said

    def as_data(self) -> dict[str, Any]:
        """Plain data: the same for a program, a sheet of paper and a command."""
        return dataclasses.asdict(self) | {"filled_in": self.filled_in, "footer": self.footer, "lede": self.lede}


def prep_for(user: User, person: Person, one_to_one: OneToOne | None = None, *, today: dt.date) -> Prep:
    """Read everything that helps before a 1-2-1, with an appointment or without; nothing is written."""
    ties = ties_with(user, person)
    known = known_of(user, person, today=today, ties=ties)
    past = _before(past_with(user, person), one_to_one)
    name = person.first_name
    questions = worth_asking(known, name=name, today=today)
    tie = Tie.objects.between(user, as_kept(user, person))
    told = [one for one in known if one.told]
    return Prep(
        person=str(person.uid),
        one_to_one=str(one_to_one.uid) if one_to_one else None,
        name=person.full_name,
        first_name=name,
        headline=person.headline,
        occasion=_occasion(past),
        **_appointment(one_to_one),
        left=tie.picture(today).ring,
        questions=questions,
        balance=balance(questions),
        ground=ground_with(user, person, known),
        referral_says=tuple(shortened(one.text.strip("“”\"' "), 120) for one in known if one.prompt == WORDS),
        promises=open_promises(user, ties),
        last=last_time(user, past[0], ties) if past else None,
        card=_card(known, questions),
        customers=(customers := _customers(known)),
        customers_read=_read(customers),
        filled_in_on=max((one.on for one in told), default=None),
        coverage=covered(known, past, name=name),
        prepared_for=user.name,
        prepared_on=today,
    )


def upcoming(user: User, person: Person) -> OneToOne | None:
    """The 1-2-1 one would prepare now: the next that is planned with this person, from this morning on."""
    since = timezone.now() - dt.timedelta(hours=12)
    rows = OneToOne.objects.of(user, person).planned().filter(starts_at__gte=since)
    return rows.order_by("starts_at").first()


def _before(past: tuple[Past, ...], one: OneToOne | None) -> tuple[Past, ...]:
    """Only what lies before the 1-2-1 that one prepares, so that a sheet read later says the same."""
    if one is None or one.held_on is None:
        return past
    return tuple(row for row in past if row.on < one.held_on or (row.on == one.held_on and row.pk != one.pk))


def _occasion(past: tuple[Past, ...]) -> str:
    if not past:
        return _("Your first 1-2-1.")
    ordinals = (_("second"), _("third"), _("fourth"), _("fifth"), _("sixth"), _("seventh"), _("eighth"), _("ninth"))
    last = {"day": day(past[0].on)}
    if len(past) <= len(ordinals):
        return _("Your %(which)s 1-2-1, the last on %(day)s.") % {"which": ordinals[len(past) - 1], **last}
    return _("%(many)s 1-2-1s so far, the last on %(day)s.") % {"many": len(past), **last}


def _appointment(one: OneToOne | None) -> dict[str, Any]:
    if one is None:
        return {"when": "", "where": "", "agenda": "", "starts_at": None, "ends_at": None}
    where = one.place or str(one.get_where_display()).capitalize()
    return {
        "when": _when(one),
        "where": where,
        "agenda": one.agenda,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
    }


def _when(one: OneToOne) -> str:
    if one.starts_at is None or one.ends_at is None:
        return _("No time agreed yet")
    on = timezone.localtime(one.starts_at).date()
    is_near = abs((timezone.localdate() - on).days) <= 1
    words = ago(on).capitalize() if is_near else weekday(on)
    return _("%(day)s, %(from)s to %(until)s") % {
        "day": words, "from": clock(one.starts_at), "until": clock(one.ends_at)
    }  # fmt: skip


def ground_with(user: User, person: Person, known: tuple[Known, ...]) -> Ground:
    """Common ground between my own profile and what I know of somebody."""
    me = Person.objects.select_related("classification").filter(account=user).first()
    account = account_of(person)
    trades = [row.classification.name for row in (person, account) if row and row.classification]
    return ground_between(
        own_entries(user),
        [one.entry for one in known[:COMPARED]],
        name=person.first_name,
        my_trade=me.classification.name if me and me.classification else "",
        their_trade=next(iter(trades), ""),
    )


def _card(known: tuple[Known, ...], questions: tuple[Ask, ...]) -> tuple[Part, ...]:
    return tuple(map(partial(_part, known=known, questions=questions), Facet))


def _part(facet: Facet, known: tuple[Known, ...], questions: tuple[Ask, ...]) -> Part:
    told = [one for one in known if one.facet == facet and one.prompt != TEN]
    here = tuple(sorted(told, key=lambda one: ORDER.get(one.prompt, len(ORDER))))
    number = next((one.number for one in questions if one.facet == facet), None)
    hint = "" if here else _("Not known")
    if number is not None:
        hint = (_("The rest: question %(number)s") if here else _("Not known: question %(number)s")) % {
            "number": number
        }
    return Part(facet.value, heading_of(facet), here, hint, number)


def _customers(known: tuple[Known, ...]) -> tuple[Customer, ...]:
    return tuple(customer(one.text) for one in known if one.prompt == TEN)[:10]


def customer(text: str) -> Customer:
    """A story and who sent it.

    >>> customer("Dental, 3 partners (attorney)"), customer("Bakery, two shops, sent by a runner")
    (Customer(story='Dental, 3 partners', sent_by='attorney'), Customer(story='Bakery, two shops', sent_by='a runner'))
    """
    found = SENT_BY.search(text)
    if found is None or not text[: found.start()].strip():
        return Customer(shortened(text), "")
    return Customer(shortened(text[: found.start()].strip()), (found[1] or found[2]).strip())


def _read(customers: tuple[Customer, ...]) -> str:
    """Who sends most of them, where somebody sent more than one."""
    senders = Counter(one.sent_by for one in customers if one.sent_by)
    if not senders or (most := senders.most_common(1)[0])[1] < 2:
        return ""
    said = ngettext("%(many)s came from: %(sender)s.", "%(many)s came from: %(sender)s.", most[1])
    return said % {"many": most[1], "sender": most[0]}
