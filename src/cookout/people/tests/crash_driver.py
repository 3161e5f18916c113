"""Run by `test_import_crash.py` in a process of its own: imports that are killed with -9 at many points.

Each point gets a fresh copy of one prepared house and a child process; the child kills itself after a given number of
transactions, or within or right after the flip. What the house is like afterwards is printed as JSON.
"""

import datetime as dt
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from cookout.core.models import User  # noqa: E402
from cookout.core.testing import make_user  # noqa: E402
from cookout.people.models import AddressImport, Detail, Person, Word  # noqa: E402
from cookout.people.models.bringing_in import BringingIn  # noqa: E402
from cookout.people.models.bulk import Pace  # noqa: E402
from cookout.people.testing import vcard  # noqa: E402

HOUSE = Path(os.environ["COOKOUT_DATA_DIR"])
MANY = 90
FILE = b"".join(
    vcard(f"Person {n}", EMAIL=f"p{n}@example.org", TEL=f"+1 415 555 {n:04d}", NOTE="kept") for n in range(MANY)
) + vcard("Person 1", EMAIL="p1@example.org", ORG="Added In The Same Run")


def kill() -> None:
    """As a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def after_turns(number: int) -> None:
    """Die when so many transactions of an import are through."""
    turn, left = Pace.turn, [number]
    make = Pace.__init__
    # Small batches, so that there are many points.
    Pace.__init__ = lambda self, size=0, largest=0: make(self, 20, 20)  # type: ignore[method-assign]

    def counted(self: Pace) -> Any:
        manager = turn(self)

        class Counted:
            def __enter__(self) -> None:
                manager.__enter__()

            def __exit__(self, *problem: Any) -> None:
                manager.__exit__(*problem)
                left[0] -= 1
                if not left[0]:
                    kill()

        return Counted()

    Pace.turn = counted  # type: ignore[method-assign]  # that is the point


def around_flip(before: bool) -> None:
    """Die within the flip's transaction, or right after it."""
    flip = BringingIn.flip

    def fatal(self: BringingIn) -> None:
        if before:
            self._run.note = lambda **values: kill()  # type: ignore[method-assign]
        flip(self)
        kill()

    BringingIn.flip = fatal  # type: ignore[method-assign]


def move_to(name: str) -> None:
    """Live in a copy of the prepared house."""
    connection.close()
    copy = HOUSE / f"{name}.sqlite3"
    shutil.copy(HOUSE / "cookout.sqlite3", copy)
    connection.settings_dict["NAME"] = str(copy)


def dies(work: Callable[[], None]) -> bool:
    """Do it in a child; say whether it was killed."""
    connection.close()
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def book(keeper: User) -> list[int]:
    """How many people, details and words the book has, hidden ones left out."""
    people = Person.objects.kept_by(keeper)
    details = Detail.objects.applied().filter(person__in=people)
    return [people.count(), details.count(), Word.objects.filter(person__in=people).count()]


def received(keeper: User, *, watched: bool) -> AddressImport:
    """A run with one file."""
    return AddressImport.receive([ContentFile(FILE, name="book.vcf")], by=keeper, is_watched=watched)


def through(run: AddressImport) -> None:
    """All steps, as a command does them."""
    run.carry_out()
    run.apply(by=run.keeper)
    run.carry_out()
    run.leave()


def taken_up() -> None:
    """What the worker does when the dead worker's lease has run out."""
    AddressImport.objects.update(leased_until=timezone.now() - dt.timedelta(seconds=1))
    for run in AddressImport.due():
        assert run.claim()
        run.work()
        assert not run.failure, run.failure


def command_at(name: str, arm: Callable[[], None], keeper: User) -> dict[str, Any]:
    """A command dies; the book is as before, the orphan is swept, the same file comes in whole."""
    move_to(name)
    died = dies(lambda: (arm(), through(received(keeper, watched=True))))  # type: ignore[func-returns-value]
    after = book(keeper)
    taken_up()
    swept = [Person.objects.filter(keeper=keeper).count(), Detail.objects.count()]
    if after[0] == 0:
        through(received(keeper, watched=True))
    return {"died": died, "after": after, "swept": swept, "again": book(keeper)}


def page_at(name: str, arm: Callable[[], None], keeper: User) -> dict[str, Any]:
    """A worker dies; the next one takes the run up and nothing is doubled."""
    move_to(name)
    run = received(keeper, watched=False)
    run.claim()
    run.work()
    run.apply(by=keeper)
    died = dies(lambda: (arm(), run.claim(), run.work()))  # type: ignore[func-returns-value]
    after = book(keeper)
    taken_up()
    run.refresh_from_db()
    return {"died": died, "after": after, "again": book(keeper), "stage": run.stage}


def reading_at(name: str, arm: Callable[[], None], keeper: User) -> dict[str, Any]:
    """A worker dies while it reads; the next one begins anew."""
    move_to(name)
    run = received(keeper, watched=False)
    died = dies(lambda: (arm(), run.claim(), run.work()))  # type: ignore[func-returns-value]
    taken_up()
    run.refresh_from_db()
    return {"died": died, "rows": run.rows().count(), "stage": run.stage}


def main() -> None:
    """All points."""
    call_command("migrate", verbosity=0)
    keeper = make_user("Ada Adeyemi")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    move_to("whole")
    through(received(keeper, watched=True))
    told: dict[str, Any] = {"whole": book(keeper)}
    turns = {f"turn{n}": (lambda n=n: after_turns(n)) for n in (1, 3, 6, 12)}
    flips = {"in_flip": lambda: around_flip(True), "after_flip": lambda: around_flip(False)}
    told["command"] = {name: command_at(f"c-{name}", arm, keeper) for name, arm in (turns | flips).items()}
    told["page"] = {name: page_at(f"p-{name}", arm, keeper) for name, arm in (turns | flips).items()}
    told["reading"] = {"turn1": reading_at("r-1", turns["turn1"], keeper)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
