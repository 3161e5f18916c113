"""News that the provider tells the referrer, and what telling does to the debt."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, Letter, User, one_act, record
from cookout.core.models.work import WorkState
from cookout.core.refusal import Refusal
from cookout.referrals import rules, signals
from cookout.referrals.models.kinds import Channel, Role
from cookout.referrals.models.party import Party, Step
from cookout.referrals.models.referral import Referral
from cookout.ties.models import Tie, Touch, local_today

TOUCH = {
    Channel.MAIL: Touch.Kind.MAIL,
    Channel.TEXT: Touch.Kind.TEXT,
    Channel.IN_PERSON: Touch.Kind.MEETING,
    Channel.COPY: Touch.Kind.OTHER,
    Channel.HERE: Touch.Kind.OTHER,
}
"""Whoever tells somebody something has been in touch."""


class UpdateQuerySet(models.QuerySet["Update"]):
    """Sets of updates."""

    def visible_to(self, user: User) -> Self:
        """Those of my referrals; referrer and provider read the same."""
        return self.filter(referral__in=Referral.objects.visible_to(user), deleted_at=None)

    def arrived(self) -> Self:
        """Those that were not taken back and did not come back: only these pay a debt."""
        return self.filter(deleted_at=None, came_back_at=None)

    def mailed_by(self, user: User) -> Self:
        """Letters of this user's: what came back to the own letter box is known to nobody else."""
        return self.filter(by=user, channel=Channel.MAIL).select_related("referral")

    def told_lately(self, user: User) -> Self:
        """Those that this user told since yesterday, also what was taken back."""
        return self.filter(by=user, created_at__gt=timezone.now() - dt.timedelta(days=1))


class Update(Identified, Deletable):
    """News that the provider told the referrer, as it was worded."""

    class Kind(models.TextChoices):
        """What for."""

        NEWS = "news", _("news")
        THANKS = "thanks", _("thanks")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="updates")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="updates_told")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.NEWS)
    text = models.TextField(_("words"), blank=True)
    channel = models.CharField(_("how"), max_length=9, choices=Channel)
    told_steps = models.PositiveIntegerField(default=0, editable=False, help_text=_("Up to which change it tells."))
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    came_back_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("The mail could not be delivered: the news is owed still.")
    )

    objects = UpdateQuerySet.as_manager()

    act: Act | None = None
    """With which it was told, just now."""

    class Meta:
        verbose_name = _("update")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["by", "uid"], name="update_uid_unique")]
        indexes = [models.Index(fields=["referral", "id"], name="update_by_referral")]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def tell(
        cls, *, referral: Referral, by: User, text: str = "", channel: str, up_to: int | None = None,
        uid: uuid.UUID | None = None, kind: str = Kind.NEWS,
    ) -> "Update":  # fmt: skip
        """Tell the referrer. What happened after `up_to` stays owed. The same `uid` again is the same update."""
        by.wait_in_line()
        if known := cls.objects.filter(by=by, uid=uid).first() if uid else None:
            return known
        one: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
        words = text.strip()
        _refuse_wrong_party(one, by)
        refuse_wrong_words(one, by, one.referrer, words, channel)
        if cls.objects.told_lately(by).count() >= rules.MOST_TOLD:
            raise Refusal(_("You told news %s times since yesterday. Go on tomorrow.") % rules.MOST_TOLD)
        told_steps = one.steps_many if up_to is None else min(up_to, one.steps_many)
        with one_act(by=by, verb="update.tell", about=str(one)) as act:
            update = cls(
                referral=one, by=by, kind=kind, text=words, channel=channel, told_steps=told_steps, uid=uid or uuid7()
            )
            act.create(update)
            set_right(one, act)
            _touch(one, by, channel)
            signals.told.send(sender=cls, referral=one, update=update)
        update.act = act
        referral.refresh_from_db()
        return update

    @transaction.atomic
    def come_back(self) -> Act:
        """The letter could not be delivered: she was not told, so the debt is as it was. Twice is once."""
        one: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=self.referral_id)
        self.refresh_from_db()
        act = record(by=self.by, verb="update.come_back", about=str(one))
        if self.came_back_at is None and self.deleted_at is None:
            act.update(self, came_back_at=timezone.now())
            set_right(one, act)
        return act

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """What was delivered, or came back, is a fact; what was told can be taken back as long as no mail is out."""
        return before is None and by.pk == self.by_id and not self.is_out

    @property
    def is_out(self) -> bool:
        """Whether a mail has left the house, or is leaving: nobody calls it back."""
        return self.letter is not None and self.letter.work_state != WorkState.WAITING


def set_right(one: Referral, act: Act | None = None) -> None:
    """Count from what stands what the referrer has heard, and from when she waits."""
    values: dict[str, Any] = dict(zip(("told_steps", "told_at"), _heard(one), strict=True))
    if act is not None:
        act.update(one, **values)
        act.update(one, news_due_at=one.next_news())
        return
    for name, value in values.items():
        setattr(one, name, value)
    one.news_due_at = one.next_news()
    one.save(update_fields=[*values, "news_due_at"])


def _heard(one: Referral) -> tuple[int, dt.datetime | None]:
    """Up to which change she has heard, and when last: from updates that arrived and from what she did herself."""
    told = list(Update.objects.arrived().filter(referral=one).values_list("told_steps", "created_at"))
    heard, at = max((steps for steps, _at in told), default=0), [told_at for _steps, told_at in told]
    own, count = 0, 0
    steps = one.steps.filter(deleted_at=None).exclude(kind=Step.Kind.CHANGED)
    for number, role, made_at in steps.values_list("number", "party__role", "created_at"):
        if role == Role.REFERRER and max(own, heard) >= count:
            own = number
            at.append(made_at)
        count = number
    return min(max(own, heard), one.steps_many), max(at, default=None)


def _refuse_wrong_party(one: Referral, by: User) -> None:
    if one.provider.user_id != by.pk:
        raise Refusal(_("%s tells how it goes. Ask, if you hear nothing.") % one.provider.called)
    if one.deleted_at is not None or one.is_name:
        raise Refusal(_("This is a name, not yet a referral: there is nothing to tell."))


def refuse_wrong_words(one: Referral, by: User, to: Party, text: str, channel: str) -> None:
    """What is written to the other of the two has words, a length, and a way that there is."""
    name = to.first_name
    if channel not in Channel.values:
        raise Refusal(_("Say how: by mail, by text, in person, copied, or here."))
    if not text and channel != Channel.IN_PERSON:
        raise Refusal(_("Write a line to %s first.") % name)
    if len(text) > rules.LONGEST_NEWS:
        raise Refusal(_("That is more than %s letters. Say it shorter.") % rules.LONGEST_NEWS)
    if channel == Channel.HERE and to.user_id is None:
        raise Refusal(_("%s has no account here. Choose another way.") % to.called)
    if channel == Channel.MAIL and not address_of(one, by, to.role):
        raise Refusal(_("You have no mail address of %s. Add it to the person, or choose another way.") % name)


def address_of(one: Referral, user: User, role: str) -> str:
    """Where a letter to referrer or provider goes: the account, else what I have in my book; empty where neither."""
    party = one.party(role)
    if party.user is not None:
        return party.user.email
    person = one.person_for(user, role)
    mail = person.mail if person is not None else None
    return mail.value if mail is not None else ""


def _touch(one: Referral, by: User, channel: str) -> None:
    """My own tie remembers that we were in touch, where the person stands in my book."""
    person = one.person_for(by, Role.REFERRER)
    if person is not None and person.account_id != by.pk:
        tie = Tie.objects.between(by, person)
        tie.touch(by=by, kind=TOUCH[Channel(channel)], on=local_today(by), text=str(one.prospect.called), by_me=True)
