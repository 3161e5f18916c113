"""Tables of pairs: both ways of each pair, what they passed, what the hat said, and everything that can be wrong."""

from pathlib import Path

import pytest

from cookout.science.errors import ScienceError
from cookout.science.study.engines.duck import Duck
from cookout.science.study.reading.table import open_table
from cookout.science.study.tests.reading_made import HEAD, PAIR_HEAD, SMALL, put, read_pairs, said

BOTH = (
    ("North", "Ada", "Ben", "2025-09", "1", "2", "1", "0.5"),
    ("North", "Ben", "Ada", "2025-09", "1", "0", "1", "0.5"),
    ("North", "Ada", "Cleo", "2025-09", "0", "0", "0", "0.5"),
    ("North", "Cleo", "Ada", "2025-09", "0", "1", "0", "0.5"),
)
FOUND = [
    ("North", "Ada", "Ben", 24308, 1, 2, True, 0.5),
    ("North", "Ada", "Cleo", 24308, 0, 0, False, 0.5),
    ("North", "Ben", "Ada", 24308, 1, 0, True, 0.5),
    ("North", "Cleo", "Ada", 24308, 0, 1, False, 0.5),
]


def pair(**cells: str) -> tuple[str, ...]:
    """One row of a pair, as the first of BOTH but for these cells."""
    return tuple(cells.get(name, cell) for name, cell in zip(PAIR_HEAD, BOTH[0], strict=True))


def test_pairs_are_known_by_their_columns(tmp_path: Path) -> None:
    table, rows = read_pairs(put(tmp_path / "a.csv", BOTH, PAIR_HEAD))
    assert rows == FOUND
    assert (table.kind, table.pairs, table.months, table.complaints) == ("pairs", 4, 0, ())


def test_pairs_in_german_are_the_same_pairs(tmp_path: Path) -> None:
    head = ("Gruppe", "Geber", "Empfänger", "Monat", "Getroffen", "Empfehlungen", "Vorgeschlagen", "Wahrscheinlichkeit")
    says = {"1": "ja", "0": "nein"}
    rows = [(*row[:4], row[4], row[5], says[row[6]], "50 %") for row in BOTH]
    assert read_pairs(put(tmp_path / "a.csv", rows, head, delimiter=";"))[1] == FOUND


@pytest.mark.parametrize(
    ("yes", "no"), [("yes", "No"), ("TRUE", "false"), ("1", "0"), ("1.0", "0.0"), ("wahr", "falsch"), ("x", "n")]
)
def test_yes_and_no_are_read_in_their_writings(yes: str, no: str, tmp_path: Path) -> None:
    rows = [(*row[:4], row[4], row[5], yes if row[6] == "1" else no, row[7]) for row in BOTH]
    assert read_pairs(put(tmp_path / "a.csv", rows, PAIR_HEAD))[1] == FOUND


def test_without_a_hat_nothing_is_said_of_it(tmp_path: Path) -> None:
    _table, rows = read_pairs(put(tmp_path / "a.csv", [row[:6] for row in BOTH], PAIR_HEAD[:6]))
    assert {row[6:] for row in rows} == {(None, None)}


@pytest.mark.parametrize(
    ("cells", "code", "says"),
    [
        ({"receiver": "Dora "}, "self_pair", "giver and receiver are the same person"),
        ({"met": ""}, "no_count", "“met” is blank there"),
        ({"met": "often"}, "not_a_number", "“met” holds words"),
        ({"referrals": "-1"}, "negative", "“referrals” is below zero"),
        ({"suggested": "maybe"}, "not_yes_or_no", "“suggested” says neither yes nor no"),
        ({"suggested": "2"}, "not_yes_or_no", "“suggested” says neither yes nor no"),
        ({"probability": "1.5"}, "not_a_chance", "“probability” is no probability"),
        ({"probability": "likely"}, "not_a_chance", "“probability” is no probability"),
        ({"receiver": ""}, "no_name", "they name nobody in “receiver”"),
        ({"giver": "Summe"}, "total_row", "sums over members"),
    ],
)
def test_a_bad_row_of_a_pair_is_left_out_and_counted(
    cells: dict[str, str], code: str, says: str, tmp_path: Path
) -> None:
    table, rows = read_pairs(put(tmp_path / "a.csv", [*BOTH, pair(**{"giver": "Dora", **cells})], PAIR_HEAD))
    assert rows == FOUND
    (complaint,) = [one for one in table.complaints if one.code == code]
    assert complaint.rows == 1
    assert says in str(complaint.words)


def test_a_pair_told_one_way_only_is_said(tmp_path: Path) -> None:
    table, rows = read_pairs(put(tmp_path / "a.csv", [*BOTH, pair(giver="Dora")], PAIR_HEAD))
    assert len(rows) == 5
    assert said(table)["one_direction"].startswith("1 of 3 pairs stand in one direction only")


def test_a_meeting_told_by_one_of_two_is_a_meeting_of_both(tmp_path: Path) -> None:
    rows = [*BOTH[:1], (*BOTH[1][:4], "0", "0", "0", "0.5"), *BOTH[2:]]
    table, found = read_pairs(put(tmp_path / "a.csv", rows, PAIR_HEAD))
    assert found == FOUND
    assert said(table)["directions_differ"].startswith("For 1 pair-months the two directions")


def test_two_rows_of_a_pair_are_asked_about_or_added_up(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", [*BOTH, pair(met="0", referrals="3")], PAIR_HEAD)
    with pytest.raises(ScienceError, match="1 row too many: one pair-month .*Ada → Ben in 2025-09"):
        read_pairs(path)
    assert read_pairs(path, doubles="sum")[1] == [("North", "Ada", "Ben", 24308, 1, 5, True, 0.5), *FOUND[1:]]


def test_the_same_names_in_another_chapter_are_other_members(tmp_path: Path) -> None:
    rows = [*BOTH, *(("South", *row[1:]) for row in BOTH)]
    table, found = read_pairs(put(tmp_path / "a.csv", rows, PAIR_HEAD))
    assert len(found) == 8
    with Duck(threads=1) as engine:
        open_table([str(tmp_path / "a.csv")], engine=engine)
        assert engine.rows("SELECT count(*) FROM pair_members") == [(6,)]
    assert table.complaints == ()


def test_tables_of_both_kinds_are_read_in_one_go(tmp_path: Path) -> None:
    put(tmp_path / "months.csv", SMALL, HEAD)
    put(tmp_path / "pairs.csv", BOTH, PAIR_HEAD)
    table, rows = read_pairs(str(tmp_path))
    assert (table.kind, table.months, table.pairs) == ("both", 4, 4)
    assert rows == FOUND
    only, rows = read_pairs(str(tmp_path), kind="pairs")
    assert (only.kind, only.months) == ("pairs", 0)
    assert "other_files" in said(only)
