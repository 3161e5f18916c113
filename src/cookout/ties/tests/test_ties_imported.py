"""People of an import that is taken back stay where a tie or a relation hangs on them."""

import datetime as dt

import pytest

from cookout.core.models import Act, User
from cookout.people.models import Person
from cookout.people.testing import bring, take_back, vcard
from cookout.ties.models import Relation, Tie


def test_someone_with_a_touch_or_a_relation_stays_when_the_import_goes(ada: User) -> None:
    run = bring(
        ada, b"".join(vcard(name, EMAIL=f"{name.lower()}@example.org") for name in ("Dana", "Emil", "Fay", "Gus"))
    )
    dana, emil, fay, _gus = Person.objects.kept_by(ada).in_order()
    Tie.objects.between(ada, dana).touch(by=ada, kind="call", on=dt.date(2026, 1, 5))
    Relation.objects.create(owner=ada, person=emil, other=fay, kind="knows")
    run = take_back(run)
    assert run.kept_since_edited == 3
    assert [person.full_name for person in Person.objects.kept_by(ada).in_order()] == ["Dana", "Emil", "Fay"]


@pytest.mark.django_db(transaction=True)
def test_a_tie_that_was_undone_goes_with_its_person(ada: User) -> None:
    run = bring(ada, vcard("Dana", EMAIL="dana@example.org") + vcard("Emil", EMAIL="emil@example.org"))
    dana = Person.objects.kept_by(ada).get(full_name="Dana")
    Tie.objects.between(ada, dana).touch(by=ada, kind="call", on=dt.date(2026, 1, 5))
    Act.objects.filter(by=ada, verb="touch.note").get().undo(by=ada)
    run = take_back(run)
    assert (run.kept_since_edited, Person.objects.filter(keeper=ada).count(), Tie.objects.count()) == (0, 0, 0)
