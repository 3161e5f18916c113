"""`cookout today`: the list of the day on the command line."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.plan.forms import FilterForm
from cookout.plan.models import Line, open_day, today_of
from cookout.plan.models.read import as_data
from cookout.ties.models import local_today

ACTS = {"done": "finish", "later": "later", "not_now": "not_now"}


class Command(UserCommand):
    """Show today's list, or finish, put off or leave one of its lines."""

    help = "Whom to be in touch with today, and why."

    def add_arguments(self, parser: CommandParser) -> None:
        """Filters, and what to do with a line."""
        super().add_arguments(parser)
        parser.add_argument("--minutes", type=int, choices=[5, 10, 20], help="only what fits")
        parser.add_argument("--life", default="", metavar="NAME", help="only one of my lives")
        line = parser.add_mutually_exclusive_group()
        for name in ACTS:
            line.add_argument(f"--{name.replace('_', '-')}", metavar="KEY", help=f"{name.replace('_', ' ')}: this line")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do what is asked with a line, then return the list."""
        open_day(user, local_today(user))
        for name, verb in ACTS.items():
            if key := options[name]:
                line = Line.find(user, key)
                if line is None:
                    raise CommandError(f"Nothing on your list has the key “{key}”.")
                getattr(line, verb)(by=user)
        return as_data(today_of(user, life=self._life(user, options["life"])).within(options["minutes"]))

    def show(self, result: dict[str, Any]) -> None:
        """A table for people."""
        console = Console(highlight=False)
        with console.capture() as printed:
            self._print(console, result)
        self.stdout.write(printed.get(), ending="")

    def _print(self, console: Console, result: dict[str, Any]) -> None:
        if not result["tasks"]:
            console.print("Nothing is due today.")
        table = Table("", "What", "Why", "Min", box=None, pad_edge=False)
        for number, task in enumerate(result["tasks"], 1):
            table.add_row(str(number), task["what"], task["why"], str(task["minutes"]))
            if task["opener"]:
                table.add_row("", "", f"“{task['opener']}”", "")
        if result["tasks"]:
            console.print(table)
        for task in result["losing_touch"]:
            console.print(f"Losing touch: {task['what']}. {task['why']}")

    def _life(self, user: User, name: str) -> Any:
        if not name:
            return None
        life = FilterForm(user=user).lives.filter(name__iexact=name).first()
        if life is None:
            raise CommandError(f"None of your lives is called “{name}”.")
        return life
