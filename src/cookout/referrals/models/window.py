"""The referrer's window: an address without account, and what she says there."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Identified, SecretLink, User, record
from cookout.core.refusal import Refusal
from cookout.referrals import rules
from cookout.referrals.models.referral import Referral

LASTS = dt.timedelta(days=180)
HANDED_OUT_FOR = dt.timedelta(days=30)
"""An address in a letter opens at least so long: one that would end sooner is given its full time again."""


class WindowLink(SecretLink):
    """The address of the referrer's window: what became of one referral, without an account."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="windows")

    class Meta:
        verbose_name = _("link of the referrer")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="window_link_uid_unique")]

    def __str__(self) -> str:
        return str(self.referral)

    @property
    def path(self) -> str:
        """The address below the house's own; empty where it can no longer be shown."""
        return reverse("referrals:window_detail", args=[self.secret]) if self.secret else ""

    @classmethod
    @transaction.atomic
    def of(cls, referral: Referral, *, by: User) -> "WindowLink":
        """The link that stands, or a new one; it opens half a year from when it was handed out last."""
        one: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
        _refuse_window(one, by)
        now = timezone.now()
        link = cls.standing(one, by)
        if link is None:
            return cls.issue(by=by, expires_at=now + LASTS, referral=one)
        if link.expires_at is not None and link.expires_at < now + HANDED_OUT_FOR:
            link.expires_at = now + LASTS
            link.save(update_fields=["expires_at"])
            record(by=by, verb="windowlink.prolong", about=str(link))
        return link

    @classmethod
    def standing(cls, referral: Referral, by: User) -> "WindowLink | None":
        """The link that opens her window now and can be shown, if there is one."""
        links = cls.objects.visible_to(by).valid().filter(referral=referral).order_by("-pk")
        return next((link for link in links if link.secret), None)

    @classmethod
    def was_ended(cls, referral: Referral, by: User) -> bool:
        """Whether I ended the last one: then no letter opens another by itself."""
        last = cls.objects.visible_to(by).filter(referral=referral).order_by("-pk").first()
        return last is not None and last.revoked_at is not None

    @classmethod
    @transaction.atomic
    def end(cls, referral: Referral, *, by: User) -> None:
        """Every address of her window opens nothing any more. Twice is once."""
        for link in cls.objects.visible_to(by).filter(referral=referral, revoked_at=None):
            link.revoke(by=by)

    @classmethod
    def opened_by(cls, secret: str) -> "WindowLink | None":
        """The link with this secret, as long as there is something to see behind it."""
        link: WindowLink | None = cls.objects.all().bearing(secret)
        if link is None:
            return None
        one = link.referral
        shows = one.deleted_at is None and not one.is_name and one.referrer.says_no_at is None
        return link if shows and one.provider.user_id == link.owner_id else None


def _refuse_window(one: Referral, by: User) -> None:
    """Only the provider shows how it goes, and only where the prospect agreed."""
    if one.provider.user_id != by.pk:
        raise Refusal(_("%s opens this window: who does the work says how it goes.") % one.provider.called)
    if one.is_name or one.deleted_at is not None:
        raise Refusal(_("This is a name, not yet a referral: there is nothing to show."))
    if one.referrer.says_no_at is not None:
        raise Refusal(_("%s says that it is not hers or his. There is nobody to show it to.") % one.referrer.called)


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Sets of replies."""

    def visible_to(self, user: User) -> Self:
        """Those to my referrals; referrer and provider read the same."""
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def unseen(self) -> Self:
        """Those that the provider has not tapped away."""
        return self.filter(seen_at=None)


class Reply(Identified):
    """What the referrer says on her page, with or without account: thank you, or how is it going?"""

    class Kind(models.TextChoices):
        """What she says."""

        THANKS = "thanks", _("thank you")
        HOW = "how", _("how is it going?")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=6, choices=Kind)
    line = models.CharField(_("a line"), max_length=300, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.line or self.get_kind_display()

    @classmethod
    @transaction.atomic
    def say(
        cls, *, referral: Referral, kind: str, line: str = "", user: User | None = None, uid: uuid.UUID | None = None
    ) -> "Reply":
        """Say it, at most once a day of each kind; pressed twice, or with a line added, it is the same one."""
        one: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
        if user is not None and one.referrer.user_id != user.pk:
            raise Refusal(_("Only %s, who referred, says this.") % one.referrer.called)
        said, words = one.replies.order_by("pk"), " ".join(line.split())[:300]
        today: Reply | None = said.filter(kind=kind, created_at__gt=timezone.now() - rules.A_DAY).last()
        if today is not None:
            return today._put(words)
        if said.count() >= rules.MOST_REPLIES:
            raise Refusal(_("%s has heard much from you on this page. Call, that is quicker.") % one.provider.called)
        reply = cls(referral=one, kind=kind, line=words, user=user, uid=uid or uuid7())
        reply.save(force_insert=True)
        if user is not None:
            record(by=user, verb="reply.say", about=str(one))
        return reply

    def _put(self, words: str) -> "Reply":
        """The same press again changes nothing; other words replace those that nobody has read."""
        if not words or words == self.line:
            return self
        if self.seen_at is not None:
            provider = self.referral.provider.first_name
            raise Refusal(_("%s has read what you said today. Say more tomorrow.") % provider)
        self.line = words
        self.save(update_fields=["line"])
        return self

    @classmethod
    @transaction.atomic
    def see(cls, referral: Referral, *, by: User) -> None:
        """I have read what she said. Twice is once."""
        if referral.provider.user_id != by.pk:
            raise Refusal(_("This was said to %s.") % referral.provider.called)
        if cls.objects.filter(referral=referral).unseen().update(seen_at=timezone.now()):
            record(by=by, verb="reply.see", about=str(referral))

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """What she said stays said."""
        return False
