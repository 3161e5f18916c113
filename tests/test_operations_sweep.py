"""What PRIVACY.toml promises to let go of goes when its time is over, and not before."""

import datetime as dt
import os
import time
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from cookout.core import privacy
from cookout.core.models import Act, Change, Letter, Token, User, WorkState, record
from cookout.core.sweep import AT_ONCE, sweep, sweep_files
from cookout.people.models import AddressImport, Person

DAY = dt.timedelta(days=1)


def swept_after(days: float) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
        sweep()


def person(keeper: User, **values: object) -> Person:
    return Person.objects.create(**{"keeper": keeper, "full_name": "Marta Reyes", **values})


def test_a_deletion_can_be_taken_back_for_thirty_days(ben: User) -> None:
    kept = person(ben)
    gone = person(ben, deleted_at=timezone.now())
    swept_after(29.9)
    assert Person.objects.filter(pk=gone.pk).exists()
    swept_after(30.1)
    assert not Person.objects.filter(pk=gone.pk).exists()
    assert Person.objects.filter(pk=kept.pk).exists()


def test_more_rows_than_fit_into_one_step_go_too(ben: User) -> None:
    Person.objects.bulk_create(
        Person(keeper=ben, full_name="x", deleted_at=timezone.now() - 31 * DAY) for _ in range(AT_ONCE * 2 + 5)
    )
    sweep()
    assert not Person.objects.filter(keeper=ben).exists()


def test_what_an_act_changed_is_kept_thirty_days_and_the_act_a_year(ben: User) -> None:
    act = record(by=ben, verb="person.keep")
    act.create(Person(keeper=ben, full_name="Marta"))
    swept_after(29.9)
    assert act.changes.exists()
    swept_after(30.1)
    assert not Change.objects.exists()
    assert Act.objects.filter(pk=act.pk).exists()
    swept_after(366)
    assert not Act.objects.filter(pk=act.pk).exists()


def test_letters_go_thirty_days_after_sending_and_unsent_ones_a_little_later(ben: User) -> None:
    now = timezone.now()
    Letter.objects.create(key="sent", to="a@example.org", work_state=WorkState.DONE, sent_at=now)
    Letter.objects.create(key="failed", to="a@example.org", work_state=WorkState.FAILED)
    swept_after(30.1)
    assert list(Letter.objects.values_list("key", flat=True)) == ["failed"]
    swept_after(40.1)
    assert not Letter.objects.exists()


def test_a_key_goes_thirty_days_after_its_end_and_never_while_it_opens(ben: User) -> None:
    lasting, _secret = Token.issue(by=ben, name="lasting", scopes=["people:read"])
    ended, _secret = Token.issue(by=ben, name="ended", scopes=["people:read"])
    Token.objects.filter(pk=ended.pk).update(revoked_at=timezone.now())
    swept_after(400)
    assert list(ben.tokens.values_list("pk", flat=True)) == [lasting.pk]


def test_an_old_import_goes_and_the_people_it_brought_stay(ben: User) -> None:
    run = AddressImport.objects.create(keeper=ben)
    row = person(ben)
    swept_after(30.1)
    assert not AddressImport.objects.filter(pk=run.pk).exists()
    assert Person.objects.filter(pk=row.pk).exists()


def test_a_stray_file_goes_and_a_needed_one_stays(ben: User) -> None:
    needed = person(ben)
    needed.photo.save("needed.png", ContentFile(b"x"))
    replaced = person(ben)
    replaced.photo.save("replaced.png", ContentFile(b"x"))
    before = replaced.photo.name
    record(by=ben, verb="person.photo").update(replaced, photo="")
    stray, young = (default_storage.save(name, ContentFile(b"x")) for name in ("stray.png", "young.png"))
    for name in (needed.photo.name, before, stray):
        os.utime(default_storage.path(name), (time.time() - 2 * 86400,) * 2)
    sweep_files()
    there = [default_storage.exists(name) for name in (needed.photo.name, before, young)]
    assert there == [True, True, True], "an undo may still need the replaced one"
    assert not default_storage.exists(stray)
    Change.objects.all().delete()
    sweep_files()
    assert not default_storage.exists(before)
    Path(default_storage.path(young)).unlink()


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda entry: entry.pop("sweep"), "cookout.P007"),
        (lambda entry: entry.update(sweep=[{"after": "never", "days": 1}]), "cookout.P006"),
        (lambda entry: entry["fields"].pop("by"), "cookout.P002"),
        (lambda entry: entry["fields"].update(shoe_size="why not"), "cookout.P004"),
        (lambda entry: entry.update(purpose=""), "cookout.P005"),
    ],
)
def test_a_policy_that_promises_what_nobody_does_is_an_error(
    spoil: object, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {**privacy.policy()["core.Act"], "fields": dict(privacy.policy()["core.Act"]["fields"])}
    spoil(entry)  # type: ignore[operator]  # a function of the table above
    monkeypatch.setattr(privacy, "policy", lambda: {**OTHERS, "core.Act": entry})
    assert [found.id for found in privacy.check_policy(None)] == [problem]


OTHERS = dict(privacy.policy())
