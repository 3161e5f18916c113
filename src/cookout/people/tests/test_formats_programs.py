"""What LinkedIn, Outlook, Thunderbird and spreadsheets write: each cell comes in, or the file is refused."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from cookout.people.formats import AsksColumns, Card, RefusedFile, Unreadable, canonical, read, sheets, write_vcard
from cookout.people.formats.meanings import guess
from cookout.people.formats.packed import HARMLESS

LINKEDIN = (
    "\N{BYTE ORDER MARK}Notes:\r\n"
    '"Some of the mails are missing, as their owners wished, see https://example.org/help"\r\n\r\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    'Dana,Dorn,https://www.linkedin.com/in/dana,dana@example.org,"Dorn, Inc.",Roofer,12 Mar 2024\r\n'
    ",,https://www.linkedin.com/in/gone,,,,\r\n"
)
LINKEDIN_DE = (
    "Hinweise:\n\nVorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n"
    "Käthe,Größe,https://www.linkedin.com/in/k,,Größe AG,Malerin,3. März 2022\n"
)
OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Company,Department,Job Title,Business Street,Business Street 2,"
    "Business City,Business Country/Region,Home Street,Business Fax,Business Phone,Mobile Phone,Anniversary,Birthday,"
    "Categories,E-mail Address,E-mail Type,E-mail Display Name,Gender,Notes,Priority,Private,Referred By,Spouse,"
    "User 1\n"
    "Mr.,Dana,Q,Dorn,Dorn Roofing,Sales,Owner,1 Main St,Suite 5,Reno,USA,9 Oak Ln,775 555 0100,775 555 0101,"
    "775 555 0104,0/0/00,4/15/1980,Roofers;Reno,dana@example.org,SMTP,Dana Dorn (dana@example.org),Unspecified,"
    '"One line\nand another",Normal,False,Marta Silva,Sam,Boat\n'
)
OUTLOOK_DE = (
    "Anrede;Vorname;Weitere Vornamen;Nachname;Firma;Straße geschäftlich;Ort geschäftlich;Telefon geschäftlich;"
    "Geburtstag;E-Mail-Adresse;E-Mail-Typ;E-Mail: Angezeigter Name;Empfohlen von;Geschlecht;Stichwörter\r\n"
    "Frau;Käthe;;Größe;Größe & Söhne;Hauptstr. 1;Köln;0221 55501;15.4.1980;kaethe@example.org;SMTP;Käthe Größe;"
    "Jörg Weiß;Keine Angabe;Chor\r\n"
)
OUTLOOK_NEW = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,E-mail Address,E-mail 2 Address,Home Phone,IMAddress,"
    "Job Title,Company,Office Location,Personal Web Page,Schools,Birthday,Notes\n"
    "Emil,,Ek,,,Emmi,emil@example.org,e@example.org,+46 8 123 45 60,emil.ek,Florist,Ek AB,B2,ek.example,Uppsala,"
    "1981-02-03,Tulips\n"
)
THUNDERBIRD = (
    "First Name,Last Name,Display Name,Primary Email,Mobile Number,Home Address,Home City,Birth Year,Birth Month,"
    "Birth Day,Custom 1,Notes,\n"
    "Fay,Fox,Fay the Fox,fay@example.org,775 555 0105,9 Oak Ln,Reno,,2,3,golf,likes tea,\n"
)


def of(data: str | bytes) -> list[Card | Unreadable]:
    return list(read(io.BytesIO(data.encode() if isinstance(data, str) else data)))


def people(data: str | bytes) -> list[Card]:
    cards = [one for one in of(data) if isinstance(one, Card)]
    again = [one for one in of(b"".join(write_vcard(cards, "4.0"))) if isinstance(one, Card)]
    assert [canonical(one) for one in again] == [canonical(one) for one in cards]
    return cards


def told(card: Card) -> set[tuple[str, str, str]]:
    return {(value.kind, value.label, value.value) for value in card.values}


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/") + ".csv", data)
    return out.getvalue()


@pytest.mark.parametrize("data", [LINKEDIN, zipped(Basic__Invitations="a,b\n1,2\n", Basic__Connections=LINKEDIN)])
def test_linkedin_as_csv_and_as_the_zip_it_sends(data: str | bytes) -> None:
    dana, gone = people(data)
    assert dana.name.full == "Dana Dorn"
    assert told(dana) == {
        ("url", "", "https://www.linkedin.com/in/dana"),
        ("email", "", "dana@example.org"),
        ("organisation", "", "Dorn, Inc."),
        ("title", "", "Roofer"),
        ("other", "Connected On", "2024-03-12"),
    }
    assert gone.name.full == "https://www.linkedin.com/in/gone"


def test_linkedin_in_german_and_without_addresses() -> None:
    (kaethe,) = people(LINKEDIN_DE)
    assert (kaethe.name.full, kaethe.line) == ("Käthe Größe", 4)
    assert ("other", "Connected On", "2022-03-03") in told(kaethe)
    (old,) = people("First Name,Last Name,Company,Position,Connected On\nSam,Lee,Cohere,Engineer,7-Feb-22\n")
    assert ("other", "Connected On", "2022-02-07") in told(old)


def test_outlook_keeps_who_referred_somebody_and_leaves_out_what_it_writes_by_itself() -> None:
    (dana,) = people(OUTLOOK)
    assert (dana.name.full, dana.name.prefix, dana.name.additional) == ("Dana Q Dorn", "Mr.", "Q")
    assert told(dana) == {
        ("related", "referred by", "Marta Silva"),
        ("related", "spouse", "Sam"),
        ("organisation", "", "Dorn Roofing, Sales"),
        ("title", "", "Owner"),
        ("address", "work", "1 Main St, Suite 5, Reno, USA"),
        ("address", "home", "9 Oak Ln"),
        ("phone", "work fax", "775 555 0100"),
        ("phone", "work", "775 555 0101"),
        ("phone", "mobile", "775 555 0104"),
        ("birthday", "", "1980-04-15"),
        ("category", "", "Roofers"),
        ("category", "", "Reno"),
        ("email", "", "dana@example.org"),
        ("note", "", "One line\nand another"),
        ("other", "User 1", "Boat"),
    }


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_outlook_in_german_in_any_encoding(encoding: str) -> None:
    (kaethe,) = people(OUTLOOK_DE.encode(encoding))
    assert kaethe.name.full == "Käthe Größe"
    assert told(kaethe) == {
        ("related", "referred by", "Jörg Weiß"),
        ("organisation", "", "Größe & Söhne"),
        ("address", "work", "Hauptstr. 1, Köln"),
        ("phone", "work", "0221 55501"),
        ("birthday", "", "1980-04-15"),
        ("email", "", "kaethe@example.org"),
        ("other", "Stichwörter", "Chor"),
    }


def test_the_new_outlook_and_outlook_com() -> None:
    (emil,) = people(OUTLOOK_NEW)
    kinds = {(kind, value) for kind, _label, value in told(emil)}
    assert kinds >= {("email", "e@example.org"), ("im", "emil.ek"), ("other", "B2"), ("other", "Uppsala")}
    assert kinds >= {("nickname", "Emmi"), ("birthday", "1981-02-03"), ("url", "ek.example")}


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_thunderbird_with_any_sign_between_the_cells(sign: str) -> None:
    (fay,) = people(THUNDERBIRD.replace(",", sign))
    assert (fay.name.full, fay.name.given) == ("Fay the Fox", "Fay")
    assert told(fay) >= {
        ("birthday", "", "--02-03"),
        ("other", "Custom 1", "golf"),
        ("address", "home", "9 Oak Ln, Reno"),
    }


def test_a_day_that_can_be_read_in_two_ways_is_kept_as_it_is_unless_another_row_tells() -> None:
    head = "First Name,Last Name,E-mail Address,Birthday\n"
    one, other = "Dana,Dorn,d@example.org,4/5/1980\n", "Emil,Ek,e@example.org,23/5/1981\n"
    assert ("birthday", "", "4/5/1980") in told(people(head + one)[0])
    assert ("birthday", "", "1980-05-04") in told(people(head + one + other)[0])


def test_a_header_that_stands_there_twice_is_nobody_and_titles_that_do_are_both_kept() -> None:
    rows = "Name,Phone,Phone,,Notes\nDana,1,2,blue,\nName,Phone,Phone,,Notes\nEmil,3,,,\n"
    dana, emil = people(rows)
    assert told(dana) == {("phone", "", "1"), ("phone", "", "2"), ("other", "Column 4", "blue")}
    assert emil.name.full == "Emil"


def test_a_quotation_mark_that_is_never_closed_costs_its_line_alone() -> None:
    bad, emil = of('Name,Email\n"Dana,dana@example.org\nEmil,emil@example.org\n')
    assert isinstance(bad, Unreadable)
    assert isinstance(emil, Card)


def test_rows_without_titles_and_two_hundred_columns_are_asked_about() -> None:
    with pytest.raises(AsksColumns) as asks:
        of("Dana Dorn,dana@example.org,775 555 0104\nEmil Ek,emil@example.org,775 555 0105\n")
    (table,) = asks.value.tables
    assert (table.titles, table.guesses) == (["Column 1", "Column 2", "Column 3"], ["full", "email", "phone"])
    wide = [",".join(f"{word}{at}" for at in range(200)) for word in ("title", "cell", "cell")]
    with pytest.raises(AsksColumns):
        of("\n".join(wide))
    with pytest.raises(RefusedFile, match="600 columns"):
        of("\n".join(",".join([line] * 3) for line in wide))


def test_what_a_column_means_is_guessed_by_title_then_by_what_stands_in_it() -> None:
    header = ["Who", "PLZ", "x", "Recommended by", "y"]
    row = ["Dana Dorn", "50667", "dana@example.org", "Marta", "https://dorn.example"]
    assert guess(header, [row], {"plz": "postal", "recommended by": "related:referred by"}) == [
        "full",
        "postal",
        "email",
        "related:referred by",
        "url",
    ]


# Spreadsheets


def workbook(*sheets: list[list[Any]], merged: str = "", hidden: int | None = None) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for at, rows in enumerate(sheets):
        sheet = book.active if at == 0 else book.create_sheet(f"Sheet {at + 1}")
        for row in rows:
            sheet.append(row)
        if merged and at == 0:
            sheet.merge_cells(merged)
        if at == hidden:
            sheet.sheet_state = "hidden"
    book.save(out)
    return out.getvalue()


HEAD = ["Name", "Phone", "Email", "Birthday"]
DANA = ["Dana Dorn", 7755550104, "dana@example.org", dt.date(1980, 4, 15)]


def test_a_spreadsheet_has_numbers_days_and_a_title_above_the_table() -> None:
    (dana,) = people(workbook([["Our people in 2026"], [], HEAD, DANA], [], merged="A1:D1"))
    assert (dana.line, dana.name.full) == (4, "Dana Dorn")
    assert told(dana) == {
        ("phone", "", "7755550104"),
        ("email", "", "dana@example.org"),
        ("birthday", "", "1980-04-15"),
    }


def test_of_several_sheets_one_is_asked_for_and_hidden_ones_do_not_count() -> None:
    prices = [["Article", "Price"], ["Ladder", 20]]
    with pytest.raises(AsksColumns, match="several sheets") as asks:
        of(workbook(prices, [HEAD, DANA]))
    assert [table.sheet for table in asks.value.tables] == ["Sheet 2", "Sheet"]
    members = [["Member", "Reach me"], ["Dana Dorn", "dana@example.org"]]
    with pytest.raises(AsksColumns, match="several sheets") as asks:
        of(workbook(prices, [["To do"], ["tea"]], members, prices))
    assert [table.sheet for table in asks.value.tables] == ["Sheet 3", "Sheet", "Sheet 4"]
    assert len(people(workbook(prices, [HEAD, DANA], hidden=0))) == 1
    two = io.BytesIO(workbook(prices, [HEAD, DANA]))
    assert len(list(read(two, sheet="Sheet 2"))) == 1
    with pytest.raises(RefusedFile, match="no sheet “Sheet 9”.*“Sheet”|no sheet “Sheet 9”"):
        read(io.BytesIO(workbook(prices)), sheet="Sheet 9")


def test_of_a_formula_its_last_result_is_read_and_never_what_it_would_do() -> None:
    call = '=HYPERLINK("https://example.org/"&B2,"Dana Dorn")'
    assert of(workbook([HEAD, [call, "", "", ""]])) == []
    data = workbook([HEAD, ["Dana Dorn", call, "dana@example.org", ""]])
    (dana,) = people(data)
    assert told(dana) == {("email", "", "dana@example.org")}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    known = re.sub(rb"(<f>[^<]*</f>)<v ?/>|(<f>[^<]*</f>)<v></v>", rb"\1\2<v>775</v>", sheet)
    assert known != sheet
    (dana,) = people(with_sheet(data, known))
    assert ("phone", "", "775") in told(dana)


def with_sheet(data: bytes, sheet: bytes) -> bytes:
    """The same workbook with another first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(one.filename, sheet if one.filename.endswith("sheet1.xml") else old.read(one))
    return out.getvalue()


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = with_sheet(workbook([HEAD, DANA]), b"<worksheet>" + b" " * 5_000_000)
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 4_000_000)
    monkeypatch.setattr(sheets, "apart", None)
    assert len(data) < 20_000
    with pytest.raises(RefusedFile, match="far larger than a list of people"):
        of(data)


def far_corner() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"], book.active["XFD1048576"] = "Name", "far away"
    book.save(out)
    return out.getvalue()


def far_below() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"], book.active["B1"] = "Name", "Phone"
    book.create_sheet("Long")["A300000"] = "far below"
    book.save(out)
    return out.getvalue()


def bomb() -> bytes:
    return zipped(Connections=b"First Name,Last Name,Connected On\n" + b",,\n" * (HARMLESS // 3))


def locked_zip() -> bytes:
    data = bytearray(zipped(Connections=LINKEDIN))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def broken_zip() -> bytes:
    data = bytearray(zipped(Connections=LINKEDIN * 50))
    data[60:90] = bytes(30)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "about"),
    [
        (zipped(Contacts="a,b\n1,2\n"), "without the Connections.csv"),
        (locked_zip(), "locked by a password"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "locked by a password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "cannot be read as a spreadsheet"),
        (broken_zip(), "damaged"),
        (zipped(Connections=LINKEDIN)[:-60], "damaged"),
        (bomb(), "unpacks to far more"),
        (workbook([["only", "titles"]]), "no sheet holds a table"),
        (far_corner(), "columns|too far"),
        (far_below(), "200,000 rows"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_one_sentence(data: bytes, about: str) -> None:
    with pytest.raises(RefusedFile, match=about) as refused:
        of(data)
    assert "\n" not in str(refused.value)
    assert not isinstance(refused.value, AsksColumns)
