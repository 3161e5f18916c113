"""Two at once, and others who write meanwhile: real processes on a database of their own."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.houses import House, settled

from cookout.events.testing import calendar, event

PEOPLE, EVENTS = 40, 1000
CALENDAR = "years.ics"

MAKE = f"""
from cookout.core.testing import make_user
from cookout.ties.testing import keep
ada = make_user('Ada Adeyemi'); make_user('Ben Brandt')
for n in range({PEOPLE}):
    keep(ada, f'Person {{n}}', email=f'p{{n}}@example.org')
"""

WRITER = """
import json, time
import django; django.setup()
from django.db import transaction
from cookout.core.models import Act, User
from cookout.events.models import CalendarImport
user = User.objects.get(email="ben@example.org")
longest, writes, began, stage = 0.0, 0, time.monotonic(), ""
while time.monotonic() - began < 90 and stage != "applied":
    before = time.monotonic()
    with transaction.atomic():
        Act.objects.create(by=user, verb="test.write")
    longest, writes = max(longest, time.monotonic() - before), writes + 1
    stage = CalendarImport.objects.values_list("stage", flat=True).first()
    time.sleep(0.01)
print(json.dumps({"longest": longest, "writes": writes, "stage": stage}))
"""

COUNT = "from cookout.ties.models import Touch; print(Touch.objects.filter(deleted_at=None).count())"


def bring(house: House) -> "subprocess.Popen[str]":
    """The calendar on its way in."""
    return house.start("calendar", house.folder / CALENDAR, "--json", "--user", "ada")


def ended(process: "subprocess.Popen[str]") -> str:
    """What it said."""
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors[-2000:]
    return out


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house of its own in which commands run, and a calendar beside it."""
    house = settled(tmp_path, DJANGO_SETTINGS_MODULE="cookout.site.settings")
    first = dt.datetime(2015, 1, 1, 15, tzinfo=dt.UTC)
    days = (first + dt.timedelta(days=2 * n) for n in range(EVENTS))
    events = (event(f"e{n}", day, f"p{n % PEOPLE}@example.org") for n, day in enumerate(days))
    (tmp_path / CALENDAR).write_bytes(calendar(*events))
    house.python(MAKE)
    return house


def test_others_who_write_meanwhile_never_wait_a_second(house: House) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER], env=house.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert json.loads(ended(bring(house)))["contacts"] == EVENTS
    told = json.loads(ended(writer))
    assert told["stage"] == "applied"
    assert told["writes"] > 20
    assert told["longest"] < 1.0, told


def test_the_same_calendar_twice_at_once_makes_each_contact_once(house: House) -> None:
    for process in [bring(house), bring(house)]:
        assert json.loads(ended(process))["stage"] in ("applied", "preview")
    assert int(house.python(COUNT)) == EVENTS
