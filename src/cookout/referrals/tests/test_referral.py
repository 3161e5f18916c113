"""The referral itself: who may do what, once and twice, and from when news is owed."""

import datetime as dt

import pytest
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Known, Prospect, Referral, Role, State, Step, Twice
from cookout.referrals.testing import aged, passed, received
from cookout.ties.models import Tie
from cookout.ties.models.kept import local_today
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


def test_between_two_members_it_is_one_referral_seen_from_both_sides(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    assert one.state == State.GIVEN
    assert list(Referral.objects.given_by(ada)) == list(Referral.objects.given_to(ben)) == [one]
    assert one.person_for(ben, Role.REFERRER) == ada.person
    one.accept(by=ben)
    one.accept(by=ben)
    assert (one.state, one.steps_many) == (State.ACCEPTED, 2)


def test_a_stranger_sees_nothing_of_it(ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    passed(ada, ben)
    assert not Referral.objects.visible_to(cleo)


def test_a_name_stays_with_whoever_wrote_it_down_until_the_prospect_agrees(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben, may_contact=None)
    assert one.is_name
    assert not Referral.objects.visible_to(ben)
    one.agree(by=ada)
    one.agree(by=ada)
    assert (one.state, one.steps_many) == (State.GIVEN, 1)
    assert Referral.objects.visible_to(ben).get() == one


def test_a_name_that_was_taken_back_still_concerns_nobody_else(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben, may_contact=None)
    one.withdraw(by=ada)
    assert one.state == State.WITHDRAWN
    assert Referral.objects.visible_to(ada).get() == one
    assert not Referral.objects.visible_to(ben)


def test_one_that_was_undone_as_a_whole_leaves_nothing_behind(ada: User, ben: User) -> None:
    fellows(ada, ben)
    passed(ada, ben)
    Act.objects.visible_to(ada).get(verb="referral.give").undo(by=ada)
    assert not Referral.objects.visible_to(ada) | Referral.objects.visible_to(ben)


def test_a_received_one_is_accepted_and_its_referrer_is_owed_a_word(ada: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    assert (one.state, one.is_owing) == (State.ACCEPTED, True)
    assert list(Referral.objects.owed_by(ada)) == [one]
    assert one.call_due_at is not None


def test_a_provider_without_account_owes_nothing_here_and_the_referrer_keeps_the_record(ada: User) -> None:
    one = Referral.give(by=ada, to=keep(ada, "Rui Sousa"), prospect=Prospect("Hector"), may_contact=True)
    one.accept(by=ada)
    one.move(by=ada, state=State.WON)
    assert (one.state, one.is_owing, one.told_steps) == (State.WON, False, 3)


def test_an_open_one_owes_news_after_a_silent_week(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    assert not one.is_owing
    week = timezone.now() + dt.timedelta(days=7, minutes=1)
    assert list(Referral.objects.owed_by(ben, week)) == [one]
    aged(one, news_due_at=dt.timedelta(days=8))
    assert one.is_owing
    assert list(Referral.objects.owed_by(ben)) == [one]


def test_only_the_provider_says_where_it_stands(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    for refused in (lambda: one.accept(by=ada), lambda: one.decline(by=ada, reason="no")):
        with pytest.raises(Refusal):
            refused()
    one.accept(by=ben)
    with pytest.raises(Refusal):
        one.move(by=ada, state=State.WON)


def test_declining_takes_a_reason(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    with pytest.raises(Refusal):
        one.decline(by=ben, reason=" ")
    one.decline(by=ben, reason="Not my trade")
    assert one.decided_at is not None


def test_a_correction_leaves_a_trace_and_owes_news(ada: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    one.move(by=ada, state=State.LOST)
    one.correct(by=ada, state=State.REACHED, note="Wrong one")
    assert (one.state, one.decided_at) == (State.REACHED, None)
    last = one.last_step()
    assert last is not None
    assert (last.kind, last.was) == (Step.Kind.CORRECTED, State.LOST)


def test_an_undo_takes_the_step_back_and_keeps_its_trace(ada: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    act = one.move(by=ada, state=State.REACHED)
    act.undo(by=ada)
    one.refresh_from_db()
    assert (one.state, one.steps_many, one.contacted_at) == (State.ACCEPTED, 2, None)
    assert one.steps.count() == 3


def test_nobody_is_recommended_to_herself(ada: User) -> None:
    rui = keep(ada, "Rui Sousa", email="rui@example.org")
    with pytest.raises(Refusal):
        Referral.give(by=ada, to=rui, prospect=Prospect("R. Sousa", mail="Rui@example.org"), may_contact=True)
    assert not Referral.objects.exists()


def test_nobody_recommends_to_herself(ada: User) -> None:
    with pytest.raises(Refusal):
        Referral.give(by=ada, to=ada.person, prospect=Prospect("Hector"), may_contact=True)
    assert not Referral.objects.exists()


def test_none_grows_out_of_itself(ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    first = received(ada, odile)
    second = received(ada, keep(ada, "Hector Delgado"), "Ines Lund", parent=first)
    with pytest.raises(Refusal):
        first.change(by=ada, parent=second)


def test_the_same_noted_by_both_is_shown_to_the_second(ada: User, ben: User) -> None:
    fellows(ada, ben)
    passed(ada, ben)
    with pytest.raises(Twice):
        received(ben, ada.person, "hector delgado")
    assert received(ben, ada.person, "hector delgado", despite=True).referrer.user == ada


def test_the_referrer_may_say_that_a_referral_in_her_name_is_not_hers(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = received(ben, ada.person)
    with pytest.raises(Refusal):
        one.disown(by=ben)
    one.disown(by=ada)
    assert Referral.objects.get().referrer.says_no_at is not None


def test_the_same_id_is_the_same_referral_and_anothers_is_refused(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    assert passed(ada, ben, "Another", uid=one.uid) == one
    with pytest.raises(Refusal):
        received(ben, ada.person, uid=one.uid)


def test_an_inside_one_is_about_the_referrer(ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    one = Referral.receive(by=ada, referrer=odile)
    assert (one.kind, one.prospect.name, one.state) == ("inside", "Odile Bakker", State.ACCEPTED)
    assert Known.objects.filter(owner=ada, person=odile).count() == 2


def test_what_one_keeps_for_oneself_is_for_oneself_and_names_only_ones_own(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben, private_note="careful")
    assert one.side(ben) is None
    bens = Tie.objects.between(ben, keep(ben, "Rui Sousa")).promise(by=ben, text="call", due_on=local_today(ben))
    for wrong in ({"fit": 6}, {"promise": bens}):
        with pytest.raises(Refusal):
            one.keep_side(by=ada, **wrong)
    assert one.side(ada).note == "careful"  # type: ignore[union-attr]  # it was made with the referral
