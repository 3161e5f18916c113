"""Contacts judged by hand (judged/contacts.json): the first list is for tuning, the second was put aside before."""

import json
from pathlib import Path
from typing import Any

import pytest

from cookout.science import Contact, Entry, matching_people

JUDGED = json.loads((Path(__file__).parent / "judged" / "contacts.json").read_text("utf-8"))


@pytest.mark.parametrize("half", ["first", "second"])
def test_contacts_are_found_as_a_thoughtful_friend_would(half: str) -> None:
    told = [(_answer(row), row["verdict"]) for row in JUDGED[half]]
    right = sum(said == verdict != "no" for said, verdict in told)
    assert right / sum(said != "no" for said, _ in told) >= 0.85
    assert right / sum(verdict != "no" for _, verdict in told) >= 0.75


def test_the_lists_are_large_and_of_different_people() -> None:
    assert len(JUDGED["first"]) >= len(JUDGED["second"]) == 30
    whose = [{row["wanted"] for row in JUDGED[half]} for half in ("first", "second")]
    assert not whose[0] & whose[1]
    assert {row["verdict"] for row in JUDGED["second"]} == {"yes", "meets", "no"}


def _answer(row: dict[str, Any]) -> str:
    """As in the list: fits ("yes"), meets, or neither; whose note only touches it counts as said to fit."""
    wanted = [Entry(prompt.partition(".")[0], text, prompt=prompt) for prompt, text in JUDGED["wanted"][row["wanted"]]]
    told = {name: row[name] for name in ("trade", "place", "company") if name in row}
    contact = Contact("1", **told, texts=tuple(row.get("texts", ())), serves=tuple(row.get("serves", ())))
    found = matching_people(wanted, [contact])
    if not found:
        return "no"
    return "meets" if found[0].kind == "meets" else "yes"
