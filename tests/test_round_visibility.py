"""Who reads what of rounds, PRODUCT §4, at every door; and that a private wish changes nothing that others can read.

Everything that each reader can open is fetched twice: with Paul's wish, and as if he had none.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import Act, Letter
from cookout.core.testing import bearer, standing
from cookout.rounds.models import DoNotPair, Draw
from cookout.rounds.models.availability import Availability
from cookout.rounds.testing import paired
from tests.doors import PAGES
from tests.rounds_cast import CHANCE, DRAWN, MOST, READERS, WEEK, Cast, gathered, mark
from tests.test_chapter_visibility import answered, said
from tests.test_doors import API, operations

pytestmark = pytest.mark.django_db  # else pytest-django sets up no database for the fixture of the module

Seen = dict[tuple[str, str], str]
"""What one reader got: the door and the address, and all that was answered; refusals are empty."""

ELSEWHERE = ("groups:group_detail", "groups:region_detail", "people:person_detail", "people:export", "plan:today",
             "core:search", "insight:study_detail", "insight:count_list", "one_to_ones:one_to_one_list")  # fmt: skip
NOUNS = ("rounds", "pairings", "availability", "do-not-pair", "speed-evenings", "groups", "regions", "insight", "today",
         "search", "export", "acts")  # fmt: skip
COMMANDS = (
    ["round", "list"], ["round", "show", mark("group")], ["round", "show", mark("group"), "--draft"],
    ["pairing", "list"], ["pairing", "apart"], ["pairing", "when"], ["evening", "--group", mark("group")],
    ["group", "met", mark("group")], ["study", "--group", mark("group")],
)  # fmt: skip

LEADING = {"leader", "director", "host"}
INSIDE = {"owner", "wished", "member", *LEADING}
HILL = {"neighbour", "director", "host"}


# What everybody can open


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, dict[str, Seen], dict[str, Seen]]]:
    """With the wish, and without."""
    with standing(django_db_blocker):
        cast = gathered()
        wished = {who: dict(everything(cast, who)) for who in READERS}
        DoNotPair.objects.all().delete()
        yield cast, wished, {who: dict(everything(cast, who)) for who in READERS}


def everything(cast: Cast, who: str) -> Iterator[tuple[tuple[str, str], str]]:
    """All doors, as one reader."""
    client = Client(raise_request_exception=False)
    if who == "anonymous":
        yield from pages(client, cast)
        return
    user = cast.users[who]
    client.force_login(user)
    yield from pages(client, cast)
    yield from programs(cast, bearer(user))
    for asked in COMMANDS:
        yield ("command", " ".join(asked)), said(*asked, "--user", user.email, "--json")


def pages(client: Client, cast: Cast) -> Iterator[tuple[tuple[str, str], str]]:
    """Every page of rounds, of both chapters' things, and those of other rooms that could tell."""
    for name, door in PAGES.items():
        if name.split(":")[0] != "rounds" and name not in ELSEWHERE:
            continue
        rows = things_of(cast, door.thing) if door.thing else [None]
        for row in rows:
            named = {door.part: door.shaped(row.uid)} if row is not None else {}
            path = reverse(name, kwargs={**named, **door.others})
            for query in queries(name, cast):
                answer = client.get(path + query)
                yield (name, path + query), plain(answered(answer, path)) if answer.status_code == 200 else ""


def things_of(cast: Cast, kind: str) -> list[Any]:
    """Riverside's, Hillside's, and for rounds the draft and the one across the region."""
    more = {"round": ("draft", "across"), "draft": ("round",), "pairing": ("across pair",)}.get(kind, ())
    found = [cast.things.get(kind), cast.hill.get(kind), *(cast.things[one] for one in more)]
    return [row for row in found if row is not None]


def queries(name: str, cast: Cast) -> tuple[str, ...]:
    if name == "core:search":
        return ("?q=quill",)
    if name == "people:export":
        return ("?format=zip",)
    return (f"?group={cast.group.uid}",) if name.startswith("insight:") else ("",)


def programs(cast: Cast, header: dict[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Every reading operation of the API that could tell."""
    client = Client(raise_request_exception=False)
    kinds = {"rounds": "round", "pairings": "pairing", "speed-evenings": "speed_evening", "groups": "group",
             "regions": "region", "availability": "membership", "do-not-pair": "wish"}  # fmt: skip
    for method, path in operations():
        noun = path.removeprefix(f"{API}/").split("/")[0]
        if method != "get" or noun not in NOUNS or ("{uid}" in path and noun not in kinds):
            continue
        rows = things_of(cast, kinds[noun]) if "{uid}" in path else [None]
        for row in rows:
            address = path.replace("{uid}", str(row.uid)) if row is not None else f"{path}?q=quill"
            answer = client.get(address, headers=header)
            yield ("API", address), plain(answered(answer, address)) if answer.status_code == 200 else ""


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|\d{4}-\d\d-\d\dT[\d:.]+Z?')


def plain(text: str) -> str:
    """Without what differs from one look to the next."""
    return TOKEN.sub("", text)


def found(seen: Seen, *words: str) -> list[str]:
    """Where these words stand; not where the reader said them herself."""
    return [
        f"{door} {path}: {word}"
        for (door, path), text in seen.items()
        for word in words
        if word in text and word not in path
    ]


# Wishes, availability, draws


def test_a_wish_changes_nothing_that_anybody_else_can_read(
    house: tuple[Cast, dict[str, Seen], dict[str, Seen]],
) -> None:
    _cast, wished, free = house
    for who in set(READERS) - {"owner"}:
        assert wished[who].keys() == free[who].keys()
        changed = [key for key, text in wished[who].items() if text != free[who][key]]
        assert not changed, who


def test_a_wish_is_read_by_its_owner_alone(house: tuple[Cast, dict[str, Seen], dict[str, Seen]]) -> None:
    cast, wished, free = house
    uid = str(cast.wish.uid)
    assert found(wished["owner"], uid)
    assert not [leak for who in READERS if who != "owner" for leak in found(wished[who], uid)]
    changed = {key for key, text in wished["owner"].items() if text != free["owner"][key]}
    assert {door for door, _path in changed} == {"rounds:do_not_pair_list", "people:export", "API", "command"}


def test_the_diary_knows_of_a_wish_without_a_name(house: tuple[Cast, dict[str, Seen], dict[str, Seen]]) -> None:
    cast, wished, _free = house
    act = Act.objects.get(verb="do_not_pair.wish")
    assert act.about == ""
    assert not [leak for who in READERS if who != "owner" for leak in found(wished[who], str(act.uid))]


def test_letters_tell_each_member_of_her_own_pairs_alone(
    house: tuple[Cast, dict[str, Seen], dict[str, Seen]], db: None
) -> None:
    cast, _wished, _free = house
    draft = cast.things["draft"]
    for one, other in (("owner", "member"), ("wished", "rita")):
        paired(draft, cast.seats[one], cast.seats[other], slot="midday")
    draft.announce(by=cast.users["leader"])
    letters = {letter.user_id: letter.text for letter in Letter.objects.all()}
    to_paul, to_rita = (letters[cast.users[who].pk] for who in ("owner", "rita"))
    assert mark("namemember") in to_paul
    assert mark("namewished") not in to_paul
    assert mark("namewished") in to_rita
    assert "wish" not in to_paul.replace(mark("namewished"), "").lower()


@pytest.mark.parametrize("who", READERS)
def test_when_somebody_can_is_read_by_herself_alone(
    house: tuple[Cast, dict[str, Seen], dict[str, Seen]], who: str
) -> None:
    _cast, wished, _free = house
    assert Availability.objects.count() == 2
    told = found(wished[who], f"{WEEK:%Y-%m-%d}", f'"most": {MOST}', f'value="{MOST}"')
    assert bool(told) == (who == "owner"), told


@pytest.mark.parametrize("who", READERS)
def test_nobody_reads_a_draw(house: tuple[Cast, dict[str, Seen], dict[str, Seen]], who: str) -> None:
    _cast, wished, _free = house
    draw = Draw.objects.get(seed=DRAWN)
    assert not found(wished[who], str(draw.uid), str(DRAWN), str(CHANCE), str(CHANCE)[:6], "hat-1", "candidates")


# Who reads which plan

OPEN: dict[tuple[str, str], set[str]] = {
    ("rounds:round_detail", "round"): INSIDE,
    ("rounds:round_csv", "round"): INSIDE,
    ("rounds:round_list", "group"): INSIDE,
    ("rounds:round_create", "group"): LEADING,
    ("rounds:round_detail", "draft"): LEADING,
    ("rounds:round_csv", "draft"): LEADING,
    ("rounds:pairing_detail", "pairing"): INSIDE,
    ("rounds:met_detail", "group"): INSIDE,
    ("rounds:met_table", "group"): {"owner", "wished", "member", "leader"},
    ("rounds:evening_detail", "speed_evening"): INSIDE,
    ("rounds:evening_pdf", "speed_evening"): INSIDE,
    ("rounds:evening_create", "group"): LEADING,
    ("rounds:availability_update", "membership"): {"owner"},
    ("rounds:round_detail", "hill round"): HILL,
    ("rounds:pairing_detail", "hill pairing"): HILL,
    ("rounds:met_detail", "hill group"): HILL,
    ("rounds:round_detail", "across"): {*INSIDE, "neighbour"},
    ("rounds:pairing_detail", "across pair"): {*INSIDE, "neighbour"},
}
"""Who opens which page. Of a round across chapters one sees the pairs of the own chapter; who leads it sees no more."""


@pytest.mark.parametrize("page", OPEN, ids=" ".join)
def test_who_opens_which_page(house: tuple[Cast, dict[str, Seen], dict[str, Seen]], page: tuple[str, str]) -> None:
    cast, wished, _free = house
    name, kind = page
    row = cast.hill[kind.removeprefix("hill ")] if kind.startswith("hill ") else cast.things[kind]
    path = reverse(name, kwargs={PAGES[name].part: row.uid})
    assert {who for who in READERS if wished[who].get((name, path))} == OPEN[page]


@pytest.mark.parametrize("who", READERS)
def test_across_a_region_one_reads_the_pairs_of_the_own_chapter(
    house: tuple[Cast, dict[str, Seen], dict[str, Seen]], who: str
) -> None:
    cast, wished, _free = house
    uid = str(cast.things["across"].uid)
    told = {key: text for key, text in wished[who].items() if uid in key[1]}
    reads = bool(found(told, mark("namehillman")))
    assert reads == (who in {*INSIDE, "neighbour"})


@pytest.mark.parametrize(("cell", "allowed"), [("namequiet", INSIDE), ("namehillman", {*HILL, *INSIDE})])
def test_who_meets_whom_is_not_told_outside(
    house: tuple[Cast, dict[str, Seen], dict[str, Seen]], cell: str, allowed: set[str]
) -> None:
    _cast, wished, _free = house
    told = {who: [leak for leak in found(wished[who], mark(cell)) if "round" in leak] for who in READERS}
    assert {who for who, leaks in told.items() if leaks} == allowed


def test_private_things_of_rounds_belong_to_who_said_them(
    house: tuple[Cast, dict[str, Seen], dict[str, Seen]],
) -> None:
    cast, _wished, _free = house
    for who in READERS:
        if who not in ("owner", "anonymous"):
            assert not Availability.objects.visible_to(cast.users[who]).exists()
