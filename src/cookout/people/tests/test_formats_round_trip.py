"""What is written is read back equal: for any card of ours, and for every file that we have."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cookout.people.formats import (
    Card,
    Name,
    Value,
    canonical,
    read,
    same_person,
    write_google_csv,
    write_vcard,
)
from cookout.people.formats.labels import from_apple
from cookout.people.formats.properties import address_value, organisation_value

from .test_formats_vcard import FILES

OURS = sorted(path.name for path in FILES.glob("*.[cv][sc][vf]") if not path.name.startswith("judged_"))
"""Address books; what was judged of pairs of cards is none."""

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VERSIONS = ("3.0", "4.0")

letters = st.one_of(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]),
    st.sampled_from(list(",;:\\\"'^=\n +-@éŁ☃ab")),
)
texts = st.text(letters, min_size=1, max_size=90).map(str.strip).filter(bool)
lines = texts.map(lambda text: text.replace("\n", " "))
words = st.one_of(lines, st.just(""))
labels = st.one_of(
    st.sampled_from(["", "home", "work", "mobile", "work fax", "spouse", "homepage"]),
    lines.filter(lambda text: from_apple(text) == text and text[:1] not in "*_" and len(text) < 40),
)
preferred = st.sampled_from([{}, {"preferred": True}])
days = st.dates().map(lambda day: day.isoformat()) | st.sampled_from(["--02-29", "circa 1800"])


def simple(*kinds: str) -> st.SearchStrategy[Value]:
    return st.builds(Value, st.sampled_from(kinds), texts, labels, preferred)


@st.composite
def other(draw: st.DrawFn) -> Value:
    extra: dict[str, Any] = {"name": draw(st.sampled_from(["X-FOO", "GENDER", "FBURL", "X-ABDATE"]))}
    if draw(st.booleans()):
        extra["params"] = {"X-P": [draw(words)], "LANGUAGE": ["en", "de"]}
    return Value("other", draw(texts), draw(labels), extra)


parts = st.lists(st.one_of(texts, st.just("")), min_size=7, max_size=7)
units = st.lists(st.one_of(texts, st.just("")), min_size=1, max_size=3)
values = st.one_of(
    simple("email", "phone", "url", "title", "role", "note", "related"),
    st.builds(Value, st.sampled_from(["nickname", "uid", "category"]), texts),
    st.builds(Value, st.sampled_from(["birthday", "anniversary"]), days),
    st.builds(address_value, parts, labels, preferred),
    st.builds(organisation_value, units, labels, preferred),
    st.builds(
        Value,
        st.just("im"),
        lines.filter(lambda text: ":" not in text),
        labels.filter(bool),
        st.just({"scheme": "xmpp"}),
    ),
    st.builds(Value, st.just("other"), st.just("3 bytes (x)"), st.just(""), st.just({"name": "KEY", "base64": "AAAA"})),
    other(),
).filter(lambda value: bool(value.value))
cards = st.builds(
    Card,
    st.builds(Name, texts, words, words, words, words, words),
    st.lists(values, max_size=8).map(tuple),
    st.one_of(st.none(), st.binary(min_size=1, max_size=200)),
    st.just(1),
)


def as_written(card: Card) -> Any:
    """The canonical card without the size and hash by which kept data are shown."""
    kept = tuple(replace(v, value="data") if v.extra.get("base64") else v for v in card.values)
    return canonical(replace(card, values=kept))


def back(data: bytes) -> list[Card]:
    items = list(read(io.BytesIO(data)))
    assert all(isinstance(item, Card) for item in items), items
    return [item for item in items if isinstance(item, Card)]


@pytest.mark.parametrize("version", VERSIONS)
@FEW
@given(st.lists(cards, min_size=1, max_size=4))
def test_any_card_comes_back_from_vcard(version: Any, people: list[Card]) -> None:
    data = b"".join(write_vcard(people, version))
    assert [as_written(card) for card in back(data)] == [as_written(card) for card in people]


@FEW
@given(st.lists(cards, min_size=1, max_size=4))
def test_any_card_comes_back_from_google_csv_but_its_photo(people: list[Card]) -> None:
    data = b"".join(write_google_csv(people))
    assert [as_written(card) for card in back(data)] == [as_written(replace(card, photo=None)) for card in people]


@pytest.mark.parametrize("version", VERSIONS)
@FEW
@given(cards)
def test_lines_are_folded_at_75_octets_inside_no_letter(version: Any, card: Card) -> None:
    data = b"".join(write_vcard([card], version))
    assert data.endswith(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
        assert b"\n" not in line


@FEW
@given(cards)
def test_whatever_is_kept_can_be_stored_as_json(card: Card) -> None:
    (read_back,) = back(b"".join(write_vcard([card], "4.0")))
    for value in read_back.values:
        assert json.loads(json.dumps(asdict(value)))["value"] == value.value


@pytest.mark.parametrize("file", OURS)
def test_every_file_of_ours_comes_back_from_each_format(file: str) -> None:
    with (FILES / file).open("rb") as stream:
        people = [item for item in read(stream) if isinstance(item, Card)]
    assert people
    for version in VERSIONS:
        again = back(b"".join(write_vcard(people, version)))  # type: ignore[arg-type]  # a str of the two
        assert [canonical(card) for card in again] == [canonical(card) for card in people]
    again = back(b"".join(write_google_csv(people)))
    assert [canonical(card) for card in again] == [canonical(replace(card, photo=None)) for card in people]


def test_a_value_that_was_edited_is_written_as_it_is_now() -> None:
    old = {"parts": ["", "", "1 Road", "Town", "", "", ""], "types": ["work"], "raw": "19800101T1200"}
    people = Card(
        Name("Ada"), (Value("address", "2 Lane", "home", old), Value("birthday", "1981-02-03", "", old)), None, 1
    )
    (again,) = back(b"".join(write_vcard([people], "4.0")))
    assert [(value.value, value.label) for value in again.values] == [("2 Lane", "home"), ("1981-02-03", "")]


def test_equal_people_are_the_same_in_any_order_and_others_are_not() -> None:
    email, phone = Value("email", "ada@example.org"), Value("phone", "1")
    ada = Card(Name("Ada"), (email, phone), None, 1)
    assert same_person(ada, replace(ada, values=(phone, email), line=9))
    assert not same_person(ada, replace(ada, values=(phone,)))
    assert not same_person(ada, replace(ada, photo=b"x"))


def test_the_photo_says_its_type_and_is_inline() -> None:
    card = Card(Name("Ada"), (), b"\xff\xd8\xff rest", 1)
    assert b"PHOTO;ENCODING=b;TYPE=JPEG:" in b"".join(write_vcard([card], "3.0"))
    assert b"PHOTO:data:image/jpeg;base64," in b"".join(write_vcard([card], "4.0"))
