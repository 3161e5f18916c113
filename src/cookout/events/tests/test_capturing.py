"""Catching somebody: one act, once, and never guessed who it is."""

import datetime as dt
import uuid

import pytest

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.events.models import Encounter, Event, Likeness
from cookout.people.models import Person
from cookout.ties.models import Promise, Tie, Touch, local_today


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
