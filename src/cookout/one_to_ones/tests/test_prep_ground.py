"""Common ground in words: one sentence for each thing that met, and nothing where nothing met."""

import doctest
from typing import Protocol

import pytest

from cookout.core.models import User
from cookout.one_to_ones.models import ground, prep
from cookout.one_to_ones.models.asking import shortened
from cookout.one_to_ones.models.ground import Ground, ground_between
from cookout.people.models import Classification, ProfileEntry
from cookout.science import CommonGround, Entry, Finding
from cookout.ties.models import Tie, local_today
from cookout.ties.testing import keep

PREP = prep.prep_for


def between(mine: tuple[str, str], theirs: tuple[str, str], **trades: str) -> Ground:
    return ground_between(
        [Entry(mine[0].partition(".")[0], mine[1], "m", mine[0])],
        [Entry(theirs[0].partition(".")[0], theirs[1], "t", theirs[0])],
        name="Priya",
        **trades,
    )


class Said(Protocol):
    """What is said of two entries that met: heading, text, the word that met, perhaps a question."""

    def __call__(self, mine: tuple[str, ...], theirs: tuple[str, ...], *, seeker: str = "") -> Ground: ...


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """The words alone, whatever science finds."""

    def say(mine: tuple[str, ...], theirs: tuple[str, ...], *, seeker: str = "") -> Ground:
        me, them = (Entry(facet, text, "", *rest) for facet, text, _word, *rest in (mine, theirs))
        kind = "complement" if seeker else "overlap"
        one = Finding(kind, me, them, (mine[2],), (theirs[2],), "same meaning", 1.0, False, seeker)
        monkeypatch.setattr(ground, "_found", lambda *args: CommonGround((one,)))
        return ground_between([me], [them], name="Priya")

    return say


@pytest.mark.parametrize("module", [ground, prep])
def test_the_examples_in_the_docstrings_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # a module, as pytest passes it


def test_the_same_words_are_said_of_both() -> None:
    found = between(
        ("interests.free_time", "I love running before dawn"), ("interests.free_time", "Running before dawn")
    )
    (one,) = found.shared
    assert one.sentence == "You both enjoy running before dawn"
    assert one.personal
    assert (one.mine, one.theirs) == ("I love running before dawn", "Running before dawn")


def test_other_words_with_the_same_meaning_stand_side_by_side(said: Said) -> None:
    ground = said(("interests", "Yachting.", "yachting"), ("interests", "Sailing on the lake.", "sailing"))
    assert [one.sentence for one in ground.shared] == ["Priya: Sailing on the lake. You: Yachting"]


@pytest.mark.parametrize(
    ("facet", "sentence"),
    [
        ("customers", "You both work with school boards"),
        ("networks", "Both of you: School boards"),
        ("goals", "You both work towards this: school boards"),
    ],
)
def test_each_heading_has_its_own_words(said: Said, facet: str, sentence: str) -> None:
    ground = said(
        (facet, "Two school boards", "school boards"), (facet, "School boards of the county", "School boards")
    )
    assert [one.sentence for one in ground.shared] == [sentence]


def test_a_name_keeps_its_capital(said: Said) -> None:
    ground = said(("interests", "Born in Toledo", "Toledo"), ("interests", "Toledo walks", "Toledo"))
    assert [one.sentence for one in ground.shared] == ["You both enjoy Toledo"]


def test_where_nobody_can_tell_a_name_from_a_word_it_stands_as_it_was_written(said: Said) -> None:
    ground = said(("interests", "Sourdough bread", "Sourdough"), ("interests", "Sourdough bread", "Sourdough"))
    assert [one.sentence for one in ground.shared] == ["Both of you: Sourdough bread"]


@pytest.mark.parametrize(
    ("mine", "theirs", "seeker", "say"),
    [
        ("skills", "goals", "them", "May I help with that?"),
        ("networks", "customers", "them", "I know people there. Shall I ask who would like to meet you?"),
        ("goals", "skills", "me", "How would you go about it?"),
        ("customers", "networks", "me", "Who of them should I get to know?"),
    ],
)
def test_what_one_seeks_and_the_other_has_comes_with_what_to_say(
    said: Said, mine: str, theirs: str, seeker: str, say: str
) -> None:
    (one,) = said((mine, "Buy-outs.", "buy-outs"), (theirs, "A buy-out", "buy-out"), seeker=seeker).offers
    wants = "Priya wants “A buy-out”. You bring “Buy-outs”."
    assert one.sentence == (wants if seeker == "them" else "You want “Buy-outs”. Priya brings “A buy-out”.")
    assert one.say == say


def test_last_customers_are_not_sought(said: Said) -> None:
    past = ("customers", "Dental, new owner", "Dental", "customers.ten")
    assert said(("skills", "Dental books", "Dental"), past, seeker="them").is_empty


def test_nothing_is_made_of_nothing() -> None:
    assert ground_between([], [], name="Priya").is_empty
    assert between(("interests.free_time", "Chess"), ("personal.home", "Two cats")).is_empty


def test_the_same_trade_is_no_common_ground(ben: User) -> None:
    Classification.objects.sync()
    roofer = Classification.objects.get(slug="roofer")
    marta = keep(ben, "Marta Reyes")
    for person in (ben.person, marta):
        person.classification = roofer
        person.save()
    ProfileEntry.tell(by=ben, facet="business", prompt="business.industry", text="Roofing")
    Tie.objects.between(ben, marta).learn("business", "Roofing", by=ben, prompt="business.industry")
    assert not PREP(ben, marta, today=local_today(ben)).ground.shared


def test_a_text_is_cut_between_words() -> None:
    assert shortened("one  two\nthree", 80) == "one two three"
    assert shortened("word " * 40, 20) == "word word word word…"


def test_no_entry_stands_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Entry("goals", "Meet owners of practices")
    theirs = [Entry("networks", f"Dental buying group {number}") for number in range(3)]
    found = tuple(
        Finding("complement", mine, one, ("owners",), ("dental",), "near", 1.0 - place / 10, False, "me")
        for place, one in enumerate(theirs)
    )
    monkeypatch.setattr(ground, "_found", lambda *args: CommonGround(found))
    assert [one.theirs for one in ground_between([mine], theirs, name="Priya").offers] == ["Dental buying group 0"]
