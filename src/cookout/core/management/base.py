"""The operators' door: commands that act as a user, speak JSON on request, and refuse with one sentence."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, SystemCheckError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation

from cookout.core.models import User
from cookout.core.refusal import Refusal


def refuse_old_tables() -> None:
    """A new folder or a new version without its tables gets one sentence instead of a traceback."""
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        raise CommandError("There is no house here yet: run “cookout serve” and open the address it prints.")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is of an older version: run “cookout serve” or “cookout migrate” first.")


class HouseCommand(BaseCommand):
    """A command that refuses with its sentence alone, without the name of a Python class before it."""

    _by_hand = False

    def run_from_argv(self, argv: list[str]) -> None:
        """Remember that a person or a script is waiting, not a test."""
        self._by_hand = True
        super().run_from_argv(argv)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Say no in one sentence, with exit code 1."""
        try:
            return super().execute(*args, **options)
        except CommandError as refusal:
            if not self._by_hand or isinstance(refusal, SystemCheckError):
                raise
            self.stderr.write(str(refusal))
            raise SystemExit(refusal.returncode) from refusal


class UserCommand(HouseCommand):
    """A command in the name of one user. Subclasses write `act(user, **options)` and return what `--json` prints."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Every command takes a user, and speaks to people or to programs."""
        parser.add_argument("--user", metavar="NAME", help="email or name of the account; else the only one there is")
        parser.add_argument("--json", action="store_true", help="print JSON only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the user, act, print."""
        refuse_old_tables()
        user = self.whom(options.pop("user"))
        with timezone.override(user.tzinfo), translation.override("en"):
            try:
                result = self.act(user, **options)
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(result, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        else:
            self.show(result)

    def whom(self, name: str | None) -> User:
        """The user of this name, or the only one, or a clear refusal."""
        everyone = User.objects.filter(is_active=True)
        if name:
            return self._named(name)
        if (many := everyone.count()) == 1:
            return everyone.get()
        if many == 0:
            return self.nobody()
        raise CommandError("There are several accounts here: say whose with --user EMAIL.")

    def nobody(self) -> User:
        """What to do where there is no account yet; `import` makes one."""
        raise CommandError("There is no account here yet: run “cookout serve” and open the address it prints.")

    def act(self, user: User, **options: Any) -> Any:
        """Do it, and return plain data."""
        raise NotImplementedError

    def show(self, result: Any) -> None:
        """Print for people."""
        raise NotImplementedError

    def _named(self, name: str) -> User:
        active = User.objects.filter(is_active=True)
        found = active.filter(email__iexact=name) or active.filter(name__iexact=name)
        found = found or active.filter(email__istartswith=f"{name}@")
        if len(found) == 1:
            return found[0]
        if found:
            raise CommandError(f"Several accounts are called “{name}”: use the email.")
        raise CommandError(f"No account is called “{name}”.")
