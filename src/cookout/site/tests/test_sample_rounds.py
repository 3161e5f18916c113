"""The rounds of the sample: drawn honestly, told consistently, and the running one planned by the program itself."""

import datetime as dt
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from cookout.core.models import User
from cookout.groups.models import Group
from cookout.insight.models import Subject, member_months
from cookout.one_to_ones.models import OneToOne
from cookout.rounds.models import Availability, DoNotPair, Draw, Pairing, Round, SpeedEvening
from cookout.science.pairing import hat
from cookout.site.sample.rounds import mondays
from cookout.site.tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]

MONDAY = dt.date(2026, 3, 2)


def account(key: str) -> User:
    return User.objects.get(email=f"{key}@sample.example.org")


def home() -> Group:
    return Group.objects.get(name="Olentangy Chapter")


def test_the_chapter_looks_back_on_nine_rounds_and_one_runs() -> None:
    begins = list(Round.objects.of(home()).order_by("starts_on").values_list("starts_on", flat=True))
    assert begins == [*mondays(NOW.date()), MONDAY]
    assert not Round.objects.filter(announced_at=None).exists()
    assert not Round.objects.of(home()).filter(starts_on__gt=MONDAY).exists(), "the next is for Gloria to plan"


def test_no_round_overlaps_another_whatever_day_it_is() -> None:
    for back in range(0, 400, 3):
        day = NOW.date() - dt.timedelta(days=back)
        begins = [*mondays(day), day - dt.timedelta(days=day.weekday())]
        assert all((two - one).days >= 28 for one, two in zip(begins, begins[1:], strict=False)), day


def test_each_draw_is_what_its_seed_draws_and_gives_everybody_one_partner() -> None:
    for draw in Draw.objects.filter(round__starts_on__lt=MONDAY)[:4]:
        pairs = np.array([place[:2] for place in draw.candidates], dtype=np.int64)
        turns = np.array(draw.turns, dtype=np.int64)
        found = hat.draw(len(draw.members), pairs, seed=draw.seed, redraws=draw.redraws, sat_out=turns)
        assert found.pairs.tolist() == draw.pairs
        assert found.probability.tolist() == [place[2] for place in draw.candidates]
        assert max(Counter(place for pair in draw.pairs for place in pair).values()) == 1
        drawn = {(draw.members[one], draw.members[two]) for one, two in draw.pairs}
        rows = Pairing.objects.filter(draw=draw)
        assert {(row.first_id, row.second_id) for row in rows} == {(min(pair), max(pair)) for pair in drawn}


def test_a_pair_is_linked_to_a_1_2_1_of_the_two_in_its_week() -> None:
    linked = list(Pairing.objects.exclude(one_to_one=None).select_related("round", "first", "second", "one_to_one"))
    assert len(linked) > 35
    for row in linked:
        one = row.one_to_one
        assert one is not None
        assert set(one.seats.values_list("user_id", flat=True)) == {row.first.user_id, row.second.user_id}
        assert one.starts_at is not None
        day = one.starts_at.astimezone(NOW.tzinfo).date()
        assert row.monday <= day < row.monday + dt.timedelta(days=7)


def test_some_said_no_and_some_of_these_were_mended() -> None:
    declined = Pairing.objects.filter(ending=Pairing.Ending.DECLINED)
    assert declined.count() >= 4
    assert all(row.replies.filter(says="declined").count() == 1 for row in declined)
    mended = Pairing.objects.filter(draw=None, round__starts_on__lt=MONDAY)
    assert mended.count() >= 2


def test_members_hold_as_many_1_2_1s_as_if_there_were_no_rounds() -> None:
    assert OneToOne.objects.filter(state="confirmed").count() > 800
    for one in OneToOne.objects.filter(pairings__isnull=False).with_seats():
        assert len({seat.user_id for seat in one.seats.all()}) == 2


def test_the_running_plan_is_proved_best_and_sam_has_said_yes_where_gloria_has_not_yet() -> None:
    running = Round.objects.get(starts_on=MONDAY)
    assert running.is_optimal
    assert Counter(running.pairings.values_list("week", flat=True))[1] == 17
    sam, gloria = (running.pairings.of(account(key)).get(week=1) for key in ("sam", "gloria"))
    assert sam.is_drawn
    assert sam.replies.filter(says="accepted", said_by=account("sam")).exists()
    assert not gloria.replies.filter(said_by=account("gloria")).exists()


def test_sams_wish_holds_in_every_round_and_is_his_alone() -> None:
    wish = DoNotPair.objects.get()
    sam = account("sam")
    assert list(DoNotPair.objects.visible_to(sam)) == [wish]
    assert not DoNotPair.objects.visible_to(account("gloria")).exists()
    seat = home().memberships.get(user=sam)
    apart = {seat.pk, wish.membership_id}
    assert not [row for row in Pairing.objects.all() if {row.first_id, row.second_id} == apart]
    for draw in Draw.objects.filter(round__group=home()):
        assert not [one for one, two, _p in draw.candidates if {draw.members[one], draw.members[two]} == apart]


def test_naomi_has_announced_a_round_across_her_chapters() -> None:
    across = Round.objects.get(region__name="Central Ohio")
    assert across.is_optimal
    pairs = across.pairings.select_related("first", "second")
    assert len(pairs) > 30
    assert all(pair.first.group_id != pair.second.group_id for pair in pairs)
    assert across.starts_on >= MONDAY + dt.timedelta(weeks=8), "not in the weeks that Gloria plans next"


def test_at_the_speed_evening_nobody_meets_twice() -> None:
    evening = SpeedEvening.objects.get()
    assert (evening.on.weekday(), evening.repeats) == (3, 0)
    met = Counter(
        frozenset(pair)
        for turn in range(1, evening.turns + 1)
        for table in range(1, evening.tables + 1)
        for pair in combinations(
            evening.places.filter(turn=turn, table=table).values_list("membership", flat=True), 2
        )
    )  # fmt: skip
    assert max(met.values()) == 1
    assert evening.places.filter(turn=1).count() == 35


def test_some_said_when_they_can() -> None:
    assert Availability.objects.filter(week_on=None).count() == 6
    weeks = Availability.objects.exclude(week_on=None)
    assert {row.week_on.weekday() for row in weeks if row.week_on} == {0}


def test_the_hat_speaks_in_the_study_of_the_sample() -> None:
    told = member_months(Subject(group=home()).group_ids(), now=NOW)
    assert len(told.hats) == 10
    assert told.pairs.suggested is not None
    drawn = told.pairs.suggested
    assert drawn.sum() > 200
    met = told.pairs.met > 0
    assert met[drawn].mean() > 2 * met[~drawn].mean(), "the drawn meet more often than others"
