"""What two cards are taken for, pattern by pattern; every reason by its own pair; and who is found among many."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cookout.people.formats import match_key
from cookout.people.formats.likeness import Known, Reason, decide, likely_pairs

FILE = Path(__file__).parent / "files" / "likeness_patterns.txt"
KINDS = {
    "o": "organisation", "t": "title", "m": "email", "p": "phone", "a": "address", "b": "birthday", "u": "url",
}  # fmt: skip


def card(text: str, key: object = 0) -> Known:
    """A card of one line: the name, then `m=` a mail and so on."""
    name, *rest = (part.strip() for part in text.split(";"))
    told = [(KINDS[letter], value) for letter, _is, value in (part.partition("=") for part in rest if part)]
    return Known.of(str(key), name, [(kind, match_key(kind, value), value) for kind, value in told])


def patterns() -> Iterator[tuple[str, bool, str, str]]:
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            verdict, one, other = line.split(" | ")
            yield line, verdict == "=", one, other


def test_every_pattern_is_decided_as_people_do_whichever_card_comes_first() -> None:
    wrong = [
        line
        for line, same, one, other in patterns()
        if {bool(decide(card(one), card(other))), bool(decide(card(other), card(one)))} != {same}
    ]
    assert wrong == []


REASONS = {
    Reason.PAGE: ("Ada Quill; u=https://pages.example.com/in/ada/", "Ada Quill; u=pages.example.com/in/ada"),
    Reason.MAIL: ("Ada Quill; m=ada@mail.example.org", "Ada Quill; m=ada+chapter@mail.example.org"),
    Reason.MOBILE: ("Ada Quill; p=07700 900102", "Ada Quill; p=+44 7700 900102"),
    Reason.PHONE: ("Ada Quill; p=(312) 555-0114", "Ada Quill; p=+1 312-555-0114"),
    Reason.BIRTHDAY: ("Ada Quill; b=1980-02-03", "Ada Quill; b=1980-02-03"),
    Reason.FIRM: ("Ada Quill; o=Merton Bank", "Ada Quill; o=Merton Bank plc"),
    Reason.DOMAIN: ("Ada Quill; m=ada@mertonbank.example.com", "Ada Quill; m=quill@mertonbank.example.com"),
    Reason.ADDRESS: ("Ada Quill; a=3 Chapel Row, Bath", "Ada Quill; a=3 Chapel Row, Bath BA1"),
    Reason.TOWN: ("Ada Quill; a=München", "Ada Quill; a=Munich"),
    Reason.TITLE: ("Ada Quill; o=Merton Bank; t=Teller", "Ada Quill; o=Merton Bank; t=Teller"),
    Reason.NAME: ("Quill, Ada; o=Merton Bank", "Ada Quill; o=Merton Bank"),
    Reason.SHORT_NAME: ("Bob Quill; m=bq@mail.example.org", "Robert Quill; m=bq@mail.example.org"),
    Reason.LIKE_NAME: ("A. Quill; m=aq@mail.example.org", "Ada Quill; m=aq@mail.example.org"),
    Reason.FIRST_NAME: ("Ada; p=+44 7700 900102", "Ada Quill; p=+44 7700 900102"),
}


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_told(reason: Reason) -> None:
    one, other = REASONS[reason]
    assert reason in decide(card(one), card(other))


def test_what_is_alike_is_not_called_the_same() -> None:
    assert decide(card("Ada Quill; o=Calder Group; a=Bath"), card("Ada Quill; o=Calder Actuaries; a=Bath")) == (
        Reason.NAME, Reason.TOWN,
    )  # fmt: skip


CROWD = (
    "Boris Lindqvist", "Carla Mbeki", "Dimitri Osei", "Elke Fairweather", "Farid Holm", "Gloria Pruitt",
    "Ines Abernethy", "Henk Zielinski", "Jamal Thorne", "Kirsty Vandal", "Lorcan Eze", "Mirela Kowal", "Nuno Straub",
)  # fmt: skip


def test_a_rare_name_alone_is_not_enough() -> None:
    assert decide(card("Quillon Abernethy"), card("Quillon Abernethy; m=quillon@copperleaf.example.com")) == ()


def test_a_mail_domain_of_many_firms_is_no_evidence_of_one_employer() -> None:
    twins = [card("Ada Quill; m=ada@freeport.example.net", 1), card("Ada Quill; m=quill@freeport.example.net", 2)]
    others = [
        card(f"{name}; m=p{at}@freeport.example.net; o={name.split()[1]} Works", at + 3)
        for at, name in enumerate(CROWD)
    ]
    assert [(pair.one, pair.other) for pair in likely_pairs(twins)] == [("1", "2")]
    assert likely_pairs([*twins, *others]) == []


def test_a_number_on_many_cards_is_an_offices() -> None:
    cards = [card("Ada Byron; p=+1 312-555-0114", 1), card("Ada Quill; p=+1 312-555-0114", 2)]
    crowd = [card(f"{name}; p=+1 312-555-0114", at + 3) for at, name in enumerate(CROWD[:5])]
    assert [(pair.one, pair.other) for pair in likely_pairs(cards)] == [("1", "2")]
    assert likely_pairs([*cards, *crowd]) == []
