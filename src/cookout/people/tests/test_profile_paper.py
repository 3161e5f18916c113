"""The dance card on paper: one page, however much or little is told, tagged, and nothing is lost unsaid."""

import io

import pypdf
import pytest

from cookout.core.models import User
from cookout.people.models import PROMPTS, Person, ProfileEntry, ProfileLink
from cookout.people.papers import dance_card, open_card


def printed(user: User, *, by: User | None = None) -> tuple[pypdf.PdfReader, str]:
    person = Person.objects.with_details().get(account=user)
    reader = pypdf.PdfReader(io.BytesIO(dance_card(person, by=by or user)))
    return reader, " ".join(reader.pages[0].extract_text().split())


def is_one_good_page(reader: pypdf.PdfReader) -> bool:
    root = reader.trailer["/Root"]
    return len(reader.pages) == 1 and bool(root["/MarkInfo"]["/Marked"]) and root["/Lang"] == "en"


def test_an_empty_card_is_a_sheet_to_fill_in(ada: User) -> None:
    reader, text = printed(ada)
    assert is_one_good_page(reader)
    assert "Ada Adeyemi" in text
    assert str(PROMPTS["customers.problem"].ask) in text
    assert "more in Cookout" not in text


def test_a_normal_card_says_everything(ada: User) -> None:
    for key, prompt in PROMPTS.items():
        ProfileEntry.tell(by=ada, text=f"Answer to {prompt.short}", prompt=key)
    ProfileEntry.tell(by=ada, text="Something free", facet="customers")
    reader, text = printed(ada)
    assert is_one_good_page(reader)
    for prompt in PROMPTS.values():
        assert text.count(f"Answer to {prompt.short}") >= 1, prompt.key
    assert "Something free" in text
    assert "more in Cookout" not in text
    assert reader.metadata is not None
    assert reader.metadata.title == "Dance card of Ada Adeyemi"


def test_five_hundred_signs_to_every_question_are_cut_and_it_says_so(ada: User) -> None:
    for key in PROMPTS:
        ProfileEntry.tell(by=ada, text=("many different words " * 25)[:499], prompt=key)
    reader, text = printed(ada)
    assert is_one_good_page(reader)
    assert "more in Cookout" in text
    assert all(str(PROMPTS[key].short) in text for key in ("customers.fix", "good_referral.size", "passion.unpaid"))


def test_as_many_entries_as_a_profile_holds_are_one_page_too(ada: User) -> None:
    for number in range(160):
        key = list(PROMPTS)[number % len(PROMPTS)]
        ProfileEntry.tell(by=ada, text=f"{number} " + "W" * 490, prompt=key)
    reader, _text = printed(ada)
    assert is_one_good_page(reader)


HOSTILE = "#panic() $x$ *b* _i_ @a <l> `r` \\ #set page(height: auto) שלום 😀 \u202eabc"


def test_hostile_words_are_printed_as_words(ada: User) -> None:
    ada.person.rename(by=ada, full_name=HOSTILE)
    for key in PROMPTS:
        ProfileEntry.tell(by=ada, text=HOSTILE, prompt=key)
    reader, text = printed(ada)
    assert is_one_good_page(reader)
    assert "#panic() $x$ *b* _i_ @a <l> `r`" in text


@pytest.mark.parametrize(("country", "width"), [("US", 612), ("DE", 595)])
def test_the_paper_is_that_of_whoever_prints(ada: User, ben: User, country: str, width: int) -> None:
    ben.region_code = country
    reader, _text = printed(ada, by=ben)
    assert int(reader.pages[0].mediabox.width) == width


def test_the_foot_says_for_whom_it_was_printed(ada: User) -> None:
    assert "Printed for Ada Adeyemi" in printed(ada)[1]


def test_someone_without_account_has_a_sheet_with_questions(ada: User) -> None:
    kept = Person.objects.with_details().get(pk=Person.keep(by=ada, full_name="Dana Dorn").pk)
    reader = pypdf.PdfReader(io.BytesIO(dance_card(kept, by=ada)))
    assert is_one_good_page(reader)
    assert "Dana Dorn" in reader.pages[0].extract_text()


def test_the_card_of_a_link_shows_how_to_reach_and_only_what_is_open(ada: User) -> None:
    ProfileEntry.tell(by=ada, text="The stairs are getting long.", prompt="good_referral.words", audience="link")
    ProfileEntry.tell(by=ada, text="Sell the boat", prompt="goals.personal")
    reader = pypdf.PdfReader(io.BytesIO(open_card(ProfileLink.make(by=ada).card())))
    text = reader.pages[0].extract_text()
    assert is_one_good_page(reader)
    assert "“The stairs are getting long.”" in text
    assert "ada@example.org" in text
    assert "Sell the boat" not in text
    bare = pypdf.PdfReader(io.BytesIO(open_card(ProfileLink.make(by=ada, with_email=False).card())))
    assert "ada@example.org" not in bare.pages[0].extract_text()


def test_what_is_for_myself_alone_is_not_on_the_paper_i_hand_on(ada: User) -> None:
    ProfileEntry.tell(by=ada, prompt="goals.personal", text="Learn to row", audience="groups")
    ProfileEntry.tell(by=ada, prompt="goals.enough", text="Sell the studio", audience="me")
    _reader, text = printed(ada)
    assert "Learn to row" in text
    assert "Sell the studio" not in text


def test_words_to_listen_for_are_quoted_once(ada: User) -> None:
    ProfileEntry.tell(by=ada, prompt="good_referral.words", text="“The stairs are getting long.”")
    _reader, text = printed(ada)
    assert "“The stairs are getting long.”" in text
    assert "““" not in text
