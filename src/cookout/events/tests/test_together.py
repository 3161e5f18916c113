"""Two at once, and others who write meanwhile: real processes on a database of their own."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from cookout.events.testing import calendar, event

COOKOUT = [sys.executable, "-m", "cookout.site.command"]
PEOPLE, EVENTS = 40, 1000

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


class House:
    """A house of its own in which commands run."""

    def __init__(self, folder: Path, url: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COOKOUT_")}
        self.env = {**kept, "COOKOUT_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "cookout.site.settings"}
        if url:
            self.env["COOKOUT_DATABASE_URL"] = url
        self.file = folder / "years.ics"
        first = dt.datetime(2015, 1, 1, 15, tzinfo=dt.UTC)
        days = (first + dt.timedelta(days=2 * n) for n in range(EVENTS))
        self.file.write_bytes(
            calendar(*(event(f"e{n}", day, f"p{n % PEOPLE}@example.org") for n, day in enumerate(days)))
        )
        self.ended(self.start("migrate", "-v0"))
        self.ended(self.start("shell", "--no-imports", "-c", MAKE))

    def start(self, *words: object, program: list[str] = COOKOUT) -> "subprocess.Popen[str]":
        """A process in the background."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen([*program, *map(str, words)], env=self.env, text=True, **pipes)  # type: ignore[call-overload,no-any-return]

    def bring(self) -> "subprocess.Popen[str]":
        """The calendar on its way in."""
        return self.start("calendar", self.file, "--json", "--user", "ada")

    @staticmethod
    def ended(process: "subprocess.Popen[str]") -> str:
        """What it said."""
        out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors[-2000:]
        return out


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """On SQLite a file, on PostgreSQL a database of its own."""
    url = os.environ.get("COOKOUT_DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield House(tmp_path, "")
        return
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE calendars")
        yield House(tmp_path, url.rpartition("/")[0] + "/calendars")
        server.execute("DROP DATABASE calendars WITH (FORCE)")


def test_others_who_write_meanwhile_never_wait_a_second(house: House) -> None:
    writer = house.start("-c", WRITER, program=[sys.executable])
    assert json.loads(house.ended(house.bring()))["contacts"] == EVENTS
    told = json.loads(house.ended(writer))
    assert told["stage"] == "applied"
    assert told["writes"] > 20
    assert told["longest"] < 1.0, told


def test_the_same_calendar_twice_at_once_makes_each_contact_once(house: House) -> None:
    for process in [house.bring(), house.bring()]:
        assert json.loads(house.ended(process))["stage"] in ("applied", "preview")
    assert int(house.ended(house.start("shell", "--no-imports", "-c", COUNT))) == EVENTS
