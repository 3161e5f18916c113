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
        (DIVORCE, Contact("1", serves=("The single parents' group",)), "serves", ("single", "parents")),
        (DENTISTS, Contact("1", trade="Dental hygienist", company="Oak Dental"), "works", ("Dental", "hygienist")),
        (DENTISTS, Contact("1", serves=("Dentists and their staff",)), "serves", ("Dentists",)),
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


def test_who_is_such_a_person_ranks_before_who_meets_them_before_whose_note_says_a_word_of_it() -> None:
    wanted = [
        Entry("customers", "Restaurant owners", prompt="customers.ideal"),
        Entry("good_referral", "A second location", prompt="good_referral.trigger"),
    ]
    contacts = [
        Contact("touches", trade="Sculptor", texts=("Her brother runs a restaurant", "A restaurant in Rome", "Chefs")),
        Contact("meets", trade="Wine merchant", texts=("A restaurant for every day of the week",)),
        Contact("is", trade="Restaurateur"),
        Contact("best", trade="Restaurateur", texts=("Opens a second restaurant in May",)),
    ]
    found = matching_people(wanted, contacts)
    assert [(match.key, match.kind) for match in found] == [
        ("best", "is"), ("is", "is"), ("meets", "meets"), ("touches", "touches"),
    ]  # fmt: skip


def test_many_weak_reasons_are_no_strong_one() -> None:
    wanted = [Entry("customers", text, prompt="customers.ideal") for text in ("Bakers", "Dentists", "Florists")]
    weak = Contact("weak", texts=("Her aunt was a baker", "His cousin is a dentist", "A florist next door"))
    found = matching_people(wanted, [weak, Contact("strong", trade="Florist")])
    assert [match.key for match in found] == ["strong", "weak"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("To own the building before they retire", "Retired union plumbers"),
        ("An owner whose landlord wants to sell", "Accidental landlords who kept the house"),
        ("A lease that ends next year", "Families who love the street and outgrew the house"),
        ("A partner who retires", "Her partner plays the cello"),
        ("A separation", "Plays in a divorce comedy"),
        ("To buy a first home", "Hazel and the first home run"),
        ("A first house", "The first semester away from the house"),
    ],
)
def test_one_word_of_a_moment_is_not_the_moment(text: str, note: str) -> None:
    assert not _reasons(Entry("customers", text, prompt="customers.accomplish"), Contact("1", texts=(note,)))


def test_whom_a_trade_meets_is_told_by_the_trade_and_never_by_an_anecdote() -> None:
    boiler = Contact("1", texts=("A plumber fixed the boiler of the food bank on Christmas Eve",))
    assert not _reasons(Entry("customers", "Landlords", prompt="customers.ideal"), boiler)
    [reason] = _reasons(
        Entry("customers", "A divorce", prompt="good_referral.trigger"), Contact("1", "Family therapist")
    )
    assert (reason.kind, reason.level) == ("meets", "meets")


def test_what_happens_to_a_firm_in_the_words_of_whom_they_look_for_counts_only_for_such_firms() -> None:
    wanted = [Entry("customers", "Dentists who buy a partner out", prompt="customers.ideal")]
    note = ("Buys the partner out next year",)
    found = matching_people(wanted, [Contact("1", "Dentist", texts=note), Contact("2", "Sculptor", texts=note)])
    assert [match.key for match in found] == ["1"]
    alone = matching_people(wanted, [Contact("1", "Dentist")])
    assert found[0].strength > alone[0].strength


def test_who_is_retired_or_employed_is_not_the_owner() -> None:
    wanted = [Entry("customers", "Dental practices", prompt="customers.ideal")]
    contacts = [Contact("1", "Retired dentist"), Contact("2", "Dental receptionist"), Contact("3", "Dentist")]
    assert [(match.key, match.kind) for match in matching_people(wanted, contacts)] == [("3", "is"), ("2", "meets")]


def test_why_and_how_large_are_nothing_to_look_for() -> None:
    for prompt in ("customers.why", "good_referral.size"):
        assert not matching_people([Entry("customers", "Dentists", prompt=prompt)], [Contact("1", "Dentist")])


def test_nobody_wanted_nobody_found() -> None:
    assert matching_people([], [Contact("1", trade="Dentist")]) == ()
    assert matching_people([DENTISTS], []) == ()
    assert matching_people([Entry("customers", " ")], [Contact("1", trade="Dentist")]) == ()
