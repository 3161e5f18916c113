"""Several imports at once, and others who write meanwhile: real processes on a database of their own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.houses import House, settled

from cookout.people.testing import vcard

MANY = 600

WRITER = """
import json, sys, time
import django; django.setup()
from django.db import transaction
from cookout.core.models import Act, User
from cookout.people.models import AddressImport
user = User.objects.get(email="ben@example.org")
longest, writes, began = 0.0, 0, time.monotonic()
while time.monotonic() - began < 60:
    before = time.monotonic()
    with transaction.atomic():
        Act.objects.create(by=user, verb="test.write")
    longest, writes = max(longest, time.monotonic() - before), writes + 1
    stage = AddressImport.objects.values_list("stage", flat=True).first()
    if stage == "applied":
        break
    time.sleep(0.01)
print(json.dumps({"longest": longest, "writes": writes, "stage": stage}))
"""


def people(house: House, user: str) -> list[dict[str, Any]]:
    """Somebody's book."""
    found: list[dict[str, Any]] = json.loads(house.run("people", "--json", "--user", user))
    return found


def book(house: House, name: str, first: int, last: int) -> Path:
    """An address book of the people of these numbers."""
    path = house.folder / name
    cards = (vcard(f"P{n}", EMAIL=f"p{n}@example.org", TEL=f"+1 415 {n:07d}") for n in range(first, last))
    path.write_bytes(b"".join(cards))
    return path


def ended(process: "subprocess.Popen[str]") -> str:
    """What it said."""
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors[-2000:]
    return out


def counted(process: "subprocess.Popen[str]") -> dict[str, int]:
    """The counts of an import's JSON."""
    (file,) = json.loads(ended(process))["files"]
    return {name: file[name] for name in ("new", "merge", "same") if file[name]}


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house of its own with two accounts, in which commands run."""
    house = settled(tmp_path, DJANGO_SETTINGS_MODULE="cookout.site.settings")
    house.python("from cookout.core.testing import make_user; make_user('Ada Adeyemi'); make_user('Ben Brandt')")
    return house


def test_the_same_file_twice_at_once_comes_in_once(house: House) -> None:
    file = book(house, "book.vcf", 0, MANY)
    both = [house.start("import", file, "--json", "--user", "ada") for _ in range(2)]
    counts = sorted((counted(process) for process in both), key=str)
    assert counts == [{"new": MANY}, {"same": MANY}]
    assert len(people(house, "ada")) == MANY


def test_two_keepers_import_at_once_and_each_gets_their_own(house: House) -> None:
    mine, theirs = book(house, "ada.vcf", 0, MANY), book(house, "ben.vcf", 100, MANY)
    both = [
        house.start("import", mine, "--json", "--user", "ada"),
        house.start("import", theirs, "--json", "--user", "ben"),
    ]
    assert [counted(process) for process in both] == [{"new": MANY}, {"new": MANY - 100}]
    assert (len(people(house, "ada")), len(people(house, "ben"))) == (MANY, MANY - 100)


def test_others_who_write_meanwhile_never_wait_a_second(house: House) -> None:
    file = book(house, "book.vcf", 0, 6 * MANY)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER], env=house.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    house.run("import", file, "--user", "ada")
    told = json.loads(ended(writer))
    assert told["stage"] == "applied"
    assert told["writes"] > 20
    assert told["longest"] < 1.0, told
