"""What is told of a referral, to whom: rows for the worker, written inside the act that they tell of."""

from collections.abc import Iterable
from typing import Any

from cookout.connect.models.delivery import WebhookDelivery, withheld
from cookout.connect.models.webhook import Event, Webhook
from cookout.core.models import User, WorkState
from cookout.referrals.models import Party, Referral, Role, State, Step, Update


def tell(referral: Referral, step: Step) -> None:
    """It was given, or it moved."""
    is_new = step.state == State.GIVEN and step.was == State.NAME
    for hook in _hooks(referral, Event.PASSED if is_new else Event.MOVED):
        event = Event.PASSED if is_new else Event.MOVED
        told = {**_about(referral, hook.owner), "step": _step(step)}
        _write(hook, event, told, referral, step)


def hand_on(referral: Referral, update: Update) -> None:
    """The referrer was told."""
    for hook in _hooks(referral, Event.TOLD):
        news = {name: getattr(update, name) for name in ("kind", "channel", "text")}
        told = {**_about(referral, hook.owner), "update": {"uid": str(update.uid), **news}}
        _write(hook, Event.TOLD, told, referral, update)


def correct(rows: Iterable[tuple[str, int]]) -> None:
    """Steps and news were undone: what waits for them stays here, and to whom they may have gone it is said."""
    gone = [f"{noun._meta.label_lower}:{pk}" for noun in (Step, Update) for pk in _gone(noun, rows)]
    if not gone:
        return
    told = WebhookDelivery.objects.filter(about__in=gone).exclude(event=Event.UNDONE)
    left = told.filter(tried_at__isnull=False).select_related("webhook__owner", "referral")
    undone: dict[tuple[Webhook, Referral | None], list[str]] = {}
    for delivery in left:
        if delivery.webhook.deleted_at is None:
            undone.setdefault((delivery.webhook, delivery.referral), []).append(str(delivery.uid))
    told.filter(work_state=WorkState.WAITING).delete()
    told.filter(referral__in=Referral.objects.exclude(deleted_at=None).values("pk")).update(body="{}")
    for (hook, referral), uids in undone.items():
        if referral is not None:
            seen = Referral.objects.visible_to(hook.owner).filter(pk=referral.pk).first()
            stands = {"uid": str(referral.uid), "state": seen.state if seen else None}
            WebhookDelivery.objects.write(hook, Event.UNDONE, {"referral": stands, "undoes": uids}, referral=referral)


def forget(user: User) -> None:
    """Who leaves for good is named in no delivery either."""
    shared = Party.objects.filter(user=user).values("referral")
    WebhookDelivery.objects.filter(referral__in=shared).delete()


def _gone(noun: Any, rows: Iterable[tuple[str, int]]) -> set[int]:
    """Of the rows that an undo touched, those of this noun that stand no more."""
    touched = {pk for label, pk in rows if label == noun._meta.label_lower}
    return touched - set(noun.objects.filter(pk__in=touched, deleted_at=None).values_list("pk", flat=True))


def _hooks(referral: Referral, event: Event) -> list[Webhook]:
    """Webhooks of those who may read this referral, and who want to be told such a thing."""
    readers = referral.parties.filter(role__in=(Role.REFERRER, Role.PROVIDER), says_no_at=None, user__isnull=False)
    hooks = Webhook.objects.standing().filter(owner__in=readers.values("user")).select_related("owner")
    return [
        hook
        for hook in hooks
        if event in hook.events and Referral.objects.visible_to(hook.owner).filter(pk=referral.pk).exists()
    ]


def _write(hook: Webhook, event: Event, told: dict[str, Any], referral: Referral, row: Step | Update) -> None:
    about = f"{row._meta.label_lower}:{row.pk}"
    WebhookDelivery.objects.write(hook, event, withheld(told, referral, hook.owner), referral=referral, about=about)


def _about(referral: Referral, reader: User) -> dict[str, Any]:
    return {
        "referral": {
            "uid": str(referral.uid),
            "path": referral.get_absolute_url(),
            "state": referral.state,
            "number": referral.steps_many,
            "kind": referral.kind,
            "given_on": referral.given_on.isoformat(),
            "my_role": referral.role_of(reader),
            **{role.value: referral.party(role).called for role in Role},
            "next_step": referral.next_step,
            "next_on": referral.next_on.isoformat() if referral.next_on else None,
        }
    }


def _step(step: Step) -> dict[str, Any]:
    said = {name: getattr(step, name) for name in ("number", "kind", "was", "state", "note")}
    return {"uid": str(step.uid), **said, "on": step.on.isoformat(), "by": step.party.role}
