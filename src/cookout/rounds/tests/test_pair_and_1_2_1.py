"""What becomes of a pair when the two propose, plan, hold or call off a 1-2-1: nobody has to say that they belong."""

from typing import Any

import pytest

from cookout.core.models import User
from cookout.core.testing import make_user
from cookout.one_to_ones.models import OneToOne
from cookout.one_to_ones.testing import in_days, planned, proposed
from cookout.rounds.models import Pairing, PairingReply
from cookout.rounds.testing import announced, chapter, made_round, paired


@pytest.fixture
def two(ada: User, ben: User) -> dict[str, Any]:
    """Ada and Ben meet next week."""
    group, (a, b) = chapter(ada, ben)
    made, (pair,) = announced(group, [(a, b, 1)])
    return {"group": group, "round": made, "pair": pair, "a": a, "b": b}


def said(pair: Pairing) -> list[str]:
    return [reply.membership.name for reply in PairingReply.objects.filter(pairing=pair, says="accepted")]


def test_who_proposes_a_1_2_1_has_said_yes(two: dict[str, Any], ada: User, ben: User) -> None:
    one = proposed(ada, ben, in_days(9))
    two["pair"].refresh_from_db()
    assert two["pair"].one_to_one == one
    assert said(two["pair"]) == ["Ada Adeyemi"]


def test_who_takes_a_time_has_said_yes_too(two: dict[str, Any], ada: User, ben: User) -> None:
    planned(ada, ben, in_days(9))
    assert said(two["pair"]) == ["Ada Adeyemi", "Ben Brandt"]


def test_undoing_the_proposal_takes_the_yes_back(two: dict[str, Any], ada: User, ben: User) -> None:
    proposed(ada, ben, in_days(9))
    act = ada.acts.get(verb="one_to_one.propose")
    assert not act.undo(by=ada).skipped
    two["pair"].refresh_from_db()
    assert two["pair"].one_to_one is None
    assert said(two["pair"]) == []


def test_what_is_called_off_leaves_the_pair_to_find_another_time(two: dict[str, Any], ada: User, ben: User) -> None:
    planned(ada, ben, in_days(9)).cancel(by=ben)
    two["pair"].refresh_from_db()
    assert two["pair"].one_to_one is None
    assert len(said(two["pair"])) == 2
    again = proposed(ben, ada, in_days(10))
    two["pair"].refresh_from_db()
    assert two["pair"].one_to_one == again


def test_one_that_was_held_is_linked_though_nobody_planned_it_here(two: dict[str, Any], ada: User, ben: User) -> None:
    one = OneToOne.note(by=ada, person=ben.person, starts_at=in_days(-1, hour=9))
    one.hold(by=ada)
    two["pair"].refresh_from_db()
    assert two["pair"].one_to_one == one


@pytest.mark.parametrize("days", [60, 80])
def test_one_of_another_season_has_nothing_to_do_with_it(two: dict[str, Any], ada: User, ben: User, days: int) -> None:
    proposed(ada, ben, in_days(days))
    two["pair"].refresh_from_db()
    assert two["pair"].one_to_one is None


def test_one_with_somebody_else_is_left_alone(two: dict[str, Any], ada: User, ben: User) -> None:
    dora = make_user("Dora Duval")
    chapter(ada, dora, name="Hillside")
    proposed(ada, dora, in_days(9))
    two["pair"].refresh_from_db()
    assert (two["pair"].one_to_one, said(two["pair"])) == (None, [])


def test_of_two_rounds_the_nearer_week_has_it(two: dict[str, Any], ada: User, ben: User) -> None:
    other, (far,) = announced(two["group"], [(two["a"], two["b"], 4)], starts_on=two["round"].starts_on)
    proposed(ada, ben, in_days(30))
    far.refresh_from_db()
    two["pair"].refresh_from_db()
    assert far.one_to_one is not None
    assert two["pair"].one_to_one is None


def test_a_draft_learns_nothing(two: dict[str, Any], ada: User, ben: User) -> None:
    draft = paired(made_round(two["group"]), two["a"], two["b"])
    Pairing.objects.filter(pk=two["pair"].pk).delete()
    proposed(ada, ben, in_days(9))
    draft.refresh_from_db()
    assert draft.one_to_one is None
