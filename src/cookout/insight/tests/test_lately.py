"""A large region's counts for its pages: kept for five minutes, and what a member wishes holds at once."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client

from cookout.core.models import User
from cookout.groups.models import Group, Region
from cookout.insight.models import lately
from cookout.insight.models.lately import Lately
from cookout.insight.models.region_card import RegionCard
from cookout.insight.models.tally import Counts
from cookout.insight.testing import member, met

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2025, 3, 20, 16, tzinfo=dt.UTC)
MARCH = dt.date(2025, 3, 1), dt.date(2025, 3, 20)


@pytest.fixture
def region(db: None) -> Region:
    return Region.objects.create(name="Middle")


@pytest.fixture
def two(region: Region) -> list[list[User]]:
    """The members of two groups; in the first, two have met."""
    groups = [Group.objects.create(name=name, region=region) for name in ("Riverside", "Hillside")]
    several = [[member(f"{group.name} {at}", group) for at in range(3)] for group in groups]
    met(several[0][0], several[0][1], dt.date(2025, 3, 8))
    return several


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """From five members on a region is large."""
    caches["counts"].clear()
    monkeypatch.setattr(lately, "FEW", 4)


def ones() -> int:
    told = Lately.of([group.pk for group in Group.objects.all()], *MARCH)
    return sum(counts.one_to_ones for counts in told.inside.by_group().values()) // 2


def test_a_small_region_is_counted_each_time(two: list[list[User]]) -> None:
    assert ones() == 1
    met(two[1][0], two[1][1], dt.date(2025, 3, 9))
    assert ones() == 2
    assert Lately.of([Group.objects.all()[0].pk], *MARCH).counted_at is None


def test_a_large_one_is_counted_anew_after_five_minutes(two: list[list[User]], large: None) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert ones() == 1
        met(two[1][0], two[1][1], dt.date(2025, 3, 9))
        clock.shift(299)
        assert ones() == 1
        clock.shift(2)
        assert ones() == 2


def test_other_days_or_groups_are_another_count(two: list[list[User]], large: None) -> None:
    groups = [group.pk for group in Group.objects.all()]
    assert Lately.of(groups, *MARCH).inside.counts
    assert not Lately.of(groups, MARCH[0], dt.date(2025, 3, 7)).inside.counts
    extra = Group.objects.create(name="Lakeside")
    fay, gus = member("Fay Fuchs", extra), member("Gus Grau", extra)
    met(fay, gus, dt.date(2025, 3, 9))
    told = Lately.of([*groups, extra.pk], *MARCH)
    assert told.across.by_user()[fay.pk] == Counts(one_to_ones=1)


def test_who_does_not_wish_to_be_named_is_not_at_once(two: list[list[User]], large: None) -> None:
    group = Group.objects.get(name="Riverside")
    card = RegionCard.of(group, MARCH[1])
    assert card is not None
    assert card.counted_at is not None
    assert "Riverside" in " ".join(card.tops)
    group.memberships.update(is_ranked=False)
    card = RegionCard.of(group, MARCH[1])
    assert card is not None
    assert card.tops == ()


def test_a_card_is_kept_as_long_as_its_counts(two: list[list[User]], large: None) -> None:
    group = Group.objects.get(name="Riverside")
    with time_machine.travel(NOON, tick=False) as clock:
        before = RegionCard.of(group, MARCH[1])
        met(two[0][1], two[0][2], dt.date(2025, 3, 9))
        clock.shift(200)
        assert RegionCard.of(group, MARCH[1]) == before
        clock.shift(101)
        assert RegionCard.of(group, MARCH[1]) != before


def test_the_pages_say_when_it_was_counted_and_the_table_counts_anew(
    client: Client, ada: User, region: Region, two: list[list[User]], large: None
) -> None:
    with time_machine.travel(dt.datetime(2025, 4, 20, 16, 30, tzinfo=dt.UTC), tick=False):
        client.force_login(ada)
        page, table = f"/reports/regions/{region.uid}/2025-q1/", f"/reports/regions/{region.uid}/2025-q1/report.csv"
        for address in (page, region.get_absolute_url()):
            assert "; in a large region, anew every five minutes" in client.get(address).content.decode()
        before = client.get(table).content
        met(two[1][0], two[1][1], dt.date(2025, 3, 9))
        assert client.get(table).content != before
