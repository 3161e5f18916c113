"""`cookout favor Marta "drove her to the airport"`: note help or thanks, or list gives beside takes."""

import datetime as dt
import uuid
from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.referrals.models import Favor, Testimonial
from cookout.referrals.models.between import between
from cookout.ties.models import Tie, person_called

PRAISE = "praise"


class Command(UserCommand):
    """Gives beside takes on the command line."""

    help = "Note help, an introduction, thanks or praise: cookout favor Marta “drove her”. Without words: all of it."

    def add_arguments(self, parser: CommandParser) -> None:
        """With whom, what, who gave it."""
        super().add_arguments(parser)
        parser.add_argument("name", help="the person, by name or id")
        parser.add_argument("text", nargs="*", help="what one did for the other, in a line")
        parser.add_argument("--kind", choices=[*Favor.Kind.values, PRAISE], default=Favor.Kind.HELP, help="what it was")
        parser.add_argument("--theirs", action="store_true", help="they gave it to you, not you to them")
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="such as 2026-03-01 (else today)")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same favor")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Note it where there are words; then tell what stands between the two."""
        person = person_called(options["name"], by=user)
        text = " ".join(options["text"])
        if text:
            said = {"by": user, "tie": Tie.objects.between(user, person), "text": text, "on": options["on"],
                    "by_me": not options["theirs"], "uid": options["uid"]}  # fmt: skip
            if options["kind"] == PRAISE:
                Testimonial.keep(**said)
            else:
                Favor.note(kind=options["kind"], **said)
        found = between(user, person)
        rows = [{"what": row.what.value, "gave": row.gave, "took": row.took} for row in found.rows]
        deeds = [
            {"on": deed.on, "what": deed.what.value, "by_me": deed.by_me, "text": deed.text} for deed in found.deeds
        ]
        return {"person": person.uid, "name": person.full_name, "rows": rows, "deeds": deeds}

    def show(self, result: Any) -> None:
        """Both directions, then each with its day."""
        for row in result["rows"]:
            self.stdout.write(f"{row['what']:<13} you gave {row['gave']}, {result['name']} gave {row['took']}")
        for deed in result["deeds"]:
            who = "you gave" if deed["by_me"] else "given to you"
            self.stdout.write(f"{deed['on']}  {who}: {deed['what']}, {deed['text']}")
