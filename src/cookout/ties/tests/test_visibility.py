"""What Ben keeps about people is nobody else's: not the host's, not a fellow member's, not a stranger's."""

import uuid

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.groups.models import Group
from cookout.people.models import Audience, Facet, Origin, Person, ProfileEntry
from cookout.ties.models import Context, Fact, Note, Promise, Relation, SavedList, Tag, Tie, Touch
from cookout.ties.testing import ago, keep, tie


@pytest.fixture
def bens(ben: User) -> Tie:
    """Ben's tie with Marta, with one of everything hanging on it."""
    made = tie(ben, "Marta Reyes", "cookout", phone="614 555 0142")
    made.touch(by=ben, kind="call", on=ago(ben, 2), text="secret plans")
    made.promise("Introduce Hannah", by=ben, due_on=ago(ben, -3))
    made.learn(Facet.GOALS, "A second site", by=ben)
    made.write("A private note", by=ben)
    made.mark("trust", 2, by=ben, reason="She kept her word")
    Relation.tell(made.person, keep(ben, "Jo Reyes"), "child", by=ben)
    Context.make("Insurance", by=ben).give([made.person], by=ben)
    Tag.put("lender", [made.person], by=ben)
    SavedList.keep("Lenders", {"q": "reyes"}, by=ben)
    return made


@pytest.fixture
def group(ada: User, ben: User) -> Group:
    """Ada and Ben share a group."""
    made = Group.found(by=ada, name="Dublin Dawn")
    for user in (ada, ben):
        made.admit(by=ada, name=user.name, user=user)
    return made


def addresses(bens: Tie) -> list[str]:
    """Every page and API path that names something of Ben's."""
    person = bens.person.uid
    rows = {
        "touches": Touch.objects.get().uid,
        "promises": Promise.objects.get().uid,
        "facts": Fact.objects.get().uid,
        "notes": Note.objects.get().uid,
    }
    pages = [f"/people/{person}/", f"/people/{person}/edit/", f"/people/{person}/photo/"]
    acts = ("touches", "notes", "facts", "promises", "marks", "timeline", "description")
    pages += [f"/ties/{person}/{act}/" for act in acts]
    pages += [f"/ties/{noun}/{uid}/" for noun, uid in rows.items()]
    pages += [f"/ties/lists/{SavedList.objects.get().uid}/"]
    paths = [f"/api/v1/people/{person}", f"/api/v1/ties/{person}", f"/api/v1/ties/{person}/marks"]
    return pages + paths + [f"/api/v1/{noun}/{uid}" for noun, uid in rows.items()]


@pytest.mark.parametrize("who", ["ada", "cleo"])
def test_neither_host_nor_fellow_nor_stranger_finds_anything_of_bens(
    who: str, ada: User, ben: User, cleo: User, group: Group, bens: Tie
) -> None:
    viewer = {"ada": ada, "cleo": cleo}[who]
    client = Client(headers=bearer(viewer))
    client.force_login(viewer)
    for address in addresses(bens):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert b"Marta" not in answer.content
    mine = Client(headers=bearer(ben))
    mine.force_login(ben)
    found = {address: mine.get(address).status_code for address in addresses(bens)}
    assert set(found.values()) == {200, 302, 404}
    assert [address for address, code in found.items() if code == 404] == [f"/people/{bens.person.uid}/photo/"]


@pytest.mark.parametrize("path", ["touches", "promises", "facts", "notes", "relations", "lives", "tags", "lists"])
def test_lists_of_others_are_empty(path: str, ada: User, group: Group, bens: Tie) -> None:
    answer = Client(headers=bearer(ada)).get(f"/api/v1/{path}").json()
    assert answer in ([], {"items": [], "count": 0})


def test_writing_to_what_is_bens_is_not_found_either(ada: User, group: Group, bens: Tie) -> None:
    client = Client(headers=bearer(ada))
    client.force_login(ada)
    person, touch, promise = bens.person.uid, Touch.objects.get().uid, Promise.objects.get().uid
    for address in (
        f"/ties/{person}/circle/", f"/ties/{person}/touches/", f"/ties/{person}/rhythm/", f"/people/{person}/removal/",
        f"/ties/touches/{touch}/removal/", f"/ties/promises/{promise}/keeping/", f"/people/{person}/link/",
        f"/ties/relations/{Relation.objects.get().uid}/removal/", f"/ties/order/tag/{Tag.objects.get().uid}/removal/",
    ):  # fmt: skip
        assert client.post(address, {"circle": "light"}).status_code == 404, address
    for method, address in (
        ("patch", f"/api/v1/people/{person}"), ("delete", f"/api/v1/people/{person}"),
        ("patch", f"/api/v1/ties/{person}"), ("delete", f"/api/v1/touches/{touch}"),
        ("post", f"/api/v1/promises/{promise}/keep"), ("delete", f"/api/v1/tags/{Tag.objects.get().uid}"),
    ):  # fmt: skip
        answer = getattr(client, method)(address, {"how_met": "x", "name": "X"}, content_type="application/json")
        assert answer.status_code == 404, address
    data = {"person": str(person), "on": "2026-01-01"}
    assert client.post("/api/v1/touches", data, content_type="application/json").status_code == 404
    bens.refresh_from_db()
    assert bens.circle == "cookout"
    assert Touch.objects.filter(deleted_at=None).count() == 1


def test_a_visitor_without_an_account_is_asked_to_sign_in_or_for_a_token(bens: Tie) -> None:
    for address in addresses(bens):
        answer = Client().get(address)
        assert answer.status_code == (401 if address.startswith("/api/") else 302), address


def test_a_token_that_may_only_read_people_may_not_read_ties(ben: User, bens: Tie) -> None:
    client = Client(headers=bearer(ben, "people:read"))
    assert client.get("/api/v1/people").status_code == 200
    assert client.get("/api/v1/touches").status_code == 403
    assert client.delete(f"/api/v1/people/{bens.person.uid}").status_code == 403


def test_two_keepers_of_one_human_see_only_their_own_row(ada: User, ben: User, bens: Tie) -> None:
    hers = keep(ada, "Marta Reyes", phone="614 555 0142")
    client = Client(headers=bearer(ada))
    assert [row["uid"] for row in client.get("/api/v1/people?q=marta").json()["items"]] == [str(hers.uid)]
    assert [hit["uid"] for hit in client.get("/api/v1/search?q=555 0142").json()] == [str(hers.uid)]


def test_a_members_own_words_stand_beside_my_facts_as_far_as_the_audience_goes(
    ada: User, ben: User, cleo: User, group: Group
) -> None:
    ProfileEntry.tell(by=ben, facet=Facet.SKILLS, text="Portraits of shy people")
    ProfileEntry.tell(by=ben, facet=Facet.GOALS, text="Sell the studio", audience=Audience.ME)
    client = Client()
    client.force_login(ada)
    page = client.get(f"/people/{ben.person.uid}/").content.decode()
    assert "Portraits of shy people" in page
    assert "Sell the studio" not in page
    client.force_login(cleo)
    assert client.get(f"/people/{ben.person.uid}/").status_code == 404


def test_how_to_reach_a_fellow_member_is_theirs_to_tell(ada: User, ben: User, group: Group) -> None:
    ben.person.put_details([(None, "phone", "", "614 555 0142"), (None, "email", "", "ben@home.example")], by=ben)
    client = Client(headers=bearer(ada))
    client.force_login(ada)
    pages = [f"/people/{ben.person.uid}/", "/people/", "/api/v1/people", f"/api/v1/people/{ben.person.uid}"]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"555 0142" not in answer.content, address
        assert b"home.example" not in answer.content, address


def test_a_tie_with_a_fellow_member_is_out_of_sight_when_the_group_is_left(ada: User, ben: User, group: Group) -> None:
    with_ben = Tie.objects.between(ada, ben.person)
    with_ben.move("cookout", by=ada)
    assert list(Tie.objects.visible_to(ada)) == [with_ben]
    group.memberships.get(user=ben).leave(by=ada)
    assert not Tie.objects.visible_to(ada).exists()


def test_people_of_an_import_that_is_being_staged_are_nowhere_yet(ben: User) -> None:
    origin = Origin.objects.create(keeper=ben)
    staged = Person.objects.create(keeper=ben, full_name="Staged Stone", origin=origin)
    staged.refresh_words()
    client = Client(headers=bearer(ben))
    client.force_login(ben)
    assert client.get("/api/v1/people").json()["count"] == 0
    assert client.get("/api/v1/search?q=stone").json() == []
    assert client.get(f"/people/{staged.uid}/").status_code == 404
    assert b"Staged" not in client.get("/people/").content
    Origin.objects.update(state=Origin.State.APPLIED)
    assert client.get("/api/v1/people").json()["count"] == 1
    assert client.get(f"/people/{staged.uid}/").status_code == 200


def test_my_own_page_shows_no_tie_with_myself(ben: User) -> None:
    client = Client(headers=bearer(ben))
    client.force_login(ben)
    assert b"Your tie" not in client.get(f"/people/{ben.person.uid}/").content
    assert client.post(f"/ties/{ben.person.uid}/circle/", {"circle": "light"}).status_code == 404
    assert client.get(f"/api/v1/ties/{ben.person.uid}").status_code == 404
    assert not Tie.objects.exists()


def test_an_id_that_nobody_has_is_not_found(ben: User) -> None:
    client = Client(headers=bearer(ben))
    client.force_login(ben)
    nobody = uuid.uuid4()
    for address in (
        f"/people/{nobody}/",
        f"/ties/{nobody}/timeline/",
        f"/ties/facts/{nobody}/",
        f"/api/v1/facts/{nobody}",
    ):
        assert client.get(address).status_code == 404
