"""A command of several words, such as `cookout group list`: a low room has the first, higher rooms add more deeds."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User


class Deed:
    """One word below a command. Subclasses name it, act, and print what they did."""

    name: str
    help: str

    def add_arguments(self, parser: CommandParser) -> None:
        """What this word takes."""

    def act(self, user: User, **options: Any) -> Any:
        """Do it, and return plain data."""
        raise NotImplementedError

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """Print for people, line by line."""
        raise NotImplementedError


_deeds: dict[str, dict[str, Deed]] = defaultdict(dict)


def register(command: str, deed: Deed) -> None:
    """Announce a word below a command; a room does so in `ready()`."""
    _deeds[command][deed.name] = deed


class DeedCommand(UserCommand):
    """A command that is the sum of its deeds. Subclasses say under which word they were announced."""

    word: str

    def add_arguments(self, parser: CommandParser) -> None:
        """One parser a deed; each takes a user, and speaks to people or to programs."""
        words = parser.add_subparsers(dest="deed", required=True, metavar="WHAT", help="what to do")
        for name, deed in sorted(_deeds[self.word].items()):
            own = words.add_parser(name, help=deed.help, description=deed.help)
            super().add_arguments(own)
            deed.add_arguments(own)

    def act(self, user: User, **options: Any) -> Any:
        """Let the deed act."""
        self._deed = _deeds[self.word][options.pop("deed")]
        return self._deed.act(user, **options)

    def show(self, result: Any) -> None:
        """Let the deed print."""
        self._deed.show(result, self.stdout.write)
