"""Addresses that are written many times on a page."""

import pytest
from django.urls import NoReverseMatch, clear_script_prefix, reverse, set_script_prefix

from cookout.core.addresses import address_of
from cookout.core.ids import uuid7

KEYS = ["promise:0195f2a4", "tie one", "naïve", "a&b=c?d#e", "100%", "(x)'*+,;~@"]


@pytest.mark.parametrize("key", KEYS)
def test_it_is_what_reverse_says(key: str) -> None:
    assert address_of("plan:line_later", key) == reverse("plan:line_later", args=[key])


def test_a_house_below_a_path_has_its_own_addresses() -> None:
    uid = uuid7()
    above = address_of("people:person_detail", uid)
    set_script_prefix("/house/")
    try:
        assert address_of("people:person_detail", uid) == reverse("people:person_detail", args=[uid])
        assert address_of("people:person_detail", uid) == f"/house{above}"
    finally:
        clear_script_prefix()
    assert address_of("people:person_detail", uid) == above


def test_what_has_no_address_is_said() -> None:
    with pytest.raises(NoReverseMatch):
        address_of("people:nowhere", 1)
