"""Google's CSV of both ages and tables typed by hand."""

from __future__ import annotations

import csv
import io

import pytest

from cookout.people.formats import AsksColumns, Card, Name, RefusedFile, Unreadable, Value, read, write_google_csv
from cookout.people.formats.records import plain, safe

from .test_formats_vcard import FILES, everything, people, said


def of(text: str) -> list[Card | Unreadable]:
    return list(read(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("file", "format"),
    [
        ("google_new.csv", "google csv"),
        ("google_2009.csv", "google csv (2009)"),
        ("google_utf16_tabs.csv", "google csv"),
        ("hand_typed.csv", "csv"),
        ("modern_40.vcf", "vcard 4.0"),
        ("phone_21_qp.vcf", "vcard 2.1"),
    ],
)
def test_the_format_is_known_by_content(file: str, format: str) -> None:
    with (FILES / file).open("rb") as stream:
        assert read(stream, name="holiday.jpg").format == format


def test_googles_new_export_is_read_whole() -> None:
    ada, ben, office = people("google_new.csv")
    assert ada.name == Name("Ada Byron", given="Ada", family="Byron")
    assert said(ada, "phone") == [("+1 415 555 0100", "mobile"), ("04-1234567", "mobile")]
    assert said(ada, "note") == [('met at the fair, "really"\nsecond line', "")]
    assert said(ada, "category") == [("myContacts", ""), ("Rowing", "")]
    assert said(ada, "organisation") == [("Engines, Sales", "")]
    assert said(ada, "anniversary") == [("2011-06-01", "")]
    assert said(ada, "related") == [("Ben", "spouse")]
    assert ("none of yours", "SSN") in said(ada, "other")
    assert ben.name.full == "Ben"
    assert said(ben, "birthday") == [("--04-15", "")]
    assert office.name.full == "office@example.org"
    assert [ada.line, ben.line, office.line] == [2, 5, 6]


def test_a_starred_label_is_the_preferred_value() -> None:
    ada = people("google_new.csv")[0]
    emails = [value for value in ada.values if value.kind == "email"]
    assert [value.extra.get("preferred", False) for value in emails] == [True, False]


def test_an_unknown_column_is_kept_under_its_title() -> None:
    (ada,) = people("google_2009.csv")
    assert Value("other", "Engines", "Hobby", {"name": "X-HOBBY"}) in ada.values
    assert said(ada, "im") == [("ada.byron", "Skype")]
    assert said(ada, "phone") == [("+1 415 555 0104", "home fax")]


def test_a_quote_that_is_never_closed_costs_one_line() -> None:
    bad, ben, cleo = everything("forgotten_quote.csv")
    assert isinstance(bad, Unreadable)
    assert bad.line == 2
    assert isinstance(ben, Card)
    assert isinstance(cleo, Card)
    assert said(ben, "email") == [("ben@example.org", "")]
    assert said(cleo, "note") == [('5" pipe', "")]


def test_a_typed_table_with_semicolons_is_read_by_its_words() -> None:
    ada, office = people("hand_typed.csv")
    assert ada.name.full == "Ada"
    assert said(ada, "phone") == [("012-1112222", "")]
    assert said(ada, "organisation") == [("Ada Motor", "")]
    assert said(ada, "other") == [("school friend", "How we know")]
    assert office.line == 4


def test_a_row_that_is_too_wide_is_read_and_told() -> None:
    items = of("First Name,Labels,Phone 1 - Value\nAda,,1,and more\n")
    assert [type(item) for item in items] == [Unreadable, Card]


def test_a_cell_that_is_far_too_long_costs_one_line() -> None:
    items = of("First Name,Labels,Notes\nAda,," + "x" * 200_000 + "\nBen,,\n")
    assert [type(item) for item in items] == [Unreadable, Card]


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "+cmd", "-2+3", "@SUM(1)", "\t=1", "'=1", "''=1", "'t", "plain"]
)
def test_formulas_are_made_harmless_and_come_back_equal(cell: str) -> None:
    assert safe(cell)[0] not in "=+-@\t\r"
    assert plain(safe(cell)) == cell


def test_a_phone_number_is_no_formula() -> None:
    assert safe("+1 (415) 555-0100") == "+1 (415) 555-0100"
    assert plain("'+1 415 555 0100") == "+1 415 555 0100"


def test_no_exported_cell_starts_a_formula() -> None:
    card = Card(Name("=1+1"), (Value("note", "@x"), Value("title", "-1+1")), None, 1)
    text = b"".join(write_google_csv([card])).decode()
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell]
    assert cells
    assert not [cell for cell in cells if cell[0] in "=+-@"]
    (back,) = read(io.BytesIO(text.encode()))
    assert isinstance(back, Card)
    assert back.name.full == "=1+1"
    assert said(back, "note") == [("@x", "")]


def test_an_iterator_can_be_exported_as_well_as_a_list() -> None:
    cards = people("google_new.csv")
    assert b"".join(write_google_csv(iter(cards))) == b"".join(write_google_csv(cards))


@pytest.mark.parametrize("header", ["date,amount,currency", "Name,Shoe size"])
def test_a_table_that_nobody_knows_is_asked_about(header: str) -> None:
    with pytest.raises(AsksColumns, match="say what each column means"):
        of(header + "\n1,2,3\n4;5;6\n")


@pytest.mark.parametrize(
    ("text", "about"),
    [("just some text\n1,2,3\n", "no address book"), ("date,amount\n", "columns"), ("\n\nhello\n", "no address book")],
)
def test_what_is_no_table_of_people_is_refused_by_what_it_is(text: str, about: str) -> None:
    with pytest.raises(RefusedFile, match=about) as refusal:
        of(text)
    assert "Google" in str(refusal.value)
    assert not isinstance(refusal.value, AsksColumns)


def test_excels_separator_line_is_obeyed() -> None:
    (card,) = of("sep=;\nName;Phone\nAda;1\n")
    assert isinstance(card, Card)
    assert card.line == 3
