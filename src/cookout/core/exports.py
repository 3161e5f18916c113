"""Everything of mine, to take along: rooms register what they hold; the archive has a file of JSON for each, and media.

A room calls `register("ties", rows)` in `ready()`; `rows` takes the user and yields plain dictionaries, beginning with
`visible_to(user)` or what is the user's own. Keys are the words of the house; ids are the public ones.
"""

import json
import zipfile
from collections.abc import Callable, Iterable
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from cookout.core.models import User

Rows = Callable[[User], Iterable[dict[str, Any]]]
Files = Callable[[User], Iterable[str]]

_rows: dict[str, Rows] = {}
_files: dict[str, Files] = {}


def register(name: str, rows: Rows, files: Files | None = None) -> None:
    """Announce what becomes `name.json`, and the names of the media that belong to it."""
    _rows[name] = rows
    if files is not None:
        _files[name] = files


def write_archive(user: User, out: IO[bytes]) -> None:
    """Write the whole archive, row by row, so that size costs no memory."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        about = {"made_at": timezone.now(), "account": user.email, "name": user.name, "files": sorted(_rows)}
        archive.writestr("cookout.json", json.dumps(about, cls=DjangoJSONEncoder, indent=1))
        for name in sorted(_rows):
            _write_rows(archive, name, _rows[name](user))
        for name in sorted({name for files in _files.values() for name in files(user)}):
            if default_storage.exists(name):
                with default_storage.open(name) as source, archive.open(f"media/{name}", "w") as target:
                    for chunk in source.chunks():
                        target.write(chunk)


def _write_rows(archive: zipfile.ZipFile, name: str, rows: Iterable[dict[str, Any]]) -> None:
    with archive.open(f"{name}.json", "w", force_zip64=True) as target:
        before = b"[\n"
        for row in rows:
            target.write(before + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False).encode())
            before = b",\n"
        target.write(b"\n]\n" if before == b",\n" else b"[]\n")
