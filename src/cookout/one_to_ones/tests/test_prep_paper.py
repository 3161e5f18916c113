"""The prep sheet on paper: one page, whatever is known."""

import io

import pypdf
import pytest

from cookout.core import papers
from cookout.core.models import User
from cookout.one_to_ones.models import WrapUp
from cookout.one_to_ones.models.prep import prep_for
from cookout.one_to_ones.papers import file_name, prep_paper
from cookout.one_to_ones.testing import in_days, noted, was_held
from cookout.people.models import PROMPTS, Person, ProfileEntry
from cookout.ties.models import Tie, local_today
from cookout.ties.testing import keep, tie, touched

SIZES = {papers.A4: (595, 842), papers.LETTER: (612, 792)}


def words(user: User, person: Person, size: str) -> str:
    """The text of the sheet, which is one page of this size with lines to write on."""
    one = noted(user, person, in_days(2), place="Kettle & Crumb, 1140 Grandview Ave")
    reader = pypdf.PdfReader(io.BytesIO(prep_paper(prep_for(user, person, one, today=local_today(user)), size=size)))
    assert len(reader.pages) == 1
    page = reader.pages[0]
    assert tuple(round(side) for side in page.mediabox[2:]) == SIZES[size]
    text = " ".join(page.extract_text().split())
    assert "Five questions worth asking" in text
    assert "I promised" in text
    assert "Prepared for Ben Brandt" in text
    assert "please do not leave it on the table." in text
    return text


def fill(user: User, person: Person, *, text: str, times: int) -> None:
    """Know something for every question of the dance card."""
    made = Tie.objects.between(user, person)
    for prompt in PROMPTS.values():
        for number in range(min(times, prompt.most)):
            made.learn(prompt.facet, f"{text} {number}", by=user, prompt=prompt.key)


@pytest.mark.parametrize("size", list(SIZES))
def test_a_sheet_about_somebody_unknown_is_one_page_of_questions(ben: User, size: str) -> None:
    text = words(ben, keep(ben, "Marta Reyes"), size)
    assert "Your first 1-2-1." in text
    assert "Not known" in text
    assert "… more in Cookout" not in text


@pytest.mark.parametrize("size", list(SIZES))
def test_a_normal_sheet_is_one_page_with_all_of_it(ben: User, size: str) -> None:
    made = touched(tie(ben, "Marta Reyes", "cookout"), 5, 35, 65, 95)
    ProfileEntry.tell(by=ben, facet="interests", prompt="interests.hours", text="Sourdough bread on Sundays")
    made.learn("interests", "Sourdough bread on Sundays", by=ben, prompt="interests.hours")
    made.learn("good_referral", "My bank said no.", by=ben, prompt="good_referral.words")
    for number in range(10):
        made.learn("customers", f"Customer {number} (Ana)", by=ben, prompt="customers.ten")
    made.promise("Introduce Hannah", by=ben, due_on=local_today(ben))
    one = was_held(ben, made.person, days=30)
    WrapUp.objects.create(owner=ben, one_to_one=one, line="We talked about fathers.")
    text = words(ben, made.person, size)
    for part in (
        "You both wrote “Sourdough bread on Sundays”",
        "“My bank said no.”",
        "Customer 9 Ana",
        "Introduce Hannah",
        "fathers",
    ):
        assert part in text
    assert "… more in Cookout" not in text


@pytest.mark.parametrize("size", list(SIZES))
def test_an_overfull_sheet_is_cut_to_one_page_and_says_so(ben: User, size: str) -> None:
    marta = keep(ben, "Marta " + "Reyes-" * 20, title="Broker of " + "many things " * 10)
    fill(ben, marta, text="A very long answer that goes on. " * 20, times=10)
    for number in range(12):
        Tie.objects.between(ben, marta).promise("Promise " * 30 + str(number), by=ben, due_on=local_today(ben))
    assert "… more in Cookout" in words(ben, marta, size)


@pytest.mark.parametrize("text", ["#panic() *bold* $x$ \\ <b>", "שלום 中文 😀", "W" * 400])
def test_whatever_is_typed_breaks_nothing(ben: User, text: str) -> None:
    marta = keep(ben, f"Marta {text}"[:150])
    fill(ben, marta, text=text, times=1)
    words(ben, marta, papers.A4)


def test_the_file_is_named_by_person_and_day(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    sheet = prep_for(ben, marta, today=local_today(ben))
    assert file_name(sheet) == f"1-2-1-marta-reyes-{local_today(ben).isoformat()}.pdf"
    odd = prep_for(ben, keep(ben, "中文"), today=local_today(ben))
    assert file_name(odd).startswith("1-2-1-prep-")
