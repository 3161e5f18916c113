"""One click into the sample: only here, only there, and never elsewhere."""

import pytest
from django.test import Client, override_settings

from cookout.core.models import House, User
from cookout.core.signals import account_opened
from cookout.site.doors import DOORS

pytestmark = pytest.mark.django_db
HOME = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}


@pytest.fixture(autouse=True)
def sample() -> None:
    House.objects.create(pk=1, is_sample=True)
    for door in DOORS:
        user = User.objects.create_user(f"{door.key}@sample.example.org", name=str(door.who))
        account_opened.send(sender=User, user=user)


@pytest.mark.parametrize("door", [door.key for door in DOORS])
def test_one_click_enters(client: Client, door: str) -> None:
    assert client.get("/", **HOME).url == "/welcome/"
    answer = client.post("/welcome/", {"door": door}, **HOME)
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/settings/", **HOME).context["user"].email == f"{door}@sample.example.org"


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8123", "[::1]:8000", "[::1]", "LOCALHOST"])
def test_every_name_of_this_machine_is_home(client: Client, address: str, host: str) -> None:
    assert client.get("/welcome/", REMOTE_ADDR=address, HTTP_HOST=host).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"REMOTE_ADDR": "10.0.0.1"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "::ffff:10.0.0.1"},
        {"HTTP_HOST": "cookout.example.org"},
        {"HTTP_HOST": "127.0.0.1.example.org"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_FOR": ""},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
)
@override_settings(ALLOWED_HOSTS=["*"])
def test_from_anywhere_else_there_is_no_door(client: Client, elsewhere: dict[str, str]) -> None:
    place = {**HOME, **elsewhere}
    assert client.get("/welcome/", **place).status_code == 404
    assert client.post("/welcome/", {"door": "sam"}, **place).status_code == 404
    assert client.get("/", **place).url == "/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_in_a_real_house_there_is_no_door(client: Client) -> None:
    House.objects.update(is_sample=False)
    assert client.get("/welcome/", **HOME).status_code == 404
    assert client.post("/welcome/", {"door": "sam"}, **HOME).status_code == 404


@pytest.mark.parametrize("key", ["", "ada", "sam@sample.example.org", "%"])
def test_only_the_four_doors_open(client: Client, key: str) -> None:
    assert client.post("/welcome/", {"door": key}, **HOME).status_code == 404


def test_a_link_alone_does_not_enter(client: Client) -> None:
    client.get("/welcome/?door=sam", **HOME)
    assert "_auth_user_id" not in client.session
    assert Client(enforce_csrf_checks=True).post("/welcome/", {"door": "sam"}, **HOME).status_code == 403
