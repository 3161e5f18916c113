"""Cards as phones and programs really write them; the files are our own twins of such."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from cookout.people.formats import Card, Name, Unreadable, Value, read

FILES = Path(__file__).parent / "files"


def everything(name: str) -> list[Card | Unreadable]:
    with (FILES / name).open("rb") as stream:
        return list(read(stream, name=name))


def people(name: str) -> list[Card]:
    return [item for item in everything(name) if isinstance(item, Card)]


def of(text: str, encoding: str = "utf-8") -> list[Card | Unreadable]:
    return list(read(io.BytesIO(text.encode(encoding))))


def one(properties: str, version: str = "3.0") -> Card:
    card = of(f"BEGIN:VCARD\r\nVERSION:{version}\r\nFN:Ada\r\n{properties}\r\nEND:VCARD\r\n")[0]
    assert isinstance(card, Card)
    return card


def said(card: Card, kind: str) -> list[tuple[str, str]]:
    return [(value.value, value.label) for value in card.values if value.kind == kind]


def test_an_old_phones_card_in_quoted_printable_is_read_whole() -> None:
    (card,) = everything("phone_21_qp.vcf")
    assert isinstance(card, Card)
    assert card.name == Name("Áda Núñez", given="Áda", family="Núñez")
    assert said(card, "phone") == [("+1 415 555 0100", "mobile"), ("415-555-0101", "work fax")]
    assert said(card, "note") == [("first line\nsecond line", "")]
    assert said(card, "organisation") == [("Café, Front Office", "")]
    assert said(card, "other")[0] == ("1 Road\nSpringfield, 12345", "home")
    assert card.photo is not None
    assert card.photo.startswith(b"\x89PNG")


def test_a_card_within_a_card_is_a_related_person_and_is_kept() -> None:
    (card,) = people("phone_21_qp.vcf")
    agent, manager = (value for value in card.values if value.kind == "related")
    assert (agent.value, agent.label) == ("Ben Agent", "agent")
    assert "TEL:415 555 0199" in agent.extra["raw"]
    assert (manager.value, manager.label) == ("Cleo Boss", "manager")


def test_an_agent_in_one_line_is_read_like_one_in_several() -> None:
    card = one("AGENT:BEGIN:VCARD\\nVERSION:3.0\\nFN:Ben\\nEND:VCARD")
    assert said(card, "related") == [("Ben", "agent")]


def test_agents_within_agents_do_not_pile_up() -> None:
    depth = 3000
    text = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Ada\r\nAGENT:\r\n" * depth + "END:VCARD\r\n" * depth
    assert [said(card, "related") for card in of(text) if isinstance(card, Card)] == [[("Ada", "agent")]]


def test_base64_without_folds_ends_at_the_blank_line() -> None:
    (card,) = people("outlook_loose_base64.vcf")
    assert card.photo is not None
    assert said(card, "email") == [("ada@example.org", "")]
    (key,) = (value for value in card.values if value.kind == "other")
    assert key.extra["name"] == "KEY"
    assert key.value.startswith("71 bytes")


def test_apples_groups_give_labels_and_stay_together() -> None:
    (card,) = people("apple_groups.vcf")
    assert said(card, "phone") == [("+1 415 555 0100", "assistantphone")]
    assert said(card, "anniversary") == [("2011-06-01", "")]
    assert said(card, "related") == [("Ben Byron", "spouse")]
    assert ("http://example.org/a,b", "Diary") in said(card, "url")
    assert said(card, "birthday") == [("--04-15", "")]
    others = {value.extra["name"]: value for value in card.values if value.kind == "other"}
    assert (others["X-ABDATE"].value, others["X-ABDATE"].label) == ("2012-07-02", "First met")
    assert others["X-ABADR"].extra["group"] == "item2"
    assert others["X-ABLABEL"].value == "stands alone"


def test_an_empty_label_takes_nothing_away() -> None:
    assert said(one("item1.TEL;TYPE=HOME:1\r\nitem1.X-ABLabel:"), "phone") == [("1", "home")]


def test_escapes_and_lists_are_undone_once() -> None:
    (card,) = people("apple_groups.vcf")
    assert said(card, "note") == [("one, two; three \\ four\nfive", "")]
    assert said(card, "category") == [("Friends", ""), ("Rowing, club", "")]


def test_messengers_are_known_by_service_or_by_property() -> None:
    (card,) = people("apple_groups.vcf")
    assert said(card, "im") == [("ada@example.org", "Jabber"), ("adabyron", "aim")]


def test_a_card_of_version_4_is_read_whole() -> None:
    (card,) = everything("modern_40.vcf")
    assert isinstance(card, Card)
    assert card.photo is None
    assert said(card, "phone") == [("+1-415-555-0102 ext. 10", "work")]
    assert said(card, "birthday") == [("--02-03", "")]
    assert said(card, "uid") == [("urn:uuid:51953f58-0000-4000-8000-cb47c026a895", "")]
    names = [value.extra["name"] for value in card.values if value.kind == "other"]
    assert names == ["SORT-STRING", "GENDER", "LANG", "LANG", "GEO", "KEY", "PHOTO", "LOGO", "X-FUN"]
    (address,) = (value for value in card.values if value.kind == "address")
    assert address.extra["params"] == {"LABEL": ['1 Road\nSpringfield; near "Tom"']}


def test_a_photo_behind_an_address_is_kept_as_the_address() -> None:
    card = one("PHOTO;VALUE=uri:http://example.org/ada.jpg")
    assert card.photo is None
    assert said(card, "other") == [("http://example.org/ada.jpg", "")]


def test_a_second_photo_is_kept_beside_the_first() -> None:
    card = one("PHOTO;ENCODING=b:AAAA\r\nPHOTO;ENCODING=b:AAAB")
    assert card.photo == b"\0\0\0"
    assert [value.extra["base64"] for value in card.values] == ["AAAB"]


@pytest.mark.parametrize(
    ("file", "full"),
    [
        ("latin1_declared.vcf", "Zoë Doë “Z”"),
        ("latin1_undeclared.vcf", "José Muñoz"),
        ("polish_qp_undeclared.vcf", "Stanisław Kamiński"),
        ("russian_undeclared.vcf", "Анна Петрова"),
        ("utf16_le.vcf", "Željko Ψ"),
        ("utf16_be.vcf", "Željko Ψ"),
        ("bom_lone_cr.vcf", "Ada Byron"),
        ("crcrlf.vcf", "Ada Byron"),
    ],
)
def test_names_are_right_whatever_the_encoding_and_the_newlines(file: str, full: str) -> None:
    (card,) = everything(file)
    assert isinstance(card, Card)
    assert card.name.full == full


def test_utf16_is_known_without_its_mark() -> None:
    (card,) = of("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ψ\r\nEND:VCARD\r\n", "utf-16-le")
    assert isinstance(card, Card)
    assert card.name.full == "Ψ"


def test_a_letter_cut_in_two_costs_only_that_letter() -> None:
    qp = "=C3=91" * 8 + "=C3"
    card = one(f"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{qp}", "2.1")
    assert said(card, "note") == [("Ñ" * 8, "")]


def test_what_is_broken_is_told_and_the_rest_is_read() -> None:
    items = everything("broken_cards.vcf")
    cards = [item for item in items if isinstance(item, Card)]
    assert [card.name.full for card in cards] == ["Ada Byron", "No Name Inc.", "cleo@example.org", "Ben Cut"]
    assert said(cards[0], "note") == [("still here", "")]
    bad = [(item.line, item.reason) for item in items if isinstance(item, Unreadable)]
    expected = [
        (1, "outside any card"),
        (5, "not a property"),
        (7, "photo"),
        (10, "no end"),
        (19, "no name"),
        (23, "list of people"),
        (29, "no end"),
    ]
    assert [line for line, _ in bad] == [line for line, _ in expected]
    for (line, reason), (_, about) in zip(bad, expected, strict=True):
        assert about in reason
        assert f"line {line}" in reason.lower()
        assert reason.endswith(".")


def test_a_card_of_many_junk_lines_lists_only_the_first_of_them() -> None:
    items = of("BEGIN:VCARD\r\nFN:Ada\r\n" + "junk\r\n" * 500 + "END:VCARD\r\n")
    assert len(items) == 21
    assert isinstance(items[-1], Unreadable)
    assert "more such lines" in items[-1].reason


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("BDAY:19800322", "1980-03-22"),
        ("BDAY:1980-3-2", "1980-03-02"),
        ("BDAY:--0229", "--02-29"),
        ("BDAY:1980-13-45", "1980-13-45"),
        ("BDAY:1980-03-22T00:00:00Z", "1980-03-22"),
        ("BDAY;VALUE=text:circa 1800", "circa 1800"),
    ],
)
def test_birthdays_become_iso_where_they_are_dates(raw: str, value: str) -> None:
    assert said(one(raw), "birthday") == [(value, "")]


@pytest.mark.parametrize("line", ["NOTE:", "ADR:;;;;;;", "ORG:;", "CATEGORIES:,", "PHOTO;ENCODING=b:", "TEL;CELL:"])
def test_an_empty_property_is_nothing(line: str) -> None:
    assert one(line) == Card(Name("Ada"), (), None, 1)


def test_a_property_without_a_home_is_kept_with_its_name_and_parameters() -> None:
    card = one("X-FOO;X-BAR=1,2;TYPE=home:a\\,b")
    expected = Value("other", "a,b", "home", {"params": {"X-BAR": ["1", "2"]}, "name": "X-FOO"})
    assert card.values == (expected,)


def test_text_without_a_fold_is_joined_only_where_it_can_be_meant() -> None:
    card = one("NOTE;ENCODING=QUOTED-PRINTABLE:one=\r\ntwo=3A three\r\nTEL:415", "2.1")
    assert said(card, "note") == [("onetwo: three", "")]
    assert said(card, "phone") == [("415", "")]
