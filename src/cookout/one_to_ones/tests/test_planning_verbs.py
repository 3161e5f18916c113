"""The verbs of planning: once, twice, by whom, in what zone, and what an undo leaves."""

import datetime as dt
import zipfile
from io import BytesIO

import pytest
import time_machine

from cookout.core import exports, privacy, search
from cookout.core.models import Act, Closing, User
from cookout.core.refusal import Refusal
from cookout.groups.models import Membership
from cookout.one_to_ones import rules
from cookout.one_to_ones.models import OneToOne, Standing, State, Step
from cookout.one_to_ones.testing import fellows, in_days, noted, planned, proposed, was_held
from cookout.people.models import Person
from cookout.people.signals import people_in_use
from cookout.ties.models import Tie, Touch, moments
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


def test_only_fellows_are_asked_not_those_who_left(ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    with pytest.raises(Refusal, match="member of your groups"):
        OneToOne.propose(by=ada, person=cleo.person, times=[in_days(3)])
    mine = keep(ada, "Ben at home")
    mine.account_person = ben.person
    mine.save()
    Membership.objects.filter(user=ben).update(left_on=dt.date(2020, 1, 2), joined_on=dt.date(2020, 1, 1))
    with pytest.raises(Refusal, match="member of your groups"):
        OneToOne.propose(by=ada, person=mine, times=[in_days(3)])
    one = OneToOne.note(by=ada, person=mine, starts_at=in_days(3))
    assert not OneToOne.objects.visible_to(ben)
    assert one.other(ada).user is None


def test_a_linked_row_and_the_account_are_one(ada: User, ben: User) -> None:
    fellows(ada, ben)
    mine = keep(ada, "Ben at home")
    mine.account_person = ben.person
    mine.save()
    one = OneToOne.propose(by=ada, person=mine, times=[in_days(3)])
    assert one.other(ada).user == ben
    for person in (mine, ben.person):
        assert list(OneToOne.objects.of(ada, person)) == [one]


def test_four_proposals_are_one_too_many(ada: User, ben: User) -> None:
    fellows(ada, ben)
    for day in range(3, 6):
        proposed(ada, ben, in_days(day))
    with pytest.raises(Refusal, match="3 proposals to Ben"):
        proposed(ada, ben, in_days(9))
    OneToOne.objects.first().decline(by=ben)
    proposed(ada, ben, in_days(9))


def test_a_sixth_time_is_refused_not_dropped(ada: User, ben: User) -> None:
    fellows(ada, ben)
    with pytest.raises(Refusal, match="5 times at most"):
        proposed(ada, ben, *(in_days(day) for day in range(2, 8)))


def test_the_same_id_again_is_the_same_1_2_1(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben)
    again = OneToOne.propose(by=ada, person=ben.person, times=[in_days(9)], uid=one.uid)
    assert (again, OneToOne.objects.count(), one.times.count()) == (one, 1, 1)


def test_what_the_other_planned_since_is_in_the_way_and_stays_theirs(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben)
    noted(ada, keep(ada, "Marta Reyes"), in_days(3))
    with pytest.raises(Refusal, match="Ada is not free then any more") as no:
        one.accept(by=ben, starts_at=in_days(3))
    assert "Marta" not in str(no.value)
    wanted = OneToOne.propose(by=ada, person=ben.person, times=[in_days(3)], despite=True)
    wanted.accept(by=ben, starts_at=in_days(3))
    assert wanted.state == State.PLANNED


def test_each_step_is_refused_where_it_makes_no_sense(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben)
    for wrong in (
        lambda: one.decline(by=ada),
        lambda: one.hold(by=ben),
        lambda: one.miss(by=ben),
        lambda: one.accept(by=ben, starts_at=in_days(4)),
        lambda: one.move(by=ben, times=[in_days(-1)]),
        lambda: one.move(by=ben, times=[]),
    ):
        with pytest.raises(Refusal):
            wrong()
    one.accept(by=ben, starts_at=in_days(3))
    for wrong in (lambda: one.decline(by=ben), lambda: one.hold(by=ben), lambda: one.miss(by=ada)):
        with pytest.raises(Refusal):
            wrong()
    one.cancel(by=ada)
    for wrong in (lambda: one.change(by=ben, place="X"), lambda: one.move(by=ben, times=[in_days(5)])):
        with pytest.raises(Refusal, match="over"):
            wrong()
    assert [step.kind for step in one.steps.all()] == ["proposed", "accepted", "cancelled"]


def test_twice_is_once(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    one.change(by=ben, place="Cafe Luna")
    one.change(by=ben, place="Cafe Luna")
    one.cancel(by=ada)
    one.cancel(by=ben)
    assert [step.kind for step in one.steps.all()] == ["proposed", "accepted", "changed", "cancelled"]


def test_a_longer_one_may_collide(ada: User) -> None:
    one = noted(ada, keep(ada, "Marta Reyes"), in_days(3))
    noted(ada, keep(ada, "Bo Berg"), in_days(3) + dt.timedelta(minutes=60))
    with pytest.raises(Refusal, match="Bo Berg"):
        one.change(by=ada, minutes=90)
    one.change(by=ada, minutes=90, despite=True)
    assert one.minutes == 90


def test_who_takes_the_other_s_time_confirms_that_time(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = was_held(ada, ben.person, days=3)
    one.hold(by=ben, at=in_days(-1, hour=9))
    assert one.starts_at == in_days(-3, hour=10)
    one.hold(by=ada, at=in_days(-1, hour=9))
    assert (one.state, one.starts_at, one.held_on) == (
        State.CONFIRMED, in_days(-1, hour=9), in_days(-1).date(),
    )  # fmt: skip
    assert {touch.on for touch in Touch.objects.all()} == {in_days(-1).date()}


def test_only_the_latest_step_is_taken_back(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    one.change(by=ben, place="Cafe Luna")
    with pytest.raises(Refusal, match="Take that back first"):
        ben.acts.get(verb="one_to_one.accept").undo(by=ben)
    assert OneToOne.objects.visible_to(ada).get().state == State.PLANNED
    ben.acts.get(verb="one_to_one.change").undo(by=ben)
    ben.acts.get(verb="one_to_one.accept").undo(by=ben)
    one.refresh_from_db()
    assert (one.state, one.starts_at, one.place) == (State.PROPOSED, None, "")


@pytest.mark.parametrize("verb", ["decline", "cancel", "move", "hold", "miss"])
def test_every_step_can_be_taken_back_whole(ada: User, ben: User, verb: str) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben)
    if verb in {"hold", "miss"}:
        one.accept(by=ben, starts_at=in_days(3))
    before = (one.state, one.starts_at, one.held_on, one.times.count(), one.steps.count())
    with time_machine.travel(in_days(4) if verb in {"hold", "miss"} else dt.datetime.now(dt.UTC)):
        given = {"times": [in_days(6)]} if verb == "move" else {}
        act: Act = getattr(one, verb)(by=ben, **given)
        assert act.undo(by=ben).skipped == ()
    one.refresh_from_db()
    assert (one.state, one.starts_at, one.held_on, one.times.count(), one.steps.count()) == before
    assert one.seat(ben).says_at is None


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45"),
    ],
)
def test_the_skipped_and_the_doubled_hour_have_one_meaning(zone: str, wall: str, utc: str) -> None:
    assert rules.on_the_wall(dt.datetime.fromisoformat(wall), zone).isoformat() == f"{utc}:00+00:00"


def test_both_clocks_are_said_where_they_differ(ada: User, ben: User) -> None:
    User.objects.filter(pk=ada.pk).update(zone="America/New_York")
    User.objects.filter(pk=ben.pk).update(zone="Australia/Lord_Howe")
    ada.refresh_from_db()
    ben.refresh_from_db()
    fellows(ada, ben)
    at = dt.datetime(2098, 1, 6, 14, 30, tzinfo=dt.UTC)
    one = planned(ada, ben, at)
    assert one.zone == "America/New_York"
    when = Standing(one, ada).when
    assert when is not None
    assert when.theirs == "Wednesday 1:30 for Ben".replace("Wednesday", f"{at + dt.timedelta(days=1):%A}")
    mine = Standing(noted(ada, keep(ada, "Marta Reyes")), ada).when
    assert mine is not None
    assert mine.theirs == ""


def test_who_is_erased_leaves_a_seat_without_a_name(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = was_held(ada, ben.person)
    one.hold(by=ben)
    open_one = proposed(ben, ada, note="private words")
    alone = noted(ben, keep(ben, "Marta Reyes"))
    privacy.erase(ben)
    one.refresh_from_db()
    seat = one.other(ada)
    assert (one.state, seat.user, seat.name, seat.called) == (State.CONFIRMED, None, "", "somebody who left")
    assert seat.says_at is not None
    assert not OneToOne.objects.filter(pk=alone.pk)
    open_one.refresh_from_db()
    assert open_one.state == State.CANCELLED
    assert not Step.objects.exclude(note="")
    assert "somebody who left" in str(one)
    privacy.erase(ada)
    assert not OneToOne.objects.exists()


def test_closing_calls_off_in_the_same_act_and_ends_the_rhythm(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben, every_weeks=2)
    Closing.begin(by=ben)
    one.refresh_from_db()
    assert (one.state, one.every_weeks, OneToOne.objects.count()) == (State.CANCELLED, None, 1)


def test_removing_a_person_keeps_what_was_and_undo_brings_back(ada: User) -> None:
    marta = keep(ada, "Marta Reyes")
    one = was_held(ada, marta)
    act = marta.remove(by=ada)
    one.refresh_from_db()
    assert (one.person_for(ada), one.other(ada).called) == (None, "Marta Reyes")
    assert list(OneToOne.objects.visible_to(ada)) == [one]
    act.undo(by=ada)
    assert OneToOne.objects.get().person_for(ada) == marta


def test_people_with_1_2_1s_stay_when_their_import_goes(ada: User) -> None:
    marta = keep(ada, "Marta Reyes")
    noted(ada, marta)
    used = [set(ids) for _receiver, ids in people_in_use.send(sender=Person, keeper=ada)]
    assert {marta.pk} in used


def test_search_timeline_and_archive_know_it(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = was_held(ada, ben.person, place="Cafe Luna", agenda="Her new office")
    one.hold(by=ben)
    for words in ("luna", "office", "Brandt"):
        assert [hit.uid for hit in search.find(ada, words) if hit.kind == "1-2-1s"] == [str(one.uid)]
    assert not [hit for hit in search.find(ben, "Brandt") if hit.kind == "1-2-1s"]
    told = moments(Tie.objects.between(ada, ben.person))
    assert [(moment.title, moment.url) for moment in told] == [("1-2-1 at Cafe Luna.", one.get_absolute_url())]
    archive = BytesIO()
    exports.write_archive(ada, archive)
    kept = zipfile.ZipFile(archive).read("one_to_ones.json").decode()
    assert "Cafe Luna" in kept
    assert '"about": "both"' in kept
