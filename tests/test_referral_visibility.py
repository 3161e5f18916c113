"""Every cell of the rows about referrals in PRODUCT §4: who reads what, at every door.

Everything that each reader can open is fetched once; then every cell looks for its word in it.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cookout.connect.models import WebhookDelivery
from cookout.core.models import Letter
from cookout.core.testing import bearer, standing
from cookout.people.models.export import FORMATS
from cookout.referrals.models import LedgerEntry, Referral
from cookout.referrals.models.ledger import SAID_BY_PROSPECT
from tests.doors import PAGES, THINGS, For
from tests.referral_cast import AMOUNTS, BANDS, HOLDERS, READERS, SHARED, WINDOWED, Cast, gathered, mark
from tests.test_doors import API, operations, read

pytestmark = pytest.mark.django_db  # else pytest-django sets up no database for the fixture of the module

BOTH, NAMES = (*SHARED, *WINDOWED), ("hername", "hisname")

DOORS = {"core:search": "search", "plan:today": "today", "people:person_detail": "person page",
         "ties:timeline": "timeline", "people:export": "archive"}  # fmt: skip
"""Pages that are named in a leak; every other one is a “page”."""

SEARCHED = {"core:search", "people:person_list", "referrals:referral_list", "referrals:referral_create"}

ROOMS = ("core", "groups", "referrals", "plan", "connect")
ELSEWHERE = ("people:person_list", "people:person_detail", "people:export", "ties:timeline", "ties:promise_list",
             "ties:triage", "one_to_ones:person_prep", "one_to_ones:one_to_one_detail")  # fmt: skip
NOUNS = ("referrals", "updates", "owed", "business", "giving", "referrers", "favors", "testimonials", "asks",
         "reviews", "teachings", "record", "record-links", "reputation", "webhooks", "webhook-deliveries", "people",
         "today", "search", "acts", "groups", "export")  # fmt: skip
"""The rooms, single pages and nouns of the API that could tell of a referral."""

COMMANDS = (["refer", "--list", "--all"], ["owed"], ["business"], ["record"], ["reputation"], ["today"],
            ["ask", "Odile", "--earned"], ["referrer", "Odile"])  # fmt: skip

Seen = dict[tuple[str, str], str]
"""What one reader got: the door and the address, and all that was answered."""

CELLS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("uid", "name", "mail", "phone", "note", "first"), (*BOTH, *NAMES)),
    **dict.fromkeys(("step", "next", "won", "his", "fit", "news", "said", "business", "amount", "band"), BOTH),
    **dict.fromkeys(("yes", "hers", "remind", "reply"), SHARED),
    **dict.fromkeys(("ledger", "heard", "tells"), BOTH),
    **dict.fromkeys(("favor", "praise", "ask", "review", "teaching", "link", "rating", "total"), ("",)),
}
"""What may be known, and of which referrals."""


def may_read(cell: str, one: str) -> set[str]:
    """Who may; PRODUCT §4 as a table."""
    if one in NAMES:
        return {"referrer" if one == "hername" else "provider"}
    other = f"window_{one}" if one in WINDOWED else "referrer"
    consent = one.removeprefix("w")
    if cell == "hers":
        return {"referrer"}
    besides = {
        **dict.fromkeys(("uid", "mail", "phone", "note", "first"), {other} - set(HOLDERS)),
        **dict.fromkeys(("news", "remind", "reply"), {other}),
        **dict.fromkeys(("step", "next", "won", "band"), {other} if consent == "open" else set()),
        **dict.fromkeys(("ledger", "heard"), {"referrer"} if one in SHARED else set()),
        "yes": {other} - ({other} if consent == "secret" else set()),
        "name": {other, f"experience_{one}"},
        "rating": {holder for holder in HOLDERS if holder.startswith("experience")},
    }
    return {"provider", *besides.get(cell, ())}


NOWHERE = {("name", "window"), ("name", "experience"), ("next", "window"), ("band", "provider"),
           ("rating", "experience"), ("total", "provider")}  # fmt: skip
"""What may be read, and need not be: first names do, nothing comes next of what is won, a band is for the other."""


def words(cell: str, one: str, cast: Cast) -> tuple[str, ...]:
    """How a cell would show."""
    if cell in ("ledger", "heard", "tells"):
        return told_of(cell, cast.referrals[one])
    match cell:
        case "uid":
            return (str(cast.referrals[one].uid),)
        case "mail" if one == "open":
            return ()
        case "amount":
            return str(AMOUNTS[one]), f"{AMOUNTS[one] / 100:,.2f}"
        case "band":
            return f"between {BANDS[one]} and", f"Between {BANDS[one]} and"
        case "rating":
            return "So-so", ': "so_so"'
        case "total":
            sums = [sum(AMOUNTS[one] for one in part) for part in (SHARED, WINDOWED, BOTH)]
            return tuple(text for cents in sums for text in (str(cents), f"{cents / 100:,.2f}"))
    return (mark(cell, one),)


def told_of(cell: str, one: Referral) -> tuple[str, ...]:
    """The lines of its ledger, those of them that the prospect said, and what it tells of its referrer."""
    if cell == "tells":
        name = one.referrer.first_name
        return f"tells you about {name}", f"{name} as your referrer"
    said = {"cause__in": SAID_BY_PROSPECT} if cell == "heard" else {}
    return tuple(str(uid) for uid in LedgerEntry.objects.filter(about=one.uid, **said).values_list("uid", flat=True))


# What everybody can open


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, dict[str, Seen]]]:
    """Everything that everybody can open, fetched once for all tests here."""
    with standing(django_db_blocker):
        cast = gathered()
        seen: dict[str, Seen] = {who: everything_of(cast, who) for who in READERS}
        for letter in Letter.objects.all():
            for who in addressees(cast, letter):
                seen[who][("letter", letter.key)] = f"{letter.subject}\n{letter.text}\n{letter.html}\n{letter.headers}"
        yield cast, seen


def addressees(cast: Cast, letter: Letter) -> list[str]:
    """Whose letter it is: an account's, or of whoever holds the window that it leads to."""
    mine = [who for who, user in cast.users.items() if user.email == letter.to]
    return mine or [who for who, path in cast.paths.items() if path in letter.text and who.startswith("window")]


def everything_of(cast: Cast, who: str) -> Seen:
    """All doors, as one reader."""
    if who in cast.paths:
        return {("held", cast.paths[who]): read(Client().get(cast.paths[who]))}
    client, user = Client(raise_request_exception=False), cast.users.get(who)
    if user is None:
        return dict(pages(client, cast))
    client.force_login(user)
    hooks = WebhookDelivery.objects.filter(webhook__owner=user)
    got = [*pages(client, cast), *programs(cast, bearer(user)), *commands(user.email)]
    return {**dict(got), **{("webhook", str(told.uid)): told.body for told in hooks}}


def pages(client: Client, cast: Cast) -> Iterator[tuple[tuple[str, str], str]]:
    """Every page, for everything of Paul's that it can name; those of one's own also with a search."""
    for name, door in PAGES.items():
        if door.who not in (For.EACH, For.OWNER, For.HOST) or not could_tell(name):
            continue
        rows = cast.things.get(door.thing, []) if door.thing else [None]
        for row in rows:
            named = {door.part: door.shaped(row.uid)} if row is not None else {}
            path = reverse(name, kwargs={**named, **door.others})
            for asked in queries(name) if row is None else ("",):
                answer = client.get(path + asked)
                assert answer.status_code < 500, path + asked
                yield (DOORS.get(name, "page"), path + asked), whole(answer)


def could_tell(name: str) -> bool:
    return name.split(":")[0] in ROOMS or name in ELSEWHERE


def queries(name: str) -> tuple[str, ...]:
    if name == "people:export":
        return tuple(f"?format={format}" for format in FORMATS)
    return ("", "?q=quill") if name in SEARCHED else ("",)


def whole(answer: Any) -> str:
    """All words of an answer; of an archive those of its files."""
    if "zip" not in answer.headers.get("Content-Type", ""):
        return read(answer)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def programs(cast: Cast, header: dict[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Every reading operation of the API that could tell of a referral."""
    client = Client(raise_request_exception=False)
    for method, path in operations():
        noun = path.removeprefix(f"{API}/").split("/")[0]
        if method != "get" or "{key}" in path or noun not in NOUNS:
            continue
        rows = cast.things.get(THINGS.get(noun, ""), []) if "{" in path else [None]
        for row in rows:
            address = path.replace("{uid}", str(row.uid)) if row is not None else f"{path}?q=quill"
            yield ("API", address), whole(client.get(address, headers=header))


def commands(email: str) -> Iterator[tuple[tuple[str, str], str]]:
    """The reading commands, plain and as JSON."""
    for asked in COMMANDS:
        for form in ([], ["--json"]):
            said = io.StringIO()
            try:
                with transaction.atomic():
                    call_command(*asked, "--user", email, *form, stdout=said, stderr=said)
                    transaction.set_rollback(True)
            except CommandError as refusal:
                said.write(str(refusal))
            yield ("command", " ".join([*asked, *form])), said.getvalue()


# The cells


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("cell", CELLS)
def test_nobody_reads_what_is_not_for_them(opened: tuple[Cast, dict[str, Seen]], cell: str, who: str) -> None:
    cast, seen = opened
    leaks = [
        f"{door} {path}: {word}"
        for one in CELLS[cell]
        if who not in may_read(cell, one)
        for word in words(cell, one, cast)
        for (door, path), text in seen[who].items()
        if word in text and word not in path
    ]
    assert not leaks


@pytest.mark.parametrize("cell", CELLS)
def test_whoever_may_read_it_finds_it(opened: tuple[Cast, dict[str, Seen]], cell: str) -> None:
    cast, seen = opened
    for one in CELLS[cell]:
        for who in may_read(cell, one):
            asked = words(cell, one, cast)
            if (cell, who.split("_")[0]) in NOWHERE or not asked:
                continue
            assert any(word in text for word in asked for text in seen[who].values()), (cell, one, who)
