"""Sitting out goes round: over the weeks of a round, and over the quarter."""

from collections import Counter

import pytest

from cookout.core.models import User
from cookout.rounds.models import Availability, Round
from cookout.rounds.models.who_meets import WhoMeets
from cookout.rounds.testing import announced, chapter, monday

pytestmark = pytest.mark.django_db

NAMES = [f"Nora {letter}" for letter in "ABCDEFG"]


def who_sat_out(made: Round, by: User) -> Counter[str]:
    """How often each sits out in a round."""
    return Counter(name for week in WhoMeets.of(made, by).weeks for name in week.sits_out)


@pytest.mark.parametrize("hat", [0, 1])
def test_in_a_round_each_sits_out_once_at_most(ada: User, hat: int) -> None:
    group, _seats = chapter(*NAMES)
    for seed in range(3):
        made = Round.make(by=ada, scope=group, starts_on=monday(), hat=hat, seed=seed)
        assert sorted(who_sat_out(made, ada).values()) == [1, 1, 1, 1]
        assert "One sits out by turn." in WhoMeets.of(made, ada).kept
        made.remove(by=ada)


def test_over_the_quarter_it_goes_on_where_it_was(ada: User) -> None:
    group, seats = chapter(*NAMES[:5])
    pairs = [(0, 1, 1), (2, 3, 1), (0, 2, 2), (1, 4, 2), (0, 3, 3), (2, 4, 3)]
    announced(
        group, [(seats[one], seats[other], week) for one, other, week in pairs], starts_on=monday(-4), weeks=3
    )  # who sat out: the fifth, the fourth, the second
    made = Round.make(by=ada, scope=group, starts_on=monday(), weeks=2, most=2, hat=0, months_apart=0)
    assert who_sat_out(made, ada) == {"Nora A": 1, "Nora C": 1}


def test_who_wishes_for_fewer_fills_the_odd_weeks(ada: User) -> None:
    group, seats = chapter(*NAMES[:5])
    Availability.objects.create(membership=seats[0], most=1)
    made = Round.make(by=ada, scope=group, starts_on=monday(), hat=0)
    assert all(not one["members"] for one in made.obstacles)
    assert made.is_optimal


def test_a_turn_that_would_cost_a_pair_is_let_go_in_its_week_alone(ada: User) -> None:
    group, (one, two, busy, dora, emil) = chapter(*NAMES[:5])
    told = [(one, two, 1), (busy, dora, 1), (busy, emil, 2)]
    announced(group, told, starts_on=monday(-5), weeks=2)
    for away in (dora, emil):
        Availability.objects.create(membership=away, week_on=monday(), slots=[])
    made = Round.make(by=ada, scope=group, starts_on=monday(), weeks=2, most=2, hat=0)
    assert made.pairings.count() == 3, "without her, whose turn it is, nobody meets in the first week"
    turns = {told["week"]: bool(told["members"]) for told in made.obstacles if told["code"] == "sits_out"}
    assert turns == {1: False, 2: True}


def test_a_turn_costs_nobody_a_pair(ada: User) -> None:
    group, seats = chapter("Nora A", "Nora B", "Nora C")
    announced(group, [(seats[0], seats[1], 1)], starts_on=monday(-5), weeks=1)
    made = Round.make(by=ada, scope=group, starts_on=monday(), weeks=2, most=2, hat=0)
    assert made.pairings.count() == 2, "C meets both in turn, because A and B met lately"
