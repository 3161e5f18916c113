"""Answers to the questions of the dance card: which meet, and what a long note only mentions."""

from collections.abc import Iterator

import pytest

from cookout.science import CommonGround, Entry, common_ground
from cookout.science.headings import GROUP_OF, answers_meet
from cookout.science.sphere import same_profession
from cookout.science.words.ages import ages
from cookout.science.words.focus import focus
from cookout.science.words.text import tokens

JAZZ = "interests.hours", "Jazz"


def entry(prompt: str, text: str) -> Entry:
    return Entry(prompt.partition(".")[0], text, prompt=prompt)


def between(mine: tuple[str, str], theirs: tuple[str, str], **trades: str) -> CommonGround:
    return common_ground([entry(*mine)], [entry(*theirs)], **trades)


@pytest.mark.parametrize("field", ["leisure", "work", "people", "meets", "word", "name", "group", "family", "theme"])
def test_who_answers_first_makes_no_difference(field: str) -> None:
    for one in GROUP_OF:
        for other in GROUP_OF:
            assert answers_meet(one, other, field) == answers_meet(other, one, field)


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        (
            ("goals.help", "An accountant who answers in March and not in May"),
            ("networks.reach", "Three accountants who take small clients"),
            "complement",
        ),
        (
            ("goals.help", "Somebody who photographs our houses before the snow"),
            ("skills.asked_for", "Photographs of houses, from the ground and the air"),
            "complement",
        ),
        (
            ("customers.ideal", "Families who lost a parent and do not know where to begin"),
            ("networks.calls", "Funeral homes, when a family has no lawyer"),
            "complement",
        ),
        (("goals.business", "A website that does not embarrass me"), ("skills.help", "I build websites"), "complement"),
        (
            ("personal.roots", "Raised on a dairy farm near Wooster, with four brothers"),
            ("personal.roots", "A dairy farm in Wisconsin; I was the one who milked at five"),
            "overlap",
        ),
        (
            ("passion.unpaid", "Teach chess in the county jail"),
            ("interests.hours", "Chess openings nobody plays anymore"),
            "overlap",
        ),
        (
            ("skills.learning", "Portuguese, one lesson a week"),
            ("personal.roots", "Born in Lisbon; I dream in Portuguese"),
            "overlap",
        ),
        (
            ("networks.groups", "Rotary Club of Dublin, since my father took me"),
            ("networks.groups", "Rotary, board member and cook at the pancake day"),
            "overlap",
        ),
        (
            ("personal.home", "Two dogs, one husband, and a teenager who cooks"),
            ("personal.home", "A greyhound who sleeps more than our twins did"),
            "overlap",
        ),
        (
            ("interests.hours", "Chess by mail, with a judge I never met"),
            ("interests.free_time", "A league where nobody keeps the mail or plays chess for money"),
            "none",
        ),
        (
            ("customers.ten", "A florist who moved her shop; her sister sent her"),
            ("networks.reach", "Florists and wedding planners"),
            "none",
        ),
        (("customers.sphere", "Florist"), ("networks.reach", "Florists and wedding planners"), "none"),
        (("customers.sphere", "Florist"), ("goals.help", "A florist for the opening"), "none"),
        (
            ("good_referral.words", "“We never have time to cook.”"),
            ("interests.free_time", "Cooking with the children on Saturdays"),
            "none",
        ),
        (
            ("business.story", "A pipe burst on my wedding day and I fixed it in the suit"),
            ("interests.free_time", "Weddings of other people’s children"),
            "none",
        ),
        (
            ("ambitions.future", "To sit at the table of every family I insure, once a year"),
            ("networks.reach", "Insurers of the county"),
            "none",
        ),
    ],
)
def test_long_answers_meet_in_what_they_are_about(mine: tuple[str, str], theirs: tuple[str, str], kind: str) -> None:
    assert [found.kind for found in between(mine, theirs).findings] == ([kind] if kind != "none" else [])


def test_one_theme_is_told_once_and_its_entries_are_used_up() -> None:
    mine = [
        entry("interests.hours", "Running before dawn"),
        entry("accomplishments.wins", "The city marathon"),
        entry("interests.lately", "Chess"),
    ]
    theirs = [
        entry("interests.free_time", "Running on trails"),
        entry("interests.together", "The runners of the north side"),
        entry("interests.lately", "Chess openings"),
    ]
    found = common_ground(mine, theirs).findings
    assert sorted(one.my_words for one in found) == [("Chess",), ("Running",)]


@pytest.mark.parametrize(
    ("mine", "theirs", "seeker"),
    [
        (("customers.sphere", "CPA"), JAZZ, "me"),
        (JAZZ, ("customers.sphere", "Wedding florist"), "them"),
        (("customers.sphere", "Accountant"), ("customers.sphere", "Florist"), "both"),
    ],
)
def test_who_is_in_whose_contact_sphere_is_a_complement(
    mine: tuple[str, str], theirs: tuple[str, str], seeker: str
) -> None:
    [found] = between(mine, theirs, my_trade="Florist", their_trade="Certified public accountant").findings
    assert (found.kind, found.how, found.seeker) == ("complement", "contact sphere", seeker)


def test_professions_in_both_spheres_are_one_weak_overlap() -> None:
    listed = [entry("customers.sphere", text) for text in ("Estate attorney", "CPA", "Realtor", "Florist", "Banker")]
    [found] = common_ground(listed, listed).findings
    assert (found.kind, found.personal, found.my_words) == ("overlap", False, ("Estate attorney", "CPA", "Realtor"))
    assert found.strength < 0.7


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("CPA", "Certified public accountant", True),
        ("Estate attorney", "Estate planning attorney", True),
        ("Commercial banker", "Business banker", True),
        ("Realtor", "Residential real estate agent", True),
        ("Estate attorney", "Business attorney", False),
        ("Life insurance", "Home and auto insurance agent", False),
        ("Realtor", "Home inspector", False),
        ("Bookkeeper", "Financial planner", False),
        ("Mortgage broker", "Insurance broker", False),
    ],
)
def test_two_names_of_one_profession(one: str, other: str, same: bool) -> None:
    assert same_profession(one, other) is same
    assert same_profession(other, one) is same


@pytest.mark.parametrize(
    ("text", "word", "about"),
    [
        ("Running before dawn, and which knee will hold", "Running", True),
        ("Running before dawn, and which knee will hold", "knee", False),
        ("A league where no child pays for a glove", "league", True),
        ("A league where no child pays for a glove", "glove", False),
        ("The 5:15 runners; on Sundays Jo rides beside me", "rides", False),
        ("Anyone who sails", "sails", True),
        ("CPAs and attorneys who call me before two partners shake hands", "attorneys", True),
        ("Married to Dana, a school nurse; Jo is eleven", "nurse", True),
    ],
)
def test_what_a_note_is_about_and_what_it_mentions(text: str, word: str, about: bool) -> None:
    words = tokens(text)
    at = next(place for place, one in enumerate(words) if one.written == word)
    assert (focus(words).of(at, at + 1) == 1.0) is about


def told(text: str) -> Iterator[str]:
    return (spot.words[0] for spot in ages(text))


def test_ages_are_read_and_counts_are_not() -> None:
    assert list(told("Jo is eleven, Eli nine; two dogs")) == ["eleven", "nine"]
    assert list(told("Kavi and Meera are 11 and know it")) == ["11"]
    assert list(told("Here for nineteen years, with four kids and ten hens")) == []
