"""Whom I met and cards made one by hand: what the one asks, the other knows, and nobody is lost by either."""

from cookout.core.models import User
from cookout.events.models import Encounter, Likeness
from cookout.people.models import Distinct, Duplicates, Merge, Person
from cookout.ties.testing import keep


def two(ben: User) -> tuple[Person, Encounter]:
    """Somebody in the book, and somebody met who may be the same."""
    known = keep(ben, "Robert Hartwell", phone="312 555 0115")
    return known, Encounter.capture(by=ben, name="Bob Hartwell", contact="312 555 0115", talked="Pipes")


def test_taking_away_an_encounter_takes_nobody_who_was_made_one(ben: User) -> None:
    known, met = two(ben)
    asked = Likeness.objects.visible_to(ben).open().filter(person=known)
    assert asked.exists()
    Merge.make(known, met.tie.person, by=ben)
    assert not asked.exists()
    met.refresh_from_db()
    met.remove(by=ben)
    assert Person.objects.kept_by(ben).filter(pk=known.pk).exists()


def test_somebody_else_is_said_once_for_both_questions(ben: User) -> None:
    known, met = two(ben)
    before = len(Duplicates.of(ben))
    for question in Likeness.objects.visible_to(ben).open():
        question.answer(same=False, by=ben)
    assert Distinct.objects.filter(one=met.tie.person, other=known).count() == 1
    assert (before, len(Duplicates.of(ben))) == (1, 0)
