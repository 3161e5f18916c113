"""How an event arrives: signed, once, in order, and kept while nobody answers."""

import datetime as dt
import hashlib
import hmac
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from pytest_django.fixtures import Settings

from cookout.connect.models import CHOSEN, Webhook, WebhookDelivery
from cookout.connect.models import delivery as delivering
from cookout.connect.testing import Receiver, free_port, listening
from cookout.core.models import Letter, User, WorkState
from cookout.core.models.work import LEASE
from cookout.core.work import work_once

pytestmark = pytest.mark.django_db


def hook_of(user: User, url: str) -> Webhook:
    return Webhook.make(by=user, name="Ledger", url=url, events=CHOSEN)


def later(**by: float) -> "time_machine.travel":
    return time_machine.travel(timezone.now() + dt.timedelta(**by), tick=True)


def test_a_call_is_json_and_signed(ada: User, there: Receiver) -> None:
    hook = hook_of(ada, there.url)
    sent = hook.ping(by=ada)
    assert work_once() == 1
    headers, body = there.got[0]
    proof = hmac.new(hook.secret.encode(), headers["Cookout-Timestamp"].encode() + b"." + body, hashlib.sha256)
    assert headers["Cookout-Signature"] == f"t={headers['Cookout-Timestamp']},v1={proof.hexdigest()}"
    assert headers["Cookout-Delivery"] == json.loads(body)["id"] == str(sent.uid)
    assert (headers["Cookout-Event"], headers["Content-Type"]) == ("ping", "application/json")
    assert headers["Host"] == urlsplit(there.url).netloc
    sent.refresh_from_db()
    assert (sent.is_done, sent.status) == (True, 200)
    assert work_once() == 0


def test_the_check_in_the_documentation_takes_a_genuine_call_and_no_other(ada: User, there: Receiver) -> None:
    paper = Path(__file__).resolve().parents[4] / "docs" / "webhooks.md"
    code = re.search(r"(?:^    .*\n|^\n)*^    def is_genuine.*\n(?:    .*\n)+", paper.read_text(), re.MULTILINE)
    assert code
    space: dict[str, object] = {}
    exec("\n".join(line[4:] for line in code[0].splitlines()), space)
    is_genuine = space["is_genuine"]
    assert callable(is_genuine)
    hook = hook_of(ada, there.url)
    hook.ping(by=ada)
    work_once()
    headers, body = there.got[0]
    signed = headers["Cookout-Signature"]
    assert is_genuine(hook.secret, signed, body)
    assert not is_genuine(hook.secret, signed, body + b" ")
    assert not is_genuine("another", signed, body)
    with later(minutes=6):
        assert not is_genuine(hook.secret, signed, body)


def test_one_that_is_down_gets_everything_once_it_is_up_with_the_same_ids(ada: User, settings: Settings) -> None:
    settings.WEBHOOKS_PRIVATE = True
    port = free_port()
    hook = hook_of(ada, f"http://127.0.0.1:{port}/")
    first, second = hook.ping(by=ada), hook.ping(by=ada)
    assert work_once() == 1, "the second waits behind the first"
    first.refresh_from_db()
    assert (first.work_state, first.attempts) == (WorkState.WAITING, 1)
    assert "Nobody listens there." in first.words
    assert "has not answered since" in first.words
    body = first.body
    assert "waiting its turn" in WebhookDelivery.objects.get(pk=second.pk).words
    with listening(port) as there, later(minutes=2):
        assert [work_once(), work_once()] == [1, 1]
        assert [json.loads(got)["id"] for _headers, got in there.got] == [str(first.uid), str(second.uid)]
        assert there.got[0][1].decode() == body
    hook.refresh_from_db()
    assert hook.silent_since is None


def test_one_that_is_down_for_a_day_and_more_loses_nothing(ada: User, settings: Settings) -> None:
    settings.WEBHOOKS_PRIVATE = True
    port = free_port()
    sent = hook_of(ada, f"http://127.0.0.1:{port}/").ping(by=ada)
    begun, tries = timezone.now(), 0
    with time_machine.travel(begun, tick=False) as clock:
        while timezone.now() < begun + dt.timedelta(hours=30):
            tries += work_once()
            sent.refresh_from_db()
            assert sent.work_state == WorkState.WAITING
            assert sent.not_before - timezone.now() <= dt.timedelta(hours=1)
            clock.move_to(sent.not_before + dt.timedelta(seconds=1))
        with listening(port) as there:
            work_once()
            assert there.events() == ["ping"]
    sent.refresh_from_db()
    assert sent.is_done
    assert 30 < tries < 40, "about once an hour, not more"


def test_after_two_days_it_is_given_up_in_words_and_can_be_sent_again(ada: User, there: Receiver) -> None:
    there.status = 503
    sent = hook_of(ada, there.url).ping(by=ada)
    WebhookDelivery.objects.update(attempts=WebhookDelivery.TRIES - 1)
    work_once()
    sent.refresh_from_db()
    assert sent.work_state == WorkState.FAILED
    assert sent.words == "given up after 56 tries: It answered 503."
    there.status = 204
    sent.repeat(by=ada)
    work_once()
    sent.refresh_from_db()
    assert sent.is_done
    assert len({headers["Cookout-Delivery"] for headers, _body in there.got}) == 1


def test_the_pauses_are_an_hour_at_most_and_fill_two_days() -> None:
    row = WebhookDelivery()
    pauses = []
    for row.attempts in range(1, WebhookDelivery.TRIES):
        pauses.append(row._pause())
    assert max(pauses) == dt.timedelta(hours=1)
    assert sum(pauses, dt.timedelta()) > dt.timedelta(hours=48)


def test_a_redirect_is_not_followed(ada: User, there: Receiver) -> None:
    there.status, there.location = 302, there.url
    sent = hook_of(ada, there.url).ping(by=ada)
    work_once()
    assert len(there.got) == 1
    sent.refresh_from_db()
    assert "It answered 302, a redirect." in sent.words


def test_one_that_is_refused_by_itself_lets_the_next_pass(ada: User, there: Receiver) -> None:
    hook = hook_of(ada, there.url)
    there.status = 422
    first = hook.ping(by=ada)
    work_once()
    there.status = 200
    second = hook.ping(by=ada)
    work_once()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.work_state, second.work_state) == (WorkState.WAITING, WorkState.DONE)


def test_gone_for_good_ends_the_calls_until_its_owner_goes_on(ada: User, there: Receiver) -> None:
    hook = hook_of(ada, there.url)
    there.status = 410
    hook.ping(by=ada)
    hook.ping(by=ada)
    assert [work_once(), work_once()] == [1, 0]
    hook.refresh_from_db()
    assert (hook.is_active, hook.gone_at is None) == (False, False)
    there.status = 200
    hook.resume(by=ada)
    assert work_once() + work_once() == 2
    assert there.events() == ["ping", "ping", "ping"]


@pytest.mark.parametrize("kind", ["slow", "drips"])
def test_a_slow_one_is_hung_up_on(ada: User, there: Receiver, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(delivering, "TIMEOUT", 1)
    there.slow, there.drips = (2, False) if kind == "slow" else (0, True)
    sent = hook_of(ada, there.url).ping(by=ada)
    begun = timezone.now()
    work_once()
    assert timezone.now() - begun < dt.timedelta(seconds=1.9)
    sent.refresh_from_db()
    assert "There was no answer within 1 seconds." in sent.words


def test_letters_go_out_while_a_receiver_is_down(ada: User, settings: Settings) -> None:
    settings.WEBHOOKS_PRIVATE = True
    hook_of(ada, f"http://127.0.0.1:{free_port()}/").ping(by=ada)
    Letter.objects.create(key="1", to="x@example.org", subject="S", text="T")
    work_once()
    assert len(mail.outbox) == 1


def test_a_row_whose_worker_died_is_sent_with_the_same_id(ada: User, there: Receiver) -> None:
    sent = hook_of(ada, there.url).ping(by=ada)
    assert sent.claim()
    with later(seconds=LEASE.total_seconds() + 1):
        work_once()
    assert [headers["Cookout-Delivery"] for headers, _body in there.got] == [str(sent.uid)]


def test_what_pauses_is_kept_and_goes_out_in_order(ada: User, there: Receiver) -> None:
    hook = hook_of(ada, there.url)
    hook.pause(by=ada)
    hook.pause(by=ada)
    hook.ping(by=ada)
    assert work_once() == 0
    assert hook.deliveries.get().words == "kept until you go on"
    hook.resume(by=ada)
    work_once()
    assert there.events() == ["ping"]


def test_without_the_key_of_the_house_nothing_is_sent(ada: User, there: Receiver, settings: Settings) -> None:
    hook = hook_of(ada, there.url)
    sent = hook.ping(by=ada)
    settings.SECRET_KEY = "another one"
    work_once()
    sent.refresh_from_db()
    assert not there.got
    assert "make a new secret" in sent.words
    hook.renew_secret(by=ada)
    sent.repeat(by=ada)
    work_once()
    assert there.events() == ["ping"]


def test_a_closed_account_is_not_told(ada: User, there: Receiver) -> None:
    hook_of(ada, there.url).ping(by=ada)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert work_once() == 0
