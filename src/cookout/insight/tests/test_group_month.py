"""A group's month: who is recognised, the roster, and the place in the region; as the group agreed to show it."""

import datetime as dt

import pytest

from cookout.core.models import User
from cookout.groups.models import Group, Region
from cookout.insight.models.group_month import NAMED, Recognition, Roster
from cookout.insight.models.met import my_rows
from cookout.insight.models.region_card import RegionCard
from cookout.insight.testing import gave, member, met

pytestmark = pytest.mark.django_db

TODAY = dt.date(2025, 3, 20)
NAMES = ("Dora Diaz", "Emil Egger", "Fay Fuchs", "Gus Grau")


@pytest.fixture
def region() -> Region:
    return Region.objects.create(name="Ohio")


@pytest.fixture
def group(region: Region) -> Group:
    return Group.objects.create(name="Riverside", region=region)


@pytest.fixture
def four(group: Group) -> list[User]:
    """Dora met the three others this month; Emil and Fay met too."""
    users = [member(name, group) for name in NAMES]
    for other in users[1:]:
        met(users[0], other, dt.date(2025, 3, 5))
    met(users[1], users[2], dt.date(2025, 3, 6))
    gave(users[3], users[0], dt.date(2025, 3, 7))
    return users


def named(group: Group) -> dict[str, list[tuple[str, int]]]:
    return {top.kind: [(one.name, many) for one, many in top.named] for top in Recognition.of(group, TODAY).tops}


def test_the_most_are_named_and_who_ties_shares(group: Group, four: list[User]) -> None:
    assert named(group) == {
        "one_to_ones": [("Dora Diaz", 3), ("Emil Egger", 2), ("Fay Fuchs", 2)],
        "given": [("Gus Grau", 1)],
    }


def test_who_opts_out_is_not_named_and_is_counted_in_the_sum(group: Group, four: list[User]) -> None:
    group.memberships.filter(user=four[0]).update(is_ranked=False)
    assert named(group)["one_to_ones"][0] == ("Emil Egger", 2)
    assert Roster.of(group, viewer=four[1], today=TODAY).one_to_ones == 4


def test_a_place_that_too_many_share_names_nobody(group: Group) -> None:
    users = [member(f"Member {at}", group) for at in range(NAMED + 2)]
    for one, other in zip(users, [*users[1:], users[0]], strict=True):
        met(one, other, dt.date(2025, 3, 5))
    assert named(group) == {}


def test_a_group_that_keeps_counts_private_recognises_nobody(group: Group, four: list[User]) -> None:
    Group.objects.filter(pk=group.pk).update(shares_counts=False)
    group.refresh_from_db()
    assert named(group) == {}
    assert not Recognition.of(group, TODAY).lines


def test_a_month_with_nothing_in_it_shows_the_month_before(group: Group, four: list[User]) -> None:
    told = Recognition.of(group, dt.date(2025, 4, 2))
    assert (told.first, told.is_running) == (dt.date(2025, 3, 1), False)
    assert told.lines[0] == "Most 1-2-1s: Dora Diaz 3, Emil Egger 2, Fay Fuchs 2."


def test_the_roster_counts_the_month_and_whom_each_met_within_a_year(group: Group, four: list[User]) -> None:
    met(four[2], four[3], TODAY - dt.timedelta(days=365))
    met(four[1], four[3], TODAY - dt.timedelta(days=366))
    roster = Roster.of(group, viewer=four[0], today=TODAY)
    assert roster.to_meet == 3
    assert [(row.name, row.counts and row.counts.one_to_ones, row.met) for row in roster.rows] == [
        ("Dora Diaz", 3, 3), ("Emil Egger", 2, 2), ("Fay Fuchs", 2, 3), ("Gus Grau", 1, 2),
    ]  # fmt: skip
    assert (roster.one_to_ones, roster.sums.given) == (4, 1)


@pytest.mark.parametrize(
    ("sort", "first"),
    [("given", "Gus Grau"), ("received", "Dora Diaz"), ("name", "Dora Diaz"), ("nonsense", "Dora Diaz")],
)
def test_the_roster_is_sorted_as_asked(group: Group, four: list[User], sort: str, first: str) -> None:
    assert Roster.of(group, viewer=four[0], sort=sort, today=TODAY).rows[0].name == first


def test_where_counts_are_private_each_reads_her_own_alone(group: Group, four: list[User]) -> None:
    Group.objects.filter(pk=group.pk).update(shares_counts=False)
    group.refresh_from_db()
    rows = Roster.of(group, viewer=four[1], today=TODAY).rows
    assert {row.name for row in rows if row.counts is not None or row.met is not None} == {"Emil Egger"}


def test_a_member_without_account_has_no_counts_and_is_nobody_to_meet(group: Group, four: list[User]) -> None:
    group.memberships.create(name="Hal Horn", joined_on=dt.date(2024, 1, 1))
    roster = Roster.of(group, viewer=four[0], today=TODAY)
    hal = next(row for row in roster.rows if row.name == "Hal Horn")
    assert (hal.counts, hal.met, roster.to_meet) == (None, None, 3)
    assert roster.rows[-1] == hal


def test_my_own_row_says_whom(group: Group, four: list[User]) -> None:
    (mine,) = my_rows(four[3], TODAY)
    assert [(one.name, one.on) for one in mine.met] == [("Dora Diaz", dt.date(2025, 3, 5))]
    assert [one.name for one in mine.others] == ["Emil Egger", "Fay Fuchs"]
    assert (mine.counts.one_to_ones, mine.of) == (1, 3)


def beside(region: Region, name: str, many: int) -> Group:
    """Another group of three in which so many 1-2-1s were confirmed."""
    group = Group.objects.create(name=name, region=region)
    users = [member(f"{name} {at}", group) for at in range(3)]
    for _one in range(many):
        met(users[0], users[1], dt.date(2025, 3, 8))
    return group


def test_a_group_stands_as_a_dot_among_dots(region: Region, group: Group, four: list[User]) -> None:
    beside(region, "Hillside", 1)
    beside(region, "Lakeside", 6)
    Group.objects.create(name="Elsewhere", region=region)
    card = RegionCard.of(group, TODAY)
    assert card is not None
    assert (card.groups, card.silent) == (3, 1)
    assert card.lines[0].place == "second of 3"
    assert card.lines[0].picture.count('class="dot') == 3
    assert ">you 2.0</text>" in card.lines[0].picture
    assert "Hillside" not in "".join(line.picture for line in card.lines)
    assert card.tops == ("Dora Diaz is third for 1-2-1s", "Gus Grau first for referrals")


def test_a_group_far_down_is_not_told_its_place(region: Region, group: Group, four: list[User]) -> None:
    for name in ("Hillside", "Lakeside", "Bayside"):
        beside(region, name, 6)
    card = RegionCard.of(group, TODAY)
    assert card is not None
    assert card.lines[0].place == ""


def test_who_opts_out_or_keeps_counts_private_is_not_named_in_the_region(
    region: Region, group: Group, four: list[User]
) -> None:
    beside(region, "Hillside", 6)
    group.memberships.filter(user=four[3]).update(is_ranked=False)
    Group.objects.filter(name="Hillside").update(shares_counts=False)
    card = RegionCard.of(group, TODAY)
    assert card is not None
    assert card.tops == ("Dora Diaz is first for 1-2-1s",)
    Group.objects.filter(pk=group.pk).update(shares_counts=False)
    group.refresh_from_db()
    card = RegionCard.of(group, TODAY)
    assert card is not None
    assert card.tops == ()


def test_a_group_alone_or_with_two_accounts_is_not_compared(region: Region, group: Group, four: list[User]) -> None:
    assert RegionCard.of(group, TODAY) is None
    beside(region, "Hillside", 1)
    group.memberships.filter(user__in=four[:2]).update(left_on=dt.date(2025, 3, 1))
    assert RegionCard.of(group, TODAY) is None
