"""`cookout group met NAME`: who has met whom in a group."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.deeds import Deed
from cookout.core.models import User
from cookout.groups.models.naming import group_called
from cookout.rounds.models.met import HasMet, field_words


class GroupMet(Deed):
    """Read it; nothing is written."""

    name = "met"
    help = "Who has met whom in one of your groups: the figures, your own row, and with --json each pair."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which group."""
        parser.add_argument("group", metavar="NAME", help="how its name begins, or its id")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Find the group and look."""
        return HasMet.of(group_called(options["group"], by=user), viewer=user).as_data()

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """The figures, then one's own row."""
        write(f"{result['group']['name']}: {result['in_a_year']} of {result['pairs']} pairs met in the last year")
        write(f"  {result['never']} pairs have never met")
        if gap := result["widest_gap"]:
            one, other = (str(field_words(gap[side])).lower() for side in ("first", "second"))
            write(f"  the widest gap: {gap['met']} of {gap['of']} between {one} and {other}")
        if newest := result["newest"]:
            write(f"  {newest['name']}, who is new, has met {newest['met']} of {newest['of']}")
        if result["without_account"]:
            write(f"  not known: of {result['without_account']} members without account")
        names = {one["uid"]: one["name"] for one in result["members"]}
        for key, words in (("no_referral", "Met, no referral yet"), ("no_one_to_one", "A referral, no 1-2-1 yet")):
            if result[key]:
                write(f"{words}: {', '.join(names[uid] for uid in result[key])}")
