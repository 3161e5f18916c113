"""Speed evenings: planned, dealt anew, without somebody, taken away; and what they never tell."""

import datetime as dt
import uuid

import numpy as np
import pytest
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Membership
from cookout.people.models import Classification
from cookout.rounds.models import DoNotPair, SpeedEvening
from cookout.rounds.models.evening_turns import EveningPlan
from cookout.rounds.papers import evening_paper
from cookout.rounds.testing import chapter

NAMES = ("Dora", "Emil", "Fay", "Gus", "Hana", "Ida")


@pytest.fixture
def group(ada: User, ben: User) -> Group:
    """Eight members: Ada (who hosts), Ben, and six without account."""
    return chapter(ada, ben, *NAMES)[0]


def tomorrow() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=1)


def planned(group: Group, by: User, **values: object) -> SpeedEvening:
    return SpeedEvening.plan(by=by, group=group, **{"on": tomorrow(), "seed": 7, **values})  # type: ignore[arg-type]  # as said


def pairs_of(evening: SpeedEvening) -> list[tuple[str, str]]:
    plan = EveningPlan.of(evening)
    return [
        (one.name, other.name)
        for turn in plan.turns for table in turn.tables for one in table.seats for other in table.seats
        if one.name < other.name
    ]  # fmt: skip


def seats_of(evening: SpeedEvening) -> set[tuple[int, int | None, int]]:
    return set(evening.places.values_list("turn", "table", "membership"))


def test_nobody_meets_anybody_twice(group: Group, ada: User) -> None:
    evening = planned(group, ada)
    pairs = pairs_of(evening)
    assert (evening.tables, evening.turns, evening.repeats) == (4, 6, 0)
    assert len(pairs) == len(set(pairs)) == 24, "had all others met, two who never do would be known for a wish"


def test_the_same_seed_seats_the_same_and_the_same_uid_is_one_evening(group: Group, ada: User) -> None:
    uid = uuid.uuid4()
    one, again, other = planned(group, ada, uid=uid), planned(group, ada, uid=uid), planned(group, ada)
    assert one == again != other
    assert seats_of(one) == seats_of(other)


def test_planning_is_in_the_diary_and_undone(group: Group, ada: User) -> None:
    evening = planned(group, ada)
    act = Act.objects.get(verb="speed_evening.plan")
    assert (act.by, act.about) == (ada, group.name)
    act.undo(by=ada)
    assert not SpeedEvening.objects.visible_to(ada).filter(pk=evening.pk).exists()


def test_who_cannot_come_has_no_seat(group: Group, ada: User) -> None:
    ben = group.memberships.get(name__startswith="Ben")
    evening = planned(group, ada, absent=[ben], seats=3, turns=2)
    assert not evening.places.filter(membership=ben).exists()
    assert evening.tables == 3


def test_one_classification_never_shares_a_table_unless_that_is_wanted(group: Group, ada: User) -> None:
    trade = Classification.objects.all()[0]
    group.memberships.filter(name__in=NAMES[:2]).update(classification=trade)
    apart, together = planned(group, ada, turns=6), planned(group, ada, is_apart=False)
    assert NAMES[:2] not in pairs_of(apart)
    assert NAMES[:2] in pairs_of(together)


def test_a_private_wish_is_kept_and_no_refusal_tells_of_it(group: Group, ada: User, ben: User) -> None:
    dora = group.memberships.get(name="Dora")
    DoNotPair.objects.create(owner=ben, membership=dora)
    evening = planned(group, ada)
    assert ("Ben Brandt", "Dora") not in pairs_of(evening)
    assert (evening.turns, evening.repeats, evening.fewest_repeats) == (6, 0, 0)
    with pytest.raises(Refusal, match="6 turns at most"):
        planned(group, ada, turns=7)


def test_of_four_a_wish_shows_neither_in_a_plan_nor_when_one_goes_home(group: Group, ada: User, ben: User) -> None:
    DoNotPair.objects.create(owner=ben, membership=group.memberships.get(name="Dora"))
    come = ["Ada Adeyemi", "Ben Brandt", "Dora", "Emil"]
    evening = planned(group, ada, absent=group.memberships.exclude(name__in=come))
    assert (evening.turns, evening.repeats, evening.fewest_repeats) == (2, 0, 0)
    assert len(set(pairs_of(evening))) == 4, "another two do not meet either"
    with pytest.raises(Refusal, match="fewer are none"):
        evening.without(by=ada, membership=group.memberships.get(name="Emil"))


def test_who_was_erased_since_is_a_former_member_on_paper_too(group: Group, ada: User) -> None:
    evening = planned(group, ada, turns=1)
    group.memberships.filter(name="Dora").update(name="")
    assert evening_paper(EveningPlan.of(evening)).startswith(b"%PDF")


def test_never_met_comes_first(group: Group, ada: User) -> None:
    first = planned(group, ada, turns=1)
    assert first.value > 0
    assert first.value >= planned(group, ada, turns=1, seed=8).value * 0.99


def test_dealing_anew_takes_the_place_of_the_evening_and_one_undo_brings_it_back(group: Group, ada: User) -> None:
    evening = planned(group, ada, turns=3)
    fresh = evening.again(by=ada)
    assert seats_of(fresh) != seats_of(evening)
    assert list(SpeedEvening.objects.visible_to(ada)) == [fresh]
    Act.objects.get(verb="speed_evening.again").undo(by=ada)
    assert list(SpeedEvening.objects.visible_to(ada)) == [evening]
    assert evening.places.count() == 24


def test_who_goes_home_is_missing_from_that_turn_on_and_few_others_move(group: Group, ada: User) -> None:
    evening = planned(group, ada, seats=4, turns=1)
    gus = group.memberships.get(name="Gus")
    before = seats_of(evening)
    act = evening.without(by=ada, membership=gus)
    assert {seat for seat in before if seat[2] != gus.pk} == seats_of(evening)
    act.undo(by=ada)
    assert seats_of(evening) == before
    evening.refresh_from_db()
    assert evening.value == planned(group, ada, seats=4, turns=1).value


def test_the_partner_of_who_went_sits_out_and_earlier_turns_stay(group: Group, ada: User) -> None:
    evening = planned(group, ada, turns=4)
    gus = group.memberships.get(name="Gus")
    evening.without(by=ada, membership=gus, turn=3)
    plan = EveningPlan.of(evening)
    assert [len(turn.out) for turn in plan.turns] == [0, 0, 1, 1]
    assert [stop[0] for slip in plan.slips if slip.membership == gus for stop in slip.stops] == [1, 2]
    assert evening.without(by=ada, membership=gus, turn=3).changes.count() == 0


def test_taking_an_evening_away_twice_is_once_and_undone(group: Group, ada: User) -> None:
    evening = planned(group, ada)
    act = evening.remove(by=ada)
    assert evening.remove(by=ada).changes.count() == 0
    with pytest.raises(Refusal, match="taken away"):
        evening.again(by=ada)
    act.undo(by=ada)
    assert SpeedEvening.objects.visible_to(ada).get() == evening


def test_an_evening_that_is_over_is_not_dealt_anew(group: Group, ada: User) -> None:
    evening = planned(group, ada)
    SpeedEvening.objects.update(on=timezone.localdate() - dt.timedelta(days=3))
    with pytest.raises(Refusal, match="over"):
        evening.again(by=ada)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"seats": 1}, "2 to 8 seats"),
        ({"seats": 9}, "2 to 8 seats"),
        ({"tables": 0}, "one table"),
        ({"turns": 0}, "one turn"),
        ({"turns": 8}, "there are 6 turns at most"),
        ({"seats": 4, "turns": 2}, "there is one turn at most"),
        ({"minutes": 0}, "one minute"),
        ({"on": dt.date(2020, 1, 1)}, "That day is over"),
        ({"on": dt.date(2200, 1, 1)}, "Look at the year"),
        ({"seed": -1}, "seed"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    group: Group, ada: User, values: dict[str, object], words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        planned(group, ada, **values)
    assert not SpeedEvening.objects.exists()


def test_three_people_are_no_evening(ada: User, ben: User) -> None:
    group, _seats = chapter(ada, ben, "Dora")
    with pytest.raises(Refusal, match="4 to 200 people, and 3 come"):
        planned(group, ada)


def test_where_all_are_kept_apart_the_sentence_names_nobody(group: Group, ada: User) -> None:
    trade = Classification.objects.all()[0]
    Membership.objects.update(classification=trade)
    with pytest.raises(Refusal, match="stand in the way"):
        planned(group, ada)


def test_who_no_longer_leads_takes_nothing_back(group: Group, ada: User) -> None:
    evening = planned(group, ada)
    act = evening.remove(by=ada)
    User.objects.filter(pk=ada.pk).update(is_host=False)
    ada.refresh_from_db()
    Act.objects.get(pk=act.pk).undo(by=ada)
    assert not SpeedEvening.objects.filter(deleted_at=None).exists()


def test_who_sits_where_is_fair_for_an_odd_number(ada: User, ben: User) -> None:
    group, seats = chapter(ada, ben, *NAMES, "Jan")
    evening = planned(group, ada, turns=8)
    outs = [evening.places.filter(membership=seat, table=None).count() for seat in seats]
    assert sum(outs) == 8
    assert np.ptp(outs) <= 1
