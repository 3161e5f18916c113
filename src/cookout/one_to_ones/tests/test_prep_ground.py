"""Common ground in words: one sentence for each thing that met, and nothing where nothing met."""

import doctest
from typing import Protocol

import pytest

from cookout.core.models import User
from cookout.one_to_ones.models import ground, ground_words, prep
from cookout.one_to_ones.models.asking import shortened
from cookout.one_to_ones.models.ground import Ground, ground_between
from cookout.people.models import PROMPTS, Classification, ProfileEntry
from cookout.science import CommonGround, Entry, Finding
from cookout.science.headings import GROUP_OF
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


@pytest.mark.parametrize("module", [ground, ground_words, prep])
def test_the_examples_in_the_docstrings_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # a module, as pytest passes it


def test_the_same_words_are_said_of_both() -> None:
    found = between(
        ("interests.free_time", "I love running before dawn"), ("interests.free_time", "Running before dawn")
    )
    (one,) = found.shared
    assert one.sentence == "You both run before dawn"
    assert one.personal
    assert (one.mine, one.theirs) == ("I love running before dawn", "Running before dawn")


def test_other_words_with_the_same_meaning_stand_side_by_side(said: Said) -> None:
    ground = said(("interests", "Yachting.", "yachting"), ("interests", "Sailing on the lake.", "sailing"))
    assert [one.sentence for one in ground.shared] == ["You: “Yachting”. Priya: “Sailing on the lake”"]


@pytest.mark.parametrize(
    ("facet", "sentence"),
    [
        ("customers", "You both work with school boards"),
        ("networks", "You both know school boards"),
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
    assert [one.sentence for one in ground.shared] == ["Toledo: you “Born in Toledo”, Priya “Toledo walks”"]


def test_the_very_same_answer_is_quoted_once(said: Said) -> None:
    ground = said(("interests", "Sourdough bread", "Sourdough"), ("interests", "Sourdough bread.", "Sourdough"))
    assert [one.sentence for one in ground.shared] == ["You both wrote “Sourdough bread”"]


@pytest.mark.parametrize(
    ("prompt", "mine", "theirs", "sentence"),
    [
        (
            "interests.free_time",
            "Coaching Little League, the ten-year-olds",
            "Coaching girls’ soccer, the ten-year-olds",
            "You both coach: you “Little League, the ten-year-olds”, Priya “girls’ soccer, the ten-year-olds”",
        ),
        (
            "interests.hours",
            "Running before dawn, and which knee will hold",
            "Running at 5:15 with fourteen others",
            "You both run: you “before dawn, and which knee will hold”, Priya “at 5:15 with fourteen others”",
        ),
        (
            "personal.roots",
            "Grew up in Toledo; my father drove a truck",
            "Grew up in Toledo, over a bakery",
            "You both grew up in Toledo",
        ),
        (
            "personal.home",
            "Married to Dana; Jo is eleven, Eli nine",
            "Kavi and Meera are eleven",
            "Eleven-year-olds: you “Married to Dana; Jo is eleven, Eli nine”, Priya “Kavi and Meera are eleven”",
        ),
        (
            "networks.groups",
            "School levy committee",
            "School levy finance committee",
            "School levy: you “School levy committee”, Priya “School levy finance committee”",
        ),
        (
            "good_referral.trigger",
            "A baby on the way",
            "A baby on the way",
            "You both come in at this moment: a baby on the way",
        ),
        (
            "good_referral.industry",
            "Bakeries and restaurants",
            "Trades and bakeries",
            "You both look for bakeries",
        ),
        (
            "good_referral.industry",
            "Trades and bakeries",
            "Bakeries and restaurants",
            "You both look for bakeries",
        ),
        (
            "goals.help",
            "A lease I understand, and a banker who explains it",
            "A banker who comes to the kitchen",
            "Banker: you “A lease I understand, and a banker who explains…”, Priya “A banker who comes to the kitchen”",
        ),
        (
            "customers.ideal",
            "Firms with two or three partners",
            "Dental practices with two or three partners",
            "Two or three partners: you “Firms with two or three partners”, Priya “Dental practices with two or three "
            "partners”",
        ),
        (
            "customers.sphere",
            "Estate attorney",
            "Estate planning attorney",
            "You both work with the same professions: estate attorney",
        ),
    ],
)
def test_what_both_share_is_said_as_one_speaks(prompt: str, mine: str, theirs: str, sentence: str) -> None:
    assert [one.sentence for one in between((prompt, mine), (prompt, theirs)).shared] == [sentence]


@pytest.mark.parametrize(
    ("mine", "theirs", "seeker", "sentence", "say"),
    [
        ("skills", "goals", "them", "Priya wants “A buy-out”. You bring “Buy-outs”.", "May I help with that?"),
        ("goals", "skills", "me", "You want “Buy-outs”. Priya brings “A buy-out”.", "How would you go about it?"),
        (
            "networks",
            "customers",
            "them",
            "Priya is looking for “A buy-out”. You know “Buy-outs”.",
            "I know people there. Shall I ask who would like to meet you?",
        ),
        (
            "customers",
            "networks",
            "me",
            "You are looking for “Buy-outs”. Priya knows “A buy-out”.",
            "Who of them should I get to know?",
        ),
    ],
)
def test_what_one_seeks_and_the_other_has_comes_with_what_to_say(
    said: Said, mine: str, theirs: str, seeker: str, sentence: str, say: str
) -> None:
    (one,) = said((mine, "Buy-outs.", "buy-outs"), (theirs, "A buy-out", "buy-out"), seeker=seeker).offers
    assert (one.sentence, one.say) == (sentence, say)


@pytest.mark.parametrize(
    ("mine", "theirs", "sentence"),
    [
        (
            ("customers.sphere", "CPA"),
            ("interests.hours", "Jazz"),
            "Priya is in your contact sphere: public accountant.",
        ),
        (("interests.hours", "Jazz"), ("customers.sphere", "Florists"), "You are in Priya’s contact sphere: florists."),
        (
            ("customers.sphere", "CPA"),
            ("customers.sphere", "Florist"),
            "Each of you is in the other’s contact sphere: Priya as public accountant, you as florist.",
        ),
        (
            ("goals.help", "CPAs who call me before two partners part"),
            ("interests.hours", "Jazz"),
            "You want “CPAs who call me before two partners part”. Priya can help: public accountant.",
        ),
    ],
)
def test_what_somebody_is_meets_contact_spheres_and_wishes(
    mine: tuple[str, str], theirs: tuple[str, str], sentence: str
) -> None:
    found = between(mine, theirs, my_trade="Florist", their_trade="Public accountant")
    assert [one.sentence for one in found.offers] == [sentence]


def test_last_customers_are_not_sought() -> None:
    assert between(("skills.asked_for", "Books of dentists"), ("customers.ten", "Dentist with a new partner")).is_empty


def test_life_and_work_both_have_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def one(text: str, *, personal: bool) -> Finding:
        entry = Entry("interests", text)
        return Finding("overlap", entry, entry, (text,), (text,), "same words", 1.0, personal)

    found = tuple(one(str(number), personal=number < 6) for number in range(8))
    monkeypatch.setattr(ground, "_found", lambda *args: CommonGround(found))
    shown = ground_between([], [], name="Priya")
    assert (len(shown.personal), len(shown.professional)) == (3, 2)


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


def test_every_question_of_the_card_has_its_place_in_common_ground() -> None:
    assert set(GROUP_OF) - {"trade"} == set(PROMPTS)
