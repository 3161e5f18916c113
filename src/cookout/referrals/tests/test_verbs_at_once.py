"""What members do in the same moment, from two browsers or two members: it happens once, and the debt stays right."""

import datetime as dt
import threading
import uuid
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from cookout.core.models import Act, Closing, Letter, User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.testing import fellows
from cookout.people.models import Person
from cookout.referrals.models import (
    Ask,
    Channel,
    ClosedBusiness,
    ExperienceLink,
    Referral,
    Review,
    Role,
    Side,
    State,
    Step,
    Update,
)
from cookout.referrals.models.fit import rate_fit
from cookout.referrals.testing import passed, received
from cookout.ties.models import Promise, Tie, local_today
from cookout.ties.testing import keep, tie

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite in memory has one writer, and no queue for the others"
    ),
]

DONE, REFUSED = "done", "refused"
Deed = Callable[[], object]


def at_once(*deeds: Deed, times: int = 1) -> Counter[str]:
    """Do all of it in the same moment, each on a connection of its own; count what came of it, errors by their name."""
    every = deeds * times
    ends, ready = list[str](), threading.Barrier(len(every))

    def run(deed: Deed) -> None:
        ready.wait()
        try:
            deed()
        except Refusal:
            ends.append(REFUSED)
        except Exception as problem:  # told by the assertion: a thread's error reaches nobody by itself
            ends.append(f"{type(problem).__name__}: {problem}")
        else:
            ends.append(DONE)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in every]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(ends)


def fresh(one: Referral) -> Referral:
    """As another request reads it."""
    found: Referral = Referral.objects.with_parties().get(pk=one.pk)
    return found


def stands_right(one: Referral) -> bool:
    """Whether the debt, the count and the state are what the steps that stand say."""
    now = fresh(one)
    last = now.steps.filter(deleted_at=None).exclude(kind=Step.Kind.CHANGED).last()
    return (now.news_due_at, now.steps_many, now.state) == (now.next_news(), last.number, last.state)


def undoing(act: Act) -> Deed:
    return lambda: Act.objects.get(pk=act.pk).undo(by=act.by)


def moving(one: Referral, state: State) -> Deed:
    return lambda: fresh(one).move(by=one.provider.user, state=state)


@pytest.fixture
def ada(transactional_db: None, ada: User) -> User:
    """Ada, whom other connections see too."""
    return ada


@pytest.fixture
def one(ada: User) -> Referral:
    """Accepted, by Ada, from somebody without account."""
    return received(ada, keep(ada, "Odile Bakker", email="odile@example.org"))


def test_news_sent_twice_is_one_update_and_one_letter(ada: User, one: Referral) -> None:
    uid = uuid.uuid4()

    def tell() -> None:
        Update.tell(referral=fresh(one), by=ada, text="He is well", channel=Channel.MAIL, uid=uid)

    assert at_once(tell, times=4) == {DONE: 4}
    assert (Update.objects.count(), Letter.objects.count()) == (1, 1)
    assert Act.objects.filter(verb="update.tell").count() == 1


def test_news_and_a_step_at_once_leave_the_debt_right(ada: User, one: Referral) -> None:
    drafted = one.steps_many

    def tell() -> None:
        Update.tell(referral=fresh(one), by=ada, text="He is well", channel=Channel.COPY, up_to=drafted)

    ends = at_once(tell, lambda: fresh(one).move(by=ada, state=State.REACHED), tell)
    assert ends == {DONE: 3}
    assert stands_right(one)
    assert fresh(one).told_steps == drafted
    assert fresh(one).is_owing  # the step was not in the words


def test_of_yes_and_no_at_once_one_stands(ada: User, ben: User) -> None:
    fellows(ada, ben)
    given = passed(ada, ben)
    ends = at_once(
        lambda: fresh(given).accept(by=ben),
        lambda: fresh(given).decline(by=ben, reason="Full until June"),
        lambda: fresh(given).withdraw(by=ada),
    )
    assert ends == {DONE: 1, REFUSED: 2}
    assert stands_right(given)
    assert Step.objects.filter(referral=given).exclude(state=State.GIVEN).count() == 1


def test_accepting_twice_at_once_is_one_step(ada: User, ben: User) -> None:
    fellows(ada, ben)
    given = passed(ada, ben)
    assert at_once(lambda: fresh(given).accept(by=ben), times=4) == {DONE: 4}
    assert Step.objects.filter(referral=given, state=State.ACCEPTED).count() == 1


def test_a_step_and_the_undoing_of_the_one_before_it_never_mix(ada: User, ben: User) -> None:
    fellows(ada, ben)
    for _turn in range(5):
        given = passed(ada, ben, prospect=uuid.uuid4().hex)
        assert at_once(undoing(given.accept(by=ben)), moving(given, State.REACHED)) == {DONE: 1, REFUSED: 1}
        assert stands_right(given)


def test_business_is_never_left_on_what_was_not_won(ada: User, one: Referral) -> None:
    for _turn in range(5):
        act = fresh(one).move(by=ada, state=State.WON)
        ends = at_once(
            undoing(act),
            lambda: ClosedBusiness.close(by=ada, referral=fresh(one), amount=148000, currency="EUR"),
        )
        assert ends == {DONE: 1, REFUSED: 1}
        assert (fresh(one).state == State.WON) == ClosedBusiness.objects.exists()
        if fresh(one).state == State.WON:
            break


def test_business_sent_twice_is_noted_once(ada: User, one: Referral) -> None:
    one.move(by=ada, state=State.WON)
    uid = uuid.uuid4()

    def close() -> None:
        ClosedBusiness.close(by=ada, referral=fresh(one), amount=148000, currency="EUR", uid=uid)

    assert at_once(close, times=4) == {DONE: 4}
    assert ClosedBusiness.objects.count() == 1


def test_of_business_noted_at_once_all_but_the_first_is_repeat(ada: User, one: Referral) -> None:
    one.move(by=ada, state=State.WON)

    def close() -> None:
        ClosedBusiness.close(by=ada, referral=fresh(one), amount=148000, currency="EUR")

    assert at_once(close, times=3) == {DONE: 3}
    assert sorted(ClosedBusiness.objects.values_list("is_repeat", flat=True)) == [False, True, True]


def test_a_prospect_is_asked_once(ada: User, one: Referral) -> None:
    one.move(by=ada, state=State.REACHED)
    assert at_once(lambda: ExperienceLink.ask(referral=fresh(one), by=ada), times=4) == {DONE: 4}
    assert ExperienceLink.objects.count() == 1


def test_my_side_is_one_row(ada: User, one: Referral) -> None:
    ends = at_once(
        lambda: rate_fit(fresh(one), by=ada, fit=4),
        lambda: fresh(one).keep_side(by=ada, note="Ask about the attic"),
        times=2,
    )
    assert ends == {DONE: 4}
    side = Side.objects.get(referral=one, owner=ada)
    assert (side.fit, side.note) == (4, "Ask about the attic")


def test_who_is_added_to_the_book_twice_is_there_once(ada: User, one: Referral) -> None:
    assert at_once(lambda: fresh(one).add_to_book(by=ada, role=Role.PROSPECT), times=4) == {DONE: 4}
    assert Person.objects.filter(keeper=ada, full_name="Hector Delgado").count() == 1


def test_two_members_hang_no_circle(ada: User, ben: User) -> None:
    fellows(ada, ben)
    first, second = passed(ada, ben, "Hector Delgado"), passed(ada, ben, "Ines Duarte")
    for _turn in range(5):
        ends = at_once(
            lambda: fresh(first).change(by=ada, parent=fresh(second)),
            lambda: fresh(second).change(by=ben, parent=fresh(first)),
        )
        assert ends == {DONE: 1, REFUSED: 1}
        Referral.objects.update(parent=None)


def test_of_two_asks_the_same_referral_came(ada: User, one: Referral) -> None:
    referrer = one.person_for(ada, Role.REFERRER)
    assert referrer is not None
    asks = [Ask.note(by=ada, tie=Tie.objects.between(ada, referrer), on=one.given_on) for _turn in range(4)]

    def bring(ask: Ask) -> Deed:
        return lambda: Ask.objects.get(pk=ask.pk).bring(by=ada, referral=fresh(one))

    assert at_once(*map(bring, asks)) == {DONE: 4}
    assert (fresh(one).was_asked, fresh(one).asks.count()) == (True, 4)


def test_who_leaves_and_who_takes_back_end_it_once(ada: User, ben: User) -> None:
    fellows(ada, ben)
    given = passed(ada, ben)
    ends = at_once(lambda: fresh(given).withdraw(by=ada), lambda: Closing.begin(by=ben))
    assert ends in ({DONE: 2}, {DONE: 1, REFUSED: 1})
    assert stands_right(given)
    assert Step.objects.filter(referral=given).exclude(state=State.GIVEN).count() == 1


def planning(review: Review, on: dt.date) -> Deed:
    return lambda: Review.objects.get(pk=review.pk).correct(by=review.owner, next_on=on)


def keeping(promise: Promise) -> Deed:
    return lambda: Promise.objects.get(pk=promise.pk).keep(by=promise.owner)


def test_a_date_is_kept_and_moved_at_once(ada: User) -> None:
    for turn in range(5):
        review = Review.agree(by=ada, tie=tie(ada, f"Marta {turn}"), text="The roof")
        assert review.promise is not None
        assert at_once(keeping(review.promise), planning(review, local_today(ada))) == {DONE: 2}


def test_a_review_gets_one_next_date(ada: User) -> None:
    review = Review.agree(by=ada, tie=tie(ada), text="Look at the roof", every_months=12)
    assert review.promise is not None
    review.promise.delete()  # as when its act was taken back
    day = local_today(ada)
    assert at_once(planning(review, day), times=4) == {DONE: 4}
    assert Promise.objects.filter(tie=review.tie, due_on=day).count() == 1
