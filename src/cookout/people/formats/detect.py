"""What a file is, by its content: names of files lie."""

from __future__ import annotations

import re

from .card import RefusedFile

READABLE = "Cookout reads vCard (.vcf), CSV of Google, LinkedIn, Outlook and Thunderbird, and tables (CSV, XLSX)"
ZIP = b"PK\x03\x04"
# zip, gzip, 7z, rar, bzip2, xz, zstd
_ARCHIVES = (
    ZIP,
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
)
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_VCARD = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_VERSION = re.compile(rb"^[ \t]*VERSION[ \t]*:[ \t]*(\d\.\d)", re.IGNORECASE | re.MULTILINE)
_CALENDAR = re.compile(
    rb"\s*BEGIN\s*:\s*V(CALENDAR|EVENT|TODO|JOURNAL|FREEBUSY|AVAILABILITY|TIMEZONE)\b", re.IGNORECASE
)
_XCARD = re.compile(rb"<vcards?\b", re.IGNORECASE)
_LDIF = re.compile(rb"^dn::? ", re.MULTILINE)


def vcard_version(head: bytes) -> str:
    """The version of the first card if the file holds cards: `vcard 3.0`; else nothing."""
    text = head.replace(b"\r", b"\n")
    begin = _VCARD.search(text)
    if not begin:
        return ""
    version = _VERSION.search(text, begin.end())
    return f"vcard {version.group(1).decode()}" if version else "vcard"


def refuse_foreign(head: bytes) -> None:
    """Refuse by name what is plainly something else than text with people in it."""
    if not head.strip(b"\r\n\t \0"):
        if b"\0" in head:
            raise RefusedFile("The file holds nothing but NUL bytes; export your contacts again.")
        raise RefusedFile("The file is empty; export your contacts again and bring the new file.")
    if head.startswith(_ARCHIVES):
        raise RefusedFile(f"The file is a packed archive; unpack it and bring the files inside. {READABLE}.")
    if head.startswith(_IMAGES) or head[4:8] == b"ftyp" or head[8:12] == b"WEBP":
        raise RefusedFile(f"The file is a picture, whatever its name says; {READABLE}.")
    if head.startswith(b"%PDF"):
        raise RefusedFile(f"The file is a PDF; {READABLE}, so export your contacts in one of these.")
    _refuse_text(head)


def _refuse_text(head: bytes) -> None:
    if vcard_version(head):
        return
    start = head.lstrip()
    if b"\0" in head:
        raise RefusedFile(f"The file holds NUL bytes, so it is not an address book or it is damaged; {READABLE}.")
    if _CALENDAR.match(head):
        raise RefusedFile(f"The file is a calendar and holds events, not people; {READABLE}.")
    if start.startswith((b"[", b"{")):
        what = "a jCard" if b'"vcard"' in head[:4096].lower() else "JSON"
        raise RefusedFile(f"The file is {what}, which Cookout does not read; export it as vCard (.vcf).")
    if start.startswith(b"<"):
        what = "an xCard" if _XCARD.search(head[:65536]) else "a web page or XML"
        raise RefusedFile(f"The file is {what}, which Cookout does not read; export it as vCard (.vcf).")
    if _LDIF.match(start):
        raise RefusedFile("The file is LDIF, which Cookout does not read; export it as vCard (.vcf).")
