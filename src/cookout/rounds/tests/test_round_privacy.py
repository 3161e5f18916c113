"""A wish not to meet somebody shows in no door; nor do draws, nor what is not for the group."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.testing import bearer
from cookout.groups.models import Group, Membership, Office
from cookout.people.models import Audience, ProfileEntry
from cookout.rounds.models import Availability, DoNotPair, Round
from cookout.rounds.models.asked import Asked
from cookout.rounds.testing import chapter, monday, strangers

Chapter = tuple[Group, list[Membership]]
FORBIDDEN = ("candidate", "probabilit", "redraw", "sat_out", "wish", "do_not", "do-not", "policy", "hat-1")


@pytest.fixture
def led(ada: User, ben: User, cleo: User) -> Chapter:
    """Ben presides; Cleo wishes not to meet Dora."""
    group, seats = chapter(ben, cleo, *strangers("Dora Vale", "Emil Hart", "Finn Moss", "Gwen Lake"))
    seats[0].appoint(Office.Role.PRESIDENT, by=ada)
    DoNotPair.objects.create(owner=cleo, membership=seats[2])
    return group, seats


def all_that_is_shown(client: Client, group: Group, made: Round, *readers: User) -> str:
    """Everything that these read of a round, through every door."""
    told = []
    for user in readers:
        client.force_login(user)
        pages = ("/", "/round.csv")
        told += [client.get(f"/rounds/{made.uid}{page}").content.decode() for page in pages]
        told += [client.get(page).content.decode() for page in (f"/rounds/of/{group.uid}/", f"/groups/{group.uid}/")]
        for path in (f"/rounds/{made.uid}", f"/groups/{group.uid}/rounds"):
            told.append(client.get(f"/api/v1{path}", headers=bearer(user)).content.decode())
        for form in ([], ["--json"]):
            out = io.StringIO()
            call_command("round", "show", group.name, "--user", user.email, *form, stdout=out)
            told.append(out.getvalue())
    return "\n".join(told)


def test_a_wish_shows_nowhere_while_everybody_can_be_paired(
    client: Client, ben: User, cleo: User, led: Chapter
) -> None:
    group, seats = led
    made = Round.make(by=ben, scope=group, starts_on=monday(), weeks=3, most=3, seed=2)
    made.announce(by=ben)
    assert not made.pairings.filter(first=seats[1], second=seats[2]).exists()
    dora = seats[2].user
    assert dora is not None
    shown = all_that_is_shown(client, group, made, ben, cleo, dora).lower()
    assert "dora" in shown
    assert [word for word in FORBIDDEN if word in shown.replace("what stands in the way", "")] == []
    kept = json.dumps(
        [made.obstacles, made.learned, made.engine, list(made.pairings.values_list("reasons", flat=True))]
    )
    assert not [word for word in FORBIDDEN if word in kept]
    changes = Act.objects.get(verb="round.make").changes.all()
    assert {change.model for change in changes} == {"rounds.round"}, "draws stand in no diary"


def test_what_stands_in_the_way_is_told_as_if_nobody_had_a_wish(ben: User, cleo: User, led: Chapter) -> None:
    group, seats = led
    Availability.objects.create(membership=seats[3], most=0)
    Availability.objects.create(membership=seats[4], slots=[])
    for other in (seats[0], *seats[3:]):
        DoNotPair.objects.create(owner=cleo, membership=other)
    asked = Asked.of(Round.draft(scope=group, starts_on=monday(), seed=1))
    assert asked.is_private
    DoNotPair.objects.all().delete()
    Availability.objects.all().delete()
    free = Asked.of(Round.draft(scope=group, starts_on=monday(), seed=1))
    assert asked.obstacles == free.obstacles
    assert not free.is_private


def test_a_wish_in_the_way_is_one_sentence_without_a_name_for_who_leads(
    client: Client, ben: User, cleo: User, led: Chapter
) -> None:
    group, seats = led
    for other in (seats[0], *seats[3:]):
        DoNotPair.objects.create(owner=cleo, membership=other)
    made = Round.make(by=ben, scope=group, starts_on=monday(), weeks=2, most=2)
    assert made.obstacles[-1] == {"code": "wish", "members": [], "week": None}
    assert {one["code"] for one in made.obstacles[:-1]} == {"sits_out"}
    made.announce(by=ben)
    whole = client.get(f"/api/v1/rounds/{made.uid}", headers=bearer(ben)).json()
    assert "A private wish stands in the way, or when somebody can meet." in whole["obstacles"]
    assert "wish" not in all_that_is_shown(client, group, made, cleo).lower()


def facts_of(group: Group) -> Any:
    """What the group knows of its one pair."""
    return Asked.of(Round.draft(scope=group, starts_on=monday(), seed=1)).known.facts


@pytest.mark.parametrize(("audience", "findings"), [("groups", 1), ("link", 1), ("one_to_one", 0), ("me", 0)])
def test_common_ground_reads_only_what_the_whole_group_may(ben: User, cleo: User, audience: str, findings: int) -> None:
    group, _seats = chapter(ben, cleo)
    for user in (ben, cleo):
        ProfileEntry.tell(by=user, facet="interests", text="Sailing", audience=Audience(audience))
    assert facts_of(group).findings.tolist() == [findings]


def test_where_profiles_are_not_shared_nothing_of_them_goes_in(ben: User, cleo: User) -> None:
    group, _seats = chapter(ben, cleo, shares_profiles=False)
    for user in (ben, cleo):
        ProfileEntry.tell(by=user, facet="interests", text="Sailing")
    assert facts_of(group).findings.tolist() == [0]
    assert facts_of(group).unknowns.tolist() == [200]


def test_what_one_tells_makes_less_unknown(ben: User, cleo: User) -> None:
    group, _seats = chapter(ben, cleo)
    ProfileEntry.tell(by=ben, prompt="good_referral.words", text="We just bought a house")
    assert facts_of(group).unknowns.tolist()[0] < 200
