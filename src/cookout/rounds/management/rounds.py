"""`cookout round list | plan GROUP | show GROUP | announce GROUP`."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.deeds import Deed
from cookout.core.models import User
from cookout.groups.models import Group
from cookout.groups.models.naming import group_called
from cookout.rounds.management.days import day
from cookout.rounds.models import Round
from cookout.rounds.models.round import MOST_WEEKS
from cookout.rounds.models.who_meets import RoundsNow, WhoMeets, round_as_data


class ListRounds(Deed):
    """The rounds I may see."""

    name, help = "list", "List the rounds of your groups; drafts where you lead."

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Read them."""
        rows = Round.objects.visible_to(user).select_related("group", "region")
        return [round_as_data(one) | {"of": str(one.scope)} for one in rows]

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """One line each."""
        for one in result:
            state = one["state"].replace("_", " ") if one["work_state"] == "done" else "being planned"
            write(f"{one['of']}, {one['starts_on']} to {one['ends_on']}: {state}")
        if not result:
            write("There are no rounds yet. Whoever leads plans one: cookout round plan GROUP")


class PlanRound(Deed):
    """Make one as a draft."""

    name, help = "plan", "Plan a round of a group that you lead, as a draft: who meets whom, and why."

    def add_arguments(self, parser: CommandParser) -> None:
        """Of which group, when, and by which rules."""
        parser.add_argument("group", metavar="GROUP", help="how its name begins, or its id")
        parser.add_argument("--from", dest="starts_on", type=day, metavar="DATE",
                            help="a day of its first week; else the next")  # fmt: skip
        parser.add_argument("--weeks", type=int, default=4, help=f"1 to {MOST_WEEKS}; else 4")
        parser.add_argument("--most", type=int, default=4, metavar="N", help="1-2-1s a member; else 4")
        parser.add_argument("--hat", type=int, default=1, metavar="N", help="how many of these by lot; else 1")
        parser.add_argument("--months-apart", type=int, default=3, metavar="N", help="before two meet again; else 3")
        parser.add_argument("--apart", action="store_true", help="never two of one classification")
        parser.add_argument("--seed", type=int, help="the same seed gives the same plan")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Plan it."""
        group = _led(options["group"], user)
        starts_on = options["starts_on"] or RoundsNow.of(group, user).next_on
        terms = {name: options[name] for name in ("weeks", "most", "hat", "months_apart", "seed")}
        made = Round.make(by=user, scope=group, starts_on=starts_on, is_apart=options["apart"], **terms)
        return WhoMeets.of(made, user).as_data()

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """The whole plan."""
        _show(result, write)


class ShowRound(Deed):
    """One with its pairs."""

    name, help = "show", "Show who meets whom in a group: the round of these weeks, or your draft."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which."""
        parser.add_argument("group", metavar="GROUP", help="how its name begins, or its id")
        parser.add_argument("--draft", action="store_true", help="the draft, where you lead")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Read it."""
        group = group_called(options["group"], by=user)
        now = RoundsNow.of(group, user)
        found = now.draft if options["draft"] else now.announced or now.draft
        if found is None:
            raise CommandError(f"{group.name} has no such round now. See: cookout round list")
        return WhoMeets.of(found, user).as_data()

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """The whole plan."""
        _show(result, write)


class AnnounceRound(Deed):
    """Let the members know."""

    name, help = "announce", "Announce the draft of a group that you lead: from now on its members see it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Of which group."""
        parser.add_argument("group", metavar="GROUP", help="how its name begins, or its id")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Announce it."""
        group = _led(options["group"], user)
        draft = RoundsNow.of(group, user).draft
        if draft is None:
            raise CommandError(f"{group.name} has no draft. Plan one: cookout round plan “{group.name}”")
        act = draft.announce(by=user)
        return round_as_data(draft) | {"act": act.uid}

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """One line."""
        write(f"Announced: {result['name']}. The members see it from now on.")


ALL = (ListRounds, PlanRound, ShowRound, AnnounceRound)


def _led(name: str, user: User) -> Group:
    group = group_called(name, by=user)
    if not group.is_led_by(user):
        raise CommandError(f"Whoever leads {group.name} plans its rounds. Ask them.")
    return group


def _show(result: Any, write: Callable[[str], object]) -> None:
    """Week by week, then how good it is."""
    if result["work_state"] != "done":
        write("The plan is being made. Look again in a minute: cookout round show")
        return
    for week in result["by_week"]:
        write(f"Week of {week['monday']}")
        for pair in week["pairs"]:
            star = "*" if pair["is_drawn"] else ""
            write(f"  {pair['first']['name']} & {pair['second']['name']}{star}: {pair['why']}")
        if week["sits_out"]:
            write(f"  sits out: {', '.join(week['sits_out'])}")
    write(result["worth"])
    for sentence in (*result["obstacles"], result["learned"]):
        if sentence:
            write(sentence)
