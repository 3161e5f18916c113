"""However a table is written, cut and shuffled, it is the same table: and as another library reads it."""

import random
import tempfile
from pathlib import Path

import pandas
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.study.engines.duck import Duck
from cookout.science.study.reading.table import open_table
from cookout.science.study.tests.reading_made import HEAD, put, read

NAMES = ("Ada", "Ben", "Cleo", "Dora O'Neill", "Émile; Zola", 'Fritz "Fritzi"', "Grüße, Gerda", "王芳", "back\\slash")
MONTH_NAMES = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
counts = st.integers(0, 1000)
tables = st.dictionaries(
    st.tuples(st.sampled_from(["North", "South", ""]), st.sampled_from(NAMES), st.integers(12 * 2023, 12 * 2026 - 1)),
    st.tuples(counts, st.one_of(st.none(), counts), counts),
    min_size=1,
    max_size=25,
)


def _month(month: int, way: int) -> str:
    year, number = month // 12, month % 12 + 1
    ways = (f"{year}-{number:02d}", f"{number:02d}/{year}", f"{year}{number:02d}", f"{MONTH_NAMES[number - 1]}. {year}")
    return (*ways, f"15.{number:02d}.{year}", f"{year}-{number:02d}-28 12:00:00")[way % 6]


def _count(value: int | None, way: int) -> str:
    return ("" if way % 2 else "NA") if value is None else (str(value), f"{value}.0", f" {value}")[way % 3]


@settings(max_examples=25, deadline=None)
@given(tables, st.integers(0, 2**32))
def test_no_order_of_rows_columns_and_files_and_no_writing_changes_the_months(
    table: dict[tuple[str, str, int], tuple[int, int | None, int]], seed: int
) -> None:
    chance = random.Random(seed)
    expected = sorted(
        (chapter, member, month, x, given, received, None, None)
        for (chapter, member, month), (x, given, received) in table.items()
    )
    rows = [
        (chapter, member, _month(month, way := chance.randrange(99)), *(_count(n, way) for n in numbers))
        for (chapter, member, month), numbers in table.items()
    ]
    chance.shuffle(rows)
    with tempfile.TemporaryDirectory() as folder:
        files = chance.randint(1, 3)
        for at in range(files):
            order = chance.sample(range(len(HEAD)), len(HEAD))
            part = [[row[i] for i in order] for row in rows[at::files]]
            head = [HEAD[i] for i in order]
            put(Path(folder) / f"{at}.csv", part, head, delimiter=chance.choice(",;\t|"))
        _table, found = read(folder)
    # None sorts before no number: by the key alone, which is unique.
    assert sorted(found, key=lambda row: row[:3]) == sorted(expected, key=lambda row: row[:3])


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 60), st.integers(1, 14))
def test_numbers_are_read_as_pandas_reads_them(seed: int, members: int, months: int) -> None:
    chance = random.Random(seed)
    rows = [
        (f"C{i % 3}", f"M{i:03d}", f"2024-{t % 12 + 1:02d}" if t < 12 else f"2025-{t - 11:02d}",
         *(str(chance.choice(["", 0, 1, 2, 3, 400])) for _ in range(3)))
        for i in range(members) for t in range(months)
    ]  # fmt: skip
    rows.append(("C9", "M999", "2024-01", "1", "1", "1"))
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder) / "a.csv", rows)
        frame = pandas.read_csv(path).dropna(subset="one_to_ones")
        with Duck(threads=1) as engine:
            table = open_table([path], engine=engine)
            sums = engine.rows(
                "SELECT m.chapter, count(*), sum(m.x), count(m.given), sum(m.given), sum(m.received), "
                "count(DISTINCT m.member) FROM months AS m GROUP BY ALL ORDER BY ALL"
            )
    assert table.months == len(frame)
    assert [tuple(row[:4]) + tuple(row[4] or 0 for _ in [0]) + (row[6],) for row in sums] == [
        (chapter, len(of), int(of.one_to_ones.sum()), int(of.referrals_given.count()), int(of.referrals_given.sum()),
         of.member.nunique())
        for chapter, of in frame.groupby("chapter")
    ]  # fmt: skip
    left_out = sum(one.rows for one in table.complaints if one.code == "no_count")
    assert left_out == len(rows) - len(frame)


def test_a_table_opened_anew_takes_the_place_of_the_last(tmp_path: Path) -> None:
    first = put(tmp_path / "a.csv", [("N", "Ada", "2025-09", "1", "2", "3"), ("N", "Ben", "2025-09", "1", "2", "3")])
    second = put(tmp_path / "b.csv", [("N", "Cleo", "2025-09", "4", "5", "6")])
    with Duck(threads=1) as engine:
        open_table([first], engine=engine)
        open_table([second], engine=engine)
        assert engine.rows("SELECT member, x FROM months") == [(0, 4)]
