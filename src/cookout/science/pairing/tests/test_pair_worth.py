"""Which pairs of a roster may meet and what they gain, beside a slow and obvious reckoning."""

from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from cookout.science.pairing import worth as module
from cookout.science.pairing.giving_way import give_way
from cookout.science.pairing.instance import Candidates, Rules
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.reading.history import read_history
from cookout.science.pairing.reading.own_gains import read_gains
from cookout.science.pairing.reading.roster import read_roster
from cookout.science.pairing.solving import turns
from cookout.science.pairing.tests.pair_files import TRADES, chapter, put
from cookout.science.pairing.trades import fit
from cookout.science.pairing.verify import verify_plan
from cookout.science.pairing.worth import Wanted, Worth, months_between

FIRST = date(2026, 12, 7)


def asked(folder: Path, wanted: Wanted, *gains: str, members: int = 14) -> Worth:
    path, history = chapter(folder, members=members)
    roster = read_roster(str(path))
    own = read_gains(str(put(folder / "g.csv", "a,b,gain", *gains)), roster.people, only_listed=wanted.only_listed)
    return Worth(roster, read_history(str(history), roster.people), own, FIRST, wanted)


def by_hand(worth: Worth) -> dict[tuple[int, int], int]:
    """Pair by pair, by the words of docs/pair.md."""
    found = {}
    last = worth.history.last if worth.history else {}
    for pair in combinations(range(worth.members), 2):
        one, other = (worth.roster.members[at].classification for at in pair)
        months = months_between(last[pair], FIRST) if pair in last else None
        own = worth.own.given.get(pair) if worth.own else None
        recent = months is not None and months < worth.wanted.months_apart
        if own == 0 or recent or (worth.wanted.apart and fit(one, other).same):
            continue
        reckoned = 1 + (400 if months is None else 400 * months // (months + 12)) + 300 * fit(one, other).percent // 100
        found[pair] = reckoned if own is None else own
    return found


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(months_apart=0), Wanted(months_apart=7, apart=True)])
@pytest.mark.parametrize("block", [1, 40, 500_000])
def test_candidates_and_gains_are_those_of_a_reckoning_pair_by_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: Wanted, block: int
) -> None:
    monkeypatch.setattr(module, "BLOCK", block)
    worth = asked(tmp_path, wanted, "Member 01,Member 02,no", "Member 03,Member 04,77", "Member 05,Member 06,")
    pairs = worth.candidates()
    told = dict(zip(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True), pairs.gain.tolist(), strict=True))
    assert told == by_hand(worth)


def test_only_listed_pairs_are_candidates_and_a_missing_gain_is_reckoned(tmp_path: Path) -> None:
    worth = asked(tmp_path, Wanted(0, only_listed=True), "Member 02,Member 01,5", "Member 03,Member 04,")
    pairs = worth.candidates()
    assert pairs.first.tolist() == [0, 2]
    assert pairs.gain.tolist() == [5, by_hand(worth)[2, 3]]


def test_the_fit_of_many_is_that_of_two(tmp_path: Path) -> None:
    names = [*TRADES, "estate agent", "Realtor", "realtor", "Unheard of", "", ""]
    path = put(tmp_path / "r.csv", "name,classification", *(f"M{at},{name}" for at, name in enumerate(names)))
    worth = Worth(read_roster(str(path)), None, None, FIRST, Wanted())
    first, second = np.triu_indices(len(names), 1)
    facts, _gains = worth.gains_of(first.astype(np.int64), second.astype(np.int64))
    assert facts.fit.tolist() == [
        fit(names[one], names[other]).percent for one, other in combinations(range(len(names)), 2)
    ]
    assert max(facts.fit) > 50


def test_rivals_are_one_profession_however_they_call_it_and_strangers_only_by_the_same_word() -> None:
    assert fit("Realtor", "Estate agent").same
    assert fit("Dog whisperer", "dog whisperer").same
    assert not fit("Dog whisperer", "Cat whisperer").same
    assert not fit("", "").same
    assert not fit("Divorce lawyer", "Estate attorney").same


def test_months_are_whole_and_a_quarter_ends_on_its_day() -> None:
    assert months_between(date(2026, 9, 7), FIRST) == 3
    assert months_between(date(2026, 9, 8), FIRST) == 2
    assert months_between(date(2027, 1, 1), FIRST) == 0


def test_whoever_met_less_is_served_at_no_cost_and_no_rule_is_broken() -> None:
    rng = np.random.default_rng(5)
    served = 0
    for _ in range(40):
        first, second = (one.astype(np.int64) for one in np.triu_indices(9, 1))
        pairs = Candidates(9, first, second, rng.integers(1, 3, first.size))
        rules = Rules(3, rng.integers(0, 4, 9), rng.random((9, 3, 2)) < 0.7)
        need = rng.integers(0, 9, 9)
        plan = plan_weeks(pairs, rules)
        fairer = give_way(pairs, rules, plan, need)
        verify_plan(pairs, rules, fairer)
        assert (fairer.value, fairer.upper_bound) == (plan.value, plan.upper_bound)
        before, after = (int(need[first[one.chosen]].sum() + need[second[one.chosen]].sum()) for one in (plan, fairer))
        assert after >= before
        served += after > before
    assert served > 2


def test_whose_turn_it_is_counts_the_quarter_before_the_plan_and_nothing_else(tmp_path: Path) -> None:
    roster = read_roster(str(put(tmp_path / "r.csv", "name", "Ana", "Ben", "Cy")))
    rows = ["Ana,Ben,2026-11-30", "Ana,Cy,2026-10-05", "Ben,Cy,2026-09-07", "Ben,Cy,2026-12-08"]
    history = read_history(str(put(tmp_path / "h.csv", "a,b,date", *rows)), roster.people)
    assert turns(history, 3, FIRST).tolist() == [0, 1, 1]
    assert turns(None, 3, FIRST).tolist() == [0, 0, 0]
