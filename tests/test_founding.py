"""A new house has the tables that one has which went through every migration."""

import json
from pathlib import Path

from tests.houses import House

STEP_BY_STEP = """
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command(Command(), verbosity=0, skip_checks=True)
"""

TABLES = """
import json
from django.db import connection
asked = {
    "sqlite": ["SELECT type, name, tbl_name, sql FROM sqlite_master"],
    "postgresql": [
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity"
        " FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    ],
}
found = []
with connection.cursor() as cursor:
    for sql in asked[connection.vendor]:
        cursor.execute(sql)
        found += [[str(value) for value in row] for row in cursor.fetchall()]
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
    found += cursor.fetchall()
    for table in ("insight_scorecard", "people_classification", "auth_permission", "django_content_type"):
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        found.append([table, *cursor.fetchone()])
print(json.dumps(found))
"""


NUMBERED_OTHERWISE = "auth_group_permissions"
"""A table of Django's own that nothing here uses: its migrations count wider than its model does."""


def tables(house: House) -> list[list[str]]:
    """What the database says of itself; in which order the columns of a table come tells nothing."""
    rows = [[part.strip("( )") for text in map(str, row) for part in text.split(", ")] for row in loaded(house)]
    return sorted(sorted(row) for row in rows if not any(NUMBERED_OTHERWISE in part for part in row))


def loaded(house: House) -> list[list[object]]:
    found: list[list[object]] = json.loads(house.python(TABLES))
    return found


def test_a_new_house_is_like_one_that_went_through_every_migration(tmp_path: Path) -> None:
    new, old = House(tmp_path / "new"), House(tmp_path / "old")
    new.run("migrate", "-v0", "--skip-checks")
    old.python(STEP_BY_STEP)
    assert tables(new) == tables(old)
    assert len(tables(new)) > 400
