"""Who hears of a plan and of its changes, once, in kind words, and what an undo does to a letter."""

from typing import Any

import pytest

from cookout.core.models import Letter, User, WorkState, record
from cookout.groups.models import Group
from cookout.people.models import Audience, ProfileEntry
from cookout.rounds import signals
from cookout.rounds.models import Round
from cookout.rounds.models.telling import told_after
from cookout.rounds.testing import announced, chapter, drawn, monday, replied, strangers


@pytest.fixture
def plan(ada: User, ben: User) -> dict[str, Any]:
    """Ada meets Ben, Dora meets Walter without account and has said yes; Finn has nobody."""
    dora, finn = strangers("Dora Duval", "Finn Falk")
    group, (a, b, d, w, f) = chapter(ada, ben, dora, "Walter Wood", finn)
    made, (first, second) = announced(group, [(a, b, 1), (d, w, 1)], weeks=2, most=1)
    replied(second, d)
    return {"round": made, "first": first, "second": second, "dora": dora, "finn": finn, "a": a, "b": b, "f": f}


def letters() -> dict[str, Letter]:
    return {letter.to.split("@")[0]: letter for letter in Letter.objects.all()}


def announce(made: Round, by: User) -> Any:
    act = record(by=by, verb="round.announce")
    signals.round_announced.send(sender=Round, round=made, by=by, act=act)
    return act


def test_an_announced_plan_tells_each_with_an_account_whom_she_meets(plan: dict[str, Any], ada: User) -> None:
    drawn(plan["round"], plan["first"])
    announce(plan["round"], ada)
    assert set(letters()) == {"ada", "ben", "dora"}
    assert "Ben Brandt *" in letters()["ada"].text
    assert "Drawn by lot" in letters()["ben"].text
    assert "Drawn by lot" not in letters()["dora"].text
    assert "Walter Wood" in letters()["dora"].text
    assert plan["second"].get_absolute_url() in letters()["dora"].text


def test_after_a_no_those_whose_partner_changed_hear_of_it_and_nobody_else(plan: dict[str, Any], ben: User) -> None:
    act = plan["first"].decline(by=ben)
    told = letters()
    assert set(told) <= {"ada", "finn"}
    assert "Ben cannot this time." in told["ada"].text
    new = "Finn Falk" in told["ada"].text
    assert new or "Nobody else is free in these weeks" in told["ada"].text
    assert ("finn" in told) == new or "You now meet Ben Brandt" in told["finn"].text
    assert "Ada" not in told_after(act, ben)


def test_who_gets_nobody_new_is_told_so(plan: dict[str, Any], ada: User, ben: User) -> None:
    plan["f"].leave(by=plan["finn"])
    act = plan["first"].decline(by=ben)
    assert letters()["ada"].text.count("Nobody else is free in these weeks") == 1
    assert "Nobody else is free" in told_after(act, ben)


def test_another_week_is_told_as_such(plan: dict[str, Any], ada: User, ben: User) -> None:
    plan["first"].swap(by=ben, week=2)
    assert set(letters()) == {"ada"}
    assert "You and Ben Brandt now meet in the week of" in letters()["ada"].subject


def test_undone_before_it_went_a_letter_is_never_sent(plan: dict[str, Any], ben: User) -> None:
    plan["first"].decline(by=ben).undo(by=ben)
    assert not Letter.objects.exists()


def test_undone_after_it_went_a_second_one_puts_it_right(plan: dict[str, Any], ben: User) -> None:
    act = plan["first"].decline(by=ben)
    Letter.objects.update(work_state=WorkState.DONE)
    many = Letter.objects.count()
    act.undo(by=ben)
    assert Letter.objects.filter(key__endswith=":undone").count() == many


def test_no_letter_names_a_reason_or_a_wish(plan: dict[str, Any], ada: User, ben: User) -> None:
    announce(plan["round"], ada)
    plan["first"].decline(by=ben)
    for letter in Letter.objects.all():
        assert "wish" not in letter.text.lower()
        assert "declined" not in letter.text.lower()


def test_an_act_of_another_room_holds_no_letter_back(plan: dict[str, Any], ada: User, ben: User) -> None:
    announce(plan["round"], ada)
    many = Letter.objects.count()
    plan["first"].accept(by=ben).undo(by=ben)
    assert Letter.objects.count() == many


def test_whose_pair_was_taken_apart_for_others_is_told_whom_she_meets_now(ada: User, ben: User) -> None:
    dora, finn = strangers("Dora Duval", "Finn Falk")
    group, (a, b, d, f) = chapter(ada, ben, dora, finn)
    _made, (first, _second) = announced(group, [(a, b, 1), (d, f, 1)], weeks=1, most=1)
    first.decline(by=ben)
    assert set(letters()) == {"ada", "dora", "finn"}
    assert "The plan has changed: Finn Falk and you do not meet" in letters()["dora"].text
    assert "You now meet" in letters()["dora"].text


def test_a_round_called_off_is_told_to_who_would_have_met_somebody(plan: dict[str, Any], ada: User, ben: User) -> None:
    act = plan["round"].call_off(by=ada)
    assert set(letters()) == {"ben", "dora"}
    assert letters()["ben"].subject == f"Called off: the round of {plan['round']}"
    assert "Ada Adeyemi" in letters()["ben"].text
    assert "Walter Wood" in letters()["dora"].text
    plan["round"].call_off(by=ada)
    assert len(letters()) == 2
    act.undo(by=ada)
    assert not Letter.objects.exists()


def test_of_a_round_called_off_nobody_hears_for_weeks_that_are_over(plan: dict[str, Any], ada: User) -> None:
    Round.objects.update(starts_on=monday(-3))
    plan["round"].refresh_from_db()
    plan["round"].call_off(by=ada)
    assert not Letter.objects.exists()


def test_the_letter_says_what_the_two_share_as_far_as_their_group_may_read_it(
    plan: dict[str, Any], ada: User, ben: User
) -> None:
    for user in (ada, ben):
        ProfileEntry.tell(by=user, facet="interests", text="Sailing", audience=Audience.GROUPS)
    announce(plan["round"], ada)
    assert "You both sail." in letters()["ben"].text
    assert "You both" not in letters()["dora"].text
    ProfileEntry.objects.filter(person__account=ada).update(audience=Audience.ME)
    Letter.objects.all().delete()
    announce(plan["round"], ada)
    assert "You both" not in letters()["ben"].text
    ProfileEntry.objects.update(audience=Audience.GROUPS)
    Group.objects.update(shares_profiles=False)
    Letter.objects.all().delete()
    announce(plan["round"], ada)
    assert "You both" not in letters()["ben"].text


def test_where_one_seeks_what_the_other_has_the_letter_says_that(plan: dict[str, Any], ada: User, ben: User) -> None:
    ProfileEntry.tell(by=ada, prompt="goals.business", text="A website that does not embarrass me")
    ProfileEntry.tell(by=ben, prompt="skills.help", text="I build websites")
    announce(plan["round"], ada)
    assert "You want “A website that does not embarrass me”. Ben brings “I build websites”." in letters()["ada"].text
    assert "Ada wants “A website that does not embarrass me”. You bring “I build websites”." in letters()["ben"].text
