"""`cookout round across REGION`: the round across the chapters of a region; plan one, announce it, call it off."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.deeds import Deed
from cookout.core.models import User
from cookout.groups.models import Region
from cookout.groups.models.naming import region_called
from cookout.rounds.management.days import day
from cookout.rounds.models import Round
from cookout.rounds.models.across import next_start, rounds_now
from cookout.rounds.models.who_meets import WhoMeets


class AcrossRound(Deed):
    """Read it, or do something with it."""

    name = "across"
    help = "The round across the chapters of a region: your pairs in it; whoever directs the region plans it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Of which region, and what to do."""
        parser.add_argument("region", metavar="REGION", help="how its name begins, or its id")
        parser.add_argument("--plan", action="store_true", help="plan one as a draft; the worker works it out")
        parser.add_argument("--from", dest="starts_on", type=day, metavar="DATE",
                            help="a day of its first week; else the next")  # fmt: skip
        parser.add_argument("--weeks", type=int, default=4, metavar="N", help="else 4")
        parser.add_argument("--most", type=int, default=2, metavar="N", help="1-2-1s a member; else 2")
        parser.add_argument("--hat", type=int, default=1, metavar="N", help="how many of these by lot; else 1")
        parser.add_argument("--within", action="store_true", help="two of one chapter may be paired too")
        parser.add_argument("--seed", type=int, metavar="N", help="the same seed gives the same plan")
        parser.add_argument("--draft", action="store_true", help="show the draft")
        parser.add_argument("--announce", action="store_true", help="let the members know of the draft")
        parser.add_argument("--call-off", action="store_true", help="call the announced round off")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do what was said, then read it."""
        region = region_called(options["region"], by=user)
        if options["plan"]:
            return _read(_planned(region, user, options), user)
        known, draft = rounds_now(region, user)
        found = draft if options["announce"] or options["draft"] else known or draft
        if found is None:
            raise CommandError(f"{region.name} has no such round now. Whoever directs it plans one with --plan.")
        if not found.is_led_by(user) and (options["announce"] or options["call_off"]):
            raise CommandError(f"Whoever directs {region.name} does that. Ask them.")
        if options["announce"]:
            found.announce(by=user)
        if options["call_off"]:
            found.call_off(by=user)
        return _read(found, user)

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """How it stands, then the pairs that one may see."""
        if result["work_state"] != "done":
            write(result["failure"] or "The plan is being worked out. Look again in a minute or two.")
            return
        write(f"{result['region_name']}, {result['starts_on']} to {result['ends_on']}: {result['state']}")
        for week in result["by_week"]:
            for pair in week["pairs"]:
                write(f"  {week['monday']}  {pair['first']['name']} & {pair['second']['name']}: {pair['why']}")
        write(result["worth"])


def _planned(region: Region, user: User, options: dict[str, Any]) -> Round:
    terms = {name: options[name] for name in ("weeks", "most", "hat", "seed")}
    starts_on = options["starts_on"] or next_start(region)
    return Round.make(by=user, scope=region, starts_on=starts_on, across=not options["within"], **terms)


def _read(found: Round, user: User) -> dict[str, Any]:
    return WhoMeets.of(found, user).as_data() | {"region_name": found.scope.name}
