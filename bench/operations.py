"""What an operator waits for: a start, a backup of 100,000 people, its way back."""

import os
import resource
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

PEOPLE, DETAILS = 100_000, 4
HOUSE = Path(os.environ.get("COOKOUT_DATA_DIR", "bench/scratch/operations"))
FILL = f"""
from cookout.core.testing import make_user
from cookout.people.models import Detail, Person
ada = make_user("Ada Adeyemi")
for start in range(0, {PEOPLE}, 5000):
    names = [f"Person Number {{n}}" for n in range(start, start + 5000)]
    made = Person.objects.bulk_create([Person(keeper=ada, full_name=name, sort_key=name) for name in names])
    mails = [(person, n, f"p{{person.pk}}.{{n}}@example.org") for person in made for n in range({DETAILS})]
    details = [Detail(person=person, kind="email", value=mail, key=mail, position=n) for person, n, mail in mails]
    Detail.objects.bulk_create(details, batch_size=5000)
"""


def measure() -> list[dict[str, Any]]:
    """Furnish one house, save it, bring it back into a second, and open the first."""
    first, second = HOUSE / "first", HOUSE / "second"
    _run(first, "migrate", "-v0", "--skip-checks")
    _run(first, "shell", "--no-imports", "-c", FILL)
    backup = _run(first, "backup", HOUSE / "backup.zip")
    back = _run(second, "restore", HOUSE / "backup.zip")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    starts = sorted(_first_page(first) for _ in range(3))
    rows = PEOPLE * (1 + DETAILS)
    return [
        _row("start of a house that is set up, to its first page", starts[1], "s", 6.0),
        _row(f"backup of {PEOPLE:,} people, {rows:,} rows", backup, "s", None),
        _row(f"restore of {PEOPLE:,} people, {rows:,} rows", back, "s", None),
        _row("memory of the largest of these", peak, "MB", 400.0),
        _row("size of that backup", (HOUSE / "backup.zip").stat().st_size / 1e6, "MB", None),
    ]


def _words(*words: object) -> list[str]:
    return [sys.executable, "-m", "cookout.site.command", *map(str, words)]


def _env(house: Path) -> dict[str, str]:
    house.mkdir(parents=True, exist_ok=True)
    return {**os.environ, "COOKOUT_DATA_DIR": str(house)}


def _run(house: Path, *words: object) -> float:
    began = time.perf_counter()
    subprocess.run(_words(*words), env=_env(house), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _first_page(house: Path) -> float:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    began = time.perf_counter()
    served = subprocess.Popen(_words("serve", "--port", port), env=_env(house), stdout=subprocess.DEVNULL)
    while not _answers(f"http://127.0.0.1:{port}/"):
        time.sleep(0.02)
    taken = time.perf_counter() - began
    served.terminate()
    served.wait()
    return taken


def _answers(address: str) -> bool:
    try:
        return bool(urllib.request.urlopen(address, timeout=30).status)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _row(name: str, value: float, unit: str, budget: float | None) -> dict[str, Any]:
    ok = None if budget is None else value <= budget
    return {
        "name": name, "value": round(value, 2), "unit": unit, "budget": budget, "ok": ok, "peer": None, "ratio": None,
    }  # fmt: skip
