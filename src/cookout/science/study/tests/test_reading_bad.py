"""Every bad input: a clear sentence, and the part that can be answered is answered."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cookout.science.errors import ScienceError
from cookout.science.study.results import Complaint, Words
from cookout.science.study.tests.reading_made import HEAD, READ, SMALL, many, put, read, said, with_cells

ONE = SMALL[0]


@pytest.mark.parametrize(
    ("cells", "code", "says", "example"),
    [
        ({"one_to_ones": "-1"}, "negative", "“one_to_ones” is below zero there", "Dora, 2025-09: “-1”"),
        ({"one_to_ones": "2.5"}, "fraction", "“one_to_ones” is no whole number there", "Dora, 2025-09: “2.5”"),
        ({"one_to_ones": "2,5"}, "fraction", "“one_to_ones” is no whole number there", "Dora, 2025-09: “2,5”"),
        ({"one_to_ones": ""}, "no_count", "Blank is missing, not zero", "Dora, 2025-09"),
        ({"one_to_ones": "n/a"}, "no_count", "Blank is missing, not zero", "Dora, 2025-09: “n/a”"),
        ({"one_to_ones": "two"}, "not_a_number", "“one_to_ones” holds words there", "Dora, 2025-09: “two”"),
        ({"one_to_ones": "1,500"}, "not_a_number", "“one_to_ones” holds words there", "Dora, 2025-09: “1,500”"),
        ({"one_to_ones": "1001"}, "impossible", "over 1,000 there", "Dora, 2025-09: “1001”"),
        ({"one_to_ones": "inf"}, "impossible", "over 1,000 there", "Dora, 2025-09: “inf”"),
        ({"referrals_given": "-3"}, "negative", "“referrals_given” is below zero there", "Dora, 2025-09: “-3”"),
        ({"referrals_received": "many"}, "not_a_number", "“referrals_received” holds words", "Dora, 2025-09: “many”"),
        ({"month": "soon"}, "unread_month", "“month” holds no month there", "Dora, soon"),
        ({"month": ""}, "unread_month", "Write months as 2025-09", "Dora"),
        ({"member": " "}, "no_name", "they name nobody in “member”", None),
        ({"member": "Total"}, "total_row", "they are sums over members", "Total"),
    ],
)
def test_a_bad_row_is_left_out_counted_and_shown(
    cells: dict[str, str], code: str, says: str, example: str | None, tmp_path: Path
) -> None:
    bad = with_cells(ONE, **{"member": "Dora", **cells})
    table, rows = read(put(tmp_path / "a.csv", [*SMALL, bad], delimiter=";"))
    assert rows == READ
    (complaint,) = [one for one in table.complaints if one.code == code]
    assert complaint.rows == 1
    assert str(complaint.words).startswith("1 row left out: ")
    assert says in str(complaint.words)
    assert complaint.examples == ((example,) if example else ())


def test_at_most_three_examples_are_shown_of_many_bad_rows(tmp_path: Path) -> None:
    bad = [with_cells(ONE, member=f"D{i}", one_to_ones="-1") for i in range(7)]
    table, rows = read(put(tmp_path / "a.csv", [*many(), *bad]))
    (complaint,) = [one for one in table.complaints if one.code == "negative"]
    assert complaint.rows == 7
    assert complaint.examples == tuple(f"D{i}, 2025-09: “-1”" for i in range(3))
    assert len(rows) == len(many())


def test_a_complaint_shows_its_examples_whatever_they_hold(tmp_path: Path) -> None:
    bad = with_cells(ONE, member="100 % Dora", one_to_ones="-1")
    table, _rows = read(put(tmp_path / "a.csv", [*SMALL, bad]))
    (complaint,) = [one for one in table.complaints if one.code == "negative"]
    assert str(complaint.shown).endswith("A count begins at 0. For example: 100 % Dora, 2025-09: “-1”.")
    assert str(Complaint("any", Words("5 % of it."), 1, ("a",)).shown) == "5 % of it. For example: a."
    assert str(Complaint("any", Words("5 % of it.")).shown) == "5 % of it."


def test_a_blank_outcome_is_missing_and_not_zero(tmp_path: Path) -> None:
    _table, rows = read(put(tmp_path / "a.csv", [with_cells(ONE, referrals_given=""), *SMALL[1:]]))
    assert rows[0][3:6] == (1, None, 0)


def test_two_rows_for_one_month_are_refused_with_a_question(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", [*SMALL, with_cells(ONE, one_to_ones="2")])
    with pytest.raises(ScienceError, match=r"1 row too many: .* such as Ada in 2025-09.*--doubles sum"):
        read(path)


def test_the_same_row_twice_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(ScienceError, match="2 rows too many"):
        read(put(tmp_path / "a.csv", [*SMALL, ONE, ONE]))


def test_a_month_written_in_two_ways_and_a_name_with_a_blank_are_doubles(tmp_path: Path) -> None:
    again = with_cells(ONE, month="Sep 2025", member=" Ada")
    with pytest.raises(ScienceError, match="1 row too many"):
        read(put(tmp_path / "a.csv", [*SMALL, again]))


def test_doubles_are_added_up_where_asked_and_what_is_missing_stays_missing(tmp_path: Path) -> None:
    again = with_cells(ONE, one_to_ones="2", referrals_given="", referrals_received="4")
    table, rows = read(put(tmp_path / "a.csv", [*SMALL, again]), doubles="sum")
    assert rows[0] == ("North", "Ada", 24308, 3, None, 4, None, None)
    assert rows[1:] == READ[1:]
    assert said(table)["doubles_summed"].startswith("1 row added")


def test_months_far_apart_are_no_doubles(tmp_path: Path) -> None:
    rows = [with_cells(ONE, month=f"{year}-{month:02d}") for year in range(1990, 2026) for month in (1, 6)]
    assert read(put(tmp_path / "a.csv", rows))[0].months == 72


def test_one_name_in_two_chapters_is_two_members(tmp_path: Path) -> None:
    rows = [*many(), with_cells(ONE, chapter="South", member="M1", month="2025-01")]
    table, found = read(put(tmp_path / "a.csv", rows))
    assert len({row[:2] for row in found}) == 7
    assert "1 name stands in more than one chapter" in said(table)["two_chapters"]


def test_names_that_differ_by_capitals_only_are_pointed_at(tmp_path: Path) -> None:
    table, _rows = read(put(tmp_path / "a.csv", [*SMALL, with_cells(ONE, member="ADA", month="2025-12")]))
    assert [one.examples for one in table.complaints if one.code == "alike_names"] == [("ADA, Ada",)]


@pytest.mark.parametrize("role", ["one_to_ones", "referrals_given"])
def test_names_where_numbers_belong_are_told_with_what_to_map_instead(role: str, tmp_path: Path) -> None:
    rows = [(*with_cells(row, **{role: "Fritz"}), "7") for row in SMALL]
    path = put(tmp_path / "a.csv", rows, (*HEAD, "Plaudereien"))
    if role == "one_to_ones":
        with pytest.raises(ScienceError, match="holds words, not numbers.*--column one_to_ones=NAME.*“Plaudereien”"):
            read(path)
        return
    table, found = read(path)
    assert [row[3:6] for row in found] == [(row[3], None, row[5]) for row in READ]
    assert "holds words, not numbers" in said(table)["not_a_number"]
    assert "missing_outcome" in said(table)


def test_averages_are_no_counts(tmp_path: Path) -> None:
    rows = [with_cells(row, one_to_ones=f"{row[3]}.25") for row in SMALL]
    with pytest.raises(ScienceError, match="holds mostly fractions, such as averages"):
        read(put(tmp_path / "a.csv", rows))


def test_one_outcome_is_enough(tmp_path: Path) -> None:
    table, rows = read(put(tmp_path / "a.csv", [row[:5] for row in SMALL], HEAD[:5]))
    assert [row[3:6] for row in rows] == [(*row[3:5], None) for row in READ]
    assert "No column tells referrals received" in said(table)["missing_outcome"]


def test_outcomes_blank_throughout_are_said(tmp_path: Path) -> None:
    rows = [with_cells(row, referrals_given="", referrals_received="-") for row in SMALL]
    with pytest.raises(ScienceError, match="blank throughout"):
        read(put(tmp_path / "a.csv", rows))


@pytest.mark.parametrize(
    ("cell", "code", "says"),
    [("3", "constant", "“one_to_ones” is 3 in every row"), ("0", "all_zero", "“one_to_ones” is 0 in every row")],
)
def test_a_column_that_never_changes_is_said(cell: str, code: str, says: str, tmp_path: Path) -> None:
    table, rows = read(put(tmp_path / "a.csv", [with_cells(row, one_to_ones=cell) for row in SMALL]))
    assert len(rows) == 4
    assert says in said(table)[code]


def test_one_member_alone_is_said(tmp_path: Path) -> None:
    table, rows = read(put(tmp_path / "a.csv", SMALL[:2]))
    assert len(rows) == 2
    assert "one member only" in said(table)["one_member"]


def test_a_table_without_a_usable_row_says_the_last_reason(tmp_path: Path) -> None:
    with pytest.raises(ScienceError, match="No row of the table can be used. .*Blank is missing"):
        read(put(tmp_path / "a.csv", [with_cells(ONE, one_to_ones="")]))


def test_a_column_of_no_months_is_said(tmp_path: Path) -> None:
    with pytest.raises(ScienceError, match="“month” was taken for the month, but “Fritz” is none"):
        read(put(tmp_path / "a.csv", [with_cells(ONE, month="Fritz")]))


def test_dates_that_could_be_either_are_asked_about(tmp_path: Path) -> None:
    rows = [with_cells(ONE, month="03/04/2025"), with_cells(ONE, month="04/05/2025")]
    with pytest.raises(ScienceError, match="day and month cannot be told apart"):
        read(put(tmp_path / "a.csv", rows))


def test_months_without_a_year_are_counted_and_with_a_year_beside_are_dated(tmp_path: Path) -> None:
    counted = [with_cells(row, month=str(at)) for at, row in enumerate(SMALL, start=1)]
    table, rows = read(put(tmp_path / "a.csv", counted))
    assert table.counted_months
    assert sorted(row[2] for row in rows) == [1, 2, 3, 4]
    dated = [(*with_cells(row, month="Sept."), "2025") for row in (SMALL[0], SMALL[2])]
    table, rows = read(put(tmp_path / "b.csv", dated, (*HEAD, "Year")))
    assert not table.counted_months
    assert {row[2] for row in rows} == {24308}


def test_columns_left_aside_are_listed(tmp_path: Path) -> None:
    table, _rows = read(put(tmp_path / "a.csv", [(*row, "42") for row in SMALL], (*HEAD, "Shoes")))
    assert table.unused == ("Shoes",)
    assert "Shoes" in said(table)["unused_columns"]


def test_inside_and_outside_are_summed_and_half_a_sum_is_said(tmp_path: Path) -> None:
    head = ("Vorname", "Name", "Monat", "1-2-1", "RGI", "RGO", "RRI", "P")
    rows = [
        ("Ada", "Lovelace", "2025-09", "1", "2", "3", "4", "4"),
        ("Ben", "Lovelace", "2025-09", "2", "", "3", "1", "5"),
    ]
    table, found = read(put(tmp_path / "a.csv", rows, head))
    assert found == [
        ("", "Ada Lovelace", 24308, 1, 5, 4, None, 4),
        ("", "Ben Lovelace", 24308, 2, None, 1, None, 5),
    ]
    assert "Only “RRI” tells referrals received" in said(table)["half_sum"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"columns": {"one_to_one": "x"}}, "Did you mean “one_to_ones”"),
        (
            {"columns": {"one_to_ones": "Treffen"}},
            "No column “Treffen” was found for one_to_ones. The columns are: chapter",
        ),
        ({"doubles": "first"}, "“first” is no way to treat doubles. Say refuse or sum"),
        ({"kind": "years"}, "“years” is no kind of table"),
        ({"kind": "pairs"}, "no column says: giver, receiver"),
    ],
)
def test_a_wish_that_makes_no_sense_is_said(asked: dict[str, object], says: str, tmp_path: Path) -> None:
    with pytest.raises(ScienceError, match=says):
        read(put(tmp_path / "a.csv", SMALL), **asked)


def _scored(score: str, rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    values = {"sum": lambda x, g, r: 5 * g + 2 * x, "same": lambda x, g, r: g, "both": lambda x, g, r: g + r + 3}
    made = values.get(score, lambda x, g, r: 2 * x + 1)
    return [(*row, str(made(*(int(cell) for cell in row[3:])))) for row in rows]


@pytest.mark.parametrize(
    ("score", "outcome"), [("same", "referrals given"), ("both", "referrals given and referrals received")]
)
def test_a_score_that_contains_its_outcome_is_found(score: str, outcome: str, tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", _scored(score, many()), (*HEAD[:3], "talks", *HEAD[4:], "points"))
    table, rows = read(path, columns={"one_to_ones": "points"})
    assert f"“points” is worked out from {outcome}" in said(table)["contains_outcome"]
    assert len(rows) == len(many())


def test_a_control_that_contains_its_outcome_is_left_aside(tmp_path: Path) -> None:
    table, rows = read(put(tmp_path / "a.csv", _scored("sum", many()), (*HEAD, "attendance")))
    assert "“attendance” is worked out from referrals given" in said(table)["control_contains_outcome"]
    assert {row[7] for row in rows} == {None}


def test_a_column_that_only_calls_itself_a_score_is_pointed_at(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", _scored("x only", many()), (*HEAD[:3], "talks", *HEAD[4:], "points"))
    table, _rows = read(path, columns={"one_to_ones": "points"})
    assert "contains_outcome" not in said(table)
    assert "calls itself a score" in said(table)["looks_like_score"]


def test_a_control_that_contains_no_outcome_is_kept(tmp_path: Path) -> None:
    table, rows = read(put(tmp_path / "a.csv", _scored("x only", many()), (*HEAD, "attendance")))
    assert "control_contains_outcome" not in said(table)
    assert [row[7] for row in rows] == [2 * row[3] + 1 for row in rows]
