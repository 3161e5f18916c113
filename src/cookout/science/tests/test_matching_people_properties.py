"""What must always hold of matches."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science import Contact, Entry, matching_people

TRADES = ["", "Dentist", "Realtor", "Mortgage broker", "Sculptor", "Midwife", "Divorce lawyer"]
NOTES = ["Buying a house", "Two dogs", "Expecting a baby", "Hot dogs", "Plays chess", "Rotary", "In Cork", "", "ß — 7"]
WANTED = ["First-time buyers in Cork", "Expectant mothers", "Dog owners", "Dental practices", "Chess", "A widow"]

PROMPTS = ["", "customers.ideal", "good_referral.type", "good_referral.trigger", "customers.fix", "good_referral.place"]

wishes = st.lists(
    st.builds(Entry, st.just("customers"), st.sampled_from(WANTED), st.just(""), st.sampled_from(PROMPTS)), max_size=4
)
contacts = st.lists(
    st.builds(
        Contact,
        st.uuids().map(str),
        st.sampled_from(TRADES),
        st.sampled_from(["", "Cork", "Leeds"]),
        st.sampled_from(["", "Bright Dental", "Smith Ltd"]),
        st.lists(st.sampled_from(NOTES), max_size=4).map(tuple),
        st.lists(st.sampled_from(NOTES), max_size=2).map(tuple),
    ),
    max_size=8,
)
few = settings(max_examples=60)


@few
@given(wishes, contacts, st.integers(1, 10))
def test_matches_are_some_of_the_contacts_best_first_each_with_a_reason(
    wanted: list[Entry], known: list[Contact], most: int
) -> None:
    matches = matching_people(wanted, known, most=most)
    assert len(matches) <= most
    assert [(-one.strength, one.key) for one in matches] == sorted((-one.strength, one.key) for one in matches)
    by_key = {one.key: one for one in known}
    for match in matches:
        contact = by_key[match.key]
        assert {reason.kind for reason in match.reasons} - {"place"}
        for reason in match.reasons:
            assert reason.wanted in wanted
            assert reason.source in (contact.trade, contact.place, contact.company, *contact.texts, *contact.serves)
            assert 0 < reason.strength <= 1
        assert 0 < match.strength <= 1
        assert all(match.reasons.count(reason) == 1 for reason in match.reasons)


@few
@given(wishes, contacts)
def test_who_is_such_a_person_comes_before_who_meets_them_whatever_else_is_noted(
    wanted: list[Entry], known: list[Contact]
) -> None:
    kinds = [match.kind for match in matching_people(wanted, known, most=len(known) + 1)]
    assert kinds == sorted(kinds, key=["is", "meets", "touches"].index)


@few
@given(wishes, contacts, st.sampled_from(NOTES))
def test_more_evidence_never_ranks_lower(wanted: list[Entry], known: list[Contact], note: str) -> None:
    for at, contact in enumerate(known):
        for more in (replace(contact, texts=(*contact.texts, note)), replace(contact, serves=(*contact.serves, note))):
            after = [*known[:at], more, *known[at + 1 :]]
            assert _rank(wanted, after, contact.key) <= _rank(wanted, known, contact.key)


def _rank(wanted: list[Entry], known: list[Contact], key: str) -> int:
    keys = [match.key for match in matching_people(wanted, known, most=len(known))]
    return keys.index(key) if key in keys else len(known)


@few
@given(wishes, contacts, st.randoms())
def test_the_order_in_which_contacts_are_given_does_not_matter(
    wanted: list[Entry], known: list[Contact], chance: object
) -> None:
    mixed = list(known)
    chance.shuffle(mixed)
    assert matching_people(wanted, known) == matching_people(wanted, mixed)
