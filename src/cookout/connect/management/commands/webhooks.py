"""`cookout webhooks`: which programs are told what, and what waits for them."""

from typing import Any

from django.core.management.base import CommandParser

from cookout.connect.models import CHOSEN, Webhook
from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.core.refusal import Refusal

LAST = 5
"""So many deliveries are listed for each, the newest first."""


class Command(UserCommand):
    """List my webhooks, make one, or send a try."""

    help = "List your webhooks and their last deliveries; --add URL makes one, --try NAME sends a try."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do; nothing lists."""
        super().add_arguments(parser)
        parser.add_argument("--add", default="", metavar="URL", help="have this address told; prints its secret once")
        parser.add_argument("--name", default="", help="with --add: which program it is")
        parser.add_argument("--try", dest="tried", default="", metavar="NAME", help="send a try to this webhook")
        parser.add_argument("--again", default="", metavar="NAME", help="try now what waits for this webhook")

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Do it, and read them."""
        made = None
        if options["add"]:
            name = options["name"] or options["add"]
            made = Webhook.make(by=user, name=name, url=options["add"], events=[event.value for event in CHOSEN])
        if options["tried"]:
            _called(user, options["tried"]).ping(by=user)
        if options["again"]:
            _called(user, options["again"]).resume(by=user)
        return [_told(hook, shows_secret=hook == made) for hook in Webhook.objects.visible_to(user)]

    def show(self, result: Any) -> None:
        """For people."""
        for hook in result:
            paused = "" if hook["is_active"] else "  (pauses)"
            self.stdout.write(f"{hook['name']}  {hook['url']}{paused}")
            if "secret" in hook:
                self.stdout.write(f"  secret: {hook['secret']}")
            for delivery in hook["deliveries"]:
                self.stdout.write(f"  {delivery['event']}: {delivery['words']}")
        if not result:
            self.stdout.write("No program is told anything. Make a webhook with --add https://…")


def _called(user: User, name: str) -> Webhook:
    """The one of this name, or a clear refusal."""
    found = Webhook.objects.visible_to(user).filter(name__iexact=name)
    if len(found) != 1:
        raise Refusal(f"{'Several webhooks are' if found else 'No webhook is'} called “{name}”.")
    return found[0]


def _told(hook: Webhook, *, shows_secret: bool) -> dict[str, Any]:
    last = hook.deliveries.select_related("webhook").order_by("-pk")[:LAST]
    return {
        "uid": hook.uid, "name": hook.name, "url": hook.url, "events": hook.events, "is_active": hook.is_active,
        "silent_since": hook.silent_since, **({"secret": hook.secret} if shows_secret else {}),
        "deliveries": [delivery.as_data() for delivery in last],
    }  # fmt: skip
