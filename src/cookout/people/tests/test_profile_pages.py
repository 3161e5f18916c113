"""The pages of my profile: read, answer, change inline or on a page of its own, order, take back, bring back."""

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import Act, User
from cookout.core.testing import no_writes
from cookout.people.models import PROMPTS, Person, ProfileEntry

MINE = "/people/me/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def signed_in(client: Client, ada: User) -> None:
    """Ada looks at her own."""
    client.force_login(ada)


@pytest.fixture
def entry(ada: User) -> ProfileEntry:
    """Something that Ada said, and said differently before."""
    entry = ProfileEntry.tell(by=ada, text="A garden", prompt="goals.personal")
    entry.reword(by=ada, text="An orchard")
    return entry


def at(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args)


def create(line: str) -> str:
    return f"{at('profile_entry_create')}?line={line}"


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]  # the test client's answer


def test_the_page_asks_every_question_once_and_writes_nothing(client: Client, ada: User) -> None:
    with no_writes():
        page = text_of(client.get(MINE))
    assert all(page.count(f'id="{key}"') == 1 for key in PROMPTS)
    assert f"0 of {len(PROMPTS)} answered" in page
    assert "These help people who want to refer you most" in page
    assert " style=" not in page
    assert "<script>" not in page


def test_an_empty_profile_can_be_filled_without_a_script(client: Client, ada: User) -> None:
    form = client.get(create("customers.sphere"))
    assert "<form" in text_of(form)
    answer = client.post(create("customers.sphere"), {"text": "Roofers", "audience": "link"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{MINE}#customers.sphere"
    entry = ProfileEntry.objects.of(ada).get()
    assert (entry.text, entry.prompt, entry.audience) == ("Roofers", "customers.sphere", "link")
    page = text_of(client.get(MINE))
    assert "Roofers" in page
    assert "1 of 7" in page
    assert reverse("core:undo_create", args=[Act.objects.latest("pk").uid]) in page


def test_inline_only_the_line_comes_back_with_what_was_said(client: Client, ada: User) -> None:
    form = text_of(client.get(create("goals.help"), headers=HTMX))
    assert "<form" in form
    assert "<html" not in form
    line = text_of(client.post(create("goals.help"), {"text": "A second pair of hands"}, headers=HTMX))
    assert "<html" not in line
    assert line.count("data-line") >= 1
    assert "A second pair of hands" in line
    assert 'hx-swap-oob="beforeend"' in line
    assert 'id="goals.personal"' not in line
    assert f"1 of {len(PROMPTS)} answered" in line
    assert 'id="n-goals" hx-swap-oob="true">1 of 4' in line


def test_the_line_can_be_left_as_it_is(client: Client, entry: ProfileEntry) -> None:
    line = text_of(client.get(f"{MINE}?line=goals.personal", headers=HTMX))
    assert "An orchard" in line
    assert "<textarea" not in line
    assert client.get(f"{MINE}?line=gossip", headers=HTMX).status_code == 404


def test_something_free_under_a_heading(client: Client, ada: User) -> None:
    client.post(create("passion"), {"text": "It is never dull"})
    entry = ProfileEntry.objects.of(ada).get()
    assert (entry.facet, entry.prompt) == ("passion", "")


@pytest.mark.parametrize("line", ["", "gossip", "goals.gossip", "<script>"])
def test_a_question_that_nobody_asks_is_not_there(client: Client, line: str) -> None:
    assert client.get(create(line)).status_code == 404
    assert client.post(create(line), {"text": "x"}).status_code == 404
    assert not ProfileEntry.objects.exists()


@pytest.mark.parametrize("wrong", [{}, {"text": " "}, {"text": "x" * 501}, {"text": "x", "audience": "all"}])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_cannot_be_told_stays_in_the_form(client: Client, wrong: dict[str, str], headers: dict[str, str]) -> None:
    answer = client.post(create("goals.help"), wrong, headers=headers)
    assert answer.status_code == 422
    assert "error" in text_of(answer)
    assert wrong.get("text", "").strip()[:20] in text_of(answer)
    assert not ProfileEntry.objects.exists()


def test_words_audience_and_question_change_in_one_act(client: Client, ada: User, entry: ProfileEntry) -> None:
    page = text_of(client.get(at("profile_entry_update", entry.uid)))
    assert "An orchard" in page
    assert "1 earlier version" in page
    acts = Act.objects.count()
    told = {"text": "A vineyard", "audience": "me", "place": "goals.enough"}
    answer = client.post(at("profile_entry_update", entry.uid), told)
    assert answer.headers["Location"] == f"{MINE}#goals.enough"
    entry.refresh_from_db()
    assert (entry.text, entry.audience, entry.prompt) == ("A vineyard", "me", "goals.enough")
    assert Act.objects.count() == acts + 1
    client.post(reverse("core:undo_create", args=[Act.objects.latest("pk").uid]))
    entry.refresh_from_db()
    assert (entry.text, entry.audience, entry.prompt) == ("An orchard", "groups", "goals.personal")


def test_inline_a_new_place_shows_the_whole_page(client: Client, entry: ProfileEntry) -> None:
    told = {"text": "A vineyard", "place": "goals.enough"}
    answer = client.post(at("profile_entry_update", entry.uid), told, headers=HTMX)
    assert answer.headers["HX-Redirect"] == f"{MINE}#goals.enough"
    told["place"] = "goals.enough"
    assert "A vineyard" in text_of(client.post(at("profile_entry_update", entry.uid), told, headers=HTMX))


def test_only_the_text_changes_when_only_the_text_is_sent(client: Client, ada: User) -> None:
    entry = ProfileEntry.tell(by=ada, text="Secret", prompt="goals.help", audience="me")
    client.post(at("profile_entry_update", entry.uid), {"text": "Still secret"})
    entry.refresh_from_db()
    assert (entry.text, entry.audience, entry.prompt) == ("Still secret", "me", "goals.help")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_earlier_words_come_back_by_a_press(client: Client, entry: ProfileEntry, headers: dict[str, str]) -> None:
    path = at("profile_restoration_create", entry.versions.get().uid)
    assert client.get(path).status_code == 405
    assert client.post(path, headers=headers).status_code in {200, 302}
    entry.refresh_from_db()
    assert entry.text == "A garden"
    assert client.post(path).status_code == 404


def test_order_and_taking_back(client: Client, ada: User, entry: ProfileEntry) -> None:
    other = ProfileEntry.tell(by=ada, text="A boat", prompt="goals.personal")
    client.post(at("profile_entry_order_create", other.uid), {"way": "up"})
    assert [one.text for one in ProfileEntry.objects.of(ada)] == ["A boat", "An orchard"]
    client.post(at("profile_entry_order_create", other.uid), {"way": "down"}, headers=HTMX)
    assert [one.text for one in ProfileEntry.objects.of(ada)] == ["An orchard", "A boat"]
    line = text_of(client.post(at("profile_entry_remove", other.uid), headers=HTMX))
    assert "A boat" not in line.split("toasts")[0]
    assert client.post(at("profile_entry_remove", other.uid)).status_code == 404
    for name in ("profile_entry_order_create", "profile_entry_remove"):
        assert client.get(at(name, entry.uid)).status_code == 405


def test_of_somebody_else_there_is_nothing(client: Client, ben: User, entry: ProfileEntry) -> None:
    client.force_login(ben)
    for name in ("profile_entry_update", "profile_entry_order_create", "profile_entry_remove"):
        assert client.post(at(name, entry.uid), {"text": "Mine"}).status_code == 404
    assert client.post(at("profile_restoration_create", entry.versions.get().uid)).status_code == 404
    entry.refresh_from_db()
    assert (entry.text, entry.deleted_at) == ("An orchard", None)


def test_a_surname_is_asked_about_and_never_refused(client: Client, ada: User) -> None:
    client.post(create("customers.ten"), {"text": "Marta Reyes sold her shop"})
    assert ProfileEntry.objects.of(ada).count() == 1
    assert "“Marta Reyes” looks like a whole name" in text_of(client.get(MINE))


def test_my_own_name_and_phone_are_changed_here(client: Client, ada: User) -> None:
    page = text_of(client.get(at("profile_update")))
    assert "Ada Adeyemi" in page
    empty = {"details-TOTAL_FORMS": "1", "details-INITIAL_FORMS": "0"}
    row = {"details-0-kind": "phone", "details-0-label": "mobile", "details-0-value": "+1 614 555 0177"}
    client.post(at("profile_update"), {"full_name": "Ada B. Adeyemi", **empty, **row})
    person = Person.objects.with_details().get(account=ada)
    assert (person.full_name, person.phone.value if person.phone else "") == ("Ada B. Adeyemi", "+1 614 555 0177")


def test_ones_own_person_page_leads_here(client: Client, ada: User, ben: User) -> None:
    assert f'href="{MINE}"' in text_of(client.get(ada.person.get_absolute_url()))
    kept = Person.keep(by=ada, full_name="Dana Dorn")
    assert f'href="{MINE}"' not in text_of(client.get(kept.get_absolute_url()))
    assert f'href="{MINE}"' in text_of(client.get("/settings/"))
