"""The database itself refuses to change what stands in the ledger, whoever asks it; only an erasure takes names away.

PostgreSQL and SQLite say it by triggers. They are told after each migration, as some of them write a table anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

from cookout.referrals.models.ledger import LedgerEntry

KEPT = ("id", "uid", "created_at", "about", "toward", "kind", "cause", "turn", '"on"', "corrects_id")
EMPTIED = ("referral_id", "party_id", "said_by_id")
"""What an erasure may empty; everything else stays."""

TABLE = LedgerEntry._meta.db_table


def guard(connection: BaseDatabaseWrapper) -> None:
    """Refuse from now on; twice is once."""
    with connection.cursor() as cursor:
        for statement in _POSTGRES if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


@contextmanager
def while_emptied(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """While a whole house is emptied the ledger goes with it; inside a transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table with checks to come takes no new trigger: it looks away instead
            cursor.execute("SELECT set_config('cookout.empties', 'yes', true)")
            yield
            cursor.execute("SELECT set_config('cookout.empties', '', true)")
            return
        for statement in STEP_ASIDE:
            cursor.execute(statement)
    yield
    guard(connection)


def _holds(same: str) -> str:
    kept = [f"NEW.{name} {same} OLD.{name}" for name in KEPT]
    emptied = [f"(NEW.{name} IS NULL OR NEW.{name} {same} OLD.{name})" for name in EMPTIED]
    return " AND ".join([*kept, *emptied])


_SAID = "What stands in the ledger stays as it was written."
_REFUSED = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"

_SQLITE = (
    f"CREATE TRIGGER IF NOT EXISTS ledger_is_kept BEFORE DELETE ON {TABLE} {_REFUSED}",
    f"CREATE TRIGGER IF NOT EXISTS ledger_is_as_written BEFORE UPDATE ON {TABLE} WHEN NOT ({_holds('IS')}) {_REFUSED}",
)

STEP_ASIDE = ("DROP TRIGGER IF EXISTS ledger_is_kept", "DROP TRIGGER IF EXISTS ledger_is_as_written")
"""For SQLite."""

_POSTGRES = (
    f"""
    CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND ({_holds("IS NOT DISTINCT FROM")}) THEN RETURN NEW; END IF;
        IF TG_OP = 'DELETE' AND current_setting('cookout.empties', true) = 'yes' THEN RETURN OLD; END IF;
        RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    f"""
    DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_trigger
                       WHERE tgname = 'ledger_is_kept' AND tgrelid = '{TABLE}'::regclass) THEN
            CREATE TRIGGER ledger_is_kept BEFORE UPDATE OR DELETE ON {TABLE}
                FOR EACH ROW EXECUTE FUNCTION ledger_refuses();
        END IF;
    END $$
    """,
)
