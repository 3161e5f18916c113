"""Rounds across the chapters of a region: planned by the worker, read by each as far as it is hers, mended."""

import csv
import datetime as dt
import io
import json
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from cookout.core.models import User, WorkState
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, query_count
from cookout.groups.models import Group, Membership, Office, Region
from cookout.rounds.models import DoNotPair, Pairing, Round, asked_region
from cookout.rounds.models.across import Standing
from cookout.rounds.models.repairing import repaired
from cookout.rounds.testing import chapter, met, monday, strangers

Cast = dict[str, Any]


@pytest.fixture
def cast(ada: User, ben: User, cleo: User) -> Cast:
    """Ada directs the region (and hosts not), Ben leads Oak, Emil and Gus sit in Elm; Cleo is a stranger."""
    User.objects.filter(pk=ada.pk).update(is_host=False)
    ada.refresh_from_db()
    region = Region.objects.create(name="North")
    Office.objects.create(region=region, user=ada, role=Office.Role.DIRECTOR, starts_on=dt.date(2024, 1, 1))
    emil, gus = strangers("Emil Eck", "Gus Gray")
    oak, oaks = chapter(ben, "Dora Dix", "Fay Fox", name="Oak", region=region)
    elm, elms = chapter(emil, gus, "Hana Hill", name="Elm", region=region)
    Office.objects.create(membership=oaks[0], role=Office.Role.PRESIDENT, starts_on=dt.date(2024, 1, 1))
    return {"region": region, "oak": oak, "elm": elm, "ada": ada, "ben": ben, "emil": emil, "gus": gus, "cleo": cleo,
            "seats": [*oaks, *elms]}  # fmt: skip


def worked(made: Round) -> Round:
    """The worker has had it."""
    assert made.claim()
    made.work()
    made.refresh_from_db()
    return made


def planned(cast: Cast, **terms: Any) -> Round:
    values = {"starts_on": monday(), "weeks": 2, "most": 2, "hat": 1, "across": True, "seed": 7, **terms}
    return worked(Round.make(by=cast["ada"], scope=cast["region"], **values))


def announced(cast: Cast, **terms: Any) -> Round:
    made = planned(cast, **terms)
    made.announce(by=cast["ada"])
    return made


def groups_of(pairing: Pairing) -> set[int]:
    return {pairing.first.group_id, pairing.second.group_id}


def enter(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_pairs_are_of_different_chapters_and_everybody_has_one_each_week(cast: Cast) -> None:
    made = planned(cast)
    assert (made.work_state, made.is_optimal) == (WorkState.DONE, True)
    assert made.pairings.count() == 6
    assert all(len(groups_of(pairing)) == 2 for pairing in made.pairings.all())


def test_a_region_s_plan_waits_for_the_worker_and_the_page_says_so(client: Client, cast: Cast) -> None:
    made = Round.make(by=cast["ada"], scope=cast["region"], starts_on=monday(), weeks=2, across=True)
    assert made.work_state == WorkState.WAITING
    enter(client, cast["ada"])
    assert "The plan is being worked out" in client.get(made.get_absolute_url()).content.decode()
    assert "is being worked out" in client.get(cast["region"].get_absolute_url()).content.decode()


def test_a_plan_that_cannot_be_says_why_and_is_tried_again(client: Client, cast: Cast) -> None:
    Membership.objects.filter(group=cast["elm"]).delete()
    made = planned(cast)
    assert made.work_state == WorkState.FAILED
    enter(client, cast["ada"])
    text = client.get(made.get_absolute_url()).content.decode()
    assert "No two members can be paired" in text
    assert "Try again" in text
    chapter("Ida Im", "Jan Jo", name="Ash", region=cast["region"])
    client.post(f"/rounds/{made.uid}/again/")
    again = worked(Round.objects.get(deleted_at=None))
    assert again.work_state == WorkState.DONE


def test_only_who_directs_the_region_plans_and_a_group_has_no_pairs_across(cast: Cast) -> None:
    with pytest.raises(Refusal, match="Whoever leads North"):
        Round.make(by=cast["ben"], scope=cast["region"], starts_on=monday())
    with pytest.raises(Refusal, match="for a region"):
        Round.make(by=cast["ben"], scope=cast["oak"], starts_on=monday(), across=True)


def test_each_reads_the_pairs_of_her_own_chapter(client: Client, cast: Cast) -> None:
    chapter("Ida Im", "Jan Jo", name="Ash", region=cast["region"])
    made = announced(cast)
    seen = {name: set(Pairing.objects.visible_to(cast[name]).filter(round=made)) for name in ("ada", "ben", "emil")}
    everything = set(made.pairings.all())
    assert seen["ada"] == everything
    for name, group in (("ben", "oak"), ("emil", "elm")):  # Ben leads his chapter, and reads no more for it
        assert seen[name] == {pair for pair in everything if cast[group].pk in groups_of(pair)}
        assert 0 < len(seen[name]) < len(everything)
    text = enter(client, cast["emil"]).get(made.get_absolute_url()).content.decode()
    assert "Your chapter and you" in text
    assert "Hana Hill" in text
    assert client.get(made.get_absolute_url() + "?chapter=" + str(cast["oak"].uid)).status_code == 404
    assert enter(client, cast["cleo"]).get(made.get_absolute_url()).status_code == 404


def test_who_directs_reads_chapter_by_chapter(client: Client, cast: Cast) -> None:
    made = announced(cast)
    enter(client, cast["ada"])
    text = client.get(made.get_absolute_url() + f"?chapter={cast['oak'].uid}").content.decode()
    assert '<h2 id="weeks">Oak</h2>' in text
    assert "Elm (6)" in text
    rows = list(csv.reader(io.StringIO(client.get(f"/rounds/{made.uid}/round.csv").content.decode())))
    assert len(rows) == 7
    assert {rows[1][2], rows[1][5]} == {"Oak", "Elm"}


def test_a_draft_of_a_region_is_its_director_s(client: Client, cast: Cast) -> None:
    made = planned(cast)
    assert enter(client, cast["ben"]).get(made.get_absolute_url()).status_code == 404
    assert enter(client, cast["ada"]).get(made.get_absolute_url()).status_code == 200


def test_planning_across_on_the_page(client: Client, cast: Cast) -> None:
    path = f"/rounds/across/{cast['region'].uid}/"
    enter(client, cast["ada"])
    assert "6 members today" in client.get(path + "new/").content.decode()
    told = {"starts_on": monday().isoformat(), "weeks": 2, "most": 2, "hat": 0, "months_apart": 3, "across": "on"}
    answer = client.post(path + "new/", told)
    made = Round.objects.get()
    assert (answer.status_code, answer["Location"], made.across) == (302, made.get_absolute_url(), True)
    assert made.get_absolute_url() in client.get(path).content.decode()
    again = client.post(path + "new/", told)
    assert (again.status_code, "has a draft" in again.content.decode()) == (422, True)
    assert client.post(path + "new/", {**told, "weeks": "many"}).status_code == 422
    for other in ("ben", "cleo"):
        assert enter(client, cast[other]).get(path + "new/").status_code == 404
    assert enter(client, cast["cleo"]).get(path).status_code == 404


def test_the_region_s_page_says_how_the_round_stands(client: Client, cast: Cast) -> None:
    page = cast["region"].get_absolute_url()
    assert "Plan a round" in enter(client, cast["ada"]).get(page).content.decode()
    made = announced(cast)
    text = client.get(page).content.decode()
    assert "6 pairs" in text
    assert "that is proved" in text
    assert made.get_absolute_url() in enter(client, cast["emil"]).get(page).content.decode()


def test_a_no_ends_the_pair_and_moves_nobody_else(cast: Cast) -> None:
    made = announced(cast, hat=0)
    mine = made.pairings.of(cast["emil"]).order_by("week").first()
    assert mine is not None
    others = set(made.pairings.exclude(pk=mine.pk).values_list("pk", flat=True))
    mine.decline(by=cast["emil"])
    assert others <= set(made.pairings.standing().values_list("pk", flat=True))
    standing = Standing.of(made)
    assert (standing.announced, standing.kept, standing.was_repaired) == (6, 5, True)


def test_who_left_is_replaced_from_those_who_have_nobody(cast: Cast) -> None:
    made = announced(cast, hat=0)
    hana = Membership.objects.get(name="Hana Hill")
    Membership.objects.filter(pk=hana.pk).update(left_on=timezone.localdate())
    repaired(made, by=cast["ada"])
    assert not made.pairings.standing().filter(first=hana).exists()
    assert not made.pairings.standing().filter(second=hana).exists()
    assert made.pairings.standing().count() == 4


def test_the_page_of_a_pair_says_how_two_of_different_chapters_come_together(client: Client, cast: Cast) -> None:
    made = announced(cast)
    pairing = made.pairings.of(cast["emil"]).first()
    assert pairing is not None
    text = enter(client, cast["emil"]).get(pairing.get_absolute_url()).content.decode()
    assert "introduces you" in text
    assert "Oak" in text


def test_a_private_wish_holds_across_chapters_and_is_told_to_nobody(client: Client, cast: Cast) -> None:
    DoNotPair.objects.create(owner=cast["emil"], membership=cast["seats"][1])
    made = announced(cast, hat=0)
    met = {frozenset((pairing.first_id, pairing.second_id)) for pairing in made.pairings.all()}
    emil = next(seat for seat in cast["seats"] if seat.user == cast["emil"])
    assert frozenset((emil.pk, cast["seats"][1].pk)) not in met
    assert "wish" not in enter(client, cast["ben"]).get(made.get_absolute_url()).content.decode().lower()


def test_that_two_of_different_chapters_met_is_known_to_the_two_alone(client: Client, cast: Cast) -> None:
    made = planned(cast, hat=0)
    before = list(made.pairings.values_list("first", "second", "week", "gain", "reasons"))
    made.remove(by=cast["ada"])
    met(cast["ben"], cast["emil"], timezone.localdate() - dt.timedelta(days=300))
    again = planned(cast, hat=0)
    assert list(again.pairings.values_list("first", "second", "week", "gain", "reasons")) == before
    text = enter(client, cast["ada"]).get(again.get_absolute_url()).content.decode()
    assert "Two chapters" in text
    assert "months" not in text.split("Two chapters", 1)[1].split("</ul>", 1)[0]


def test_a_region_s_round_by_program(client: Client, cast: Cast) -> None:
    made = announced(cast)
    told = client.get(f"/api/v1/rounds/{made.uid}", headers=bearer(cast["emil"])).json()
    shown = [pair for week in told["by_week"] for pair in week["pairs"]]
    assert len(shown) == sum(cast["elm"].pk in groups_of(pair) for pair in made.pairings.all())
    assert client.get(f"/api/v1/rounds/{made.uid}", headers=bearer(cast["cleo"])).status_code == 404


def told(*words: str, user: User) -> Any:
    out = io.StringIO()
    call_command("round", "across", "North", *words, "--user", user.email, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_a_region_s_round_by_command(cast: Cast) -> None:
    with pytest.raises(CommandError, match="no such round"):
        told(user=cast["emil"])
    with pytest.raises(CommandError, match="Whoever leads North"):
        told("--plan", user=cast["ben"])
    assert told("--plan", "--weeks", "2", "--seed", "7", user=cast["ada"])["work_state"] == "waiting"
    worked(Round.objects.get())
    with pytest.raises(CommandError, match="no such round"):
        told("--announce", user=cast["ben"])
    assert told("--announce", user=cast["ada"])["state"] == "announced"
    with pytest.raises(CommandError, match="Whoever directs North does that"):
        told("--call-off", user=cast["ben"])
    ours = [pair for week in told(user=cast["emil"])["by_week"] for pair in week["pairs"]]
    assert sum("Emil Eck" in (pair["first"]["name"], pair["second"]["name"]) for pair in ours) == 2
    out = io.StringIO()
    call_command("round", "across", "North", "--user", cast["emil"].email, stdout=out)
    assert out.getvalue().count("Emil Eck") == 2
    assert told("--call-off", user=cast["ada"])["state"] == "called_off"


def test_the_page_asks_no_more_for_more_pairs(client: Client, cast: Cast) -> None:
    made = announced(cast)
    enter(client, cast["ada"]).get(made.get_absolute_url())
    with query_count() as many:
        client.get(made.get_absolute_url())
    assert many[0] <= 30


def test_a_large_region_is_thinned_and_its_bound_holds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    best = planned(cast, hat=0)
    best.remove(by=cast["ada"])
    monkeypatch.setattr(asked_region, "MANY_PAIRS", 1)
    made = planned(cast, hat=0)
    assert (made.value, made.pairings.count()) == (best.value, 6)
    assert made.upper_bound is not None
    assert best.value is not None
    assert best.value <= made.upper_bound
    made.remove(by=cast["ada"])
    drawn = planned(cast, hat=1)
    assert drawn.draws.count() == 1
    assert drawn.pairings.exclude(draw=None).count() == 3
    assert all(len(groups_of(pairing)) == 2 for pairing in drawn.pairings.all())


def test_the_hat_of_a_large_region_draws_within_parts_with_probabilities_that_are_known(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked_region, "MANY_PAIRS", 1)
    monkeypatch.setattr(asked_region, "IN_A_PART", 3)
    made = planned(cast, hat=1)
    draw = made.draws.get()
    chance = np.zeros(len(draw.members))
    for one, other, probability in draw.candidates:
        chance[[one, other]] += probability
    parts = asked_region._parts(np.array([seat.group_id for seat in cast["seats"]]), draw.seed)
    assert all(parts[one] == parts[other] for one, other, _probability in draw.candidates)
    assert chance.sum() == pytest.approx(2 * len(draw.pairs))
    assert (chance <= 1 + 1e-9).all()


def test_parts_of_the_hat_are_of_a_dozen_and_mix_the_chapters() -> None:
    group = np.repeat(np.arange(60), 35)
    parts = asked_region._parts(group, 3)
    assert set(np.bincount(parts).tolist()) == {12}
    assert all(np.unique(group[parts == part]).size == 12 for part in range(175))
    assert (parts != asked_region._parts(group, 4)).any()


def test_a_group_s_leader_without_members_there_sees_nothing_of_another_region(cast: Cast) -> None:
    other = Group.objects.create(name="Far")
    made = announced(cast)
    assert not Round.objects.visible_to(cast["cleo"]).filter(pk=made.pk).exists()
    assert other.region is None
