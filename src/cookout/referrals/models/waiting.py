"""Waiting for news: since when, and the polite question to a provider who is silent."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Identified, User, one_act
from cookout.core.refusal import Refusal
from cookout.referrals import rules, signals
from cookout.referrals.models.kinds import Channel
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.telling_news import refuse_wrong_words


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Sets of reminders."""

    def visible_to(self, user: User) -> Self:
        """Those of my referrals: who asked, and who was asked."""
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def unanswered(self) -> Self:
        """Those after which nothing was told yet."""
        told = models.F("referral__told_at")
        return self.filter(models.Q(referral__told_at=None) | models.Q(created_at__gt=told))


class Reminder(Identified):
    """A polite question to a provider who is silent, by the referrer."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="reminders")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("words"), blank=True)
    channel = models.CharField(_("how"), max_length=9, choices=Channel)

    objects = ReminderQuerySet.as_manager()

    act: Act | None = None
    """With which it was asked, just now."""

    class Meta:
        verbose_name = _("reminder")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["by", "uid"], name="reminder_uid_unique")]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def ask(cls, *, referral: Referral, by: User, text: str, channel: str, uid: uuid.UUID | None = None) -> "Reminder":
        """Ask how it is going, at most once a week. The same `uid` again is the same question."""
        by.wait_in_line()
        if known := cls.objects.filter(by=by, uid=uid).first() if uid else None:
            return known
        one: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
        _refuse_asking(one, by)
        words = text.strip()
        refuse_wrong_words(one, by, one.provider, words, channel)
        with one_act(by=by, verb="reminder.ask", about=str(one)) as act:
            reminder = cls(referral=one, by=by, text=words, channel=channel, uid=uid or uuid7())
            act.create(reminder)
            signals.reminded.send(sender=cls, referral=one, reminder=reminder)
        reminder.act = act
        return reminder

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """Only what was asked outside the house can be noted wrongly; the rest has been read."""
        return by.pk == self.by_id and self.channel not in {Channel.MAIL, Channel.HERE}


def silent_since(one: Referral) -> dt.datetime:
    """When the referrer heard of it last."""
    since: dt.datetime = one.told_at or one.created_at
    return since


def silent_days(one: Referral, now: dt.datetime | None = None) -> int:
    """For how many whole days the referrer has heard nothing."""
    return max(0, ((now or timezone.now()) - silent_since(one)).days)


def asked_lately(one: Referral, now: dt.datetime | None = None) -> "Reminder | None":
    """The question that was put within a week, if any: one a week is enough."""
    since = (now or timezone.now()) - rules.SILENT
    return Reminder.objects.filter(referral=one, created_at__gt=since).last()


def may_ask(one: Referral, user: User, now: dt.datetime | None = None) -> bool:
    """Whether I, the referrer, may ask now how it is going."""
    now = now or timezone.now()
    is_mine = one.referrer.user_id == user.pk and one.referrer.says_no_at is None
    is_silent = now - silent_since(one) >= rules.SILENT
    return is_mine and one.is_open and is_silent and asked_lately(one, now) is None


def _refuse_asking(one: Referral, by: User) -> None:
    """Who, when, how often."""
    if one.referrer.user_id != by.pk:
        raise Refusal(_("Only %s, who referred, asks how it is going.") % one.referrer.called)
    if not one.is_open:
        raise Refusal(_("Nothing is open here: %s.") % one.get_state_display())
    if asked := asked_lately(one):
        said = {"day": _day(asked.created_at, by), "next": _day(asked.created_at + rules.SILENT, by)}
        raise Refusal(_("You asked on %(day)s. Ask once more from %(next)s on.") % said)
    if not may_ask(one, by):
        said = {"name": one.provider.first_name, "day": _day(silent_since(one) + rules.SILENT, by)}
        raise Refusal(_("You have heard of it this week. Ask %(name)s from %(day)s on.") % said)


def _day(at: dt.datetime, user: User) -> str:
    return date_format(at.astimezone(user.tzinfo), "F j")
