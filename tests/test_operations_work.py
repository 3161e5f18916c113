"""Work rows are carried out once, whoever dies: claims, leases, retries, and letters through a real mail server."""

import asyncio
import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from cookout.core.models import Letter, User, WorkState
from cookout.core.models.work import LEASE, Interrupted, stopping
from cookout.core.refusal import Refusal
from cookout.core.work import work_once
from tests.houses import free_port, settled, wait_for

LETTERS = """
from cookout.core.models import Letter
for n in range({many}):
    Letter.objects.create(key=str(n), to=f"p{{n}}@example.org", subject="S", text="T")
"""

STATES = """
from collections import Counter
from cookout.core.models import Letter
print(dict(Counter(Letter.objects.values_list("work_state", flat=True))))
"""


class Inbox:
    """Counts what arrives; may be slow to take it."""

    port = 0

    def __init__(self) -> None:
        self.to: list[str] = []
        self.busy, self.go = threading.Event(), threading.Event()
        self.go.set()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a letter."""
        self.busy.set()
        while not self.go.is_set():
            await asyncio.sleep(0.05)
        self.to += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=free_port())
    server.start()
    inbox.port = server.port
    yield inbox
    inbox.go.set()
    server.stop()


def letter(**values: object) -> Letter:
    return Letter.objects.create(**{"key": "k", "to": "ben@example.org", "subject": "S", "text": "T", **values})


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Letters that cannot be sent; the list grows with every try."""
    tries: list[int] = []

    def carry_out(self: Letter) -> None:
        tries.append(self.pk)
        raise OSError("no route")

    monkeypatch.setattr(Letter, "carry_out", carry_out)
    return tries


def test_a_row_can_be_claimed_once(db: None) -> None:
    row = letter()
    other = Letter.objects.get()
    assert row.claim()
    assert not other.claim()


def test_a_row_whose_worker_died_is_taken_up_after_its_lease(db: None) -> None:
    letter().claim()
    assert not Letter.due().exists()
    with time_machine.travel(timezone.now() + LEASE + dt.timedelta(seconds=1)):
        assert Letter.objects.get().claim()
        assert Letter.objects.get().attempts == 2


def test_a_worker_that_slept_past_its_lease_does_not_write_into_the_other_ones_work(db: None) -> None:
    asleep = letter()
    asleep.claim()
    with time_machine.travel(timezone.now() + LEASE * 2):
        Letter.objects.get().claim()
        with pytest.raises(Interrupted):
            asleep.keep_lease()
        asleep._fail("too late")
        assert Letter.objects.get().work_state == WorkState.RUNNING


def test_keeping_the_lease_keeps_others_away(db: None) -> None:
    row = letter()
    row.claim()
    with time_machine.travel(timezone.now() + LEASE - dt.timedelta(seconds=5)):
        row.keep_lease()
    with time_machine.travel(timezone.now() + LEASE + dt.timedelta(seconds=5)):
        assert not Letter.due().exists()


def test_a_failing_row_waits_longer_each_time_and_then_stays_failed(db: None, fails: list[int]) -> None:
    letter()
    pauses, now = [], timezone.now()
    for _ in range(Letter.TRIES):
        with time_machine.travel(now, tick=False):
            work_once()
            row = Letter.objects.get()
            pauses.append((row.not_before - now).total_seconds())
            work_once()  # too early: nothing happens
        now = row.not_before
    assert pauses == sorted(pauses)
    assert pauses[0] == 30
    assert len(fails) == Letter.TRIES
    assert row.work_state == WorkState.FAILED
    assert "no route" in row.failure


def test_a_refusal_is_not_tried_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Letter) -> None:
        raise Refusal("This file is empty.")

    monkeypatch.setattr(Letter, "carry_out", refuse)
    letter()
    work_once()
    row = Letter.objects.get()
    assert (row.work_state, row.failure, row.attempts) == (WorkState.FAILED, "This file is empty.", 1)


def test_a_row_that_kills_its_worker_each_time_is_given_up(db: None) -> None:
    letter(work_state=WorkState.RUNNING, attempts=Letter.TRIES, leased_until=timezone.now() - LEASE)
    work_once()
    row = Letter.objects.get()
    assert row.work_state == WorkState.FAILED
    assert "died" in row.failure


def test_a_worker_that_goes_home_puts_its_row_back(db: None) -> None:
    row = letter()
    row.claim()
    stopping.set()
    try:
        with pytest.raises(Interrupted):
            row.keep_lease()
    finally:
        stopping.clear()
    row = Letter.objects.get()
    assert (row.work_state, row.attempts) == (WorkState.WAITING, 0)


def test_a_dead_mail_server_breaks_no_page(ben: User, client: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    answer = client.post(reverse("account_reset_password"), {"email": ben.email})
    assert answer.status_code == 302
    assert Letter.objects.filter(to=ben.email, work_state=WorkState.WAITING).count() == 1


def test_two_workers_send_every_letter_once(tmp_path: Path, inbox: Inbox) -> None:
    house = settled(tmp_path, COOKOUT_SMTP_URL=f"smtp://127.0.0.1:{inbox.port}")
    house.python(LETTERS.format(many=60))
    workers = [house.start("work") for _ in range(2)]
    wait_for(lambda: len(inbox.to) >= 60 or any(worker.poll() is not None for worker in workers), 60)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        assert worker.wait(20) == 0
    assert sorted(inbox.to) == sorted(f"p{n}@example.org" for n in range(60))
    assert house.python(STATES) == "{'done': 60}"


def test_a_letter_of_a_worker_that_was_killed_is_sent_by_the_next(tmp_path: Path, inbox: Inbox) -> None:
    house = settled(tmp_path, COOKOUT_SMTP_URL=f"smtp://127.0.0.1:{inbox.port}")
    house.python(LETTERS.format(many=1))
    inbox.go.clear()
    worker = house.start("work")
    wait_for(lambda: worker.poll() is not None or inbox.busy.is_set(), 60)
    worker.kill()
    worker.wait()
    inbox.go.set()
    assert "Nothing" in house.run("work", "--once"), "its lease still runs"
    past = "leased_until=timezone.now() - timezone.timedelta(seconds=1)"
    house.python(
        f"from django.utils import timezone; from cookout.core.models import Letter; Letter.objects.update({past})"
    )
    assert "1 carried out" in house.run("work", "--once")
    assert house.python(STATES) == "{'done': 1}"
