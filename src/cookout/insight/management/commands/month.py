"""`cookout month`: my month so far on the command line, and my target."""

from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.insight.models import MonthlyTarget
from cookout.insight.models.progress import Progress


class Command(UserCommand):
    """Show what took place and what is planned; set or clear how many 1-2-1s a month are wished for."""

    help = "My month so far: 1-2-1s toward my target, referrals, thanks."

    def add_arguments(self, parser: CommandParser) -> None:
        """The target, or none."""
        super().add_arguments(parser)
        wish = parser.add_mutually_exclusive_group()
        wish.add_argument("--target", type=int, metavar="N", help="wish for so many 1-2-1s a month")
        wish.add_argument("--no-target", action="store_true", help="wish for no number")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Set or clear, then read."""
        if options["target"] is not None:
            MonthlyTarget.set(options["target"], by=user)
        if options["no_target"]:
            MonthlyTarget.clear(by=user)
        return Progress.of(user).as_data()

    def show(self, result: dict[str, Any]) -> None:
        """A few lines for people."""
        self.stdout.write(f"{result['month']}: 1-2-1s {' '.join(result['said'])}")
        self.stdout.write(
            f"Referrals given {result['given']}, received {result['received']}; thanked {result['thanked']} times."
        )
