"""Webhooks by page, API and command: it works, a stranger finds nothing, and what is wrong is said."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cookout.connect.models import CHOSEN, Webhook, WebhookDelivery
from cookout.connect.models.webhook import MOST
from cookout.connect.testing import Receiver
from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, no_writes
from cookout.core.work import work_once

pytestmark = pytest.mark.django_db

URL = "https://example.org/hook"
TOLD = {"name": "Ledger", "url": URL, "events": ["referral.moved"]}


@pytest.fixture
def hook(ada: User) -> Webhook:
    return Webhook.make(by=ada, name="Ledger", url=URL, events=CHOSEN)


def page(name: str, *args: object) -> str:
    return reverse(f"connect:{name}", args=args)


def ask(client: Client, method: str, path: str, user: User, data: Any = None, *scopes: str) -> Any:
    call = getattr(client, method)
    return call(f"/api/v1{path}", data=data, content_type="application/json", headers=bearer(user, *scopes))


# Pages


def test_a_webhook_is_made_tried_paused_and_removed_on_its_pages(client: Client, ada: User) -> None:
    client.force_login(ada)
    made = client.post(page("webhook_list"), TOLD, follow=True)
    hook = Webhook.objects.get()
    assert made.redirect_chain[-1][0] == hook.get_absolute_url()
    assert hook.secret in made.content.decode()
    for name, seen in (("webhook_ping", "about to go out"), ("webhook_pause", "kept until you go on")):
        assert seen in client.post(page(name, hook.uid), follow=True).content.decode()
    client.post(page("webhook_resume", hook.uid))
    before = hook.secret
    renewed = client.post(page("webhook_secret_create", hook.uid), follow=True).content.decode()
    assert before not in renewed
    removed = client.post(page("webhook_remove", hook.uid), follow=True).content.decode()
    assert "No program is told anything." in removed
    Act.objects.get(verb="webhook.remove").undo(by=ada)
    assert Webhook.objects.visible_to(ada).get() == hook


def test_reading_a_page_writes_nothing(client: Client, ada: User, hook: Webhook) -> None:
    client.force_login(ada)
    with no_writes():
        assert client.get(page("webhook_list")).status_code == 200
        assert client.get(hook.get_absolute_url()).status_code == 200


def test_the_secret_stands_on_no_page_but_its_own(client: Client, ada: User, hook: Webhook) -> None:
    client.force_login(ada)
    assert hook.secret not in client.get(page("webhook_list")).content.decode()
    assert hook.secret not in json.dumps([str(vars(row)) for row in Webhook.objects.all()]), "nor in the table"


def test_one_comes_there_from_the_settings(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert page("webhook_list") in client.get(reverse("settings")).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://127.0.0.1/"}, {"url": "http://localhost:8000/x"}, {"url": "http://[::1]/"},
        {"url": "mailto:x@y"}, {"url": "http://169.254.169.254/latest"}, {"url": "http://a:b@example.org/"},
        {"url": "https://" + "a" * 600},
        {"name": " "}, {"events": []}, {"events": ["referral.undone"]}, {"events": ["nonsense"]},
    ],
)  # fmt: skip
def test_what_cannot_be_called_or_meant_is_said_and_nothing_is_made(
    client: Client, ada: User, wrong: dict[str, Any]
) -> None:
    client.force_login(ada)
    assert client.post(page("webhook_list"), {**TOLD, **wrong}).status_code == 422
    assert ask(client, "post", "/webhooks", ada, {**TOLD, **wrong}).status_code in {409, 422}
    with pytest.raises(Refusal):
        Webhook.make(by=ada, **{**TOLD, **wrong})
    assert not Webhook.objects.exists()


def test_the_wrong_method_is_refused(client: Client, ada: User, hook: Webhook) -> None:
    client.force_login(ada)
    for name in ("ping", "secret_create", "pause", "resume", "remove"):
        assert client.get(page(f"webhook_{name}", hook.uid)).status_code == 405
    assert client.put(page("webhook_list")).status_code == 405


def test_to_a_stranger_nothing_of_it_exists(client: Client, ada: User, cleo: User, hook: Webhook) -> None:
    sent = hook.ping(by=ada)
    client.force_login(cleo)
    assert client.get(hook.get_absolute_url()).status_code == 404
    for name in ("detail", "ping", "secret_create", "pause", "resume", "remove"):
        assert client.post(page(f"webhook_{name}", hook.uid), TOLD).status_code == 404
    assert client.post(page("delivery_repeat", sent.uid)).status_code == 404
    for method, path in (
        ("get", f"/webhooks/{hook.uid}"), ("patch", f"/webhooks/{hook.uid}"), ("delete", f"/webhooks/{hook.uid}"),
        ("post", f"/webhooks/{hook.uid}/ping"), ("post", f"/webhooks/{hook.uid}/secret"),
        ("get", f"/webhooks/{hook.uid}/deliveries"), ("post", f"/webhook-deliveries/{sent.uid}/repeat"),
    ):  # fmt: skip
        assert ask(client, method, path, cleo, {}).status_code == 404
    assert ask(client, "get", "/webhooks", cleo).json() == []
    hook.refresh_from_db()
    assert (hook.is_active, hook.deleted_at, hook.secret_number) == (True, None, 1)


# API


def test_a_program_makes_reads_changes_and_removes(client: Client, ada: User) -> None:
    uid = "0199d000-0000-7000-8000-000000000001"
    made = ask(client, "post", "/webhooks", ada, {**TOLD, "uid": uid})
    assert made.status_code == 201
    assert ask(client, "post", "/webhooks", ada, {**TOLD, "uid": uid}).json() == made.json()
    hook = Webhook.objects.get()
    assert made.json()["secret"] == hook.secret
    assert "secret" not in ask(client, "get", f"/webhooks/{uid}", ada).json()
    changed = ask(client, "patch", f"/webhooks/{uid}", ada, {"name": "Other", "is_active": False})
    hook.refresh_from_db()
    assert (hook.name, hook.is_active, hook.url) == ("Other", False, URL)
    assert ask(client, "post", f"/acts/{changed.json()['act']}/undo", ada).status_code == 200
    hook.refresh_from_db()
    assert (hook.name, hook.is_active) == ("Ledger", True), "one act, one undo"
    assert ask(client, "delete", f"/webhooks/{uid}", ada).status_code == 200
    assert ask(client, "get", f"/webhooks/{uid}", ada).status_code == 404


def test_deliveries_are_listed_in_words_and_sent_again(client: Client, ada: User, there: Receiver) -> None:
    hook = Webhook.make(by=ada, name="Ledger", url=there.url, events=CHOSEN)
    there.status = 500
    sent = ask(client, "post", f"/webhooks/{hook.uid}/ping", ada)
    assert sent.status_code == 202
    work_once()
    listed = ask(client, "get", f"/webhooks/{hook.uid}/deliveries", ada).json()
    assert [row["uid"] for row in listed] == [sent.json()["uid"]]
    assert "It answered 500." in listed[0]["words"]
    there.status = 200
    again = ask(client, "post", f"/webhook-deliveries/{sent.json()['uid']}/repeat", ada)
    assert (again.status_code, again.json()["attempts"]) == (202, 0)
    work_once()
    assert WebhookDelivery.objects.get().is_done
    assert {headers["Cookout-Delivery"] for headers, _body in there.got} == {sent.json()["uid"]}


def test_a_narrow_key_opens_nothing_here(client: Client, ada: User, hook: Webhook) -> None:
    assert ask(client, "get", "/webhooks", ada, None, "referrals:write").status_code == 403
    assert ask(client, "get", "/webhooks", ada, None, "connect:read").status_code == 200
    assert ask(client, "delete", f"/webhooks/{hook.uid}", ada, None, "connect:read").status_code == 403
    assert client.get("/api/v1/webhooks").status_code == 401


def test_nobody_has_more_than_a_few(ada: User, ben: User) -> None:
    for number in range(MOST):
        Webhook.make(by=ada, name=str(number), url=URL, events=CHOSEN)
    with pytest.raises(Refusal, match="You have 10 webhooks"):
        Webhook.make(by=ada, name="one more", url=URL, events=CHOSEN)
    Webhook.make(by=ben, name="his own", url=URL, events=CHOSEN)


# Command


def printed(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command("webhooks", *words, stdout=out, **options)
    return out.getvalue()


def test_the_command_makes_one_and_tries_it(ada: User) -> None:
    assert "No program is told anything." in printed()
    made = json.loads(printed("--add", URL, "--name", "Ledger", "--json"))
    assert made[0]["secret"] == Webhook.objects.get().secret
    said = printed("--try", "ledger")
    assert f"Ledger  {URL}" in said
    assert "ping: about to go out" in said
    assert Webhook.objects.get().secret not in said
    Webhook.objects.get().pause(by=ada)
    assert "(pauses)" in printed()
    assert "(pauses)" not in printed("--again", "Ledger")


def test_the_command_says_no_in_a_sentence(ada: User, cleo: User, hook: Webhook) -> None:
    with pytest.raises(CommandError, match="No webhook is called “Ledger”"):
        printed("--try", "Ledger", "--user", cleo.email)
    with pytest.raises(CommandError, match="inside this machine"):
        printed("--add", "http://10.0.0.1/", "--user", cleo.email)
    assert "No program" in printed("--user", cleo.email)
