"""Thinking slots: planned, moved, finished, let go; asking comes before any name is shared."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.one_to_ones import rules
from cookout.one_to_ones.models import ThinkingSlot, latest_slots
from cookout.one_to_ones.testing import in_days, noted
from cookout.people.models import Person
from cookout.ties.models import Note, Promise, Tie, local_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def marta(ben: User) -> Person:
    """For whom Ben thinks."""
    return Person.keep(by=ben, full_name="Marta Reyes")


@pytest.fixture
def hannah(ben: User) -> Person:
    """Whom Ben may introduce."""
    return Person.keep(by=ben, full_name="Hannah Weiss")


def test_without_a_time_it_is_now_and_the_same_id_is_the_same_slot(ben: User, marta: Person) -> None:
    uid = uuid7()
    slot = ThinkingSlot.plan(by=ben, person=marta, uid=uid)
    assert ThinkingSlot.plan(by=ben, person=marta, uid=uid) == slot
    assert abs(slot.starts_at - timezone.now()) < dt.timedelta(minutes=1)
    assert (slot.name, slot.zone, slot.minutes) == ("Marta Reyes", ben.zone, 20)


def test_a_time_that_has_passed_and_oneself_are_refused(ben: User, marta: Person) -> None:
    with pytest.raises(Refusal, match="passed"):
        ThinkingSlot.plan(by=ben, person=marta, starts_at=in_days(-1))
    with pytest.raises(Refusal, match="you"):
        ThinkingSlot.plan(by=ben, person=ben.person)
    noted(ben, marta, in_days(3))
    with pytest.raises(Refusal, match="Marta"):
        ThinkingSlot.plan(by=ben, person=marta, starts_at=in_days(3))
    assert not ThinkingSlot.objects.exists()


def test_moving_finishing_and_letting_go_can_be_undone(ben: User, marta: Person) -> None:
    slot = ThinkingSlot.plan(by=ben, person=marta, starts_at=in_days(1))
    moved = slot.move(by=ben, starts_at=in_days(2))
    assert slot.starts_at == in_days(2)
    moved.undo(by=ben)
    slot.refresh_from_db()
    assert slot.starts_at == in_days(1)
    done = slot.finish(by=ben)
    assert not slot.finish(by=ben).changes.exists()
    done.undo(by=ben)
    slot.refresh_from_db()
    assert slot.done_at is None
    gone = slot.let_go(by=ben)
    assert not ThinkingSlot.objects.visible_to(ben).exists()
    gone.undo(by=ben)
    assert ThinkingSlot.objects.visible_to(ben).get() == slot


def test_asking_is_a_promise_on_the_contacts_own_tie_made_once(ben: User, marta: Person, hannah: Person) -> None:
    slot = ThinkingSlot.plan(by=ben, person=marta)
    promise = slot.ask(hannah, by=ben)
    assert slot.ask(hannah, by=ben) == promise
    assert promise.text == "Ask Hannah Weiss whether I may introduce Marta Reyes"
    assert promise.tie == Tie.objects.get(owner=ben, person=hannah)
    assert promise.due_on == local_today(ben) + dt.timedelta(days=7)
    promise.remove(by=ben)
    again = slot.ask(hannah, by=ben, due_on=local_today(ben))
    assert (again.pk, again.deleted_at, again.due_on) == (promise.pk, None, local_today(ben))


def test_nobody_is_introduced_to_themselves_or_to_me(ben: User, marta: Person) -> None:
    slot = ThinkingSlot.plan(by=ben, person=marta)
    for contact in (marta, ben.person):
        with pytest.raises(Refusal):
            slot.ask(contact, by=ben)
    assert not Promise.objects.exists()


def test_passing_over_is_kept_for_this_slot_and_can_be_undone(ben: User, marta: Person, hannah: Person) -> None:
    slot, other = ThinkingSlot.plan(by=ben, person=marta), ThinkingSlot.plan(by=ben, person=marta)
    act = slot.pass_over(hannah, by=ben)
    slot.pass_over(hannah, by=ben)
    assert (slot.passed_over.count(), other.passed_over.count()) == (1, 0)
    act.undo(by=ben)
    assert slot.passed_over.count() == 0


def test_a_thought_is_a_note_on_whom_it_is_for(ben: User, marta: Person) -> None:
    slot, uid = ThinkingSlot.plan(by=ben, person=marta), uuid7()
    slot.think("Ask Walter about the practice next door", by=ben, uid=uid)
    slot.think("Ask Walter about the practice next door", by=ben, uid=uid)
    assert Note.objects.get().tie.person == marta
    assert [note.text for note in slot.thoughts()] == ["Ask Walter about the practice next door"]


def test_whoever_was_erased_keeps_a_name_and_thoughts_have_no_place(ben: User, marta: Person) -> None:
    slot = ThinkingSlot.plan(by=ben, person=marta)
    Person.objects.filter(pk=marta.pk).delete()
    slot = ThinkingSlot.objects.get(pk=slot.pk)
    assert (slot.person, slot.name, slot.first_name, slot.whom) == (None, "Marta Reyes", "Marta", None)
    with pytest.raises(Refusal, match="Marta Reyes"):
        slot.think("Too late", by=ben)


def test_slots_of_one_human_are_found_under_every_row_of_the_book(ben: User, cleo: User) -> None:
    kept = Person.keep(by=ben, full_name="Cleo C.")
    first = ThinkingSlot.plan(by=ben, person=kept)
    Person.objects.filter(pk=kept.pk).update(account_person=cleo.person)
    kept.refresh_from_db()
    assert list(latest_slots(ben, kept)) == [first]
    assert list(latest_slots(ben, cleo.person)) == [first]
    assert not latest_slots(cleo, cleo.person).exists()


def test_times_to_think_keep_the_hour_when_clocks_change() -> None:
    zone = "America/New_York"
    friday = dt.datetime(2026, 10, 30, 21, 0, tzinfo=dt.UTC)  # five in the afternoon; clocks go back on Sunday
    times = rules.thinking_times(friday, zone)
    assert [at.astimezone(ZoneInfo(zone)).hour for at in times] == [8, 8, 8]
    assert [at.hour for at in times] == [13, 13, 13]
    assert times[0].date() == dt.date(2026, 11, 2)
    slot_before = rules.on_the_wall(dt.datetime(2026, 3, 8, 2, 30), zone)  # an hour that does not exist
    assert slot_before == dt.datetime(2026, 3, 8, 7, 30, tzinfo=dt.UTC)


def test_times_to_think_leave_out_what_is_taken() -> None:
    monday = dt.datetime(2026, 10, 26, 7, 0, tzinfo=dt.UTC)
    free = rules.thinking_times(monday, "UTC")
    assert [(at.day, at.hour) for at in free] == [(26, 8), (27, 8), (28, 8)]
    taken = [(free[0] - dt.timedelta(minutes=30), 45), (free[1], 600)]
    assert [(at.day, at.hour) for at in rules.thinking_times(monday, "UTC", taken=taken)] == [
        (26, 12),
        (28, 8),
        (29, 8),
    ]
