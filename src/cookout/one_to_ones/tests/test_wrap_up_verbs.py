"""Wrapping up: one act, safe to repeat, mine alone."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cookout.core.ids import uuid7
from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.models import Focus, Following, OneToOne, Promised, ThinkingSlot, WrapUp, wrapping
from cookout.one_to_ones.models.sets import Collides
from cookout.one_to_ones.models.wrap_up import promised_in
from cookout.one_to_ones.testing import fellows, heard, in_days, noted, planned, proposed, was_held
from cookout.people.models import Person, ProfileEntry
from cookout.ties.models import Promise, Tie, local_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def marta(ben: User) -> Person:
    """Somebody in Ben's book, without account."""
    return Person.keep(by=ben, full_name="Marta Reyes")


def past(by: User, person: Person) -> OneToOne:
    """One that was planned for yesterday, of which nobody has said anything."""
    return noted(by, person, in_days(-1, hour=10))


def following(user: User, **more: object) -> Following:
    """A promise, a time to think and a next 1-2-1, with ids of their own."""
    day = local_today(user) + dt.timedelta(days=3)
    values: dict[str, object] = {
        "promises": (Promised("Introduce her to Hannah", day, uuid7()),),
        "think_at": in_days(2, hour=8), "think_uid": uuid7(),
        "next_at": in_days(30, hour=15), "next_uid": uuid7(),
    }  # fmt: skip
    return Following(**{**values, **more})  # type: ignore[arg-type]  # the names are those of the class


def test_wrapping_up_says_that_we_met_and_keeps_line_promise_slot_and_next(ben: User, marta: Person) -> None:
    one, what = past(ben, marta), following(ben)
    wrap_up = WrapUp.finish(one, by=ben, line=" Warm and short. ", following=what)
    one.refresh_from_db()
    assert one.took_place
    assert wrap_up.line == "Warm and short."
    assert wrap_up.done_at is not None
    assert Promise.objects.get(owner=ben).text == "Introduce her to Hannah"
    slot = ThinkingSlot.objects.get(owner=ben)
    assert (slot.person, slot.one_to_one, slot.starts_at) == (marta, one, what.think_at)
    coming = OneToOne.objects.get(uid=what.next_uid)
    assert (coming.state, coming.starts_at) == ("planned", what.next_at)
    assert Tie.objects.get(owner=ben, person=marta).last_touch_on == one.held_on


def test_the_same_wrap_up_twice_is_one(ben: User, marta: Person) -> None:
    one, what = past(ben, marta), following(ben)
    first = WrapUp.finish(one, by=ben, line="Warm.", following=what)
    again = WrapUp.finish(one, by=ben, line="Warm.", following=what)
    assert again.pk == first.pk
    assert not again.act.changes.exists()
    assert (Promise.objects.count(), ThinkingSlot.objects.count(), OneToOne.objects.count()) == (1, 1, 2)


def test_one_undo_takes_all_of_it_back(ben: User, marta: Person) -> None:
    one = past(ben, marta)
    wrap_up = WrapUp.finish(one, by=ben, line="Warm.", following=following(ben))
    undone = wrap_up.act.undo(by=ben)
    assert undone.skipped == ()
    one.refresh_from_db()
    assert one.state == "planned"
    assert not WrapUp.objects.visible_to(ben).exists()
    assert not Promise.objects.visible_to(ben).exists()
    assert not ThinkingSlot.objects.visible_to(ben).exists()
    assert OneToOne.objects.visible_to(ben).count() == 1
    assert WrapUp.finish(one, by=ben, line="Once more.").line == "Once more."


def test_saying_it_again_changes_the_line_and_adds_only_what_is_new(ben: User, marta: Person) -> None:
    one = was_held(ben, marta)
    promise = Promised("Send the article", local_today(ben), uuid7())
    WrapUp.finish(one, by=ben, line="First.", following=Following(promises=(promise,)))
    later = Promised("Send the article on sales", promise.due_on, promise.uid)
    other = Promised("Call her on Friday", promise.due_on, uuid7())
    WrapUp.finish(
        one, by=ben, line="Second.", following=Following(promises=(later, other, Promised("  ", later.due_on)))
    )
    assert WrapUp.objects.get().line == "Second."
    assert {p.text for p in Promise.objects.visible_to(ben)} == {"Send the article on sales", "Call her on Friday"}
    WrapUp.finish(one, by=ben, following=Following(promises=(Promised("", later.due_on, promise.uid),)))
    assert [p.text for p in Promise.objects.visible_to(ben)] == ["Call her on Friday"]
    assert WrapUp.objects.get().line == "Second."


def test_a_promise_that_was_kept_is_not_reworded(ben: User, marta: Person) -> None:
    one, uid = was_held(ben, marta), uuid7()
    day = local_today(ben)
    WrapUp.finish(one, by=ben, following=Following(promises=(Promised("Send it", day, uid),)))
    Promise.objects.get(uid=uid).keep(by=ben)
    WrapUp.finish(one, by=ben, following=Following(promises=(Promised("", day, uid),)))
    assert Promise.objects.get(uid=uid).text == "Send it"
    assert Promise.objects.get(uid=uid).deleted_at is None


def test_a_fellow_is_asked_for_the_next_one_and_sees_nothing_else(ben: User, cleo: User) -> None:
    fellows(ben, cleo)
    one = noted(ben, cleo.person, in_days(-1, hour=10))
    WrapUp.finish(one, by=ben, line="She talks fast.", following=following(ben, think_at=None))
    coming = OneToOne.objects.visible_to(cleo).get(state="proposed")
    assert coming.focus == Focus.BOTH
    assert not WrapUp.objects.visible_to(cleo).exists()
    assert not Promise.objects.visible_to(cleo).exists()
    assert "talks fast" not in str(wrapping(one, cleo))


@pytest.mark.parametrize(("was", "seen", "becomes"), [("first", "me", "second"), ("second", "them", "first")])
def test_after_one_about_me_comes_one_about_them(was: str, seen: str, becomes: str, ben: User, marta: Person) -> None:
    one = noted(ben, marta, in_days(-1, hour=10), focus=was)
    assert one.about(ben) == seen
    what = following(ben, think_at=None)
    WrapUp.finish(one, by=ben, following=what)
    assert OneToOne.objects.get(uid=what.next_uid).focus == becomes


def test_what_has_not_begun_is_not_wrapped_up_and_nothing_is_kept(ben: User, cleo: User, marta: Person) -> None:
    fellows(ben, cleo)
    for one in (noted(ben, marta), proposed(ben, cleo, in_days(5))):
        with pytest.raises(Refusal):
            WrapUp.finish(one, by=ben, line="Too early", following=following(ben))
    assert not Promise.objects.exists()
    assert not WrapUp.objects.exists()
    assert not Act.objects.filter(verb="wrap_up.finish").exists()


def test_a_collision_is_said_and_nothing_is_kept_unless_both_are_wanted(ben: User, cleo: User, marta: Person) -> None:
    fellows(ben, cleo)
    other = planned(ben, cleo, in_days(4, hour=9))
    one, what = was_held(ben, marta), following(ben, think_at=other.starts_at)
    with pytest.raises(Collides):
        WrapUp.finish(one, by=ben, following=what)
    assert not Promise.objects.exists()
    WrapUp.finish(one, by=ben, following=following(ben, think_at=other.starts_at, despite=True))
    assert ThinkingSlot.objects.get().starts_at == other.starts_at


def test_each_seat_wraps_up_for_itself(ben: User, cleo: User) -> None:
    fellows(ben, cleo)
    one = planned(ben, cleo)
    OneToOne.objects.filter(pk=one.pk).update(starts_at=timezone.now() - dt.timedelta(hours=2))
    one.refresh_from_db()
    WrapUp.finish(one, by=ben, line="From Ben.")
    WrapUp.finish(one, by=cleo, line="From Cleo.")
    one.refresh_from_db()
    assert one.state == "confirmed"
    assert [w.line for w in WrapUp.objects.visible_to(ben)] == ["From Ben."]
    assert [w.line for w in WrapUp.objects.visible_to(cleo)] == ["From Cleo."]


def test_ideas_come_from_what_they_tell_and_times_avoid_what_is_planned(ben: User, cleo: User) -> None:
    fellows(ben, cleo)
    ProfileEntry.tell(by=cleo, facet="goals", prompt="goals.help", text="A room near the market.")
    ProfileEntry.tell(by=cleo, facet="customers", prompt="customers.ideal", text="Young families", audience="me")
    one = noted(ben, cleo.person, in_days(-1, hour=10))
    one.hold(by=ben)
    free = wrapping(one, ben)
    assert free.ideas == ("Help with “A room near the market”",)
    assert len(free.think_times) == 3
    taken = noted(ben, Person.keep(by=ben, full_name="Omar"), free.think_times[0])
    seen = wrapping(one, ben)
    assert taken.starts_at not in seen.think_times
    assert seen.coming is None
    assert len(seen.next_times) == 3


def test_nothing_can_be_promised_to_somebody_who_is_gone_but_the_line_is_kept(ben: User, marta: Person) -> None:
    one = was_held(ben, marta)
    marta.remove(by=ben)
    assert WrapUp.finish(one, by=ben, line="A good hour.").line == "A good hour."
    with pytest.raises(Refusal, match="Marta"):
        WrapUp.finish(one, by=ben, following=Following(promises=(Promised("Call", local_today(ben), uuid.uuid4()),)))


def test_a_promise_noted_before_the_day_lands_in_the_wrap_up_too(ben: User, marta: Person) -> None:
    one = past(ben, marta)
    heard(ben, one, "Two partners\n! Bring her the buy-sell article")
    Promise.objects.filter(owner=ben).update(made_on=local_today(ben) - dt.timedelta(days=5))
    Tie.objects.between(ben, marta).promise(
        "Something older", by=ben, due_on=local_today(ben), made_on=local_today(ben) - dt.timedelta(days=9)
    )
    assert [promise.text for promise in promised_in(one, ben)] == ["Bring her the buy-sell article"]
