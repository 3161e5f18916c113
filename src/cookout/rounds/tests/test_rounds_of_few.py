"""Who leads can send all but a few on leave and plan for these: she reads of wishes what she could guess as well."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.groups.models import Group, Leave, Membership, Office
from cookout.rounds.models import Availability, DoNotPair, Round
from cookout.rounds.testing import chapter, monday, strangers

Chapter = tuple[Group, list[Membership]]


@pytest.fixture
def led(ada: User, ben: User, cleo: User) -> Chapter:
    """Ben presides, and is on leave himself; what Cleo keeps to herself is what he is after."""
    group, seats = chapter(ben, cleo, *strangers("Dora Vale", "Emil Hart", "Finn Moss", "Gwen Lake"))
    seats[0].appoint(Office.Role.PRESIDENT, by=ada)
    return group, seats


def left(seats: list[Membership], *who: int) -> None:
    """All others are on leave."""
    Leave.objects.all().delete()
    for place, seat in enumerate(seats):
        if place not in who:
            Leave.objects.create(membership=seat, starts_on=monday(-1))


def secrets_of(seats: list[Membership]) -> Iterator[str]:
    """What keeps Cleo and Dora apart: a wish, then times of day that do not meet, then a pause."""
    cleo = seats[1]
    assert cleo.user is not None
    wish = DoNotPair.objects.create(owner=cleo.user, membership=seats[2])
    yield "wish"
    wish.delete()
    usual = Availability.objects.create(membership=cleo, slots=["morning"])
    other = Availability.objects.create(membership=seats[2], slots=["evening"])
    yield "times of day"
    other.delete()
    usual.slots, usual.most = ["morning", "midday", "evening"], 0
    usual.save()
    yield "pause"
    usual.delete()


def test_few_others_are_said_before_weeks_stay_empty(client: Client, led: Chapter) -> None:
    group, seats = led
    left(seats, 1, 2)
    Membership.objects.exclude(pk__in=[seats[1].pk, seats[2].pk]).update(left_on=monday(-1))
    client.force_login(User.objects.get(name="Ada Adeyemi"))
    said = {"starts_on": f"{monday()}", "weeks": 4, "most": 4, "hat": 0, "months_apart": 0, "look": "1"}
    answer = client.post(reverse("rounds:round_create", args=[group.uid]), said)
    assert answer.context["obstacles"] == ["Nobody has more than 1 other to meet, so nobody has more 1-2-1s than that."]


def all_that_is_told(client: Client, group: Group, **terms: int) -> list[str]:
    """What a leader reads before a plan and of it."""
    ben = User.objects.get(name="Ben Brandt")
    client.force_login(ben)
    said = {"starts_on": f"{monday()}", "weeks": 2, "most": 2, "hat": 0, "months_apart": 0, "seed": 5, **terms}
    looked = client.post(reverse("rounds:round_create", args=[group.uid]), {**said, "look": "1"})
    made = client.post("/api/v1/rounds", {**said, "group": str(group.uid)}, "application/json", headers=bearer(ben))
    told = [str(looked.context.get("obstacles")), str(made.json().get("detail", made.json().get("value")))]
    if made.status_code == 201:
        whole = client.get(f"/api/v1/rounds/{made.json()['uid']}", headers=bearer(ben)).json()
        pairs = [[(pair["first"]["name"], pair["second"]["name"]) for pair in one["pairs"]] for one in whole["by_week"]]
        told += [str(whole["obstacles"]), str(pairs), whole["worth"]]
        Round.objects.all().delete()
    return told


def test_of_two_who_are_left_nobody_learns_why_they_do_not_meet(client: Client, led: Chapter) -> None:
    group, seats = led
    left(seats, 1, 2)
    told = [all_that_is_told(client, group) for _secret in secrets_of(seats)]
    assert told[0] == told[1] == told[2]
    assert "or when somebody can meet" in told[0][0]
    assert "Cleo" not in str(told)


def test_of_four_with_one_pair_left_a_wish_reads_like_times_of_day(client: Client, led: Chapter) -> None:
    group, seats = led
    left(seats, 1, 2, 3, 4)
    told = [all_that_is_told(client, group, weeks=3, most=3) for _secret in secrets_of(seats)]
    assert told[0] == told[1]


def test_of_three_a_wish_reads_like_times_of_day(client: Client, led: Chapter) -> None:
    group, seats = led
    left(seats, 1, 2, 3)
    told = [all_that_is_told(client, group, weeks=3, most=3) for _secret in secrets_of(seats)]
    assert told[0] == told[1]


def test_who_pauses_is_not_named_to_who_leads(client: Client, led: Chapter) -> None:
    group, seats = led
    Availability.objects.create(membership=seats[1], most=0)
    Availability.objects.create(membership=seats[2], slots=[])
    told = all_that_is_told(client, group)
    assert "Cleo" not in str(told[:3])
    assert "Dora" not in str(told[:3])


def test_who_is_on_leave_is_named(client: Client, led: Chapter) -> None:
    group, seats = led
    left(seats, 1, 2, 3, 4)
    assert "Not free in these weeks: Ben Brandt, Gwen Lake." in all_that_is_told(client, group)[0]
