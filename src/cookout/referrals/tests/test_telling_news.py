"""Telling the referrer: by whom, once and twice, what it pays, and when the debt is there again."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cookout.core.models import Act, Letter, User
from cookout.core.models.work import WorkState
from cookout.core.refusal import Refusal
from cookout.one_to_ones.testing import fellows
from cookout.referrals import rules
from cookout.referrals.models import Referral, State, Update
from cookout.referrals.testing import aged, passed, received
from cookout.ties.models import Touch
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


def tell(one: Referral, by: User, **how: object) -> Update:
    """Said in person, unless said otherwise."""
    return Update.tell(referral=one, by=by, **{"channel": "in_person", **how})  # type: ignore[arg-type]  # as said


@pytest.fixture
def one(ada: User) -> Referral:
    """Ada was given one by Odile, who has no account."""
    return received(ada, keep(ada, "Odile Bakker", email="odile@example.org"))


def test_telling_pays_the_debt_and_notes_who_said_what_how(ada: User, one: Referral) -> None:
    assert one.is_owing
    update = tell(one, ada, text=" He is well ", channel="copy", up_to=2)
    assert (update.text, update.channel, update.told_steps, update.by) == ("He is well", "copy", 2, ada)
    assert (one.is_owing, one.told_steps) == (False, 2)
    assert one.news_due_at == update.created_at + dt.timedelta(days=7)
    assert Act.objects.get(verb="update.tell").about == str(one)


def test_the_same_id_is_the_same_update(ada: User, one: Referral) -> None:
    uid = uuid.uuid4()
    first = tell(one, ada, uid=uid, up_to=1)
    assert tell(one, ada, uid=uid, up_to=2) == first
    one.refresh_from_db()
    assert (one.told_steps, Update.objects.count(), Act.objects.filter(verb="update.tell").count()) == (1, 1, 1)


def test_what_happened_after_the_words_were_written_stays_owed(ada: User, one: Referral) -> None:
    drafted = one.steps_many
    one.move(by=ada, state=State.REACHED)
    tell(one, ada, up_to=drafted)
    assert (one.is_owing, one.told_steps) == (True, drafted)
    tell(one, ada, up_to=99)
    assert (one.is_owing, one.told_steps) == (False, 3)


def test_older_news_told_later_takes_nothing_back(ada: User, one: Referral) -> None:
    tell(one, ada)
    tell(one, ada, up_to=0)
    assert (one.is_owing, one.told_steps) == (False, 2)


def test_only_the_provider_tells(ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    for wrong in (ada, cleo):
        with pytest.raises(Refusal):
            tell(one, wrong)
    assert not Update.objects.exists()


def test_of_a_name_there_is_nothing_to_tell(ada: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker"), may_contact=None)
    with pytest.raises(Refusal):
        tell(one, ada)


@pytest.mark.parametrize(
    "how",
    [
        {"channel": "pigeon", "text": "x"},
        {"channel": "copy", "text": "  "},
        {"channel": "text"},
        {"channel": "here", "text": "x"},
        {"channel": "copy", "text": "x" * (rules.LONGEST_NEWS + 1)},
    ],
)
def test_words_and_a_way_are_needed(ada: User, one: Referral, how: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        tell(one, ada, **how)
    one.refresh_from_db()
    assert one.is_owing


def test_a_mail_needs_an_address(ada: User) -> None:
    one = received(ada, keep(ada, "Rui Sousa"))
    with pytest.raises(Refusal, match="no mail address"):
        tell(one, ada, channel="mail", text="He is well")


def test_so_much_news_a_day_and_no_more(ada: User, one: Referral, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_TOLD", 2)
    tell(one, ada)
    tell(one, ada)
    with pytest.raises(Refusal):
        tell(one, ada)


def test_telling_is_a_touch_of_my_tie_and_goes_with_an_undo(ada: User, one: Referral) -> None:
    tell(one, ada, text="Called", channel="text")
    assert Touch.objects.there().get().kind == "text"
    Act.objects.get(verb="update.tell").undo(by=ada)
    assert not Touch.objects.there().exists()


def test_an_undo_brings_the_debt_back_as_it_was(ada: User, one: Referral) -> None:
    due, heard = one.news_due_at, one.told_steps
    tell(one, ada)
    Act.objects.get(verb="update.tell").undo(by=ada)
    one.refresh_from_db()
    assert (one.news_due_at, one.told_steps, one.is_owing) == (due, heard, True)
    assert Update.objects.get().deleted_at is not None


def _letter(update: Update, **state: object) -> None:
    update.letter = Letter.objects.create(key=str(update.uid), to="odile@example.org", subject="x", text="x", **state)
    update.save()


def test_a_mail_that_left_cannot_be_undone(ada: User, one: Referral) -> None:
    update = tell(one, ada, channel="mail", text="He is well")
    _letter(update, work_state=WorkState.DONE)
    with pytest.raises(Refusal, match="has left"):
        Act.objects.get(verb="update.tell").undo(by=ada)
    one.refresh_from_db()
    assert (one.is_owing, Update.objects.get().deleted_at) == (False, None)


def test_a_mail_that_still_waits_is_held_back_by_an_undo(ada: User, one: Referral) -> None:
    update = tell(one, ada, channel="mail", text="He is well")
    _letter(update)
    Act.objects.get(verb="update.tell").undo(by=ada)
    one.refresh_from_db()
    assert one.is_owing
    assert not Letter.objects.filter(key=str(update.uid)).exists()


def test_a_letter_that_comes_back_brings_the_debt_back_as_if_nothing_was_told(ada: User, one: Referral) -> None:
    due = one.news_due_at
    update = tell(one, ada, channel="mail", text="He is well")
    update.come_back()
    update.come_back()
    one.refresh_from_db()
    assert (one.news_due_at, one.told_steps, one.is_owing) == (due, 1, True)


def test_a_letter_that_comes_back_leaves_what_was_told_before(ada: User, one: Referral) -> None:
    first = tell(one, ada)
    one.move(by=ada, state=State.REACHED)
    tell(one, ada, channel="mail", text="Reached him").come_back()
    one.refresh_from_db()
    assert (one.told_steps, one.told_at, one.is_owing) == (2, first.created_at, True)


@pytest.mark.parametrize("days", [3, 7, 30])
def test_silence_is_owed_from_the_very_second_and_not_before(ada: User, one: Referral, days: int) -> None:
    one.change(by=ada, update_days=days)
    tell(one, ada)
    assert one.told_at is not None
    due = one.told_at + dt.timedelta(days=days)
    assert not Referral.objects.owing(due - dt.timedelta(seconds=1)).exists()
    assert Referral.objects.owing(due).get() == one


@pytest.mark.parametrize("days", [2, 31])
def test_news_is_promised_every_three_to_thirty_days(ada: User, one: Referral, days: int) -> None:
    with pytest.raises(Exception, match=r"referral_update_days|CHECK|\d"):
        one.change(by=ada, update_days=days)


def test_each_is_owing_exactly_when_the_set_says_so(ada: User, ben: User) -> None:
    fellows(ada, ben)
    odile = keep(ada, "Odile Bakker")
    ones = [received(ada, odile, f"Person {n}") for n in range(4)] + [passed(ben, ada), passed(ada, ben)]
    tell(ones[1], ada)
    aged(ones[2], news_due_at=dt.timedelta(days=3))
    tell(ones[3], ada)
    ones[3].move(by=ada, state=State.WON)
    tell(ones[3], ada)
    everything = list(Referral.objects.all())
    assert {one.pk for one in everything if one.is_owing} == set(Referral.objects.owing().values_list("pk", flat=True))
    assert {one.pk for one in everything if one.is_owing} == {ones[0].pk, ones[2].pk}
    assert all(one.news_due_at is None or one.news_due_at <= timezone.now() + rules.SILENT for one in everything)


def test_what_was_told_reads_the_same_to_both_and_to_nobody_else(ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    update = tell(one, ben, text="Calling him tonight", channel="here")
    assert Update.objects.visible_to(ada).get() == Update.objects.visible_to(ben).get() == update
    assert not Update.objects.visible_to(cleo)
