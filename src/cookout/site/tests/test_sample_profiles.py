"""What the members of the sample tell of themselves and what the books know of them: each text answers its question."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from cookout.people.models import PROMPTS
from cookout.science.common_ground import Entry, common_ground, prepare
from cookout.site.sample import shapes
from cookout.site.sample.generator import SEED, make
from cookout.site.sample.words import read

TODAY = dt.date(2026, 3, 4)
FULL = {"sam", "renee", "gloria", "naomi", "marta", "luis", "walter", "hannah", "ryan", "ana", "elena", "ify"}
NEW = {"lena", "brianna"}
NAMES_OF_THINGS = {"customers.sphere", "good_referral.industry", "good_referral.place", "good_referral.trigger"}
"""Professions, trades, events: the same for many."""

WORDS_TOO = {"Cole", "Park", "Long", "Moon", "Banks", "Brooks", "Bishop"}
"""Family names that are first names or words as well."""


@pytest.fixture(scope="module")
def sample() -> shapes.Sample:
    return make(SEED, TODAY)


@pytest.fixture(scope="module")
def cards(sample: shapes.Sample) -> dict[str, tuple[shapes.Entry, ...]]:
    return {account.key: account.profile for account in sample.accounts if account.profile}


def ties(sample: shapes.Sample) -> Iterator[tuple[shapes.Person, shapes.Tie]]:
    for book in sample.books:
        yield from ((person, person.tie) for person in book.people if person.tie)


def test_every_entry_answers_a_question_of_the_card_and_none_answers_too_often(
    cards: dict[str, tuple[shapes.Entry, ...]],
) -> None:
    assert len(cards) == 36
    for key, entries in cards.items():
        asked = Counter(entry.prompt for entry in entries)
        assert set(asked) <= set(PROMPTS), key
        assert [prompt for prompt, many in asked.items() if many > PROMPTS[prompt].most] == [], key


def test_some_cards_are_full_others_half_and_newcomers_have_only_begun(
    cards: dict[str, tuple[shapes.Entry, ...]],
) -> None:
    known = {key: {entry.prompt for entry in entries} for key, entries in cards.items()}
    left_out = {"marta": {"goals.enough", "networks.past", "skills.rare", "skills.learning"}}
    assert all(known[key] == set(PROMPTS) - left_out.get(key, set()) for key in FULL)
    assert all(len(known[key]) <= 7 for key in NEW)
    half = set(known) - FULL - NEW - {"priya"}
    assert len(half) == 21
    assert all(len(PROMPTS) / 3 < len(known[key]) < len(PROMPTS) * 2 / 3 for key in half)
    for key in FULL:
        asked = Counter(entry.prompt for entry in cards[key])
        assert (asked["customers.sphere"], asked["customers.ten"]) == (7, 10)


def test_priya_has_left_out_what_sam_will_ask_her(cards: dict[str, tuple[shapes.Entry, ...]]) -> None:
    open_questions = set(PROMPTS) - {entry.prompt for entry in cards["priya"] if entry.audience != "me"}
    assert {"accomplishments.unnoticed", "interests.together", "skills.rare", "customers.avoid"} <= open_questions
    assert len(open_questions) < 12


def test_no_template_speaks_from_two_cards(cards: dict[str, tuple[shapes.Entry, ...]]) -> None:
    entries = Counter(
        entry.text for profile in cards.values() for entry in profile if entry.prompt not in NAMES_OF_THINGS
    )
    assert max(entries.values()) == 2, "what two share is common ground; what three share is a template"
    assert sum(entries.values()) - len(entries) < 25


def test_who_reads_what_is_mixed(cards: dict[str, tuple[shapes.Entry, ...]]) -> None:
    audiences = Counter(entry.audience for profile in cards.values() for entry in profile)
    assert audiences["groups"] > audiences["link"] > audiences["one_to_one"] > audiences["me"] > 1
    for profile in cards.values():
        assert {entry.audience for entry in profile if entry.facet == "ambitions"} <= {"one_to_one"}


def test_stories_of_customers_name_no_surname(cards: dict[str, tuple[shapes.Entry, ...]]) -> None:
    families = {name for origin in read("names").values() for name in origin["family"]}
    families |= {account.name.family for account in make(SEED, TODAY).accounts}
    stories = [entry.text for profile in cards.values() for entry in profile if entry.prompt == "customers.ten"]
    assert len(stories) == 130
    for story in stories:
        assert not set(re.findall(r"[A-Z]\w+", story)) & (families - WORDS_TOO), story


def test_facts_name_questions_of_their_own_heading(sample: shapes.Sample) -> None:
    facts = [fact for _person, tie in ties(sample) for fact in tie.facts]
    asked = [fact for fact in facts if fact.prompt]
    assert len(asked) > len(facts) / 2
    assert all(fact.prompt in PROMPTS and PROMPTS[fact.prompt].facet == fact.facet for fact in asked)


def test_a_profile_is_the_source_only_of_who_has_one(sample: shapes.Sample) -> None:
    assert not [person for person, tie in ties(sample) if not person.account for fact in tie.facts
                if fact.source == "the profile"]  # fmt: skip


def test_two_people_of_one_book_never_share_a_name(sample: shapes.Sample) -> None:
    for book in sample.books:
        assert len({person.name.full for person in book.people}) == len(book.people)


def test_nobody_of_one_name_works_in_two_places(sample: shapes.Sample) -> None:
    work: dict[str, set[str]] = {}
    people = [(account.name.full, account.details) for account in sample.accounts]
    people += [(person.name.full, person.details) for book in sample.books for person in book.people]
    for name, details in people:
        work.setdefault(name, set()).update(value.value for value in details if value.kind == "organisation")
    assert {name: firms for name, firms in work.items() if len(firms) > 1} == {}


def test_nothing_was_said_before_the_two_had_met(sample: shapes.Sample) -> None:
    for person, tie in ties(sample):
        days = [touch.on for touch in tie.touches] + [row.made_on for row in tie.promises]
        days += [fact.learned_on for fact in tie.facts] + [note.on for note in tie.notes]
        assert not tie.met_on or not days or min(days) >= tie.met_on, person.name.full


def test_a_promise_is_due_after_it_was_made_and_kept_in_between(sample: shapes.Sample) -> None:
    for person, tie in ties(sample):
        for row in tie.promises:
            assert row.made_on <= row.due_on, (person.name.full, row.text)
            assert row.made_on <= (row.kept_on or row.let_go_on or row.made_on) <= TODAY, (person.name.full, row.text)


def test_sam_shares_something_with_some_and_next_to_nothing_with_others(
    cards: dict[str, tuple[shapes.Entry, ...]],
) -> None:
    read = {
        key: prepare([Entry(entry.facet, entry.text, prompt=entry.prompt) for entry in profile])
        for key, profile in cards.items()
    }
    shared = {
        key: sum(found.personal for found in common_ground(read["sam"], read[key]).overlaps)
        for key in set(read) - {"sam"}
    }
    assert min(shared["marta"], shared["priya"], shared["ana"]) >= 2
    assert max(shared["gloria"], shared["grace"], shared["tom"]) <= 1
