"""Catching somebody: one act, once, and never guessed who it is."""

import datetime as dt
import doctest
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.models import Encounter, Event, Likeness
from cookout.people.models import Person
from cookout.ties.models import FollowUp, Promise, Tie, Touch, Triage, local_today
from cookout.ties.testing import keep


def catch(ben: User, **told: object) -> Encounter:
    return Encounter.capture(**{"by": ben, "name": "Devon Marsh", "contact": "614 555 0142", **told})  # type: ignore[arg-type]  # any of them


def test_one_act_keeps_all_of_it(ben: User) -> None:
    today = local_today(ben)
    event = Event.note(by=ben, name="Gallery hop", on=today)
    met = catch(ben, talked="One piano", promise="Market report", event=event)
    assert met.touch is not None
    assert met.promise is not None
    assert (met.tie.how_met, met.tie.met_on, met.tie.sort_on) == ("Gallery hop", today, today + dt.timedelta(days=2))
    assert (met.touch.text, met.promise.due_on) == ("One piano", today + dt.timedelta(days=7))
    Act.objects.get(verb="encounter.capture").undo(by=ben)
    assert not Person.objects.kept_by(ben).filter(full_name="Devon Marsh").exists()
    assert not Encounter.objects.visible_to(ben).exists()


def test_the_same_id_again_is_the_same(ben: User) -> None:
    uid = uuid.uuid4()
    assert catch(ben, uid=uid) == catch(ben, uid=uid, name="Somebody Else")
    assert Person.objects.kept_by(ben).count() == Touch.objects.count() == 1


def test_two_phones_are_two_until_i_say_that_they_are_one(ben: User) -> None:
    first, second = catch(ben), catch(ben, contact="devon@example.org", promise="Coffee")
    like = Likeness.objects.visible_to(ben).open().get()
    assert (like.encounter, like.person, like.reason) == (second, first.tie.person, "name")
    act = like.answer(same=True, by=ben)
    assert Person.objects.kept_by(ben).get().details.applied().count() == 2
    assert set(Encounter.objects.visible_to(ben)) == {first, second}
    assert Promise.objects.get().tie == first.tie
    like.answer(same=True, by=ben)
    with pytest.raises(Refusal):
        like.answer(same=False, by=ben)
    act.undo(by=ben)
    assert Person.objects.kept_by(ben).count() == 2
    assert Encounter.objects.get(pk=second.pk).tie == second.tie
    assert Tie.objects.get(pk=second.tie.pk).touches.count() == 1


def test_a_number_already_in_the_book_is_shown_and_may_be_another(ben: User) -> None:
    known = Person.keep(by=ben, full_name="Old Friend", details=[("phone", "", "+1 614 555 0142")])
    catch(ben)
    like = Likeness.objects.visible_to(ben).get(person=known, reason="phone")
    like.answer(same=False, by=ben)
    assert Person.objects.kept_by(ben).count() == 2


def test_who_has_no_name_is_not_kept(ben: User) -> None:
    with pytest.raises(Refusal):
        catch(ben, name="  ")


@pytest.mark.parametrize(
    ("known", "caught"),
    [
        ("Devon Marsh", "marsh,  devon"), ("Dr. Devon Q. Marsh", "Devon Marsh"), ("Zoë Ångström", "Zoe Angstrom"),
        ("Soren Berg", "Søren Berg"), ("Łukasz Nowak", "LUKASZ NOWAK"), ("Cher", "Cher"),
    ],
)  # fmt: skip
def test_a_name_is_the_same_however_it_is_written(ben: User, known: str, caught: str) -> None:
    there = keep(ben, known)
    keep(ben, "Devon Berg")
    keep(ben, "Marsh Nowak")
    catch(ben, name=caught, contact="")
    assert [row.person for row in Likeness.objects.visible_to(ben).open()] == [there]


def test_somebody_chosen_from_my_book_is_nobody_new(ben: User) -> None:
    today = local_today(ben)
    known = keep(ben, "Devon Marsh", phone="614 555 0142")
    gone = Event.note(by=ben, name="Gallery hop", on=today)
    gone.miss(by=ben)
    met = catch(ben, person=known, contact="devon@example.org", card_text="Devon Marsh\nWe move pianos", event=gone)
    assert (met.tie.person, met.brought, met.tie.sort_on) == (known, False, today + dt.timedelta(days=2))
    assert known.details.applied().count() == 2
    assert met.tie.notes.get().text == "We move pianos"
    assert not Event.objects.get(pk=gone.pk).is_missed
    Act.objects.get(verb="encounter.capture").undo(by=ben)
    assert known.details.applied().get().kind == "phone"
    assert not Person.objects.kept_by(ben).matching("devon@example.org", by=ben).exists()
    Tie.objects.between(ben, known).move("active", by=ben)
    assert catch(ben, person=known).tie.sort_on is None
    known.remove(by=ben)
    with pytest.raises(Refusal, match="Devon Marsh is not in your book any more"):
        catch(ben, person=known)


def test_a_card_is_read_and_no_word_of_it_is_lost(ben: User) -> None:
    text = "Devon Marsh\nPiano mover at Marsh & Co\nMobile: +1 614 555 0142\ndevon@example.org\nWhat others leave"
    met = catch(ben, name="", contact="", card_text=text)
    person = met.tie.person
    assert (person.full_name, person.mail and person.mail.value) == ("Devon Marsh", "devon@example.org")
    kept = " ".join([person.full_name, *(f"{one.label} {one.value}" for one in person.details.all())]).casefold()
    kept += "\n" + " ".join(note.text for note in met.tie.notes.all()).casefold()
    assert not set(re.findall(r"\w+", text.casefold())) - set(re.findall(r"\w+", kept))
    nameless = catch(ben, name="", contact="", card_text="hello@blueharbor.example\nopen 12:30 to 18:00")
    assert nameless.tie.person.full_name == "hello@blueharbor.example"
    assert nameless.tie.notes.get().text == "open 12:30 to 18:00"
    for nothing in ("WIFI:S:home;P:secret;;", "  "):
        with pytest.raises(Refusal):
            catch(ben, name="", contact="", card_text=nothing)
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Devon Marsh\nTEL:6145550142\nEND:VCARD"
    typed = catch(ben, name="Dev", contact="614 555 0142", card_text=card)
    assert typed.tie.person.full_name == "Dev"
    assert typed.tie.person.details.count() == 1
    assert typed.tie.notes.get().text == "Devon Marsh"


def test_too_long_is_said_and_nothing_is_kept(ben: User) -> None:
    for told in ({"name": "D" * 201}, {"impression": "i" * 201}, {"place": "p" * 301}, {"promise": "p" * 301}):
        with pytest.raises(Refusal, match="too long"):
            catch(ben, **told)
    assert catch(ben, name="De\0von", card_text="\0 a card").tie.person.full_name == "Devon"
    assert Person.objects.kept_by(ben).count() == 1


def test_whoever_left_the_book_is_not_decided_on(ben: User) -> None:
    met = catch(ben)
    tie = Tie.objects.get(pk=met.tie.pk)
    met.tie.person.remove(by=ben)
    with pytest.raises(Refusal, match="Devon Marsh is not in your book any more"):
        Triage.decide(tie, "light", by=ben)


def test_an_undone_capture_takes_a_decision_along_and_stays_undone(ben: User) -> None:
    met = catch(ben)
    decided = Triage.decide(met.tie, "active", by=ben, follow_up_on=local_today(ben) + dt.timedelta(days=3))
    Act.objects.get(verb="encounter.capture").undo(by=ben)
    assert not Tie.objects.visible_to(ben).exists()
    assert not FollowUp.objects.shown_to(ben).exists()
    Act.objects.get(verb="triage.decide").undo(by=ben)
    assert decided.tie.person.full_name == "Devon Marsh"
    assert catch(ben, uid=met.uid).deleted_at is not None
    assert not Person.objects.kept_by(ben).exists()


def test_catching_costs_few_queries(ben: User) -> None:
    event = Event.note(by=ben, name="Gallery hop", on=local_today(ben))
    keep(ben, "Devon Marsh", phone="614 555 0142")
    with CaptureQueriesContext(connection) as asked:
        catch(ben, talked="Pianos", promise="Coffee", event=event)
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 40


def test_the_examples_of_the_rules_hold() -> None:
    result = doctest.testmod(rules)
    assert result.attempted > 10
    assert not result.failed


@pytest.mark.parametrize(
    ("made", "sent", "really"),
    [
        (-3, 0, -3),
        (21, 24, -3),
        (-27, -24, -3),
        (-0.3, 0.1, -0.3),
        (1, 0, 0),
        (-3, None, -3),
        (30, None, 0),
        (24, -9e4, 0),
    ],
)
def test_a_wrong_clock_is_put_right(made: float, sent: float | None, really: float) -> None:
    now, hour = dt.datetime(2026, 3, 8, 12, tzinfo=dt.UTC), dt.timedelta(hours=1)
    at = rules.corrected(now + made * hour, now + sent * hour if sent is not None else None, now)
    assert at == now + really * hour
