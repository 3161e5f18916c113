"""`cookout sample`: fill an empty house with the sample chapter."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cookout.core.models import House, User
from cookout.site.sample.generator import SEED, make
from cookout.site.sample.hours import ZONE
from cookout.site.sample.load import empty, load


class Command(BaseCommand):
    """Writes the sample; never into a house where somebody lives."""

    help = "Fill an empty house with a sample chapter, or write the sample anew."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which sample."""
        parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="another number makes other people")
        parser.add_argument(
            "--today", type=dt.date.fromisoformat, metavar="DATE", help="the day it is made for (2026-03-04)"
        )
        parser.add_argument(
            "--replace", action="store_true", help="empty a sample first; whatever you changed in it is lost"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse, or write and say what was written."""
        if House.the().is_sample and not options["replace"]:
            self.stdout.write("The sample chapter is here already. Write it anew with “cookout sample --replace”.")
            return
        if User.objects.exists() and not House.the().is_sample:
            raise CommandError(
                "Somebody lives in this house: the sample is only written into an empty one. "
                "Choose another place for it with COOKOUT_DATA_DIR."
            )
        today = options["today"] or timezone.now().astimezone(ZoneInfo(ZONE)).date()
        with transaction.atomic():
            if House.the().is_sample:
                empty()
            counts = load(make(options["seed"], today))
        self.stdout.write(f"The sample chapter as of {today}:")
        for noun, count in counts.items():
            self.stdout.write(f"  {count:>6} {noun}")
