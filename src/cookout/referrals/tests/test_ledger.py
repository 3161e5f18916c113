"""The ledger: what is lent, what comes back, what costs; only ever added to."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from cookout.core.models import Act, User
from cookout.core.privacy import erase
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Experience, ExperienceLink, LedgerEntry, Referral
from cookout.referrals.models.ledger import StaysAsWritten, Sums, at_stake, sums_of
from cookout.referrals.models.settling import settle, settle_old
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

Lines = list[tuple[str, str, str]]


def lines(one: Referral) -> Lines:
    return [(row.toward, row.kind, row.cause) for row in LedgerEntry.objects.filter(about=one.uid).order_by("pk")]


@pytest.fixture
def given(ada: User, ben: User) -> Referral:
    """Ben gave one to Ada."""
    fellows(ada, ben)
    return passed(ben, ada)


BOTH = [("provider", "stake", "given"), ("prospect", "stake", "given")]


def test_what_is_given_is_lent_with_two_people_and_a_meeting_repays_one_of_them(given: Referral, ada: User) -> None:
    assert lines(given) == BOTH
    given.accept(by=ada)
    given.move(by=ada, state="meeting")
    given.move(by=ada, state="proposal")
    assert lines(given) == [*BOTH, ("provider", "repaid", "met")]
    given.move(by=ada, state="won")
    assert lines(given) == [*BOTH, ("provider", "repaid", "met"), ("prospect", "repaid", "won")]
    assert sums_of(LedgerEntry.objects.all()) == Sums(lent=2, repaid=2, cost=0, at_stake=0)


def test_the_same_again_adds_nothing(given: Referral, ada: User) -> None:
    given.accept(by=ada)
    given.move(by=ada, state="meeting")
    before = lines(given)
    for _again in range(3):
        settle(given)
    given.move(by=ada, state="meeting")
    assert settle_old() == 0
    assert lines(given) == before


def test_a_no_before_anything_was_done_gives_back_what_was_lent(given: Referral, ada: User) -> None:
    given.decline(by=ada, reason="No room this month")
    corrections = [("provider", "correction", "declined"), ("prospect", "correction", "declined")]
    assert lines(given) == BOTH + corrections
    assert sums_of(LedgerEntry.objects.all()) == Sums(0, 0, 0, 0)
    assert {row.corrects.kind for row in LedgerEntry.objects.filter(kind="correction") if row.corrects} == {"stake"}


def test_what_did_not_fit_and_whom_nobody_reached_cost_with_the_provider_alone(given: Referral, ada: User) -> None:
    given.accept(by=ada)
    given.move(by=ada, state="tried")
    given.move(by=ada, state="lost")
    assert lines(given)[2:] == [("prospect", "correction", "ended"), ("provider", "cost", "unreached")]
    given.correct(by=ada, state="not_a_fit")
    assert lines(given)[4:] == [("provider", "correction", "put_right"), ("provider", "cost", "not_a_fit")]
    assert sums_of(LedgerEntry.objects.all()) == Sums(lent=1, repaid=0, cost=1, at_stake=0)


def test_an_undo_is_answered_by_a_correction_and_the_same_cause_may_come_again(given: Referral, ada: User) -> None:
    given.accept(by=ada)
    act = given.move(by=ada, state="meeting")
    act.undo(by=ada)
    assert lines(given)[2:] == [("provider", "repaid", "met"), ("provider", "correction", "put_right")]
    given.refresh_from_db()
    given.move(by=ada, state="meeting")
    again = LedgerEntry.objects.filter(cause="met").order_by("pk")
    assert [row.turn for row in again] == [0, 1]
    assert len(at_stake(LedgerEntry.objects.all())) == 1


def test_a_referral_that_is_taken_back_whole_leaves_sums_of_nothing(given: Referral, ben: User) -> None:
    Act.objects.get(by=ben, verb="referral.give").undo(by=ben)
    assert len(lines(given)) == 4
    assert sums_of(LedgerEntry.objects.all()) == Sums(0, 0, 0, 0)
    assert not LedgerEntry.objects.visible_to(ben).exists()


def _answered(one: Referral, ada: User, rating: str, *, may_tell: bool) -> Experience:
    link = ExperienceLink.ask(referral=one, by=ada)
    return Experience.say(link=link, rating=rating, line="Long story", may_tell=may_tell)


def test_the_prospect_s_word_counts_where_the_referrer_may_hear_it(given: Referral, ada: User, ben: User) -> None:
    given.accept(by=ada)
    given.move(by=ada, state="won")
    _answered(given, ada, "so_so", may_tell=True)
    assert lines(given)[-2:] == [("prospect", "correction", "put_right"), ("prospect", "cost", "not_yet")]
    given.change(by=ada, is_confidential=True)
    assert sums_of(LedgerEntry.objects.about(ben)) == Sums(lent=2, repaid=2, cost=0, at_stake=0)
    assert not LedgerEntry.objects.visible_to(ben).filter(cause="not_yet").exists()
    assert LedgerEntry.objects.visible_to(ada).filter(cause="not_yet").exists()


def test_what_the_referrer_may_not_hear_is_not_in_the_ledger(given: Referral, ada: User) -> None:
    given.accept(by=ada)
    given.move(by=ada, state="meeting")
    before = lines(given)
    _answered(given, ada, "not_well", may_tell=False)
    assert lines(given) == before


def test_who_asks_for_peace_costs_and_who_says_not_mine_lends_nothing(given: Referral, ada: User, ben: User) -> None:
    given.accept(by=ada)
    given.leave_alone(noted_by=ada)
    assert ("prospect", "cost", "left_alone") in lines(given)
    assert ("provider", "correction", "withdrawn") in lines(given)
    other = received(ada, ben.person, "Nell Stone")
    assert sums_of(LedgerEntry.objects.filter(about=other.uid)).at_stake == 2
    other.disown(by=ben)
    assert lines(other)[2:] == [("provider", "correction", "disowned"), ("prospect", "correction", "disowned")]


def test_who_buys_herself_lends_nothing_with_herself(ada: User) -> None:
    one = Referral.receive(by=ada, referrer=keep(ada, "Odile Bakker"))
    assert lines(one) == BOTH[:1]


CHANGES: list[Callable[[LedgerEntry], object]] = [
    lambda row: row.save(),
    lambda row: row.delete(),
    lambda row: LedgerEntry.objects.all().delete(),
    lambda row: LedgerEntry.objects.update(cause="won"),
    lambda row: LedgerEntry.objects.bulk_update([row], ["cause"]),
]


@pytest.mark.parametrize("change", CHANGES)
def test_no_line_is_changed_or_deleted(given: Referral, change: Callable[[LedgerEntry], object]) -> None:
    row = LedgerEntry.objects.all()[0]
    with pytest.raises(StaysAsWritten):
        change(row)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM referrals_ledgerentry",
        "UPDATE referrals_ledgerentry SET cause = 'won'",
        "UPDATE referrals_ledgerentry SET turn = 9",
        "UPDATE referrals_ledgerentry SET party_id = party_id + 1",
    ],
)
def test_the_database_refuses_too(given: Referral, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="stays as it was written"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_who_is_erased_leaves_lines_without_a_name_and_the_same_sums(given: Referral, ada: User, ben: User) -> None:
    given.accept(by=ada)
    given.move(by=ada, state="meeting")
    alone = received(ada, keep(ada, "Odile Bakker"), "Nell Stone")
    before = sums_of(LedgerEntry.objects.all())
    erase(ben)
    assert sums_of(LedgerEntry.objects.all()) == before
    assert {row.party.name for row in LedgerEntry.objects.filter(about=given.uid) if row.party} == {""}
    erase(ada)
    assert sums_of(LedgerEntry.objects.all()) == before
    assert set(LedgerEntry.objects.filter(about=alone.uid).values_list("referral", "party")) == {(None, None)}


def test_referrals_from_before_the_ledger_get_theirs_with_their_own_days(
    ada: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    fellows(ada, ben)
    monkeypatch.setattr("cookout.referrals.receivers.ledger.settle", lambda *_given: None)  # as it was before
    met, declined = passed(ben, ada), passed(ben, ada, "Nell Stone")
    day = dt.date.today() - dt.timedelta(days=3)
    met.accept(by=ada)
    met.move(by=ada, state="meeting", on=day)
    declined.decline(by=ada, reason="No room")
    assert not LedgerEntry.objects.exists()
    assert settle_old() == 2
    assert settle_old() == 0
    assert lines(met) == [*BOTH, ("provider", "repaid", "met")]
    assert LedgerEntry.objects.get(cause="met").on == day
    assert [kind for _toward, kind, _cause in lines(declined)] == ["stake", "stake", "correction", "correction"]
