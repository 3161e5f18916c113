"""What referrals bring to a day: whom to keep informed, whom to call first, and what referrers say."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.plan import rules
from cookout.plan.models.day import Resting
from cookout.plan.models.lines import Contact, Link, Task, lives_of
from cookout.plan.models.words import Words
from cookout.referrals.models import Known, Party, Referral, Reminder, Reply, Role
from cookout.referrals.models.debts import call_by, first_calls, owed_news, since_given, why_owed
from cookout.referrals.models.drafting import Saying
from cookout.ties.models import Tie

MOST = 5
"""So many debts, and so many first calls, stand on a day; the rest on a page of its own."""

Named = tuple[Referral, str]
"""A referral, and in which part of it stands whose face is shown."""


@dataclass(frozen=True, slots=True)
class News:
    """What was read for one user's day; `people` are those whose ties the words need."""

    user: User
    now: dt.datetime
    debts: Sequence[Referral] = ()
    calls: Sequence[Referral] = ()
    replies: Sequence[Reply] = ()
    people: Mapping[tuple[int, str], int] = field(default_factory=dict)

    def tasks(self, ties: Iterable[Tie], *, only: bool) -> tuple[Task, ...]:
        """In words; `only` those with one of these ties (of one life)."""
        told = _Told(self.user, self.now, {tie.person_id: tie for tie in ties}, self.people)
        made = [
            *(_debt(one, told) for one in self.debts),
            *(_call(one, told) for one in self.calls),
            *(_reply(reply, told) for reply in self.replies),
        ]
        return tuple(task for task in made if task.tie is not None or not only)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words are made from."""

    user: User
    now: dt.datetime
    ties: Mapping[int, Tie]
    people: Mapping[tuple[int, str], int]

    @property
    def on(self) -> dt.date:
        return self.now.astimezone(self.user.tzinfo).date()

    def face(self, one: Referral, role: str) -> dict[str, Any]:
        """The face with its ring, as I know the party; else the name."""
        tie = self.ties.get(self.people.get((one.pk, role), 0))
        known = (
            {"person": tie.person, "tie": tie, "lives": lives_of(tie), "picture": tie.picture(self.on)} if tie else {}
        )
        return {"name": one.party(role).called, **known}


def read_news(user: User, now: dt.datetime, *, resting: Resting) -> News:
    """Read it in a number of queries that does not grow."""
    if not Party.objects.filter(user=user, role=Role.PROVIDER).exists():
        return News(user, now)
    debts = list(owed_news(user, now).exclude(pk__in=resting.referrals)[:MOST])
    calls = list(first_calls(user).exclude(pk__in=resting.referrals)[:MOST])
    said = Reply.objects.unseen().filter(referral__in=Referral.objects.given_to(user)).select_related("referral")
    replies = list(said.exclude(referral__in=resting.referrals).order_by("pk")[:MOST])
    ones = [*debts, *calls, *(reply.referral for reply in replies)]
    if not ones:
        return News(user, now)
    prefetch_related_objects(ones, "parties", "steps", Prefetch("reminders", Reminder.objects.order_by("pk")))
    known = Known.objects.filter(owner=user, party__referral__in={one.pk for one in ones})
    rows = known.values_list("party__referral", "party__role", "person")
    return News(user, now, debts, calls, replies, {(one, role): person for one, role, person in rows})


def _debt(one: Referral, told: _Told) -> Task:
    saying, name = Saying(one, told.on), one.referrer.first_name
    what = _("Tell %(name)s about %(prospect)s") % {"name": name, "prospect": one.prospect.called}
    asked = [r for r in one.reminders.all() if one.told_at is None or r.created_at > one.told_at]
    parts = [since_given(one, told.on), why_owed(one, saying)]
    if asked:
        day = asked[-1].created_at.astimezone(told.user.tzinfo).date()
        parts.append(_("%(name)s asked %(when)s.") % {"name": name, "when": saying.when(day)})
    links = (Link(_("Tell %(name)s") % {"name": name}, f"{one.get_absolute_url()}#tell", "send"),)
    return _of(
        one, "update", Words(what, " ".join(parts)), Role.REFERRER, told, links=links, done_as=_("I told it in person")
    )


def _call(one: Referral, told: _Told) -> Task:
    prospect = one.prospect
    what = _("Call %(name)s") % {"name": prospect.called}
    number = "".join(sign for sign in prospect.phone if sign.isdigit() or sign == "+")
    contact = Contact("call", f"tel:{number}") if number else None
    links = (Link(_("Open it"), one.get_absolute_url(), "arrow-right"),)
    words = Words(what, call_by(one, told.user, told.now))
    return _of(one, "call", words, Role.PROSPECT, told, contact=contact, links=links, done_as=_("Reached"))


def _reply(reply: Reply, told: _Told) -> Task:
    one = reply.referral
    said = {"name": one.referrer.first_name, "prospect": one.prospect.called}
    what = _("%(name)s asks how it is going with %(prospect)s")
    if reply.kind == Reply.Kind.THANKS:
        what = _("%(name)s says thank you for the news on %(prospect)s")
    links = (Link(_("Open it"), one.get_absolute_url(), "arrow-right"),)
    words = Words(what % said, reply.line or since_given(one, told.on))
    return _of(one, "reply", words, Role.REFERRER, told, links=links, done_as=_("Read"))


def _of(one: Referral, key: str, words: Words, role: str, told: _Told, **more: Any) -> Task:
    return Task(f"{key}:{one.uid}", "inform", words, rules.MINUTES[key], may_rest=False, **told.face(one, role), **more)
