"""What those who lead press in the same moment: one round comes of it, and nobody meets two in one week."""

import json
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.groups.models import Group, Region
from cookout.rounds.models import Pairing, Round
from cookout.rounds.testing import chapter, made_round, monday, paired

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite in memory has one writer, and no queue for the others"
    ),
]


@pytest.fixture
def group(transactional_db: None, ada: User, ben: User) -> Group:
    """Of a region, with four members; Ada hosts."""
    return chapter(ada, ben, "Gus Gray", "Hal Hume", region=Region.objects.create(name="North"))[0]


def at_once(user: User, *presses: tuple[str, dict[str, Any]]) -> list[int]:
    """Each from a program of its own; answer what they were told, in whatever order."""
    ready, told = threading.Barrier(len(presses)), list[int]()

    def run(path: str, headers: dict[str, str], body: str) -> None:
        client = Client(raise_request_exception=False)
        ready.wait()
        told.append(client.post(f"/api/v1{path}", body, "application/json", headers=headers).status_code)
        connection.close()

    threads = [threading.Thread(target=run, args=(path, bearer(user), json.dumps(body))) for path, body in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_plans_for_the_same_weeks_made_at_once_one_is_kept(group: Group, ada: User) -> None:
    plan = ("/rounds", {"group": str(group.uid), "starts_on": f"{monday()}", "hat": 0})
    assert sorted(at_once(ada, plan, plan, plan)) == [201, 409, 409]
    assert Round.objects.filter(deleted_at=None).count() == 1


def test_a_draft_announced_and_planned_again_at_once_is_one_or_the_other(group: Group, ada: User) -> None:
    seats = list(group.memberships.order_by("pk"))
    made = made_round(group)
    paired(made, seats[0], seats[1])
    here = f"/rounds/{made.uid}"
    told = at_once(ada, (f"{here}/announce", {}), (f"{here}/plan-again", {}), (f"{here}/call-off", {}))
    assert set(told) <= {200, 404, 409}
    assert not Round.objects.filter(announced_at__isnull=False, deleted_at__isnull=False).exists()
    assert Round.objects.filter(deleted_at=None).count() == 1


def test_a_round_called_off_while_somebody_says_no_ends_whole(group: Group, ada: User) -> None:
    seats = list(group.memberships.order_by("pk"))
    made = made_round(group)
    row = paired(made, seats[0], seats[1])
    paired(made, seats[2], seats[3])
    made.announce(by=ada)
    told = at_once(ada, (f"/rounds/{made.uid}/call-off", {}), (f"/pairings/{row.uid}/decline", {}))
    assert set(told) <= {200, 404, 409}
    made.refresh_from_db()
    assert made.called_off_at is not None


def test_a_region_s_round_and_a_chapter_s_announced_at_once_share_nobody_s_week(group: Group, ada: User) -> None:
    seats = list(group.memberships.order_by("pk"))
    for _again in range(4):
        ours = made_round(group)
        across = Round.objects.get(pk=made_round(group, starts_on=monday(20)).pk)
        Round.objects.filter(pk=across.pk).update(group=None, region=group.region, starts_on=ours.starts_on)
        paired(ours, seats[0], seats[1])
        paired(across, seats[0], seats[2])
        told = at_once(ada, (f"/rounds/{ours.uid}/announce", {}), (f"/rounds/{across.uid}/announce", {}))
        assert sorted(told) == [200, 409]
        Pairing.objects.all().delete()
        Round.objects.all().delete()
