"""The hat draws from what nobody knows or chooses: planning again, another seed and another planner change nothing."""

import pytest
from django.test import override_settings

from cookout.core.models import User
from cookout.groups.models import Group
from cookout.rounds.models import Draw, Round
from cookout.rounds.models.planning import hat_seed
from cookout.rounds.testing import chapter, monday

pytestmark = pytest.mark.django_db


@pytest.fixture
def led(ada: User) -> Group:
    """A chapter of eight that Ada, who hosts, looks after."""
    group, _seats = chapter(ada, *(f"Nora {letter}" for letter in "ABCDEFG"))
    return group


def drawn(made: Round) -> list[list[int]]:
    found: list[list[int]] = Draw.objects.get(round=made).pairs
    return found


def test_whoever_plans_again_finds_the_same_pairs_by_lot(led: Group, ada: User) -> None:
    first = Round.make(by=ada, scope=led, starts_on=monday(), seed=1)
    given = drawn(first)
    for seed in (2, 3, 4):
        first = first.plan_again(by=ada, seed=seed)
        assert drawn(first) == given
    first.remove(by=ada)
    assert drawn(Round.make(by=ada, scope=led, starts_on=monday(), seed=5)) == given


def test_other_weeks_and_other_groups_have_other_hats(led: Group) -> None:
    other, _seats = chapter(name="Hillside")
    seeds = {hat_seed(Round.draft(scope=group, starts_on=monday(weeks), seed=1))
             for group in (led, other) for weeks in (1, 2, 3)}  # fmt: skip
    assert len(seeds) == 6
    assert all(0 <= seed < 2**62 for seed in seeds)


def test_another_house_draws_otherwise(led: Group) -> None:
    made = Round.draft(scope=led, starts_on=monday(), seed=1)
    here = hat_seed(made)
    with override_settings(SECRET_KEY="of another house"):
        assert hat_seed(made) != here
