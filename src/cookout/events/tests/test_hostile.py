"""Calendars made to keep the worker busy for ever: read in a moment, and what was left out is said."""

import datetime as dt
import time

import pytest

from cookout.core.models import User
from cookout.events.formats import Reading, read_calendar
from cookout.events.formats import calendar as reading
from cookout.events.models import CalendarGuest, CalendarImport
from cookout.events.testing import calendar, carry_out, event, receive
from cookout.groups.models import Group

UNTIL = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
OLD = dt.date(1970, 1, 1)
CLOCK = f"BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))}"
QUICK = 20
"""Seconds of this process; what is held off here took minutes, or hours."""


def read(*events: str) -> Reading:
    return read_calendar(calendar(*events), home=dt.UTC, until=UNTIL)


@pytest.mark.parametrize("rule", [
    f"FREQ=DAILY;{CLOCK}", f"FREQ=YEARLY;{CLOCK};BYSECOND={','.join(map(str, range(60)))}",
    "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
])  # fmt: skip
def test_no_rule_of_one_line_takes_minutes(rule: str) -> None:
    began = time.process_time()
    found = read(event("bomb", OLD, "marta@example.net", rrule=rule))
    assert time.process_time() - began < QUICK
    assert [one.starts for one in found.events] == [dt.datetime(1970, 1, 1, 12, tzinfo=dt.UTC)]


def test_two_times_a_day_are_read() -> None:
    found = read(event("twice", dt.date(2026, 12, 30), "marta@example.net", rrule="FREQ=DAILY;BYHOUR=9,15"))
    assert [one.starts.hour for one in found.events if isinstance(one.starts, dt.datetime)] == [12, 15, 9, 15]


def test_many_such_rules_together_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_SECONDS", 0)
    found = read(*(event(f"u{n}", OLD, f"m{n}@example.net", rrule="FREQ=DAILY") for n in range(3)))
    assert (found.taken, len(found.events), len(found.troubles)) == (3, 3, 3)
    assert "more than can be worked out" in found.troubles[0].said


def test_a_series_of_a_million_days_is_cut() -> None:
    days = ",".join(f"{OLD + dt.timedelta(days=n):%Y%m%d}T120000Z" for n in range(1000))
    lines = "\r\nRDATE:".join([days] * 100)
    began = time.process_time()
    found = read(event("days", OLD, "marta@example.net", rdate=lines))
    assert time.process_time() - began < QUICK
    assert len(found.events) == 1000
    assert any("the rest was passed over" in trouble.said for trouble in found.troubles)


@pytest.mark.django_db
def test_a_preview_does_not_tell_whose_address_has_an_account(ada: User, ben: User, cleo: User) -> None:
    group = Group.found(by=ada, name="Riverside")
    for user in (ada, ben):
        group.admit(by=ada, name=user.name, user=user)
    mails = (ben.email, cleo.email, "nobody@example.org")
    run = carry_out(receive(ada, calendar(*(event(mail, dt.date(2026, 3, 4), mail) for mail in mails))))
    guests = CalendarGuest.objects.filter(run_id=run.pk)
    assert {(guest.state, guest.person, tuple(guest.candidates)) for guest in guests} == {("unknown", None, ())}
    assert guests.count() == len(mails)


@pytest.mark.django_db
def test_rows_and_guests_of_another_are_nobody_s_to_choose(ada: User, cleo: User) -> None:
    made = calendar(event("lunch", dt.date(2026, 3, 4), "marta@example.net"))
    hers, mine = carry_out(receive(ada, made)), carry_out(receive(cleo, made))
    row, guest = hers.in_rows().get(), hers.in_guests().get()
    mine.choose(by=cleo, ticks={row.uid: False}, also={row.uid: "one_to_one"}, added={guest.uid: True})
    row.refresh_from_db()
    guest.refresh_from_db()
    assert (row.is_ticked, row.also, guest.is_added) == (True, "", False)
    assert not CalendarImport.objects.visible_to(cleo).filter(pk=hers.pk).exists()
