"""Every cell of what a chapter and a region may show, PRODUCT §4: who reads what, and who writes what, at every door.

Everything that each reader can open is fetched once; then every cell looks for its word in it.
"""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from cookout.core.testing import bearer, standing
from cookout.insight.models.month_report import MonthReport
from cookout.insight.rules import month_of
from tests.chapter_cast import AMOUNTS, READERS, TARGET, TWO, Cast, gathered, last_month, mark
from tests.doors import PAGES, THINGS, For
from tests.test_doors import API, call, operations
from tests.test_referral_visibility import whole

pytestmark = pytest.mark.django_db  # else pytest-django sets up no database for the fixture of the module

ROOMS = ("core", "groups", "meetings", "reports", "insight", "plan")
ELSEWHERE = ("people:person_list", "people:person_detail", "people:export", "house")
NOUNS = ("groups", "regions", "memberships", "group-meetings", "visits", "reports-in", "scorecards", "insight",
         "today", "search", "export", "acts")  # fmt: skip
"""The rooms, single pages and nouns of the API that could tell of a chapter."""

COMMANDS = (
    ["group", "list"], ["group", "show", mark("group")], ["group", "report", mark("group")],
    ["group", "report", mark("region")], ["meeting", "--group", mark("group")], ["run_sheet", "--group", mark("group")],
    ["visitor"], ["visitor", "--group", mark("group")], ["reports", "--group", mark("group")], ["month"],
)  # fmt: skip
FILES = ((mark("group"), "--csv"), (mark("group"), "--palms"), (mark("region"), "--csv"))

Seen = dict[tuple[str, str], str]
"""What one reader got: the door and the address, and all that was answered."""

LEADING = {"leader", "director", "host"}
INSIDE = {"owner", "member", *LEADING}
REGION = {*INSIDE, "neighbour"}

CELLS: dict[str, set[str]] = {
    **dict.fromkeys(("group", "namemember", "nameowner", "wanted", "topic", "announced", "substitute"), INSIDE),
    **dict.fromkeys(("visitor", "visitrade", "praise"), INSIDE),
    **dict.fromkeys(("applicant", "appnote", "appmail", "appphone", "invited", "file", "seatless"), LEADING),
    **dict.fromkeys(("vismail", "visphone"), {*LEADING, "owner"}),
    **dict.fromkeys(("region", "card"), REGION),
    "nameneighbour": {"neighbour", "director", "host"},
    "hillside": {"neighbour", "director", "host"},
    "hilltopic": {"neighbour", "director", "host"},
    **dict.fromkeys(("kept", "touch", "promise", "fact", "note", "favor", "answer", "business"), {"owner"}),
}
"""Who may read which word; what is nobody's but Paul's is private, whoever leads."""

OWN = {"business": {"leader"}}
"""Who has the same word in a row of her own."""


# What everybody can open


@pytest.fixture(scope="module")
def house(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Cast, dict[str, Seen]]]:
    """Everything that everybody can open, fetched once for all tests here."""
    with standing(django_db_blocker):
        cast = gathered()
        folder = tmp_path_factory.mktemp("papers")
        yield cast, {who: dict(everything(cast, who, folder)) for who in READERS}


def everything(cast: Cast, who: str, folder: Path) -> Iterator[tuple[tuple[str, str], str]]:
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
    for at, (whose, kind) in enumerate(FILES):
        file = folder / f"{who}-{at}"
        said("group", "report", whose, kind, str(file), "--user", user.email)
        yield ("file", f"{whose} {kind}"), text_of(file.read_bytes()) if file.exists() else ""


def said(*words: str) -> str:
    """What a command answers; nothing of it stays."""
    out = io.StringIO()
    try:
        with transaction.atomic():
            call_command(*words, stdout=out, stderr=out)
            transaction.set_rollback(True)
    except CommandError as refusal:
        out.write(str(refusal))
    return out.getvalue()


def pages(client: Client, cast: Cast) -> Iterator[tuple[tuple[str, str], str]]:
    """Every page that could tell, of Riverside's things; some with a question."""
    for name, door in PAGES.items():
        if door.who not in (For.EACH, For.OWNER, For.HOST) or not (name.split(":")[0] in ROOMS or name in ELSEWHERE):
            continue
        if door.thing and door.thing not in cast.things:
            continue
        rows = [cast.things[door.thing], *cast.more(name)] if door.thing else [None]
        others = dict(door.others) | ({"month": f"{last_month()[0]:%Y-%m}"} if "month" in door.others else {})
        for row in rows:
            named = {door.part: door.shaped(row.uid)} if row is not None else {}
            path = reverse(name, kwargs={**named, **others})
            for query in queries(name, cast):
                yield (name, path + query), answered(client.get(path + query), path + query)


def queries(name: str, cast: Cast) -> tuple[str, ...]:
    group, region = (f"{kind}={cast.things[kind].uid}" for kind in ("group", "region"))
    if name == "core:search":
        return ("?q=quill",)
    if name == "people:export":
        return ("?format=archive",)
    if name in ("reports:award_list", "insight:study_detail", "insight:count_list", "reports:scorecard_detail"):
        return ("", f"?{group}", f"?{region}")
    return ("",)


def programs(cast: Cast, header: dict[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Every reading operation of the API that could tell of a chapter."""
    client = Client(raise_request_exception=False)
    for method, path in operations():
        noun = path.removeprefix(f"{API}/").split("/")[0]
        if (
            method != "get"
            or noun not in NOUNS
            or path.endswith(".pdf")
            or ("{uid}" in path and THINGS[noun] not in cast.things)
        ):
            continue
        address = path.replace("{uid}", str(cast.things[THINGS[noun]].uid)) if "{uid}" in path else f"{path}?q=quill"
        yield ("API", address), answered(client.get(address, headers=header), address)


def answered(answer: Any, path: str) -> str:
    """All words of an answer; nothing where there is none. A paper is read as one would."""
    assert answer.status_code < 500, path
    if "pdf" in answer.headers.get("Content-Type", ""):
        return text_of(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    return whole(answer)


def text_of(body: bytes) -> str:
    """The words of a file, those of a paper too."""
    if not body.startswith(b"%PDF"):
        return body.decode(errors="replace")
    words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return words.replace("\n", "") + str(PdfReader(io.BytesIO(body)).metadata)


# The cells


def found(seen: Seen, *words: str) -> list[str]:
    """Where these words stand; not where the reader said them herself."""
    return [
        f"{door} {path}: {word}"
        for (door, path), text in seen.items()
        for word in words
        if word in text and word not in path
    ]


@pytest.mark.parametrize("cell", CELLS)
def test_nobody_reads_what_is_not_for_them(house: tuple[Cast, dict[str, Seen]], cell: str) -> None:
    _cast, seen = house
    allowed = CELLS[cell] | OWN.get(cell, set())
    leaks = [f"{who}: {leak}" for who in READERS if who not in allowed for leak in found(seen[who], mark(cell))]
    assert not leaks


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell not in ("business", "hilltopic", "favor")])
def test_whoever_may_read_it_finds_it(house: tuple[Cast, dict[str, Seen]], cell: str) -> None:
    _cast, seen = house
    assert not [who for who in CELLS[cell] if not found(seen[who], mark(cell))]


@pytest.mark.parametrize("who", READERS)
def test_no_amount_of_one_and_no_sum_of_two_leaves(house: tuple[Cast, dict[str, Seen]], who: str) -> None:
    _cast, seen = house
    cents = {name: amount for name, amount in AMOUNTS.items() if name != who} | {
        "two": TWO, "all": sum(AMOUNTS.values()), "twice": 2 * TWO,
    }  # fmt: skip
    words = [
        text for amount in cents.values() for text in (str(amount), f"{amount / 100:,.2f}", f"{amount / 100:,.0f}")
    ]
    assert not found(seen[who], *words)


def test_what_one_wishes_for_is_her_own(house: tuple[Cast, dict[str, Seen]]) -> None:
    _cast, seen = house
    assert [who for who in READERS if found(seen[who], f'"target": {TARGET}')] == ["owner"]


RANKED = ("reports:award_list", "meetings:run_sheet")


@pytest.mark.parametrize("who", [who for who in READERS if who != "quiet"])
def test_who_does_not_wish_to_be_named_is_not_recognized(house: tuple[Cast, dict[str, Seen]], who: str) -> None:
    _cast, seen = house
    told = {key: text for key, text in seen[who].items() if key[0] in RANKED or "/recognition" in key[1]}
    assert not [leak for leak in found(told, mark("namequiet")) if "run_sheet" not in leak]
    assert who not in INSIDE or found(told, mark("namerita"))


@pytest.mark.parametrize("who", ["member", "rita", *sorted(LEADING)])
def test_why_somebody_was_excused_is_between_her_and_who_leads(house: tuple[Cast, dict[str, Seen]], who: str) -> None:
    cast, _seen = house
    day = cast.things["before"].on
    told = MonthReport.of(cast.group, month_of(day), cast.users[who], today=day + dt.timedelta(days=7)).as_data()
    rows = {row["name"]: row["medical"] for row in told["rows"]}
    assert rows[cast.users["rita"].name] == (None if who == "member" else 1)
    assert told["total"]["medical"] == (1 if who in LEADING else None)


# Writing

WRITTEN = ("groups", "regions", "memberships", "offices", "leaves", "applications", "wanted", "invitations", "visits",
           "group-meetings", "praise", "learning-credits", "reports-in", "awards", "scorecards")  # fmt: skip

MEMBER = {
    "post groups/applications", "put group-meetings/coming", "post group-meetings/visits", "post group-meetings/praise",
    "post scorecards/what-if",
}  # fmt: skip
"""What a member writes with things that are not hers; the last one keeps nothing."""


def tried(cast: Cast, who: str) -> dict[str, int]:
    """What becomes of every writing operation on Riverside's and Paul's things; nothing of it stays."""
    client, header = Client(raise_request_exception=False), bearer(cast.users[who])
    things = cast.uids() | {"promise": cast.things["person"].uid}
    got = {}
    for method, path in operations():
        noun, *rest = path.removeprefix(f"{API}/").split("/")
        if method == "get" or noun not in WRITTEN or "{uid}" not in path:
            continue
        with transaction.atomic():
            status = call(client, method, path, things, header).status_code
            transaction.set_rollback(True)
        got[" ".join((method, "/".join([noun, *rest[1:]])))] = status
    return got


@pytest.mark.parametrize("who", ["elsewhere", "neighbour", "former", "stranger"])
def test_who_stands_outside_writes_nothing(house: tuple[Cast, dict[str, Seen]], db: None, who: str) -> None:
    cast, _seen = house
    got = tried(cast, who)
    shown = {"put regions", "post regions/awards"} if who == "neighbour" else set[str]()
    open_to = {"post scorecards/what-if"} if who == "neighbour" else set[str]()
    assert {deed for deed, status in got.items() if status != 404} == shown | open_to
    assert {got[deed] for deed in shown} <= {409}


def test_a_member_writes_what_is_hers_to_write(house: tuple[Cast, dict[str, Seen]], db: None) -> None:
    cast, _seen = house
    got = tried(cast, "member")
    assert {deed for deed, status in got.items() if status < 300} == MEMBER
    assert set(got.values()) <= {200, 201, 404, 409}


@pytest.mark.parametrize("who", sorted(LEADING))
def test_who_leads_finds_every_door_of_the_group(house: tuple[Cast, dict[str, Seen]], db: None, who: str) -> None:
    cast, _seen = house
    got = tried(cast, who)
    own = set[str]() if who == "leader" else {"put group-meetings/coming", "post scorecards/what-if"}
    assert {deed for deed, status in got.items() if status == 404} == own, "who is no member has no place of her own"
