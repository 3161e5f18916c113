"""Handmade cases, each with its reason; the first is PRODUCT 5.5's own."""

import pytest

from cookout.science import Entry, Finding, common_ground


def _only(mine: tuple[str, str], theirs: tuple[str, str]) -> Finding:
    [found] = common_ground([Entry(*mine)], [Entry(*theirs)]).findings
    return found


@pytest.mark.parametrize(
    ("mine", "theirs", "how"),
    [
        (("interests", "Sailing"), ("interests", "Yachting"), "same meaning"),
        (("interests", "Skiing in Austria"), ("interests", "Skiing"), "same words"),
        (("interests", "My beagle"), ("interests", "Dogs"), "same meaning"),
        (("interests", "A flat-coated retriever"), ("personal", "Our dog runs the house"), "same meaning"),
        (("interests", "Fado concerts and castanets"), ("interests", "Castanets"), "same words"),
        (("interests", "Motorboats"), ("interests", "Sailing at dawn"), "a kind of"),
        (("goals", "Find an accountnat"), ("skills", "Accountant for small firms"), "spelled alike"),
        (("interests", "Amateur theatre"), ("interests", "Theater on small stages"), "same meaning"),
        (("interests", "Watercolours"), ("interests", "Watercolors at dusk"), "same meaning"),
        (("customers", "Brides"), ("networks", "Florist friends"), "contact sphere"),
        (("business", "Wedding photographer"), ("business", "Florist"), "contact sphere"),
        (("personal", "Grew up near Bergen"), ("personal", "My mother is from Norway"), "a kind of"),
    ],
)
def test_how_two_entries_met_is_told(mine: tuple[str, str], theirs: tuple[str, str], how: str) -> None:
    assert _only(mine, theirs).how == how


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("business", "Plumber since 1990"), ("business", "Plumbing and heating")),
        (("business", "CPA"), ("skills", "Accountant")),
        (("goals", "Run a bakery"), ("goals", "Run marathons")),
        (("interests", "Golf"), ("interests", "Tennis")),
        (("personal", "From Toledo"), ("personal", "From Dayton")),
        (("interests", "Hot dogs"), ("interests", "My two dogs")),
        (("interests", "Bass fishing"), ("interests", "Bass guitar")),
        (("interests", "Board games"), ("networks", "Board member of the museum")),
        (("passion", "I love helping people"), ("passion", "People are what I love")),
        (("personal", "Lives on Maple Street"), ("interests", "Maple syrup")),
        (("interests", "Sailing"), ("questions", "Do you like sailing?")),
        (("personal", "Married 20 years"), ("business", "20 employees")),
    ],
)
def test_what_only_looks_alike_is_no_common_ground(mine: tuple[str, str], theirs: tuple[str, str]) -> None:
    assert common_ground([Entry(*mine)], [Entry(*theirs)]).findings == ()


def test_a_complement_says_who_seeks() -> None:
    found = _only(("skills", "Bookkeeping"), ("goals", "Get my accounts in order"))
    assert (found.kind, found.seeker, found.their_words) == ("complement", "them", ("accounts", "in", "order"))
    assert _only(("good_referral", "A bride"), ("customers", "Engaged couples")).seeker == "me"
    assert _only(("interests", "Chess"), ("interests", "Chess")).seeker == ""


def test_serving_the_same_customers_is_shared_and_at_work() -> None:
    found = _only(("customers", "Dentists"), ("customers", "Dental practices"))
    assert (found.kind, found.personal) == ("overlap", False)
    assert _only(("interests", "Chess"), ("skills", "Chess")).personal


def test_what_comes_of_being_in_one_trade_is_left_out_when_both_trades_are_told() -> None:
    mine, theirs = [Entry("networks", "Dental hygienists")], [Entry("accomplishments", "Dentist of the year")]
    assert common_ground(mine, theirs, my_trade="Dentist", their_trade="Florist").findings
    assert not common_ground(mine, theirs, my_trade="Dentist", their_trade="Dentistry").findings
