"""`cookout introduce MAIL`: whom to ask for it; `cookout introduce NAME --share GROUP`: let them ask me."""

from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.groups.models import Group
from cookout.ties.models import Introduction, SharedTie, Target, Tie, person_called

WORDS = {"met": SharedTie.Says.MET, "knows": SharedTie.Says.KNOWS, "close": SharedTie.Says.CLOSE}


class Command(UserCommand):
    """Ask who could introduce me, or say who may be found through me."""

    help = "Say whom to ask for an introduction, by mail, phone, or somebody in your book; share somebody with a group."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom; and with which group they are shared."""
        super().add_arguments(parser)
        parser.add_argument("whom", help="a mail address, a phone number, or somebody in your book by name or id")
        parser.add_argument("--share", default="", metavar="GROUP", help="its members may be told to ask you")
        parser.add_argument("--unshare", default="", metavar="GROUP", help="they may not any more")
        parser.add_argument("--closeness", choices=list(WORDS), default="knows", help="how well you know them")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Share, take back, or ask."""
        if options["share"] or options["unshare"]:
            return self._shared(user, **options)
        answer = Introduction.to(_target(options["whom"], by=user), by=user)
        return {"ask": answer.ask.full_name if answer.ask else None, "said": answer.said, "draft": answer.draft}

    def show(self, result: Any) -> None:
        """The answer, and words to begin with."""
        self.stdout.write(result["said"])
        if result["draft"]:
            self.stdout.write(f"\n{result['draft']}")

    def _shared(self, user: User, **options: Any) -> dict[str, Any]:
        tie = Tie.objects.between(user, person_called(options["whom"], by=user))
        group = _group(options["share"] or options["unshare"], by=user)
        said = {"name": tie.person.full_name, "group": group.name}
        if options["share"]:
            SharedTie.share(tie, group, by=user, closeness=WORDS[options["closeness"]])
            return {"said": "{name} may be found through you by {group}.".format(**said), "draft": ""}
        known = SharedTie.of(tie, group)
        if known is not None:
            known.unshare(by=user)
        return {"said": "{name} is not found through you by {group}.".format(**said), "draft": ""}


def _target(whom: str, *, by: User) -> Target:
    """An address as it stands; anything else is somebody in my book."""
    is_number = whom.strip(" +").replace("-", "").replace(" ", "").strip("()").isdigit()
    return Target.at(whom, by=by) if "@" in whom or is_number else Target.of(person_called(whom, by=by), by=by)


def _group(name: str, *, by: User) -> Group:
    found = list(Group.objects.of(by).filter(name__iexact=name.strip())[:2])
    if len(found) != 1:
        raise Refusal(f"You are in no group called “{name}”.")
    return found[0]
