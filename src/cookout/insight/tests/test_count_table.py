"""The table to download: no small number in it, and none that can be worked out, tried by brute force."""

import csv
import io
import random
from itertools import product

import pytest

from cookout.insight.formats.count_table import (
    FEWEST,
    VALUES,
    BandCounts,
    Row,
    as_csv,
    counted,
    fits,
    hidden,
    shown,
    veiled_in_whole,
)  # fmt: skip
from cookout.science.study.results import BANDS, OUTCOMES


def possible(view: list[int | None], months: int, referrals: int) -> list[Row]:
    """All rows of a band that look like this from outside: its months and referrals are told on the page."""
    spans = [range(months + 1) if cell is None else [cell] for cell in view[:-1]]
    found = []
    for a, b, c in product(*spans):
        d = months - a - b - c
        if (view[3] is None or view[3] == d) and fits((a, b, c, d), referrals):
            found.append((a, b, c, d))
    return found


def some_band(chance: random.Random) -> BandCounts:
    row = tuple(chance.choice([0, 1, 2, 4, 5, 6, 9, 14]) for _value in VALUES)
    more = sum(chance.choice([0, 0, 1, 3]) for _month in range(row[3]))
    return BandCounts(row, row[1] + 2 * row[2] + 3 * row[3] + more)  # type: ignore[arg-type]  # four by construction


@pytest.mark.parametrize("seed", range(300))
def test_no_hidden_cell_can_be_worked_out_from_what_the_page_tells(seed: int) -> None:
    band = some_band(random.Random(seed))
    view = shown([band])[0]
    assert all(cell is None or cell >= FEWEST for cell in view)
    rows = possible(view, sum(band.months), band.referrals)
    assert band.months in rows
    surely = [at for at, cell in enumerate(view) if cell is None and len({row[at] for row in rows}) == 1]
    assert not surely or view == [None] * 4, "only the page's own mean can leave no doubt, and then nothing is shown"


def test_one_small_cell_takes_others_with_it() -> None:
    assert len(hidden(BandCounts((20, 12, 3, 8), 12 + 6 + 24))) >= 2
    assert hidden(BandCounts((20, 12, 7, 8), 50)) == frozenset()


def test_the_cell_that_one_chapter_alone_hides_is_hidden_in_the_region() -> None:
    big = counted({(0, 0): 40, (0, 1): 30, (0, 2): 20, (0, 3): 10})
    small = counted({(0, 0): 40, (0, 1): 30, (0, 2): 20, (0, 3): 2})
    both = counted({(0, 0): 80, (0, 1): 60, (0, 2): 40, (0, 3): 12})
    away = veiled_in_whole(both, [big, small])
    assert 3 in away[0], "the region less the other chapter would be this chapter's hidden number"
    assert len(away[0]) >= 2
    assert veiled_in_whole(both, [big, big])[0] == frozenset()


def test_few_that_several_chapters_hide_are_hidden_in_the_region_too() -> None:
    shows = counted({(0, 0): 40, (0, 1): 30, (0, 2): 20, (0, 3): 10})
    none = counted({(0, 0): 40, (0, 1): 30, (0, 2): 20})
    region = counted({(0, 0): 120, (0, 1): 90, (0, 2): 60, (0, 3): 10})
    assert 3 in veiled_in_whole(region, [shows, none, none])[0], "the region less the first would be twice none"
    some = counted({(0, 0): 40, (0, 1): 30, (0, 2): 20, (0, 3): 4})
    region = counted({(0, 0): 120, (0, 1): 90, (0, 2): 60, (0, 3): 18})
    assert veiled_in_whole(region, [shows, some, some])[0] == frozenset(), (
        "eight may be four and four, or five and three"
    )


def test_months_are_counted_by_band_and_referrals() -> None:
    bands = counted({(0, 0): 7, (1, 2): 6, (2, 1): 5, (4, 9): 8, (11, 3): 9})
    assert [band.months for band in bands] == [(7, 0, 6, 0), (0, 5, 0, 0), (0, 0, 0, 8), (0, 0, 0, 9)]
    assert [band.referrals for band in bands] == [12, 5, 72, 27]


def test_the_file_has_a_row_for_each_cell_and_hides_with_an_empty_one() -> None:
    table = [[10, 20, 30, None] for _band in BANDS]
    rows = list(csv.DictReader(io.StringIO(as_csv(dict.fromkeys(OUTCOMES, table)))))
    assert len(rows) == len(BANDS) * len(VALUES)
    assert rows[3] == {
        "one_to_ones": "0-1", "referrals": "3+", "member_months_received": "", "member_months_given": "",
    }  # fmt: skip
    assert rows[4]["member_months_given"] == "10"
