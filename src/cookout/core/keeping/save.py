"""Writing a backup while the house goes on: everything as it was at one moment."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from cookout.core.keeping.archive import CHUNK, FORMAT, MEDIA, SECRET, Manifest, Writer
from cookout.core.keeping.rows import last_ids, lines_of
from cookout.core.refusal import Refusal


def save(target: Path) -> Manifest:
    """Write everything into one new file: all rows of one moment, all uploaded files, the signing secret."""
    if target.exists():
        raise Refusal(_("{file} is there already. Choose another name.").format(file=target))
    if not target.parent.is_dir():
        raise Refusal(_("There is no folder {folder}. Make it first.").format(folder=target.parent))
    with snapshot():
        manifest = describe()
        with Writer(target, manifest) as writer:
            for model in tables():
                _write_table(writer, model)
            _write_files(writer)
            _write_secret(writer)
    return manifest


@contextmanager
def snapshot() -> Iterator[None]:
    """A reading transaction that sees one moment and lets everybody write on."""
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def describe() -> Manifest:
    """The head of the manifest. Its first query fixes the moment."""
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return Manifest(
        format=FORMAT,
        version=settings.VERSION,
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=[list(key) for key in applied],
        last_ids=last_ids(tables()),
    )


def tables() -> list[type[models.Model]]:
    """Every table that is ours to keep, also those between two others."""
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]


def member_of(label: str) -> str:
    """The name inside the backup of a table's rows."""
    return f"rows/{label}.jsonl"


def _write_table(writer: Writer, model: type[models.Model]) -> None:
    label, many = model._meta.label_lower, -1  # the first line names the columns
    with writer.member(member_of(label)) as out:
        for block in lines_of(model):
            many += block.count(b"\n")
            out.write(block)
    writer.manifest.rows[label] = many


def _write_files(writer: Writer) -> None:
    root = Path(settings.MEDIA_ROOT)
    for here, folders, names in os.walk(root):
        folders.sort()
        for path in (Path(here, name) for name in sorted(names)):
            try:
                source = path.open("rb")
            except FileNotFoundError:  # deleted since the walk began
                continue
            with source, writer.member(MEDIA + path.relative_to(root).as_posix()) as out:
                shutil.copyfileobj(source, out, CHUNK)


def _write_secret(writer: Writer) -> None:
    """The secret that we made ourselves; one that the operator gave stays the operator's."""
    kept = settings.DATA_DIR / SECRET
    if kept.exists() and kept.read_text(encoding="utf-8").strip() == settings.SECRET_KEY:
        with writer.member(SECRET) as out:
            out.write(kept.read_bytes())
