"""Saying that somebody I met is somebody I have: settled once, whole, and taken apart again field by field."""

import datetime as dt
from typing import Any

import pytest

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.events.models import Encounter, Event, Likeness
from cookout.groups.models import Group
from cookout.people.models import Detail, Person, Word
from cookout.ties.models import Circle, Promise, Relation, Tie, Touch, Triage, local_today, put_tags
from cookout.ties.testing import ago, keep


def catch(ben: User, name: str = "Devon Marsh", **told: Any) -> Encounter:
    return Encounter.capture(by=ben, name=name, **told)


def asked(ben: User) -> set[tuple[str, str]]:
    rows = Likeness.objects.visible_to(ben).open().select_related("encounter__tie__person", "person")
    return {(str(row.encounter.talked), str(row.person)) for row in rows}


def book(ben: User) -> dict[str, Any]:
    """All that an undo has to put back: every column of people, details, ties and what hangs on them, and words."""
    nouns = (Person, Tie, Touch, Promise, Encounter, Triage, Detail, Likeness, Relation)
    rows: dict[str, Any] = {noun.__name__: list(noun._base_manager.order_by("pk").values()) for noun in nouns}
    rows["tags"] = list(Tie.tagged.rel.related_model.objects.order_by("pk").values())
    rows["words"] = set(Word.objects.filter(keeper=ben).values_list("person", "word"))
    return rows


def test_an_undo_puts_every_field_back(ben: User) -> None:
    known = keep(ben, "Devon Marsh", phone="614 555 0142")
    tie = Tie.objects.between(ben, known)
    tie.touch(by=ben, kind="call", on=ago(ben, 20))
    tie.move(Circle.LIGHT, by=ben)
    tie.describe(by=ben, how_met="At school", met_on=ago(ben, 900))
    first = Event.note(by=ben, name="Gallery hop", on=local_today(ben))
    met = catch(ben, event=first, contact="devon@example.org", talked="One piano", promise="Report", on=ago(ben, 1))
    put_tags(met.tie, ["pianos"], by=ben)
    met.tie.mark("like", 2, by=ben)
    Relation.tell(by=ben, person=met.tie.person, other=keep(ben, "Ada Marsh"), kind=Relation.Kind.values[0])
    Triage.decide(met.tie, "active", by=ben, follow_up_on=local_today(ben) + dt.timedelta(days=3))
    before = book(ben)
    act = Likeness.objects.visible_to(ben).open().get().answer(same=True, by=ben)
    one = Tie.objects.get(pk=tie.pk)
    assert (one.circle, one.how_met, one.touch_days, one.last_touch_on) == ("light", "At school", 2, ago(ben, 1))
    assert set(Person.objects.kept_by(ben).matching("devon@example.org", by=ben)) == {known}
    assert one.tagged.count() == one.marks.count() == one.triages.count() == one.follow_ups.count() == 1
    assert not Tie.objects.visible_to(ben).filter(person=met.tie.person).exists()
    act.undo(by=ben)
    after = book(ben)
    for noun in before:
        assert after[noun] == before[noun], noun


def test_a_decision_goes_along_where_there_was_none(ben: User) -> None:
    known = keep(ben, "Devon Marsh")
    met = catch(ben)
    Triage.decide(met.tie, "active", by=ben)
    act = Likeness.objects.visible_to(ben).open().get().answer(same=True, by=ben)
    tie = Tie.objects.visible_to(ben).get(person=known)
    assert (tie.circle, tie.sort_on) == ("active", None)
    later = tie.touch(by=ben, kind="call", on=local_today(ben))
    act.undo(by=ben)
    assert Tie.objects.visible_to(ben).get(person=met.tie.person).circle == "active"
    assert later.tie in Tie.objects.visible_to(ben)  # what was noted since still has its tie


def test_several_questions_at_once_and_chains(ben: User) -> None:
    known = keep(ben, "Devon Marsh")
    catch(ben, talked="A", contact="614 555 0142")
    catch(ben, talked="B", contact="614 555 0142")
    assert asked(ben) == {("A", "Devon Marsh"), ("B", "Devon Marsh")}
    likes = {(row.encounter.talked, row.person_id): row for row in Likeness.objects.open()}
    assert len(likes) == 3
    a, b = Encounter.objects.get(talked="A"), Encounter.objects.get(talked="B")
    one = likes["A", known.pk].answer(same=True, by=ben)
    assert asked(ben) == {("B", "Devon Marsh")}  # asked once, against whom A is now
    with pytest.raises(Refusal):
        likes["B", a.tie.person_id].answer(same=True, by=ben)
    two = Likeness.objects.open().get().answer(same=True, by=ben)
    assert {x.tie.person_id for x in Encounter.objects.visible_to(ben)} == {known.pk}
    assert Person.objects.kept_by(ben).count() == 1
    with pytest.raises(Refusal):  # out of order, half of it would be left behind
        one.undo(by=ben)
    two.undo(by=ben)
    one.undo(by=ben)
    assert {a.tie, b.tie} == {x.tie for x in Encounter.objects.visible_to(ben).select_related("tie")}


def test_whoever_is_found_to_be_somebody_later_takes_along_who_was_found_to_be_them(ben: User) -> None:
    catch(ben, "Devon Marsh", talked="A")
    catch(ben, "Devon Marsh", talked="B")
    Likeness.objects.open().get().answer(same=True, by=ben)
    known = keep(ben, "Ben Old", phone="614 555 0142")
    Encounter.capture(by=ben, name="Devon Marsh", contact="614 555 0142", talked="C")
    assert asked(ben) == {("C", "Ben Old"), ("C", "Devon Marsh")}
    Likeness.objects.open().get(person=known).answer(same=True, by=ben)
    assert asked(ben) == {("A", "Ben Old")}  # what C was asked is asked of A now
    Likeness.objects.open().get().answer(same=True, by=ben)
    assert Encounter.objects.visible_to(ben).filter(tie__person=known).count() == 3
    assert Person.objects.kept_by(ben).get() == known


def test_a_no_stays_a_no_and_a_settled_question_is_none(ben: User) -> None:
    known, other = keep(ben, "Devon Marsh"), keep(ben, "Dev M", phone="614 555 0142")
    catch(ben, contact="614 555 0142")
    Likeness.objects.get(person=known).answer(same=True, by=ben)
    settled = Likeness.objects.get(person=other)
    assert settled.is_settled
    assert not settled.is_open
    with pytest.raises(Refusal, match="You said meanwhile that this is Devon Marsh"):
        settled.answer(same=True, by=ben)
    assert Person.objects.kept_by(ben).count() == 2


def test_a_capture_is_not_undone_under_whom_else_i_met(ben: User) -> None:
    first = catch(ben)
    catch(ben, talked="again")
    act = Likeness.objects.open().get().answer(same=True, by=ben)
    begun = Act.objects.filter(verb="encounter.capture").order_by("pk").first()
    assert begun is not None
    for one in (begun, Act.objects.filter(verb="encounter.capture").latest("pk")):
        with pytest.raises(Refusal):
            one.undo(by=ben)
    act.undo(by=ben)
    begun.undo(by=ben)
    assert Encounter.objects.visible_to(ben).get().talked == "again"
    assert catch(ben, uid=first.uid).deleted_at is not None  # sent again, what was taken back stays so


def test_a_member_of_my_group_is_told_nothing_by_it(ben: User, ada: User) -> None:
    group = Group.found(by=ada, name="Riverside")
    for user in (ada, ben):
        group.admit(by=ada, name=user.name, user=user)
    met = catch(ben, "Ada Adeyemi", contact="614 555 0142")
    like = Likeness.objects.visible_to(ben).open().get()
    assert like.person == ada.person
    like.answer(same=True, by=ben)
    tie = Encounter.objects.visible_to(ben).get(pk=met.pk).tie
    assert tie.person == ada.person
    assert not ada.person.details.exists()
    assert tie.notes.get().text == "614 555 0142"
