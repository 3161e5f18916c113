"""Files that are refused as a whole: one sentence each, at once or as soon as it shows."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from pathlib import Path

import pytest

from cookout.people.formats import Card, RefusedFile, Unreadable, read, source

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nEND:VCARD\r\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("contacts.vcf", b"\0" * 5_000_000)
    return out.getvalue()


class Endless(io.RawIOBase):
    """A stream of unknown length that never ends."""

    def __init__(self, start: bytes, more: bytes) -> None:
        self._start, self._more, self.given = start, more, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece, self._start = self._start or self._more, b""
        self.given += len(piece)
        return piece


@pytest.mark.parametrize(
    ("data", "about"),
    [
        (b"", "empty"),
        (b" \r\n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\0" * 1000, "NUL"),
        (b"\0" * 300_000 + CARD, "NUL"),
        (b"ab\0cd, ef\n", "NUL"),
        (zip_bomb(), "packed archive"),
        (gzip.compress(CARD, mtime=0), "packed archive"),
        (PNG, "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"\0\0\0\x18ftypheic", "picture"),
        (b"%PDF-1.7", "PDF"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "calendar"),
        (b'["vcard",[["version",{},"text","4.0"]]]', "jCard"),
        (b'{"a": 1}', "JSON"),
        (b'<?xml version="1.0"?>\n<vcards xmlns="urn:x"/>', "xCard"),
        (b"<html><body>Sign in</body></html>", "web page"),
        (b"dn: cn=Ada\nmail: ada@example.org\n", "LDIF"),
        (b"hello", "no address book"),
    ],
)
def test_what_is_no_address_book_is_refused_in_one_sentence(data: bytes, about: str) -> None:
    with pytest.raises(RefusedFile, match=about) as refusal:
        list(read(io.BytesIO(data), name="contacts.vcf"))
    message = str(refusal.value)
    assert message.startswith("contacts.vcf: ")
    assert message.endswith(".")
    assert "\n" not in message


def test_a_file_that_is_too_big_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.vcf"
    with path.open("wb") as file:
        file.write(CARD)
        file.truncate(300 * 1024 * 1024)
    started = time.process_time()
    with path.open("rb") as file, pytest.raises(RefusedFile, match="200 MB"):
        read(file)
    assert time.process_time() - started < 1


def test_a_stream_of_unknown_length_is_refused_when_it_gets_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 3_000_000)
    stream = Endless(CARD, CARD * 2000)
    with pytest.raises(RefusedFile, match="bigger than"):
        list(read(stream))  # type: ignore[arg-type]  # a raw stream without seek is what a pipe gives
    assert stream.given < 4_000_000


def test_nul_bytes_far_into_a_file_are_told_with_their_line() -> None:
    data = CARD * 20_000 + b"BEGIN:VCARD\r\nFN:B\0\r\nEND:VCARD\r\n"
    with pytest.raises(RefusedFile, match="all.vcf: Line 80002 "):
        list(read(io.BytesIO(data), name="all.vcf"))


def test_a_line_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_LINE", 1_000_000)
    with pytest.raises(RefusedFile, match="Line 5 is longer"):
        list(read(io.BytesIO(CARD + b"NOTE:" + b"x" * 2_000_000)))


def test_a_card_that_never_ends_is_refused() -> None:
    data = b"BEGIN:VCARD\r\nFN:Ada\r\n" + (b"NOTE:" + b"x" * 1000 + b"\r\n") * 34_000
    with pytest.raises(RefusedFile, match="card that begins in line 1 is bigger"):
        list(read(io.BytesIO(data)))


def test_a_truncated_file_gives_its_cards_and_says_where_it_breaks_off() -> None:
    first, second, cut = read(io.BytesIO(CARD + CARD[:-14]))
    assert isinstance(first, Card)
    assert isinstance(second, Card)
    assert isinstance(cut, Unreadable)
    assert cut.line == 5
    assert "END:VCARD" in cut.reason
