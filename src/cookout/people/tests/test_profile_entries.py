"""What one tells about oneself: told, reworded, brought back, placed, moved, taken back; and undone."""

import uuid

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.people import rules
from cookout.people.models import PROMPTS, Audience, Facet, ProfileEntry, ProfileVersion, Sheet, prompts_of
from cookout.people.models import profile as profile_module


def tell(by: User, text: str = "A garden", prompt: str = "goals.personal", **fields: str) -> ProfileEntry:
    return ProfileEntry.tell(by=by, text=text, prompt=prompt, **fields)


def told(user: User) -> list[str]:
    return [entry.text for entry in ProfileEntry.objects.of(user)]


def last_verb(user: User) -> str:
    return Act.objects.filter(by=user).latest("pk").verb


def test_every_heading_of_gains_asks_four_questions() -> None:
    assert [len(prompts_of(facet)) for facet in Facet.gains()] == [4, 4, 4, 4, 4]
    assert all(prompts_of(facet) for facet in Facet)
    assert {prompt.facet for prompt in PROMPTS.values()} <= set(Facet.values)
    assert PROMPTS["customers.sphere"].most == 7
    assert PROMPTS["customers.ten"].most == 10


def test_no_two_questions_read_the_same_and_all_end_as_they_ought() -> None:
    for words in ([str(prompt.own) for prompt in PROMPTS.values()], [str(prompt.ask) for prompt in PROMPTS.values()]):
        assert len(set(words)) == len(words)
        assert all(len(text) <= 100 and text[-1] in "?." for text in words)


def test_an_answer_stands_at_its_question_and_tells_its_heading(ada: User) -> None:
    entry = tell(ada)
    assert (entry.facet, entry.prompt, entry.audience) == ("goals", "goals.personal", "groups")
    assert last_verb(ada) == "profile.tell"


def test_told_twice_with_one_id_is_told_once(ada: User) -> None:
    uid = uuid.uuid4()
    first = ProfileEntry.tell(by=ada, text="One", prompt="goals.help", uid=uid)
    assert ProfileEntry.tell(by=ada, text="Two", prompt="goals.help", uid=uid) == first
    assert told(ada) == ["One"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "   ", "prompt": "goals.help"},
        {"text": "x" * 501, "prompt": "goals.help"},
        {"text": "x", "prompt": "goals.world_peace"},
        {"text": "x", "facet": "gossip"},
        {"text": "x"},
        {"text": "x", "facet": "goals", "audience": "everybody"},
    ],
)
def test_what_has_no_place_no_words_or_no_reader_is_refused(ada: User, wrong: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        ProfileEntry.tell(by=ada, **wrong)
    assert told(ada) == []
    assert not Act.objects.filter(by=ada, verb="profile.tell").exists()


def test_a_profile_has_a_size(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile_module, "MOST", 2)
    entry = tell(ada, "One")
    tell(ada, "Two")
    with pytest.raises(Refusal, match="2 entries"):
        tell(ada, "Three")
    entry.withdraw(by=ada)
    tell(ada, "Three")


def test_rewording_keeps_the_earlier_words_and_since_when(ada: User) -> None:
    entry, before = tell(ada, "A garden"), timezone.now()
    entry.reword(by=ada, text="An orchard", audience=Audience.ME)
    version = entry.versions.get()
    assert (entry.text, entry.audience, version.text) == ("An orchard", "me", "A garden")
    assert version.said_at <= before <= entry.edited_at
    assert last_verb(ada) == "profile.reword"


def test_rewording_to_the_same_words_keeps_no_version(ada: User) -> None:
    entry = tell(ada)
    entry.reword(by=ada, text=" A garden ", audience=Audience.LINK)
    assert (entry.audience, entry.versions.count()) == ("link", 0)


def test_earlier_words_come_back_and_what_was_said_becomes_the_version(ada: User) -> None:
    entry = tell(ada, "A garden")
    entry.reword(by=ada, text="An orchard")
    act = entry.restore(entry.versions.get(), by=ada)
    entry.refresh_from_db()
    assert entry.text == "A garden"
    assert [version.text for version in entry.versions.all()] == ["An orchard"]
    assert act.undo(by=ada).skipped == ()
    entry.refresh_from_db()
    assert entry.text == "An orchard"
    assert [version.text for version in entry.versions.all()] == ["A garden"]


def test_rewordings_are_undone_one_after_the_other(ada: User) -> None:
    entry = tell(ada, "One")
    first = entry.reword(by=ada, text="Two")
    second = entry.reword(by=ada, text="Three")
    for act, text in ((second, "Two"), (first, "One")):
        assert act.undo(by=ada).skipped == ()
        entry.refresh_from_db()
        assert entry.text == text
    assert not ProfileVersion.objects.filter(entry=entry).exists()


def test_what_was_free_can_be_put_to_a_question_and_freed(ada: User) -> None:
    entry = ProfileEntry.tell(by=ada, facet="customers", text="Nurses")
    assert entry.anchor == "customers"
    act = entry.place("good_referral.type", by=ada)
    assert (entry.facet, entry.prompt) == ("good_referral", "good_referral.type")
    entry.place("skills", by=ada)
    assert (entry.facet, entry.prompt) == ("skills", "")
    with pytest.raises(Refusal):
        entry.place("skills.juggling", by=ada)
    entry.place("good_referral.type", by=ada)
    act.undo(by=ada)
    entry.refresh_from_db()
    assert entry.anchor == "customers"


def test_a_question_that_is_no_longer_asked_leaves_its_answer_free(ada: User) -> None:
    entry = tell(ada)
    ProfileEntry.objects.filter(pk=entry.pk).update(prompt="goals.gone")
    sheet = Sheet.of(ProfileEntry.objects.of(ada))
    assert [one.text for one in sheet.headings[0].free.entries] == ["A garden"]


def test_entries_move_among_their_neighbours_only(ada: User) -> None:
    for text in ("One", "Two", "Three"):
        tell(ada, text)
    tell(ada, "Elsewhere", "goals.help")
    three = ProfileEntry.objects.get(text="Three")
    act = three.move(-1, by=ada)
    assert _at(ada, "goals.personal") == ["One", "Three", "Two"]
    three.move(-50, by=ada)
    assert _at(ada, "goals.personal") == ["Three", "One", "Two"]
    three.move(50, by=ada)
    assert _at(ada, "goals.personal") == ["One", "Two", "Three"]
    assert act.verb == "profile.order"


def test_old_entries_without_positions_move_too(ada: User) -> None:
    for text in ("One", "Two", "Three"):
        tell(ada, text)
    ProfileEntry.objects.update(position=0)
    act = ProfileEntry.objects.get(text="One").move(1, by=ada)
    assert _at(ada, "goals.personal") == ["Two", "One", "Three"]
    act.undo(by=ada)
    assert _at(ada, "goals.personal") == ["One", "Two", "Three"]


def _at(user: User, prompt: str) -> list[str]:
    return [entry.text for entry in ProfileEntry.objects.of(user).filter(prompt=prompt)]


def test_taken_back_it_is_gone_with_its_past_and_undo_brings_both(ada: User) -> None:
    entry = tell(ada)
    entry.reword(by=ada, text="An orchard")
    act = entry.withdraw(by=ada)
    assert (told(ada), list(ProfileVersion.objects.visible_to(ada))) == ([], [])
    entry.withdraw(by=ada)
    act.undo(by=ada)
    assert told(ada) == ["An orchard"]
    assert ProfileVersion.objects.visible_to(ada).get().text == "A garden"


def test_the_sheet_counts_questions_and_names_those_that_help_referrers_most(ada: User) -> None:
    sheet = Sheet.of(ProfileEntry.objects.of(ada))
    assert (sheet.answered, sheet.total, bool(sheet)) == (0, len(PROMPTS), False)
    assert len(sheet.helpful) == 3
    assert {prompt.value for prompt in sheet.helpful} == {3}
    first = sheet.helpful[0].key
    tell(ada, "So", first)
    tell(ada, "And so", first)
    ProfileEntry.tell(by=ada, facet="goals", text="Free")
    sheet = Sheet.of(ProfileEntry.objects.of(ada))
    assert (sheet.answered, bool(sheet)) == (1, True)
    assert first not in {prompt.key for prompt in sheet.helpful}
    for prompt in PROMPTS:
        tell(ada, "Yes", prompt)
    assert Sheet.of(ProfileEntry.objects.of(ada)).helpful == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Marta Reyes sold her shop", "Marta Reyes"),
        ("Sent by Anna-Lena O'Neil", "Anna-Lena O'Neil"),
        ("Mrs. Brandt, a widow", "Brandt"),
        ("Marta, a baker with two shops, through Luis", ""),
        ("Dentist in New York, sent by a client", ""),
        ("IBM Austria, 40 seats", ""),
        ("Main Street Bakery on Monday", ""),
        ("", ""),
    ],
)
def test_a_whole_name_in_a_story_is_noticed(text: str, name: str) -> None:
    assert rules.whole_name(text) == name


@given(st.text(max_size=500))
def test_looking_for_names_survives_any_text(text: str) -> None:
    assert rules.whole_name(text) == "" or rules.whole_name(text).split()[0] in text


def test_a_story_with_a_surname_is_taken_and_asked_about(ada: User) -> None:
    tell(ada, "Marta Reyes sold her shop", "customers.ten")
    assert Sheet.of(ProfileEntry.objects.of(ada)).line("customers.ten").surnames == ["Marta Reyes"]
