"""`cookout group list` and `cookout group show NAME`."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import ngettext

from cookout.core.management.deeds import Deed
from cookout.core.models import User
from cookout.groups.models import Group, roster, terms
from cookout.groups.models.naming import group_called


class ListGroups(Deed):
    """The groups I may see."""

    name, help = "list", "List the groups you belong to, direct or host."

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Read them."""
        return [_told(group) for group in Group.objects.visible_to(user).select_related("region").with_counts()]

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """One line each."""
        for group in result:
            place = f", {group['region']}" if group["region"] else ""
            write(f"{group['name']}{place}: {_many(group['members'])}. {group['meets']}".rstrip())
        if not result:
            write("You are in no group. You join by an invitation.")


class ShowGroup(Deed):
    """One group with its members and offices."""

    name, help = "show", "Show one group: when it meets, who is in office, who sits where."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one."""
        parser.add_argument("group", metavar="NAME", help="how its name begins, or its id")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Read it."""
        found = group_called(options["group"], by=user)
        group = Group.objects.visible_to(user).select_related("region").with_counts().get(pk=found.pk)
        seats = [
            {"uid": seat.uid, "name": seat.name, "classification": seat.classification, "offices": list(seat.offices)}
            for seat in roster(group, viewer=user)
        ]
        offices = {str(term.label): [holder.name for holder in term.holders] for term in terms(group)}
        return {**_told(group), "offices": offices, "roster": seats}

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """What it is, who leads, who sits there."""
        write(f"{result['name']}: {_many(result['members'])}. {result['meets']}".rstrip())
        for role, names in result["offices"].items():
            write(f"  {role}: {', '.join(names) or 'nobody now'}")
        for seat in result["roster"]:
            write(f"  {seat['name']}" + (f", {seat['classification']}" if seat["classification"] else ""))


def _many(members: int) -> str:
    return ngettext("%(n)s member", "%(n)s members", members) % {"n": members}


def _told(group: Any) -> dict[str, Any]:
    return {
        "uid": group.uid,
        "name": group.name,
        "region": group.region.name if group.region else "",
        "members": group.members,
        "meets": group.meets,
    }
