"""vobject, which we do not use, must see in our cards what we see: names, addresses, numbers, photos."""

from __future__ import annotations

import io
from typing import Any

import pytest
import vobject

from cookout.people.formats import Card, Name, Value, read, write_vcard

from .test_formats_vcard import FILES, said

# Files that vobject can read at all; the others are why we read by ourselves.
READABLE = ["apple_groups.vcf", "modern_40.vcf", "text_birthday.vcf"]


def seen_by_vobject(text: str) -> list[dict[str, Any]]:
    components: Any = vobject.readComponents(text, ignoreUnreadable=True, allowQP=True)
    return [
        {
            "full": card.fn.value,
            "email": [item.value for item in card.contents.get("email", [])],
            "phone": [
                item.value.removeprefix("tel:").replace(";ext=", " ext. ") for item in card.contents.get("tel", [])
            ],
            "note": [item.value for item in card.contents.get("note", [])],
            "organisation": [", ".join(filter(None, item.value)) for item in card.contents.get("org", [])],
        }
        for card in components
    ]


def seen_by_us(cards: list[Card]) -> list[dict[str, Any]]:
    kinds = ("email", "phone", "note", "organisation")
    return [
        {"full": card.name.full} | {kind: [value for value, _ in said(card, kind)] for kind in kinds} for card in cards
    ]


def cards_of(data: bytes) -> list[Card]:
    return [item for item in read(io.BytesIO(data)) if isinstance(item, Card)]


@pytest.mark.parametrize("file", READABLE)
def test_vobject_sees_in_a_file_what_we_see(file: str) -> None:
    data = (FILES / file).read_bytes()
    assert seen_by_us(cards_of(data)) == seen_by_vobject(data.decode())


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_vobject_sees_in_what_we_write_what_we_meant(version: Any) -> None:
    values = (
        Value("email", "ada@example.org", "home", {"preferred": True}),
        Value("phone", "+1 415 555 0100", "her boat"),
        Value("note", "one, two; three \\ four\n" + "née Łö " * 40 + "end"),
        Value("organisation", "Engines, Ltd., Sales", "", {"parts": ["Engines, Ltd.", "Sales"]}),
    )
    card = Card(Name("Ada; Byron", given="Ada", family="Byron"), values, None, 1)
    text = b"".join(write_vcard([card], version)).decode()
    assert seen_by_vobject(text) == seen_by_us([card])


def test_vobject_decodes_the_photo_that_we_write() -> None:
    card = Card(Name("Ada"), (), b"\x89PNG\r\n" + bytes(range(256)), 1)
    (seen,) = vobject.readComponents(b"".join(write_vcard([card], "3.0")).decode())
    assert seen.photo.value == card.photo
