"""Saying yes, no, or another week to a pair: once, twice, by whom, what was recorded, undone."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.groups.models import Leave, Office
from cookout.one_to_ones.testing import in_days, planned
from cookout.rounds.models import Availability, DoNotPair, Pairing, PairingReply, Round
from cookout.rounds.models.repairing import kept_of, open_weeks, repaired, to_repair
from cookout.rounds.testing import announced, chapter, drawn, made_round, monday, paired, replied, strangers

SAYS = PairingReply.Says


@pytest.fixture
def plan(ada: User, ben: User, db: None) -> dict[str, Any]:
    """Two weeks. First Ada meets Ben and Dora meets Walter, who has no account; Finn and Gus have nobody yet."""
    dora, finn = strangers("Dora Duval", "Finn Falk")
    group, seats = chapter(ada, ben, dora, "Walter Wood", finn, "Gus Gray")
    a, b, d, w, f, g = seats
    made, (first, second) = announced(group, [(a, b, 1), (d, w, 1)], weeks=2, most=1)
    return {"group": group, "round": made, "first": first, "second": second, "dora": dora, "finn": finn,
            "a": a, "b": b, "d": d, "w": w, "f": f, "g": g}  # fmt: skip


def standing(made: Round) -> set[tuple[str, int]]:
    return {(str(row), row.week) for row in Pairing.objects.standing().filter(round=made)}


def partner(plan: dict[str, Any], who: str) -> str:
    rows = [row for row in Pairing.objects.standing().filter(round=plan["round"]) if plan[who] in row.both]
    return rows[0].other(plan[who]).name if rows else ""


def test_a_yes_is_written_down_once(plan: dict[str, Any], ben: User) -> None:
    act = plan["first"].accept(by=ben)
    plan["first"].accept(by=ben)
    reply = PairingReply.objects.get()
    assert (reply.says, reply.membership, reply.said_by) == (SAYS.ACCEPTED, plan["b"], ben)
    assert (act.verb, act.about) == ("pairing.accept", "Ada Adeyemi & Ben Brandt")


def test_a_yes_can_be_taken_back(plan: dict[str, Any], ben: User) -> None:
    plan["first"].accept(by=ben).undo(by=ben)
    assert not PairingReply.objects.exists()


def test_after_a_no_both_meet_somebody_else_and_nobody_else_is_moved(plan: dict[str, Any], ben: User) -> None:
    plan["first"].decline(by=ben)
    plan["first"].refresh_from_db()
    assert plan["first"].ending == Pairing.Ending.DECLINED
    assert {partner(plan, "a"), partner(plan, "b")} == {"Finn Falk", "Gus Gray"}
    assert ("Dora Duval & Walter Wood", 1) in standing(plan["round"])
    assert kept_of(plan["round"]) == (1, 2)


def test_a_repair_says_what_the_plan_is_worth_and_what_none_exceeds(plan: dict[str, Any], ben: User) -> None:
    plan["first"].decline(by=ben)
    plan["round"].refresh_from_db()
    gains = sum(Pairing.objects.standing().filter(round=plan["round"]).values_list("gain", flat=True))
    assert plan["round"].value == plan["round"].upper_bound == gains > 100


def test_a_no_said_twice_is_one(plan: dict[str, Any], ben: User) -> None:
    plan["first"].decline(by=ben)
    there = standing(plan["round"])
    act = plan["first"].decline(by=ben)
    assert standing(plan["round"]) == there
    assert not act.changes.exists()


def test_who_said_no_does_not_come_to_the_same_again(plan: dict[str, Any], ada: User, ben: User) -> None:
    plan["first"].decline(by=ben)
    for _time in range(6):
        row = next((row for row in Pairing.objects.standing().of(ben)), None)
        if row is None:
            break
        assert str(row) != "Ada Adeyemi & Ben Brandt"
        row.decline(by=ben)
    said_no = Pairing.objects.filter(ending="declined").values_list("first", "second")
    assert len(set(said_no)) == said_no.count() > 1


def test_a_no_is_undone_whole(plan: dict[str, Any], ben: User) -> None:
    before = standing(plan["round"])
    act = plan["first"].decline(by=ben)
    assert standing(plan["round"]) != before
    undone = act.undo(by=ben)
    assert not undone.skipped
    assert standing(plan["round"]) == before
    plan["round"].refresh_from_db()
    assert plan["round"].value == 200
    assert not PairingReply.objects.exists()


def test_a_no_is_not_undone_once_somebody_has_answered(plan: dict[str, Any], ada: User, ben: User) -> None:
    act = plan["first"].decline(by=ben)
    Pairing.objects.standing().of(ada).get().accept(by=ada)
    there = standing(plan["round"])
    with pytest.raises(Refusal, match="answered since"):
        act.undo(by=ben)
    assert standing(plan["round"]) == there


def test_a_no_is_not_undone_once_the_plan_was_mended_again(plan: dict[str, Any], ben: User) -> None:
    act = plan["first"].decline(by=ben)
    plan["second"].decline(by=plan["dora"])
    with pytest.raises(Refusal, match="changed since"):
        act.undo(by=ben)


def test_accepted_pairs_stay_whatever_others_say(plan: dict[str, Any], ben: User) -> None:
    replied(plan["second"], plan["w"])
    plan["first"].decline(by=ben)
    plan["second"].refresh_from_db()
    assert plan["second"].ended_at is None


def test_what_the_hat_drew_stays_drawn_and_what_replaces_it_is_not(plan: dict[str, Any], ben: User) -> None:
    draw = drawn(plan["round"], plan["first"], plan["second"])
    plan["first"].decline(by=ben)
    draw.refresh_from_db()
    assert len(draw.pairs) == 2
    assert Pairing.objects.get(pk=plan["first"].pk).is_drawn
    new = Pairing.objects.standing().filter(round=plan["round"]).exclude(pk=plan["second"].pk)
    assert new
    assert not any(row.is_drawn for row in new)


def test_a_stranger_to_the_pair_says_nothing_for_the_two(plan: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="Say for which"):
        plan["first"].accept(by=plan["finn"])
    with pytest.raises(Refusal, match="has an account and answers there"):
        plan["first"].accept(by=plan["finn"], membership=plan["b"])


def test_who_leads_answers_for_members_without_account_alone(plan: dict[str, Any], ada: User) -> None:
    plan["f"].appoint(Office.Role.VICE_PRESIDENT, by=ada)
    plan["second"].accept(by=plan["finn"])
    assert PairingReply.objects.get().membership == plan["w"]
    with pytest.raises(Refusal, match="has an account"):
        plan["first"].accept(by=plan["finn"], membership=plan["a"])
    assert set(Pairing.objects.answered_by(plan["finn"])) == {plan["second"]}


def test_another_week_moves_the_two_and_asks_the_other_anew(plan: dict[str, Any], ada: User, ben: User) -> None:
    plan["first"].accept(by=ada)
    assert open_weeks(Pairing.objects.get(pk=plan["first"].pk)) == [2]
    plan["first"].swap(by=ben, week=2)
    moved = plan["first"].follower()
    assert moved is not None
    assert (moved.week, moved.says(plan["b"]), moved.says(plan["a"])) == (2, SAYS.ACCEPTED, "")
    plan["first"].swap(by=ben, week=2)
    assert Pairing.objects.filter(round=plan["round"], week=2, first=plan["a"]).count() == 1
    assert standing(plan["round"]) == {("Ada Adeyemi & Ben Brandt", 2), ("Dora Duval & Walter Wood", 1)}


def test_who_pauses_is_given_no_other_week(plan: dict[str, Any], ada: User, ben: User) -> None:
    Availability.say(by=ada, membership=plan["a"], slots=["morning"], most=0)
    assert open_weeks(Pairing.objects.get(pk=plan["first"].pk)) == []
    with pytest.raises(Refusal, match="cannot in that week"):
        plan["first"].swap(by=ben, week=2)
    plan["first"].refresh_from_db()
    assert plan["first"].ended_at is None


def test_another_week_is_undone_whole(plan: dict[str, Any], ben: User) -> None:
    before = standing(plan["round"])
    act = plan["first"].swap(by=ben, week=2)
    assert not act.undo(by=ben).skipped
    assert standing(plan["round"]) == before


def test_whom_either_meets_in_that_week_is_moved_unless_it_is_agreed(plan: dict[str, Any], ben: User) -> None:
    other = paired(plan["round"], plan["a"], plan["d"], 2)
    Round.objects.update(most=2)
    plan["first"].swap(by=ben, week=2)
    other.refresh_from_db()
    assert other.ended_at is not None
    assert ("Ada Adeyemi & Ben Brandt", 2) in standing(plan["round"])


def test_a_week_in_which_one_has_agreed_on_another_is_refused(plan: dict[str, Any], ben: User) -> None:
    replied(paired(plan["round"], plan["a"], plan["d"], 2), plan["d"])
    with pytest.raises(Refusal, match="somebody else in that week"):
        plan["first"].swap(by=ben, week=2)
    assert open_weeks(plan["first"]) == []
    plan["first"].refresh_from_db()
    assert plan["first"].ended_at is None


@pytest.mark.parametrize("week", [0, 3])
def test_a_week_outside_the_round_is_refused(plan: dict[str, Any], ben: User, week: int) -> None:
    with pytest.raises(Refusal, match="2 weeks of the round"):
        plan["first"].swap(by=ben, week=week)


def test_a_week_that_is_over_is_refused(plan: dict[str, Any], ben: User) -> None:
    Round.objects.update(starts_on=monday(-1))
    later = paired(Round.objects.get(), plan["b"], plan["g"], 2)
    with pytest.raises(Refusal, match="too near"):
        later.swap(by=ben, week=1)


def test_what_is_a_1_2_1_by_now_is_declined_there(plan: dict[str, Any], ada: User, ben: User) -> None:
    one = planned(ada, ben, in_days(9))
    Pairing.objects.filter(pk=plan["first"].pk).update(one_to_one=one)
    for verb in ({"decline": {}}, {"swap": {"week": 2}}):
        ((name, given),) = verb.items()
        with pytest.raises(Refusal, match="1-2-1 by now"):
            getattr(plan["first"], name)(by=ben, **given)


def test_drafts_and_rounds_called_off_are_answered_by_nobody(plan: dict[str, Any], ben: User) -> None:
    draft = made_round(plan["group"], starts_on=monday(9))
    with pytest.raises(Refusal, match="not on"):
        paired(draft, plan["a"], plan["b"]).accept(by=ben)
    Round.objects.update(called_off_at=timezone.now())
    with pytest.raises(Refusal, match="not on"):
        plan["first"].accept(by=ben)


def test_who_leaves_is_seen_by_who_leads_and_repaired_by_one_button(plan: dict[str, Any], ada: User, ben: User) -> None:
    assert to_repair(plan["round"]) == ()
    plan["b"].leave(by=ben)
    assert to_repair(plan["round"]) == (plan["first"],)
    act = repaired(plan["round"], by=ada)
    plan["first"].refresh_from_db()
    assert plan["first"].ending == Pairing.Ending.LEFT
    assert partner(plan, "a") in {"Finn Falk", "Gus Gray"}
    assert to_repair(plan["round"]) == ()
    assert not repaired(plan["round"], by=ada).changes.filter(model="rounds.pairing").exists()
    assert not act.undo(by=ada).skipped
    assert partner(plan, "a") == "Ben Brandt"


def test_who_is_on_leave_in_that_week_is_replaced_also_after_a_yes(plan: dict[str, Any], ada: User, ben: User) -> None:
    plan["first"].accept(by=ben)
    Leave.take(membership=plan["a"], by=ada, starts_on=monday(1), ends_on=monday(1) + dt.timedelta(days=5))
    assert to_repair(plan["round"]) == (plan["first"],)
    repaired(plan["round"], by=ada)
    row = next(row for row in Pairing.objects.standing().filter(round=plan["round"]) if plan["a"] in row.both)
    assert row.week == 2


def test_a_wish_made_since_takes_apart_what_nobody_has_agreed_on(plan: dict[str, Any], ben: User) -> None:
    DoNotPair.wish(by=plan["dora"], membership=plan["w"])
    act = plan["first"].decline(by=ben)
    assert ("Dora Duval & Walter Wood", 1) not in standing(plan["round"])
    assert not Act.objects.filter(verb="do_not_pair.wish").exclude(about="").exists()
    assert "wish" not in str(list(act.changes.values_list("before", "after"))).lower()


def test_in_a_full_week_one_pair_is_taken_apart_so_that_both_get_somebody(ada: User, ben: User) -> None:
    dora, finn, gus, hal = strangers("Dora Duval", "Finn Falk", "Gus Gray", "Hal Hume")
    _group, (a, b, d, f, g, h) = chapter(ada, ben, dora, finn, gus, hal)
    made, (first, second, third) = announced(_group, [(a, b, 1), (d, f, 1), (g, h, 1)], weeks=1, most=1)
    replied(second, d)
    act = first.decline(by=ben)
    assert ("Dora Duval & Finn Falk", 1) in standing(made)
    third.refresh_from_db()
    assert third.ending == Pairing.Ending.REPLACED
    assert len(standing(made)) == 3
    assert kept_of(made) == (1, 3)
    assert not act.undo(by=ben).skipped
    assert standing(made) == {(str(row), 1) for row in (first, second, third)}


def test_nothing_is_taken_apart_for_two_who_meet_in_another_week_already(ada: User, ben: User) -> None:
    dora, finn, gus, hal = strangers("Dora Duval", "Finn Falk", "Gus Gray", "Hal Hume")
    _group, (a, b, d, f, g, h) = chapter(ada, ben, dora, finn, gus, hal)
    pairs = [(a, b, 1), (d, f, 1), (g, h, 1), (a, g, 2), (a, h, 3)]
    made, (first, second, third, *later) = announced(_group, pairs, weeks=3, most=3)
    replied(second, d)
    first.decline(by=ben)
    assert {(str(row), row.week) for row in (second, third, *later)} <= standing(made)


def test_what_the_lot_gave_is_not_taken_apart_for_others(ada: User, ben: User) -> None:
    dora, finn = strangers("Dora Duval", "Finn Falk")
    _group, (a, b, d, f) = chapter(ada, ben, dora, finn)
    made, (first, second) = announced(_group, [(a, b, 1), (d, f, 1)], weeks=1, most=1)
    drawn(made, second)
    first.decline(by=ben)
    assert standing(made) == {(str(second), 1)}
