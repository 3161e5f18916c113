"""Numbers, days and words that make no round are answered with a sentence, through every door."""

import contextlib
import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.groups.models import Group, Membership, Office
from cookout.rounds.models import Availability, Round
from cookout.rounds.testing import announced, chapter, monday, strangers

Chapter = tuple[Group, list[Membership]]

DAYS = ("0001-01-01", "9999-12-31", "1826-11-20", "2400-01-01", "2026-13-40", "NaN", "\x00", "")
NUMBERS = ("0", "-1", "1000000000", str(10**40), "NaN", "1e3", "\x00", "", "٣")


@pytest.fixture
def led(ada: User, ben: User, cleo: User) -> Chapter:
    """Ben presides."""
    group, seats = chapter(ben, cleo, *strangers("Dora Vale", "Emil Hart"), "Gus Gray", "Hal Hume")
    seats[0].appoint(Office.Role.PRESIDENT, by=ada)
    return group, seats


@pytest.fixture
def bens(client: Client, ben: User) -> Client:
    """Ben's browser, which is told what broke."""
    client.force_login(ben)
    client.raise_request_exception = False
    return client


def usual(**said: Any) -> dict[str, Any]:
    return {"starts_on": f"{monday()}", "weeks": 2, "most": 2, "hat": 0, "months_apart": 0, **said}


@pytest.mark.parametrize("look", [{"look": "1"}, {}])
@pytest.mark.parametrize("day", DAYS)
def test_a_page_answers_a_strange_first_week(bens: Client, led: Chapter, day: str, look: dict[str, str]) -> None:
    answer = bens.post(reverse("rounds:round_create", args=[led[0].uid]), usual(starts_on=day, **look))
    assert answer.status_code in (400, 422)
    assert not Round.objects.exists()


@pytest.mark.parametrize("name", ["weeks", "most", "hat", "months_apart", "seed"])
def test_a_page_answers_strange_numbers(bens: Client, led: Chapter, name: str) -> None:
    for number in NUMBERS:
        for look in ({"look": "1"}, {}):
            answer = bens.post(reverse("rounds:round_create", args=[led[0].uid]), usual(**{name: number}, **look))
            assert answer.status_code in (200, 302, 400, 422), (name, number)
            Round.objects.all().delete()


WRONG: list[Any] = [0, -1, 10**9, 10**40, "NaN", "\x00", [], {}, [[]] * 5000, True, 1.5, "x" * 10_000]


@pytest.mark.parametrize(
    "name",
    ["starts_on", "weeks", "most", "hat", "months_apart", "seed", "is_apart", "across", "uid", "region", "group"],
)
def test_a_program_is_answered_whatever_it_says(bens: Client, ben: User, led: Chapter, name: str) -> None:
    header = bearer(ben)
    for wrong in [*WRONG, *DAYS, None]:
        said = {**usual(), "group": str(led[0].uid), name: wrong}
        answer = bens.post("/api/v1/rounds", said, content_type="application/json", headers=header)
        assert answer.status_code < 500, (name, wrong)
        Round.objects.all().delete()


@pytest.mark.parametrize(
    "name", ["on", "starts_at", "seats", "tables", "turns", "minutes", "is_apart", "absent", "seed", "uid"]
)
def test_a_program_is_answered_whatever_it_says_of_an_evening(bens: Client, ben: User, led: Chapter, name: str) -> None:
    header = bearer(ben)
    for wrong in [*WRONG, *DAYS, None, "10:00Z", "10:00+05:00", "25:00", 1, 2, 400, [str(led[1][0].uid)] * 900]:
        said = {"on": f"{dt.date.today()}", name: wrong}
        path = f"/api/v1/groups/{led[0].uid}/speed-evenings"
        answer = bens.post(path, said, content_type="application/json", headers=header)
        assert answer.status_code < 500, (name, wrong)
        if answer.status_code == 201:
            uid = answer.json()["uid"]
            for page in ("", "pdf/", "csv/", "screen/"):
                assert bens.get(f"/rounds/evenings/{uid}/{page}").status_code < 500


@pytest.mark.parametrize("name", ["slots", "week_on", "most"])
def test_a_program_is_answered_whatever_it_says_of_availability(
    bens: Client, ben: User, led: Chapter, name: str
) -> None:
    header = bearer(ben)
    for wrong in [*WRONG, *DAYS, None, ["morning"] * 3, ["morning", []], [None]]:
        said = {"slots": ["morning"], name: wrong}
        path = f"/api/v1/availability/{led[1][0].uid}"
        answer = bens.post(path, said, content_type="application/json", headers=header)
        assert answer.status_code < 500, (name, wrong)
        if isinstance(wrong, str):
            assert bens.delete(f"{path}?week_on={wrong}".replace("\x00", "%00"), headers=header).status_code < 500


@pytest.mark.parametrize("name", ["membership", "week"])
def test_a_program_is_answered_whatever_it_says_to_a_pair(bens: Client, ben: User, led: Chapter, name: str) -> None:
    group, seats = led
    _made, (row,) = announced(group, [(seats[0], seats[1], 1)])
    header = bearer(ben)
    for verb in ("accept", "swap", "decline"):
        for wrong in [*WRONG, None]:
            said = {"week": 2, name: wrong}
            path = f"/api/v1/pairings/{row.uid}/{verb}"
            answer = bens.post(path, said, content_type="application/json", headers=header)
            assert answer.status_code < 500, (verb, name, wrong)
            answer = bens.post(reverse(f"rounds:pairing_{verb}", args=[row.uid]), {"week": 2, name: str(wrong)})
            assert answer.status_code < 500, (verb, name, wrong)


PLAN = ["--weeks", "--most", "--hat", "--months-apart", "--seed", "--from"]


@pytest.mark.parametrize("option", PLAN)
def test_a_command_answers_with_a_sentence(ben: User, led: Chapter, option: str) -> None:
    for wrong in [*NUMBERS, *DAYS]:
        with contextlib.suppress(CommandError):
            call_command("round", "plan", led[0].name, f"{option}={wrong}", "--user", ben.email)
        Round.objects.all().delete()


@pytest.mark.parametrize("option", ["--most", "--week", "--slots", "--for", "--group"])
def test_a_command_answers_about_availability(ben: User, led: Chapter, option: str) -> None:
    for wrong in [*NUMBERS, *DAYS]:
        with contextlib.suppress(CommandError):
            call_command("pairing", "when", f"{option}={wrong}", "--user", ben.email)
    assert not Availability.objects.filter(most__gt=13).exists()
