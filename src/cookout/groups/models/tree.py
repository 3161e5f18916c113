"""The tree of regions with their groups and directors, as page and program show it."""

from collections import defaultdict
from dataclasses import dataclass

from cookout.core.models import User
from cookout.groups.models.belonging import Group
from cookout.groups.models.offices import Office
from cookout.groups.models.regions import Region


@dataclass(frozen=True, slots=True)
class Branch:
    """One region: how deep it lies, who directs it, which of its groups the viewer may see."""

    region: Region
    depth: int
    directors: tuple[str, ...]
    groups: tuple[Group, ...]


def tree(viewer: User) -> list[Branch]:
    """What the viewer may see, each region followed by what lies below it."""
    regions = list(Region.objects.visible_to(viewer))
    groups, directors = defaultdict(list), defaultdict(list)
    for group in Group.objects.visible_to(viewer).with_counts():
        groups[group.region_id].append(group)
    for office in Office.objects.current().filter(region__in=regions).select_related("user"):
        directors[office.region_id].append(office.user.name if office.user else "")
    below, known = defaultdict(list), {region.pk for region in regions}
    for region in regions:
        below[region.parent_id if region.parent_id in known else None].append(region)
    branches: list[Branch] = []

    def grow(parent: int | None, depth: int) -> None:
        for region in below[parent]:
            branches.append(Branch(region, depth, tuple(directors[region.pk]), tuple(groups[region.pk])))
            grow(region.pk, depth + 1)

    grow(None, 0)
    return branches
