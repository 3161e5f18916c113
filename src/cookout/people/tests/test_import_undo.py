"""An import is taken back as a whole; who was edited or used since stays, and the number is said."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import QuerySet

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.people.models import Detail, Origin, Person, Stage, Word
from cookout.people.signals import people_in_use
from cookout.people.testing import bring, counts, look, take_back, vcard
from cookout.people.tests.pictures import photo

DANA = vcard("Dana Dorn", EMAIL="dana@example.org")


def names(keeper: User) -> list[str]:
    """Who is in the book."""
    return list(Person.objects.kept_by(keeper).in_order().values_list("full_name", flat=True))


def test_undo_leaves_the_book_as_it_was(ada: User) -> None:
    kept = Person.keep(by=ada, full_name="Emil Ek", details=[("email", "", "emil@example.org")])
    run = bring(ada, DANA + vcard("Emil Ek", EMAIL="emil@example.org", TEL="+1 415 555 2671"))
    assert kept.details.count() == 2
    assert Person.objects.kept_by(ada).matching("5552671", by=ada).exists()
    run = take_back(run)
    assert run.stage == Stage.UNDONE
    assert names(ada) == ["Emil Ek"]
    assert [detail.kind for detail in kept.details.all()] == ["email"]
    assert not Person.objects.kept_by(ada).matching("5552671", by=ada).exists()
    assert not Person.objects.filter(origin=run.origin).exists()
    assert not Word.objects.filter(keeper=ada, word__startswith="dorn").exists()


def test_undoing_twice_is_undoing_once(ada: User) -> None:
    run = take_back(bring(ada, DANA))
    run.undo(by=ada)
    assert run.stage == Stage.UNDONE


def test_what_was_taken_back_can_come_in_again(ada: User) -> None:
    take_back(bring(ada, DANA))
    assert counts(bring(ada, DANA)) == {"new": 1}
    assert names(ada) == ["Dana Dorn"]


def test_who_was_edited_since_stays_with_all_that_came_with_them(ada: User) -> None:
    run = bring(ada, DANA + vcard("Emil Ek", EMAIL="emil@example.org"))
    dana = Person.objects.kept_by(ada).get(full_name="Dana Dorn")
    dana.rename(by=ada, full_name="Dana Dorn-Fuchs")
    run = take_back(run)
    assert (names(ada), run.kept_since_edited) == (["Dana Dorn-Fuchs"], 1)
    assert Person.objects.kept_by(ada).get().first(Detail.Kind.EMAIL) == "dana@example.org"


def test_who_is_in_use_in_a_room_above_stays(ada: User) -> None:
    run = bring(ada, DANA + vcard("Emil Ek", EMAIL="emil@example.org"))

    def used(sender: type[Person], keeper: User, **kwargs: object) -> "QuerySet[Person, int]":
        return Person.objects.filter(keeper=keeper, full_name="Emil Ek").values_list("pk", flat=True)

    people_in_use.connect(used)
    try:
        run = take_back(run)
    finally:
        people_in_use.disconnect(used)
    assert (names(ada), run.kept_since_edited) == (["Emil Ek"], 1)


def test_whom_a_later_import_added_to_stays_with_both(ada: User) -> None:
    first = bring(ada, DANA)
    bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org", ORG="Dorn Roofs"))
    first = take_back(first)
    assert (names(ada), first.kept_since_edited) == (["Dana Dorn"], 1)
    assert Person.objects.kept_by(ada).get().organisation == "Dorn Roofs"


def test_a_later_import_is_taken_back_without_the_first(ada: User) -> None:
    bring(ada, DANA)
    second = bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org", ORG="Dorn Roofs"))
    take_back(second)
    dana = Person.objects.kept_by(ada).get()
    assert (dana.full_name, dana.organisation) == ("Dana Dorn", "")


def test_pictures_go_with_the_import_and_no_others(ada: User) -> None:
    kept = Person.keep(by=ada, full_name="Emil Ek", details=[("email", "", "emil@example.org")])
    run = bring(ada, vcard("Emil Ek", EMAIL="emil@example.org", **photo()) + vcard("Dana Dorn", **photo("red")))
    kept.refresh_from_db()
    assert kept.photo
    files = [Path(settings.MEDIA_ROOT) / str(person.photo) for person in Person.objects.kept_by(ada)]
    assert all(file.exists() for file in files)
    take_back(run)
    kept.refresh_from_db()
    assert not kept.photo
    assert not any(file.exists() for file in files)


def test_an_import_that_is_not_in_the_book_cannot_be_taken_back(ada: User) -> None:
    with pytest.raises(Refusal):
        look(ada, DANA).undo(by=ada)


def test_nobody_takes_back_anothers_import(ada: User, cleo: User) -> None:
    with pytest.raises(Refusal):
        bring(ada, DANA).undo(by=cleo)
    assert names(ada) == ["Dana Dorn"]


def test_hidden_rows_stay_hidden_until_the_flip(ada: User) -> None:
    run = look(ada, DANA)
    run.apply(by=ada)
    origin = Origin.objects.create(keeper=ada)
    Person.objects.create(keeper=ada, full_name="Half In", origin=origin)
    assert names(ada) == []
    origin.state = Origin.State.APPLIED
    origin.save()
    assert names(ada) == ["Half In"]
