"""The person page, the list's own acts, triage, order: what the screen shows and does."""

import io
import json
import zipfile

import pytest
from django.test import Client

from cookout.core.exports import write_archive
from cookout.core.models import Act, User
from cookout.core.testing import query_count
from cookout.people.models import Facet, Person
from cookout.ties.models import Context, Fact, Mark, Note, Promise, Relation, SavedList, Tag, Tie, TieTag, Touch
from cookout.ties.testing import ago, keep, tie, touched


@pytest.fixture
def client(ben: User) -> Client:
    """Ben at the screen."""
    made = Client()
    made.force_login(ben)
    return made


def shown(client: Client, person: Person) -> str:
    """The person page."""
    answer = client.get(f"/people/{person.uid}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_adding_somebody_taken_back_leads_to_today_and_nowhere_else(client: Client, ben: User) -> None:
    made = keep(ben, "Marta Reyes")
    assert made.act is not None
    here = {"referer": f"http://testserver{made.get_absolute_url()}"}
    address = f"/acts/{made.act.uid}/undo/"
    answer = client.post(address, headers=here, follow=True)
    assert [way for way, _status in answer.redirect_chain][0] == "/"
    assert "Undone." in answer.content.decode()
    for elsewhere in ("//evil.example", "https://evil.example/", "/\\evil.example"):
        assert client.post(address, {}, query_params={"to": elsewhere}, headers=here)["Location"] == "/"


def test_a_new_person_is_not_yet_known(client: Client, ben: User) -> None:
    page = shown(client, keep(ben, "Marta Reyes"))
    assert "Not yet known." in page
    assert "0 of 15" in page
    assert "What do you want your business to reach this year?" in page
    assert "Not judged yet" in page


def test_the_page_says_when_the_tie_starts_cooling(client: Client, ben: User) -> None:
    made = touched(tie(ben, "Marta Reyes", "cookout"), 5, 35, 65, 95)
    page = shown(client, made.person)
    assert "Left alone, it starts cooling" in page
    assert 'class="chart chart--decay"' in page
    assert "Measured by the rhythm you wish for" not in page


def test_what_is_due_and_promised_stands_above_everything(client: Client, ben: User) -> None:
    made = touched(tie(ben, "Marta Reyes", "cookout"), 40)
    made.promise("Introduce Hannah", by=ben, due_on=ago(ben, 1))
    page = shown(client, made.person)
    assert page.index("Introduce Hannah") < page.index("It is time for Marta") < page.index("Your tie")


def test_facts_take_the_place_of_questions(client: Client, ben: User) -> None:
    made = tie(ben, "Marta Reyes")
    for text in ("A second site", "Two loan officers", "The state cup"):
        made.learn(Facet.GOALS, text, by=ben)
    page = shown(client, made.person)
    assert "3 of 15" in page
    assert "working towards" not in page


def test_a_question_is_answered_where_it_stands(client: Client, ben: User) -> None:
    person = keep(ben, "Marta Reyes")
    assert "What do you want your business to reach this year?" in shown(client, person)
    client.post(f"/ties/{person.uid}/facts/", {"facet": "goals", "prompt": "goals.business", "text": "A second site"})
    fact = Fact.objects.get()
    assert (fact.owner, fact.tie.person, fact.facet, fact.learned_on) == (ben, person, "goals", ago(ben, 0))
    assert fact.prompt == "goals.business"
    assert "What do you want your business to reach this year?" not in shown(client, person)
    assert "1 of 15. 14 good questions left." in shown(client, person)


def test_an_answer_under_another_heading_answers_no_question_there(client: Client, ben: User) -> None:
    person = keep(ben, "Marta Reyes")
    client.post(f"/ties/{person.uid}/facts/", {"facet": "skills", "prompt": "goals.help", "text": "Explains rates"})
    fact = Fact.objects.get()
    assert (fact.facet, fact.prompt) == ("skills", "")
    fact.correct(by=ben, facet="goals", prompt="goals.help")
    assert fact.prompt == "goals.help"
    fact.correct(by=ben, facet="skills")
    assert fact.prompt == ""


def test_the_timeline_tells_everything_the_latest_first(client: Client, ben: User) -> None:
    made = touched(tie(ben, "Marta Reyes"), *range(10, 90, 10), text="spoke")
    made.write("A note today", by=ben)
    made.mark("trust", 3, by=ben, reason="Kept her word")
    page = shown(client, made.person)
    assert "All 10 since" in page
    whole = client.get(f"/ties/{made.person.uid}/timeline/").content.decode()
    assert whole.index("A note today") < whole.index("spoke")
    assert "Trust: 3 of 3." in whole


def test_given_and_taken_are_counted_side_by_side(client: Client, ben: User) -> None:
    made = touched(tie(ben, "Marta Reyes"), 3, 6, by_me=True)
    touched(made, 9, by_me=False)
    made.promise("Introduce Hannah", by=ben, due_on=ago(ben, 1)).keep(by=ben)
    page = shown(client, made.person)
    row = page.partition(">Reached out<")[2].partition("</tr>")[0]
    assert "<b>2</b></td><td><b>1</b></td>" in row
    assert "<b>1</b> <small>of 1</small>" in page.partition(">Promises kept<")[2].partition("</tr>")[0]


def test_whom_else_i_have_in_this_trade(client: Client, ben: User) -> None:
    marta = keep(ben, "Marta Reyes", title="Mortgage broker")
    other = tie(ben, "Dev Patel", "light", title="Mortgage broker")
    page = shown(client, marta)
    assert "Your people: mortgage broker" in page
    assert other.person.get_absolute_url() in page


def test_family_is_shown_from_both_sides_and_said_once(client: Client, ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    client.post(f"/ties/{marta.uid}/relations/", {"kind": "child", "name": "Jo Reyes"})
    jo = Person.objects.get(full_name="Jo Reyes")
    client.post(f"/ties/{jo.uid}/relations/", {"kind": "parent", "name": "Marta Reyes"})
    assert Relation.objects.count() == 1
    assert "Child" in shown(client, marta)
    assert "Parent" in shown(client, jo)


def test_marks_keep_their_history(client: Client, ben: User) -> None:
    made = tie(ben, "Marta Reyes")
    made.mark("trust", 1, by=ben, reason="Met once", on=ago(ben, 100))
    address = f"/ties/{made.person.uid}/marks/"
    client.post(address, {"trust": "3", "trust_why": "Kept her word", "know": ""})
    assert list(Mark.objects.values_list("kind", "value")) == [("trust", 3), ("trust", 1)]
    page = client.get(address).content.decode()
    assert "Met once" in page
    assert "Kept her word" in shown(client, made.person)


def test_how_we_met_lives_and_tags_are_one_act(client: Client, ben: User) -> None:
    made = tie(ben, "Marta Reyes")
    said = {
        "how_met": "At the fair",
        "client_since": "2024-01-01",
        "new_life": "Insurance",
        "tags": "lender, neighbour",
    }
    client.post(f"/ties/{made.person.uid}/description/", said)
    page = shown(client, made.person)
    assert "At the fair" in page
    assert {tag.name for tag in Tag.objects.all()} == {"lender", "neighbour"}
    assert Context.objects.get().ties.count() == 1
    Act.objects.filter(verb="tie.describe").latest("pk").undo(by=ben)
    assert not TieTag.objects.exists()
    assert not Context.objects.exists()


def test_touches_notes_and_promises_are_corrected_and_taken_away(client: Client, ben: User) -> None:
    made = touched(tie(ben, "Marta Reyes"), 3)
    made.write("A note", by=ben)
    made.promise("Introduce Hannah", by=ben, due_on=ago(ben, 1))
    touch, note, promise = Touch.objects.get(), Note.objects.get(), Promise.objects.get()
    client.post(f"/ties/touches/{touch.uid}/", {"kind": "mail", "on": ago(ben, 4).isoformat(), "text": "x"})
    client.post(f"/ties/notes/{note.uid}/", {"text": "Another"})
    client.post(f"/ties/promises/{promise.uid}/", {"text": "Introduce Beth", "due_on": ago(ben, -5).isoformat()})
    for row in (touch, note, promise):
        row.refresh_from_db()
    assert (touch.kind, touch.on, note.text, promise.text) == ("mail", ago(ben, 4), "Another", "Introduce Beth")
    future = {"kind": "mail", "on": ago(ben, -1).isoformat()}
    assert client.post(f"/ties/touches/{touch.uid}/", future).status_code == 422
    for noun, row in (("touches", touch), ("notes", note), ("promises", promise)):
        client.post(f"/ties/{noun}/{row.uid}/removal/")
        assert client.get(f"/ties/{noun}/{row.uid}/").status_code == 404


@pytest.mark.parametrize(("act", "column"), [("keeping", "kept_at"), ("letting-go", "let_go_at")])
def test_a_promise_ends_in_one_tap(client: Client, ben: User, act: str, column: str) -> None:
    promise = tie(ben, "Marta Reyes").promise("Introduce Hannah", by=ben, due_on=ago(ben, 1))
    assert client.get(f"/ties/promises/{promise.uid}/{act}/").status_code == 405
    client.post(f"/ties/promises/{promise.uid}/{act}/")
    promise.refresh_from_db()
    assert getattr(promise, column) is not None
    assert "Introduce Hannah" in client.get("/ties/promises/").content.decode()


def test_bulk_acts_reach_those_who_are_chosen_and_mine(client: Client, ben: User, ada: User) -> None:
    mine, other, hers = keep(ben, "Marta Reyes"), keep(ben, "Dev Patel"), keep(ada, "Jo Stone")
    chosen = [str(mine.uid), str(hers.uid), "nonsense"]
    client.post("/ties/bulk/", {"person": chosen, "deed": "tag", "tag": "lender"})
    client.post("/ties/bulk/", {"person": chosen, "deed": "light"})
    assert list(Tie.objects.values_list("person__full_name", "circle")) == [("Marta Reyes", "light")]
    assert TieTag.objects.get().tie.person == mine
    assert client.post("/ties/bulk/", {"person": [str(other.uid)], "deed": "explode"}).status_code == 303
    Act.objects.get(verb="tag.put").undo(by=ben)
    assert not Tag.objects.exists()


def test_the_list_narrows_by_circle_life_tag_client_and_due(client: Client, ben: User) -> None:
    marta = touched(tie(ben, "Marta Reyes", "cookout"), 50)
    marta.describe(by=ben, client_since=ago(ben, 400))
    keep(ben, "Dev Patel")
    life, tag = Context.make("Insurance", by=ben), Tag.make("lender", by=ben)
    life.give([marta.person], by=ben)
    tag.give([marta.person], by=ben)
    for asked in ("circle=cookout", f"life={life.uid}", f"tag={tag.uid}", "client=yes", "due=due", "due=overdue"):
        rows = client.get(f"/people/?{asked}").context["rows"]
        assert [row.person.full_name for row in rows] == ["Marta Reyes"], asked
    for asked in ("circle=unsorted", "client=no"):
        rows = client.get(f"/people/?{asked}").context["rows"]
        assert [row.person.full_name for row in rows] == ["Dev Patel"], asked


def test_a_list_is_saved_under_a_name_and_opened_again(client: Client, ben: User) -> None:
    client.post("/ties/lists/", {"name": "My table", "circle": "cookout", "sort": "due", "csrf": "x"})
    saved = SavedList.objects.get()
    assert saved.filters == {"circle": "cookout", "sort": "due"}
    assert client.get(f"/ties/lists/{saved.uid}/").headers["Location"] == "/people/?circle=cookout&sort=due"


def test_triage_goes_through_the_unsorted_one_at_a_time(client: Client, ben: User) -> None:
    for name in ("Marta Adams", "Dev Bell", "Ana Cole"):
        keep(ben, name)
    first = client.get("/ties/triage/").context
    assert (first["person"].full_name, first["count"]) == ("Marta Adams", 3)
    client.post(f"/ties/{first['person'].uid}/circle/", {"circle": "cookout", "next": "/ties/triage/?skip=0"})
    assert client.get("/ties/triage/?skip=0").context["person"].full_name == "Dev Bell"
    assert client.get("/ties/triage/?skip=1").context["person"].full_name == "Ana Cole"
    assert client.get("/ties/triage/?skip=99999999999").status_code == 200
    Tie.objects.between(ben, Person.objects.get(full_name="Dev Bell")).move("let_go", by=ben)
    Tie.objects.between(ben, Person.objects.get(full_name="Ana Cole")).move("light", by=ben)
    assert "Everyone is sorted" in client.get("/ties/triage/").content.decode()


def test_lives_and_tags_are_named_renamed_and_cleared(client: Client, ben: User) -> None:
    client.post("/ties/order/life/", {"name": "Insurance"})
    life = Context.objects.get()
    client.post(f"/ties/order/life/{life.uid}/", {"name": "Life insurance"})
    assert "Life insurance" in client.get("/ties/order/").content.decode()
    client.post("/ties/order/life/", {"name": "Parish"})
    client.post(f"/ties/order/life/{life.uid}/", {"name": "parish"})
    life.refresh_from_db()
    assert life.name == "Life insurance"
    client.post(f"/ties/order/life/{life.uid}/removal/")
    assert [row.name for row in Context.objects.all()] == ["Parish"]


def test_the_capacity_page_shows_the_arithmetic_and_refuses_too_many_seats(client: Client, ben: User) -> None:
    page = client.get("/ties/capacity/").content.decode()
    for words in ("15 people × 4 1-2-1s of 1½ h", "212.5 h", "4.5 h a week is 144 1-2-1s a year"):
        assert words in page
    said = {"hours_per_week": "4", "cookout_seats": "100", "active_seats": "35", "light_seats": "100", "crowded": ""}
    answer = client.post("/ties/capacity/", said, follow=True)
    assert "These seats take" in answer.content.decode()
    client.post("/ties/capacity/", {**said, "cookout_seats": "10"})
    ben.refresh_from_db()
    assert ben.capacity.cookout_seats == 10


def test_the_quick_entry_asks_which_one_or_offers_to_add(client: Client, ben: User) -> None:
    keep(ben, "Ana Sousa")
    other = keep(ben, "Ana Castillo")
    asked = client.post("/ties/entries/", {"line": "coffee with Ana"})
    assert "Which Ana?" in asked.content.decode()
    client.post("/ties/entries/", {"line": "coffee with Ana", "person": str(other.uid)})
    assert Touch.objects.get().tie.person == other
    nobody = client.post("/ties/entries/", {"line": "coffee with Zoe: nice"}).content.decode()
    assert "/people/new/?name=Zoe&amp;line=coffee+with+Zoe%3A+nice" in nobody
    client.post("/people/new/", {"full_name": "Zoe Zimmer", "line": "coffee with Zoe: nice"})
    assert Touch.objects.get(tie__person__full_name="Zoe Zimmer").text == "nice"


def test_the_person_page_asks_the_same_number_of_queries_however_much_there_is(client: Client, ben: User) -> None:
    made, counts = touched(tie(ben, "Marta Reyes", "cookout"), 1), []
    client.get(f"/people/{made.person.uid}/")
    for start in (10, 40):
        touched(made, *range(start, start + 10))
        for number in range(start, start + 10):
            made.learn(Facet.GOALS, f"Goal {number}", by=ben)
            made.promise(f"Promise {number}", by=ben, due_on=ago(ben, 1))
        with query_count() as counted:
            client.get(f"/people/{made.person.uid}/")
        counts.append(counted[0])
    assert counts[0] == counts[1]


def test_everything_of_mine_is_in_the_archive_and_nothing_of_others(ben: User, ada: User) -> None:
    made = touched(tie(ben, "Marta Reyes", "cookout"), 3, text="Her mother is 80")
    made.promise("Introduce Hannah", by=ben, due_on=ago(ben, 1))
    Tag.put("lender", [made.person], by=ben)
    touched(tie(ada, "Jo Stone"), 3, text="secret")
    out = io.BytesIO()
    write_archive(ben, out)
    with zipfile.ZipFile(out) as archive:
        rows = {name: json.loads(archive.read(f"{name}.json")) for name in ("ties", "touches", "promises", "order")}
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert (rows["ties"][0]["circle"], rows["ties"][0]["tags"]) == ("cookout", ["lender"])
    assert rows["touches"][0] | {"text": "Her mother is 80", "person": str(made.person.uid)} == rows["touches"][0]
    assert len(rows["promises"]) == 1
    assert b"secret" not in everything
