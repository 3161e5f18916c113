"""Every vCard and CSV of the public test data comes in, twice without a change, and out and in again the same.

The repository holds none of these files and nothing of what they say: only that nothing is lost.
"""

from pathlib import Path

import pytest

from cookout.core.models import User
from cookout.people.formats import Card, canonical
from cookout.people.models import AddressImport, Person
from cookout.people.models.card_rows import card_of
from cookout.people.models.export import written
from cookout.people.testing import bring, counts

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "contacts"
FOLDERS = ("ez-vcard", "roundcube", "khard", "google_and_phones", "linkedin")

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data/contacts is not here")


def files() -> list[bytes]:
    """All address books."""
    return [path.read_bytes() for folder in FOLDERS for path in sorted((SHARED / folder).iterdir()) if path.is_file()]


def cards(keeper: User) -> list[Card]:
    """The book as cards."""
    people = Person.objects.kept_by(keeper).in_order().with_details()
    return [card_of(person) for person in people]


def refused(run: AddressImport) -> int:
    """How many files were refused as a whole."""
    return sum(bool(file.refusal) for file in run.in_files())


def test_all_public_files_come_in_and_the_second_time_nothing_changes(ada: User) -> None:
    first = bring(ada, *files())
    assert refused(first) == 2, [file.refusal for file in first.in_files()]
    assert counts(first)["new"] > 20
    before = [canonical(card) for card in cards(ada)]
    second = counts(bring(ada, *files()))
    assert {name for name in second} <= {"same", "unreadable"}
    assert [canonical(card) for card in cards(ada)] == before


@pytest.mark.parametrize("format", ["vcard4", "vcard3"])
def test_exported_and_brought_into_an_empty_book_they_are_the_same_people(ada: User, ben: User, format: str) -> None:
    bring(ada, *files())
    run = bring(ben, b"".join(written(ada, format)))
    assert set(counts(run)) == {"new"}
    mine, theirs = sorted(map(canonical, cards(ada)), key=repr), sorted(map(canonical, cards(ben)), key=repr)
    assert theirs == mine


def test_our_own_export_brought_back_changes_nothing(ada: User) -> None:
    bring(ada, *files())
    for format in ("vcard4", "vcard3"):
        assert set(counts(bring(ada, b"".join(written(ada, format))))) == {"same"}, format
