"""What people without account press several times in the same moment happens once, and nobody sees an error."""

import threading

import pytest
from django.db import connection
from django.test import Client

from cookout.core.models import Letter, User
from cookout.referrals.models import (
    Experience,
    ExperienceLink,
    MailStop,
    Referral,
    Reply,
    State,
    Step,
    WindowLink,
)
from cookout.referrals.models.stops import StopToken
from cookout.referrals.testing import received
from cookout.ties.testing import keep

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite in memory has one writer, and no queue for the others"
    ),
]

MANY = 4


@pytest.fixture
def ada(transactional_db: None, ada: User) -> User:
    """Ada, whom other connections see too."""
    return ada


@pytest.fixture
def one(ada: User) -> Referral:
    made = received(ada, keep(ada, "Odile Bakker"))
    made.move(by=ada, state=State.REACHED)
    return made


def at_once(path: str, *told: dict[str, str]) -> list[int]:
    """Press it from several browsers in the same moment; answer what each was told."""
    answers, ready = list[int](), threading.Barrier(MANY)

    def run(data: dict[str, str]) -> None:
        client = Client(raise_request_exception=False)
        ready.wait()
        answers.append(client.post(path, data).status_code)
        connection.close()

    threads = [threading.Thread(target=run, args=(told[turn % len(told)],)) for turn in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_one_answer_stands_and_the_others_are_told_so(ada: User, one: Referral) -> None:
    path = ExperienceLink.ask(referral=one, by=ada).path
    assert at_once(path, {"rating": "well"}, {"rating": "not_well"}) == [302, 409, 409, 409]
    assert Experience.objects.count() == 1


def test_thank_you_is_said_once(ada: User, one: Referral) -> None:
    path = WindowLink.of(one, by=ada).path
    assert at_once(path, {"kind": "thanks"}) == [302] * MANY
    assert Reply.objects.count() == 1


def test_to_be_left_alone_is_noted_once(ada: User, one: Referral) -> None:
    path = ExperienceLink.ask(referral=one, by=ada).path
    assert at_once(path, {"contact": "no"}) == [302] * MANY
    one.refresh_from_db()
    assert (one.state, Step.objects.filter(party=one.prospect).count()) == (State.WITHDRAWN, 1)
    assert Letter.objects.filter(to=ada.email).count() == 1


def test_letters_are_stopped_once(ada: User) -> None:
    assert at_once(StopToken.path(ada, "odile@example.org"), {"List-Unsubscribe": "One-Click"}) == [200] * MANY
    assert MailStop.objects.count() == 1
