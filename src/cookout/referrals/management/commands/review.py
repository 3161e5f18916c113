"""`cookout review Marta "look at the policies" --every 6`: agree on a review with a client, or list them."""

import datetime as dt
import uuid
from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.referrals.models import Review
from cookout.ties.models import Tie, person_called


class Command(UserCommand):
    """Reviews with clients on the command line."""

    help = "Agree to look at something with a client every so many months; the next date becomes a promise."

    def add_arguments(self, parser: CommandParser) -> None:
        """With whom, what, how often, when next."""
        super().add_arguments(parser)
        parser.add_argument("name", help="the client, by name or id")
        parser.add_argument("text", nargs="*", help="what you look at together")
        parser.add_argument("--every", type=int, default=12, metavar="MONTHS", help="how often (else every 12 months)")
        parser.add_argument("--next", type=dt.date.fromisoformat, metavar="DATE", help="when next, such as 2026-03-01")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same review")

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Agree where there are words; then list what stands."""
        tie = Tie.objects.between(user, person_called(options["name"], by=user))
        if text := " ".join(options["text"]):
            Review.agree(
                by=user, tie=tie, text=text, every_months=options["every"], first_on=options["next"],
                uid=options["uid"],
            )  # fmt: skip
        mine = Review.objects.visible_to(user).filter(tie__person=tie.person).select_related("promise")
        return [
            {"uid": one.uid, "text": one.text, "every_months": one.every_months, "next_on": one.next_on} for one in mine
        ]

    def show(self, result: Any) -> None:
        """One line each."""
        for one in result:
            when = f"next {one['next_on']}" if one["next_on"] else "no date set"
            self.stdout.write(f"{one['text']}: every {one['every_months']} months, {when}")
        if not result:
            self.stdout.write("None agreed. Agree on one: cookout review NAME “look at the policies” --every 12")
