"""`cookout one-to-ones`: what waits for an answer, what is planned, what is to be confirmed."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.one_to_ones.models import OneToOne, Standing, standings
from cookout.ties.models import person_called

WORDS = {
    "answer": "proposed to you: answer",
    "offer": "these times have passed: propose others",
    "wait": "waits for an answer",
    "prepare": "planned",
    "hold": "did you meet?",
    "confirm": "the other says you met: did you?",
    "settle": "you two name different times",
    "wrap_up": "held",
    "again": "off",
}


class Command(UserCommand):
    """List my 1-2-1s."""

    help = "List your 1-2-1s: to answer, planned, to confirm; with --all also the past."

    def add_arguments(self, parser: CommandParser) -> None:
        """With whom, and whether all."""
        super().add_arguments(parser)
        parser.add_argument("--with", dest="name", metavar="NAME", help="only those with this person")
        parser.add_argument("--all", action="store_true", help="also what is past")

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Read them."""
        mine = OneToOne.objects.visible_to(user)
        if options["name"]:
            mine = OneToOne.objects.of(user, person_called(options["name"], by=user))
        chosen = mine if options["all"] else mine.unsettled(user)
        return [_told(standing) for standing in standings(chosen.with_seats().order_by("starts_at", "pk"), user)]

    def show(self, result: Any) -> None:
        """One line each."""
        for one in result:
            times = [one["starts_at"]] if one["starts_at"] else one["times"]
            when = " or ".join(date_format(localtime(at), "D M j, G:i") for at in times)
            self.stdout.write(f"{when}  {one['with']}: {WORDS[one['next']]}")
        if not result:
            self.stdout.write("Nothing waits. Plan one on a person’s page.")


def _told(standing: Standing) -> dict[str, Any]:
    one = standing.one
    return {
        "uid": one.uid, "with": standing.other.called, "state": one.state, "next": standing.next,
        "starts_at": one.starts_at, "times": [time.starts_at for time in one.times.all()], "place": one.place,
    }  # fmt: skip
