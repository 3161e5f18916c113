"""What is owed to whom: news to referrers, first calls to prospects, and for what I wait myself.

Page, API, command and Today read the same; the number of queries does not grow with the length of the list.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Prefetch, Q, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.templatetags.dates import span
from cookout.people.models import Detail, Person
from cookout.referrals import rules
from cookout.referrals.models.drafting import Saying, draft_of, moves, reminder_draft_of, untold
from cookout.referrals.models.kinds import Kind, Role
from cookout.referrals.models.party import Known, Step
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.sets import ReferralQuerySet
from cookout.referrals.models.telling_news import Update
from cookout.referrals.models.waiting import Reminder, silent_days, silent_since
from cookout.ties.models.kept import local_today

People = Mapping[tuple[int, str], Person]
"""For a referral and a part in it: whom of my book that is."""

MOST = 40
"""So many first calls, and so many of those for which I wait, stand on the list; the longest silent first."""


@dataclass(frozen=True, slots=True)
class Debt:
    """News that I owe a referrer, and why."""

    one: Referral
    why: str
    draft: str
    person: Person | None
    asked: Reminder | None = None
    came_back: bool = False

    @property
    def up_to(self) -> int:
        """Of which change the draft knows."""
        return int(self.one.steps_many)


@dataclass(frozen=True, slots=True)
class FirstCall:
    """A prospect who should hear from me."""

    one: Referral
    due_at: dt.datetime
    why: str
    phone: str
    mail: str
    person: Person | None


@dataclass(frozen=True, slots=True)
class Wait:
    """One for which I wait, and for how long I have heard nothing."""

    one: Referral
    days: int
    draft: str
    person: Person | None
    asked: Reminder | None
    may_ask: bool


def owed_news(user: User, now: dt.datetime | None = None) -> ReferralQuerySet:
    """News that I owe, or was asked for: the oldest and warmest first."""
    now = now or timezone.now()
    mine: ReferralQuerySet = Referral.objects.given_to(user)
    asked = Reminder.objects.unanswered().values("referral")
    owed = mine.filter(Q(news_due_at__lte=now) | Q(pk__in=asked, news_due_at__isnull=False))
    return owed.order_by("news_due_at", F("temperature").desc(nulls_last=True), "pk")


def first_calls(user: User) -> ReferralQuerySet:
    """Those whose prospect I have not called yet, the longest accepted first (twin of `Referral.call_due_at`)."""
    mine: ReferralQuerySet = Referral.objects.given_to(user)
    waiting = mine.filter(accepted_at__isnull=False, contacted_at=None, state__in=rules.WORKED_ON)
    return waiting.order_by("accepted_at", F("temperature").desc(nulls_last=True), "pk")


def waited_for(user: User, now: dt.datetime | None = None) -> ReferralQuerySet:
    """Those that I gave and of which I have heard nothing for a week, the longest silent first."""
    since = (now or timezone.now()) - rules.SILENT
    mine: ReferralQuerySet = Referral.objects.given_by(user).open()
    silent = mine.filter(Q(told_at__lte=since) | Q(told_at=None, created_at__lte=since))
    return silent.order_by(Case(When(told_at=None, then="created_at"), default="told_at"), "pk")


def debts(user: User, found: ReferralQuerySet, now: dt.datetime | None = None) -> tuple[Debt, ...]:
    """Each with its reason and a draft."""
    ones = _read(found)
    people, today = people_of(user, ones), _today(user, now)
    return tuple(_debt(one, user, Saying(one, today), people) for one in ones)


def calls(user: User, found: ReferralQuerySet, now: dt.datetime | None = None) -> tuple[FirstCall, ...]:
    """Each with the number to dial, and until when."""
    ones, now = list(found.with_parties()), now or timezone.now()
    people = people_of(user, ones)
    return tuple(_call(one, user, people.get((one.pk, Role.PROSPECT)), now) for one in ones)


def waits(user: User, found: ReferralQuerySet, now: dt.datetime | None = None) -> tuple[Wait, ...]:
    """Each with how long, and a question that may be put."""
    ones, now = _read(found), now or timezone.now()
    people = people_of(user, ones)
    return tuple(_wait(one, user, people.get((one.pk, Role.PROVIDER)), now) for one in ones)


def people_of(user: User, ones: Sequence[Referral]) -> People:
    """Whom of my book these parties are, where I may see them, with how to reach them; three queries."""
    known = Known.objects.filter(owner=user, party__referral__in=[one.pk for one in ones])
    places = list(known.values_list("party__referral", "party__role", "person"))
    seen = Person.objects.visible_to(user).filter(pk__in={pk for _one, _role, pk in places})
    reach = Prefetch("details", queryset=Detail.objects.applied())
    people = {person.pk: person for person in seen.prefetch_related(reach)} if places else {}
    return {(one, role): people[pk] for one, role, pk in places if pk in people}


def why_owed(one: Referral, saying: Saying) -> str:
    """“Accepted on Monday, won yesterday.” or “9 days without news.”"""
    new = untold(one, moves(one))
    if not new:
        return _("%(span)s without news.") % {"span": span(max(1, silent_days(one)))}
    told = [_step(step, saying) for step in (new[:1] if len(new) == 1 else [new[0], new[-1]])]
    return ", ".join([capfirst(told[0]), *told[1:]]) + "."


def since_given(one: Referral, today: dt.date) -> str:
    """“6 days since Marta referred Hector.”"""
    days = (today - one.given_on).days
    said = {"span": span(days), "referrer": one.referrer.first_name, "prospect": one.prospect.first_name}
    if one.kind == Kind.INSIDE:
        return (
            _("%(referrer)s came to you today.") % said if days < 1 else _("%(span)s since %(referrer)s came.") % said
        )
    if days < 1:
        return _("%(referrer)s referred %(prospect)s today.") % said
    return _("%(span)s since %(referrer)s referred %(prospect)s.") % said


# How it is read and said


def _read(found: ReferralQuerySet) -> list[Referral]:
    """With all that the words need."""
    reminders = Prefetch("reminders", queryset=Reminder.objects.order_by("pk"))
    updates = Prefetch("updates", queryset=Update.objects.select_related("letter"))
    return list(found.prefetch_related("parties__user", "steps", updates, reminders))


def _debt(one: Referral, user: User, saying: Saying, people: People) -> Debt:
    told = [update for update in one.updates.all() if update.deleted_at is None]
    came_back = bool(told) and told[-1].came_back_at is not None
    asked = _asked(one)
    parts = [why_owed(one, saying)]
    if came_back:
        at = timezone.localtime(told[-1].came_back_at, user.tzinfo)
        parts.append(_("The mail came back %(when)s.") % {"when": saying.when(at.date())})
    if asked is not None:
        day = timezone.localtime(asked.created_at, user.tzinfo).date()
        parts.append(_("%(name)s asked %(when)s.") % {"name": one.referrer.first_name, "when": saying.when(day)})
    person = people.get((one.pk, Role.REFERRER))
    return Debt(one, " ".join(parts), draft_of(one, user), person, asked, came_back)


def _asked(one: Referral) -> Reminder | None:
    """The last question that was not answered by news."""
    asked: list[Reminder] = [r for r in one.reminders.all() if one.told_at is None or r.created_at > one.told_at]
    return asked[-1] if asked else None


def _call(one: Referral, user: User, person: Person | None, now: dt.datetime) -> FirstCall:
    due_at = one.call_due_at or now
    phone, mail = (person.phone, person.mail) if person is not None else (None, None)
    number = one.prospect.phone or (phone.number if phone else "")
    return FirstCall(
        one, due_at, call_by(one, user, now), number, one.prospect.mail or (mail.value if mail else ""), person
    )


def call_by(one: Referral, user: User, now: dt.datetime) -> str:
    """“Marta’s referral, by tomorrow 10:00.”"""
    due_at = one.call_due_at or now
    by, today = due_at.astimezone(user.tzinfo), _today(user, now)
    said = {"name": one.referrer.first_name, "time": date_format(by, "G:i"), "day": date_format(by, "l")}
    if due_at <= now:
        taken = date_format((due_at - rules.FIRST_CONTACT).astimezone(user.tzinfo), "F j")
        return _("%(name)s’s referral, yours since %(day)s.") % {**said, "day": taken}
    if by.date() == today:
        return _("%(name)s’s referral, by %(time)s today.") % said
    if by.date() == today + dt.timedelta(days=1):
        return _("%(name)s’s referral, by tomorrow %(time)s.") % said
    return _("%(name)s’s referral, by %(day)s %(time)s.") % said


def _wait(one: Referral, user: User, person: Person | None, now: dt.datetime) -> Wait:
    asked = [reminder for reminder in one.reminders.all() if reminder.created_at > now - rules.SILENT]
    mine = one.referrer.user_id == user.pk and one.referrer.says_no_at is None
    may_ask = mine and one.is_open and now - silent_since(one) >= rules.SILENT and not asked
    draft = reminder_draft_of(one, user)
    return Wait(one, silent_days(one, now), draft, person, asked[-1] if asked else None, may_ask)


def _step(step: Step, saying: Saying) -> str:
    return f"{step.get_state_display()} {saying.when(step.on)}"


def _today(user: User, now: dt.datetime | None) -> dt.date:
    return now.astimezone(user.tzinfo).date() if now else local_today(user)
