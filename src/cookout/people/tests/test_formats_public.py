"""Every public vCard and CSV: nothing is lost. Of their content only counts and hashes stand here."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from cookout.people.formats import Card, RefusedFile, Unreadable, canonical, read, write_google_csv, write_vcard

CONTACTS = Path(__file__).parents[4].parent / "shared" / "data" / "contacts"

# file: cards, properties of people (name apart), unreadable parts, hash of what was read
EXPECTED: dict[str, tuple[int, int, int, str]] = {
    "ez-vcard/John_Doe_ANDROID.vcf": (6, 28, 1, "9858ef75875f1583"),
    "ez-vcard/John_Doe_BLACK_BERRY.vcf": (1, 3, 0, "14066b2a4e4aa629"),
    "ez-vcard/John_Doe_GMAIL.vcf": (1, 13, 0, "f616e6129382cf70"),
    "ez-vcard/John_Doe_IPHONE.vcf": (1, 19, 0, "f05f0dad9201d988"),
    "ez-vcard/John_Doe_MAC_ADDRESS_BOOK.vcf": (1, 23, 0, "4d003d55a4e491be"),
    "ez-vcard/John_Doe_MS_OUTLOOK.vcf": (1, 22, 0, "486d7e93225986f8"),
    "ez-vcard/fullcontact.vcf": (1, 65, 0, "fd88ece6115af892"),
    "ez-vcard/gmail-list.vcf": (3, 3, 0, "c2a79bb5869d5a0e"),
    "ez-vcard/gmail-single.vcf": (1, 17, 0, "777648105768aad2"),
    "ez-vcard/outlook-2003.vcf": (1, 17, 0, "5752f959216c216a"),
    "ez-vcard/rfc2426-example.vcf": (2, 12, 0, "b452fb3b02e64f68"),
    "ez-vcard/rfc6350-example.vcf": (1, 14, 0, "d5f4b15e017b8bb5"),
    "google_and_phones/google_2024_multivalue.csv": (3, 13, 0, "fcfb936db1b9bba0"),
    "google_and_phones/hand_typed_semicolons.csv": (1, 3, 0, "06008bafe9c1a97b"),
    "khard/issue249.vcf": (1, 1, 0, "a2403c4d1c361294"),
    "khard/labels.vcf": (1, 2, 0, "84193742e7fed733"),
    "khard/photov3.vcf": (1, 3, 0, "2214694fd85f652f"),
    "khard/photov4.vcf": (1, 3, 0, "a43907840fb86576"),
    "khard/text-bday.vcf": (1, 2, 0, "8a9386becbc83a94"),
    "linkedin/Connections_bom_crlf_preamble.csv": (5, 17, 0, "bf7451198ab0bda1"),
    "linkedin/Connections_no_preamble.csv": (1, 5, 0, "ae5aa3d6bc6cbb5c"),
    "linkedin/Connections_old_columns_no_url.csv": (1, 3, 0, "fd05392b07c59f46"),
    "roundcube/Browser__data__contacts.vcf": (2, 2, 0, "f4934c6eade1e2cb"),
    "roundcube/src__Csv2vcard__email.csv": (4, 4, 0, "251ecdc74a738761"),
    "roundcube/src__Csv2vcard__email.vcf": (4, 4, 0, "25ef13d484280042"),
    "roundcube/src__Csv2vcard__gmail.csv": (1, 23, 0, "2eec088cd743b7a5"),
    "roundcube/src__Csv2vcard__gmail.vcf": (1, 23, 0, "b56c8214c7809020"),
    "roundcube/src__Csv2vcard__tb_plain.csv": (1, 15, 0, "d39cc7b678031c07"),
    "roundcube/src__Csv2vcard__tb_plain.vcf": (1, 16, 0, "38e221d95e36ee0f"),
    "roundcube/src__apple.vcf": (1, 7, 0, "2e965557dbc16da0"),
    "roundcube/src__johndoe.vcf": (1, 7, 0, "c8ea16835ecdc8b3"),
    "roundcube/src__photo.vcf": (1, 4, 0, "8313e72ecbf62a9f"),
    "roundcube/src__thebat.vcf": (1, 3, 0, "cdaa8f3a6b8e8a0c"),
    "vobject/simple_3_0_test.ics": (1, 8, 0, "7694c3c2d3c45c9b"),
}
CARD_NAMED_CALENDAR = "vobject/simple_3_0_test.ics"
REFUSED = [
    "ez-vcard/jcard-example.json",
    "ez-vcard/rfc6351-example.xml",
]

pytestmark = pytest.mark.skipif(not CONTACTS.is_dir(), reason="the public address books are not beside this checkout")


def everything(file: str) -> list[Card | Unreadable]:
    with (CONTACTS / file).open("rb") as stream:
        return list(read(stream))


def people(file: str) -> list[Card]:
    return [item for item in everything(file) if isinstance(item, Card)]


def digest(cards: list[Card]) -> str:
    return hashlib.sha256(repr([canonical(card) for card in cards]).encode()).hexdigest()[:16]


_PROPERTY = re.compile(r"^(?:item\d+\.)?([A-Z][A-Z0-9-]*)((?:;[^:\"]*(?:\"[^\"]*\")?[^:\"]*)?):(.*)$", re.IGNORECASE)
_NO_VALUE = {"BEGIN", "END", "VERSION", "N", "FN", "X-ABLABEL"}


def properties_in_vcard(text: str) -> int:
    """A second, cruder count: lines that begin like a property and say something, here or in the next line."""
    lines = re.split(r"\r*\n", text)
    count = 0
    for number, line in enumerate(lines):
        found = _PROPERTY.match(line)
        if not found or found[1].upper() in _NO_VALUE:
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if found[3].strip("; ") or following[:1] in (" ", "\t"):
            count += len(found[3].split(",")) if found[1].upper() == "CATEGORIES" else 1
    return count


_LABEL = re.compile(r"(Type|Label|Service|Formatted)$")
_NAMES = {"Name", "First Name", "Middle Name", "Last Name", "Given Name", "Additional Name", "Family Name"}
_NAMES |= {"Name Prefix", "Name Suffix", "Nama", "Display Name"}
# Columns that make one value together.
_TOGETHER = re.compile(
    r"(Address \d|Home|Work|Birth) (?:-|Address|City|State|ZipCode|Country|Year|Month|Day)|(Organization|Department)$"
)


def properties_in_csv(text: str, delimiter: str) -> int:
    """A second count: cells that say something, several values in a cell apart, an address as one."""
    count = 0
    if text.startswith("\N{BYTE ORDER MARK}Notes"):
        text = text[text.index("First Name") :]
    for row in csv.DictReader(io.StringIO(text), delimiter=delimiter):
        cells = {column: cell for column, cell in row.items() if cell and column not in _NAMES}
        found = {column: _TOGETHER.match(column) for column in cells}
        together = {one[1] or "employer" for column, one in found.items() if one}
        others = [c for name, c in cells.items() if not found.get(name) and not _LABEL.search(name)]
        count += len(together) + sum(len(cell.split(":::")) for cell in others)
    return count


def properties_of(cards: list[Card]) -> int:
    return sum(len(card.values) + (card.photo is not None) for card in cards)


@pytest.mark.parametrize("file", EXPECTED)
def test_a_public_file_is_read_with_nothing_lost(file: str) -> None:
    items = everything(file)
    cards = [item for item in items if isinstance(item, Card)]
    bad = len(items) - len(cards)
    assert (len(cards), properties_of(cards), bad, digest(cards)) == EXPECTED[file]
    text = (CONTACTS / file).read_bytes().decode("latin-1")
    if file.endswith(".csv"):
        text = (CONTACTS / file).read_bytes().decode()
        there = properties_in_csv(text, ";" if "semicolons" in file else ",")
    else:
        assert len(cards) == len(re.findall(r"(?im)^BEGIN:VCARD", text))
        there = properties_in_vcard(text)
    assert properties_of(cards) + bad == there


@pytest.mark.parametrize("file", EXPECTED)
def test_a_public_file_comes_back_from_vcard_4_and_3_and_google(file: str) -> None:
    cards = people(file)
    for data in (write_vcard(cards, "4.0"), write_vcard(cards, "3.0")):
        again = list(read(io.BytesIO(b"".join(data))))
        assert [canonical(c) for c in again if isinstance(c, Card)] == [canonical(c) for c in cards]
        assert len(again) == len(cards)
    again = list(read(io.BytesIO(b"".join(write_google_csv(cards)))))
    bare = [canonical(replace(card, photo=None)) for card in cards]
    assert [canonical(c) for c in again if isinstance(c, Card)] == bare


@pytest.mark.parametrize("file", REFUSED)
def test_a_public_file_of_another_kind_is_refused_with_a_sentence(file: str) -> None:
    with pytest.raises(RefusedFile, match="Cookout"):
        everything(file)


def test_every_public_calendar_is_refused() -> None:
    calendars = sorted(path for path in CONTACTS.glob("*/*.ics") if path != CONTACTS / CARD_NAMED_CALENDAR)
    assert calendars
    for path in calendars:
        with path.open("rb") as stream, pytest.raises(RefusedFile):
            list(read(stream))


def test_every_public_file_is_expected_here() -> None:
    found = {str(path.relative_to(CONTACTS)) for path in CONTACTS.glob("*/*") if path.suffix != ".ics"}
    assert found | {CARD_NAMED_CALENDAR} == set(EXPECTED) | set(REFUSED)
