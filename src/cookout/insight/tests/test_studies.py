"""Having a study worked out: by whom, once and twice, what is kept, and who may read it."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from cookout.core.models import Act, User, WorkState
from cookout.core.privacy import erase
from cookout.core.work import work_once
from cookout.groups.models import Group, Membership, Region
from cookout.insight.formats.kept import as_data
from cookout.insight.models import StudyRun, Subject, made_for, renew
from cookout.insight.models.making import make
from cookout.insight.testing import busy_chapter, member

pytestmark = pytest.mark.django_db


def carried_out(run: StudyRun) -> StudyRun:
    assert run.claim()
    run.work()
    run.refresh_from_db()
    assert run.work_state == WorkState.DONE, run.failure
    return run


def test_the_worker_keeps_exactly_what_was_worked_out() -> None:
    group, users = busy_chapter()
    run = carried_out(StudyRun.ask(by=users[0], subject=Subject(group=group)))
    made = make(Subject(group=group))
    assert as_data(run.found) == as_data(made.study)
    assert run.made.study == run.found
    assert run.made.tables == {name: [list(row) for row in rows] for name, rows in made.tables.items()}
    assert run.made.left_out == made.left_out
    assert run.until == made.until
    assert run.found.facts.members == 6
    assert run.found.facts.pair_months > 0


def test_no_name_is_kept() -> None:
    group, users = busy_chapter()
    run = carried_out(StudyRun.ask(by=None, subject=Subject(group=group)))
    kept = f"{run.study}{run.facts}"
    assert not any(user.name in kept or user.email in kept for user in users)


def test_asking_twice_is_asking_once_and_stands_in_the_diary() -> None:
    group, users = busy_chapter(members=2, months=2)
    first = StudyRun.ask(by=users[0], subject=Subject(group=group))
    assert StudyRun.ask(by=users[1], subject=Subject(group=group)) == first
    act = Act.objects.get(verb="study_run.ask")
    assert (act.by, act.about) == (users[0], group.name)
    carried_out(first)
    assert StudyRun.ask(by=users[1], subject=Subject(group=group)) != first


def test_the_same_again_is_kept_once_and_something_new_beside_it() -> None:
    group, users = busy_chapter(members=3, months=3)
    subject = Subject(group=group)
    first = carried_out(StudyRun.ask(by=None, subject=subject))
    second = carried_out(StudyRun.ask(by=None, subject=subject))
    assert list(StudyRun.objects.all()) == [second]
    assert second.digest == first.digest
    Membership.objects.filter(user=users[0]).update(left_on=timezone.localdate() - dt.timedelta(days=70))
    third = carried_out(StudyRun.ask(by=None, subject=subject))
    assert StudyRun.objects.latest_of(subject) == third
    assert StudyRun.objects.count() == 2


def test_each_night_it_is_worked_out_anew_and_not_before() -> None:
    region = Region.objects.create(name="Ohio")
    group, _users = busy_chapter(members=2, months=2)
    Group.objects.filter(pk=group.pk).update(region=region)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert renew() == 2
        work_once()
        assert renew() == 0
        clock.shift(dt.timedelta(hours=21))
        assert renew() == 2


def test_before_the_first_run_what_is_small_is_worked_out_at_once_and_what_is_large_waits() -> None:
    group, users = busy_chapter(members=3, months=3)
    made, run = made_for(Subject(group=group))
    assert made is not None
    assert run is None
    Membership.objects.bulk_create(
        Membership(group=group, name=f"Nobody {n}", joined_on=dt.date(2024, 1, 1)) for n in range(60)
    )
    assert made_for(Subject(group=group)) == (None, None)


def test_a_months_sum_of_my_own_is_one_row_also_in_two_groups() -> None:
    group, users = busy_chapter(members=4, months=4)
    other = Group.objects.create(name="Hillside")
    for user in users[:2]:
        other.memberships.create(user=user, name=user.name, joined_on=dt.date(2024, 6, 1))
    alone = make(Subject(user=users[0])).study.facts
    assert (alone.members, alone.rows) == (1, make(Subject(user=users[2])).study.facts.rows)


@pytest.fixture
def tree() -> tuple[Region, Group, Group]:
    """A region with two chapters, and one outside."""
    region = Region.objects.create(name="Ohio")
    return region, Group.objects.create(name="Riverside", region=region), Group.objects.create(name="Hillside")


def test_who_may_read_which(tree: tuple[Region, Group, Group], ada: User, cleo: User) -> None:
    region, mine, other = tree
    ben, dora = member("Ben Brandt", mine), member("Dora Diaz", other)
    gone = member("Emil Egger", mine, left=dt.date(2024, 6, 1))
    director = member("Finn Falk")
    region.appoint(director, by=ada)
    runs = {subject: StudyRun.ask(by=None, subject=Subject(**{kind: subject}))
            for kind, subject in (("group", mine), ("group", other), ("region", region), ("user", ben))}  # fmt: skip
    seen = {user: {run for run in runs if StudyRun.objects.visible_to(user).filter(pk=runs[run].pk).exists()}
            for user in (ben, dora, gone, director, ada, cleo)}  # fmt: skip
    assert seen[ben] == {mine, region, ben}
    assert seen[dora] == {other}
    assert seen[gone] == set()
    assert seen[director] == {mine, region}
    assert seen[ada] == set(), "a host reads no more than other members"
    assert seen[cleo] == set()
    for user, may in seen.items():
        found = {one.group or one.region for one in Subject.all_for(user)} - {None}
        assert found == may - {ben}


def test_a_region_holds_the_chapters_of_regions_below_it(tree: tuple[Region, Group, Group]) -> None:
    region, mine, _other = tree
    whole = Region.objects.create(name="Midwest")
    Region.objects.filter(pk=region.pk).update(parent=whole)
    assert Subject(region=whole).group_ids() == [mine.pk]
    ben = member("Ben Brandt", mine)
    assert set(Subject.regions_of(ben)) == {region, whole}


def test_my_own_study_goes_with_my_account() -> None:
    group, users = busy_chapter(members=2, months=2)
    carried_out(StudyRun.ask(by=users[0], subject=Subject(user=users[0])))
    carried_out(StudyRun.ask(by=users[0], subject=Subject(group=group)))
    erase(users[0])
    assert [run.scope for run in StudyRun.objects.all()] == ["group"]


def test_thousands_of_months_take_seconds() -> None:
    group, _users = busy_chapter(members=30, months=12)
    began = dt.datetime.now(dt.UTC)
    made = make(Subject(group=group))
    assert made.study.facts.rows > 300
    assert dt.datetime.now(dt.UTC) - began < dt.timedelta(seconds=10)
