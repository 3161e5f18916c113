"""The backup file: a zip of JSON lines (one member for each table), uploaded files, and a manifest with checksums."""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from django.utils.translation import gettext as _

from cookout.core.refusal import Refusal

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media/"
SECRET = "secret.key"
CHUNK = 1 << 20
SPOILED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError)
"""What reading a spoiled file ends in."""


@dataclass
class Manifest:
    """What a backup holds, and by which version of which database it was written."""

    format: int
    version: str
    made_at: str
    database: str
    migrations: list[list[str]]
    rows: dict[str, int] = field(default_factory=dict)
    last_ids: dict[str, int] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        """Names of the uploaded files inside."""
        return [name.removeprefix(MEDIA) for name in self.sha256 if name.startswith(MEDIA)]


class Writer:
    """Writes a backup beside its final name, and gives it that name only when it is whole."""

    def __init__(self, target: Path, manifest: Manifest) -> None:
        self.target, self.manifest = target, manifest
        self.part = target.with_name(target.name + ".part")

    def __enter__(self) -> Self:
        # Only for its owner: everything that people told this house is in it.
        descriptor = os.open(self.part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        self.file = os.fdopen(descriptor, "w+b")
        self.zip = zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        return self

    @contextmanager
    def member(self, name: str) -> Iterator["Hashed"]:
        """One file inside, its checksum noted."""
        with self.zip.open(name, "w", force_zip64=True) as raw:
            hashed = Hashed(raw)
            yield hashed
        self.manifest.sha256[name] = hashed.sha.hexdigest()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        if kind is None:
            self.zip.writestr(MANIFEST, json.dumps(asdict(self.manifest), indent=1))
            self.zip.close()
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
            self.part.replace(self.target)
        else:
            self.file.close()
            self.part.unlink(missing_ok=True)


class Hashed:
    """A stream that remembers the checksum of what went through."""

    def __init__(self, raw: IO[bytes]) -> None:
        self.raw, self.sha = raw, hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Pass on."""
        self.sha.update(data)
        self.raw.write(data)

    def lines(self) -> Iterator[bytes]:
        """Read line by line."""
        for line in self.raw:
            self.sha.update(line)
            yield line

    def chunks(self) -> Iterator[bytes]:
        """Read piece by piece."""
        while data := self.raw.read(CHUNK):
            self.sha.update(data)
            yield data


class Reader:
    """Reads a backup and refuses what is not whole."""

    def __init__(self, source: Path) -> None:
        self.source = source

    def __enter__(self) -> Self:
        try:
            self.zip = zipfile.ZipFile(self.source)
            told: dict[str, Any] = json.loads(self.zip.read(MANIFEST))
        except OSError as problem:
            raise Refusal(
                _("{file} cannot be read: {why}.").format(file=self.source, why=problem.strerror)
            ) from problem
        except SPOILED as problem:
            raise Refusal(
                _("{file} is not a whole backup of Cookout. Was it cut off while it was copied?").format(
                    file=self.source
                )
            ) from problem
        if told.get("format") != FORMAT:
            raise Refusal(
                _("This backup is of a newer Cookout ({version}): install that one, then restore.").format(
                    version=told.get("version")
                )
            )
        self.manifest = Manifest(**told)
        return self

    @contextmanager
    def member(self, name: str) -> Iterator[Hashed]:
        """One file inside; read to its end, it must have the checksum that was noted."""
        try:
            with self.zip.open(name) as raw:
                hashed = Hashed(raw)
                yield hashed
        except SPOILED as problem:
            raise damaged(self.source, name) from problem
        if hashed.sha.hexdigest() != self.manifest.sha256.get(name):
            raise damaged(self.source, name)

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        self.zip.close()


def damaged(source: Path, name: str) -> Refusal:
    """What to say when a checksum does not fit."""
    return Refusal(
        _("{file} is damaged at “{name}”. Nothing was changed; use another backup.").format(file=source, name=name)
    )
