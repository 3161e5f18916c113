"""`cookout log "1-2-1 with Marta, Tuesday"`: note in one line that a 1-2-1 took place."""

import uuid
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User, one_act
from cookout.one_to_ones import rules
from cookout.one_to_ones.models import OneToOne, log_entry
from cookout.people.models import seen_by
from cookout.ties.models import QuickEntry


class Command(UserCommand):
    """Note a 1-2-1 that took place."""

    help = "Note that a 1-2-1 took place, such as: 1-2-1 with Marta, Tuesday at 10:30. Other lines are for “touch”."

    def add_arguments(self, parser: CommandParser) -> None:
        """The line, and which person where several fit."""
        super().add_arguments(parser)
        parser.add_argument("line", nargs="+", help="with whom, when; after a colon what about")
        parser.add_argument("--person", type=uuid.UUID, help="the id of the person, where several have the name")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same 1-2-1")

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Understand it and note it."""
        line, person = " ".join(options["line"]), None
        if not rules.says_one_to_one(line):
            raise CommandError("That is not a 1-2-1. Say it as: 1-2-1 with Marta, Tuesday. Or use “cookout touch”.")
        if options["person"]:
            person = seen_by(user, options["person"])
            if person is None:
                raise CommandError("There is nobody with this id in your book.")
        entry = QuickEntry.read(line, by=user, person=person)
        first = [options["uid"], *[None] * len(entry.people)]
        with one_act(by=user, verb="one_to_one.log", about=line):
            logged = [log_entry(entry, who, by=user, uid=uid) for who, uid in zip(entry.people, first, strict=False)]
        return [_told(one, user) for one in logged]

    def show(self, result: Any) -> None:
        """One line each."""
        for one in result:
            self.stdout.write(f"Noted: 1-2-1 with {one['with']} on {one['on']} ({one['state']}).")


def _told(one: OneToOne, user: User) -> dict[str, Any]:
    return {"uid": one.uid, "with": one.other(user).called, "on": one.held_on, "state": one.state}
