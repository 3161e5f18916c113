"""A calendar becomes contacts: once, twice, moved, taken back, with whom it is clear and whom one is asked about."""

import datetime as dt

import pytest

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.events.models import CalendarImport, CalendarRow, Stage
from cookout.events.testing import bring, calendar, carry_out, event, look, outcomes, receive, take_back
from cookout.people.models import Person
from cookout.ties.models import Tie, Touch
from cookout.ties.testing import ago, keep

pytestmark = pytest.mark.django_db

MARTA, OMAR, BEN = "marta@example.org", "omar@example.org", "ben@example.org"


@pytest.fixture
def marta(ben: User) -> Person:
    return keep(ben, "Marta Reyes", email=MARTA)


def contacts(user: User) -> list[tuple[str, dt.date, str, str]]:
    """With whom, when, how, about what."""
    found = Touch.objects.visible_to(user).order_by("on", "pk").select_related("tie__person")
    return [(touch.tie.person.full_name, touch.on, touch.kind, touch.text) for touch in found]


def ticks(run: CalendarImport) -> list[bool]:
    return list(
        CalendarRow.objects.filter(run=run).order_by("on", "starts_at", "pk").values_list("is_ticked", flat=True)
    )


def test_a_guest_whom_i_know_becomes_a_contact_on_that_day(ben: User, marta: Person) -> None:
    run = bring(ben, event("a", ago(ben, 9), BEN, MARTA))
    assert contacts(ben) == [("Marta Reyes", ago(ben, 9), "meeting", "Lunch")]
    tie = Tie.objects.between(ben, marta)
    assert (tie.last_touch_on, tie.touch_days) == (ago(ben, 9), 1)
    assert (run.stage, run.contacts, run.act.verb if run.act else "") == (Stage.APPLIED, 1, "calendar.apply")


def test_nothing_appears_before_it_is_applied(ben: User, marta: Person) -> None:
    run = look(ben, event("a", ago(ben, 9), BEN, MARTA))
    assert (outcomes(run), contacts(ben), Tie.objects.count()) == (["touch"], [], 0)


def test_applying_twice_is_applying_once(ben: User, marta: Person) -> None:
    run = bring(ben, event("a", ago(ben, 9), BEN, MARTA))
    run.apply(by=ben)
    run.carry_out()
    assert len(contacts(ben)) == 1
    assert Act.objects.filter(verb="calendar.apply").count() == 1


def test_the_same_file_again_changes_nothing(ben: User, marta: Person) -> None:
    events = event("a", ago(ben, 9), BEN, MARTA), event("b", ago(ben, 2), MARTA)
    bring(ben, *events)
    again = bring(ben, *events)
    assert (outcomes(again), len(contacts(ben)), again.contacts) == (["same", "same"], 2, 0)


def test_two_looks_at_one_file_brought_in_both_make_one_contact(ben: User, marta: Person) -> None:
    first, second = (look(ben, event("a", ago(ben, 9), MARTA)) for _ in range(2))
    for run in (first, second):
        run.apply(by=ben)
        carry_out(run)
    assert len(contacts(ben)) == 1
    take_back(second)
    assert len(contacts(ben)) == 1


def test_an_event_that_was_moved_moves_its_contact(ben: User, marta: Person) -> None:
    bring(ben, event("a", ago(ben, 9), MARTA))
    moved = bring(ben, event("a", ago(ben, 5), MARTA, sequence="1"))
    assert outcomes(moved) == ["moved"]
    assert [day for _who, day, _how, _what in contacts(ben)] == [ago(ben, 5)]
    assert Tie.objects.between(ben, marta).last_touch_on == ago(ben, 5)
    take_back(moved)
    assert [day for _who, day, _how, _what in contacts(ben)] == [ago(ben, 9)]
    assert Tie.objects.between(ben, marta).last_touch_on == ago(ben, 9)


def test_a_contact_that_i_put_on_another_day_stays_unless_i_say_so(ben: User, marta: Person) -> None:
    bring(ben, event("a", ago(ben, 9), MARTA))
    Touch.objects.get().correct(by=ben, on=ago(ben, 8))
    again = look(ben, event("a", ago(ben, 9), MARTA))
    assert (outcomes(again), ticks(again)) == (["moved"], [False])


def test_an_event_that_begins_to_repeat_doubles_nothing(ben: User, marta: Person) -> None:
    bring(ben, event("a", ago(ben, 9), MARTA))
    again = bring(ben, event("a", ago(ben, 9), MARTA, rrule="FREQ=WEEKLY"))
    assert outcomes(again)[:2] == ["same", "touch"]
    assert [day for _who, day, _how, _what in contacts(ben)] == [ago(ben, 9), ago(ben, 2)]
    back = look(ben, event("a", ago(ben, 9), MARTA))
    assert outcomes(back) == ["same"]


def test_taking_back_leaves_everything_as_it_was(ben: User, marta: Person) -> None:
    run = bring(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 2), MARTA))
    take_back(run)
    take_back_again = CalendarImport.objects.get()
    take_back_again.undo(by=ben)
    assert (run.stage, run.kept_since_edited, contacts(ben)) == (Stage.UNDONE, 0, [])
    assert not Tie.objects.filter(deleted_at=None)


def test_undoing_the_act_is_taking_back(ben: User, marta: Person) -> None:
    run = bring(ben, event("a", ago(ben, 9), MARTA))
    assert run.act is not None
    run.act.undo(by=ben)
    run.refresh_from_db()
    assert (run.stage, contacts(ben)) == (Stage.UNDONE, [])


def test_what_was_edited_since_stays_and_is_said(ben: User, marta: Person) -> None:
    run = bring(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 2), MARTA))
    Touch.objects.get(on=ago(ben, 2)).correct(by=ben, text="She is looking for a bookkeeper.")
    take_back(run)
    assert [text for *_rest, text in contacts(ben)] == ["She is looking for a bookkeeper."]
    assert run.kept_since_edited == 1
    assert Tie.objects.between(ben, marta).last_touch_on == ago(ben, 2)


def test_what_was_taken_back_can_be_brought_again(ben: User, marta: Person) -> None:
    take_back(bring(ben, event("a", ago(ben, 9), MARTA)))
    again = bring(ben, event("a", ago(ben, 9), MARTA))
    assert (outcomes(again), len(contacts(ben))) == (["touch"], 1)
    assert Tie.objects.between(ben, marta).touch_days == 1


def test_a_contact_that_i_took_away_comes_back_only_when_i_say_so(ben: User, marta: Person) -> None:
    bring(ben, event("a", ago(ben, 9), MARTA))
    Touch.objects.get().remove(by=ben)
    again = look(ben, event("a", ago(ben, 9), MARTA))
    assert (outcomes(again), ticks(again)) == (["removed"], [False])
    again.choose(by=ben, ticks={again.rows.get().uid: True})
    again.apply(by=ben)
    carry_out(again)
    assert len(contacts(ben)) == 1


def test_days_count_and_not_events(ben: User, marta: Person) -> None:
    Tie.objects.between(ben, marta).touch(by=ben, kind="call", on=ago(ben, 9))
    noon = dt.datetime.combine(ago(ben, 4), dt.time(12), dt.UTC)
    later = noon + dt.timedelta(hours=3)
    run = look(ben, event("a", ago(ben, 9), MARTA), event("b", noon, MARTA), event("c", later, MARTA))
    assert (outcomes(run), ticks(run)) == (["day", "touch", "day"], [False, True, False])


def test_who_declined_was_not_there_and_neither_was_i(ben: User, marta: Person) -> None:
    keep(ben, "Omar Haddad", email=OMAR)
    run = bring(
        ben, event("a", ago(ben, 9), BEN, f"{MARTA}=declined", OMAR), event("b", ago(ben, 3), f"{BEN}=declined", MARTA)
    )
    assert [name for name, *_rest in contacts(ben)] == ["Omar Haddad"]
    assert run.counts["declined"] == 1


def test_cancelled_events_are_no_contacts(ben: User, marta: Person) -> None:
    run = bring(ben, event("a", ago(ben, 9), MARTA, status="CANCELLED"))
    assert (contacts(ben), run.counts["cancelled"]) == ([], 1)


def test_a_crowd_is_no_contact_unless_i_say_so(ben: User, marta: Person) -> None:
    run = look(ben, event("a", ago(ben, 9), BEN, MARTA, *(f"p{n}@example.org" for n in range(7))))
    row = run.rows.get(guest__person=marta)
    assert (row.outcome, row.is_ticked, row.size) == ("crowd", False, 9)
    run.choose(by=ben, ticks={row.uid: True})
    run.apply(by=ben)
    carry_out(run)
    assert len(contacts(ben)) == 1


def test_who_is_there_twice_is_asked_and_never_guessed(ben: User, marta: Person) -> None:
    twin = keep(ben, "Marta R.", email=MARTA)
    run = look(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 2), MARTA))
    guest = run.guests.get()
    assert (guest.state, set(guest.candidates)) == ("ask", {str(marta.uid), str(twin.uid)})
    assert not run.brings_any
    assert run.choose(by=ben, people={guest.uid: twin.uid})
    assert not run.choose(by=ben, people={guest.uid: twin.uid})
    run.apply(by=ben)
    carry_out(run)
    assert [name for name, *_rest in contacts(ben)] == ["Marta R.", "Marta R."]


def test_nobody_can_be_answered_who_was_not_asked_about(ben: User, marta: Person) -> None:
    keep(ben, "Marta R.", email=MARTA)
    run = look(ben, event("a", ago(ben, 9), MARTA))
    with pytest.raises(Refusal):
        run.choose(by=ben, people={run.guests.get().uid: keep(ben, "Omar Haddad").uid})


def test_an_unknown_address_under_a_known_name_is_a_question(ben: User, marta: Person) -> None:
    said = event("a", ago(ben, 9)).replace("END:VEVENT", "ATTENDEE;CN=Marta Reyes:mailto:new@example.org\r\nEND:VEVENT")
    guest = look(ben, said).guests.get()
    assert (guest.state, guest.candidates) == ("ask", [str(marta.uid)])


def test_a_stranger_comes_into_the_book_only_when_ticked(ben: User) -> None:
    events = event("a", ago(ben, 9), BEN, "dana.dorn@example.org"), event("b", ago(ben, 3), "dana.dorn@example.org")
    run = look(ben, *events)
    guest = run.guests.get()
    assert (guest.state, guest.is_added, run.brings_any) == ("unknown", False, False)
    run.choose(by=ben, added={guest.uid: True})
    run.apply(by=ben)
    carry_out(run)
    assert [(name, day) for name, day, *_rest in contacts(ben)] == [
        ("dana.dorn", ago(ben, 9)),
        ("dana.dorn", ago(ben, 3)),
    ]
    assert Person.objects.kept_by(ben).get().details.get().value == "dana.dorn@example.org"
    take_back(run)
    assert (contacts(ben), Person.objects.kept_by(ben).count()) == ([], 0)


def test_a_stranger_who_came_into_the_book_meanwhile_is_not_doubled(ben: User) -> None:
    run = look(ben, event("a", ago(ben, 9), OMAR))
    run.choose(by=ben, added={run.guests.get().uid: True})
    omar = keep(ben, "Omar Haddad", email=OMAR)
    run.apply(by=ben)
    carry_out(run)
    assert list(Person.objects.kept_by(ben)) == [omar]
    assert [name for name, *_rest in contacts(ben)] == ["Omar Haddad"]


def test_a_name_in_a_title_is_only_proposed(ben: User, marta: Person) -> None:
    run = look(
        ben,
        event("a", ago(ben, 9), summary="Coffee with Marta Reyes"),
        event("b", ago(ben, 3), summary="Marta Reyes birthday"),
    )
    assert (outcomes(run), ticks(run)) == (["named"], [False])
    run.choose(by=ben, ticks={run.rows.get().uid: True})
    run.apply(by=ben)
    carry_out(run)
    assert contacts(ben) == [("Marta Reyes", ago(ben, 9), "meeting", "Coffee with Marta Reyes")]


def test_a_name_of_two_people_is_not_proposed(ben: User, marta: Person) -> None:
    keep(ben, "Marta Reyes")
    assert outcomes(look(ben, event("a", ago(ben, 9), summary="Coffee with Marta Reyes"))) == []


def test_a_person_who_left_the_book_meanwhile_is_left_out_and_said(ben: User, marta: Person) -> None:
    keep(ben, "Omar Haddad", email=OMAR)
    run = look(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 5), OMAR))
    marta.remove(by=ben)
    run.apply(by=ben)
    carry_out(run)
    assert [name for name, *_rest in contacts(ben)] == ["Omar Haddad"]
    assert outcomes(run) == ["gone", "touch"]


def test_a_person_who_was_erased_meanwhile_is_left_out_and_said(ben: User, marta: Person) -> None:
    run = look(ben, event("a", ago(ben, 9), MARTA))
    Person.objects.filter(pk=marta.pk).delete()
    run.apply(by=ben)
    carry_out(run)
    assert (contacts(ben), outcomes(run)) == ([], ["gone"])


def test_days_are_those_where_the_keeper_lives(ben: User, marta: Person) -> None:
    ben.zone = "America/New_York"
    ben.save()
    late = dt.datetime(2025, 3, 5, 2, 30, tzinfo=dt.UTC)
    bring(ben, event("a", late, MARTA))
    assert [day for _who, day, *_rest in contacts(ben)] == [dt.date(2025, 3, 4)]


def test_another_keeper_s_people_are_nobody_here(ada: User, ben: User, marta: Person) -> None:
    run = look(ada, event("a", ago(ada, 9), MARTA))
    assert run.guests.get().state == "unknown"


@pytest.mark.parametrize("verb", ["apply", "undo", "discard", "choose"])
def test_nobody_acts_on_another_s_calendar(ada: User, ben: User, marta: Person, verb: str) -> None:
    run = bring(ben, event("a", ago(ben, 9), MARTA)) if verb == "undo" else look(ben, event("a", ago(ben, 9), MARTA))
    with pytest.raises(Refusal):
        getattr(run, verb)(by=ada)


def test_a_file_that_is_no_calendar_is_refused_in_a_sentence(ben: User) -> None:
    run = carry_out(receive(ben, b"BEGIN:VCARD\nFN:Marta\nEND:VCARD\n"))
    assert (run.stage, "address book" in run.refusal) == (Stage.REFUSED, True)
    with pytest.raises(Refusal):
        run.apply(by=ben)


def test_a_broken_event_is_said_and_costs_the_others_nothing(ben: User, marta: Person) -> None:
    broken = "BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Tea\r\nDTSTART:soon\r\nEND:VEVENT"
    run = bring(ben, broken, event("a", ago(ben, 9), MARTA))
    assert run.troubles == ["Event 1, “Tea”: its start says “soon”, which is no day, so it was left out."]
    assert len(contacts(ben)) == 1


def test_forgetting_lets_go_of_file_and_rows(ben: User, marta: Person) -> None:
    run = look(ben, event("a", ago(ben, 9), MARTA))
    run.discard(by=ben)
    assert not CalendarImport.objects.visible_to(ben)
    assert (run.rows.count(), run.guests.count()) == (0, 0)


def test_too_many_additions_at_once_are_refused_before_anything_happens(ben: User) -> None:
    run = look(ben, *(event(f"e{n}", ago(ben, 9), f"p{n}@example.org") for n in range(51)))
    run.choose(by=ben, added={guest.uid: True for guest in run.guests.all()})
    with pytest.raises(Refusal, match="50"):
        run.apply(by=ben)


def test_the_file_is_let_go_of_once_it_is_read(ben: User, marta: Person) -> None:
    run = receive(ben, calendar(event("a", ago(ben, 9), MARTA)))
    storage, name = run.upload.storage, run.upload.name
    assert storage.exists(name)
    carry_out(run)
    assert (storage.exists(name), run.upload.name) == (False, "")
