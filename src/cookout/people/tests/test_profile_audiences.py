"""Who reads which entry, at every door: I, a fellow, one with a 1-2-1 planned, a stranger, whoever holds a link."""

import io
import json
import zipfile
from collections.abc import Callable

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from cookout.core import search
from cookout.core.models import User
from cookout.core.testing import bearer, no_writes, query_count
from cookout.people.models import PROMPTS, Audience, ProfileEntry, ProfileLink
from cookout.people.tests.fellows import be_fellows

WORDS = {
    Audience.ME: "Quitting",
    Audience.ONE_TO_ONE: "Kinship",
    Audience.GROUPS: "Sailing",
    Audience.LINK: "Roofing",
}
KEYS = dict(zip(Audience, ("goals.personal", "personal.home", "interests.hours", "customers.fix"), strict=True))


@pytest.fixture(autouse=True)
def circle(ada: User, ben: User, cleo: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada tells one thing to each; Ben is her fellow; Cleo is a stranger."""
    for audience in Audience:
        ProfileEntry.tell(by=ada, text=WORDS[audience], prompt=KEYS[audience], audience=audience)
    be_fellows(monkeypatch, ada, ben)


def read_in(text: str) -> set[Audience]:
    return {audience for audience, word in WORDS.items() if word in text}


def pdf_text(body: bytes) -> str:
    return pypdf.PdfReader(io.BytesIO(body)).pages[0].extract_text()


def by_page(client: Client, ada: User, viewer: User) -> set[Audience]:
    """What the one search and the pages of Ada's person say to the viewer; her own page, to herself."""
    client.force_login(viewer)
    path = reverse("people:profile_detail") if viewer == ada else ada.person.get_absolute_url()
    return read_in(client.get(path).content.decode())


def by_paper(client: Client, ada: User, viewer: User) -> set[Audience]:
    client.force_login(viewer)
    answer = client.get(reverse("people:profile_card_pdf", args=[ada.person.uid]))
    return read_in(pdf_text(answer.content)) if answer.status_code == 200 else set()


def by_api(client: Client, ada: User, viewer: User) -> set[Audience]:
    path = "/api/v1/profile" if viewer == ada else f"/api/v1/people/{ada.person.uid}"
    return read_in(client.get(path, headers=bearer(viewer)).content.decode())


def by_api_on_paper(client: Client, ada: User, viewer: User) -> set[Audience]:
    answer = client.get(f"/api/v1/people/{ada.person.uid}/card.pdf", headers=bearer(viewer))
    return read_in(pdf_text(answer.content)) if answer.status_code == 200 else set()


DOORS: list[Callable[[Client, User, User], set[Audience]]] = [by_page, by_paper, by_api, by_api_on_paper]
FELLOW = {Audience.GROUPS, Audience.LINK}
PLANNED = {Audience.ONE_TO_ONE, *FELLOW}


@pytest.mark.parametrize("door", DOORS)
def test_i_read_all_of_mine_and_print_what_may_be_handed_on(
    client: Client, ada: User, door: Callable[..., set[Audience]]
) -> None:
    is_paper = door in {by_paper, by_api_on_paper}
    assert door(client, ada, ada) == set(Audience) - ({Audience.ME} if is_paper else set())


@pytest.mark.parametrize("door", DOORS[1:])
def test_a_fellow_reads_what_is_for_groups_and_for_everybody(
    client: Client, ada: User, ben: User, door: Callable[..., set[Audience]]
) -> None:
    assert door(client, ada, ben) == FELLOW


@pytest.mark.parametrize("door", DOORS[1:])
def test_a_fellow_with_a_planned_1_2_1_reads_more(
    client: Client, ada: User, ben: User, monkeypatch: pytest.MonkeyPatch, door: Callable[..., set[Audience]]
) -> None:
    be_fellows(monkeypatch, ada, ben, planned=(ada, ben))
    assert door(client, ada, ben) == PLANNED


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_reads_nothing(client: Client, ada: User, cleo: User, door: Callable[..., set[Audience]]) -> None:
    assert door(client, ada, cleo) == set()


def test_whoever_holds_a_link_reads_what_is_open_by_link(client: Client, ada: User) -> None:
    link = ProfileLink.make(by=ada)
    assert read_in(client.get(link.path).content.decode()) == {Audience.LINK}
    assert read_in(pdf_text(client.get(f"{link.path}card.pdf").content)) == {Audience.LINK}
    assert read_in(client.get(f"{link.path}contact.vcf").content.decode()) == set()


def test_seen_as_says_what_they_really_see(
    client: Client, ada: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    be_fellows(monkeypatch, ada, ben, planned=(ada, ben))
    mine = ProfileEntry.objects.of(ada)
    theirs = ProfileEntry.objects.filter(person=ada.person).visible_to(ben)
    assert set(mine.seen_as(Audience.ONE_TO_ONE)) == set(theirs)
    be_fellows(monkeypatch, ada, ben)
    theirs = ProfileEntry.objects.filter(person=ada.person).visible_to(ben)
    assert set(mine.seen_as(Audience.GROUPS)) == set(theirs)
    assert set(mine.seen_as(Audience.LINK)) == set(ProfileLink.make(by=ada).entries())
    client.force_login(ada)
    seen = {}
    for audience in ("groups", "one_to_one", "link"):
        with no_writes():
            seen[audience] = read_in(client.get(reverse("people:profile_seen", args=[audience])).content.decode())
    assert seen == {"groups": FELLOW, "one_to_one": PLANNED, "link": {Audience.LINK}}
    for nobody in ("me", "everybody"):
        assert client.get(reverse("people:profile_seen", args=[nobody])).status_code == 404


def test_the_one_search_finds_ones_own_words_and_what_one_may_read(ada: User, ben: User) -> None:
    found = search.find(ada, "sail")
    assert [(hit.title, hit.url) for hit in found] == [("Sailing", "/people/me/#interests.hours")]
    assert search.find(ada, "Quítt")[0].title == "Quitting"
    seen = {entry.text for entry in ProfileEntry.objects.filter(person=ada.person).visible_to(ben)}
    for entry in ProfileEntry.objects.of(ada):
        uids = {hit.uid for hit in search.find(ben, entry.text)}
        assert (str(entry.uid) in uids) == (entry.text in seen), entry.text
    assert search.find(ada, "sailing quitting") == []


def test_a_fellows_profile_names_the_question_by_api(client: Client, ada: User, ben: User) -> None:
    profile = client.get(f"/api/v1/people/{ada.person.uid}", headers=bearer(ben)).json()["profile"]
    assert {entry["prompt"] for entry in profile} == {KEYS[Audience.GROUPS], KEYS[Audience.LINK]}


def test_the_archive_holds_the_profile_whole(client: Client, ada: User) -> None:
    ProfileEntry.objects.get(text="Sailing").reword(by=ada, text="Rowing")
    ProfileLink.make(by=ada, name="Gallery hop")
    from_export = {row["prompt"]: row for row in _exported(client, ada, "profile")}
    assert from_export["interests.hours"]["text"] == "Rowing"
    assert [version["text"] for version in from_export["interests.hours"]["versions"]] == ["Sailing"]
    (link,) = _exported(client, ada, "profile_links")
    assert link["name"] == "Gallery hop"
    assert ProfileLink.objects.get().secret not in json.dumps(link)


def _exported(client: Client, user: User, name: str) -> list[dict[str, object]]:
    answer = client.get("/api/v1/export", {"format": "zip"}, headers=bearer(user))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    rows: list[dict[str, object]] = json.loads(archive.read(f"{name}.json"))
    return rows


@pytest.mark.parametrize(
    "path", ["/people/me/", "/people/me/seen-as/groups/", "/people/me/cards/", "/api/v1/profile", "paper", "card"]
)
def test_a_long_profile_asks_no_more_questions_of_the_database(client: Client, ada: User, path: str) -> None:
    path = reverse("people:profile_card_pdf", args=[ada.person.uid]) if path == "paper" else path
    path = ProfileLink.make(by=ada).path if path == "card" else path
    client.force_login(ada)
    headers = bearer(ada) if path.startswith("/api") else {}
    counted = []
    client.get(path, headers=headers)
    for _time in range(2):
        with query_count() as queries:
            assert client.get(path, headers=headers).status_code == 200
        counted.append(queries[0])
        for prompt in list(PROMPTS)[:30]:
            ProfileEntry.tell(by=ada, text="More", prompt=prompt, audience=Audience.LINK)
    assert counted[0] == counted[1]
