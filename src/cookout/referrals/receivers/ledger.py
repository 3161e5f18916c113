"""The ledger follows what happens to a referral; and the database itself refuses to change what stands in it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models import Q

from cookout.core.models import Act, User
from cookout.core.signals import act_undone
from cookout.referrals import signals
from cookout.referrals.models import LedgerEntry, Referral
from cookout.referrals.models.settling import settle, settle_old

KEPT = ("id", "uid", "created_at", "about", "toward", "kind", "cause", "turn", '"on"', "corrects_id")
NAMES = ("referral_id", "party_id", "said_by_id")
"""What an erasure may empty; everything else stays."""


def follow(sender: type[Any], referral: Referral, by: User | None = None, **kwargs: Any) -> None:
    """Something happened that may repay or cost."""
    settle(referral, by)


def follow_undo(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """What was taken back is answered by a correction."""
    found: dict[str, list[int]] = {}
    for label, pk in rows:
        found.setdefault(label, []).append(pk)
    touched = Q(pk__in=found.get("referrals.referral", ())) | Q(steps__in=found.get("referrals.step", ()))
    touched |= Q(parties__in=found.get("referrals.party", ()))
    if not {"referrals.referral", "referrals.step", "referrals.party"} & set(found):
        return
    for one in Referral.objects.filter(touched).order_by("pk").distinct():
        settle(one, act.by)


def guard(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Tell the database what stays; again after each migration, since some of them write a table anew."""
    connection = connections[using]
    table = LedgerEntry._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return
        for statement in _POSTGRES if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(statement)


def catch_up(sender: AppConfig, **kwargs: Any) -> None:
    """Referrals from before the ledger get theirs."""
    if LedgerEntry._meta.db_table in connections["default"].introspection.table_names():
        settle_old()


def _holds(same: str) -> str:
    kept = [f"NEW.{name} {same} OLD.{name}" for name in KEPT]
    emptied = [f"(NEW.{name} IS NULL OR NEW.{name} {same} OLD.{name})" for name in NAMES]
    return " AND ".join([*kept, *emptied])


_SAID = "What stands in the ledger stays as it was written."

_TABLE = "referrals_ledgerentry"


def _sqlite() -> tuple[str, ...]:
    refused = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    return (
        f"CREATE TRIGGER IF NOT EXISTS ledger_is_kept BEFORE DELETE ON {_TABLE} {refused}",
        f"CREATE TRIGGER IF NOT EXISTS ledger_is_as_written BEFORE UPDATE ON {_TABLE}"
        f" WHEN NOT ({_holds('IS')}) {refused}",
    )


_POSTGRES = (
    f"""
    CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND ({_holds("IS NOT DISTINCT FROM")}) THEN RETURN NEW; END IF;
        RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    f"""
    DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_trigger
                       WHERE tgname = 'ledger_is_kept' AND tgrelid = '{_TABLE}'::regclass) THEN
            CREATE TRIGGER ledger_is_kept BEFORE UPDATE OR DELETE ON {_TABLE}
                FOR EACH ROW EXECUTE FUNCTION ledger_refuses();
        END IF;
    END $$
    """,
)


def connect() -> None:
    """Listen."""
    happened = (signals.moved, signals.left_alone, signals.disowned, signals.changed, signals.experienced)
    for signal in happened:
        signal.connect(follow, dispatch_uid="referrals.ledger")
    act_undone.connect(follow_undo, dispatch_uid="referrals.ledger")
