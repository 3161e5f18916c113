"""What browsers and monitors ask for: open to everybody, and never more than they need."""

import gzip
import json

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client, override_settings

from cookout.core import assets
from cookout.core.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["css", "js"])
def test_a_bundle_is_kept_for_ever_and_squeezed_for_who_can_read_it(client: Client, kind: assets.Kind) -> None:
    bundle = assets.bundle(kind)
    plain = client.get(f"/assets/{bundle.name}")
    squeezed = client.get(f"/assets/{bundle.name}", headers={"accept-encoding": "gzip, br"})
    assert plain.content == gzip.decompress(squeezed.content) == bundle.body
    assert "immutable" in plain["Cache-Control"]
    assert "Accept-Encoding" in plain["Vary"]


def test_another_name_is_not_found(client: Client) -> None:
    assert client.get("/assets/cookout-000000000000.css").status_code == 404
    assert client.get("/assets/..%2f..%2fsecret.key").status_code == 404


@pytest.mark.parametrize("path", ["/sw.js", "/manifest.webmanifest", "/offline/", "/healthz"])
def test_files_for_the_browser_are_open_and_refuse_writing(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405


def test_the_manifest_is_json(client: Client) -> None:
    assert json.loads(client.get("/manifest.webmanifest").content)["start_url"] == "/"


def test_health_says_when_the_database_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: object, **kwargs: object) -> None:
        raise DatabaseError("gone")

    assert client.get("/healthz").json()["status"] == "ok"
    monkeypatch.setattr(connection, "cursor", gone)
    assert client.get("/healthz").status_code == 503


def test_migrating_makes_the_table_of_counted_attempts() -> None:
    in_database = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    with override_settings(CACHES=in_database):
        call_command("migrate", verbosity=0)
        assert "cache" in connection.introspection.table_names()


def test_every_answer_carries_the_policy(client: Client, ben: User) -> None:
    for path in ("/offline/", "/nowhere/", "/accounts/login/", "/search/"):
        policy = client.get(path)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    client.force_login(ben)
    assert "default-src 'none'" in client.get("/search/")["Content-Security-Policy"]


def test_error_pages_are_ours(client: Client, ben: User) -> None:
    client.force_login(ben)
    client.raise_request_exception = False
    missing = client.get("/nowhere/")
    assert missing.status_code == 404
    assert "Nothing at this address" in missing.content.decode()
    stale = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})
    assert stale.status_code == 403
    assert "gone stale" in stale.content.decode()
    unknown = client.get("/offline/", headers={"host": "elsewhere.example"})
    assert unknown.status_code == 400
    assert "could not be read" in unknown.content.decode()
    assert not settings.DEBUG
