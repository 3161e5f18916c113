"""What a page needs to write to the other of the two: words to begin with, and the ways there are."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.templatetags.dates import apart
from cookout.people.models import Person
from cookout.referrals.models.debts import Debt, Wait, why_owed
from cookout.referrals.models.drafting import Saying, draft_of, reminder_draft_of
from cookout.referrals.models.kinds import Channel, Role, State
from cookout.referrals.models.party import Party
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.telling_news import Update
from cookout.referrals.models.waiting import may_ask, silent_days
from cookout.ties.models.kept import local_today

LABEL = {
    Channel.HERE: gettext_lazy("Here"),
    Channel.TEXT: gettext_lazy("Text"),
    Channel.MAIL: gettext_lazy("Email"),
    Channel.IN_PERSON: gettext_lazy("In person"),
    Channel.COPY: gettext_lazy("Copy"),
}
"""The ways, in the order in which they stand."""

SOON = dt.timedelta(days=3)
"""So long before news is due, the page says that it will be."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say it."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Composer:
    """A message about to be written: nothing is sent by it."""

    one: Referral
    to: Party
    action: str
    draft: str
    ways: tuple[Way, ...]
    status: str
    state: str
    is_due: bool
    address: str = ""
    phone: str = ""
    person: Person | None = None
    kind: str = ""
    error: str = ""
    then: str = ""
    up_to: int | None = None
    uid: uuid.UUID = field(default_factory=uuid7)

    @property
    def name(self) -> str:
        """Whom it is for."""
        return self.to.first_name

    @property
    def is_question(self) -> bool:
        """The referrer asks; else the provider tells."""
        return self.to.role == Role.PROVIDER

    @property
    def text_href(self) -> str:
        """The link that opens the messages of the phone, with the words."""
        return f"sms:{self.phone}?&body={quote(self.draft)}"


def compose_debt(debt: Debt, user: User, *, then: str = "") -> Composer:
    """For a row of the list, whose reason stands beside it."""
    return update_composer(debt.one, user, person=debt.person, draft=debt.draft, then=then)


def compose_wait(wait: Wait, user: User, *, then: str = "") -> Composer:
    """For a row of the list."""
    return reminder_composer(wait.one, user, person=wait.person, draft=wait.draft, then=then, is_due=wait.may_ask)


def update_composer(
    one: Referral, user: User, *, person: Person | None, draft: str = "", error: str = "", then: str = "",
    channel: str = "", up_to: int | None = None, uid: uuid.UUID | None = None,
) -> Composer:  # fmt: skip
    """News for the referrer."""
    status, state = _told(one, user)
    return Composer(
        one, one.referrer, reverse("referrals:update_create", args=[one.uid]), draft or draft_of(one, user),
        _ways(one.referrer, person, channel), status, state, is_due=one.is_owing, person=person,
        kind=Update.Kind.THANKS if one.state == State.WON else Update.Kind.NEWS, error=error, then=then,
        up_to=one.steps_many if up_to is None else up_to, uid=uid or uuid7(),
        address=_mail(one.referrer, person), phone=_phone(person),
    )  # fmt: skip


def reminder_composer(
    one: Referral, user: User, *, person: Person | None, draft: str = "", error: str = "", then: str = "",
    channel: str = "", uid: uuid.UUID | None = None, is_due: bool | None = None,
) -> Composer:  # fmt: skip
    """The question how it is going."""
    days, due = silent_days(one), may_ask(one, user) if is_due is None else is_due
    status = _("No news for %(days)s days") % {"days": days} if days > 1 else _("You have heard of it lately")
    return Composer(
        one, one.provider, reverse("referrals:reminder_create", args=[one.uid]), draft or reminder_draft_of(one, user),
        _ways(one.provider, person, channel), status, "late" if days > 1 else "ok", is_due=due, person=person,
        error=error, then=then, uid=uid or uuid7(), address=_mail(one.provider, person), phone=_phone(person),
    )  # fmt: skip


def _ways(to: Party, person: Person | None, chosen: str) -> tuple[Way, ...]:
    """Between members it can be read here; the others need a phone, a mail, or a word in person."""
    there = [channel for channel in LABEL if channel != Channel.HERE or to.user_id is not None]
    first = Channel.HERE if to.user_id is not None else Channel.MAIL if _mail(to, person) else Channel.TEXT
    chosen = chosen if chosen in there else first
    return tuple(Way(channel.value, str(LABEL[channel]), channel == chosen) for channel in there)


def _phone(person: Person | None) -> str:
    phone = person.phone if person is not None else None
    return phone.number if phone is not None else ""


def _mail(to: Party, person: Person | None) -> str:
    if to.user is not None:
        return to.user.email
    mail = person.mail if person is not None else None
    return mail.value if mail is not None else ""


def _told(one: Referral, user: User) -> tuple[str, str]:
    """When the referrer heard last, and whether it is time."""
    now = timezone.now()
    if one.is_owing:
        return why_owed(one, Saying(one, local_today(user))).rstrip("."), "late"
    if one.told_at is None:
        return _("Nothing told yet"), "ok"
    days = (local_today(user) - one.told_at.astimezone(user.tzinfo).date()).days
    is_soon = one.news_due_at is not None and one.news_due_at <= now + SOON
    return _("Told %(when)s") % {"when": apart(days)}, "soon" if is_soon else "ok"
