"""Reading a backup: into either database, whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from cookout.core.founding import found
from cookout.core.keeping.archive import MEDIA, SECRET, Manifest, Reader, damaged
from cookout.core.keeping.rows import drop, last_ids, load, set_last_ids
from cookout.core.keeping.save import member_of, tables
from cookout.core.privacy import policy
from cookout.core.refusal import Refusal

Tables = list[type[models.Model]]


def restore(source: Path, *, replace: bool = False) -> Manifest:
    """Put everything back as it was; a house in which somebody lives is only replaced when that is wished."""
    with Reader(source) as reader:
        refuse_newer(reader.manifest)
        if not replace and inhabited():
            raise Refusal(
                _("This house is not empty. Add --replace to throw away what is in it and put the backup in its place.")
            )
        with _files_beside(reader) as media, _unchecked(), transaction.atomic():
            _rebuild(reader)
            _swap(media)
        _restore_secret(reader)
        call_command(
            "migrate", interactive=False, verbosity=0, skip_checks=True
        )  # tells every room that the tables are there
        return reader.manifest


def inhabited() -> bool:
    """Whether any table that may hold something personal has a row."""
    there = set(connection.introspection.table_names())
    personal = (apps.get_model(label) for label, entry in policy().items() if entry.get("fields"))
    return any(model._base_manager.exists() for model in personal if model._meta.db_table in there)


def refuse_newer(manifest: Manifest) -> None:
    """A backup may be older than this program, never newer."""
    known = MigrationExecutor(connection).loader.disk_migrations
    if any((app, name) not in known for app, name in manifest.migrations):
        raise Refusal(
            _(
                "This backup is of Cookout {version}, and this is {ours}: install that version or a newer one first."
            ).format(version=manifest.version, ours=settings.VERSION)
        )


def _rebuild(reader: Reader) -> None:
    """Tables as the backup's version had them, its rows in them, then brought up to date: in one transaction."""
    there = set(connection.introspection.table_names())
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    drop(sorted(there & (ours | {MigrationRecorder.Migration._meta.db_table})))
    applied = {(app, name) for app, name in reader.manifest.migrations}
    _fill(reader, _tables_as_of(applied))
    connection.check_constraints()
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def _tables_as_of(applied: set[tuple[str, str]]) -> Tables:
    """Those of the version that wrote the backup; ours, where it is our own."""
    executor = MigrationExecutor(connection)
    if applied == set(executor.loader.disk_migrations):
        found()
        return tables()
    nodes = executor.loader.graph.node_map
    state = executor.migrate(
        [key for key in sorted(applied) if not applied & {child.key for child in nodes[key].children}]
    )
    return [model for model in state.apps.get_models(include_auto_created=True) if not model._meta.proxy]


def _fill(reader: Reader, tables: Tables) -> None:
    for model in tables:
        label = model._meta.label_lower
        with reader.member(member_of(label)) as rows:
            many = load(model, rows.lines())
        if many != reader.manifest.rows[label]:
            raise damaged(reader.source, label)
    reached = last_ids(tables)
    told = {label: max(last, reached.get(label, 0)) for label, last in reader.manifest.last_ids.items()}
    set_last_ids(tables, told)


@contextmanager
def _unchecked() -> Iterator[None]:
    """SQLite alters tables only while foreign keys are not enforced; they are checked as a whole before the end."""
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


@contextmanager
def _files_beside(reader: Reader) -> Iterator[Path]:
    """The uploaded files, unpacked and checked in a folder beside the real one, which is gone afterwards."""
    root = Path(settings.MEDIA_ROOT)
    beside = root.with_name(root.name + ".restoring")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        for name in reader.manifest.files:
            _unpack(reader, name, beside)
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _unpack(reader: Reader, name: str, folder: Path) -> None:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise damaged(reader.source, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out, reader.member(MEDIA + name) as kept:
        for data in kept.chunks():
            out.write(data)


def _swap(media: Path) -> None:
    """The last step before the rows are committed: what was there goes where the new files were."""
    root = Path(settings.MEDIA_ROOT)
    old = media.with_name(media.name + ".old")
    if root.exists():
        root.rename(old)
    media.rename(root)
    if old.exists():
        old.rename(media)


def _restore_secret(reader: Reader) -> None:
    """With our own secret back, everybody stays signed in; a secret that the operator gave wins."""
    if (
        SECRET not in reader.manifest.sha256
        or "COOKOUT_SECRET_KEY" in os.environ
        or "COOKOUT_SECRET_KEY_FILE" in os.environ
    ):
        return
    beside = settings.DATA_DIR / (SECRET + ".restoring")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out, reader.member(SECRET) as kept:
        for data in kept.chunks():
            out.write(data)
    beside.replace(settings.DATA_DIR / SECRET)
