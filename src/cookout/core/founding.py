"""The tables of a new house, made as the nouns are today instead of step by step through all that they ever were.

Going through every migration draws each noun again and again: half a minute of work on a small machine, before anybody
has seen a page. What stands at the end is the same; `core/tests/test_founding.py` compares the two.
"""

from django.apps import apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder

OURS = "cookout."


def is_new() -> bool:
    """Whether there is no table yet."""
    return not connection.introspection.table_names()


def found() -> None:
    """Make all tables, enter what migrations of ours enter, and note every migration as applied: all of it or nothing.

    What others' migrations do to rows is left out: there are none yet.
    """
    executor = MigrationExecutor(connection)
    plan = executor.loader.graph.leaf_nodes()
    steps = [migration for migration, _backwards in executor.migration_plan(plan, clean_start=True)]
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection) and not model._meta.swapped:
                editor.create_model(model)
        _close(editor)
        for migration in steps:
            for operation in migration.operations:
                if isinstance(operation, RunPython) and migration.__module__.startswith(OURS):
                    operation.code(apps, editor)  # type: ignore[arg-type]  # the nouns as they are
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        recorder.Migration.objects.bulk_create(
            recorder.Migration(app=migration.app_label, name=migration.name) for migration in steps
        )


def _close(editor: BaseDatabaseSchemaEditor) -> None:
    """Indexes and references follow their tables, and come before the rows: PostgreSQL takes them in no other order."""
    for statement in editor.deferred_sql:
        editor.execute(statement)
    editor.deferred_sql.clear()
