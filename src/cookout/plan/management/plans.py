"""The words below `cookout plan`."""

import argparse
import datetime as dt
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.deeds import Deed
from cookout.core.models import User
from cookout.plan.models import Aim, Kind, Per, Plan, PlanPause, WeekReview
from cookout.plan.models.plan_data import as_data, pause_data, plan_data, review_data
from cookout.plan.models.targets import worded
from cookout.ties.models import local_today

Write = Callable[[str], object]


def aim(text: str) -> Aim:
    """“2/week”, “10/month” or “2”.

    >>> aim("10/month")
    Aim(number=Decimal('10'), per='month')
    """
    number, _slash, per = text.partition("/")
    try:
        return Aim(Decimal(number), Per(per or "week").value)
    except (InvalidOperation, ValueError) as problem:
        raise argparse.ArgumentTypeError(f"“{text}” is no number. Write it as 2/week or 10/month.") from problem


def day(text: str) -> dt.date:
    """The day that is written."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"“{text}” is no day. Write it as 2026-12-07.") from problem


class PlanShow(Deed):
    """Read it."""

    name = "show"
    help = "Your plan, what was kept by week and month, and what goes together with it."

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """What the page shows."""
        return as_data(user)

    def show(self, result: Any, write: Write) -> None:
        """The plan, then a line a week, the latest first."""
        _print_plan(result["plan"], write)
        if result["is_paused"]:
            write("Paused. Nothing is missed.")
        for span in [*reversed(result["weeks"]), *reversed(result["months"])]:
            kept = ", ".join(_kept(one) for one in span["kept"])
            write(
                f"{span['first']:%b %d} to {span['last']:%b %d}  {kept}" + (f"  {span['word']}" if span["word"] else "")
            )
        if result["outlook"]:
            write(f"{result['outlook']['words']} {result['outlook']['basis']}")
        if result["smaller"]:
            offer = ", ".join(worded(one["kind"], _aim(one)) for one in result["smaller"])
            write(f"Smaller numbers may fit: {offer}.")


class PlanSet(Deed):
    """Make it."""

    name = "set"
    help = "Set out to do so much from this week on; what you leave out is not wanted."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option a kind."""
        for kind in Kind:
            shown = f"--{kind.value.replace('_', '-')}"
            parser.add_argument(
                shown, dest=kind.value, type=aim, metavar="N/week", help=f"{kind.label}, as 2/week or 10/month"
            )
        parser.add_argument("--from", dest="starts_on", type=day, metavar="DAY", help="a later week")
        parser.add_argument("--why", default="", help="why this plan")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Make the plan."""
        aims = {kind: options[kind] for kind in Kind.values if options[kind] is not None}
        return plan_data(Plan.make(aims, by=user, starts_on=options["starts_on"], reason=options["why"]))

    def show(self, result: Any, write: Write) -> None:
        """What holds now."""
        _print_plan(result, write)


class PlanWait(Deed):
    """Pause it."""

    name = "pause"
    help = "Let the plan wait; nothing in these weeks is missed."

    def add_arguments(self, parser: CommandParser) -> None:
        """From when, until when, why."""
        parser.add_argument("--from", dest="starts_on", type=day, metavar="DAY", help="from this day; else today")
        parser.add_argument(
            "--until", dest="ends_on", type=day, metavar="DAY", help="the last day; else until you go on"
        )
        parser.add_argument("--why", default="", help="why it waits")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Begin the pause."""
        first = options["starts_on"] or local_today(user)
        return pause_data(PlanPause.begin(by=user, starts_on=first, ends_on=options["ends_on"], reason=options["why"]))

    def show(self, result: Any, write: Write) -> None:
        """From when to when."""
        write(f"Paused from {result['starts_on']} until {result['ends_on'] or 'you go on'}.")


class PlanResume(Deed):
    """Go on."""

    name = "resume"
    help = "Go on with the plan from today."

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """End the pause of today."""
        today = local_today(user)
        pause = next((one for one in PlanPause.objects.visible_to(user) if one.covers(today)), None)
        if pause is None:
            raise CommandError("Your plan is not paused today.")
        return {"act": pause.end(by=user).uid}

    def show(self, result: Any, write: Write) -> None:
        """That it goes on."""
        write("Your plan goes on.")


class PlanReview(Deed):
    """Look back."""

    name = "review"
    help = "Answer the three questions of a week; without answers, read what you wrote."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which week, and three answers."""
        parser.add_argument("--week", type=day, metavar="DAY", help="any day of the week; else this one")
        parser.add_argument("--well", default="", metavar="TEXT", help="what went well")
        parser.add_argument("--in-the-way", default="", metavar="TEXT", help="what stood in the way")
        parser.add_argument("--next", default="", metavar="TEXT", help="the one thing for next week")

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Write, where there is something to write; then read."""
        words = {"went_well": options["well"], "in_the_way": options["in_the_way"], "next_week": options["next"]}
        if any(words.values()):
            return [review_data(WeekReview.write(by=user, monday=options["week"] or local_today(user), **words))]
        return [review_data(one) for one in WeekReview.objects.visible_to(user)]

    def show(self, result: Any, write: Write) -> None:
        """One paragraph a week."""
        for one in result:
            said = [one[name] for name in ("went_well", "in_the_way", "next_week") if one[name]]
            write(f"Week of {one['monday']}: " + " / ".join(said))
        if not result:
            write("No week is looked back on yet.")


def _print_plan(plan: Any, write: Write) -> None:
    if plan is None:
        write("No plan yet. “cookout plan set --one-to-ones 1/week” makes one.")
        return
    lines = ", ".join(worded(one["kind"], _aim(one)) for one in plan["targets"])
    write(f"From the week of {plan['starts_on']}: {lines}.")


def _aim(one: dict[str, Any]) -> Aim:
    return Aim(Decimal(str(one["number"])), one["per"])


def _kept(one: dict[str, Any]) -> str:
    of = "" if one["planned"] is None else f" of {one['planned']:g}"
    return f"{Kind(one['kind']).label} {one['number']:g}{of}"


ALL: tuple[type[Deed], ...] = (PlanShow, PlanSet, PlanWait, PlanResume, PlanReview)
