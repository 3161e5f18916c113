"""`cookout evening`: plan a speed evening, read who sits where, deal anew, without somebody; on paper, as a table."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core import papers
from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.groups.models import Group
from cookout.groups.models.naming import member_called
from cookout.rounds.management.days import day
from cookout.rounds.models import SpeedEvening
from cookout.rounds.models.evening_turns import EveningPlan
from cookout.rounds.papers import evening_paper


class Command(UserCommand):
    """The speed evening of a group: the next one, or one to plan."""

    help = "A speed evening: plan one for a group, show it turn by turn, deal anew, without a member; as PDF or CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which evening, and what to do."""
        super().add_arguments(parser)
        parser.add_argument("--group", metavar="NAME", help="which group; else the only one")
        parser.add_argument("--on", type=day, metavar="DATE", help="the day; else the latest evening")
        parser.add_argument("--plan", action="store_true", help="plan one on that day")
        parser.add_argument("--seats", type=int, default=2, metavar="N", help="seats at a table, 2 unless said")
        parser.add_argument("--tables", type=int, metavar="N", help="else as many as needed")
        parser.add_argument("--turns", type=int, metavar="N", help="else as many as 90 minutes hold")
        parser.add_argument("--minutes", type=int, default=10, metavar="N", help="minutes a turn, 10 unless said")
        parser.add_argument("--absent", action="append", default=[], metavar="NAME", help="does not come; many times")
        parser.add_argument("--mixed", action="store_true", help="members of one classification may share a table")
        parser.add_argument("--seed", type=int, metavar="N", help="the same seed seats the same")
        parser.add_argument("--again", action="store_true", help="seat the same people anew")
        parser.add_argument("--without", metavar="NAME", help="goes home, or does not come")
        parser.add_argument("--from-turn", type=int, default=1, metavar="N", help="from this turn on, with --without")
        parser.add_argument("--remove", action="store_true", help="it does not take place")
        parser.add_argument("--pdf", type=Path, metavar="FILE", help="write the plan and a slip for each on paper")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row a seat")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do what was said, then read the evening."""
        does = any(options[name] for name in ("plan", "again", "without", "remove"))
        group = _group(user, options["group"], leads=does)
        evening = _planned(group, user, options) if options["plan"] else _found(group, options["on"])
        if options["without"]:
            gone = member_called(options["without"], group)
            evening.without(by=user, membership=gone, turn=options["from_turn"])
        if options["again"]:
            evening = evening.again(by=user, seed=options["seed"])
        if options["remove"]:
            evening.remove(by=user)
        plan = EveningPlan.of(evening)
        _write(options["pdf"], lambda: evening_paper(plan, size=papers.size_for(user)))
        _write(options["csv"], lambda: plan.as_table().encode())
        return _told(plan)

    def show(self, result: dict[str, Any]) -> None:
        """Turn by turn."""
        repeats = result["repeats"]
        said = f"{repeats} meetings repeat" if repeats else "nobody meets twice"
        self.stdout.write(f"{result['group']}, {result['on']}: {len(result['plan'])} turns, {said}.")
        for turn in result["plan"]:
            self.stdout.write(f"Turn {turn['turn']}")
            for table in turn["tables"]:
                self.stdout.write(f"  table {table['table']}: {', '.join(table['names'])}")
            if turn["out"]:
                self.stdout.write(f"  sits out: {', '.join(turn['out'])}")


def _group(user: User, name: str | None, *, leads: bool) -> Group:
    groups = Group.objects.led_by(user) if leads else Group.objects.visible_to(user)
    found = list(groups.filter(name__icontains=name) if name else groups)
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError("You lead no such group." if leads else "You are in no such group.")
    raise CommandError("Which group? Say --group with one of: " + ", ".join(group.name for group in found) + ".")


def _planned(group: Group, user: User, options: dict[str, Any]) -> SpeedEvening:
    if options["on"] is None:
        raise CommandError("Say on which day: --on 2026-12-01.")
    names = ("on", "seats", "tables", "turns", "minutes", "seed")
    absent = [member_called(name, group) for name in options["absent"]]
    return SpeedEvening.plan(
        by=user, group=group, absent=absent, is_apart=not options["mixed"], **{name: options[name] for name in names}
    )


def _found(group: Group, on: dt.date | None) -> SpeedEvening:
    rows = SpeedEvening.objects.filter(group=group, deleted_at=None).select_related("group")
    found = (rows.filter(on=on) if on else rows).first()
    if found is None:
        raise CommandError(f"No speed evening of {group.name} is planned{f' on {on}' if on else ''}. Plan one: --plan.")
    return found


def _write(path: Path | None, body: Any) -> None:
    if path is not None:
        try:
            path.write_bytes(body())
        except OSError as problem:
            raise CommandError(f"Could not write {path}: {problem.strerror}.") from problem


def _told(plan: EveningPlan) -> dict[str, Any]:
    evening = plan.evening
    turns = [
        {"turn": turn.number, "out": [one.name for one in turn.out],
         "tables": [{"table": at.number, "names": [one.name for one in at.seats]} for at in turn.tables]}
        for turn in plan.turns
    ]  # fmt: skip
    return {
        "uid": evening.uid, "group": evening.group.name, "on": evening.on, "seed": evening.seed,
        "value": evening.value, "repeats": evening.repeats, "plan": turns,
    }  # fmt: skip
