"""What follows in this room from what is announced: rows for the worker, and nothing of who leaves."""

from typing import Any

from cookout.connect.models import Webhook, WebhookDelivery, correct, forget, hand_on, tell
from cookout.core import exports, work
from cookout.core.models import Act, User
from cookout.core.signals import account_erasing, act_undone
from cookout.referrals import signals
from cookout.referrals.models import Referral, Step, Update


def tell_of_step(sender: Any, referral: Referral, step: Step, **kwargs: Any) -> None:
    """It was given, or moved. (That it was passed is its first step, which is announced here too.)"""
    tell(referral, step)


def tell_of_update(sender: Any, referral: Referral, update: Update, **kwargs: Any) -> None:
    """The referrer was told."""
    hand_on(referral, update)


def tell_of_undoing(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """What was told is not so any more."""
    correct(rows)


def forget_who_leaves(sender: type[User], user: User, **kwargs: Any) -> None:
    """No delivery to anybody names who was erased."""
    forget(user)


def webhooks_of(user: User) -> list[dict[str, Any]]:
    """What one takes along: which programs were told what."""
    mine = Webhook.objects.visible_to(user)
    return [{"uid": hook.uid, "name": hook.name, "url": hook.url, "events": hook.events} for hook in mine]


def connect() -> None:
    """Listen; the worker carries deliveries out."""
    for signal, receiver in (
        (signals.moved, tell_of_step),
        (signals.told, tell_of_update),
        (act_undone, tell_of_undoing),
        (account_erasing, forget_who_leaves),
    ):
        signal.connect(receiver, dispatch_uid=f"connect.{receiver.__name__}")
    work.register(WebhookDelivery)
    exports.register("webhooks", webhooks_of)
