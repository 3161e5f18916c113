"""What is in a zip: LinkedIn's Connections.csv, or a spreadsheet. Nothing is unpacked before it is weighed."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, BinaryIO

from .card import RefusedFile
from .detect import READABLE
from .source import MAX_BYTES

LOCKED = 1
MOST_BLOWN_UP, HARMLESS = 200, 20 * 1024 * 1024
_PEOPLE = "connections.csv"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def damaged() -> RefusedFile:
    """A zip that cannot be opened."""
    return RefusedFile("The file is a packed archive that is damaged; fetch it once more.")


def locked() -> RefusedFile:
    """A file behind a password."""
    return RefusedFile("The file is locked by a password; save it without one and bring it again.")


class Packed:
    """A zip, looked into."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            stream.seek(0)
            self._zip = zipfile.ZipFile(stream)
            self._members = [one for one in self._zip.infolist() if not one.is_dir()]
        except _BROKEN:
            raise damaged() from None

    @property
    def is_workbook(self) -> bool:
        """Whether this is a spreadsheet."""
        return any(one.filename in _BOOKS for one in self._members)

    @property
    def size(self) -> int:
        """How large it says to be once it is unpacked."""
        return sum(one.file_size for one in self._members)

    def connections(self) -> BinaryIO:
        """LinkedIn's list of connections, opened; refused where there is none, or where it is no honest file."""
        found = [one for one in self._members if one.filename.rpartition("/")[2].casefold() == _PEOPLE]
        if not found:
            raise RefusedFile(
                "The file is a packed archive without the Connections.csv that LinkedIn's has; unpack it and bring "
                f"the files inside. {READABLE}."
            )
        one = min(found, key=lambda member: member.filename.count("/"))
        if one.flag_bits & LOCKED:
            raise locked()
        if one.file_size > MAX_BYTES or one.file_size > max(HARMLESS, MOST_BLOWN_UP * one.compress_size):
            raise RefusedFile(
                "The file is a packed archive that unpacks to far more than a list of people; do not open it."
            )
        try:
            return _Member(self._zip.open(one))  # type: ignore[return-value]  # what is read of it is `read` alone
        except _BROKEN:
            raise damaged() from None


class _Member(io.RawIOBase):
    """A file in a zip, read once from front to back; a fault in it is said as a sentence."""

    def __init__(self, member: IO[bytes]) -> None:
        self._member = member

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            return self._member.read(size)
        except _BROKEN:
            raise damaged() from None
