"""`cookout card read FILE|-`: what the text of a business card, a signature or a code says."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.people.formats import code


class Command(UserCommand):
    """Read a card; nothing is kept."""

    help = "Say what the text of a business card, a mail signature or a code says; nothing is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which text."""
        super().add_arguments(parser)
        parser.add_argument("what", choices=["read"], help="read: its fields, each with the line it came from")
        parser.add_argument("file", metavar="FILE", help="a file with the text; - reads what is piped in")
        parser.add_argument("--scanned", action="store_true", help="the text comes out of a code")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Its fields, with numbers read as in the user's country."""
        return code.read(_text(options["file"]), user.region_code, scanned=options["scanned"]).plain()

    def show(self, result: dict[str, Any]) -> None:
        """One line a field, then what is left."""
        for field in result["fields"]:
            kind = f"{field['label']} {field['kind']}" if field["label"] else field["kind"]
            self.stdout.write(f"{kind}: {field['value']}" + (f"  ({field['why']})" if field["why"] else ""))
        if result["rest"]:
            self.stdout.write(f"not sure: {result['rest']}")
        if result["said"]:
            self.stdout.write(result["said"])


def _text(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as problem:
        raise CommandError(f"{name} could not be read: {problem.strerror}. Name a file with text.") from problem
    return raw.decode("utf-8", "replace")
