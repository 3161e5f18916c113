"""The hat against every way it could have drawn, against plain loops, and against trying out effects one by one."""

from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.study.paired.draw import lot
from cookout.science.study.paired.inversion import as_extreme, not_ruled_out
from cookout.science.study.paired.lots import lots
from cookout.science.study.paired.redraws import adjusted, contrast, matchings
from cookout.science.study.tests.pair_tables import all_matchings, only, with_hat


def by_hand(pairs):
    """Draws as a dictionary: chapter-month -> unordered pair -> what was drawn, met, passed, and passed before."""
    rows = zip(pairs.giver, pairs.receiver, pairs.month, pairs.met, pairs.referrals, pairs.chapter, pairs.suggested,
               strict=True)  # fmt: skip
    told, passed = {}, {}
    for i, j, t, met, y, home, chosen in rows:
        told[i, j, t] = (home, met, chosen)
        passed[i, j, t] = y
    found = {}
    for (i, j, t), (home, met, chosen) in told.items():
        i, j = sorted((i, j))
        window = [passed.get(way + (t + ahead,)) for ahead in range(3) for way in ((i, j), (j, i))]
        before = sorted({s for a, b, s in passed if {a, b} == {i, j} and s < t})
        found.setdefault((home, t), {})[i, j] = (
            bool(chosen), met > 0, None if None in window else sum(window),
            sum(passed.get(way + (s,), 0) for s in before for way in ((i, j), (j, i))), len(before),
        )  # fmt: skip
    return found


def less_draw_and_past(draws, value):
    """Adjusted values by plain loops: pair-month -> number."""
    known = [(draw, pair) for draw, told in draws.items() for pair in told if told[pair][2] is not None]
    past = {key: draws[key[0]][key[1]][3] / max(draws[key[0]][key[1]][4], 1) for key in known}

    def centred(values):
        return {key: values[key] - np.mean([values[other] for other in known if other[0] == key[0]]) for key in known}

    y, x = centred({key: float(value(draws[key[0]][key[1]])) for key in known}), centred(past)
    found = {}
    for months in {draws[draw][pair][4] for draw, pair in known}:
        group = [key for key in known if draws[key[0]][key[1]][4] == months]
        spread = sum(x[key] ** 2 for key in group)
        slope = sum(x[key] * y[key] for key in group) / spread if spread > 1e-12 else 0.0
        found |= {key: y[key] - slope * x[key] for key in group}
    return found


def hajek(values, chosen, chance):
    """The two weighted means of SCIENCE 2.5."""
    drawn = [key for key in values if key in chosen]
    others = [key for key in values if key not in chosen]
    one = sum(values[key] / chance for key in drawn) / sum(1 / chance for _key in drawn)
    other = sum(values[key] / (1 - chance) for key in others) / sum(1 / (1 - chance) for _key in others)
    return one - other


def every_way(draws):
    """Every set of pair-months that the hats could have chosen, all equally likely."""
    ways = [
        [[(draw, pair) for pair in matching] for matching in all_matchings(tuple(sorted({i for p in told for i in p})))]
        for draw, told in draws.items()
    ]
    return [frozenset(key for matching in way for key in matching) for way in product(*ways)]


@pytest.mark.parametrize(("members", "months", "seed"), [(4, 2, 0), (4, 2, 1), (4, 2, 2), (6, 1, 3), (6, 1, 4)])
def test_drawn_in_every_way_there_is_the_test_is_that_of_plain_loops(members, months, seed):
    pairs = with_hat(seed, members=members, months=months)
    pairs = only(pairs, np.random.default_rng(seed).permutation(pairs.giver.size))
    draws = {
        when: told
        for when, told in by_hand(pairs).items()
        if when[1] < pairs.month.max() - 1  # later draws have no full window, but are redrawn with the others
    }
    chance = 1 / (members - 1)
    ways = every_way(draws)
    y, d = less_draw_and_past(draws, lambda told: told[2]), less_draw_and_past(draws, lambda told: told[1])
    chosen = {(draw, pair) for draw, told in draws.items() for pair in told if told[pair][0]}
    exact = [(hajek(y, way, chance), hajek(d, way, chance)) for way in ways]
    here = (hajek(y, chosen, chance), hajek(d, chosen, chance))

    found = lots(pairs)
    compare = contrast(found, adjusted(found, found.passed), adjusted(found, found.met.astype(float)))
    assert compare.of(found.suggested) == pytest.approx(here)
    redrawn = compare.redrawn(len(ways), np.random.default_rng(0), one_after_the_other(found, draws, len(ways)))
    assert sorted(redrawn[0]) == pytest.approx(sorted(told[0] for told in exact))
    assert sorted(redrawn[1]) == pytest.approx(sorted(told[1] for told in exact))

    p = np.mean([abs(told[0]) >= abs(here[0]) - 1e-12 for told in exact])
    told = lot(pairs, redraws=4000, seed=seed)["lot.intent"]
    assert told.more["p"] == pytest.approx(p, abs=4 * (p * (1 - p) / 4000) ** 0.5 + 1 / 4000)


def one_after_the_other(found, draws, ways):
    """Draws every matching of every draw in every combination, as the digits of a counter."""
    kinds = {when: all_matchings(tuple(sorted({i for pair in told for i in pair}))) for when, told in draws.items()}
    order, size = list(kinds), [len(kinds[when]) for when in kinds]
    digits = dict(zip(order, np.unravel_index(np.arange(ways), size), strict=True))

    def redraw(chapter, month, members, times, rng):
        when = (chapter, month)
        if when not in kinds:
            return np.tile(members.reshape(1, -1, 2), (times, 1, 1))
        return np.array([kinds[when][digit] for digit in digits[when]])

    return redraw


def test_what_the_draws_hold_is_what_a_dictionary_says():
    pairs = with_hat(5, members=5, months=3, chapters=3)
    gone = (pairs.giver == 1) & (pairs.month == pairs.month.min() + 4)
    pairs = only(pairs, ~gone)
    found, known = lots(pairs, uniform=False), by_hand(pairs)
    assert found.draws == len(known)
    for row in range(found.draw.size):
        draw = found.draw[row]
        members = found.members[draw]
        when = (int(found.chapter[draw]), int(found.month[draw]))
        chosen, met, passed, past, months = known[when][members[found.one[row]], members[found.other[row]]]
        assert (chosen, met, past, months) == (
            found.suggested[row], found.met[row], found.past[row], found.months[row]
        )  # fmt: skip
        assert found.whole[row] == (passed is not None)
        assert found.passed[row] == (passed or 0)


@pytest.mark.parametrize("members", [4, 5, 6])
def test_every_matching_is_drawn_equally_often(members):
    many = 30_000
    pairs = matchings(np.random.default_rng(members), members, (many,))
    count = Counter(frozenset(frozenset(two) for two in way) for way in pairs.tolist())
    ways = {4: 3, 5: 15, 6: 15}[members]
    assert len(count) == ways
    expected = many / ways
    assert sum((k - expected) ** 2 / expected for k in count.values()) < ways - 1 + 5 * (2 * (ways - 1)) ** 0.5
    together = Counter(frozenset(two) for way in pairs.tolist() for two in way)
    chance = 1 / (members - 1 if members % 2 == 0 else members)
    for two in combinations(range(members), 2):
        assert together[frozenset(two)] / many == pytest.approx(chance, abs=0.015)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([39, 99, 200]), st.floats(0.0, 3.0), st.booleans())
def test_the_interval_is_what_trying_out_effects_one_by_one_leaves(seed, redraws, taken, coarse):
    rng = np.random.default_rng(seed)
    ys, ds = rng.normal(size=redraws), rng.normal(size=redraws)
    y, d = rng.normal() + taken, taken
    if coarse:  # small tables: many redraws give the very same numbers, as does what was observed
        ys, ds, y, d = np.round(ys), np.round(ds), round(y), round(d)
    low, high = not_ruled_out(y, d, ys, ds)
    tried = np.concatenate([np.linspace(-40, 40, 4001), [y / d] if d else []])
    left = [b for b in tried if as_extreme(y - b * d, ys - b * ds) > 0.05]
    assert all(low - 1e-9 <= b <= high + 1e-9 for b in left)
    step = 0.021
    assert not left or low <= -40 or min(left) - low < step
    assert not left or high >= 40 or high - max(left) < step
