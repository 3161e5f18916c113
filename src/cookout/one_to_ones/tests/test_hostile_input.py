"""Times beyond all calendars, and ids that mean something else: refused with a sentence, never with an error."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.one_to_ones.models import Answer, CalendarFeed, ThinkingSlot
from cookout.one_to_ones.testing import fellows, heard, proposed, was_held
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

FAR = ("9999-12-31T23:50:00-12:00", "9999-12-31T23:50:00Z", "2199-12-31T23:50:00Z", "0001-01-01T00:00:00+12:00")


def send(client: Client, user: User, method: str, path: str, **data: Any) -> Any:
    sent = json.dumps(data)
    return getattr(client, method)(f"/api/v1{path}", sent, content_type="application/json", headers=bearer(user))


@pytest.mark.parametrize("at", FAR)
def test_no_step_takes_a_time_of_another_century(client: Client, ada: User, ben: User, at: str) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben)
    for verb, data in (("accept", {"starts_at": at}), ("hold", {"at": at}), ("move", {"times": [at]})):
        assert send(client, ben, "post", f"/1-2-1s/{one.uid}/{verb}", **data).status_code == 409


@pytest.mark.parametrize("at", FAR)
def test_nothing_that_follows_is_in_another_century(client: Client, ada: User, at: str) -> None:
    one = was_held(ada, keep(ada, "Marta Reyes"))
    for name in ("think_at", "next_at"):
        assert send(client, ada, "put", f"/1-2-1s/{one.uid}/wrap-up", **{name: at}).status_code == 409
    client.force_login(ada)
    for name in ("think", "next"):
        assert client.post(f"/1-2-1s/{one.uid}/wrap-up/", {name: at}).status_code in (302, 422)
    assert not ThinkingSlot.objects.exists()


@pytest.mark.parametrize("at", FAR)
def test_nobody_thinks_in_another_century(client: Client, ada: User, at: str) -> None:
    marta = keep(ada, "Marta Reyes")
    slot = ThinkingSlot.plan(by=ada, person=marta)
    assert send(client, ada, "post", "/thinking-slots", person=str(marta.uid), starts_at=at).status_code == 409
    assert send(client, ada, "post", f"/thinking-slots/{slot.uid}/move", starts_at=at).status_code == 409
    client.force_login(ada)
    client.post(f"/1-2-1s/with/{marta.uid}/thinking/", {"starts_at": at[:16]})
    assert list(ThinkingSlot.objects.all()) == [slot]
    assert client.get(CalendarFeed.issue(by=ada).path).status_code == 200


def test_an_id_that_is_another_answer_s_is_refused(client: Client, ada: User) -> None:
    one, other = was_held(ada, keep(ada, "Marta Reyes")), was_held(ada, keep(ada, "Omar Haddad"), days=3)
    key = str(uuid.uuid4())
    assert send(client, ada, "put", f"/1-2-1s/{one.uid}/answers/{key}", text="She rows").status_code == 200
    assert send(client, ada, "put", f"/1-2-1s/{other.uid}/answers/{key}", text="He runs").status_code == 409
    known = heard(ada, one, "Two partners")
    assert send(client, ada, "put", f"/1-2-1s/{one.uid}/answers/{known.uid}", text="Else").status_code == 409
    assert sorted(Answer.objects.values_list("text", flat=True)) == ["She rows", "Two partners"]
