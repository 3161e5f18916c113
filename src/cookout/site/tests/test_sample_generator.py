"""The sample as it is invented: the same for the same seed, believable, and nobody's."""

import datetime as dt
import doctest
import hashlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import ModuleType
from typing import Any

import phonenumbers
import pytest

from cookout.people.formats import catalogue
from cookout.site.sample import chapter, hours, names, shapes, uids, words
from cookout.site.sample.generator import SEED, make

TODAY = dt.date(2026, 3, 4)
NOT_OURS = re.compile(r"\b(bni|givers gain|rotary|linkedin|facebook|ironman|girl scouts|salesforce)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def sample() -> shapes.Sample:
    return make(SEED, TODAY)


def book_of(sample: shapes.Sample, owner: str) -> shapes.Book:
    return next(book for book in sample.books if book.owner == owner)


def texts(value: Any) -> Iterator[str]:
    """Every string of the sample."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def digest(sample: shapes.Sample) -> str:
    return hashlib.sha256(repr(sample).encode()).hexdigest()


def test_the_same_seed_and_day_make_the_same_people_and_another_seed_makes_others(sample: shapes.Sample) -> None:
    assert digest(make(SEED, TODAY)) == digest(sample) != digest(make(SEED + 1, TODAY))


def test_the_sample_does_not_hang_on_the_order_of_hashes(sample: shapes.Sample) -> None:
    code = (
        "import datetime, hashlib; from cookout.site.sample.generator import make;"
        f"print(hashlib.sha256(repr(make({SEED}, datetime.date(2026, 3, 4))).encode()).hexdigest())"
    )
    run = [sys.executable, "-c", code]
    for hash_seed in ("1", "2"):
        found = subprocess.run(run, env={"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True)
        assert found.stdout.strip() == digest(sample)


@pytest.mark.parametrize("module", [chapter, hours, names, uids, words])
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    tried = doctest.testmod(module)
    assert tried.attempted
    assert not tried.failed


def test_inventing_needs_no_django() -> None:
    code = "import sys; import cookout.site.sample.generator; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "today", [dt.date(2024, 2, 29), dt.date(2026, 12, 31), dt.date(2027, 3, 1), dt.date(2028, 8, 6)]
)
def test_any_day_will_do_and_nothing_has_happened_after_it(today: dt.date) -> None:
    made = make(SEED, today)
    ties = [person.tie for book in made.books for person in book.people if person.tie]
    past = [touch.on for tie in ties for touch in tie.touches] + [fact.learned_on for tie in ties for fact in tie.facts]
    past += [promise.made_on for tie in ties for promise in tie.promises] + [tie.met_on for tie in ties if tie.met_on]
    past += [promise.kept_on for tie in ties for promise in tie.promises if promise.kept_on]
    assert max(past) <= today
    assert max(promise.due_on for tie in ties for promise in tie.promises) > today


def test_the_chapter_has_thirty_five_members_and_one_for_each_classification(sample: shapes.Sample) -> None:
    here = [seat for seat in sample.seats if seat.chapter == "olentangy" and seat.left_on is None]
    assert len(here) == len({seat.slug for seat in here}) == len({seat.account for seat in here}) == 35
    assert sum(seat.left_on is not None for seat in sample.seats) == 2
    for other in ("scioto", "hocking"):
        others = [seat.slug for seat in sample.seats if seat.chapter == other]
        assert len(others) == len(set(others)) > 10


def test_every_classification_is_in_the_catalogue(sample: shapes.Sample) -> None:
    known = {profession.slug for profession in catalogue.professions()}
    used = {seat.slug for seat in sample.seats} | {account.slug for account in sample.accounts}
    used |= {person.slug for book in sample.books for person in book.people}
    assert used - {""} <= known


def test_every_mail_is_under_example_org_and_no_two_humans_share_one(sample: shapes.Sample) -> None:
    mails = Counter(account.email for account in sample.accounts)
    for book in sample.books:
        mails.update(value.value for p in book.people for value in p.details if value.kind == "email" and not p.account)
    assert all(re.fullmatch(r"[a-z0-9.]+@[a-z0-9]+\.example\.org", mail) for mail in mails)
    assert max(mails.values()) == 1


def test_every_number_is_one_that_is_kept_for_fiction(sample: shapes.Sample) -> None:
    details = [value for book in sample.books for person in book.people for value in person.details]
    details += [value for account in sample.accounts for value in account.details]
    numbers = [value.value for value in details if value.kind == "phone"]
    assert len(numbers) > 500
    for number in numbers:
        assert re.fullmatch(r"\+1 \d{3} 555 01\d\d|\+44 20 7946 0\d{3}", number)
        assert phonenumbers.is_valid_number(phonenumbers.parse(number, "US"))


def test_the_doors_have_the_short_addresses_and_the_host_is_somebody_else(sample: shapes.Sample) -> None:
    mails = {account.key: account.email for account in sample.accounts}
    for door in ("sam", "renee", "gloria", "naomi", "host"):
        assert mails[door] == f"{door}@sample.example.org"
    assert [account.key for account in sample.accounts if account.is_host] == ["host"]


def test_sam_keeps_about_four_hundred_people_in_the_circles_of_the_design(sample: shapes.Sample) -> None:
    book = book_of(sample, "sam")
    circles = Counter(person.tie.circle for person in book.people if person.tie)
    assert 390 <= sum(person.kept for person in book.people) <= 420
    assert circles["cookout"] == 13
    assert 26 <= circles["active"] <= 34
    assert 70 <= circles["light"] <= 90
    assert {life for person in book.people if person.tie for life in person.tie.lives} == set(book.lives)
    assert book.lives == ("Insurance", "Chapter", "Little League")
    assert sum(bool(person.tie and person.tie.client_since) for person in book.people) > 50
    assert sum(person.kept and bool(person.account) and not person.linked for person in book.people) == 4


@pytest.mark.parametrize(("owner", "least", "most"), [("renee", 60, 140), ("gloria", 60, 120), ("naomi", 30, 60)])
def test_the_other_doors_have_books_of_their_own(sample: shapes.Sample, owner: str, least: int, most: int) -> None:
    people = book_of(sample, owner).people
    assert least <= len(people) <= most
    assert any(promise.due_on <= TODAY and not promise.kept_on for p in people if p.tie for promise in p.tie.promises)


def test_no_text_repeats_on_one_page(sample: shapes.Sample) -> None:
    for book in sample.books:
        ties = [person.tie for person in book.people if person.tie]
        facts = Counter(fact.text for tie in ties for fact in tie.facts)
        assert not {text: count for text, count in facts.items() if count > 2}
        for tie in ties:
            said = [touch.text for touch in tie.touches if touch.text] + [note.text for note in tie.notes]
            assert len(said) == len(set(said))
        openings = Counter(tie.touches[0].text for tie in ties if tie.touches and tie.touches[0].text)
        assert max(openings.values()) == 1


def test_all_texts_fit_their_columns_and_have_no_gap_left(sample: shapes.Sample) -> None:
    for text in texts(sample):
        assert "{" not in text
        assert len(text) <= 200


def test_no_trademark_of_anybody_is_in_the_texts(sample: shapes.Sample) -> None:
    assert [text for text in texts(sample) if NOT_OURS.search(text)] == []


def test_relations_are_between_two_people_of_the_book_and_said_once(sample: shapes.Sample) -> None:
    for book in sample.books:
        known = {person.key for person in book.people}
        pairs = [frozenset((row.person, row.other)) for row in book.relations]
        assert all(len(pair) == 2 and pair <= known for pair in pairs)
        assert len(pairs) == len(set(pairs))
