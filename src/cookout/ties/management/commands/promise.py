"""`cookout promise NAME TEXT --by DATE`: say that I will do something for somebody."""

import uuid
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from cookout.core.management.base import UserCommand
from cookout.core.models import User, one_act
from cookout.core.refusal import Refusal
from cookout.ties.models import Tie, person_called
from cookout.ties.rules import day_ahead


class Command(UserCommand):
    """Promise something."""

    help = "Promise something: cookout promise Marta “introduce her to Hannah” --by 2026-03-01."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, what, by when."""
        super().add_arguments(parser)
        parser.add_argument("name", help="the person, by name or id")
        parser.add_argument("text", nargs="+", help="what you will do")
        parser.add_argument("--by", default="", help="a day: 2026-03-01, friday, tomorrow, in 2 weeks (else a week)")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same promise")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Find the person and promise."""
        due_on = day_ahead(options["by"] or "in 1 week", today=timezone.localdate())
        if due_on is None:
            raise Refusal(f"“{options['by']}” is not a day that can be read. Write it as 2026-03-01.")
        person = person_called(options["name"], by=user)
        with one_act(by=user, verb="promise.make", about=person.full_name):
            promise = Tie.objects.between(user, person).promise(
                " ".join(options["text"]), by=user, due_on=due_on, uid=options["uid"]
            )
        return {"uid": promise.uid, "person": person.uid, "name": person.full_name, "text": promise.text,
                "due_on": promise.due_on}  # fmt: skip

    def show(self, result: Any) -> None:
        """One line."""
        self.stdout.write(f"Promised to {result['name']} by {result['due_on']}: {result['text']}")
