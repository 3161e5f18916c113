"""The 1-2-1s of the sample as they are invented: at believable hours, nobody twice at once, told once."""

import datetime as dt
from collections import Counter, defaultdict
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from cookout.site.sample import shapes
from cookout.site.sample.generator import SEED, make
from cookout.site.sample.hours import ZONE, local_day
from cookout.site.sample.one_to_ones import MONTHS

WEEK = [dt.date(2026, 3, 2) + dt.timedelta(days=days) for days in range(7)]
"""Monday to Sunday; on that Sunday summer time begins."""

ODD = [dt.date(2024, 2, 29), dt.date(2026, 11, 1), dt.date(2026, 11, 2), dt.date(2027, 3, 1), dt.date(2028, 1, 1)]
"""A leap day, the end of summer time and the day after, the day after February, New Year on a Saturday."""

anyday = pytest.mark.parametrize("today", [*WEEK, *ODD], ids=str)
KINDS = {"in_person": "meeting", "video": "video", "call": "call"}


@cache
def sample_of(today: dt.date) -> shapes.Sample:
    return make(SEED, today)


def ones_of(today: dt.date) -> tuple[shapes.OneToOne, ...]:
    return sample_of(today).diary.one_to_ones


def parties(one: shapes.OneToOne) -> list[str]:
    return [who for who in (one.first, one.second) if who]


def wall(at: dt.datetime) -> dt.datetime:
    return at.astimezone(ZoneInfo(ZONE))


@anyday
def test_nobody_is_at_two_places_at_once(today: dt.date) -> None:
    taken = defaultdict(list)
    for one in ones_of(today):
        if one.starts_at and one.state not in {"declined", "cancelled"}:
            for who in parties(one):
                taken[who].append((one.starts_at, one.starts_at + dt.timedelta(minutes=one.minutes), one.key))
    for row in sample_of(today).diary.thinking:
        taken[row.owner].append((row.starts_at, row.starts_at + dt.timedelta(minutes=20), "thinking"))
    for times in taken.values():
        times.sort()
        assert [(a, b) for a, b in zip(times, times[1:], strict=False) if a[1] > b[0]] == []


@anyday
def test_one_meets_on_working_days_between_seven_and_six(today: dt.date) -> None:
    for one in ones_of(today):
        for at in filter(None, (one.starts_at, *one.times)):
            begins, ends = wall(at), wall(at + dt.timedelta(minutes=one.minutes))
            is_now = today <= begins.date() <= today + dt.timedelta(days=1)
            assert begins.weekday() < 5 or is_now, one.key
            assert dt.time(7) <= begins.time() < ends.time() <= dt.time(18), one.key


@anyday
def test_nothing_has_happened_that_is_still_to_come(today: dt.date) -> None:
    midnight = dt.datetime.combine(today, dt.time(), tzinfo=ZoneInfo(ZONE))
    for one in ones_of(today):
        instants = [step.at for step in one.steps]
        assert instants == sorted(instants), one.key
        assert instants[-1] < midnight, one.key
        if one.says:
            assert one.starts_at is not None
            assert one.starts_at < midnight
            assert min(step.at for step in one.steps if step.kind == "held") >= one.starts_at
        if one.state in {"planned", "proposed"}:
            assert min(filter(None, (one.starts_at, *one.times))) >= midnight or one.follows == "", one.key
    for row in sample_of(today).diary.wrap_ups:
        assert row.done_at < midnight


@anyday
def test_who_says_what_agrees_with_where_it_stands(today: dt.date) -> None:
    for one in ones_of(today):
        said = [step.place for step in one.steps if step.kind == "held"]
        assert sorted(said) == sorted(one.says), one.key
        assert len(one.says) == {"confirmed": 2, "held": 1}.get(one.state, 0), one.key
        assert (one.starts_at is None) == (one.state in {"proposed", "declined"}), one.key
        assert bool(one.second) != bool(one.person)
    assert len({one.key for one in ones_of(today)}) == len(ones_of(today))


@anyday
def test_a_contact_and_its_1_2_1_are_told_once_and_agree(today: dt.date) -> None:
    ones = {one.key: one for one in ones_of(today)}
    for book in sample_of(today).books:
        told = Counter(touch.one_to_one for p in book.people if p.tie for touch in p.tie.touches if touch.one_to_one)
        mine = {
            one.key
            for one in ones.values()
            for place, who in enumerate((one.first, one.second), 1)
            if who == book.owner and place in one.says
        }
        assert set(told) == mine
        assert set(told.values()) == {1}
        for person in book.people:
            for touch in person.tie.touches if person.tie else ():
                if one := ones.get(touch.one_to_one):
                    assert one.starts_at is not None
                    assert (touch.on, touch.kind) == (local_day(one.starts_at), KINDS[one.where])
                    assert person.account in (one.first, one.second) or person.key == one.person


@anyday
def test_what_was_learned_in_a_1_2_1_was_learned_that_day(today: dt.date) -> None:
    ones = {one.key: one for one in ones_of(today)}
    facts = [fact for book in sample_of(today).books for p in book.people if p.tie for fact in p.tie.facts]
    assert "1-2-1" not in {fact.source for fact in facts if not fact.one_to_one}
    learned = [fact for fact in facts if fact.one_to_one]
    assert len(learned) > 40
    for fact in learned:
        at = ones[fact.one_to_one].starts_at
        assert at is not None
        assert fact.learned_on == local_day(at), fact.text


@anyday
def test_only_told_pairs_are_new(today: dt.date) -> None:
    owners = {book.owner for book in sample_of(today).books}
    first: dict[tuple[str, str], dt.datetime] = {}
    for one in ones_of(today):
        for who, other in ((one.first, one.second or one.person), (one.second, one.first)):
            if who in owners and one.says and one.starts_at:
                first[who, other] = min(first.get((who, other), one.starts_at), one.starts_at)
    weeks = {pair: (today - local_day(at)).days / 7 for pair, at in first.items()}
    new = {pair: age for pair, age in weeks.items() if age <= 6}
    assert {pair for pair in new if pair[0] == "sam"} == {("sam", "rosa")}
    assert 2 < new["sam", "rosa"] <= 3


@anyday
def test_sams_day_is_there_on_every_day(today: dt.date) -> None:
    mine = {one.key: one for one in ones_of(today) if "sam" in parties(one)}
    priya = mine["sam now priya"]
    assert priya.starts_at is not None
    assert (wall(priya.starts_at).date(), wall(priya.starts_at).time()) == (today, dt.time(10, 30))
    assert sum("priya" in parties(one) for one in mine.values()) == 1, "their first"
    call = mine["sam now Teresa Lim"]
    assert call.starts_at is not None
    assert wall(call.starts_at).date() == today + dt.timedelta(days=1)
    assert [len(mine[f"sam now {key}"].times) for key in ("joel", "mei")] == [3, 2]
    tuesday = mine["sam now ana"].starts_at
    assert tuesday is not None
    assert wall(tuesday).weekday() == 1
    follows = [one for one in mine.values() if one.follows]
    assert [(one.second, one.every_weeks, one.state) for one in follows] == [("marta", 4, "planned")] or (
        follows[0].first == "marta"
    )


def test_the_chapter_has_keen_and_less_keen_members() -> None:
    today = WEEK[2]
    many = Counter(who for one in ones_of(today) if one.says for who in parties(one))
    months = {who: count / MONTHS for who, count in many.items()}
    assert min(months.values()) < 1
    assert 2 < max(months.values()) <= 4.5
    states = Counter(one.state for one in ones_of(today))
    assert states["confirmed"] > 250
    assert all(states[state] >= 4 for state in ("held", "cancelled", "no_show", "declined", "planned", "proposed"))
    span = [local_day(one.starts_at) for one in ones_of(today) if one.starts_at]
    assert 690 <= (today - min(span)).days <= 740


def test_the_rhythm_keeps_the_hour_on_the_wall_across_summer_time() -> None:
    for today in WEEK:
        ones = {one.key: one for one in ones_of(today)}
        pairs = [(ones[one.follows].starts_at, one.starts_at) for one in ones.values() if one.follows]
        assert len(pairs) == 3
        for before, after in pairs:
            assert before is not None
            assert after is not None
            assert wall(before).time() == wall(after).time()
            assert wall(before).weekday() == wall(after).weekday()
