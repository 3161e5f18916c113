"""`cookout capacity`: the hours, the seats, and the arithmetic line by line."""

from decimal import Decimal
from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.ties.models import Capacity, OwnTrade, Table

OPTIONS = ("hours_per_week", "cookout_seats", "active_seats", "light_seats")

CROWDED = {"yes": True, "no": False, "public": None}


class Command(UserCommand):
    """Show the table, or set the hours and the seats."""

    help = "Show how many people you can go deep with; set --hours and seats to change it."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to change."""
        super().add_arguments(parser)
        parser.add_argument("--hours", dest="hours_per_week", type=Decimal, help="hours a week")
        for circle in ("cookout", "active", "light"):
            parser.add_argument(f"--{circle}", dest=f"{circle}_seats", type=int, help=f"seats of the circle “{circle}”")
        parser.add_argument(
            "--crowded", choices=CROWDED, help="your own word on your trade; public: as the figures say"
        )
        parser.add_argument("--because", default="", help="why you say so")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Change what was given, and read the table."""
        said = {name: options[name] for name in OPTIONS if options[name] is not None}
        if options["crowded"] is not None:
            said |= {"crowded": CROWDED[options["crowded"]], "crowded_because": options["because"]}
        if said:
            Capacity.of(user).set_aside(by=user, **said)
        table = Table.of(user)
        return {
            "hours_per_week": float(table.capacity.hours_per_week),
            "circles": [{"circle": p.circle, "seats": p.seats, "taken": p.taken} for p in table.places],
            "lines": [{"circle": s.words, "what": s.why, "hours": round(s.hours, 1)} for s in table.sums],
            "needed": table.plan.needed,
            "available": table.plan.available,
            "said": table.advice,
            "crowding": OwnTrade.of(user).as_data(),
        }

    def show(self, result: Any) -> None:
        """The arithmetic, line by line."""
        for place in result["circles"]:
            self.stdout.write(f"{place['circle']:<10} {place['taken']:>4} of {place['seats']}")
        for line in result["lines"]:
            self.stdout.write(f"{line['circle']:<14} {line['what']:<44} {line['hours']:>7} h")
        self.stdout.write(f"{'These take, a year':<59} {result['needed']:>7g} h")
        self.stdout.write(f"{'You set aside':<59} {result['available']:>7g} h")
        self.stdout.write(result["said"])
        self.stdout.write(result["crowding"]["said"])
        self.stdout.write(result["crowding"]["trust_said"])
