"""`cookout record`: how I treat the people who are recommended to me, as counts with how sure they are."""

from typing import Any

from django.core.management.base import CommandParser

from cookout.core.http import house_url
from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.referrals.models import RecordLink
from cookout.referrals.models.record import record_of
from cookout.referrals.models.record_link import LASTS
from cookout.referrals.models.record_words import as_data, lines_of
from cookout.ties.models import local_today


class Command(UserCommand):
    """Show the record, or open it to somebody."""

    help = "Your record as a provider: first calls, news, outcomes, experience; --for makes a link to show it."

    def add_arguments(self, parser: CommandParser) -> None:
        """For whom a link is made, if any."""
        super().add_arguments(parser)
        parser.add_argument("--for", dest="name", metavar="NAME", help="make a link for somebody who hesitates")
        parser.add_argument("--days", type=int, choices=LASTS, default=LASTS[1], help="for so many days it opens")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Make the link, where one is asked for, and count."""
        link = RecordLink.make(by=user, name=options["name"], days=options["days"]) if options["name"] else None
        record = record_of(user, local_today(user))
        sure = {line.key: line.sure or line.so_far for line in lines_of(record)}
        told = as_data(record)
        lines = [{**line, "sure": sure[line["key"]]} for line in told["lines"]]
        return {**told, "lines": lines, "words": link.words(f"{house_url()}{link.path}") if link else None}

    def show(self, result: dict[str, Any]) -> None:
        """A few lines for each share."""
        self.stdout.write(f"{result['referrals']} referrals, {result['since']} to {result['until']}.")
        for line in result["lines"]:
            self.stdout.write(
                f"{line['title']}: {' '.join(filter(None, [line['answer'], line['sure'], line['more']]))}"
            )
        if result["words"]:
            self.stdout.write(f"To send: {result['words']}")
