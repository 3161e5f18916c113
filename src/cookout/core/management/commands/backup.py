"""`cookout backup FILE`: everything in one file, while the house goes on."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.keeping import save
from cookout.core.management.base import HouseCommand, refuse_old_tables
from cookout.core.refusal import Refusal


class Command(HouseCommand):
    """Writes a backup."""

    requires_system_checks = ()

    help = "Write everything (accounts, people, ties, uploaded files) into one file, as of one moment, while running."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the backup to write, for example cookout.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say how much it was."""
        refuse_old_tables()
        began = time.monotonic()
        try:
            manifest = save(options["file"].absolute())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        size = options["file"].stat().st_size / 1e6
        self.stdout.write(
            f"{sum(manifest.rows.values()):,} rows and {len(manifest.files):,} files are in {options['file']} "
            f"({size:,.1f} MB, {time.monotonic() - began:.1f} s). Keep it as safe as the house itself."
        )
