"""Who leaves: what was open ends and comes back, what two shared stays without a name, what was one's own goes."""

import pytest

from cookout.core.models import Closing, User
from cookout.core.signals import account_erasing
from cookout.one_to_ones.testing import fellows
from cookout.people.models import Person
from cookout.people.signals import people_in_use
from cookout.referrals.models import Known, Referral, Role, State
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


def erased(user: User) -> None:
    """What the sweep does when the thirty days are over."""
    account_erasing.send(sender=User, user=user)
    user.delete()


def test_closing_takes_back_what_was_given_and_coming_back_brings_it_back(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ben, ada)
    closing = Closing.begin(by=ben)
    one.refresh_from_db()
    assert one.state == State.WITHDRAWN
    closing.take_back()
    one.refresh_from_db()
    assert (one.state, one.steps_many) == (State.GIVEN, 1)


def test_closing_declines_what_one_was_working_on_and_keeps_that_it_was_accepted(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.accept(by=ben)
    one.move(by=ben, state=State.MEETING)
    closing = Closing.begin(by=ben)
    one.refresh_from_db()
    assert (one.state, one.accepted_at is None, one.contacted_at is None) == (State.DECLINED, False, False)
    closing.take_back()
    one.refresh_from_db()
    assert (one.state, one.decided_at) == (State.MEETING, None)


def test_what_the_other_works_on_goes_on_when_the_referrer_leaves(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ben, ada)
    one.accept(by=ada)
    Closing.begin(by=ben)
    one.refresh_from_db()
    assert one.state == State.ACCEPTED


def test_what_others_do_not_share_waits_as_it_is(ben: User) -> None:
    one = received(ben, keep(ben, "Odile Bakker"))
    Closing.begin(by=ben)
    one.refresh_from_db()
    assert one.state == State.ACCEPTED


def test_a_referral_of_two_keeps_its_count_without_the_name_of_who_left(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.accept(by=ben, note="mine alone to say")
    one.change(by=ben, next_step="show the draft")
    erased(ben)
    one = Referral.objects.visible_to(ada).get()
    assert (one.provider.name, one.provider.called) == ("", "somebody who left")
    assert (one.prospect.name, one.next_step, one.news_due_at) == ("Hector Delgado", "", None)
    assert "mine alone to say" not in [step.note for step in one.steps.all()]


def test_to_a_referrer_who_left_no_news_is_owed_any_more(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.accept(by=ben)
    erased(ada)
    one = Referral.objects.given_to(ben).get()
    one.move(by=ben, state=State.WON)
    assert (one.is_owing, one.referrer.called) == (False, "somebody who left")


def test_what_nobody_else_shares_goes_with_the_account(ada: User, ben: User) -> None:
    fellows(ada, ben)
    received(ada, keep(ada, "Odile Bakker"))
    passed(ada, ben, may_contact=None)
    erased(ada)
    assert not Referral.objects.exists()


def test_a_name_that_somebody_else_wrote_down_stays_with_them(ada: User, ben: User) -> None:
    fellows(ada, ben)
    name = passed(ada, ben, may_contact=None)
    erased(ben)
    assert Referral.objects.visible_to(ada).get() == name


def test_who_is_in_a_referral_stays_when_the_import_is_taken_back(ada: User, ben: User) -> None:
    odile = keep(ada, "Odile Bakker")
    received(ada, odile)
    ids = [set(ids) for _receiver, ids in people_in_use.send(sender=Person, keeper=ada)]
    assert any(odile.pk in found for found in ids)
    assert not any(odile.pk in set(ids) for _receiver, ids in people_in_use.send(sender=Person, keeper=ben))


def test_a_person_taken_out_of_the_book_leads_nowhere_and_leads_there_again_after_an_undo(ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    one = received(ada, odile)
    act = odile.remove(by=ada)
    assert one.person_for(ada, Role.REFERRER) is None
    assert one.referrer.called == "Odile Bakker"
    act.undo(by=ada)
    assert one.person_for(ada, Role.REFERRER) == odile


def test_a_person_who_turns_out_to_have_an_account_brings_the_referrals_along(ada: User, ben: User) -> None:
    fellows(ada, ben)
    passed(ada, ben)
    known = keep(ada, "Ben B.")
    assert not Referral.objects.of(ada, known)
    Person.objects.filter(pk=known.pk).update(account_person=ben.person)
    known.refresh_from_db()
    assert Referral.objects.of(ada, known).count() == 1
    assert Known.objects.get(owner=ada).person == ben.person
