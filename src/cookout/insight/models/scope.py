"""Whose study it is: my own months, a group's or a region's, and who may read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.groups.models import Group, Membership, Region


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the three."""

    user: User | None = None
    group: Group | None = None
    region: Region | None = None

    def __str__(self) -> str:
        return _("my own months") if self.user is not None else str(self.group or self.region)

    @property
    def scope(self) -> str:
        """`user`, `group` or `region`."""
        return "user" if self.user is not None else "group" if self.group is not None else "region"

    @property
    def columns(self) -> dict[str, Any]:
        """As a run keeps it."""
        return {self.scope: self.user or self.group or self.region}

    @property
    def query(self) -> str:
        """How an address names it."""
        return "mine=1" if self.user is not None else f"{self.scope}={self.uid}"

    @property
    def name(self) -> str:
        """What its page is called."""
        return str(self)

    @property
    def uid(self) -> UUID:
        """Its public id."""
        found: UUID = (self.user or self.group or self.region).uid  # type: ignore[union-attr]  # one of them is there
        return found

    def group_ids(self) -> list[int]:
        """Whose members are counted: for me, all groups that I am or was in."""
        if self.user is not None:
            mine = Membership.objects.filter(user=self.user, deleted_at=None, group__deleted_at=None)
            return sorted(set(mine.values_list("group_id", flat=True)))
        if self.group is not None:
            return [self.group.pk]
        below = _below({self.region.pk}) if self.region is not None else set()
        return list(Group.objects.filter(region__in=below, deleted_at=None).values_list("pk", flat=True).order_by("pk"))

    def drawing_together(self) -> list[int]:
        """The chapters that could draw from hats together: those of the region, for a group those of its own."""
        if self.group is not None and self.group.region is not None:
            return Subject(region=self.group.region).group_ids()
        return self.group_ids() if self.region is not None else []

    def lock(self) -> None:
        """Keep two presses from asking twice; held to the end of the verb."""
        kept: Any = self.user or self.group or self.region
        type(kept).objects.select_for_update().get(pk=kept.pk)

    # Who may read it

    @staticmethod
    def groups_of(user: User) -> "QuerySet[Group]":
        """Groups one is a member of today, and those in regions one directs. A host sees no more than others."""
        return _Rights.of(user).groups

    @staticmethod
    def regions_of(user: User) -> "QuerySet[Region]":
        """Regions in which one's groups lie, and those one directs."""
        return _Rights.of(user).regions

    @classmethod
    def all_for(cls, user: User) -> "list[Subject]":
        """What this user may read: me, my groups, their regions."""
        rights = _Rights.of(user)
        groups = [cls(group=group) for group in rights.groups]
        return [cls(user=user), *groups, *(cls(region=region) for region in rights.regions)]

    @classmethod
    def find(
        cls, user: User, *, group: UUID | None = None, region: UUID | None = None, mine: bool = False
    ) -> "Subject | None":  # fmt: skip
        """The one that is asked for; where nothing is, my first group, else what I direct, else me."""
        if group is not None:
            chapter = cls.groups_of(user).filter(uid=group).first()
            return cls(group=chapter) if chapter is not None else None
        if region is not None:
            part = cls.regions_of(user).filter(uid=region).first()
            return cls(region=part) if part is not None else None
        if mine:
            return cls(user=user)
        chapter = Group.objects.of(user).order_by("name", "pk").first() or cls.groups_of(user).first()
        return cls(group=chapter) if chapter is not None else cls(user=user)

    @classmethod
    def all_living(cls) -> "Iterator[Subject]":
        """All groups with at least two accounts, and the regions above them."""
        current = Membership.objects.current().filter(user__isnull=False)
        groups = Group.objects.filter(pk__in=current.values("group_id"), deleted_at=None).order_by("pk")
        for group in groups:
            yield cls(group=group)
        homes = set(groups.filter(region__isnull=False).values_list("region_id", flat=True))
        for region in Region.objects.filter(pk__in=_above(homes), deleted_at=None).order_by("pk"):
            yield cls(region=region)


@dataclass(frozen=True, slots=True)
class _Rights:
    """Asked once for groups and regions: my own groups with their regions, and the regions I direct."""

    mine: Mapping[int, int | None]
    directed: set[int]

    @classmethod
    def of(cls, user: User) -> "_Rights":
        mine = dict(Group.objects.of(user).values_list("pk", "region_id"))
        return cls(mine, set(Region.objects.directed_by(user).values_list("pk", flat=True)))

    @property
    def groups(self) -> "QuerySet[Group]":
        may = Q(pk__in=list(self.mine)) | Q(region__in=self.directed)
        return Group.objects.filter(may, deleted_at=None).order_by("name", "pk")

    @property
    def regions(self) -> "QuerySet[Region]":
        homes = {region for region in self.mine.values() if region is not None}
        return Region.objects.filter(pk__in=_above(homes) | self.directed, deleted_at=None).order_by("name", "pk")


def _above(ids: set[int]) -> set[int]:
    """These regions and all that they lie in: two or three levels."""
    found, frontier = set(ids), set(ids)
    while frontier:
        parents = Region.objects.filter(pk__in=frontier, parent__isnull=False, deleted_at=None)
        frontier = set(parents.values_list("parent_id", flat=True)) - found
        found |= frontier
    return found


def _below(ids: set[int]) -> set[int]:
    """These regions and all within them."""
    found, frontier = set(ids), set(ids)
    while frontier:
        frontier = set(Region.objects.filter(parent__in=frontier, deleted_at=None).values_list("pk", flat=True)) - found
        found |= frontier
    return found
