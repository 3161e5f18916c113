"""Gives beside takes: what counts, in which direction; asks and what came of them; totals, each amount once."""

import datetime as dt

import pytest

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Ask, ClosedBusiness, Favor, Prospect, Referral, State, Update
from cookout.referrals.models import Testimonial as Praise  # pytest would take it for tests
from cookout.referrals.models.between import between, dots, dots_said, open_between
from cookout.referrals.models.giving import ask_draft
from cookout.referrals.models.money import brought_by, by_chain, by_person
from cookout.referrals.testing import passed, received
from cookout.ties.models import Tie
from cookout.ties.testing import ago, keep, tie

pytestmark = pytest.mark.django_db


def counts(user: User, who: Tie) -> dict[str, tuple[int, int]]:
    """For each kind what I gave and took."""
    return {row.what.value: (row.gave, row.took) for row in between(user, who.person).rows}


def bought(user: User, one: Referral, amount: int, currency: str = "USD") -> ClosedBusiness:
    one.move(by=user, state=State.WON)
    return ClosedBusiness.close(by=user, referral=one, amount=amount, currency=currency)


def test_a_favor_is_noted_once_corrected_and_taken_away(ada: User, ben: User) -> None:
    marta = tie(ada)
    made = Favor.note(by=ada, tie=marta, text=" drove Jo to the airport ", on=ago(ada, 3))
    assert Favor.note(by=ada, tie=marta, text="x", uid=made.uid) == made
    assert (made.text, made.kind, made.by_me) == ("drove Jo to the airport", "help", True)
    assert not Favor.objects.visible_to(ben)
    made.correct(by=ada, by_me=False)
    assert counts(ada, marta)["help"] == (0, 1)
    with pytest.raises(Refusal):
        made.correct(by=ada, on=dt.date(2999, 1, 1))
    act = made.remove(by=ada)
    assert between(ada, marta.person).is_empty
    act.undo(by=ada)
    assert counts(ada, marta)["help"] == (0, 1)


def test_a_favor_may_be_the_first_thing_between_two(ada: User) -> None:
    made = Favor.note(by=ada, tie=Tie.objects.between(ada, keep(ada, "Rui Sousa")), text="a ladder")
    assert made.tie.pk is not None


def test_help_introductions_referrals_and_thanks_stand_in_both_directions(ada: User) -> None:
    marta = tie(ada, email="marta@example.org")
    Favor.note(by=ada, tie=marta, text="a lift")
    Favor.note(by=ada, tie=marta, text="met Beth", kind="introduction", by_me=False)
    Praise.keep(by=ada, tie=marta, text="Calm and clear.")
    one = received(ada, marta.person)
    one.move(by=ada, state=State.WON)
    Update.tell(referral=one, by=ada, text="Thank you, Marta.", channel="text", kind="thanks")
    Referral.give(by=ada, to=marta.person, prospect=Prospect("Ines Lund"), may_contact=True)
    assert counts(ada, marta) == {"help": (1, 0), "introduction": (0, 1), "referral": (1, 1), "thanks": (1, 1)}


def test_between_members_thanks_count_for_who_said_them(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.accept(by=ben)
    one.move(by=ben, state=State.WON)
    Update.tell(referral=one, by=ben, text="Thank you, Ada.", channel="here", kind="thanks")
    assert counts(ada, Tie.objects.between(ada, ben.person))["thanks"] == (0, 1)
    assert counts(ben, Tie.objects.between(ben, ada.person))["thanks"] == (1, 0)


def test_names_what_was_taken_back_and_what_is_disowned_count_for_nobody(ada: User, ben: User) -> None:
    fellows(ada, ben)
    passed(ada, ben, may_contact=None)
    passed(ada, ben, "Ines Lund").withdraw(by=ada)
    received(ben, ada.person, "Rosa Klein").disown(by=ada)
    for user, other in ((ada, ben), (ben, ada)):
        assert counts(user, Tie.objects.between(user, other.person))["referral"] == (0, 0)


def test_each_referral_is_one_mark_with_words(ada: User) -> None:
    marta = keep(ada, "Marta Reyes")
    won, lost, _open = received(ada, marta, "Hale"), received(ada, marta, "Lutz"), received(ada, marta, "Nguyen")
    won.move(by=ada, state=State.WON)
    lost.move(by=ada, state=State.NOT_A_FIT)
    found = between(ada, marta)
    assert dots(found.taken) == [("closed", "Hale, won"), ("open", "Nguyen, accepted"), ("not", "Lutz, not a good fit")]
    assert dots_said(found.taken) == "1 closed, 1 open, 1 not a fit"
    assert [one.prospect.name for one in open_between(ada, marta)] == ["Nguyen"]


def test_what_a_person_brought_and_what_grew_out_of_it_are_apart(ada: User) -> None:
    marta, hale = keep(ada, "Marta Reyes"), keep(ada, "Hale")
    first = received(ada, marta, "Hale")
    grown = received(ada, hale, "Ines Lund", parent=first)
    her_own_again = received(ada, marta, "Omar Haddad", parent=grown)
    bought(ada, first, 100)
    bought(ada, first, 7, "EUR")
    bought(ada, grown, 30)
    bought(ada, her_own_again, 5)
    found = brought_by(ada, marta)
    assert [(t.currency, t.amount, t.many, t.repeat) for t in found.own] == [("EUR", 7, 1, 7), ("USD", 105, 2, 0)]
    assert [(t.currency, t.amount) for t in found.tree] == [("USD", 30)]
    assert [(name, [t.amount for t in totals]) for name, _person, totals in by_person(ada)] == [
        ("Hale", [30]),
        ("Marta Reyes", [7, 105]),
    ]
    assert [(root.pk, [(t.currency, t.amount) for t in totals]) for root, totals in by_chain(ada)] == [
        (first.pk, [("EUR", 7), ("USD", 135)])
    ]


def test_what_one_notes_for_a_provider_without_account_is_no_business_of_ones_own(ada: User) -> None:
    one = Referral.give(by=ada, to=keep(ada, "Rui Sousa"), prospect=Prospect("Hector"), may_contact=True)
    one.accept(by=ada)
    bought(ada, one, 100)
    assert by_person(ada) == by_chain(ada) == []


def test_an_ask_is_noted_and_one_says_kindly_that_it_was_lately(ada: User, ben: User) -> None:
    marta = tie(ada)
    made = Ask.note(by=ada, tie=marta, text="dentists", on=ago(ada, 21))
    assert Ask.note(by=ada, tie=marta, uid=made.uid) == made
    assert not Ask.objects.visible_to(ben)
    assert "Marta" in ask_draft(ada, marta)
    with pytest.raises(Refusal):
        Ask.note(by=ada, tie=marta, on=dt.date(2999, 1, 1))


def test_only_a_referral_of_that_person_after_the_ask_can_have_come_of_it(ada: User) -> None:
    marta = tie(ada)
    ask = Ask.note(by=ada, tie=marta, on=ago(ada, 5))
    for wrong in (received(ada, keep(ada, "Odile Bakker")), received(ada, marta.person, given_on=ago(ada, 9))):
        with pytest.raises(Refusal):
            ask.bring(by=ada, referral=wrong)
    one = received(ada, marta.person, "Ines Lund")
    assert Ask.before(ada, one) == ask
    act = ask.bring(by=ada, referral=one)
    ask.bring(by=ada, referral=one)
    one.refresh_from_db()
    assert (ask.referral, one.was_asked, Ask.before(ada, one)) == (one, True, None)
    act.undo(by=ada)
    one.refresh_from_db()
    ask.refresh_from_db()
    assert (ask.referral, one.was_asked) == (None, False)
