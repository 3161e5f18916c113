"""Leaving the house: asleep at once, awake by a sign-in, erased after thirty days."""

import datetime as dt

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from cookout.core.models import Closing, Letter, Token, User
from cookout.core.receivers import erase_closed, sweep
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer
from cookout.people.models import Person


def test_a_closed_account_is_dead_at_once(ben: User) -> None:
    token = Token.issue(by=ben, name="script", scopes=["people:read"])[1]
    Closing.begin(by=ben)
    ben.refresh_from_db()
    assert not ben.is_active
    assert Token.objects.all().bearing(token) is None


def test_closing_twice_is_closing_once(ben: User) -> None:
    assert Closing.begin(by=ben) == Closing.begin(by=ben)


def test_taking_back_opens_the_account_again(ben: User) -> None:
    Closing.begin(by=ben).take_back()
    ben.refresh_from_db()
    assert ben.is_active
    assert not Closing.objects.exists()


def test_the_only_host_stays_while_others_live_here(ada: User, ben: User) -> None:
    with pytest.raises(Refusal, match="only host"):
        Closing.begin(by=ada)
    assert User.objects.get(pk=ada.pk).is_active


def test_after_thirty_days_everything_goes_files_included(
    ben: User, cleo: User, django_capture_on_commit_callbacks: object
) -> None:
    person = Person.keep(by=ben, full_name="Marta Silva")
    person.photo.save("face.png", ContentFile(b"not really a picture"))
    kept = person.photo.storage, person.photo.name
    others = Person.keep(by=cleo, full_name="Marta Silva")
    Closing.begin(by=ben)
    erase_closed()
    assert User.objects.filter(pk=ben.pk).exists()
    later = time_machine.travel(timezone.now() + dt.timedelta(days=31))
    with later, django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        erase_closed()
    assert not User.objects.filter(pk=ben.pk).exists()
    assert list(Person.objects.filter(keeper__isnull=False)) == [others]
    assert not kept[0].exists(kept[1])


def test_the_sweep_forgets_in_time(ben: User) -> None:
    bearer(ben)
    Token.objects.get().revoke(by=ben)
    Person.keep(by=ben, full_name="Marta Silva")
    Letter.objects.create(key="a", to="ben@example.org", subject="Hello", text="Hello", sent_at=timezone.now())
    sweep()
    assert Token.objects.exists()
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        sweep()
    assert not Token.objects.exists()
    assert not Letter.objects.exists()
    assert ben.acts.exists()
    assert not any(act.changes.exists() for act in ben.acts.all())
    with time_machine.travel(timezone.now() + dt.timedelta(days=366)):
        sweep()
    assert not ben.acts.exists()


def test_a_sent_letter_forgets_what_it_said(db: None, mailoutbox: list[object]) -> None:
    letter = Letter.objects.create(key="a", to="ben@example.org", subject="Hello", text="a secret link")
    letter.claim()
    letter.work()
    letter.refresh_from_db()
    assert "secret" in mailoutbox[0].body  # type: ignore[attr-defined]
    assert (letter.text, letter.sent_at is not None) == ("", True)
