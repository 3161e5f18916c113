"""The bytes of a file as numbered lines, in bounded memory: newlines of every kind, BOMs, UTF-16."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from .card import RefusedFile

MAX_BYTES = 200 * 1024 * 1024
MAX_LINE = 16 * 1024 * 1024
_CHUNK = 256 * 1024
_NEWLINE = re.compile(rb"\r+\n?")

_MARKS = (
    (codecs.BOM_UTF8, ""),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED_UTF16 = (
    (re.compile(rb"(?:[\t\n\r -~]\0){8}"), "utf-16-le"),
    (re.compile(rb"(?:\0[\t\n\r -~]){8}"), "utf-16-be"),
)


def _as_lf(found: re.Match[bytes]) -> bytes:
    """CRLF and CRCRLF are one newline; CRs without LF are one newline each."""
    run = found.group()
    return b"\n" if run.endswith(b"\n") else b"\n" * len(run)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"


def _too_big() -> RefusedFile:
    limit = _megabytes(MAX_BYTES)
    return RefusedFile(f"The file is bigger than {limit}; export your contacts in several smaller files.")


class Source:
    """A file opened for reading: `head` to judge it by, `lines()` to read it by."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._refuse_big()
        start = self._fill()
        self._encoding = ""
        for mark, encoding in _MARKS:
            if start.startswith(mark):
                start, self._encoding = start[len(mark) :], encoding
                break
        else:
            self._encoding = next((e for look, e in _UNMARKED_UTF16 if look.match(start)), "")
        self._start = start
        self._read = len(start)
        self.head = start.decode(self._encoding, "replace").encode() if self._encoding else start

    def _refuse_big(self) -> None:
        if not self._stream.seekable():
            return
        here = self._stream.tell()
        size = self._stream.seek(0, io.SEEK_END) - here
        self._stream.seek(here)
        if size > MAX_BYTES:
            raise _too_big()

    def _fill(self) -> bytes:
        """The first chunk in full: a pipe or a socket may give less at a time."""
        pieces = bytearray()
        while len(pieces) < _CHUNK and (piece := self._stream.read(_CHUNK - len(pieces))):
            pieces += piece
        return bytes(pieces)

    def _chunks(self) -> Iterator[bytes]:
        chunk = self._start
        while chunk:
            yield chunk
            chunk = self._stream.read(_CHUNK)
            self._read += len(chunk)
            if self._read > MAX_BYTES:
                raise _too_big()

    def _utf8(self) -> Iterator[bytes]:
        if not self._encoding:
            yield from self._chunks()
            return
        decoder = codecs.getincrementaldecoder(self._encoding)("replace")
        for chunk in self._chunks():
            yield decoder.decode(chunk).encode("utf-8", "replace")
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Every line with its number from 1. CR, LF, CRLF and CRCRLF each end one line."""
        number, pieces, size = 1, [b""], 0
        for chunk in self._normal():
            first, *others = chunk.split(b"\n")
            pieces.append(first)
            size += len(first)
            if size > MAX_LINE:
                raise _long_line(number)
            if not others:
                continue
            yield number, b"".join(pieces)
            for line in others[:-1]:
                number += 1
                yield number, line
            number += 1
            pieces, size = [others[-1]], len(others[-1])
        if size:
            yield number, b"".join(pieces)

    def _normal(self) -> Iterator[bytes]:
        """Chunks whose newlines are all LF; a CR at the end of a chunk waits for what follows it."""
        held, number = b"", 1
        for chunk in self._utf8():
            if b"\0" in chunk:
                before = held + chunk[: chunk.index(b"\0")]
                raise _nul(number + _NEWLINE.sub(_as_lf, before).count(b"\n"))
            if held or b"\r" in chunk:
                chunk = held + chunk
                held = b"\r" * (chunk.endswith(b"\r") + chunk.endswith(b"\r\r"))
                chunk = _normalised(chunk[: len(chunk) - len(held)])
            number += chunk.count(b"\n")
            yield chunk
        if held:
            yield b"\n" * len(held)


def _normalised(chunk: bytes) -> bytes:
    if b"\r\r" not in chunk:
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return _NEWLINE.sub(_as_lf, chunk)


def _nul(line: int) -> RefusedFile:
    return RefusedFile(
        f"Line {line} holds NUL bytes, so this is not an address book or it is damaged; "
        "export it again as vCard or CSV."
    )


def _long_line(line: int) -> RefusedFile:
    limit = _megabytes(MAX_LINE)
    return RefusedFile(f"Line {line} is longer than {limit}; export the file again, without the pictures.")
