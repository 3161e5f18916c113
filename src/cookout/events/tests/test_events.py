"""Events of one's own: put down, corrected, repeated, missed, taken away; and the sets they are read in."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.core.money import Money
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user, query_count
from cookout.events.models import Encounter, Event
from cookout.events.models.event_cost import cost_of
from cookout.events.models.event_page import event_lines, event_year, event_years
from cookout.people.models import Person
from cookout.ties.models import Tie, local_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben() -> User:
    return make_user("Ben", zone="America/New_York")


def met(ben: User, event: Event, name: str = "Dana Fox") -> Encounter:
    """Somebody whom Ben met there."""
    tie = Tie.objects.between(ben, Person.keep(by=ben, full_name=name))
    tie.save()
    return Encounter.objects.create(owner=ben, tie=tie, event=event, on=event.on, captured_at=timezone.now())


def last_act(ben: User) -> Act:
    return Act.objects.filter(by=ben).latest("pk")


def test_the_same_uid_is_the_same_event(ben: User) -> None:
    one = Event.note(by=ben, name=" Mixer ", on=dt.date(2026, 3, 3), at=dt.time(18, 30))
    again = Event.note(by=ben, name="Other", on=dt.date(2026, 3, 4), uid=one.uid)
    assert (again, again.name, again.at, again.zone) == (one, "Mixer", dt.time(18, 30), "America/New_York")
    assert one.starts_at == dt.datetime(2026, 3, 3, 23, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "}, {"name": "x" * 201}, {"place": "x" * 301}, {"on": dt.date(9999, 12, 31)},
        {"hours": Decimal(100)},
        {"hours": Decimal(-1)}, {"cost": 5}, {"cost": 2**31, "currency": "USD"}, {"kind": "rave"},
        {"ends_on": dt.date(2026, 3, 2)}, {"ends_on": dt.date(2026, 5, 3)}, {"on": dt.date.min, "at": dt.time(0)},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(ben: User, wrong: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        Event.note(by=ben, **{"name": "Mixer", "on": dt.date(2026, 3, 3), **wrong})  # type: ignore[arg-type]  # on purpose
    assert not Event.objects.exists()


def test_a_series_is_put_down_at_once_and_not_twice(ben: User) -> None:
    one = Event.note(by=ben, name="Run club", on=dt.date(2026, 3, 1), at=dt.time(8), hours=Decimal(2))
    assert [row.on.day for row in one.repeat(by=ben, every="week", until=dt.date(2026, 3, 31))] == [8, 15, 22, 29]
    later = Event.objects.get(on=dt.date(2026, 3, 15))
    later.remove(by=ben)
    # Summer time began on the 8th: the clocks of the place say eight all the same.
    assert {row.at for row in Event.objects.all()} == {dt.time(8)}
    more = one.repeat(by=ben, every="week", until=dt.date(2026, 4, 7))
    assert [row.on for row in more] == [dt.date(2026, 4, 5)], "what was taken away stays away"
    last_act(ben).undo(by=ben)
    assert Event.objects.visible_to(ben).count() == 4


def test_more_than_fits_is_said_and_nothing_is_put_down(ben: User) -> None:
    one = Event.note(by=ben, name="Run club", on=dt.date(2026, 3, 1))
    for every, until in (("week", dt.date(2028, 1, 1)), ("week", dt.date(2026, 3, 5)), ("day", dt.date(2026, 4, 1))):
        with pytest.raises(Refusal):
            one.repeat(by=ben, every=every, until=until)
    assert len(one.repeat(by=ben, every="week", until=dt.date(2027, 4, 25))) == 60


def test_one_of_a_series_changes_alone_or_with_all_that_follow(ben: User) -> None:
    first = Event.note(by=ben, name="Breakfast", on=dt.date(2026, 3, 3), at=dt.time(7), ends_on=dt.date(2026, 3, 4))
    _second, third, fourth = first.repeat(by=ben, every="week", until=dt.date(2026, 3, 24))
    third.correct(by=ben, name="Breakfast with a guest")
    act = third.correct(by=ben, following=True, on=dt.date(2026, 3, 18), at=dt.time(7, 30), place="Town hall")
    fourth.refresh_from_db()
    assert (fourth.on, fourth.ends_on, fourth.at) == (dt.date(2026, 3, 25), dt.date(2026, 3, 26), dt.time(7, 30))
    assert (fourth.name, fourth.place) == ("Breakfast", "Town hall")
    assert Event.objects.filter(place="Town hall").count() == 2
    act.undo(by=ben)
    fourth.refresh_from_db()
    assert (fourth.on, fourth.at, fourth.place) == (dt.date(2026, 3, 24), dt.time(7), "")
    third.refresh_from_db()
    gone = third.remove(by=ben, following=True)
    assert Event.objects.visible_to(ben).count() == 2
    gone.undo(by=ben)
    assert Event.objects.visible_to(ben).count() == 4


def test_one_did_not_go(ben: User) -> None:
    today = local_today(ben)
    coming = Event.note(by=ben, name="Fair", on=today + dt.timedelta(days=1))
    with pytest.raises(Refusal):
        coming.miss(by=ben)
    was = Event.note(by=ben, name="Mixer", on=today - dt.timedelta(days=1))
    was.miss(by=ben)
    assert list(Event.objects.visible_to(ben).past(today)) == [was]
    assert not Event.objects.visible_to(ben).been_to(today).exists()
    was.miss(by=ben, missed=False)
    met(ben, was)
    with pytest.raises(Refusal, match="met at “Mixer”"):
        was.miss(by=ben)


def test_an_event_taken_away_leaves_whom_one_met(ben: User) -> None:
    event = Event.note(by=ben, name="Mixer", on=local_today(ben))
    met(ben, event)
    event.remove(by=ben)
    assert Encounter.objects.visible_to(ben).count() == 1


def test_a_year_counts_hours_and_each_currency_by_itself(ben: User) -> None:
    for day, spent in ((2, cost_of("25", "USD")), (9, cost_of("$10.50", "USD")), (16, cost_of("12,50 EUR")),
                       (23, cost_of("0")), (30, {})):  # fmt: skip
        Event.note(by=ben, name="Mixer", on=dt.date(2025, 1, day), hours=Decimal("1.5") if spent else None, **spent)
    Event.note(by=ben, name="Old", on=dt.date(2023, 5, 1))
    gone = Event.note(by=ben, name="Missed", on=dt.date(2025, 2, 1), hours=Decimal(8), **cost_of("5 EUR"))
    gone.miss(by=ben)
    met(ben, Event.objects.get(on=dt.date(2025, 1, 2)))
    took = event_year(ben, 2025)
    assert took.costs == (Money(1750, "EUR"), Money(3550, "USD"))
    assert (took.been, took.missed, took.met, took.hours, took.without_hours, took.without_cost) == (5, 1, 1, 6, 1, 1)
    assert event_years(ben) == [2025, 2023]


def test_a_list_costs_the_same_however_long(ben: User) -> None:
    today = local_today(ben)
    Event.objects.bulk_create(
        Event(owner=ben, name=f"Event {n}", on=today - dt.timedelta(days=n + 1), hours=1) for n in range(500)
    )
    with query_count() as count:
        lines = event_lines(list(Event.objects.visible_to(ben).past(today)[:50]), ben)
    assert (len(lines), count) == (50, [2])
