"""`cookout import FILE…`: address books into the book of one user, shown first with --preview."""

import sys
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.core.signals import account_opened
from cookout.people.formats import normal
from cookout.people.models import AddressImport
from cookout.people.models.import_run import ImportRun


class Command(UserCommand):
    """Preview and apply, with progress on stderr where a person watches."""

    _refused = ""
    _wanted: str | None = None

    help = "Bring in address books: vCard, CSV of Google, LinkedIn, Outlook, Thunderbird, and any table (CSV, XLSX)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Files, and whether only to look."""
        super().add_arguments(parser)
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="vCard, CSV, XLSX, LinkedIn's zip; several at once"
        )
        parser.add_argument("--preview", action="store_true", help="say what would come of it and change nothing")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=MEANING",
            help="what a column of a table means (full, given, family, email, phone:work, organisation, city:home, "
            "birthday, referrer, note, other, skip …); once for each column that is not what it seems",
        )
        parser.add_argument("--sheet", default="", metavar="NAME", help="which sheet of a spreadsheet")

    def handle(self, *args: Any, **options: Any) -> None:
        """On an empty data directory lay the ground first."""
        if User._meta.db_table not in connection.introspection.table_names():
            call_command("migrate", verbosity=0, interactive=False)
            self.stderr.write(f"Made a new database at {connection.settings_dict['NAME']}.")
        self._wanted = options["user"]
        if self._wanted and not User.objects.exists():
            self.nobody()
        super().handle(*args, **options)
        if self._refused:
            raise CommandError(self._refused)

    def nobody(self) -> User:
        """Where there is no account yet, one that nobody can sign in with makes a start."""
        name = self._wanted or "local"
        user = User.objects.create_user(name if "@" in name else f"{name}@localhost", name=name, is_host=True)
        account_opened.send(sender=User, user=user)
        self.stderr.write(f"There was no account here yet: made the local user “{user.name}”.")
        return user

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Look, and unless it is only a preview, bring in."""
        said = said_of(options["map"])
        run = self._received(user, options["files"])
        run.expect(said, sheet=options["sheet"])
        try:
            with self._bar() as bar:
                run.on_progress = Watch(bar) if bar else None
                result = self._walk(run, user, only_look=options["preview"])
        except BaseException:
            # Whatever went wrong, Ctrl-C too: the book is left as it was.
            run.abandon()
            raise
        run.leave()
        AddressImport.objects.filter(keeper=user).take_back_orphans()
        self._refused = refusal_of(result["files"])
        return result

    def _walk(self, run: AddressImport, user: User, *, only_look: bool) -> dict[str, Any]:
        run.carry_out()
        if not only_look:
            run.apply(by=user)
            run.carry_out()
        result = run.plain()
        if only_look:
            run.discard(by=user)
        return result

    def show(self, result: dict[str, Any]) -> None:
        """One line a file, then what could not be read."""
        for file in result["files"]:
            counts = f"{file['new']} new, {file['merge']} merged, {file['same']} the same"
            self.stdout.write(f"{file['file']} ({file['format'] or 'refused'}): {counts}")
            for bad in file["unreadable"]:
                self.stdout.write(f"  {bad['reason']}")

    def _received(self, user: User, paths: list[str]) -> AddressImport:
        missing = [path for path in paths if not Path(path).is_file()]
        if missing:
            raise CommandError(f"There is no file {missing[0]}. Look at the name and try once more.")
        with ExitStack() as stack:
            streams = [stack.enter_context(Path(path).open("rb")) for path in paths]
            opened = [File(stream, name=Path(path).name) for stream, path in zip(streams, paths, strict=True)]
            return AddressImport.receive(opened, by=user, is_watched=True)

    def _bar(self) -> "Progress | nullcontext[None]":
        if not sys.stderr.isatty():
            return nullcontext(None)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        return Progress(*columns, console=Console(stderr=True), transient=True)


def said_of(words: list[str]) -> dict[str, str]:
    """`COLUMN=MEANING` … as columns with what they mean."""
    found = {}
    for word in words:
        column, equals, meaning = word.rpartition("=")
        if not equals or not normal(meaning):
            raise CommandError(
                f"“{word}” says nothing of a column. Write --map “COLUMN=MEANING”, the meaning being "
                "full, given, family, email, phone, organisation, title, address, note, other, skip …"
            )
        found[column.strip()] = normal(meaning)
    return found


def refusal_of(files: list[dict[str, Any]]) -> str:
    """Why nothing came of it, where every file was refused; else nothing."""
    if any(file["format"] for file in files):
        return ""
    return " ".join(f"{file['file']}: {file['unreadable'][0]['reason']}" for file in files)


class Watch:
    """Draws how far a run is."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, run: ImportRun) -> None:
        """Told after each batch."""
        label = str(run.get_stage_display())
        if label not in self._tasks:
            self._tasks[label] = self._bar.add_task(label, total=run.total)
        self._bar.update(self._tasks[label], completed=run.progress, total=run.total)
