"""Pictures that come with cards: made small, stripped, and stored under names that cannot be guessed."""

import hashlib
import secrets
import shutil
from pathlib import Path

from django.conf import settings

from cookout.people.formats.photo import shrink
from cookout.people.models.card_rows import Photo

FOLDER = "photos/imports"


def folder_of(run_uid: object) -> Path:
    """Where the pictures of one run lie."""
    return Path(settings.MEDIA_ROOT) / FOLDER / str(run_uid)


def store(data: bytes, run_uid: object) -> Photo:
    """Keep a picture for a run. Raises `RefusedPhoto` with one sentence if it is none."""
    small = shrink(data)
    name = f"{secrets.token_urlsafe(16)}.jpg"
    digest = hashlib.sha256(small).hexdigest()
    folder = folder_of(run_uid) / digest[:2]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(small)
    relative = (folder / name).relative_to(settings.MEDIA_ROOT)
    return Photo(relative.as_posix(), digest)


def clear(run_uid: object, keep: "frozenset[str]" = frozenset()) -> None:
    """Remove the pictures of a run, except those that people still have."""
    folder = folder_of(run_uid)
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for file in folder.rglob("*.jpg"):
        if file.relative_to(settings.MEDIA_ROOT).as_posix() not in keep:
            file.unlink(missing_ok=True)
