"""Gives beside takes: help, introductions, referrals and thanks between me and one person, in both directions.

No sum is made of them and no balance: what one did for the other stands there with its day.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.models import User
from cookout.people.models import Person
from cookout.referrals.models.business import Testimonial
from cookout.referrals.models.giving import Favor
from cookout.referrals.models.kinds import Role, State
from cookout.referrals.models.money import Brought, brought_by, given_to, taken_from
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.telling_news import Update
from cookout.referrals.models.window import Reply


class What(TextChoices):
    """What is given and taken."""

    HELP = "help", gettext_lazy("Help")
    INTRODUCTION = "introduction", gettext_lazy("Introductions")
    REFERRAL = "referral", gettext_lazy("Referrals")
    THANKS = "thanks", gettext_lazy("Thanks")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that one did for the other."""

    on: dt.date
    what: What
    by_me: bool
    text: str
    url: str = ""
    noun: str = ""
    """Under which name it can be corrected: `favor`, `testimonial`; empty where it follows from something else."""
    uid: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of help in both directions, with the latest of each."""

    what: What
    gave: int
    took: int
    last_gave: dt.date | None
    last_took: dt.date | None


@dataclass(frozen=True)
class Between:
    """What stands between me and one person."""

    person: Person
    deeds: tuple[Deed, ...]
    taken: tuple[Referral, ...]
    given: tuple[Referral, ...]
    brought: Brought

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Each kind, in a fixed order."""
        return tuple(self._row(what) for what in What)

    @property
    def is_empty(self) -> bool:
        """Nothing noted so far."""
        return not self.deeds

    def _row(self, what: What) -> Row:
        mine = [deed.on for deed in self.deeds if deed.what == what and deed.by_me]
        theirs = [deed.on for deed in self.deeds if deed.what == what and not deed.by_me]
        return Row(what, len(mine), len(theirs), max(mine, default=None), max(theirs, default=None))


def between(user: User, person: Person) -> Between:
    """Everything that was given and taken, the latest first."""
    taken = tuple(taken_from(user, person).with_parties().order_by("given_on", "pk"))
    given = tuple(given_to(user, person).with_parties().order_by("given_on", "pk"))
    found = [*_favors(user, person), *_praise(user, person), *_referrals(taken, given), *_thanks(user, taken, given)]
    deeds = sorted(found, key=lambda deed: deed.on, reverse=True)
    return Between(person, tuple(deeds), taken, given, brought_by(user, person))


DOTS = {State.WON: "closed", State.LOST: "not", State.NOT_A_FIT: "not", State.DECLINED: "not"}


def dots(referrals: tuple[Referral, ...]) -> list[tuple[str, str]]:
    """A mark for each, with its words: closed, not a fit, open; in this order."""
    marks = [
        (DOTS.get(State(one.state), "open"), f"{one.prospect.called}, {one.get_state_display()}") for one in referrals
    ]
    return sorted(marks, key=lambda mark: ("closed", "open", "not").index(mark[0]))


def dots_said(referrals: tuple[Referral, ...]) -> str:
    """The same in a sentence."""
    marks = [mark for mark, _words in dots(referrals)]
    said = {mark: marks.count(mark) for mark in ("closed", "open", "not")}
    return _("%(closed)s closed, %(open)s open, %(not)s not a fit") % said


def _favors(user: User, person: Person) -> Iterator[Deed]:
    for row in Favor.objects.visible_to(user).filter(tie__person=person):
        yield Deed(row.on, What(row.kind), row.by_me, row.text, noun="favor", uid=row.uid)


def _praise(user: User, person: Person) -> Iterator[Deed]:
    for row in Testimonial.objects.visible_to(user).filter(tie__person=person):
        yield Deed(row.on, What.THANKS, row.by_me, row.text, noun="testimonial", uid=row.uid)


def _referrals(taken: tuple[Referral, ...], given: tuple[Referral, ...]) -> Iterator[Deed]:
    for by_me, referrals in ((False, taken), (True, given)):
        for one in referrals:
            words = f"{one.prospect.called}, {one.get_state_display()}"
            yield Deed(one.given_on, What.REFERRAL, by_me, words, one.get_absolute_url())


def _thanks(user: User, taken: tuple[Referral, ...], given: tuple[Referral, ...]) -> Iterator[Deed]:
    """A provider thanks in news, a referrer on her page; both read it."""
    pages = {one.pk: one.get_absolute_url() for one in (*taken, *given)}
    mine = {one.pk for one in taken}  # the ones in which I am the provider
    told = Update.objects.arrived().filter(referral__in=pages, kind=Update.Kind.THANKS)
    for update in told:
        on = update.created_at.astimezone(user.tzinfo).date()
        yield Deed(on, What.THANKS, update.referral_id in mine, update.text, pages[update.referral_id])
    for reply in Reply.objects.filter(referral__in=pages, kind=Reply.Kind.THANKS):
        on = reply.created_at.astimezone(user.tzinfo).date()
        yield Deed(on, What.THANKS, reply.referral_id not in mine, str(reply), pages[reply.referral_id])


def open_between(user: User, person: Person) -> list[Referral]:
    """The open ones in which this person is referrer or provider, the longest waiting first."""
    both = Referral.objects.of(user, person, Role.REFERRER) | Referral.objects.of(user, person, Role.PROVIDER)
    return list(both.open().distinct().with_parties().order_by("given_on", "pk"))
