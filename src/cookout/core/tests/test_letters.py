"""Letters and the mail server: refused for good, refused for now, nobody there; and who is told."""

import datetime as dt
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.test import override_settings
from django.utils import timezone

from cookout.core.models import Letter
from cookout.core.models.work import LEASE, WorkState
from cookout.core.signals import letter_failed
from cookout.core.work import work_once

pytestmark = pytest.mark.django_db


class Server:
    """A mail server that answers to recipients and to letters as it is told."""

    def __init__(self) -> None:
        self.to_recipient = self.to_letter = "250 OK"
        self.asked = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802  the server calls it so
        self.asked += 1
        envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  the server calls it so
        return self.to_letter


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server() -> Iterator[Server]:
    made, port = Server(), free_port()
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        yield made
    controller.stop()


@pytest.fixture
def told() -> Iterator[list[Letter]]:
    heard: list[Letter] = []

    def hear(sender: type[Letter], letter: Letter, **kwargs: Any) -> None:
        heard.append(letter)

    letter_failed.connect(hear)
    yield heard
    letter_failed.disconnect(hear)


def written(to: str = "odile@example.org", **values: Any) -> Letter:
    return Letter.objects.create(**{"key": f"k:{to}", "to": to, "subject": "S", "text": "secret", **values})


@pytest.mark.parametrize("where", ["to_recipient", "to_letter"])
def test_a_letter_refused_for_good_fails_at_once_and_is_told(server: Server, told: list[Letter], where: str) -> None:
    setattr(server, where, "550 5.1.1 No such user here")
    written()
    work_once()
    row = Letter.objects.get()
    assert (row.work_state, row.attempts, row.sent_at, row.text) == (WorkState.FAILED, 1, None, "")
    assert "odile@example.org: 550" in row.failure
    assert "No such user" in row.failure
    assert told == [row]
    work_once()
    assert server.asked == 1
    assert len(told) == 1


@pytest.mark.parametrize("answer", ["450 4.2.1 Mailbox busy", "530 Authentication required"])
def test_a_letter_refused_for_now_is_tried_again(server: Server, told: list[Letter], answer: str) -> None:
    server.to_recipient = answer
    written()
    work_once()
    row = Letter.objects.get()
    assert (row.work_state, row.text, told) == (WorkState.WAITING, "secret", [])
    server.to_recipient = "250 OK"
    with time_machine.travel(row.not_before + dt.timedelta(seconds=1)):
        work_once()
    row.refresh_from_db()
    assert (row.work_state, row.text) == (WorkState.DONE, "")


def test_a_server_that_is_down_and_comes_back_gets_the_letter(server: Server, told: list[Letter]) -> None:
    written()
    with override_settings(EMAIL_PORT=free_port()):
        work_once()
    row = Letter.objects.get()
    assert (row.work_state, told) == (WorkState.WAITING, [])
    with time_machine.travel(row.not_before + dt.timedelta(seconds=1)):
        work_once()
    row.refresh_from_db()
    assert row.work_state == WorkState.DONE


def test_what_is_no_address_is_not_tried(server: Server, told: list[Letter]) -> None:
    written("odile at home")
    work_once()
    row = Letter.objects.get()
    assert (row.work_state, row.failure) == (WorkState.FAILED, "“odile at home” is not a mail address.")
    assert (told, server.asked) == ([row], 0)


def test_the_last_attempt_and_a_dead_worker_are_told_too(told: list[Letter]) -> None:
    last = written(attempts=Letter.TRIES - 1)
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=free_port()
    ):
        work_once()
    past = timezone.now() - LEASE
    died = written("ben@example.org", work_state=WorkState.RUNNING, attempts=Letter.TRIES, leased_until=past)
    work_once()
    assert [row.pk for row in told] == [last.pk, died.pk]


def test_a_failure_and_what_follows_from_it_stand_or_fall_together(server: Server) -> None:
    def stumble(sender: type[Letter], letter: Letter, **kwargs: Any) -> None:
        raise ValueError("stumbled")

    server.to_recipient = "550 no"
    written()
    letter_failed.connect(stumble)
    try:
        with pytest.raises(ValueError, match="stumbled"):
            work_once()
    finally:
        letter_failed.disconnect(stumble)
    assert Letter.objects.get().work_state == WorkState.RUNNING  # taken up again after its lease
