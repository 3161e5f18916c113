"""How well duplicates are found: by pairs that people judged, some to learn from, the others only to measure by."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from cookout.people.formats import match_key
from cookout.people.formats.likeness import Known, decide

FILES = Path(__file__).parent / "files"
KINDS = {
    "org": "organisation", "title": "title", "emails": "email", "phones": "phone", "address": "address",
    "birthday": "birthday", "url": "url",
}  # fmt: skip


def judged(name: str) -> Iterator[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def card(row: dict[str, str], side: str) -> Known:
    values = [
        (kind, match_key(kind, value), value)
        for column, kind in KINDS.items()
        for value in row[f"{side}_{column}"].split(" ; ")
        if value.strip()
    ]
    return Known.of(side, row[f"{side}_name"], values)


def measured(name: str) -> tuple[float, float, list[str]]:
    """Precision, recall, and which were taken for what they are not."""
    rows = [(row["id"], row["verdict"] == "same", bool(decide(card(row, "a"), card(row, "b")))) for row in judged(name)]
    right = sum(same and said for _id, same, said in rows)
    wrong = [pair for pair, same, said in rows if same != said]
    return right / sum(said for *_rest, said in rows), right / sum(same for _id, same, _said in rows), wrong


LEARNED = (
    "judged_pairs_known", "judged_pairs_known_more", "judged_pairs_known_still_more", "judged_pairs_opened",
    "judged_pairs_second", "judged_pairs_third",
)  # fmt: skip
"""The last three were counted before anybody looked into them (precision and recall: .925 and .817, .962 and .850, then
three times .963 and .867; the second list, once, .966 and .950; the third, once, .943 and .962), and then opened."""


@pytest.mark.parametrize("name", LEARNED)
def test_every_pair_to_learn_from_is_decided_as_people_do(name: str) -> None:
    assert measured(f"{name}.csv")[2] == []


def test_pairs_that_nobody_learned_from_are_decided_nearly_as_people_do() -> None:
    """104 pairs, counted once before this test was written: 49 of 50 proposals were right, 49 of 52 pairs were found.

    Whoever opens the list to learn from it writes down the figures, moves it up, and keeps another aside.
    """
    precision, recall, _wrong = measured("judged_pairs_fourth.csv")
    assert precision >= 0.98
    assert recall >= 0.9
