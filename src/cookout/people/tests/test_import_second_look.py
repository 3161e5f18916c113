"""The book may change between preview and apply: then the rows are judged once more, and shown if they differ."""

from cookout.core.models import User
from cookout.people.models import AddressImport, Person, Stage
from cookout.people.testing import bring, carry_out, counts, look, take_back, vcard

DANA = vcard("Dana Dorn", EMAIL="dana@example.org", TEL="+1 415 555 2671")


def apply(run: AddressImport) -> AddressImport:
    """Press the button, and let the worker work."""
    run.apply(by=run.keeper)
    return carry_out(run)


def test_what_another_import_brought_meanwhile_is_not_brought_twice(ada: User) -> None:
    first, second = look(ada, DANA), look(ada, DANA)
    apply(first)
    second = apply(second)
    assert (second.stage, second.book_changed, counts(second)) == (Stage.PREVIEW, True, {"same": 1})
    second = apply(second)
    assert (second.stage, second.book_changed) == (Stage.APPLIED, False)
    assert Person.objects.kept_by(ada).count() == 1


def test_a_change_that_makes_no_difference_does_not_ask_again(ada: User) -> None:
    run = look(ada, DANA)
    Person.keep(by=ada, full_name="Emil Ek", details=[("email", "", "emil@example.org")])
    assert apply(run).stage == Stage.APPLIED


def test_someone_taken_out_meanwhile_comes_in_as_new(ada: User) -> None:
    dana = Person.keep(by=ada, full_name="Dana Dorn", details=[("email", "", "dana@example.org")])
    run = look(ada, DANA)
    assert counts(run) == {"merge": 1}
    dana.remove(by=ada)
    run = apply(run)
    assert (run.stage, counts(run)) == (Stage.PREVIEW, {"new": 1})
    apply(run)
    assert Person.objects.kept_by(ada).get().pk != dana.pk


def test_an_import_taken_back_meanwhile_counts_as_a_change(ada: User) -> None:
    first = bring(ada, DANA)
    run = look(ada, DANA)
    assert counts(run) == {"same": 1}
    take_back(first)
    run = apply(run)
    assert (run.stage, counts(run)) == (Stage.PREVIEW, {"new": 1})


def test_rows_of_one_run_stay_with_each_other_when_judged_again(ada: User) -> None:
    run = look(ada, DANA + vcard("Dana Dorn", EMAIL="dana@example.org", ORG="Dorn Roofs") + vcard("Emil Ek", NOTE="x"))
    assert counts(run) == {"new": 2, "merge": 1}
    Person.keep(by=ada, full_name="Emil Ek", details=[("note", "", "x")])
    run = apply(run)
    assert counts(run) == {"new": 1, "merge": 1, "same": 1}
    apply(run)
    assert sorted(person.organisation for person in Person.objects.kept_by(ada)) == ["", "Dorn Roofs"]


def test_applying_twice_is_applying_once(ada: User) -> None:
    run = look(ada, DANA)
    run.apply(by=ada)
    run.apply(by=ada)
    run = carry_out(run)
    run.apply(by=ada)
    assert (run.stage, Person.objects.kept_by(ada).count()) == (Stage.APPLIED, 1)
