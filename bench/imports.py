"""A hundred thousand people come in, from Google CSV and from vCard, while somebody else writes; and go out again."""

import csv
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOUSE = Path(os.environ.get("COOKOUT_DATA_DIR", "bench/scratch/imports"))
PEOPLE = 100_000
PEER_PEOPLE = 5_000
GIVEN = (
    "Ada",
    "Ben",
    "Cleo",
    "Dana",
    "Emil",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Jana",
    "Karl",
    "Lena",
    "Mona",
    "Olga",
    "Zoe",
)
FAMILY = ("Adeyemi", "Brandt", "Castillo", "Dorn", "Ekström", "Fuchs", "Huang", "Kowalski", "Mejía", "Novak", "Okafor")
HEADER = (
    "First Name", "Last Name", "Organization Name", "Organization Title", "Birthday", "Notes", "Labels",
    "E-mail 1 - Label", "E-mail 1 - Value", "E-mail 2 - Label", "E-mail 2 - Value",
    "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value",
    "Address 1 - Label", "Address 1 - Street", "Address 1 - City", "Address 1 - Region", "Address 1 - Postal Code",
    "Address 1 - Country",
)  # fmt: skip

IMPORT = """
import json, resource, sys, time
import django; django.setup()
from django.core.files import File
from cookout.core.models import User
from cookout.people.models import AddressImport
user = User.objects.get(email=sys.argv[2])
began = time.perf_counter()
with open(sys.argv[1], "rb") as file:
    run = AddressImport.receive([File(file, name="book")], by=user, is_watched=True)
run.carry_out()
looked = time.perf_counter()
run.apply(by=user)
run.carry_out()
run.leave()
done = time.perf_counter()
(file,) = run.plain()["files"]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
told = {"preview": looked - began, "apply": done - looked, "peak": peak}
print(json.dumps({**told, "new": file["new"], "same": file["same"]}))
"""
WRITE = """
import sys, time
import django; django.setup()
from django.db import transaction
from cookout.core.models import Act, User
user, longest = User.objects.get(email="ben@example.org"), 0.0
sys.stdout.write("ready\\n"); sys.stdout.flush()
import select
while not select.select([sys.stdin], [], [], 0.01)[0]:
    before = time.monotonic()
    with transaction.atomic():
        Act.objects.create(by=user, verb="bench.write")
    longest = max(longest, time.monotonic() - before)
print(longest)
"""
UNDO = """
import time
import django; django.setup()
from cookout.people.models import AddressImport, Person
run = AddressImport.objects.filter(keeper__email="ada@example.org", stage="applied").order_by("pk").first()
run.undo(by=run.keeper)
began = time.perf_counter()
run.claim(); run.work()
assert not Person.objects.filter(keeper=run.keeper).exists()
print(time.perf_counter() - began)
"""
PEER = """
import sys, time
import vobject
began = time.perf_counter()
with open(sys.argv[1], encoding="utf-8") as file:
    count = sum(1 for _ in vobject.readComponents(file))
print(time.perf_counter() - began, count)
"""
OURS = """
import sys, time
from cookout.people.formats import read
began = time.perf_counter()
with open(sys.argv[1], "rb") as file:
    count = sum(1 for _ in read(file))
print(time.perf_counter() - began, count)
"""


def measure(full: bool = False) -> list[dict[str, Any]]:
    """Two keepers bring in the same hundred thousand, one from CSV and one from vCard."""
    _cookout("migrate", "-v0", "--skip-checks")
    make = "from cookout.core.testing import make_user\nfor name in ('Ada A', 'Ben B', 'Cleo C'): make_user(name)"
    _cookout("shell", "--no-imports", "-c", make)
    table, cards, few = HOUSE / "book.csv", HOUSE / "book.vcf", HOUSE / "few.vcf"
    write_table(table, PEOPLE)
    write_cards(cards, PEOPLE)
    write_cards(few, PEER_PEOPLE)
    rows = _imported("Google CSV", table, "ada@example.org", 60.0) + _imported(
        "vCard", cards, "cleo@example.org", 120.0
    )
    rows.append(_peer(few))
    return rows + (_afterwards(cards) if full else [])


def _afterwards(cards: Path) -> list[dict[str, Any]]:
    """What else one does with a hundred thousand people."""
    again = json.loads(_python(IMPORT, cards, "cleo@example.org"))
    assert again["same"] == PEOPLE, again
    began = time.perf_counter()
    _cookout("export", "--user", "cleo@example.org", "-o", HOUSE / "out.vcf")
    return [
        _row("the same 100,000 vCards once more: nothing changes", again["preview"] + again["apply"], "s", None),
        _row("export of 100,000 people to vCard 4.0", time.perf_counter() - began, "s", None),
        _row("undo of an import of 100,000", float(_python(UNDO)), "s", None),
    ]


def _imported(what: str, path: Path, user: str, budget: float) -> list[dict[str, Any]]:
    """One import while somebody else writes a row every ten milliseconds."""
    writer = subprocess.Popen(_words(WRITE), env=_env(), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    told = json.loads(_python(IMPORT, path, user))
    longest = float(writer.communicate("stop\n")[0])
    assert told["new"] == PEOPLE, told
    both = told["preview"] + told["apply"]
    return [
        _row(f"100,000 people previewed and applied from {what}", both, "s", budget),
        _row(f"of that the preview from {what}", told["preview"], "s", None),
        _row(f"memory of that import from {what}", told["peak"], "MB", 400.0),
        _row(f"longest wait of another writer meanwhile, {what}", longest, "s", 1.0),
    ]


def _peer(path: Path) -> dict[str, Any]:
    """How long vobject takes to read what we read."""
    theirs, count = map(float, _python(PEER, path).split())
    ours, same = map(float, _python(OURS, path).split())
    assert count == same == PEER_PEOPLE
    row = _row(f"{PEER_PEOPLE:,} vCards read, beside vobject", ours, "s", None)
    return {**row, "peer": f"vobject {theirs:.2f} s", "ratio": round(theirs / ours, 1)}


def people(many: int) -> Iterator[dict[str, str]]:
    """Synthetic people with ten values each."""
    dice = random.Random(7)
    for n in range(many):
        given, family = dice.choice(GIVEN), f"{dice.choice(FAMILY)}{n % 977 or ''}"
        yield {
            "given": given, "family": family, "firm": f"Firm {n % 900} LLC", "title": "Broker",
            "birthday": f"19{50 + n % 49}-0{1 + n % 9}-1{n % 10}", "note": f"Met in {1990 + n % 30}",
            "mail": f"{given}.{n}@example.org", "work": f"{given}{n}@firm{n % 900}.example",
            "cell": f"+1 415 {n // 10000 + 200:03d} {n % 10000:04d}",
            "desk": f"(628) {n // 10000 + 300:03d}-{n % 10000:04d}",
            "street": f"{n % 999} Main St",
        }  # fmt: skip


def write_table(path: Path, many: int) -> None:
    """As Google exports them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for p in people(many):
            mails = ["* Home", p["mail"], "Work", p["work"]]
            phones = ["Mobile", p["cell"], "Work", p["desk"]]
            place = ["Home", p["street"], "Columbus", "OH", "43004", "USA"]
            first = [p["given"], p["family"], p["firm"], p["title"], p["birthday"], p["note"], "* myContacts"]
            out.writerow([*first, *mails, *phones, *place])


def write_cards(path: Path, many: int) -> None:
    """As phones export them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for n, p in enumerate(people(many)):
            file.write(
                f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-{n}\r\nFN:{p['given']} {p['family']}\r\n"
                f"N:{p['family']};{p['given']};;;\r\nEMAIL;TYPE=HOME:{p['mail']}\r\nEMAIL;TYPE=WORK:{p['work']}\r\n"
                f"TEL;TYPE=CELL:{p['cell']}\r\nTEL;TYPE=WORK:{p['desk']}\r\nORG:{p['firm']}\r\nTITLE:{p['title']}\r\n"
                f"ADR;TYPE=HOME:;;{p['street']};Columbus;OH;43004;USA\r\nBDAY:{p['birthday']}\r\nNOTE:{p['note']}\r\n"
                "CATEGORIES:myContacts\r\nEND:VCARD\r\n"
            )


def _env() -> dict[str, str]:
    return {**os.environ, "COOKOUT_DATA_DIR": str(HOUSE), "DJANGO_SETTINGS_MODULE": "cookout.site.settings"}


def _words(code: str, *words: object) -> list[str]:
    return [sys.executable, "-c", code, *map(str, words)]


def _python(code: str, *words: object) -> str:
    return subprocess.run(_words(code, *words), env=_env(), check=True, stdout=subprocess.PIPE, text=True).stdout


def _cookout(*words: object) -> None:
    subprocess.run([sys.executable, "-m", "cookout.site.command", *map(str, words)], env=_env(), check=True)


def _row(name: str, value: float, unit: str, budget: float | None) -> dict[str, Any]:
    return {
        "name": name, "value": round(value, 3), "unit": unit, "budget": budget,
        "ok": None if budget is None else value <= budget, "peer": None, "ratio": None,
    }  # fmt: skip
