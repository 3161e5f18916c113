"""`cookout owed`: news that referrers wait for, first calls, and for what I wait; tell one of them."""

import uuid
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.referrals.models import Channel, Referral, Update
from cookout.referrals.models.drafting import draft_of
from cookout.referrals.models.owing import as_data, owing


class Command(UserCommand):
    """Show what is owed, or tell one referrer."""

    help = "News that is owed to those who referred, with a draft; first calls; for what you wait."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one to tell, in which words, and how."""
        super().add_arguments(parser)
        parser.add_argument("--tell", type=uuid.UUID, metavar="UID", help="the id of a referral: tell its referrer")
        parser.add_argument("--text", default="", help="the words; else the draft, or in person none")
        parser.add_argument("--how", choices=Channel.values, help="how it is told; needed with --tell")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same news")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Tell, where that is asked; then return what is owed."""
        told = None
        if options["tell"]:
            told = self._tell(user, **options)
        return {**as_data(owing(user)), "told": told}

    def show(self, result: dict[str, Any]) -> None:
        """A few lines for each."""
        if told := result["told"]:
            self.stdout.write(f"Told {told['to']} ({told['channel']}): {told['text']}")
        if not result["news"]:
            self.stdout.write("No news is owed.")
        for debt in result["news"]:
            self.stdout.write(f"Tell {debt['referrer']} about {debt['prospect']}. {debt['why']} ({debt['referral']})")
            self.stdout.write(f"  “{debt['draft']}”")
        if result["more"]:
            self.stdout.write(f"And {result['more']} more.")
        for call in result["calls"]:
            self.stdout.write(f"Call {call['prospect']} {call['phone']}: {call['why']}".replace(" :", ":"))
        for wait in result["waiting"]:
            self.stdout.write(f"{wait['provider']} on {wait['prospect']}: {wait['days']} days without news.")

    def _tell(self, user: User, **options: Any) -> dict[str, Any]:
        if not options["how"]:
            raise CommandError(f"Say how, with --how: {', '.join(Channel.values)}.")
        one = Referral.objects.visible_to(user).filter(uid=options["tell"]).first()
        if one is None:
            raise CommandError("There is no referral with this id among yours.")
        how, known = options["how"], one.steps_many
        text = options["text"] or ("" if how == Channel.IN_PERSON else draft_of(one, user))
        update = Update.tell(referral=one, by=user, text=text, channel=how, up_to=known, uid=options["uid"])
        return {
            "uid": update.uid, "referral": one.uid, "to": one.referrer.called, "text": update.text,
            "channel": update.channel,
        }  # fmt: skip
