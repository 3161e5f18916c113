"""What is asked for a round keeps every hard rule, and no plan breaks one: made-up chapters, each plan checked."""

import datetime as dt
import random

import pytest

from cookout.core.models import User
from cookout.groups.models import Leave, Membership
from cookout.people.models import Classification
from cookout.rounds import rules
from cookout.rounds.models import Availability, DoNotPair, Round, Slot
from cookout.rounds.models.apart import SLOTS
from cookout.rounds.models.asked import Asked
from cookout.rounds.models.planning import Planned
from cookout.rounds.testing import announced, chapter, met, monday, strangers
from cookout.science.pairing.verify import verify_plan

pytestmark = pytest.mark.django_db


def asked_of(group: object, **terms: object) -> Asked:
    """What a round from next Monday on asks."""
    values = {"scope": group, "starts_on": monday(), "seed": 3, "hat": 0, "months_apart": 3, **terms}
    return Asked.of(Round.draft(**values))  # type: ignore[arg-type]  # terms of a round


def pairs_of(asked: Asked) -> set[frozenset[int]]:
    """The candidates, by membership."""
    keys = [one.pk for one in asked.memberships]
    return {
        frozenset((keys[one], keys[other]))
        for one, other in zip(asked.candidates.first.tolist(), asked.candidates.second.tolist(), strict=True)
    }


def both(one: Membership, other: Membership) -> frozenset[int]:
    return frozenset((one.pk, other.pk))


def test_who_met_within_the_months_is_no_candidate_and_who_met_before_is(ada: User, ben: User) -> None:
    group, seats = chapter(ada, ben, *strangers("Dora Vale", "Emil Hart"))
    met(ada, ben, rules.months_before(monday(), 3) + dt.timedelta(days=1))
    met(ada, seats[2].user or ada, rules.months_before(monday(), 3))
    found = pairs_of(asked_of(group))
    assert both(seats[0], seats[1]) not in found
    assert both(seats[0], seats[2]) in found
    assert both(seats[0], seats[1]) in pairs_of(asked_of(group, months_apart=0))


def test_who_stood_paired_in_an_announced_round_waits_too(ada: User, ben: User) -> None:
    group, seats = chapter(ada, ben, "Dora Vale", "Emil Hart")
    announced(group, [(seats[0], seats[1], 1), (seats[2], seats[3], 1)], starts_on=monday(-5))
    called_off, _pairs = announced(group, [(seats[0], seats[2], 1)], starts_on=monday(-9))
    called_off.called_off_at = called_off.announced_at
    called_off.save()
    found = pairs_of(asked_of(group))
    assert both(seats[0], seats[1]) not in found
    assert both(seats[2], seats[3]) not in found
    assert both(seats[0], seats[2]) in found


def test_a_wish_of_either_side_rules_the_pair_out(ada: User, ben: User, cleo: User) -> None:
    group, seats = chapter(ada, ben, cleo, "Dora Vale")
    DoNotPair.objects.create(owner=ben, membership=seats[0])
    DoNotPair.objects.create(owner=cleo, membership=seats[3])
    asked = asked_of(group)
    assert pairs_of(asked).isdisjoint({both(seats[0], seats[1]), both(seats[2], seats[3])})
    assert len(pairs_of(asked)) == 4
    assert not asked.is_private


def test_a_wish_about_an_account_holds_in_each_of_its_groups(ada: User, ben: User) -> None:
    _elsewhere, others = chapter(ada, ben, name="Hillside")
    group, seats = chapter(ada, ben, "Dora Vale")
    DoNotPair.objects.create(owner=ada, membership=others[1])
    assert both(seats[0], seats[1]) not in pairs_of(asked_of(group))


def test_a_wish_that_leaves_somebody_alone_is_told_without_a_name(ada: User, ben: User) -> None:
    group, seats = chapter(ada, ben)
    DoNotPair.objects.create(owner=ben, membership=seats[0])
    asked = asked_of(group)
    assert asked.is_private
    assert not asked.obstacles
    assert not pairs_of(asked)


def test_one_classification_never_meets_itself_where_that_is_wished(ada: User, ben: User) -> None:
    one, other = Classification.objects.all()[:2]
    group, seats = chapter(ada, ben, "Dora Vale")
    for seat, trade in zip(seats, (one, one, other), strict=True):
        seat.classification = trade
        seat.save()
    assert both(seats[0], seats[1]) in pairs_of(asked_of(group))
    assert both(seats[0], seats[1]) not in pairs_of(asked_of(group, is_apart=True))


def test_who_is_not_there_cannot_meet(ada: User, ben: User) -> None:
    group, seats = chapter(ada, ben, "Dora Vale", "Emil Hart", "Finn Moss", "Left Lately", "Long Gone", "To Come")
    weeks = [monday(week) for week in range(1, 5)]
    Leave.objects.create(membership=seats[0], starts_on=weeks[0], ends_on=weeks[1])
    Availability.objects.create(membership=seats[1], slots=[Slot.MORNING], most=2)
    Availability.objects.create(membership=seats[1], week_on=weeks[2], slots=[])
    Membership.objects.filter(pk=seats[5].pk).update(left_on=weeks[1])
    Membership.objects.filter(pk=seats[6].pk).update(left_on=weeks[0])
    Membership.objects.filter(pk=seats[7].pk).update(joined_on=weeks[2])
    asked = asked_of(group)
    there = {one.pk: asked.rules.available[place] for place, one in enumerate(asked.memberships)}
    assert there[seats[0].pk].any(axis=1).tolist() == [False, True, True, True]
    assert there[seats[1].pk][:, SLOTS.index(Slot.MORNING)].tolist() == [True, True, False, True]
    assert not there[seats[1].pk][:, SLOTS.index(Slot.EVENING)].any()
    assert asked.rules.capacity[asked.places[seats[1].pk]] == 2
    assert there[seats[5].pk].any(axis=1).tolist() == [True, False, False, False]
    assert there[seats[7].pk].any(axis=1).tolist() == [False, False, True, True]
    assert seats[6].pk not in there


def test_nobody_meets_in_a_week_that_is_over_or_taken_by_another_round(ada: User, ben: User) -> None:
    group, seats = chapter(ada, ben, "Dora Vale", "Emil Hart")
    announced(group, [(seats[0], seats[1], 2)], starts_on=monday(0))
    asked = asked_of(group, starts_on=monday(-1), months_apart=0)
    there = asked.rules.available.any(axis=2)
    assert not there[:, 0].any()
    assert there[:, 1].all()
    assert there[:, 2].tolist() == [False, False, True, True]


def a_chapter_of(seed: int, ada: User, ben: User) -> tuple[Round, Asked]:
    """A small chapter with leaves, wishes, times and past 1-2-1s, all at random."""
    lot = random.Random(seed)
    users = [ada, ben, *strangers(*(f"Nora{chr(65 + at)} Vale" for at in range(lot.randint(1, 6))))]
    group, seats = chapter(*users, *(f"Omar {chr(65 + at)}" for at in range(lot.randint(0, 3))))
    for seat in seats:
        if lot.random() < 0.4:
            slots = [slot for slot in SLOTS if lot.random() < 0.6]
            Availability.objects.create(membership=seat, slots=slots, most=lot.choice([None, 1, 2]))
        if lot.random() < 0.2:
            Leave.objects.create(membership=seat, starts_on=monday(lot.randint(1, 3)))
    for user in users:
        other = lot.choice(seats)
        if other.user_id != user.pk and lot.random() < 0.4:
            DoNotPair.objects.create(owner=user, membership=other)
        fellow = lot.choice(users)
        if fellow.pk != user.pk:
            met(user, fellow, monday() - dt.timedelta(days=lot.randint(8, 200)))
    terms = {"weeks": lot.randint(1, 5), "most": lot.randint(1, 4), "months_apart": lot.choice([0, 2, 6])}
    made = Round.draft(scope=group, starts_on=monday(), seed=seed, hat=lot.randint(0, 1), **terms)
    return made, Asked.of(made)


@pytest.mark.parametrize("seed", range(8))
def test_no_plan_breaks_a_hard_rule(ada: User, ben: User, seed: int) -> None:
    made, asked = a_chapter_of(seed, ada, ben)
    planned = Planned.of(made, asked, seconds=1.0)
    verify_plan(asked.candidates, asked.rules, planned.plan)
    refused = {(wish.owner_id, wish.membership.user_id or -wish.membership_id) for wish in DoNotPair.objects.all()}
    for pair in planned.plan.chosen.tolist():
        two = [asked.memberships[int(side[pair])] for side in (asked.candidates.first, asked.candidates.second)]
        for one, other in (two, two[::-1]):
            assert (one.user_id, other.user_id or -other.pk) not in refused
    again = Planned.of(made, Asked.of(made), seconds=1.0)
    assert again.plan.chosen.tolist() == planned.plan.chosen.tolist(), "the same seed is the same plan"
