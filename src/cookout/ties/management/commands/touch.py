"""`cookout touch "coffee with Marta yesterday"`: note a contact in one line."""

import uuid
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User, one_act
from cookout.people.models import seen_by
from cookout.ties.models import QuickEntry


class Command(UserCommand):
    """Note a contact."""

    help = "Note a contact in one line, such as: coffee with Marta yesterday: her mother is 80."

    def add_arguments(self, parser: CommandParser) -> None:
        """The line, and which person where several fit."""
        super().add_arguments(parser)
        parser.add_argument("line", nargs="+", help="how, with whom, when; after a colon what about")
        parser.add_argument("--person", type=uuid.UUID, help="the id of the person, where several have the name")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same touch")

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Understand and note it."""
        line, person = " ".join(options["line"]), None
        if options["person"]:
            person = seen_by(user, options["person"])
            if person is None:
                raise CommandError("There is nobody with this id in your book.")
        entry = QuickEntry.read(line, by=user, person=person)
        with one_act(by=user, verb="touch.note", about=line):
            touches = entry.note(by=user, uid=options["uid"])
        return [
            {"uid": touch.uid, "person": touch.tie.person.uid, "name": touch.tie.person.full_name, "kind": touch.kind,
             "on": touch.on, "text": touch.text, "by_me": touch.by_me}
            for touch in touches
        ]  # fmt: skip

    def show(self, result: Any) -> None:
        """One line a touch."""
        for touch in result:
            self.stdout.write(f"Noted: {touch['kind']} with {touch['name']} on {touch['on']}.")
