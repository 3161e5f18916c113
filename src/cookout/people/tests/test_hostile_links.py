"""Links to a profile with days beyond all calendars: refused, and the page goes on."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.people.models import ProfileLink

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("until", ["9999-12-31T23:59:00-12:00", "9999-12-31T23:59:00Z", "0001-01-01T00:00:00+12:00"])
def test_a_link_ends_in_this_century_or_never(client: Client, ada: User, until: str) -> None:
    told = {"content_type": "application/json", "headers": bearer(ada)}
    assert client.post("/api/v1/profile-links", json.dumps({"expires_at": until}), **told).status_code == 409
    link = ProfileLink.make(by=ada)
    path = f"/api/v1/profile-links/{link.uid}"
    assert client.patch(path, json.dumps({"expires_at": until}), **told).status_code == 409
    assert ProfileLink.objects.get().expires_at is None


def test_the_form_says_so_too(client: Client, ada: User) -> None:
    client.force_login(ada)
    answer = client.post(reverse("people:card_list"), {"lasts": "day", "until": "9999-12-31"})
    assert answer.status_code == 422
    assert not ProfileLink.objects.exists()
