"""`cookout search WORD…`: what the one search finds; `--rebuild` fills its index anew."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core import search
from cookout.core.management.base import UserCommand, refuse_old_tables
from cookout.core.models import User
from cookout.core.search import building


class Command(UserCommand):
    """Search everything of mine, or look after the index."""

    help = "Find people, notes, promises, events, referrals and everything else of yours that has all these words."

    def add_arguments(self, parser: CommandParser) -> None:
        """Words, and the two things that an operator may want."""
        super().add_arguments(parser)
        parser.add_argument("words", nargs="*", help="each the beginning of a word, in any order")
        parser.add_argument("--limit", type=int, default=20, help="how many at most (20)")
        parser.add_argument("--rebuild", action="store_true", help="fill the index of the whole house anew")
        parser.add_argument("--check", action="store_true", help="say whether the index says what the tables say")

    def handle(self, *args: Any, **options: Any) -> None:
        """The index is the whole house's: nobody's name is asked for it."""
        rebuild, check = options.pop("rebuild"), options.pop("check")
        if not rebuild and not check:
            super().handle(*args, **options)
            return
        refuse_old_tables()
        if rebuild:
            self.stdout.write(f"{building.rebuild()} rows are searched.")
        if astray := building.astray():
            raise CommandError(
                f"The index says something else than {', '.join(astray)}: run “cookout search --rebuild”."
            )
        self.stdout.write("The index says what the tables say.")

    def act(self, user: User, **options: Any) -> list[dict[str, str]]:
        """What this user may see that has all the words."""
        if not options["words"]:
            raise CommandError("Say at least one word.")
        hits = search.find(user, " ".join(options["words"]), limit=max(1, min(options["limit"], 100)))
        return [
            {"kind": hit.kind, "title": hit.title, "detail": hit.detail, "url": hit.url, "uid": hit.uid} for hit in hits
        ]

    def show(self, result: Any) -> None:
        """One line a thing."""
        for row in result:
            self.stdout.write("  ".join(part for part in (row["kind"], row["title"], row["detail"]) if part))
        self.stdout.write(f"{len(result)} found")
