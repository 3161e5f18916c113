"""Who does not lead any more takes nothing back that she did as one who led."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.core.testing import bearer
from cookout.groups.models import Leave, Office
from cookout.rounds.models import Pairing, PairingReply
from cookout.rounds.models.repairing import repaired
from cookout.rounds.testing import announced, chapter, monday, strangers

Plan = dict[str, Any]


@pytest.fixture
def plan(ben: User, cleo: User) -> Plan:
    """Ben presides, Gus and Hal have no account."""
    group, seats = chapter(ben, cleo, *strangers("Dora Vale", "Emil Hart"), "Gus Gray", "Hal Hume")
    Office.objects.create(membership=seats[0], role=Office.Role.PRESIDENT, starts_on=dt.date(2024, 1, 1))
    made, rows = announced(group, [(seats[0], seats[4], 1), (seats[1], seats[5], 1), (seats[2], seats[3], 2)])
    return {"round": made, "rows": rows, "seats": seats, "group": group}


def undo(client: Client, user: User, act: Act) -> None:
    client.post(f"/api/v1/acts/{act.uid}/undo", headers=bearer(user))


def resign() -> None:
    Office.objects.update(ends_on=timezone.localdate())


def test_an_answer_for_another_stays_once_the_office_has_ended(client: Client, plan: Plan, ben: User) -> None:
    act = plan["rows"][1].accept(by=ben, membership=plan["seats"][5])
    mine = plan["rows"][0].accept(by=ben)
    resign()
    undo(client, ben, act)
    assert PairingReply.objects.filter(membership=plan["seats"][5]).exists()
    undo(client, ben, mine)
    assert not PairingReply.objects.filter(membership=plan["seats"][0]).exists()


@pytest.mark.parametrize("leads", [True, False])
def test_a_repair_is_taken_back_by_who_leads_alone(client: Client, plan: Plan, ben: User, leads: bool) -> None:
    Leave.objects.create(membership=plan["seats"][3], starts_on=monday(0))
    act = repaired(plan["round"], by=ben)
    if not leads:
        resign()
    undo(client, ben, act)
    assert Pairing.objects.standing().filter(pk=plan["rows"][2].pk).exists() == leads


@pytest.mark.parametrize("leads", [True, False])
def test_a_no_for_another_is_taken_back_by_who_leads_alone(client: Client, plan: Plan, ben: User, leads: bool) -> None:
    act = plan["rows"][1].decline(by=ben, membership=plan["seats"][5])
    if not leads:
        resign()
    undo(client, ben, act)
    assert Pairing.objects.standing().filter(pk=plan["rows"][1].pk).exists() == leads


def test_who_has_left_or_whose_group_is_gone_says_nothing(client: Client, plan: Plan, ben: User, cleo: User) -> None:
    mine, hers = (f"/api/v1/pairings/{row.uid}/decline" for row in plan["rows"][:2])
    plan["seats"][1].leave(by=ben)
    assert client.post(hers, {}, "application/json", headers=bearer(cleo)).status_code == 404
    plan["group"].deleted_at = timezone.now()
    plan["group"].save()
    assert client.post(mine, {}, "application/json", headers=bearer(ben)).status_code == 404
