"""Earned: what was done for a referrer and for the prospects since the last ask. Facts with days, and no score."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cookout.core.models import User
from cookout.core.templatetags.dates import apart
from cookout.referrals import rules
from cookout.referrals.models.between import Between, What, between
from cookout.referrals.models.experience import Experience
from cookout.referrals.models.giving import Ask, Review
from cookout.referrals.models.insight_of import Insight, insight_of
from cookout.referrals.models.kinds import Rating
from cookout.referrals.models.party import Step
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.telling_news import Update
from cookout.ties.models import Promise, Tie, local_today

LOOKS_BACK = dt.timedelta(days=365)
"""So far back where nobody was ever asked."""

WHY = {
    "owes": gettext_lazy("First tell %(name)s what is new: news is owed."),
    "overdue": gettext_lazy("First keep what you promised %(name)s."),
    "rest": gettext_lazy("You asked %(name)s %(when)s. Let eight weeks pass between two asks."),
    "badly": gettext_lazy("Something did not go well. Talk with %(name)s about that first."),
    "stranger": gettext_lazy("%(name)s has not referred anybody to you and is no client yet. Care first, ask later."),
    "nothing": gettext_lazy("Nothing was noted that you did for %(name)s since. Do something first."),
    "little": gettext_lazy("Little is likely to come of it just now. Be in touch with %(name)s first."),
    "time": gettext_lazy("Nothing is owed, and you did things for %(name)s since. It is a good time to ask."),
}
"""The sentence for each answer of `rules.may_ask`."""


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done."""

    on: dt.date
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is owed before one asks: news, or what was promised."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Earned:
    """What was done since the last ask, and whether it is time to ask again, and why."""

    since: dt.date
    last_ask: Ask | None
    done: tuple[Done, ...]
    owed: tuple[Owed, ...]
    answer: str
    why: str

    @property
    def is_time(self) -> bool:
        """Whether nothing stands in the way."""
        return self.answer == "time"


def earned(user: User, tie: Tie, found: Between | None = None, insight: Insight | None = None) -> Earned:
    """Everything done for this person since the last ask, the latest first, and what is owed still."""
    person, today = tie.person, local_today(user)
    found = found or between(user, person)
    last = Ask.objects.visible_to(user).filter(tie=tie.pk).first() if tie.pk else None
    since = last.on if last else today - LOOKS_BACK
    said = list(Experience.objects.filter(referral__in=[one.pk for one in found.taken], created_at__date__gte=since))
    done = [*_told(user, found, since), *_went(user, said), *_kept(user, tie), *_helped(found)]
    done = sorted((one for one in done if one.on >= since), key=lambda one: one.on, reverse=True)
    news, late = _news_owed(user, found), _overdue(user, tie, today)
    answer = rules.may_ask(
        owes=len(news),
        overdue=len(late),
        days_since=(today - last.on).days if last else None,
        went_badly=sum(one.rating == Rating.NOT_WELL for one in said),
        has_referred=bool(found.taken),
        is_client=tie.is_client,
        done=len(done),
        expected=(insight or insight_of(user, tie, found)).expected,
    )
    names = {"name": person.first_name, "when": apart((today - last.on).days) if last else ""}
    return Earned(since, last, tuple(done), (*news, *late), answer, str(WHY[answer]) % names)


def asked_lately(user: User, tie: Tie) -> str:
    """Said kindly where the last ask is under eight weeks old; asking is refused to nobody."""
    last = Ask.objects.visible_to(user).filter(tie=tie.pk).first() if tie.pk else None
    days = (local_today(user) - last.on).days if last else rules.ASK_REST_DAYS
    if days >= rules.ASK_REST_DAYS:
        return ""
    said = {"name": tie.person.first_name, "when": apart(days)}
    return _("You asked %(name)s %(when)s. Eight weeks between two asks are a good measure.") % said


def _news_owed(user: User, found: Between) -> list[Owed]:
    rows = Referral.objects.owed_by(user).filter(pk__in=[one.pk for one in found.taken]).with_parties()
    return [Owed(_("News on %(who)s.") % {"who": one.prospect.called}, one.get_absolute_url()) for one in rows]


def _overdue(user: User, tie: Tie, today: dt.date) -> list[Owed]:
    if not tie.pk:
        return []
    late = Promise.objects.visible_to(user).filter(tie=tie.pk).due_by(today - dt.timedelta(days=1))
    return [Owed(_("You promised: %s.") % one.text.rstrip(" ."), tie.person.get_absolute_url()) for one in late]


def _told(user: User, found: Between, since: dt.date) -> Iterator[Done]:
    """News that was told, with how long it took where something had changed."""
    names = {one.pk: one.prospect.called for one in found.taken}
    updates = list(Update.objects.arrived().filter(referral__in=names, by=user, kind=Update.Kind.NEWS).order_by("pk"))
    changed = _changes(list(names))
    heard: dict[int, int] = {}
    for update in updates:
        one, before = update.referral_id, heard.get(update.referral_id, 0)
        at = changed.get(one, {}).get(before + 1)
        heard[one] = max(before, update.told_steps)
        on = _day(update.created_at, user)
        words = _("News on %(who)s.") % {"who": names[one]}
        if at is not None and update.told_steps > before:
            words = _waited(names[one], max(0, (on - _day(at, user)).days))
        yield Done(on, "send", words)


def _waited(who: str, days: int) -> str:
    if days == 0:
        return _("News on %(who)s, the day it changed.") % {"who": who}
    words = ngettext("News on %(who)s, %(days)s day after.", "News on %(who)s, %(days)s days after.", days)
    return words % {"who": who, "days": days}


def _changes(referrals: list[int]) -> dict[int, dict[int, dt.datetime]]:
    """For each referral when its changes of state happened, by their number."""
    steps = Step.objects.filter(referral__in=referrals, deleted_at=None).exclude(kind=Step.Kind.CHANGED)
    found: dict[int, dict[int, dt.datetime]] = {}
    for one, number, at in steps.order_by("-pk").values_list("referral", "number", "created_at"):
        found.setdefault(one, {})[number] = at
    return found


def _went(user: User, said: list[Experience]) -> Iterator[Done]:
    for one in said:
        words = {"who": one.referral.prospect.called, "how": one.get_rating_display()}
        yield Done(_day(one.created_at, user), "mood-smile", _("%(who)s says: %(how)s.") % words)


def _kept(user: User, tie: Tie) -> Iterator[Done]:
    if tie.pk is None:
        return
    reviews = {date.pk for review in Review.objects.filter(owner=user, tie=tie) for date in review.dates()}
    for promise in Promise.objects.visible_to(user).filter(tie=tie, kept_at__isnull=False):
        words = _("Review held: %s.") if promise.pk in reviews else _("Promise kept: %s.")
        if promise.kept_at is not None:
            yield Done(_day(promise.kept_at, user), "circle-check", words % promise.text.rstrip(" ."))


def _helped(found: Between) -> Iterator[Done]:
    """What I gave; news of thanks are words and stand among them."""
    icons = {What.HELP: "heart-handshake", What.INTRODUCTION: "users", What.REFERRAL: "arrow-up-right",
             What.THANKS: "heart"}  # fmt: skip
    for deed in found.deeds:
        if deed.by_me:
            yield Done(deed.on, icons[deed.what], f"{deed.what.label}: {deed.text}")


def _day(at: dt.datetime, user: User) -> dt.date:
    return at.astimezone(user.tzinfo).date()


def is_earned_from(tie: Tie, found: Between) -> bool:
    """Whether the question makes sense: a client, a referrer, or somebody whom I asked."""
    return tie.is_client or bool(found.taken) or bool(tie.pk and Ask.objects.filter(tie=tie, deleted_at=None).exists())
