"""The words underneath: stems, slips of the pen, and our own table, which must be sound."""

import time
from importlib import import_module

import pytest

from cookout.science.words.meaning import meant_by
from cookout.science.words.table import LAYERS, table
from cookout.science.words.text import homonyms, stem, tokens
from cookout.science.words.thesaurus import thesaurus


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("sailing", "sail"), ("bakes", "bake"), ("children", "child"), ("won", "win"), ("colours", "color"),
        ("organising", "organize"), ("theatre", "theater"), ("wedding", "wedding"), ("travelled", "travel"),
        ("studies", "study"), ("glasses", "glass"), ("fifty", "#"), ("1998", "#"), ("chess", "chess"),
        ("skiing", "ski"),
    ],
)  # fmt: skip
def test_words_are_brought_to_their_base_form(written: str, base: str) -> None:
    assert stem(written) == base


def test_a_slip_of_the_pen_is_put_right_and_known_words_are_left_alone() -> None:
    assert meant_by("accountnat", False) == "accountant"
    assert meant_by("photografer", False) in (None, "photographer")
    assert meant_by("accountant", False) is None
    assert meant_by("kowalski", True) is None


def test_accents_possessives_and_names_are_seen() -> None:
    told = tokens("My sister’s café in São Paulo. Nice")
    assert [token.lower for token in told] == ["my", "sister", "cafe", "in", "sao", "paulo", "nice"]
    assert [token.written for token in told if token.name] == ["São", "Paulo"]


def test_every_kind_of_people_and_every_parent_of_the_table_exists() -> None:
    concepts = table().concepts
    assert {f"people:{one}" for concept in concepts.values() for one in concept.meets} <= concepts.keys()
    parents = {f"{LAYERS[concept.section]}:{one}" for concept in concepts.values() for one in concept.parents}
    assert parents <= concepts.keys()


def test_no_phrase_of_the_table_is_empty_or_of_numbers_only() -> None:
    for layer in table().layers.values():
        assert all(set(stems) - {"#"} for stems in layer.phrases)


def test_homonyms_have_at_least_two_meanings() -> None:
    assert [word for word, meanings in homonyms().items() if len(meanings) < 2] == []


def test_the_thesaurus_is_read_in_a_quarter_of_a_second() -> None:
    module = import_module("cookout.science.words.thesaurus")
    began = time.process_time()
    module.thesaurus.__wrapped__()
    assert time.process_time() - began < 0.25


def test_the_thesaurus_knows_what_is_a_kind_of_what() -> None:
    book = thesaurus()
    beagle, dog = book.word("beagle"), book.word("dog")
    assert beagle is not None
    assert dog is not None
    assert dog.nouns[0] in book.kinds(beagle.nouns[0], 3)
    assert book.word("no such word") is None
