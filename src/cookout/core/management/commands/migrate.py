"""`cookout migrate`: as Django's; a house without tables gets them as they are today."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from cookout.core.founding import found, is_new

PARTLY = ("app_label", "migration_name", "plan", "fake", "check_unapplied", "prune")
"""Whoever names one of these wants a step of the way, not its end."""


class Command(Migrate):
    """Brings the tables up to date."""

    help = "Bring the tables up to date, as “cookout serve” does by itself; a house without any gets today’s at once."

    def handle(self, *args: Any, **options: Any) -> None:
        """What follows the tables (rights, the catalogue) is told to every room by Django's own."""
        if is_new() and not any(options.get(name) for name in PARTLY):
            found()
        super().handle(*args, **options)
