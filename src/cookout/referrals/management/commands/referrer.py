"""`cookout referrer Marta`: what her referrals tell of her, and whether it is time to ask again."""

from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.referrals.models.between import between
from cookout.referrals.models.earned import earned
from cookout.referrals.models.giving import ask_draft
from cookout.referrals.models.insight_of import as_data, insight_of
from cookout.ties.models import Tie, person_called


class Command(UserCommand):
    """One person as my referrer."""

    help = "What somebody's referrals tell: will refer, understands, trusts, has more; and whether to ask again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Of whom."""
        super().add_arguments(parser)
        parser.add_argument("name", help="the person, by name or id")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Read and estimate."""
        tie = Tie.objects.between(user, person_called(options["name"], by=user))
        found = between(user, tie.person)
        insight = insight_of(user, tie, found)
        now = earned(user, tie, found, insight)
        done = [{"on": one.on, "text": one.text} for one in now.done]
        owed = [one.text for one in now.owed]
        return {**as_data(insight), "may_ask": now.answer, "why": now.why, "done": done, "owed": owed,
                "words": ask_draft(user, tie)}  # fmt: skip

    def show(self, result: dict[str, Any]) -> None:
        """Facts first, then what is likely; then whether to ask."""
        for one in result["answers"]:
            self.stdout.write(f"{one['label']}: {one['fact']}")
            self.stdout.write(f"  {one['likely']} {one['evidence']} {one['next']}".rstrip())
        self.stdout.write(result["why"])
        for text in result["owed"]:
            self.stdout.write(f"Owed first: {text}")
        self.stdout.write(result["words"])
