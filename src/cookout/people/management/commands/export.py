"""`cookout export --format vcard4|vcard3|csv|zip`: my people, or everything of mine, to a file or to stdout."""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.people.models import Person
from cookout.people.models.export import FORMATS, written


class Command(UserCommand):
    """Writes the file beside its place and moves it there when it is whole."""

    help = "Take your people along: vCard 4.0, vCard 3.0, Google CSV, or a zip of everything that is yours."

    def add_arguments(self, parser: CommandParser) -> None:
        """In which format, and where to."""
        super().add_arguments(parser)
        parser.add_argument("--format", choices=sorted(FORMATS), default="vcard4", help="else vcard4")
        parser.add_argument("-o", "--output", metavar="FILE", help="where to; else to stdout")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Write it."""
        target, format = options["output"], options["format"]
        if target is None and options["json"]:
            raise CommandError("With --json say where to with -o FILE, because both would go to stdout.")
        if target is None:
            for piece in written(user, format):
                sys.stdout.buffer.write(piece)
            sys.stdout.flush()
        else:
            self._write(user, format, Path(target))
        return {"file": target, "format": format, "people": Person.objects.kept_by(user).count()}

    def show(self, result: dict[str, Any]) -> None:
        """Say where it went, on stderr, because stdout may hold the file."""
        if result["file"]:
            self.stderr.write(f"Wrote {result['people']} people to {result['file']}.")

    def _write(self, user: User, format: str, target: Path) -> None:
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with beside.open("wb") as out:
                for piece in written(user, format):
                    out.write(piece)
            beside.replace(target)
        except OSError as problem:
            raise CommandError(f"{target} could not be written: {problem.strerror}. Choose another place.") from problem
        finally:
            beside.unlink(missing_ok=True)
