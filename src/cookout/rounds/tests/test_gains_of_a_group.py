"""What goes into gains: when two met, who is new, and what the group's own results say."""

import datetime as dt

import numpy as np
import pytest
from django.utils import timezone

from cookout.core.models import User
from cookout.groups.models import Membership
from cookout.rounds import rules
from cookout.rounds.models import Draw, Round
from cookout.rounds.models.asked import Asked
from cookout.rounds.models.learning import Lesson
from cookout.rounds.models.told import compared_at_most
from cookout.rounds.testing import announced, chapter, gave, met, monday, strangers
from cookout.science.pairing.gains import NEVER, REASONS
from cookout.science.pairing.hat import again, draw

pytestmark = pytest.mark.django_db


def asked(group: object) -> Asked:
    return Asked.of(Round.draft(scope=group, starts_on=monday(), seed=1, months_apart=0))  # type: ignore[arg-type]


def test_months_are_whole_and_the_latest_meeting_counts(ada: User, ben: User, cleo: User) -> None:
    group, _seats = chapter(ada, ben, cleo)
    for months in (30, 14):
        met(ada, ben, rules.months_before(monday(), months))
    assert asked(group).known.facts.months.tolist() == [14, NEVER, NEVER]


def test_of_who_has_no_account_earlier_rounds_tell(ada: User) -> None:
    group, seats = chapter(ada, "Dora Vale", "Emil Hart")
    announced(group, [(seats[0], seats[1], 1), (seats[1], seats[2], 2)], starts_on=monday(-20))
    assert [months >= 3 for months in asked(group).known.facts.months.tolist()] == [True, False, True]


def test_who_joined_in_the_last_half_year_is_new_unless_all_did(ada: User, ben: User) -> None:
    group, seats = chapter(ada, ben, "Dora Vale")
    seats[2].joined_on = rules.months_before(monday(), 5)
    seats[2].save()
    assert asked(group).known.facts.newcomers.tolist() == [0, 1, 1]
    for seat in seats:
        seat.joined_on = rules.months_before(monday(), 5)
        seat.save()
    assert asked(group).known.facts.newcomers.tolist() == [0, 0, 0]


def lesson_after(meetings: int, ada: User, ben: User) -> Lesson:
    """A group in which so many 1-2-1s were, each second followed by a referral: those with somebody new by two."""
    users = [ada, ben, *strangers(*(f"Nora{chr(65 + at)} Vale" for at in range(10)))]
    group, _seats = chapter(*users)
    start = rules.months_before(timezone.localdate(), 20)
    for number in range(meetings):
        one, other = users[number % 12], users[(number + 1 + number // 12) % 12]
        on = start + dt.timedelta(days=number * 3)
        met(one, other, on)
        if number % 2:
            gave(one, other, on + dt.timedelta(days=9))
    return asked(group).lesson


def test_few_results_teach_nothing_and_are_counted(ada: User, ben: User) -> None:
    lesson = lesson_after(12, ada, ben)
    assert (lesson.meetings, lesson.referrals, lesson.learned) == (12, 6, None)
    assert lesson.as_data() == {"meetings": 12, "referrals": 6, "percent": {}}


def test_enough_results_teach_within_bounds(ada: User, ben: User) -> None:
    lesson = lesson_after(66, ada, ben)
    assert lesson.meetings == 66
    assert lesson.referrals == 33
    assert lesson.learned is not None
    assert set(lesson.as_data()["percent"]) == set(REASONS)
    assert all(50 <= percent <= 200 for percent in lesson.as_data()["percent"].values())


def test_a_referral_counts_once_for_the_latest_meeting_within_three_months(ada: User, ben: User) -> None:
    group, _seats = chapter(ada, ben)
    day = rules.months_before(timezone.localdate(), 12)
    for back in (0, 20):
        met(ada, ben, day - dt.timedelta(days=back))
    gave(ada, ben, day + dt.timedelta(days=5))
    gave(ben, ada, day + dt.timedelta(days=120))
    lesson = asked(group).lesson
    assert (lesson.meetings, lesson.referrals) == (2, 1)


def test_a_meeting_without_its_three_months_waits(ada: User, ben: User) -> None:
    group, _seats = chapter(ada, ben)
    met(ada, ben, rules.months_before(timezone.localdate(), 3) + dt.timedelta(days=1))
    assert asked(group).lesson.meetings == 0


@pytest.mark.parametrize(("members", "written", "most"), [(5, 400, 60), (35, 20, 60), (35, 400, 24), (60, 400, 12)])
def test_long_profiles_keep_nobody_waiting(members: int, written: int, most: int) -> None:
    seats = [Membership(group_id=1, user_id=key) for key in range(1, members + 1)]
    assert compared_at_most(seats, dict.fromkeys(range(1, members + 1), written)) == most


@pytest.mark.proof
def test_the_stored_probabilities_agree_with_ten_thousand_redraws(ada: User) -> None:
    group, seats = chapter(*(f"Nora {chr(65 + at)}" for at in range(9)))
    announced(group, [(seats[at], seats[at + 1], 1) for at in (0, 2, 4)], starts_on=monday(-4), weeks=1)
    Round.make(by=ada, scope=group, starts_on=monday(), seed=77)
    kept = Draw.objects.get()
    places, told = np.array([one[:2] for one in kept.candidates]), np.array([one[2] for one in kept.candidates])
    found = draw(
        len(kept.members), places, seed=kept.seed, redraws=kept.redraws or 10_000, sat_out=np.array(kept.turns)
    )
    assert found.pairs.tolist() == kept.pairs, "what was stored is enough to draw the same again"
    assert found.probability.tolist() == told.tolist()
    times = 10_000
    drawn = again(found, times, seed=5)
    code = {tuple(pair): at for at, pair in enumerate(places.tolist())}
    count = np.zeros(len(code))
    for one in drawn.reshape(-1, 2).tolist():
        if tuple(one) in code:
            count[code[tuple(one)]] += 1
    error = np.sqrt(told * (1 - told) / times)
    assert (np.abs(count / times - told) <= 5 * error + 1e-9).all()
