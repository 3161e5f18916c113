"""Handmade cases: the reasons as one would say them."""

import pytest

from cookout.science import Contact, Entry, Reason, matching_people

DENTISTS = Entry("customers", "Dental practices with two partners")
BUYERS = Entry("good_referral", "First-time buyers in Dublin")
DIVORCE = Entry("customers", "Women after a divorce")


def _reasons(wanted: Entry, contact: Contact) -> list[Reason]:
    return [reason for match in matching_people([wanted], [contact]) for reason in match.reasons]


@pytest.mark.parametrize(
    ("wanted", "contact", "kind", "words"),
    [
        (DENTISTS, Contact("1", trade="Dentist"), "trade", ("Dentist",)),
        (DENTISTS, Contact("1", trade="Dentsit"), "trade", ("Dentsit",)),
        (DENTISTS, Contact("1", company="Bright Dental Clinic Ltd"), "company", ("Dental", "Clinic")),
        (BUYERS, Contact("1", texts=("They are buying a house",)), "noted", ("buying", "a", "house")),
        (BUYERS, Contact("1", trade="Mortgage broker"), "meets", ("Mortgage", "broker")),
        (DIVORCE, Contact("1", trade="Divorce lawyer"), "meets", ("Divorce", "lawyer")),
        (DIVORCE, Contact("1", texts=("Runs the single parents' group",)), "meets", ("single", "parents")),
        (
            Entry("customers", "Owners of Zamboni machines"),
            Contact("1", texts=("Drives a zamboni",)),
            "noted",
            ("zamboni",),
        ),
    ],
)
def test_a_contact_fits_for_a_reason_in_their_own_words(
    wanted: Entry, contact: Contact, kind: str, words: tuple[str, ...]
) -> None:
    assert (kind, words) in [(reason.kind, reason.words) for reason in _reasons(wanted, contact)]


def test_a_place_supports_a_reason_and_is_none_by_itself() -> None:
    near = Contact("1", trade="Mortgage broker", place="Dublin 4")
    far = Contact("2", trade="Mortgage broker", place="Cork")
    idle = Contact("3", trade="Sculptor", place="Dublin")
    matches = matching_people([BUYERS], [idle, far, near])
    assert [match.key for match in matches] == ["1", "2"]
    assert [reason.kind for reason in matches[0].reasons] == ["meets", "place"]
    told = Entry("good_referral", "galway and around", prompt="good_referral.place")
    assert not matching_people([told], [Contact("4", place="Galway")])


def test_what_is_noted_about_something_else_is_no_reason() -> None:
    assert not _reasons(Entry("customers", "Dog owners"), Contact("1", texts=("Hot dogs and beer",)))
    assert not _reasons(DENTISTS, Contact("1", trade="Sculptor", texts=("Two sons", "Plays chess")))


def test_who_is_such_a_person_ranks_before_who_meets_such_people() -> None:
    wanted = [Entry("customers", "Restaurant owners")]
    contacts = [Contact("meets", trade="Wine merchant"), Contact("is", trade="Restaurateur")]
    assert [match.key for match in matching_people(wanted, contacts)] == ["is", "meets"]


def test_nobody_wanted_nobody_found() -> None:
    assert matching_people([], [Contact("1", trade="Dentist")]) == ()
    assert matching_people([DENTISTS], []) == ()
    assert matching_people([Entry("customers", " ")], [Contact("1", trade="Dentist")]) == ()
