"""A group of a thousand: what stands in its way is told, and one who says no is answered."""

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.groups.models import Group, Membership
from cookout.rounds.models import Pairing
from cookout.rounds.testing import SINCE, announced, chapter, monday

MANY = 1200


@pytest.fixture
def crowd(ada: User, ben: User) -> Group:
    """Ada, Ben, and many without account."""
    group, _seats = chapter(ada, ben)
    rows = (Membership(group=group, name=f"Nora {place}", joined_on=SINCE) for place in range(MANY))
    Membership.objects.bulk_create(rows)
    return group


def test_what_stands_in_the_way_of_very_many_is_told(client: Client, crowd: Group, ada: User) -> None:
    client.force_login(ada)
    terms = {"starts_on": f"{monday()}", "weeks": 13, "most": 13, "hat": 1, "months_apart": 3, "look": "1"}
    text = client.post(reverse("rounds:round_create", args=[crowd.uid]), terms).content.decode()
    assert "Nothing: everybody can be paired." in text


def test_of_very_many_one_no_moves_nobody_else(client: Client, crowd: Group, ben: User) -> None:
    seats = list(crowd.memberships.order_by("pk"))
    _made, rows = announced(crowd, [(seats[at], seats[at + 1], 1) for at in range(0, len(seats) - 1, 2)])
    path = f"/api/v1/pairings/{rows[0].uid}/decline"
    assert client.post(path, {}, "application/json", headers=bearer(ben)).status_code == 200
    stays = Pairing.objects.standing().filter(pk__in=[row.pk for row in rows])
    assert stays.count() == len(rows) - 1
