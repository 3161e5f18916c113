"""Each verb of a round: once, twice, by whom, what was recorded, undone."""

import datetime as dt

import pytest
import time_machine

from cookout.core.ids import uuid7
from cookout.core.models import Act, User, WorkState
from cookout.core.refusal import Refusal
from cookout.core.work import work_once
from cookout.groups.models import Group, Membership, Office
from cookout.rounds.models import Availability, DoNotPair, Draw, PairingReply, Round
from cookout.rounds.models import round as rounds
from cookout.rounds.models.planning import Planned
from cookout.rounds.testing import announced, chapter, monday, paired, replied

Chapter = tuple[Group, list[Membership]]


@pytest.fixture
def led(ada: User, ben: User) -> Chapter:
    """Ben presides over a chapter of eight."""
    group, seats = chapter(ben, *(f"Nora {letter}" for letter in "ABCDEFG"))
    seats[0].appoint(Office.Role.PRESIDENT, by=ada)
    return group, seats


@pytest.fixture
def draft(led: Chapter, ben: User) -> Round:
    """A draft of his, of four weeks."""
    return Round.make(by=ben, scope=led[0], starts_on=monday(), seed=11)


def test_a_round_is_a_plan_with_its_proof_its_reasons_and_its_draw(draft: Round, led: Chapter) -> None:
    assert draft.starts_on == monday()
    assert draft.is_planned
    assert draft.is_draft
    pairs = list(draft.pairings.all())
    assert len(pairs) == 16
    assert draft.value == sum(pair.gain for pair in pairs) == draft.upper_bound
    assert all(pair.reasons[0] == ["new", 0] for pair in pairs)
    drawn = [pair for pair in pairs if pair.is_drawn]
    [kept] = Draw.objects.filter(round=draft)
    assert len(drawn) == 4
    assert kept.seed != 11, "what the hat draws from is known to nobody"
    assert kept.policy == "hat-1"
    seats = {seat.pk for seat in led[1]}
    assert set(kept.members) == seats
    assert len(kept.candidates) == 28
    told = {frozenset((kept.members[one], kept.members[other])) for one, other in kept.pairs}
    assert told == {frozenset((pair.first_id, pair.second_id)) for pair in drawn}


def test_the_first_week_is_a_monday_and_the_same_seed_the_same_plan(led: Chapter, ben: User) -> None:
    made = Round.make(by=ben, scope=led[0], starts_on=monday() + dt.timedelta(days=3), seed=5)
    assert made.starts_on == monday()
    pairs = list(made.pairings.order_by("pk").values_list("first", "second", "week", "slot"))
    made.remove(by=ben)
    again = Round.make(by=ben, scope=led[0], starts_on=monday(), seed=5)
    assert list(again.pairings.order_by("pk").values_list("first", "second", "week", "slot")) == pairs


def test_the_same_id_is_the_same_round(draft: Round, led: Chapter, ben: User) -> None:
    assert Round.make(by=ben, scope=led[0], starts_on=monday(), uid=draft.uid).pk == draft.pk
    other, _seats = chapter(ben, "Omar A", name="Hillside")
    _seats[0].appoint(Office.Role.PRESIDENT, by=ben)
    with pytest.raises(Refusal, match="another round"):
        Round.make(by=ben, scope=other, starts_on=monday(), uid=draft.uid)


def test_making_it_is_recorded_and_undone(draft: Round, ben: User) -> None:
    act = Act.objects.get(verb="round.make")
    assert act.by == ben
    assert act.about.startswith("Riverside: ")
    act.undo(by=ben)
    assert not Round.objects.visible_to(ben).exists()


def test_two_rounds_of_one_group_share_no_week(draft: Round, led: Chapter, ben: User) -> None:
    with pytest.raises(Refusal, match="has a draft from"):
        Round.make(by=ben, scope=led[0], starts_on=monday(4))
    draft.announce(by=ben)
    with pytest.raises(Refusal, match="has a round from"):
        Round.make(by=ben, scope=led[0], starts_on=monday(4))
    assert Round.make(by=ben, scope=led[0], starts_on=monday(5), months_apart=0).pairings.exists()


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"weeks": 0}, "1 to 13 weeks"),
        ({"weeks": 14}, "1 to 13 weeks"),
        ({"most": 0}, "at least one 1-2-1"),
        ({"most": 2, "hat": 3}, "none up to all are drawn"),
        ({"months_apart": 25}, "after 0 to 24 months"),
        ({"seed": -1}, "whole number"),
        ({"across": True}, "planned for a region"),
        ({"starts_on": monday(-5)}, "These weeks are over"),
        ({"starts_on": monday(60)}, "more than a year ahead"),
    ],
)
def test_what_makes_no_round_gets_a_sentence(led: Chapter, ben: User, terms: dict[str, int], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        Round.make(by=ben, scope=led[0], **{"starts_on": monday(), **terms})
    assert not Round.objects.exists()


NOBODY = "No two members can be paired in these weeks. A private wish stands in the way, or when somebody can meet."


def test_a_plan_without_a_pair_is_none(ben: User, cleo: User, ada: User) -> None:
    alone, seats = chapter(ben, name="Alone")
    with pytest.raises(Refusal, match="There is one member: Ben"):
        Round.make(by=ada, scope=alone, starts_on=monday())
    two, seats = chapter(ben, cleo, name="Two")
    DoNotPair.objects.create(owner=cleo, membership=seats[0])
    with pytest.raises(Refusal) as no:
        Round.make(by=ada, scope=two, starts_on=monday())
    assert str(no.value) == NOBODY


def test_where_nobody_can_meet_it_is_not_told_whether_they_cannot_or_will_not(led: Chapter, ben: User) -> None:
    for seat in led[1]:
        Availability.objects.create(membership=seat, slots=[])
    with pytest.raises(Refusal) as no:
        Round.make(by=ben, scope=led[0], starts_on=monday())
    assert str(no.value) == NOBODY
    Availability.objects.all().delete()
    for place, seat in enumerate(led[1]):
        Availability.objects.create(membership=seat, slots=["morning" if place else "evening"])
    made = Round.make(by=ben, scope=led[0], starts_on=monday())
    assert {row.first_id for row in made.pairings.all()}.isdisjoint({led[1][0].pk})
    assert made.obstacles[-1] == {"code": "wish", "members": [], "week": None}


def test_where_the_rules_leave_no_pair_they_are_named(ben: User, cleo: User, ada: User) -> None:
    group, seats = chapter(ben, cleo)
    announced(group, [(seats[0], seats[1], 1)], starts_on=monday(-4), weeks=1)
    with pytest.raises(Refusal, match="ruled out by your rules: months apart, or different classifications"):
        Round.make(by=ada, scope=group, starts_on=monday())


def test_only_who_leads_plans(led: Chapter, cleo: User) -> None:
    led[0].admit(by=cleo, name=cleo.name, user=cleo)
    with pytest.raises(Refusal, match="Whoever leads Riverside plans its rounds"):
        Round.make(by=cleo, scope=led[0], starts_on=monday())


def test_a_draft_is_planned_again_and_undo_brings_the_first_back(draft: Round, ben: User) -> None:
    again = draft.plan_again(by=ben)
    assert again.pk != draft.pk
    assert again.seed != draft.seed
    assert again.starts_on == draft.starts_on
    assert list(Round.objects.visible_to(ben)) == [again]
    with pytest.raises(Refusal, match="replaced or removed"):
        Round.objects.get(pk=draft.pk).plan_again(by=ben)
    Act.objects.get(verb="round.plan_again").undo(by=ben)
    assert list(Round.objects.visible_to(ben)) == [draft]
    assert draft.pairings.count() == 16


def test_announcing_shows_it_once_and_undo_hides_it_until_somebody_answered(
    draft: Round, led: Chapter, ben: User, cleo: User
) -> None:
    led[0].admit(by=ben, name=cleo.name, user=cleo)
    assert not Round.objects.visible_to(cleo).exists()
    act = draft.announce(by=ben)
    assert draft.announced_by == ben
    assert Round.objects.visible_to(cleo).get() == draft
    assert not draft.announce(by=ben).changes.exists()
    with pytest.raises(Refusal, match="know this plan"):
        draft.plan_again(by=ben)
    with pytest.raises(Refusal, match="Call it off"):
        draft.remove(by=ben)
    act.undo(by=ben)
    assert not Round.objects.visible_to(cleo).exists()
    second = Round.objects.get(pk=draft.pk).announce(by=ben)
    replied(draft.pairings.first(), led[1][0], PairingReply.Says.ACCEPTED)  # type: ignore[arg-type]  # there are some
    assert second.undo(by=ben).skipped
    assert Round.objects.visible_to(cleo).exists()


def test_calling_off_ends_it_once_and_is_undone_unless_its_time_is_taken(draft: Round, led: Chapter, ben: User) -> None:
    with pytest.raises(Refusal, match="Remove it instead"):
        draft.call_off(by=ben)
    draft.announce(by=ben)
    act = draft.call_off(by=ben)
    assert draft.called_off_at
    assert not draft.call_off(by=ben).changes.exists()
    act.undo(by=ben)
    draft.refresh_from_db()
    assert draft.called_off_at is None
    act = draft.call_off(by=ben)
    Round.make(by=ben, scope=led[0], starts_on=monday())
    assert act.undo(by=ben).skipped


def test_removing_a_draft_is_undone(draft: Round, ben: User) -> None:
    act = draft.remove(by=ben)
    assert not Round.objects.visible_to(ben).exists()
    assert not draft.remove(by=ben).changes.exists()
    act.undo(by=ben)
    assert Round.objects.visible_to(ben).exists()


def test_who_no_longer_leads_undoes_nothing(draft: Round, led: Chapter, ben: User) -> None:
    act = draft.announce(by=ben)
    Office.objects.all().delete()
    assert act.undo(by=ben).skipped


def test_a_large_group_is_planned_by_the_worker(led: Chapter, ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "AT_ONCE", 7)
    made = Round.make(by=ben, scope=led[0], starts_on=monday())
    assert made.work_state == WorkState.WAITING
    assert not made.pairings.exists()
    with pytest.raises(Refusal, match="no plan to announce yet"):
        made.announce(by=ben)
    assert work_once() >= 1
    made.refresh_from_db()
    assert made.is_planned
    assert made.pairings.count() == 16
    assert made.value
    made.carry_out()
    assert made.pairings.count() == 16, "a second try writes nothing twice"


def test_what_the_worker_cannot_plan_says_why(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "AT_ONCE", 0)
    group, _seats = chapter("Nora A")
    made = Round.make(by=ada, scope=group, starts_on=monday())
    work_once()
    made.refresh_from_db()
    assert made.work_state == WorkState.FAILED
    assert "There is one member: Nora A." in made.failure


def test_a_new_plan_is_fair_to_who_sat_out(ada: User, time_machine: time_machine.TimeMachineFixture) -> None:
    group, seats = chapter("Nora A", "Nora B", "Nora C")
    announced(group, [(seats[0], seats[1], 1)], starts_on=monday(-8), weeks=1)
    for seed in range(3):
        made = Round.make(by=ada, scope=group, starts_on=monday(), weeks=1, hat=0, months_apart=0, seed=seed)
        [pair] = made.pairings.all()
        assert seats[2].pk in (pair.first_id, pair.second_id)
        made.remove(by=ada)


def test_the_hat_remembers_who_sat_out(ada: User) -> None:
    group, seats = chapter("Nora A", "Nora B", "Nora C")
    first = Round.make(by=ada, scope=group, starts_on=monday(-0), weeks=1, hat=1, seed=1, months_apart=0)
    first.announce(by=ada)
    [draw] = first.draws.all()
    left = draw.members[draw.sits_out[0]]
    second = Round.make(by=ada, scope=group, starts_on=monday(1), weeks=1, hat=1, seed=2, months_apart=0)
    [draw] = second.draws.all()
    assert draw.turns[draw.members.index(left)] == 1
    assert left not in [draw.members[at] for at in draw.sits_out]


def test_a_round_made_by_hand_may_stand_beside(ada: User) -> None:
    group, seats = chapter("Nora A", "Nora B")
    made, [pair] = announced(group, [(seats[0], seats[1], 1)])
    assert paired(made, seats[0], seats[1], 2, ended_at=made.announced_at).pk != pair.pk


def test_of_two_who_plan_at_once_one_is_told(
    led: Chapter, ben: User, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, begun = Round._planned, []

    def slowly(self: Round, seconds: float = 1.0) -> Planned:
        found = plan(self, seconds)
        if not begun:
            begun.append(self)
            Round.make(by=ada, scope=led[0], starts_on=monday())
        return found

    monkeypatch.setattr(Round, "_planned", slowly)
    with pytest.raises(Refusal, match="has a draft from"):
        Round.make(by=ben, scope=led[0], starts_on=monday())
    assert Round.objects.count() == 1


def test_one_id_pressed_twice_at_once_is_one_round(led: Chapter, ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, begun, uid = Round._planned, [], uuid7()

    def slowly(self: Round, seconds: float = 1.0) -> Planned:
        found = plan(self, seconds)
        if not begun:
            begun.append(self)
            begun.append(Round.make(by=ben, scope=led[0], starts_on=monday(), uid=uid))
        return found

    monkeypatch.setattr(Round, "_planned", slowly)
    made = Round.make(by=ben, scope=led[0], starts_on=monday(), uid=uid)
    assert made.pk == begun[1].pk
    assert made.pairings.count() == 16


def test_a_plan_that_breaks_a_rule_by_now_is_not_announced_and_which_is_not_told(
    draft: Round, led: Chapter, ben: User, cleo: User
) -> None:
    mine = draft.pairings.filter(first=led[1][0]).select_related("second")[0]
    wish = DoNotPair.objects.create(owner=ben, membership=mine.second)
    said = "Since this was planned, something changed for a member"
    with pytest.raises(Refusal, match=said):
        draft.announce(by=ben)
    wish.delete()
    usual = Availability.objects.create(membership=mine.second, most=1)
    with pytest.raises(Refusal, match=said):
        draft.announce(by=ben)
    usual.delete()
    draft.announce(by=ben)
    assert draft.announced_at


def test_a_round_that_members_know_is_not_unmade(draft: Round, ben: User) -> None:
    draft.announce(by=ben)
    assert Act.objects.get(verb="round.make").undo(by=ben).skipped
    assert Round.objects.visible_to(ben).exists()


def test_a_draft_whose_weeks_are_over_is_not_announced(draft: Round, ben: User) -> None:
    Round.objects.update(starts_on=monday(-6))
    with pytest.raises(Refusal, match="weeks of this draft are over"):
        draft.announce(by=ben)
