"""The tree of regions with their groups and directors, as page and program show it."""

from collections import defaultdict
from dataclasses import dataclass

from cookout.core.models import User
from cookout.groups import rules
from cookout.groups.models.belonging import Group
from cookout.groups.models.offices import Office
from cookout.groups.models.regions import Region
from cookout.groups.models.terms import leaderless, presiding

DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Branch:
    """One region: how deep it lies, who directs it, which of its groups the viewer may see."""

    region: Region
    depth: int
    directors: tuple[Office, ...]
    groups: tuple[Group, ...]

    @property
    def step(self) -> int:
        """How far it stands in on the page: past four, a phone has no room."""
        return min(self.depth, DEEPEST)


def tree(viewer: User) -> list[Branch]:
    """What the viewer may see, each region followed by what lies below it."""
    regions = list(Region.objects.visible_to(viewer))
    groups, directors = defaultdict(list), defaultdict(list)
    for group in Group.objects.visible_to(viewer).with_counts():
        groups[group.region_id].append(group)
    for office in Office.objects.current().filter(region__in=regions).select_related("user"):
        directors[office.region_id].append(office)
    return [
        Branch(region, depth, tuple(directors[region.pk]), tuple(groups[region.pk]))
        for region, depth in rules.in_order(regions, lambda one: one.pk, lambda one: one.parent_id)
    ]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One group of a region as a director reads it: how many sit there, who presides, whether anybody leads."""

    group: Group
    president: str
    is_led: bool


def chapters(region: Region, *, viewer: User) -> list[Chapter]:
    """The groups of a region that the viewer may see, by name; in a few queries, however many they are."""
    groups = list(
        Group.objects.within(region).filter(pk__in=Group.objects.visible_to(viewer).values("pk")).with_counts()
    )
    names, without = presiding(groups), leaderless(groups)
    return [Chapter(group, names.get(group.pk, ""), group.pk not in without) for group in groups]
