"""`cookout study --group NAME`: what works, on the command line. With files, it starts without a house."""

import io
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db.models import QuerySet

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.insight.models import Subject, made_for
from cookout.insight.models.hat_card import HatCard
from cookout.insight.models.making import make
from cookout.insight.models.page import as_data
from cookout.science.study.shown.terminal import report


class Command(UserCommand):
    """Show the study of a group, of a region, or of one's own months."""

    help = "Do 1-2-1s bring referrals here? For a group, a region, yourself, or any table of member-months."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        super().add_arguments(parser)
        whose = parser.add_mutually_exclusive_group()
        whose.add_argument("--group", metavar="NAME", help="one of your groups")
        whose.add_argument("--region", metavar="NAME", help="a region of your groups")
        whose.add_argument("--mine", action="store_true", help="your own months")
        parser.add_argument("--anew", action="store_true", help="work it out now, whatever is kept")
        parser.add_argument("--exact", action="store_true", help="with the sentences for a statistician")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Find what is asked for, and what was worked out."""
        subject = self._subject(user, **options)
        made, run = (make(subject), None) if options["anew"] else made_for(subject)
        if made is None:
            raise CommandError(f"The study of {subject} is not worked out yet. Wait for the worker, or say --anew.")
        told = io.StringIO()
        report(made.study, told, exact=options["exact"])
        self.told = told.getvalue()
        self.of_hat = list(_of_hat(HatCard(made.hat, made.study)))
        return as_data(subject, made, run)

    def show(self, result: dict[str, Any]) -> None:
        """The report."""
        self.stdout.write(result["name"])
        self.stdout.write(self.told, ending="")
        for line in self.of_hat:
            self.stdout.write(line)

    def _subject(self, user: User, *, group: str | None, region: str | None, mine: bool, **_rest: Any) -> Subject:
        if group:
            return Subject(group=_named(Subject.groups_of(user), group, "groups"))
        if region:
            return Subject(region=_named(Subject.regions_of(user), region, "regions"))
        return Subject.find(user, mine=mine) or Subject(user=user)


def _of_hat(card: HatCard) -> Iterator[str]:
    """How many pairs the hat suggested, and what is known of them; nothing where it never drew."""
    if card.has_drawn:
        yield ""
        yield "From the hat"
        yield from (f" {one.said} {one.label}: {one.meaning}" for one in card.figures)
        yield f" {card.brings}" if card.is_known else f" Not yet known. {card.brings}"
        yield from (f" {line}" for line in card.left_out)


def _named(mine: "QuerySet[Any]", name: str, kind: str) -> Any:
    """The one of that name, else the only one whose name begins so."""
    found = list(mine.filter(name__iexact=name)[:2]) or list(mine.filter(name__istartswith=name)[:2])
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"“{one}”" for one in mine) or "none"
    said = f"Several of your {kind} are" if found else f"None of your {kind} is"
    raise CommandError(f"{said} called “{name}”. They are: {names}.")
