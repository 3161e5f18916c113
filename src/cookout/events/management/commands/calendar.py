"""`cookout calendar FILE`: a calendar into the ties of one user, shown first with --preview."""

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User, WorkState
from cookout.events.models import CalendarImport


class Command(UserCommand):
    """Read and apply what the preview proposes; ticking row by row is for the page and the API."""

    help = "Bring in a calendar (.ics, or a zip of them): the guests of your events become contacts."

    _refused = ""

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether only to look."""
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", help="a calendar (.ics), or a zip of several")
        parser.add_argument("--preview", action="store_true", help="say what would come of it and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """A file that was refused ends with its sentence."""
        super().handle(*args, **options)
        if self._refused:
            raise CommandError(self._refused)

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Look, and unless it is only a preview, bring in. Were this process to die, the worker would go on."""
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}. Look at the name and try once more.")
        with path.open("rb") as stream:
            run = CalendarImport.receive(File(stream, name=path.name), by=user, is_watched=True)
        run.carry_out()
        self._refused = run.refusal
        brings = not options["preview"] and not run.refusal and run.brings_any
        if brings:
            run.apply(by=user)
            run.carry_out()
        run.note(work_state=WorkState.DONE, leased_until=None)
        result = run.plain()
        if not brings:
            run.discard(by=user)
        return result

    def show(self, result: dict[str, Any]) -> None:
        """What came of it, then what could not be read."""
        if result["refusal"]:
            return
        made = "brought in" if result["stage"] == "applied" else "to bring in"
        self.stdout.write(f"{result['file']}: {result['events']['found']} events, {result['contacts']} contacts {made}")
        for outcome, many in result["outcomes"].items():
            self.stdout.write(f"  {outcome}: {many}")
        if result["unknown_people"]:
            self.stdout.write(f"  people not in your book: {result['unknown_people']}")
        for said in result["troubles"]:
            self.stdout.write(f"  {said}")
