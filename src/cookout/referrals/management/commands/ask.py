"""`cookout ask Marta "dentists"`: note that I asked for a referral; `--earned` says first whether it is time."""

import datetime as dt
import uuid
from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.referrals.models import Ask
from cookout.referrals.models.earned import asked_lately, earned
from cookout.referrals.models.giving import ask_draft
from cookout.ties.models import Tie, person_called


class Command(UserCommand):
    """Asks for referrals on the command line."""

    help = "Note that you asked somebody for a referral, or with --earned: what you did for them since you asked last."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, for what, when."""
        super().add_arguments(parser)
        parser.add_argument("name", help="the person, by name or id")
        parser.add_argument("text", nargs="*", help="for what you asked")
        parser.add_argument("--earned", action="store_true", help="only say whether it is time, and why")
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="such as 2026-03-01 (else today)")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same ask")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Note it, or say what was earned."""
        tie = Tie.objects.between(user, person_called(options["name"], by=user))
        if options["earned"]:
            found = earned(user, tie)
            done = [{"on": one.on, "text": one.text} for one in found.done]
            return {"name": tie.person.full_name, "since": found.since, "done": done, "may_ask": found.answer,
                    "why": found.why, "words": ask_draft(user, tie)}  # fmt: skip
        kindly = asked_lately(user, tie)
        made = Ask.note(by=user, tie=tie, text=" ".join(options["text"]), on=options["on"], uid=options["uid"])
        return {"uid": made.uid, "name": tie.person.full_name, "on": made.on, "text": made.text, "kindly": kindly}

    def show(self, result: Any) -> None:
        """One line, or the facts and the reason."""
        if "why" not in result:
            self.stdout.write(f"Noted: you asked {result['name']} on {result['on']}. {result['kindly']}".rstrip())
            return
        self.stdout.write(result["why"])
        for one in result["done"]:
            self.stdout.write(f"{one['on']}  {one['text']}")
        self.stdout.write(result["words"])
