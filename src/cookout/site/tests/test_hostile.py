"""What a hostile visitor tries at the entrance and in the settings."""

import json
from typing import Any

import pytest
from django.test import Client

from cookout.core.models import Act, House, Letter, User
from cookout.core.testing import bearer
from cookout.groups.models import Region
from cookout.people.models import Person
from cookout.site.accounts import share_hosting

BASE = "https://house.example.org"


def latest(verb: str, by: User) -> Act:
    return Act.objects.filter(verb=verb, by=by).latest("pk")


def reload(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_who_no_longer_hosts_undoes_neither_words_nor_regions_nor_hosts(ada: User, ben: User, cleo: User) -> None:
    share_hosting(ben, by=ada)
    hosting, words = share_hosting(cleo, by=ben), House.reword(by=ben, name="Riverside house")
    region = Region.found(by=ben, name="Ohio")
    User.objects.filter(pk=ben.pk).update(is_host=False)
    for act in (hosting, words, latest("region.found", ben)):
        assert act.undo(by=reload(ben)).restored == 0
    assert reload(cleo).is_host
    assert House.the().name == "Riverside house"
    assert reload(region).deleted_at is None


@pytest.mark.parametrize("email", ["ben@example.org", "nobody@example.org"])
def test_no_visitor_decides_where_the_links_of_a_letter_lead(
    client: Client, ben: User, settings: Any, email: str
) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS = BASE, ["localhost", "house.example.org"]
    for host in ("localhost:6666", "house.example.org:6666"):
        client.post("/accounts/password/reset/", {"email": email}, HTTP_HOST=host)
        letter = Letter.objects.latest("pk")
        assert f"{BASE}/accounts/" in letter.text
        assert ":6666" not in letter.text
        assert "localhost" not in letter.text


def test_a_reset_link_still_opens(client: Client, ben: User, settings: Any) -> None:
    settings.BASE_URL = "http://testserver"
    client.post("/accounts/password/reset/", {"email": ben.email})
    link = next(word for word in Letter.objects.latest("pk").text.split() if "/reset/key/" in word)
    assert client.get(link.removeprefix("http://testserver"), follow=True).status_code == 200


def test_a_sample_with_a_public_address_opens_to_nobody(client: Client, db: None, settings: Any) -> None:
    House.objects.create(pk=1, is_sample=True)
    here = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"}
    assert client.get("/welcome/", **here).status_code == 200
    settings.BASE_URL = BASE
    assert client.get("/welcome/", **here).status_code == 404
    settings.BASE_URL = "https://127.0.0.1:8443"
    assert client.get("/welcome/", **here).status_code == 200


def test_no_cache_keeps_what_somebody_signed_in_has_seen(client: Client, ben: User) -> None:
    marta = Person.keep(by=ben, full_name="Marta Reyes")
    client.force_login(ben)
    for path in ("/today/", "/people/", marta.get_absolute_url(), "/settings/", "/search/?q=marta", "/nowhere/"):
        assert "no-store" in client.get(path).headers["Cache-Control"]
    told = client.get("/api/v1/people", headers=bearer(ben))
    assert "no-store" in told.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/people/?q=%00", "/search/?q=a%00", "/today/?life=%00", "/api/v1/people?q=%00"])
def test_a_nul_in_an_address_is_a_mistake(client: Client, ben: User, path: str) -> None:
    client.force_login(ben)
    assert client.get(path, headers=bearer(ben)).status_code == 400


def test_a_nul_in_a_form_is_a_mistake(client: Client, ben: User) -> None:
    client.force_login(ben)
    marta = Person.keep(by=ben, full_name="Marta Reyes")
    for told in ({"deed": "tag", "tag": "a\0b", "person": str(marta.uid)}, {"q\0": "x"}):
        assert client.post("/ties/bulk/", told).status_code == 400
    assert client.post("/accounts/login/", {"login": "a\0b", "password": "x"}).status_code == 400


@pytest.mark.parametrize("told", [{"name": "a\0b"}, {"name": "a", "filters": {"q": "\0"}}, {"name": "a", "\0": 1}])
def test_a_nul_from_a_program_is_a_mistake(client: Client, ben: User, told: dict[str, Any]) -> None:
    sent = client.post("/api/v1/lists", json.dumps(told), content_type="application/json", headers=bearer(ben))
    assert sent.status_code == 400


def test_a_backslash_before_u0000_is_no_nul(client: Client, ben: User) -> None:
    told = json.dumps({"name": "\\u0000"})
    sent = client.post("/api/v1/tags", told, content_type="application/json", headers=bearer(ben))
    assert (sent.status_code, sent.json()["name"]) == (201, "\\u0000")


def test_a_key_until_the_end_of_time_is_a_mistake(client: Client, ben: User) -> None:
    client.force_login(ben)
    told = {"name": "x", "scopes": ["people:read"], "until": "9999-12-31"}
    assert client.post("/settings/tokens/", told).status_code == 422
