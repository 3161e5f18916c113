"""What must always hold of common ground."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science import Entry, common_ground, prepare

LIFE_FACETS = ["goals", "accomplishments", "interests", "networks", "personal"]
FACETS = [*LIFE_FACETS, "skills", "business", "ambitions", "customers", "good_referral", "questions", "passion"]
TEXTS = [
    "Sailing",
    "Yachting with Tom",
    "Dentist",
    "Dental practices",
    "Brides",
    "Florist",
    "Rotary",
    "Learn Spanish",
    "Speaks Spanish",
    "Two dogs",
    "Get my accounts in order",
    "Bookkeeping",
    "Grew up in Galway",
    "Realtor",
    "First-time home buyers",
    "Chess",
    "Café",
    "ß 7 — ?",
    "A",
]
entries = st.lists(st.builds(Entry, st.sampled_from(FACETS), st.sampled_from(TEXTS)), max_size=8)
few = settings(max_examples=60)


@few
@given(entries, entries)
def test_seen_from_the_other_side_it_is_the_same_with_the_seeker_turned(mine: list[Entry], theirs: list[Entry]) -> None:
    turned = {"me": "them", "them": "me", "": ""}
    there = Counter((f.kind, f.strength, f.mine, f.theirs, f.seeker) for f in _all(mine, theirs))
    back = Counter((f.kind, f.strength, f.theirs, f.mine, turned[f.seeker]) for f in _all(theirs, mine))
    assert {key for key in there if key[4] == "" or _one_seeks(*key[2:4])} == {
        key for key in back if key[4] == "" or _one_seeks(*key[2:4])
    }


def _all(mine: list[Entry], theirs: list[Entry]) -> list:
    return [found for one in mine for other in theirs for found in common_ground([one], [other]).findings]


def _one_seeks(one: Entry, other: Entry) -> bool:
    # Where both seek alike (two ideal customers), the first to be asked about is called the seeker.
    return one.facet != other.facet and not {one.facet, other.facet} <= {"goals", "ambitions"}


@few
@given(entries, entries, st.integers(1, 5))
def test_findings_are_strong_ordered_few_and_of_entries_that_were_given(
    mine: list[Entry], theirs: list[Entry], most: int
) -> None:
    found = common_ground(mine, theirs, most=most).findings
    assert len(found) <= most
    assert [one.strength for one in found] == sorted((one.strength for one in found), reverse=True)
    for one in found:
        assert 0.6 <= one.strength <= 1
        assert one.mine in mine
        assert one.theirs in theirs
        assert all(word in one.mine.text for word in one.my_words)
        assert all(word in one.theirs.text for word in one.their_words)
    assert max(Counter(one.mine for one in found).values(), default=0) <= 1
    assert max(Counter(one.theirs for one in found).values(), default=0) <= 1


@few
@given(entries, entries)
def test_prepared_or_not_and_asked_twice_the_answer_is_the_same(mine: list[Entry], theirs: list[Entry]) -> None:
    one = common_ground(mine, theirs)
    assert one == common_ground(prepare(mine), prepare(theirs)) == common_ground(mine, theirs)
    assert sorted(one.overlaps + one.complements, key=id) == sorted(one.findings, key=id)


@few
@given(entries, st.text(max_size=80))
def test_any_text_at_all_is_read_without_trouble(mine: list[Entry], text: str) -> None:
    assert common_ground(mine, [Entry("interests", text)]) == common_ground(mine, [Entry("interests", text)])


def test_nothing_is_shared_with_an_empty_profile() -> None:
    assert common_ground([], [Entry("interests", "Chess")]).findings == ()
    assert common_ground([Entry("interests", "  ")], [Entry("interests", "  ")]).findings == ()
