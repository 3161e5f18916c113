"""`cookout people [QUERY]`: my people, as the page lists them."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core import lists
from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.people.models import LIST, Book, plain


class Command(UserCommand):
    """List the people in a book."""

    help = "List your people: name, organisation, emails, phones, circle, last touch, due."

    def add_arguments(self, parser: CommandParser) -> None:
        """Words to look for, and every filter that the page has."""
        super().add_arguments(parser)
        parser.add_argument("query", nargs="*", help="words of a name, organisation, mail or phone")
        parser.add_argument("--company", default="", help="only people of this organisation")
        parser.add_argument("--sort", default="name", help="name, touch or due")
        for entry in lists.filters(LIST):
            parser.add_argument(f"--{entry.name}", default="", help=f"only people with this {entry.name}")

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Read the list; a filter may be given by its value or by its words."""
        asked = {"q": " ".join(options["query"]), "company": options["company"], "sort": options["sort"]}
        for entry in lists.filters(LIST):
            if said := options[entry.name]:
                asked[entry.name] = self._meant(entry, user, said)
        book = Book.asked(user, asked)
        return [plain(row) for row in book.rows(list(book.people().with_details()))]

    def _meant(self, entry: lists.Filter, user: User, said: str) -> str:
        choices = entry.choices(user)
        for value, label in choices:
            if said.casefold() in {value.casefold(), label.casefold()}:
                return value
        known = ", ".join(label for _value, label in choices) or "none yet"
        raise CommandError(f"There is no {entry.name} “{said}”. There is: {known}.")

    def show(self, result: Any) -> None:
        """One line a person."""
        for row in result:
            reach = ", ".join([*row["phones"][:1], *row["emails"][:1]])
            self.stdout.write("  ".join(part for part in (row["name"], row["organisation"], reach) if part))
        self.stdout.write(f"{len(result)} people")
