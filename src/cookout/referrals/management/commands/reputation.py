"""`cookout reputation`: what you lend with referrals, what came back of it, and what is at stake."""

from typing import Any

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.referrals.models.ledger_words import as_data
from cookout.referrals.models.standing import reputation_of
from cookout.ties.models import local_today


class Command(UserCommand):
    """Show it, to whose it is."""

    help = "Your standing as a referrer: what you lend, what came back, what is at stake, and why."

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Read it."""
        return as_data(reputation_of(user, local_today(user)))

    def show(self, result: dict[str, Any]) -> None:
        """The answer, then a line for each line."""
        standing = result["standing"]
        self.stdout.write(" ".join([f"{standing['word']}.", standing["evidence"], standing["sure"]]))
        self.stdout.write(f"At stake now: {result['sums']['at_stake']}.")
        for row in result["at_stake"]:
            self.stdout.write(f"  with {row['with_whom']}, since {row['on']}")
        for row in result["entries"]:
            self.stdout.write(f"{row['on']}  {row['label']}, with {row['with_whom']}: {row['why']}")
