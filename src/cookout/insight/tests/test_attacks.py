"""Someone who wants to know more than the page tells, and a study that cannot be worked out."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cookout.core.models import User, WorkState
from cookout.core.testing import bearer, no_writes
from cookout.core.work import work_once
from cookout.groups.models import Group, Membership
from cookout.insight.models import StudyRun, Subject, renew
from cookout.insight.models import study_run as runs
from cookout.insight.models.making import make
from cookout.insight.testing import busy_chapter, seat

pytestmark = pytest.mark.django_db
PAGE, CSV, API, ANEW = "/what-works/", "/what-works/counts.csv", "/api/v1/insight/study", "/what-works/anew/"


def fractions(value: Any) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from fractions(item)


@pytest.mark.parametrize("members", [3, 12])
def test_programs_read_no_finer_number_of_several_than_people_do(client: Client, members: int) -> None:
    group, users = busy_chapter(members=members)
    told = client.get(f"{API}?group={group.uid}", headers=bearer(users[0])).json()["study"]
    found = list(fractions({key: told[key] for key in ("estimates", "lines", "facts")}))
    assert found
    for value in found:
        assert value in (round(value, 2), float(f"{value:.2g}")), f"{value}: sums of squares follow from all its digits"
    assert all(one["more"] == {} for one in told["estimates"].values() if one["silence"])
    mine = client.get(f"{API}?mine=true", headers=bearer(users[0])).json()["study"]
    assert mine["facts"]["members"] == 1


def test_three_members_read_no_mean_and_no_line(client: Client) -> None:
    group, users = busy_chapter(members=3)
    told = client.get(f"{API}?group={group.uid}", headers=bearer(users[0])).json()
    kept = told["study"]["estimates"]
    assert all(
        kept[key]["value"] is None for key in kept if key.startswith(("band.", "average.", "months.", "pearson."))
    )
    assert told["study"]["lines"] == []
    assert not any(cell for rows in told["tables"].values() for row in rows for cell in row)


def test_who_has_left_reads_her_own_months_and_nothing_of_the_chapter(client: Client) -> None:
    group, users = busy_chapter(members=5)
    StudyRun.ask(by=None, subject=Subject(group=group))
    work_once()
    Membership.objects.filter(user=users[0]).update(left_on=timezone.localdate())
    client.force_login(users[0])
    header = bearer(users[0])
    for path in (PAGE, CSV, API):
        assert client.get(f"{path}?group={group.uid}", headers=header).status_code == 404, path
    assert client.post(ANEW, {"group": str(group.uid)}).status_code == 404
    assert client.get(f"{PAGE}?mine=1").status_code == 200
    assert StudyRun.objects.count() == 1


def test_a_member_of_two_chapters_reads_both_and_neither_tells_the_other(client: Client) -> None:
    (one, users), (other, others) = busy_chapter("Riverside", members=4), busy_chapter("Hillside", members=4)
    seat(other, users[0])
    client.force_login(users[0])
    for group in (one, other):
        assert client.get(f"{PAGE}?group={group.uid}").status_code == 200
    client.force_login(users[1])
    assert client.get(f"{PAGE}?group={other.uid}").status_code == 404
    client.force_login(others[1])
    assert client.get(f"{PAGE}?group={one.uid}").status_code == 404


def test_reading_writes_nothing_and_stays_in_no_cache(client: Client) -> None:
    group, users = busy_chapter(members=4, months=3)
    client.force_login(users[0])
    for path in (PAGE, CSV, f"{PAGE}method/"):
        with no_writes():
            answer = client.get(f"{path}?group={group.uid}")
        assert "no-store" in answer.headers["Cache-Control"], path
    answer = client.get(f"{API}?group={group.uid}", headers=bearer(users[0]))
    assert "no-store" in answer.headers["Cache-Control"]
    assert not StudyRun.objects.exists()


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> tuple[Group, list[User]]:
    """A chapter whose study ends in an error of ours."""
    made = busy_chapter(members=3, months=3)

    def burst(*_words: object, **_named: object) -> None:
        raise ZeroDivisionError("in the middle of it")

    monkeypatch.setattr(runs, "make", burst)
    return made


def given_up(run: StudyRun) -> StudyRun:
    StudyRun.objects.filter(pk=run.pk).update(attempts=StudyRun.TRIES - 1)
    work_once()
    run.refresh_from_db()
    assert run.work_state == WorkState.FAILED
    return run


def test_a_study_that_breaks_leaves_the_one_before_and_its_page_says_so(
    client: Client, broken: tuple[Group, list[User]], monkeypatch: pytest.MonkeyPatch
) -> None:
    group, users = broken
    with monkeypatch.context() as whole:
        whole.setattr(runs, "make", make)
        StudyRun.ask(by=None, subject=Subject(group=group))
        work_once()
    later = StudyRun.ask(by=users[0], subject=Subject(group=group))
    work_once()
    later.refresh_from_db()
    assert (later.work_state, later.failure[:17]) == (WorkState.WAITING, "ZeroDivisionError")
    client.force_login(users[0])
    page = client.get(PAGE).content.decode()
    assert "went wrong, so these are the numbers from before" in page
    assert "tried again by itself" in page
    StudyRun.objects.filter(pk=later.pk).update(not_before=timezone.now())
    given_up(later)
    page = client.get(PAGE).content.decode()
    assert "tell your host" in page
    assert "ZeroDivisionError" not in page
    assert "Work it out anew" in page


def test_a_large_chapter_whose_first_study_broke_does_not_wait_for_ever(
    client: Client, broken: tuple[Group, list[User]]
) -> None:
    group, users = broken
    Membership.objects.bulk_create(
        Membership(group=group, name=f"Nobody {n}", joined_on=dt.date(2024, 1, 1)) for n in range(60)
    )
    given_up(StudyRun.ask(by=None, subject=Subject(group=group)))
    client.force_login(users[0])
    page = client.get(PAGE).content.decode()
    assert "It could not be worked out" in page
    assert "Look again in a few minutes" not in page


def test_what_was_given_up_is_tried_again_the_next_night_and_does_not_pile_up(
    broken: tuple[Group, list[User]],
) -> None:
    group, users = broken
    with time_machine.travel(timezone.now(), tick=False) as clock:
        given_up(StudyRun.ask(by=None, subject=Subject(group=group)))
        assert renew() == 0, "an hour later nothing has changed"
        clock.shift(dt.timedelta(hours=21))
        assert renew() == 1
        assert StudyRun.objects.count() == 1
        given_up(StudyRun.objects.get())
        StudyRun.ask(by=users[0], subject=Subject(group=group))
        assert [run.work_state for run in StudyRun.objects.all()] == [WorkState.WAITING]


def test_bad_words_of_programs_are_told_and_change_nothing(client: Client) -> None:
    group, users = busy_chapter(members=3, months=2)
    header = bearer(users[0])
    for words in ({"group": "1 OR 1=1"}, {"group": 7}, {"mine": "perhaps"}):
        answer = client.post(API, json.dumps(words), content_type="application/json", headers=header)
        assert answer.status_code == 422, words
    assert not StudyRun.objects.exists()
    assert client.post(ANEW, {"group": str(group.uid)}).status_code in {302, 403}, "nobody is signed in here"
    assert not StudyRun.objects.exists()
