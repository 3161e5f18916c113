"""Who stands twice in a book of a hundred thousand: time, and how many of the planted twins are found, beside peers."""

import random
import string
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from cookout.people.formats import match_key
from cookout.people.formats.likeness import Known, likely_pairs

PEOPLE = 100_000
PEER_PEOPLE = 10_000
TWIN_SHARE = 0.05
BUDGET = 30.0
"""Seconds for all hundred thousand, on two slow cores."""

GIVEN = (
    "Robert", "Margaret", "William", "Elizabeth", "Thomas", "Katherine", "Michael", "Susan", "Richard", "Patricia",
    "James", "Jennifer", "John", "Deborah", "Joseph", "Rebecca", "Charles", "Christine", "Edward", "Stephanie",
    "Daniel", "Sandra", "Matthew", "Abigail", "Andrew", "Judith", "Anthony",
)  # fmt: skip
SHORT = {
    "Robert": "Bob", "Margaret": "Peggy", "William": "Bill", "Elizabeth": "Betty", "Thomas": "Tom",
    "Katherine": "Kate", "Michael": "Mike", "Susan": "Sue", "Richard": "Dick", "Patricia": "Pat", "James": "Jim",
    "Jennifer": "Jenny", "Deborah": "Debbie", "Joseph": "Joe", "Rebecca": "Becky", "Edward": "Ted", "Daniel": "Dan",
}  # fmt: skip
Row = tuple[str, str, str, str]
"""Name, firm, mail, phone."""

Found = set[tuple[int, int]]


def measure(*, full: bool = False) -> list[dict[str, Any]]:
    """Seconds for the whole book; then the same small book for us and for each peer, with what each finds."""
    many, twins = _book(PEOPLE)
    name = f"duplicates among {PEOPLE:,} cards"
    seconds, found = _timed(_ours, many)
    rows = [_row(name, seconds, "s", BUDGET), *_right(name, found, twins)]
    few, twins = _book(PEER_PEOPLE)
    ours, found = _timed(_ours, few)
    peers = {"equal mail, phone or name": _equal, "rapidfuzz token_sort_ratio in blocks": _fuzzy}
    rows += _right(f"duplicates among {PEER_PEOPLE:,}: ours", found, twins)
    for peer, way in peers.items():
        seconds, found = _timed(way, few)
        rows.append(_row(f"duplicates among {PEER_PEOPLE:,}, seconds of ours", ours, "s", None, peer, seconds / ours))
        rows += _right(f"duplicates among {PEER_PEOPLE:,}: {peer}", found, twins)
    return rows


def _book(many: int) -> tuple[list[Row], Found]:
    """People of families and firms that some share; one in twenty stands there a second time, written otherwise."""
    chance = random.Random(9)
    families = ["".join(chance.choices(string.ascii_lowercase, k=7)).title() for _ in range(many // 5)]
    firms = [f"{chance.choice(families)} {word}" for word in ("Roofing", "Dental", "Tiles") for _ in range(many // 15)]
    rows: list[Row] = []
    twins: Found = set()
    for _ in range(int(many / (1 + TWIN_SHARE))):
        given, family, firm = chance.choice(GIVEN), chance.choice(families), chance.choice(firms)
        host = firm.replace(" ", "").lower()
        at = len(rows)
        phone = f"+1 {200 + at % 700} 555 {at // 700 % 10_000:04d}"
        rows.append((f"{given} {family}", firm, f"{given}.{family}.{at}@{host}.example.com".lower(), phone))
        if chance.random() < TWIN_SHARE:
            twins.add((at, at + 1))
            rows.append(_written_otherwise(chance, given, family, rows[-1]))
    return rows, twins


def _written_otherwise(chance: random.Random, given: str, family: str, row: Row) -> Row:
    _name, firm, mail, phone = row
    place = chance.randrange(1, len(family) - 2)
    slip = family[:place] + family[place + 1] + family[place] + family[place + 2 :]
    name = chance.choice((f"{family}, {given}", f"{SHORT.get(given, given)} {family}", f"{given} {slip}"))
    shared = chance.choice((("", mail, ""), ("", "", phone.replace("+1 ", "")), (f"{firm} LLC", "", "")))
    return (name, *shared)


def _ours(rows: list[Row]) -> Found:
    cards = [
        Known.of(
            at,
            name,
            [
                (kind, match_key(kind, value), value)
                for kind, value in (("organisation", firm), ("email", mail), ("phone", phone))
                if value
            ],
        )
        for at, (name, firm, mail, phone) in enumerate(rows)
    ]
    return {(int(str(pair.one)), int(str(pair.other))) for pair in likely_pairs(cards)}


def _equal(rows: list[Row]) -> Found:
    """What address books do by themselves."""
    keys: tuple[Callable[[Row], str], ...] = (
        lambda row: row[0].lower(),
        lambda row: row[2],
        lambda row: "".join(filter(str.isdigit, row[3]))[-10:],
    )
    return {pair for key in keys for held in _blocks(rows, key) for pair in combinations(held, 2)}


def _fuzzy(rows: list[Row]) -> Found:
    """What is written in an afternoon: blocks by the first letters of the last word, and one score of the whole."""
    return {
        (one, other)
        for held in _blocks(rows, lambda row: max(row[0].replace(",", "").split(), key=len)[:3].lower())
        for one, other in combinations(held, 2)
        if fuzz.token_sort_ratio(rows[one][0].replace(",", ""), rows[other][0].replace(",", "")) >= 90
    }


def _blocks(rows: list[Row], key: Callable[[Row], str]) -> list[list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if found := key(row):
            blocks[found].append(at)
    return list(blocks.values())


def _timed(way: Callable[[list[Row]], Found], rows: list[Row]) -> tuple[float, Found]:
    began = time.perf_counter()
    found = way(rows)
    return time.perf_counter() - began, found


def _right(name: str, found: Found, twins: Found) -> list[dict[str, Any]]:
    right = len(found & twins)
    return [
        _row(f"{name}, of those found are twins", right / max(len(found), 1), "", None),
        _row(f"{name}, of the twins are found", right / len(twins), "", None),
    ]


def _row(
    name: str, value: float, unit: str, budget: float | None, peer: str | None = None, ratio: float | None = None
) -> dict[str, Any]:
    return {
        "name": name, "value": round(value, 3), "unit": unit, "budget": budget,
        "ok": None if budget is None else value <= budget, "peer": peer, "ratio": ratio and round(ratio, 2),
    }  # fmt: skip
