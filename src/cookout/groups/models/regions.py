"""Regions: the tree above groups."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cookout.core.asked import once
from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.groups import rules
from cookout.groups.models.days import current
from cookout.groups.models.offices import Office


def below(regions: Iterable[int]) -> set[int]:
    """These regions and all that lie below them; ends where somebody closed a loop by hand."""
    ids = set(regions)
    frontier = set(ids)
    while frontier:  # the tree is two or three levels deep: no recursion in SQL needed
        frontier = set(Region.objects.filter(parent__in=frontier).values_list("pk", flat=True)) - ids
        ids |= frontier
    return ids


class RegionQuerySet(models.QuerySet["Region"]):
    """Sets of regions."""

    def directed_by(self, user: User) -> "RegionQuerySet":
        """Regions in which the user holds an office today, with all regions below them."""
        held = Office.objects.current().filter(user=user, region__isnull=False)
        known = once(("directed", user.pk), lambda: below(held.values_list("region_id", flat=True)))
        return self.filter(pk__in=known, deleted_at=None)

    def visible_to(self, user: User) -> "RegionQuerySet":
        """Regions one directs, and those of one's own groups; a host sees all."""
        if user.is_host:
            return self.filter(deleted_at=None)
        sits = current(start="groups__memberships__joined_on", end="groups__memberships__left_on")
        mine = Region.objects.filter(
            sits,
            groups__deleted_at=None,
            groups__memberships__deleted_at=None,
            groups__memberships__user=user,
        ).values("pk")
        directed = Region.objects.directed_by(user).values("pk")
        return self.filter(Q(pk__in=mine) | Q(pk__in=directed), deleted_at=None)


class Region(Identified, Deletable):
    """Part of the tree: a region, or a region of regions."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of this region."""
        return reverse("groups:region_detail", args=[self.uid])

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """Only hosts plant trees; and nothing that would close a loop by now comes back."""
        return by.is_host and not self._would_loop((before or {}).get("parent_id"))

    def _would_loop(self, parent: int | None) -> bool:
        parents = dict(Region.objects.select_for_update().order_by("pk").values_list("pk", "parent_id"))
        return rules.would_loop(parents, self.pk, parent)

    @classmethod
    @transaction.atomic
    def found(cls, *, by: User, name: str, parent: "Region | None" = None) -> "Region":
        """Set up a region, on its own or below another."""
        region = cls(name=name.strip(), parent=parent)
        record(by=by, verb="region.found", about=name).create(region)
        return region

    @transaction.atomic
    def rename(self, name: str, *, by: User) -> Act:
        """Call it otherwise."""
        act = record(by=by, verb="region.rename", about=self.name)
        act.update(self, name=name.strip())
        return act

    @transaction.atomic
    def move(self, parent: "Region | None", *, by: User) -> Act:
        """Hang it below another region, or at the top; never below itself."""
        if self._would_loop(parent.pk if parent else None):
            raise Refusal(
                _("%(parent)s lies below %(region)s: a region is never part of itself. Choose another one.")
                % {"parent": parent, "region": self}
            )
        act = record(by=by, verb="region.move", about=self.name)
        act.update(self, parent=parent)
        return act

    @transaction.atomic
    def appoint(self, user: User, *, by: User, ends_on: dt.date | None = None) -> "Office":
        """Make an account the director of this region. Twice is once."""
        known = self.offices.current().filter(user=user).first()
        if known is not None:
            return known
        office = Office(role=Office.Role.DIRECTOR, region=self, user=user, ends_on=ends_on)
        record(by=by, verb="region.appoint", about=user.name).create(office)
        return office
