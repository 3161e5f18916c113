"""`cookout duplicates`: who may be in my book twice; `--same`, `--two` and `--apart` answer."""

import uuid
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.people.models import Distinct, Duplicates, Merge, Person, now_known_as


class Command(UserCommand):
    """Find cards of one person, make them one, say that they are two, take them apart."""

    help = "List pairs of cards that may be one person's; say which are (--same), which are two, or take two apart."

    def add_arguments(self, parser: CommandParser) -> None:
        """Nothing to list them; one answer else."""
        super().add_arguments(parser)
        answer = parser.add_mutually_exclusive_group()
        answer.add_argument("--same", nargs=2, metavar=("KEPT", "GONE"), help="the two are one: KEPT stays")
        answer.add_argument("--two", nargs=2, metavar=("ONE", "OTHER"), help="they are two people; not asked again")
        answer.add_argument("--apart", metavar="KEPT", help="take apart what was made one last")
        take = "with --same: what GONE says better: name, photo, classification or how_met"
        parser.add_argument("--take", action="append", default=[], metavar="WHAT", help=take)

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """List, or answer; people by name or id."""
        if options["same"]:
            return [self._same(user, *options["same"], take=frozenset(options["take"]))]
        if options["two"]:
            one, other = (_called(name, user) for name in options["two"])
            Distinct.say(one, other, by=user)
            return [{"said": f"{one} and {other} are two people. You are not asked again."}]
        if options["apart"]:
            return [self._apart(user, options["apart"])]
        return [
            {
                "kept": {"uid": pair.kept.uid, "name": pair.kept.full_name},
                "gone": {"uid": pair.gone.uid, "name": pair.gone.full_name},
                "why": pair.why,
            }
            for pair in Duplicates.of(user).twins()
        ]

    def show(self, result: Any) -> None:
        """Three lines a pair; the ids are for the answer where names do not tell them apart."""
        for row in result:
            if "said" in row:
                self.stdout.write(row["said"])
                return
            self.stdout.write(row["why"])
            for who in (row["kept"], row["gone"]):
                self.stdout.write(f"  {who['name']}  {who['uid']}")
        if not result:
            self.stdout.write("Nobody seems to be in your book twice.")

    def _same(self, user: User, kept: str, gone: str, *, take: frozenset[str]) -> dict[str, Any]:
        stays, goes = _called(kept, user), _called(gone, user)
        Merge.make(stays, goes, by=user, take=take)
        return {"uid": stays.uid, "said": f"{stays} and {goes} are one person now: {stays.uid}"}

    def _apart(self, user: User, name: str) -> dict[str, Any]:
        kept = _called(name, user)
        merge = Merge.objects.visible_to(user).standing().filter(kept=kept).last()
        if merge is None:
            raise CommandError(f"{kept} was not made one with anybody.")
        _act, stays = merge.end(by=user)
        return {"uid": merge.gone.uid, "said": " ".join([f"{kept} and {merge.gone} are two again.", *stays])}


def _called(name: str, user: User) -> Person:
    """Somebody of my book by id, or by a name that only they have."""
    try:
        uid = uuid.UUID(name)
    except ValueError:
        found = Person.objects.kept_by(user).called(name, by=user)
    else:
        found = list(Person.objects.kept_by(user).filter(uid=uid))
        found += [became] if (became := now_known_as(user, uid)) else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"Nobody in your book is called “{name}”.")
    raise CommandError(f"Several are called “{name}”: give the id that “cookout people --json” shows.")
