"""What codes hold: contacts of all kinds, addresses, numbers, secrets and rubbish; and the doors that say it."""

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cookout.core.models import User
from cookout.core.testing import bearer, make_user
from cookout.people.formats import code

VCARD = """BEGIN:VCARD
VERSION:{}
N:Byron;Ada;;;
FN:Ada Byron
ORG:Engines
TEL{}:+1 614 555 0190
END:VCARD
"""


def told(read: code.Read) -> list[tuple[str, str, str]]:
    """The fields, short."""
    return [(field.kind, field.value, field.label) for field in read.fields]


@pytest.mark.parametrize(("version", "types"), [("2.1", ";CELL"), ("3.0", ";TYPE=CELL"), ("4.0", ";TYPE=cell")])
def test_a_vcard_of_any_version_is_read(version: str, types: str) -> None:
    read = code.read(VCARD.format(version, types))
    assert read.kind == "vcard"
    assert read.said == ""
    assert told(read) == [
        ("name", "Ada Byron", ""),
        ("organisation", "Engines", ""),
        ("phone", "+1 614 555 0190", "mobile"),
    ]


def test_a_mecard_is_read_with_its_signs() -> None:
    read = code.read(
        "MECARD:N:Byron,Ada;ORG:Engines\\; Sons;TEL:+16145550190;EMAIL:ada@example.org;"
        "ADR:1 Main St,Columbus;NOTE:tall;;"
    )
    assert told(read) == [
        ("name", "Ada Byron", ""),
        ("organisation", "Engines; Sons", ""),
        ("phone", "+16145550190", ""),
        ("email", "ada@example.org", ""),
        ("address", "1 Main St, Columbus", ""),
    ]
    assert read.rest == ("tall",)


def test_a_bizcard_is_read() -> None:
    read = code.read("BIZCARD:N:Ada;X:Byron;T:Founder;C:Engines;M:+16145550190;E:ada@example.org;;")
    assert read.name == "Ada Byron"
    assert ("phone", "+16145550190", "mobile") in told(read)


@pytest.mark.parametrize(
    ("payload", "kind", "fields", "said"),
    [
        (
            "https://www.linkedin.com/in/ada",
            "web",
            [("url", "https://www.linkedin.com/in/ada", "")],
            "web address, no card",
        ),
        ("mailto:ada%2Bb@example.org?subject=Hi", "mail", [("email", "ada+b@example.org", "")], "mail address"),
        ("MAILTO:ada@example.org", "mail", [("email", "ada@example.org", "")], "mail address"),
        ("tel:+16145550190", "phone", [("phone", "+16145550190", "")], "phone number"),
        ("SMSTO:+16145550190:hello", "phone", [("phone", "+16145550190", "")], "phone number"),
        ("WIFI:T:WPA;S:home;P:swordfish;;", "secret", [], "Nothing of it was kept"),
        ("otpauth://totp/x?secret=JBSWY3DP", "secret", [], "Nothing of it was kept"),
        ("BEGIN:VEVENT\nSUMMARY:x", "other", [], "something else"),
        ("\x00\x01\x02PK", "binary", [], "no text"),
        ("   ", "nothing", [], "nothing in it"),
        ("word " * 800, "text", [], "characters of text, no card"),
        ("x" * 30_000, "text", [], "too long for a card"),
        ("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD", "vcard", [], "no name"),
        ("MECARD:TEL:+16145550190;;", "mecard", [("phone", "+16145550190", "")], "no name"),
    ],
)
def test_what_is_no_whole_card_is_said(payload: str, kind: str, fields: list[Any], said: str) -> None:
    read = code.read(payload)
    assert (read.kind, told(read)) == (kind, fields)
    assert said in read.said
    assert not read.name


def test_a_secret_is_not_kept() -> None:
    assert "swordfish" not in json.dumps(code.read("WIFI:T:WPA;S:home;P:swordfish;;").plain())


def test_text_in_a_code_is_read_as_a_card() -> None:
    assert code.read("Ada Byron\nFounder\nada.byron@example.org").name == "Ada Byron"


def test_of_several_contacts_the_first_is_read_and_the_others_kept() -> None:
    two = VCARD.format("3.0", "") + "BEGIN:VCARD\nVERSION:3.0\nFN:Ben Brandt\nEND:VCARD\n"
    read = code.read(two)
    assert read.name == "Ada Byron"
    assert "2 contacts" in read.said
    assert "Ben Brandt" in read.rest


@given(st.text(max_size=300) | st.sampled_from(["MECARD:", "BEGIN:VCARD\n", "mailto:", "tel:", "BIZCARD:"]).flatmap(
    lambda head: st.text(max_size=80).map(lambda tail: head + tail)
))  # fmt: skip
def test_any_payload_gets_an_answer(payload: str) -> None:
    read = code.read(payload)
    assert read.fields or read.rest or read.aside or read.said
    json.dumps(read.plain())


CARD = "Marta Reyes\nRealtor\nmarta.reyes@example.org\nWe sell houses"


@pytest.fixture
def ada(db: None) -> User:
    """Somebody with an account."""
    return make_user("Ada Adeyemi")


def test_the_page_s_door_reads_and_keeps_nothing(ada: User, client: Client) -> None:
    client.force_login(ada)
    told = client.post("/people/cards/read/", {"text": CARD}).json()
    assert told["name"] == "Marta Reyes"
    assert told["rest"] == "We sell houses"
    assert {field["kind"]: field["line"] for field in told["fields"]} == {"name": 1, "title": 2, "email": 3}
    assert client.post("/people/cards/read/", {"text": "x " * 1000, "scanned": "1"}).json()["said"]
    assert client.get("/people/cards/read/").status_code == 405


def test_programs_read_the_same(ada: User, client: Client) -> None:
    answer = client.post("/api/v1/cards/read", {"text": CARD}, content_type="application/json", headers=bearer(ada))
    assert answer.json() == code.read(CARD, scanned=False).plain()


def test_the_command_reads_a_file(ada: User, tmp_path: Path) -> None:
    (tmp_path / "card.txt").write_text(CARD)
    out = io.StringIO()
    call_command("card", "read", str(tmp_path / "card.txt"), stdout=out)
    assert "name: Marta Reyes  (" in out.getvalue()
    assert "not sure: We sell houses" in out.getvalue()
    with pytest.raises(CommandError, match="Name a file"):
        call_command("card", "read", str(tmp_path / "none.txt"))


def test_no_page_opens_a_camera_that_does_not_say_so(ada: User, client: Client) -> None:
    client.force_login(ada)
    assert client.get("/people/").headers["Permissions-Policy"].startswith("camera=()")


@pytest.mark.parametrize("part", ["x", "word ", "1 ", "a-", "a.b", "MECARD:" + "x" * 999, "word " * 99 + "so. "])
def test_the_longest_of_lines_is_read_at_once(part: str) -> None:
    text = (part * code.MOST)[: code.MOST]
    before = time.process_time()
    code.read(text, "US", scanned=False)
    assert time.process_time() - before < 1
