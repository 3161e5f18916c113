"""The webhook: an address of another program that is told what happens to one's referrals."""

import hashlib
import hmac
import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core import outward
from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, one_act, record
from cookout.core.models.token import digest
from cookout.core.refusal import Refusal

MOST = 10
"""So many webhooks one user may have: each is called for every event."""


class Event(models.TextChoices):
    """What another program is told."""

    PASSED = "referral.passed", _("a referral is given")
    MOVED = "referral.moved", _("it goes on, or is put right")
    TOLD = "referral.told", _("the referrer is told")
    UNDONE = "referral.undone", _("what was told has been undone")
    PING = "ping", _("a try")


CHOSEN = (Event.PASSED, Event.MOVED, Event.TOLD)
"""What one chooses; that something was undone follows to whom it was told, and a try is asked for."""


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Sets of webhooks."""

    def visible_to(self, user: User) -> "WebhookQuerySet":
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)

    def standing(self) -> "WebhookQuerySet":
        """For which events are kept: also those that pause."""
        return self.filter(deleted_at=None, owner__is_active=True)

    def callable(self) -> "WebhookQuerySet":
        """Which are called now."""
        return self.standing().filter(is_active=True)


class Webhook(Identified, Deletable):
    """An address that is called when something happens. Its secret signs each call.

    The secret is computed from the house's key, the webhook's id and a number, so that its owner can read it again
    while the database alone gives nothing away.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhooks")
    name = models.CharField(_("which program"), max_length=80)
    url = models.CharField(_("its address"), max_length=500)
    events = models.JSONField(_("what it is told"), default=list)
    secret_number = models.PositiveSmallIntegerField(default=1, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    is_active = models.BooleanField(default=True, editable=False)
    gone_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("The other side said that it is gone for good.")
    )
    silent_since = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WebhookQuerySet.as_manager()
    deliveries: Any  # the reverse side

    class Meta:
        verbose_name = _("webhook")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="webhook_uid_unique")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("connect:webhook_detail", args=[self.uid])

    @property
    def secret(self) -> str:
        """What signs the calls; empty where the house's key has changed since."""
        secret = self._derived()
        return secret if digest(secret) == self.digest else ""

    @property
    def event_words(self) -> list[str]:
        """What it is told, in words."""
        return [str(event.label) for event in CHOSEN if event in self.events]

    # What its owner does with it

    @classmethod
    @transaction.atomic
    def make(cls, *, by: User, name: str, url: str, events: Collection[str], uid: uuid.UUID | None = None) -> "Webhook":
        """Have another program told. The same `uid` again is the same webhook."""
        by.wait_in_line()
        if uid and (known := cls.objects.visible_to(by).filter(uid=uid).first()):
            return known
        if cls.objects.visible_to(by).count() >= MOST:
            raise Refusal(_("You have %d webhooks. Remove one that you no longer need.") % MOST)
        hook = cls(owner=by, uid=uid or uuid7(), **_fit(name=name, url=url, events=events))
        hook.digest = digest(hook._derived())
        record(by=by, verb="webhook.make", about=hook.name).create(hook)
        return hook

    @transaction.atomic
    def change(self, *, by: User, goes_on: bool | None = None, **values: Any) -> Act:
        """Another name, address or choice of events, or a pause. What waits goes to the new address."""
        with one_act(by=by, verb="webhook.change", about=self.name) as act:
            act.update(self, **_fit(**values))
            if goes_on is not None:
                (self.resume if goes_on else self.pause)(by=by)
        return act

    @transaction.atomic
    def renew_secret(self, *, by: User) -> Act:
        """Sign with another secret from the next call on; not to be undone, because somebody may know the old one."""
        act = record(by=by, verb="webhook.renew", about=self.name)
        self.secret_number += 1
        self.digest = digest(self._derived())
        self.save(update_fields=["secret_number", "digest"])
        return act

    @transaction.atomic
    def pause(self, *, by: User) -> Act:
        """Call no more for now; what happens is kept. Twice is once."""
        act = record(by=by, verb="webhook.pause", about=self.name)
        act.update(self, is_active=False)
        return act

    @transaction.atomic
    def resume(self, *, by: User) -> Act:
        """Go on, with what was kept. Twice is once."""
        act = record(by=by, verb="webhook.resume", about=self.name)
        act.update(self, is_active=True, gone_at=None)
        self.deliveries.all().hurry()
        return act

    @transaction.atomic
    def ping(self, *, by: User) -> Any:
        """Send a try, to see whether the other side answers."""
        record(by=by, verb="webhook.ping", about=self.name)
        return self.deliveries.write(self, Event.PING, {"webhook": self.name})

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Tell it nothing any more."""
        act = record(by=by, verb="webhook.remove", about=self.name)
        if self.deleted_at is None:
            act.remove(self)
        return act

    # What its calls tell about it

    def note_answer(self) -> None:
        """The other side took it."""
        Webhook.objects.filter(pk=self.pk).update(silent_since=None)

    def note_silence(self) -> None:
        """The other side did not take it; since when, is said until it does."""
        Webhook.objects.filter(pk=self.pk, silent_since=None).update(silent_since=timezone.now())

    def note_end(self) -> None:
        """The other side said that it is gone for good: it is called no more until its owner goes on."""
        Webhook.objects.filter(pk=self.pk).update(is_active=False, gone_at=timezone.now())

    def _derived(self) -> str:
        words = f"{self._meta.label_lower}:{self.uid}:{self.secret_number}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()[:48]


def _fit(**values: Any) -> dict[str, Any]:
    """What was said, as it is kept; what cannot be meant is refused."""
    if "url" in values:
        values["url"] = address(values["url"])
    if "name" in values and not (name := values["name"].strip()[:80]):
        raise Refusal(_("Say which program it is."))
    elif "name" in values:
        values["name"] = name
    if "events" in values:
        chosen = [event.value for event in CHOSEN if event in values["events"]]
        if not chosen or len(chosen) != len(set(values["events"])):
            raise Refusal(_("Choose what it is told: %s.") % ", ".join(event.value for event in CHOSEN))
        values["events"] = chosen
    return values


def address(url: str) -> str:
    """An address that can be called, and that is not plainly inside; what a name leads to is seen at each call."""
    url = url.strip()
    if len(url) > 500:
        raise Refusal(_("This address is too long: at most 500 signs."))
    host = outward.target(url).host
    if not settings.WEBHOOKS_PRIVATE and outward.is_plainly_inside(host):
        raise outward.NotPublic.of(host)
    return url
