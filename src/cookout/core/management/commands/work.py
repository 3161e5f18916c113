"""`cookout work`: take up imports, letters and whatever else waits as a row."""

import signal
from types import FrameType
from typing import Any

from django.core.management.base import CommandParser

from cookout.core.lifeline import end_with
from cookout.core.management.base import HouseCommand, refuse_old_tables
from cookout.core.models.work import stopping
from cookout.core.work import work_once, work_until_stopped


class Command(HouseCommand):
    """Works until it is told to stop; a second Ctrl-C ends it at once and its row is taken up again later."""

    requires_system_checks = ("privacy",)
    help = "Carry out what waits: imports, letters, chores. “cookout serve” starts one by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, or until stopped."""
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument("--while-parent", type=int, metavar="PID", help="end when this parent process is gone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Begin."""
        refuse_old_tables()
        if options["once"]:
            done = work_once()
            self.stdout.write("Nothing was waiting." if not done else f"{done} carried out.")
            return
        stopping.clear()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, _stop)
        if options["while_parent"]:
            end_with(options["while_parent"], stopping.set)
        work_until_stopped()


def _stop(number: int, frame: FrameType | None) -> None:
    """Finish the batch, then go; the next signal does not wait."""
    stopping.set()
    signal.signal(number, signal.SIG_DFL)
