"""The receiving end of the offline queue, for any room: once, only mine, all or nothing, always in words."""

import json
import uuid
from typing import Any

import pytest
from django.http import Http404, HttpRequest
from django.test import Client
from django.urls import include, path

from cookout.core import queue
from cookout.core.models import Arrival, House, User
from cookout.core.refusal import Refusal
from cookout.core.side_by_side import Sent


@queue.receives
def name_door(request: Any) -> dict[str, Any]:
    """A verb that happens as often as it is called: it makes the name of the house longer."""
    first = queue.is_first(request)
    name = request.POST.get("name", "")
    if first:
        House.objects.filter(pk=1).update(name=House.the().name + name)
    if name == "refused":
        raise Refusal("No such name.")
    if name == "gone":
        raise Http404
    return {"first": first, "name": House.the().name}


urlpatterns = [path("name/", name_door), path("", include("cookout.site.urls"))]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]

ITEM = "01900000-0000-7000-8000-000000000001"


@pytest.fixture
def house(client: Client, ada: User) -> str:
    """Ada is signed in; what the house is called."""
    client.force_login(ada)
    House.objects.update_or_create(pk=1, defaults={"name": "House"})
    return House.the().name


def send(client: Client, user: User, **more: str) -> tuple[int, dict[str, Any]]:
    """What a device posts."""
    answer = client.post("/name/", {"item": ITEM, "user": str(user.uid), **more})
    return answer.status_code, json.loads(answer.content)


def test_the_same_item_again_changes_nothing_and_is_answered(client: Client, ada: User, house: str) -> None:
    assert send(client, ada, name="!") == (200, {"first": True, "name": f"{house}!"})
    assert send(client, ada, name="!") == (200, {"first": False, "name": f"{house}!"})


def test_what_is_refused_has_not_arrived_and_nothing_was_done(client: Client, ada: User, house: str) -> None:
    assert send(client, ada, name="refused") == (409, {"detail": "No such name."})
    status, told = send(client, ada, name="gone")
    assert (status, "not there any more" in told["detail"]) == (404, True)
    assert not Arrival.objects.exists()
    assert House.objects.get(pk=1).name == house
    assert send(client, ada, name="!")[1]["first"]


def test_one_user_s_item_is_not_another_s(client: Client, ada: User, ben: User, house: str) -> None:
    status, told = send(client, ben, name="!")
    assert (status, "somebody else" in told["detail"]) == (403, True)
    send(client, ada, name="!")
    client.force_login(ben)
    assert send(client, ben, name="!")[1]["first"]


@pytest.mark.parametrize("item", ["", "nonsense", "1" * 500])
def test_without_an_id_nothing_is_taken(client: Client, ada: User, house: str, item: str) -> None:
    assert send(client, ada, item=item, name="!")[0] == 409


def test_only_a_post_and_only_signed_in(client: Client, ada: User, house: str) -> None:
    assert client.get("/name/").status_code == 405
    client.logout()
    assert client.post("/name/", {"item": ITEM, "user": str(ada.uid)}).status_code == 302


def test_a_page_of_another_site_cannot_send(ada: User, house: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    sent = {"item": str(uuid.uuid4()), "user": str(ada.uid), "name": "!"}
    assert strict.post("/name/", sent).status_code == 403
    token = json.loads(strict.get("/queue/").content)["token"]
    assert strict.post("/name/", sent, headers={"X-CSRFToken": token}).status_code == 200


def test_what_a_form_says_of_a_text_is_read_whatever_it_says() -> None:
    request = HttpRequest()
    request.POST = request.POST.copy()
    assert queue.sent(request, "text") == Sent("text")
    request.POST.update({"base": "7", "writer": "w" * 99, "n": "3", "saw": "-2"})  # type: ignore[call-overload]  # plain strings
    assert queue.sent(request, "text") == Sent("text", 7, "w" * 40, 3, 0)
