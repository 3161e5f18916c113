"""What must always hold of matches."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science import Contact, Entry, matching_people

TRADES = ["", "Dentist", "Realtor", "Mortgage broker", "Sculptor", "Midwife", "Divorce lawyer"]
NOTES = ["Buying a house", "Two dogs", "Expecting a baby", "Hot dogs", "Plays chess", "Rotary", "In Cork", "", "ß — 7"]
WANTED = ["First-time buyers in Cork", "Expectant mothers", "Dog owners", "Dental practices", "Chess", "A widow"]

wishes = st.lists(
    st.builds(Entry, st.sampled_from(["customers", "good_referral"]), st.sampled_from(WANTED)), max_size=4
)
contacts = st.lists(
    st.builds(
        Contact,
        st.uuids().map(str),
        st.sampled_from(TRADES),
        st.sampled_from(["", "Cork", "Leeds"]),
        st.sampled_from(["", "Bright Dental", "Smith Ltd"]),
        st.lists(st.sampled_from(NOTES), max_size=4).map(tuple),
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
            assert reason.source in (contact.trade, contact.place, contact.company, *contact.texts)
            assert 0 < reason.strength <= match.strength + 1e-6


@few
@given(wishes, contacts, st.sampled_from(NOTES))
def test_more_evidence_never_ranks_lower(wanted: list[Entry], known: list[Contact], note: str) -> None:
    for at, contact in enumerate(known):
        more = [*known[:at], replace(contact, texts=(*contact.texts, note)), *known[at + 1 :]]
        assert _rank(wanted, more, contact.key) <= _rank(wanted, known, contact.key)


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
