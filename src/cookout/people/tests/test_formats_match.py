"""Keys by which values of two address books are recognised as the same."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.people.formats import KINDS, Value, match_key, value_key


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("email", "Ada@Example.org", " ada@example.ORG"),
        ("email", "ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("email", "ada@BÜCHER.example", "ada@bu\u0308cher.example"),
        ("phone", "+1 415 555 2671", "(415) 555-2671"),
        ("phone", "tel:+1-415-555-2671", "1.415.555.2671"),
        ("phone", "+44 (0)20 7946 0018", "+442079460018"),
        ("organisation", "Café Núñez, Ltd.", "cafe nunez ltd"),
        ("name", "Łukasz Ångström", "lukasz angstrom"),
        ("name", "O'Brien-Smith", "o brien smith"),
        ("url", "https://www.example.org/", "example.org"),
        ("uid", " urn:uuid:1 ", "urn:uuid:1"),
        ("note", "two\n words", "two words"),
    ],
)
def test_values_that_say_the_same_have_the_same_key(kind: str, one: str, other: str) -> None:
    assert match_key(kind, one) == match_key(kind, other) != ""


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("email", "ada@example.org", "ada@example.com"),
        ("phone", "415 555 2671", "415 555 2672"),
        ("phone", "415 555 2671 ext. 1", "415 555 2671 ext. 2"),
        ("phone", "ask Ben", "ask Cleo"),
        ("name", "日本", "本日"),
        ("note", "likes C", "likes C++"),
        ("uid", "a", "A"),
        ("category", "!!!", "???"),
    ],
)
def test_values_that_differ_have_different_keys(kind: str, one: str, other: str) -> None:
    assert match_key(kind, one) != match_key(kind, other)


def test_a_number_without_a_country_is_of_the_region() -> None:
    assert match_key("phone", "020 7946 0018", region="GB") == match_key("phone", "+44 20 7946 0018")
    assert match_key("phone", "020 7946 0018", region="US") != match_key("phone", "+44 20 7946 0018")


def test_every_kind_has_a_key_and_an_empty_value_has_none() -> None:
    assert all(match_key(kind, "x1") for kind in KINDS)
    assert not any(match_key(kind, "  ") for kind in KINDS)


def test_properties_of_different_names_are_never_the_same() -> None:
    one, other = Value("other", "1", "", {"name": "X-A"}), Value("other", "1", "", {"name": "X-B"})
    assert value_key(one) != value_key(other)
    assert value_key(one) == value_key(Value("other", " 1", "home", {"name": "X-A"}))


@given(
    start=st.sampled_from(["", "+1", "+1 ", "+1-", "1 ", "+44 "]),
    area=st.from_regex(r"\(?[0-9]{3}\)?", fullmatch=True),
    between=st.sampled_from(["", " ", "-", ".", "/"]),
    rest=st.from_regex(r"[0-9]{3}[ .-]?[0-9]{4}", fullmatch=True),
    region=st.sampled_from(["US", "CA", "DE"]),
)
def test_the_quick_way_for_north_american_numbers_agrees_with_the_grammar(
    start: str, area: str, between: str, rest: str, region: str
) -> None:
    number = f"{start}{area}{between}{rest}"
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return
    slow = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164).lstrip("+")
    assert match_key("phone", number, region=region) == slow
