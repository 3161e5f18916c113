"""The guide as a page and as a door for devices: it works, strangers find nothing, bad input is said in words."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import Arrival, User
from cookout.core.testing import no_writes, query_count
from cookout.one_to_ones.models import Answer, OneToOne, guide_to
from cookout.one_to_ones.testing import fellows, planned, was_held
from cookout.people.models import GUIDE, PROMPTS
from cookout.ties.models import Fact, Promise
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

IDEAL = "customers.ideal"


@pytest.fixture
def one(ada: User) -> OneToOne:
    """Ada met Marta."""
    return was_held(ada, keep(ada, "Marta Reyes"))


@pytest.fixture
def at(client: Client, ada: User, one: OneToOne) -> str:
    """Ada is signed in; where the guide is."""
    client.force_login(ada)
    return reverse("one_to_ones:guide_detail", args=[one.uid])


def item(user: User, text: str, key: str = IDEAL, **more: Any) -> dict[str, Any]:
    """What a device sends."""
    sent = {"item": str(uuid.uuid4()), "user": str(user.uid), "writer": "phone", "n": 1, "base": 0, "saw": 0}
    return {**sent, "key": key, "text": text, **more}


def told(answer: Any) -> dict[str, Any]:
    """What was answered in JSON."""
    body: dict[str, Any] = json.loads(answer.content)
    return body


def test_the_guide_asks_each_question_once_and_reading_writes_nothing(client: Client, at: str) -> None:
    with no_writes():
        answer = client.get(at)
    text = answer.content.decode()
    for key in PROMPTS:
        assert text.count(f'name="text:{key}"') == 1, key
    assert answer.headers["Cookout-Keeps"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert "0 social, 0 business" in text


def test_five_questions_of_the_prep_sheet_come_first_and_stay_while_they_are_answered(ada: User, one: OneToOne) -> None:
    before = [question.key for question in guide_to(ada, one).suggested.questions]
    assert len(before) == 5
    for key in before[:3]:
        Answer.to(key, by=ada, one_to_one=one).write("So it is.", by=ada)
    guide = guide_to(ada, one)
    assert [question.key for question in guide.suggested.questions] == before
    assert guide.suggested.answered == 3
    assert guide.social + guide.business == 3
    asked = {question.key for question in guide.questions}
    assert set(GUIDE) <= asked


def test_without_a_script_the_page_saves_everything_at_once(client: Client, at: str, one: OneToOne) -> None:
    own = str(uuid.uuid4())
    sent = {f"text:{IDEAL}": "Two partners\r\n! Join them", f"base:{IDEAL}": "0", "text:customers.why": "",
            f"text:{own}": "A setter", f"question:{own}": "Which dog?", f"facet:{own}": "interests"}  # fmt: skip
    answer = client.post(at, {**sent, "save": ""})
    assert (answer.status_code, answer.headers["Location"]) == (302, at)
    assert {fact.text for fact in Fact.objects.all()} == {"Two partners", "Which dog?\nA setter"}
    assert Promise.objects.get().text == "Join them"
    page = client.get(at).content.decode()
    assert "Two partners\n! Join them</textarea>" in page
    assert 'value="Which dog?"' in page
    assert "Undo" in page
    client.post(at, {**sent, "save": ""})
    assert Answer.objects.count() == 2


def test_finish_goes_on_to_the_wrap_up(client: Client, at: str, one: OneToOne) -> None:
    answer = client.post(at, {f"text:{IDEAL}": "Two partners", "finish": ""})
    assert answer.headers["Location"] == reverse("one_to_ones:wrap_up_detail", args=[one.uid])


def test_what_is_too_long_stays_in_its_field_with_the_reason(client: Client, at: str) -> None:
    own = str(uuid.uuid4())
    answer = client.post(
        at, {f"text:{IDEAL}": "x" * 50_001, "text:customers.why": "They stay", f"text:{own}": "y" * 50_001}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "50,001" in page
    assert "x" * 50_001 in page
    assert "y" * 50_001 in page
    assert "Cookout-Keeps" not in answer.headers
    assert [one.text for one in Answer.objects.all()] == ["They stay"]


def test_a_form_that_is_older_than_what_stands_writes_nothing_over(client: Client, at: str, ada: User) -> None:
    client.post(at, {f"text:{IDEAL}": "First", f"base:{IDEAL}": "0"})
    client.post(at, {f"text:{IDEAL}": "Second", f"base:{IDEAL}": "0"})
    answer = Answer.objects.get()
    assert (answer.text, [head.text for head in answer.waiting]) == ("First", ["Second"])
    page = client.get(at).content.decode()
    assert "say which stays" in page
    head, place = answer.waiting[0], reverse("one_to_ones:choice_create", args=[answer.uid])
    assert client.post(place, {"choice": "nonsense"}).status_code == 303
    assert client.get(place).status_code == 405
    chosen = {"choice": "other", "writer": head.writer, "n": head.n, "revision": answer.revision}
    assert client.post(place, chosen).status_code == 302
    answer.refresh_from_db()
    assert (answer.text, answer.waiting) == ("Second", ())


def test_a_device_sends_an_answer_once_however_often(client: Client, at: str, ada: User) -> None:
    door, sent = at.replace("guide/", "answers/"), item(ada, "Two partners\n! Join them")
    first, again = client.post(door, sent), client.post(door, sent)
    assert told(first) == told(again) == {
        "key": IDEAL, "text": "Two partners\n! Join them", "revision": 1, "beside": 0, "is_linked": True, "people": [],
    }  # fmt: skip
    assert (Fact.objects.count(), Promise.objects.count(), Arrival.objects.count()) == (1, 1, 1)


def test_items_of_one_device_out_of_order_end_in_the_last(client: Client, at: str, ada: User) -> None:
    door = at.replace("guide/", "answers/")
    for n in (3, 1, 2):
        client.post(door, item(ada, f"text {n}", n=n, saw=n - 1))
    answer = Answer.objects.get()
    assert (answer.text, answer.waiting) == ("text 3", ())


def test_another_user_s_item_is_never_sent_in_my_name(client: Client, at: str, ada: User, ben: User) -> None:
    answer = client.post(at.replace("guide/", "answers/"), item(ben, "not hers"))
    assert answer.status_code == 403
    assert "somebody else" in told(answer)["detail"]
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("values", "status", "word"),
    [
        ({"item": "nonsense"}, 409, "no id"),
        ({"key": "goals.nonsense"}, 409, "no such question"),
        ({"text": "x" * 50_001}, 409, "50,001"),
    ],
)
def test_what_cannot_be_taken_is_said_in_words_and_has_not_arrived(
    client: Client, at: str, ada: User, values: dict[str, str], status: int, word: str
) -> None:
    answer = client.post(at.replace("guide/", "answers/"), {**item(ada, "said"), **values})
    assert (answer.status_code, word in told(answer)["detail"]) == (status, True)
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    "values", [{"n": "٣"}, {"base": "-1"}, {"saw": "9" * 40}, {"base": "", "n": ""}, {"writer": "w" * 999}]
)
def test_numbers_that_are_none_do_no_harm(client: Client, at: str, ada: User, values: dict[str, str]) -> None:
    answer = client.post(at.replace("guide/", "answers/"), {**item(ada, "said"), **values})
    assert (answer.status_code, told(answer)["text"]) == (200, "said")


def test_a_nul_is_refused_and_no_page_breaks(client: Client, at: str, ada: User) -> None:
    assert client.post(at.replace("guide/", "answers/"), item(ada, "a\0b")).status_code == 400
    assert client.post(at, {f"text:{IDEAL}": "a\0b"}).status_code == 400


def test_strangers_and_the_other_seat_find_nothing_of_mine(client: Client, ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    Answer.to(IDEAL, by=ada, one_to_one=one).write("Quillfeather", by=ada)
    at = reverse("one_to_ones:guide_detail", args=[one.uid])
    client.force_login(ben)
    assert "Quillfeather" not in client.get(at).content.decode()
    uid = Answer.objects.get().uid
    choice = {"choice": "this", "writer": "x", "n": 0, "revision": 1}
    assert client.post(reverse("one_to_ones:choice_create", args=[uid]), choice).status_code == 404
    client.force_login(cleo)
    assert client.get(at).status_code == 404
    assert client.post(at, {f"text:{IDEAL}": "x"}).status_code == 404
    assert client.post(at.replace("guide/", "answers/"), item(cleo, "x")).status_code == 404
    assert client.get(at.replace("guide/", "answers/")).status_code == 405
    assert client.put(at).status_code == 405


def test_a_device_learns_who_is_signed_in(client: Client, ada: User) -> None:
    assert client.get("/queue/").status_code == 302
    client.force_login(ada)
    assert told(client.get("/queue/"))["user"] == str(ada.uid)


def test_the_search_finds_my_answers_and_nobody_else_s(
    client: Client, at: str, ada: User, ben: User, one: OneToOne
) -> None:
    Answer.to(IDEAL, by=ada, one_to_one=one).write("Two partners in a dental practice", by=ada)
    page = client.get("/search/?q=dental partners").content.decode()
    assert f"{at}#answer-customers-ideal" in page
    client.force_login(ben)
    assert "dental practice" not in client.get("/search/?q=dental").content.decode()


def test_a_guide_full_of_answers_costs_no_more_queries(client: Client, at: str, ada: User, one: OneToOne) -> None:
    Answer.to(IDEAL, by=ada, one_to_one=one).write("So it is.", by=ada)
    client.get(at)  # the first look at a day notes the session
    with query_count() as few:
        client.get(at)
    for key in list(PROMPTS)[:30]:
        Answer.to(key, by=ada, one_to_one=one).write("So it is.", by=ada)
    with query_count() as many:
        client.get(at)
    assert few == many
