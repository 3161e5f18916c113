"""`cookout think Marta`: whom do I know for somebody, on the command line."""

import datetime as dt
import uuid
from typing import Any

from django.core.management.base import CommandParser
from rich.console import Console

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.models import ThinkingSlot, whom_for
from cookout.one_to_ones.rules import on_the_wall
from cookout.ties.models import person_called


class Command(UserCommand):
    """Show who of my contacts fits what somebody looks for, or take time to think."""

    help = "Whom do I know for somebody: cookout think Marta; with --at it takes 20 minutes for it."

    def add_arguments(self, parser: CommandParser) -> None:
        """For whom, how many, and when."""
        super().add_arguments(parser)
        parser.add_argument("name", nargs="+", help="for whom: a name or an id")
        parser.add_argument("--most", type=int, default=20, help="how many contacts at most (20)")
        parser.add_argument("--at", default="", metavar="TIME", help="take 20 minutes then: 2026-03-01T16:10")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same slot")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Find the person, plan where a time is given, and rank."""
        person = person_called(" ".join(options["name"]), by=user)
        slot = None
        if options["at"]:
            at = _instant(options["at"], user.zone)
            slot = ThinkingSlot.plan(by=user, person=person, starts_at=at, uid=options["uid"])
        found = whom_for(user, person, slot=slot, most=max(1, options["most"]))
        planned = {"slot": slot.uid, "starts_at": slot.starts_at} if slot else {"slot": None, "starts_at": None}
        return {"person": person.uid, "name": person.full_name, **planned, **found.as_data()}

    def show(self, result: dict[str, Any]) -> None:
        """For people."""
        console = Console(highlight=False)
        with console.capture() as printed:
            for line in _lines(result):
                console.print(line, markup=False, soft_wrap=True)
        self.stdout.write(printed.get(), ending="")


def _lines(result: dict[str, Any]) -> list[str]:
    lines = [f"Whom do you know for {result['name']}?"]
    if result["slot"]:
        lines.append(f"20 minutes are yours: {result['starts_at'].isoformat(timespec='minutes')}.")
    for fit in result["fits"]:
        lines += ["", fit["name"] + (f", {fit['headline']}" if fit["headline"] else "")]
        lines += [f"  {reason}" for reason in fit["reasons"]]
    if not result["wanted"]:
        lines += ["It is not known yet. Ask next time:", *(f"  {question}" for question in result["to_ask"])]
    elif not result["fits"]:
        lines.append(f"Nobody of {result['looked_at']} comes to mind by their words.")
    return lines


def _instant(text: str, zone: str) -> dt.datetime:
    try:
        at = dt.datetime.fromisoformat(text)
        return at if at.tzinfo else on_the_wall(at, zone)
    except (ValueError, OverflowError) as problem:
        raise Refusal(f"“{text}” is no time that can be read. Write it as 2026-03-01T16:10.") from problem
