"""Programs' door to webhooks: who is told what, and what became of it."""

import datetime as dt
import uuid
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from cookout.connect.models import Webhook, WebhookDelivery
from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.core.models import Act

router = Router(tags=["connect"])
READ, WRITE = Scope("connect:read"), Scope("connect:write")
Name = Field(min_length=1, max_length=80)
Told = Literal["referral.passed", "referral.moved", "referral.told"]


class WebhookIn(Schema):
    """Which program, its address, and what it is told; the same id again is the same webhook."""

    name: str = Name
    url: str = Field(max_length=500)
    events: list[Told] = ["referral.passed", "referral.moved", "referral.told"]
    uid: uuid.UUID | None = None


class WebhookPatch(Schema):
    """What is to be otherwise; `is_active` pauses it or lets it go on."""

    name: str | None = Field(None, min_length=1, max_length=80)
    url: str | None = Field(None, max_length=500)
    events: list[Told] | None = None
    is_active: bool | None = None


class WebhookOut(Schema):
    """One webhook; `silent_since` says since when the other side has not answered."""

    uid: uuid.UUID
    name: str
    url: str
    events: list[str]
    is_active: bool
    gone_at: dt.datetime | None
    silent_since: dt.datetime | None
    created_at: dt.datetime


class WebhookMade(WebhookOut):
    """With its secret, which is told here and on its page."""

    secret: str


class DeliveryOut(Schema):
    """One event on its way; `words` says where it stands."""

    uid: uuid.UUID
    webhook: uuid.UUID
    event: str
    state: str
    status: int | None
    attempts: int
    created_at: dt.datetime
    tried_at: dt.datetime | None
    next_at: dt.datetime | None
    words: str


class Most(Schema):
    """How many, the newest first."""

    limit: int = Field(50, ge=1, le=500)


@router.get("/webhooks", auth=READ, response={200: list[WebhookOut], **Refused}, summary="My webhooks")
def webhook_list(request: Request) -> Any:
    """Which programs are told what."""
    return Webhook.objects.visible_to(request.user)


@router.post("/webhooks", auth=WRITE, response={201: WebhookMade, **Refused}, summary="Make a webhook")
def webhook_create(request: Request, data: WebhookIn) -> Status[Any]:
    """Have another program told; the answer holds the secret that signs the calls."""
    return Status(201, Webhook.make(by=request.user, **data.dict()))


@router.get("/webhooks/{uuid:uid}", auth=READ, response={200: WebhookOut, **Refused}, summary="One webhook")
def webhook_detail(request: Request, uid: uuid.UUID) -> Webhook:
    """One of mine."""
    return _mine(request, uid)


@router.patch("/webhooks/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Change a webhook")
def webhook_update(request: Request, uid: uuid.UUID, data: WebhookPatch) -> dict[str, str]:
    """Change what is said; the rest stays. What was kept while it paused goes out when it goes on."""
    values = data.dict(exclude_none=True)
    goes_on = values.pop("is_active", None)
    return _key(_mine(request, uid).change(by=request.user, goes_on=goes_on, **values))


@router.delete("/webhooks/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Remove a webhook")
def webhook_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Tell it nothing any more."""
    return _key(_mine(request, uid).remove(by=request.user))


@router.post("/webhooks/{uuid:uid}/ping", auth=WRITE, response={202: DeliveryOut, **Refused}, summary="Send a try")
def webhook_ping(request: Request, uid: uuid.UUID) -> Status[Any]:
    """Put an event “ping” on its way."""
    return Status(202, _mine(request, uid).ping(by=request.user).as_data())


@router.post(
    "/webhooks/{uuid:uid}/secret", auth=WRITE, response={200: WebhookMade, **Refused}, summary="Another secret"
)
def webhook_secret_create(request: Request, uid: uuid.UUID) -> Webhook:
    """Sign with a new secret from the next call on; the old one is worth nothing then."""
    hook = _mine(request, uid)
    hook.renew_secret(by=request.user)
    return hook


@router.get(
    "/webhooks/{uuid:uid}/deliveries", auth=READ, response={200: list[DeliveryOut], **Refused}, summary="Deliveries"
)
def delivery_list(request: Request, uid: uuid.UUID, most: Query[Most]) -> list[dict[str, Any]]:
    """What it was told, or will be, the newest first; kept for thirty days."""
    deliveries = _mine(request, uid).deliveries.select_related("webhook").order_by("-pk")
    return [delivery.as_data() for delivery in deliveries[: most.limit]]


@router.post(
    "/webhook-deliveries/{uuid:uid}/repeat", auth=WRITE, response={202: DeliveryOut, **Refused}, summary="Try again now"
)
def delivery_repeat(request: Request, uid: uuid.UUID) -> Status[Any]:
    """Try it now, also one that was given up or has arrived: with the same id."""
    delivery = get_object_or_404(WebhookDelivery.objects.visible_to(request.user), uid=uid)
    delivery.repeat(by=request.user)
    return Status(202, delivery.as_data())


def _mine(request: Request, uid: uuid.UUID) -> Webhook:
    return get_object_or_404(Webhook.objects.visible_to(request.user), uid=uid)


def _key(act: Act) -> dict[str, str]:
    return {"act": str(act.uid)}
