"""What hats drew in the study: which draws count, how likely, and the same answer as from files."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
import time_machine

from cookout.core.models import User
from cookout.core.privacy import erase
from cookout.core.testing import query_count
from cookout.groups.models import Group, Region
from cookout.insight.models import Subject, member_months
from cookout.insight.models.from_hat import FromHat
from cookout.insight.models.hats import Again
from cookout.insight.models.making import make
from cookout.insight.models.member_months import MemberMonths
from cookout.insight.rules import first_day
from cookout.insight.testing import gave, hat_drew, member, met
from cookout.rounds.models import Draw, Pairing
from cookout.rounds.testing import seat as late_seat
from cookout.science.study.engines.duck import Duck
from cookout.science.study.from_files import Wishes, study_of_files
from cookout.science.study.pairs import PairMonths
from cookout.science.study.results import Study
from cookout.science.study.simulate import FIRST, simulate
from cookout.science.study.simulated import leave

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2025, 6, 10, tzinfo=dt.UTC)
MAY = dt.date(2025, 5, 5)
MONTH = 12 * 2025 + 4


def recording(users: list[User]) -> list[User]:
    """Each has written down a 1-2-1 long ago, with somebody outside."""
    outside = member("Odile Outside")
    for user in users:
        met(user, outside, dt.date(2024, 6, 3))
    return users


def chapter(many: int = 6, name: str = "Riverside") -> tuple[Group, list[User]]:
    group = Group.objects.create(name=name)
    return group, [member(f"{name} {chr(65 + at)}", group) for at in range(many)]


@pytest.fixture
def six() -> tuple[Group, list[User]]:
    group, users = chapter()
    recording(users)
    return group, users


def told(group: Group) -> MemberMonths:
    return member_months([group.pk], now=NOW)


def drawn_in(found: MemberMonths, month: int = MONTH) -> set[tuple[int, int]]:
    """Places of those whom the table calls suggested in a month."""
    assert found.pairs.suggested is not None
    rows = np.flatnonzero(found.pairs.suggested & (found.pairs.month == month))
    both = {(int(found.pairs.giver[row]), int(found.pairs.receiver[row])) for row in rows}
    assert both == {(two, one) for one, two in both}, "a pair is suggested both ways"
    return {pair for pair in both if pair[0] < pair[1]}


def chances(found: MemberMonths) -> dict[tuple[int, int], float]:
    pairs = found.pairs
    assert pairs.probability is not None
    rows = zip(pairs.giver.tolist(), pairs.receiver.tolist(), pairs.month.tolist(), pairs.probability.tolist(),
               strict=True)  # fmt: skip
    return {(one, two): chance for one, two, month, chance in rows if month == MONTH and one < two and chance}


def test_a_table_without_draws_says_nothing_of_a_hat(six: tuple[Group, list[User]]) -> None:
    found = told(six[0])
    assert found.pairs.suggested is None
    assert found.hats == ()


def test_the_table_says_whom_the_hat_chose_and_how_likely(six: tuple[Group, list[User]]) -> None:
    group, _users = six
    draw = hat_drew(group, MAY, apart=((0, 1), (2, 5)))
    found = told(group)
    assert drawn_in(found) == {(one, two) for one, two in draw.pairs}
    assert chances(found) == {(one, two): pytest.approx(chance) for one, two, chance in draw.candidates}
    assert (0, 1) not in chances(found)
    assert drawn_in(found, MONTH - 1) == set()


def test_a_plan_that_begins_on_the_last_monday_of_april_is_of_may(six: tuple[Group, list[User]]) -> None:
    hat_drew(six[0], MAY, starts_on=dt.date(2025, 4, 28))
    assert drawn_in(told(six[0]))


@pytest.mark.parametrize("what", ["draft", "removed", "second draw", "another law"])
def test_what_was_not_suggested_by_this_law_first_does_not_count(what: str, six: tuple[Group, list[User]]) -> None:
    group, _users = six
    draw = hat_drew(group, MAY)
    made = draw.round
    if what == "draft":
        type(made).objects.filter(pk=made.pk).update(announced_at=None)
    elif what == "removed":
        type(made).objects.filter(pk=made.pk).update(deleted_at=NOW)
    else:
        Draw.objects.filter(pk=draw.pk).update(**({"number": 2} if what == "second draw" else {"policy": "hat-0"}))
    assert told(group).hats == ()


def test_declined_replaced_and_called_off_were_suggested_all_the_same(six: tuple[Group, list[User]]) -> None:
    group, _users = six
    draw = hat_drew(group, MAY)
    before = drawn_in(told(group))
    Pairing.objects.update(ended_at=NOW, ending=Pairing.Ending.DECLINED)
    type(draw.round).objects.update(called_off_at=NOW)
    assert drawn_in(told(group)) == before


def test_the_first_draw_of_a_month_is_the_months(six: tuple[Group, list[User]]) -> None:
    group, _users = six
    first = hat_drew(group, MAY, pairs=[(0, 1), (2, 3), (4, 5)])
    hat_drew(group, MAY, pairs=[(0, 5), (1, 2), (3, 4)], starts_on=dt.date(2025, 5, 6), weeks=1)
    assert drawn_in(told(group)) == {(one, two) for one, two in first.pairs}


def test_who_has_no_account_who_is_erased_and_who_never_records_is_left_out() -> None:
    group, users = chapter()
    recording(users[:5])
    late_seat(group, "Nobody Yet")
    hat_drew(group, MAY, pairs=[(0, 6), (2, 5), (3, 4)])
    assert drawn_in(told(group)) == {(3, 4)}
    hat_drew(group, dt.date(2025, 4, 7), pairs=[(0, 1), (3, 4)])
    erase(users[1])
    assert drawn_in(told(group), MONTH - 1) == {(2, 3)}, "of those in the table: members 0, 2, 3 and 4"
    found = counts(group)
    assert (found.months, found.suggested, found.counted, found.left_out) == (2, 5, 2, 3)


def counts(subject: Group | Region) -> FromHat:
    with time_machine.travel(NOW, tick=False):
        return make(Subject(group=subject) if isinstance(subject, Group) else Subject(region=subject)).hat


def test_two_who_shared_another_group_first_are_not_of_this_hat(six: tuple[Group, list[User]]) -> None:
    group, users = six
    older = Group.objects.create(name="Hillside")
    for user in users[:2]:
        older.memberships.create(user=user, name=user.name, joined_on=dt.date(2023, 1, 2))
    hat_drew(group, MAY, pairs=[(0, 1), (2, 3), (4, 5)])
    alone, both = told(group), member_months([group.pk, older.pk], now=NOW)
    assert drawn_in(alone) == {(0, 1), (2, 3), (4, 5)}
    assert drawn_in(both) == {(2, 3), (4, 5)}, "what they do counts in the older one"
    assert (0, 1) not in chances(both)
    assert (0, 2) in chances(both)


def test_nearly_sure_pairs_are_left_out() -> None:
    group, users = chapter(4)
    recording(users)
    hat_drew(group, MAY, apart=((0, 1), (0, 2)))
    assert chances(told(group)) == {}, "0 could have 3 alone, so 1 and 2 had each other"


def test_rounds_across_a_region_are_not_of_a_chapters_hat(six: tuple[Group, list[User]]) -> None:
    draw = hat_drew(six[0], MAY)
    region = Region.objects.create(name="Ohio")
    type(draw.round).objects.update(group=None, region=region)
    assert told(six[0]).hats == ()


def test_my_own_months_know_no_hat(six: tuple[Group, list[User]]) -> None:
    group, users = six
    hat_drew(group, MAY)
    assert member_months([group.pk], me=users[0].pk, now=NOW).hats == ()


def test_draws_take_two_queries_however_many(six: tuple[Group, list[User]]) -> None:
    group, _users = six
    with query_count() as none:
        told(group)
    for month in range(1, 6):
        hat_drew(group, dt.date(2025, month, 5))
    with query_count() as five:
        told(group)
    assert five[0] - none[0] == 1


# Counts for the page


def test_it_is_counted_how_many_were_suggested_met_and_passed() -> None:
    group, users = chapter(10)
    recording(users)
    march = dt.date(2025, 3, 3)
    pairs = [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)]
    for when in (march, MAY, dt.date(2025, 6, 2)):
        hat_drew(group, when, pairs=pairs)
    met(users[0], users[1], dt.date(2025, 3, 20))
    met(users[2], users[3], dt.date(2025, 4, 2))
    met(users[4], users[5], dt.date(2025, 5, 30))
    gave(users[0], users[1], dt.date(2025, 4, 20))
    gave(users[3], users[2], dt.date(2025, 5, 20))
    gave(users[0], users[2], dt.date(2025, 5, 20))
    found = counts(group)
    assert (found.months, found.suggested, found.counted, found.left_out, found.waiting) == (3, 15, 10, 0, 5)
    assert found.met == 2, "each in the month of its draw"
    assert (found.settled, found.passed) == (5, 2), "of March alone the three months are over"


def test_referrals_of_fewer_than_five_pairs_are_not_told(six: tuple[Group, list[User]]) -> None:
    group, users = six
    hat_drew(group, dt.date(2025, 2, 3), pairs=[(0, 1), (2, 3), (4, 5)])
    gave(users[0], users[1], dt.date(2025, 2, 20))
    found = counts(group)
    assert (found.counted, found.settled, found.passed) == (3, 0, None)


# The hats drawn again


def test_the_hats_drawn_again_give_each_pair_as_often_as_is_stored() -> None:
    group, users = chapter(7)
    recording(users)
    hat_drew(group, MAY, apart=((0, 1), (2, 5), (3, 6)))
    found = told(group)
    again = Again(found.hats, 2000)
    members = np.arange(7)
    rng = np.random.default_rng(1)
    drawn = np.concatenate([again(0, MONTH, members, many, rng) for many in (700, 1300)])
    assert drawn.shape == (2000, 3, 2)
    for (one, two), chance in chances(found).items():
        share = ((drawn == (one, two)).all(axis=2) | (drawn == (two, one)).all(axis=2)).any(axis=1).mean()
        assert share == pytest.approx(chance, abs=5 * (chance * (1 - chance) / 2000) ** 0.5)


def test_a_pair_that_the_table_does_not_take_counts_for_nobody_when_drawn_again(six: tuple[Group, list[User]]) -> None:
    group, _users = six
    hat_drew(group, MAY)
    members = np.arange(5)
    drawn = Again(told(group).hats, 100)(0, MONTH, members, 100, np.random.default_rng(1))
    with_last = (drawn[..., 0] == drawn[..., 1]).sum(axis=1)
    assert (with_last == 1).all(), "whoever is drawn with the sixth"
    assert np.isin(drawn, members).all()


# The same answer as from files


def lived(pairs: PairMonths, chapters: int, members: int) -> Region:
    """The rows of a simulated region: accounts, 1-2-1s, referrals, and a draw for each chapter and month."""
    region = Region.objects.create(name="Ohio")
    users: list[User] = []
    for at in range(chapters):
        group, some = chapter(members, f"Chapter {at + 1}")
        Group.objects.filter(pk=group.pk).update(region=region)
        users += recording_at(some, at)
    columns = (pairs.giver, pairs.receiver, pairs.month, pairs.met, pairs.referrals, pairs.suggested)
    drawn: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for giver, receiver, month, held, passed, chosen in zip(*(c.tolist() for c in columns if c is not None),
                                                            strict=True):  # fmt: skip
        for _time in range(passed):
            gave(users[giver], users[receiver], first_day(month) + dt.timedelta(days=9))
        if giver < receiver:
            for _time in range(held):
                met(users[giver], users[receiver], first_day(month) + dt.timedelta(days=5))
            if chosen:
                pair = (giver % members, receiver % members)
                drawn.setdefault((giver // members, month), []).append(pair)
    groups = list(Group.objects.filter(region=region).order_by("pk"))
    for (home, month), some_pairs in drawn.items():
        hat_drew(groups[home], first_day(month), pairs=some_pairs)
    return region


def recording_at(users: list[User], at: int) -> list[User]:
    outside = member(f"Outside {at}")
    for user in users:
        met(user, outside, dt.date(2024, 6, 3))
    return users


def told_of(study: Study, key: str) -> tuple[object, ...]:
    one = study.get(key)
    return one.silence, one.n, one.groups, one.value and round(one.value, 9)


def test_a_lived_region_gives_the_same_answer_as_its_files(tmp_path: Path) -> None:
    grid, pairs = simulate(2, 8, 7, theta=1.0, seed=5)
    leave(tmp_path, grid, pairs)
    with Duck() as engine:
        from_files, _table = study_of_files(
            [str(tmp_path / "months.csv"), str(tmp_path / "pairs.csv")], Wishes(), engine
        )
    region = lived(pairs, 2, 8)
    with time_machine.travel(dt.datetime(FIRST // 12, 8, 10, tzinfo=dt.UTC), tick=False):
        found = make(Subject(region=region))
    lots = [key for key in from_files.estimates if key.startswith("lot.")]
    assert [told_of(found.study, key) for key in lots] == [told_of(from_files, key) for key in lots]
    assert found.study.facts.drawn == from_files.facts.drawn == 2 * 2 * 4 * 7
    intent, other = found.study.get("lot.intent"), from_files.get("lot.intent")
    assert intent.p == pytest.approx(other.p, abs=0.06), "drawn again by other random numbers"
    assert (intent.low, intent.high) == pytest.approx((other.low, other.high), rel=0.3)
    assert found.hat.counted == 56
