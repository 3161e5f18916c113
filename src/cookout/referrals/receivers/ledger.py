"""The ledger follows what happens to a referral, and what is taken back of it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models import Q

from cookout.core.models import Act, User
from cookout.core.signals import act_undone
from cookout.referrals import signals
from cookout.referrals.models import Referral
from cookout.referrals.models.guard import TABLE, guard
from cookout.referrals.models.settling import settle, settle_old

LABELS = {"referrals.referral": "pk__in", "referrals.step": "steps__in", "referrals.party": "parties__in"}
"""What a line rests on, and how it leads to the referral."""


def follow(sender: type[Any], referral: Referral, by: User | None = None, **kwargs: Any) -> None:
    """Something happened that may repay or cost."""
    settle(referral, by)


def follow_undo(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """What was taken back is answered by a correction."""
    found = {label: [pk for name, pk in rows if name == label] for label in LABELS}
    touched = Q(*[(LABELS[label], keys) for label, keys in found.items() if keys], _connector=Q.OR)
    if touched:
        for one in Referral.objects.filter(touched).order_by("pk").distinct():
            settle(one, act.by)


def keep_ledger(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After a migration the database knows what stays, and referrals from before the ledger get theirs."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        guard(connection)
        settle_old()


def connect() -> None:
    """Listen."""
    happened = (signals.moved, signals.left_alone, signals.disowned, signals.changed, signals.experienced)
    for signal in happened:
        signal.connect(follow, dispatch_uid="referrals.ledger")
    act_undone.connect(follow_undo, dispatch_uid="referrals.ledger")
