"""One call of a webhook: written with the act that it tells of, made by the worker, repeated until it is answered."""

import datetime as dt
import json
import time
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.connect.models.webhook import Event, Webhook
from cookout.connect.rules import signature
from cookout.core import outward
from cookout.core.ids import uuid7
from cookout.core.models import Act, User, WorkRow, WorkState, record
from cookout.core.refusal import Refusal
from cookout.core.templatetags.dates import clock, short_day
from cookout.referrals import rules
from cookout.referrals.models import Referral

UNFINISHED = (WorkState.WAITING, WorkState.RUNNING)
GONE = 410
TIMEOUT = 10
"""Seconds for one call. Deliveries have a lane of their own, so that none holds up a letter."""


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Sets of deliveries."""

    def visible_to(self, user: User) -> "WebhookDeliveryQuerySet":
        """Those to one's own webhooks."""
        return self.filter(webhook__in=Webhook.objects.visible_to(user).values("pk"))

    def unfinished(self) -> "WebhookDeliveryQuerySet":
        """Not answered yet, and not given up."""
        return self.filter(work_state__in=UNFINISHED)

    def write(
        self, hook: Webhook, event: Event, told: dict[str, Any], *, referral: Referral | None = None, about: str = ""
    ) -> "WebhookDelivery":
        """Put an event on its way: a row, nothing else."""
        uid: uuid.UUID = uuid7()
        whole = {"id": str(uid), "event": event.value, "at": timezone.now().isoformat(), **told}
        body = json.dumps(whole, ensure_ascii=False)
        return self.create(uid=uid, webhook=hook, event=event, referral=referral, about=about, body=body)

    def hurry(self) -> None:
        """Try at once what waits, and what the other side had ended."""
        ended = Q(work_state=WorkState.FAILED, status=GONE)
        waits = Q(work_state=WorkState.WAITING)
        self.filter(waits | ended).update(work_state=WorkState.WAITING, not_before=timezone.now(), attempts=0)


class WebhookDelivery(WorkRow):
    """One event on its way to one webhook. Its `uid` is the same at every try, so that it counts once over there."""

    TRIES: ClassVar = 56
    """With pauses of at most an hour, two days and an hour: the other side may be down for a day."""
    LONGEST_PAUSE: ClassVar = dt.timedelta(hours=1)

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=20, choices=Event)
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(
        max_length=60, blank=True, db_index=True, help_text=gettext_lazy("The row whose undoing takes it back.")
    )
    body = models.TextField(help_text=gettext_lazy("Exactly what is sent; the same at every try."))
    status = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    tried_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("webhook delivery")
        verbose_name_plural = gettext_lazy("webhook deliveries")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["work_state", "not_before"], name="webhook_delivery_due"),
            models.Index(fields=["webhook", "id"], name="webhook_delivery_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.webhook}"

    # How it goes out

    @classmethod
    def due(cls) -> Any:
        """What may go out now: of each webhook the first that is not answered, so that it is told in order.

        One that the other side refuses by itself (redirects, 4xx) lets the next ones pass. Without joins, so that two
        workers on PostgreSQL cannot claim the same row.
        """
        refused = Q(status__isnull=False, status__range=(300, 499))
        first = cls.objects.unfinished().exclude(refused).order_by().values("webhook").annotate(first=Min("pk"))
        due: models.QuerySet[Any] = super().due()  # of this kind of row, which the base class does not know
        return due.filter(
            refused | Q(pk__in=first.values("first")), webhook__in=Webhook.objects.callable().values("pk")
        )

    def carry_out(self) -> None:
        """Call the other side, once. Everything but 2xx is tried again; 410 ends the webhook."""
        hook = self.webhook
        body = self._fit_to_send().encode()
        if not (secret := hook.secret):
            raise Refusal(_("The key of this house has changed: make a new secret and try again."))
        self._note(status=None, tried_at=timezone.now())
        try:
            status = outward.post(
                hook.url, body, self._headers(secret, body), to_private=settings.WEBHOOKS_PRIVATE, within=TIMEOUT
            )
        except outward.Unanswered:
            hook.note_silence()
            raise
        self._note(status=status)
        self._judge(status)

    def _judge(self, status: int) -> None:
        """What the answer means."""
        if 200 <= status < 300:
            self.webhook.note_answer()
            return
        if status == GONE:
            self.webhook.note_end()
            raise Refusal(_("It answered 410: gone for good. Nothing more is sent until you go on."))
        self.webhook.note_silence()
        if 300 <= status < 400:
            raise outward.Unanswered(
                _("It answered %d, a redirect. Those are not followed: change the address.") % status
            )
        raise outward.Unanswered(_("It answered %d.") % status)

    def _headers(self, secret: str, body: bytes) -> dict[str, str]:
        at = int(time.time())
        return {
            "Content-Type": "application/json",
            "User-Agent": "Cookout",
            "Cookout-Event": self.event,
            "Cookout-Delivery": str(self.uid),
            "Cookout-Timestamp": str(at),
            "Cookout-Signature": signature(secret, at, body),
        }

    def _fit_to_send(self) -> str:
        """The body, as far as its reader may still read it: consent can be taken back while a receiver is down."""
        if self.referral is None or self.event == Event.UNDONE:
            return self.body
        owner = self.webhook.owner
        seen = Referral.objects.visible_to(owner).filter(pk=self.referral_id).with_parties().first()
        told = json.loads(self.body)
        if seen is None or "referral" not in told:
            self._note(body="{}")
            raise Refusal(_("It was not sent: you cannot see this referral any more."))
        self._note(body=json.dumps(withheld(told, seen, owner), ensure_ascii=False))
        return self.body

    # What its owner does with it

    @transaction.atomic
    def repeat(self, *, by: User) -> Act:
        """Try it now, also one that was given up or has arrived, and what waits before it."""
        act = record(by=by, verb="webhook.repeat", about=self.webhook.name)
        unclaimed = type(self).objects.filter(pk=self.pk).exclude(work_state=WorkState.RUNNING)
        unclaimed.update(work_state=WorkState.WAITING, attempts=0, not_before=timezone.now(), failure="")
        self.webhook.deliveries.all().hurry()
        self.refresh_from_db()
        return act

    # How it looks

    @property
    def is_done(self) -> bool:
        """It has arrived."""
        return self.work_state == WorkState.DONE

    @property
    def reason(self) -> str:
        """Why it has not arrived, as one sentence."""
        return self.failure.removeprefix(f"{outward.Unanswered.__name__}: ")

    @property
    def words(self) -> str:
        """Where it stands."""
        if self.is_done:
            return _("arrived: it answered %(status)s at %(when)s") % {
                "status": self.status, "when": _moment(self.tried_at)}  # fmt: skip
        if self.work_state == WorkState.RUNNING:
            return _("on its way")
        if self.work_state == WorkState.FAILED:
            return _("given up after %(n)s tries: %(why)s") % {"n": self.attempts, "why": self.reason}
        return self._waiting()

    def _waiting(self) -> str:
        if not self.webhook.is_active:
            return _("kept until you go on")
        if not self.attempts:
            since = self.webhook.silent_since
            behind = _("waiting its turn: the other side has not answered since %s") % _moment(since)
            return behind if since else _("about to go out")
        since = self.webhook.silent_since or self.tried_at
        said = {"since": _moment(since), "next": _moment(self.not_before), "why": self.reason}
        return _("waiting: the other side has not answered since %(since)s; next try %(next)s. %(why)s") % said

    def as_data(self) -> dict[str, Any]:
        """For programs and scripts."""
        return {
            "uid": self.uid, "webhook": self.webhook.uid, "event": self.event, "state": self.work_state,
            "status": self.status, "attempts": self.attempts, "created_at": self.created_at, "tried_at": self.tried_at,
            "next_at": self.not_before if self.work_state == WorkState.WAITING else None, "words": self.words,
        }  # fmt: skip


def withheld(told: dict[str, Any], referral: Referral, reader: User) -> dict[str, Any]:
    """The same without what this reader may not hear: who does not keep the record reads where it stands."""
    if referral.tells_all(reader):
        return told
    blank = {**told, "referral": {**told["referral"], "next_step": "", "next_on": None}}
    if (step := told.get("step")) and step["by"] != referral.role_of(reader) and not _is_answer(step, referral):
        blank["step"] = {**step, "note": ""}
    return blank


def _is_answer(step: dict[str, Any], referral: Referral) -> bool:
    """A yes or a no was said to the referrer (as `Referral.note_of` has it)."""
    return bool(step["kind"] == "moved") and step["state"] in rules.ANSWERS and not referral.is_confidential


def _moment(at: dt.datetime | None) -> str:
    """10:12 today, Oct 10 10:12 on other days."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return clock(at) if local.date() == timezone.localdate() else f"{short_day(at)} {clock(at)}"
