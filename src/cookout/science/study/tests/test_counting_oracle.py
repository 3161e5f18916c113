"""Counts against the slow and obvious way: a dictionary, row by row, in fractions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.errors import ScienceError
from cookout.science.study.counts import FEWEST_MONTHS, LCM, MONTHS, YEARS, Counts, Products
from cookout.science.study.engines.counted import counts_of, facts_of
from cookout.science.study.engines.counting import count, facts
from cookout.science.study.engines.duck import Duck
from cookout.science.study.engines.loading import load_grid
from cookout.science.study.engines.taking import take
from cookout.science.study.results import Facts

Row = tuple[str, int, int, int, int | None, int | None]
"""Chapter, member, month, 1-2-1s, given, received."""


@pytest.fixture(scope="module")
def duck() -> Iterator[Duck]:
    with Duck(threads=1) as engine:
        yield engine


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """Some members of some chapters over some months, with holes, months without an outcome, now and then a flood."""
    flood = draw(st.sampled_from([3, 9, 300, 1000]))
    chapters = draw(st.lists(st.sampled_from(["A", "B", "Ö"]), min_size=1, max_size=7))
    told = draw(st.sampled_from(["all", "some", "none"]))
    months = draw(st.integers(1, 40))
    number = st.integers(0, 6) | st.integers(0, flood)
    maybe = number | st.none()
    rows: list[Row] = []
    for member, chapter in enumerate(chapters):
        home = "" if told == "none" or (told == "some" and member % 2) else chapter
        here = draw(st.sets(st.integers(0, months - 1), min_size=1, max_size=months))
        for month in sorted(here):
            rows.append((home, member, 24_000 + month, draw(number), draw(maybe), draw(maybe)))
    return draw(st.permutations(rows))


def fill(engine: Duck, rows: list[Row]) -> None:
    engine.run(
        "CREATE OR REPLACE TABLE months (chapter VARCHAR, member BIGINT, month INTEGER, x INTEGER, given INTEGER, "
        "received INTEGER, tenure INTEGER, attendance INTEGER)"
    )
    said = ", ".join(
        f"('{c}', {m}, {t}, {x}, {'NULL' if g is None else g}, {'NULL' if r is None else r}, NULL, NULL)"
        for c, m, t, x, g, r in rows
    )
    engine.run(f"INSERT INTO months VALUES {said}")


def by_hand(rows: list[Row], outcome: str) -> Counts:
    at = {"given": 4, "received": 5}[outcome]
    last = max(row[2] for row in rows)
    told = [(row[0], row[1], (last - row[2]) // 12, row[3], row[at]) for row in rows if row[at] is not None]
    is_told = all(row[0] for row in rows)
    keys: dict[str, Callable[[str, int], object]] = {"member": lambda c, m: m}
    if is_told:
        keys["chapter"] = lambda c, m: c
    months: dict[str, dict[object, Counter[str]]] = {name: defaultdict(Counter) for name in keys}
    years: dict[tuple[str, int, int], list[tuple[int, int]]] = defaultdict(list)
    for chapter, member, year, x, y in told:
        years[chapter, member, year].append((x, y))
        band = "0" if x < 2 else "1" if x == 2 else "2" if x < 5 else "3"
        added = {"n" + band: 1, "y" + band: y, "n": 1, "x": x, "y": y, "xx": x * x, "xy": x * y, "yy": y * y}
        for name, key in keys.items():
            months[name][key(chapter, member)].update(added)
    yearly: dict[str, dict[object, Counter[str]]] = {name: defaultdict(Counter) for name in keys}
    for (chapter, member, _year), cells in years.items():
        if len(cells) < FEWEST_MONTHS:
            continue
        x, y = (Fraction(sum(cell[place] for cell in cells), len(cells)) for place in (0, 1))
        group = "few" if x <= 1 else "many" if x >= 3 else "some"
        parts, other = x * LCM, y * LCM
        added = {
            group: 1, group + "_y": int(other), "n": 1, "x": int(parts), "y": int(other), "xx": int(parts * parts),
            "xy": int(parts * other), "yy": int(other * other),
        }  # fmt: skip
        for name, key in keys.items():
            yearly[name][key(chapter, member)].update(added)
    return Counts(
        outcome=outcome,
        joint=dict(Counter((x, y) for _c, _m, _y, x, y in told)),
        months={name: crossed(MONTHS, sums) for name, sums in months.items()},
        years={name: crossed(YEARS, sums) for name, sums in yearly.items()},
    )


def crossed(names: tuple[str, ...], sums: Mapping[object, Counter[str]]) -> Products:
    return Products(
        names=names,
        groups=len(sums),
        sums=tuple(sum(one[name] for one in sums.values()) for name in names),
        cross=tuple(tuple(sum(one[i] * one[j] for one in sums.values()) for j in names) for i in names),
    )


def facts_by_hand(rows: list[Row]) -> Facts:
    spans: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        spans[row[1]].append(row[2])
    given, received = ([row[at] for row in rows if row[at] is not None] for at in (4, 5))
    return Facts(
        rows=len(rows),
        members=len(spans),
        chapters=len({row[0] for row in rows if row[0]}),
        first=min(row[2] for row in rows),
        last=max(row[2] for row in rows),
        missing=sum(max(one) - min(one) + 1 - len(one) for one in spans.values()),
        one_to_ones=sum(row[3] for row in rows),
        given=sum(given) if given else None,
        received=sum(received) if received else None,
    )


@settings(max_examples=60)
@given(tables())
def test_sql_numpy_and_a_dictionary_count_the_same_whole_numbers(duck: Duck, rows: list[Row]) -> None:
    fill(duck, rows)
    grid = load_grid(duck)
    for outcome in grid.outcomes:
        expected = by_hand(rows, outcome)
        assert count(duck, outcome) == expected
        assert counts_of(grid, outcome) == expected
    assert facts(duck) == facts_of(grid) == facts_by_hand(rows)


@settings(max_examples=15)
@given(tables())
def test_members_taken_one_by_one_make_the_same_counts(duck: Duck, rows: list[Row]) -> None:
    fill(duck, rows)
    together = take(duck, largest=0)
    duck.members_at_once = 1
    try:
        apart = take(duck, largest=0)
    finally:
        del duck.members_at_once
    assert together == apart
    assert take(duck).counts == apart.counts
    assert apart.grid is None
    assert "memory" in apart.why


def test_numbers_that_outgrow_64_bits_stay_exact(duck: Duck) -> None:
    rows: list[Row] = [("A", member, 24_000 + month, 65_000, 64_999, 7) for member in range(40) for month in range(12)]
    fill(duck, rows)
    expected = by_hand(rows, "given")
    assert max(expected.years["chapter"].cross[9]) > 2**127
    assert count(duck, "given") == counts_of(load_grid(duck), "given") == expected


def test_two_rows_for_one_month_are_not_counted_as_one(duck: Duck) -> None:
    fill(duck, [("A", 0, 24_000, 1, 1, 1)] * 20 + [("A", 1, 24_000, 1, 1, 1)])
    with pytest.raises(ScienceError, match="two rows for one member and month"):
        load_grid(duck)
    with pytest.raises(ScienceError, match="two rows for one member and month"):
        count(duck, "given")


def test_an_outcome_that_is_not_told_is_refused(duck: Duck) -> None:
    fill(duck, [("A", 0, 24_000, 1, None, 1)])
    assert list(take(duck).counts) == ["received"]
    for ask in (lambda: count(duck, "given"), lambda: counts_of(load_grid(duck), "given")):
        with pytest.raises(ScienceError, match="does not tell how many referrals were given"):
            ask()
    with pytest.raises(ScienceError, match="no outcome called"):
        count(duck, "lost")


def test_an_empty_table_counts_nothing(duck: Duck) -> None:
    fill(duck, [("A", 0, 24_000, 1, 1, 1)])
    duck.run("DELETE FROM months")
    taken = take(duck)
    assert taken.counts == {}
    assert taken.grid is not None
    assert taken.grid.x.shape == (0, 0)
    assert taken.facts.rows == taken.facts.members == 0
    assert np.array_equal(taken.grid.months, [])
