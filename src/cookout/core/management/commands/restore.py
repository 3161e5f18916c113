"""`cookout restore FILE`: a backup back into either database, whole or not at all."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.keeping import restore
from cookout.core.management.base import HouseCommand
from cookout.core.refusal import Refusal


class Command(HouseCommand):
    """Reads a backup."""

    requires_system_checks = ()

    help = "Put a backup back, into SQLite or PostgreSQL. Stop “cookout serve” first."

    def add_arguments(self, parser: CommandParser) -> None:
        """From where, and whether what is there may go."""
        parser.add_argument("file", type=Path, metavar="FILE", help="a file that “cookout backup” wrote")
        parser.add_argument("--replace", action="store_true", help="throw away what is in this house now")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read it and say how much it was."""
        began = time.monotonic()
        try:
            manifest = restore(options["file"].absolute(), replace=options["replace"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{sum(manifest.rows.values()):,} rows and {len(manifest.files):,} files of {manifest.made_at} "
            f"are back ({time.monotonic() - began:.1f} s)."
        )
