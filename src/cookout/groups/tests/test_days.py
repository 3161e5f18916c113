"""Members live by several clocks: who was taken in after midnight there belongs at once for everybody."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from cookout.core.models import User
from cookout.groups.models import Group, Membership

pytestmark = pytest.mark.django_db

AFTER_MIDNIGHT_IN_BERLIN = dt.datetime(2026, 11, 22, 23, 20, tzinfo=dt.UTC)


@time_machine.travel(AFTER_MIDNIGHT_IN_BERLIN, tick=False)
def test_who_was_taken_in_by_a_clock_ahead_belongs_at_once_by_one_behind(ada: User, ben: User) -> None:
    with timezone.override("Europe/Berlin"):
        group = Group.found(by=ada, name="Riverside")
        seat = group.admit(by=ada, name=ben.name, user=ben)
    assert seat.joined_on == dt.date(2026, 11, 23)
    for zone in ("UTC", "America/New_York", "Europe/Berlin", "Pacific/Auckland"):
        with timezone.override(zone):
            assert seat.is_current()
            assert Membership.objects.current().filter(pk=seat.pk).exists()
            assert Group.objects.visible_to(ben).filter(pk=group.pk).exists()


@time_machine.travel(AFTER_MIDNIGHT_IN_BERLIN, tick=False)
def test_on_a_day_that_is_named_only_that_day_counts(ada: User, ben: User) -> None:
    group = Group.found(by=ada, name="Riverside")
    seat = group.admit(by=ada, name=ben.name, user=ben, joined_on=dt.date(2026, 11, 23))
    before = dt.date(2026, 11, 22)
    assert not seat.is_current(before)
    assert not Membership.objects.current(before).filter(pk=seat.pk).exists()


@time_machine.travel(AFTER_MIDNIGHT_IN_BERLIN, tick=False)
def test_nobody_belongs_two_days_early(ada: User, ben: User) -> None:
    group = Group.found(by=ada, name="Riverside")
    seat = group.admit(by=ada, name=ben.name, user=ben, joined_on=dt.date(2026, 11, 24))
    assert not seat.is_current()
    assert not Membership.objects.current().filter(pk=seat.pk).exists()
