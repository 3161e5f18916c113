"""A group or a member by the words that somebody typed."""

from typing import TypeVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.groups.models.belonging import Group, Membership
from cookout.groups.models.regions import Region

Row = TypeVar("Row", Group, Region, Membership)


def group_called(name: str, *, by: User) -> Group:
    """The one group that the user may see whose name begins so, or that has this id."""
    return _one(Group.objects.visible_to(by), name)


def region_called(name: str, *, by: User) -> Region:
    """The same for a region."""
    return _one(Region.objects.visible_to(by), name)


def member_called(name: str, group: Group) -> Membership:
    """The one member of today whose name begins so; who shares a name is asked for by id."""
    return _one(group.memberships.current(), name)


def _one(rows: "models.QuerySet[Row]", name: str) -> Row:
    found = list(rows.filter(uid=uid)) if (uid := _uid(name)) else list(rows.filter(name__iexact=name.strip()))
    found = found or list(rows.filter(name__istartswith=name.strip())[:5])
    if len(found) == 1 and name.strip():
        return found[0]
    if found:
        several = ", ".join(f"{row} ({row.uid})" for row in found)
        raise Refusal(
            _("“%(name)s” fits several: %(several)s. Say which by its id.") % {"name": name, "several": several}
        )
    raise Refusal(_("Nothing here is called “%s”.") % name)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
