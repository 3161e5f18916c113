"""Programs' door to groups: what holds in them, and the region tree above."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import available_timezones

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from ninja.pagination import LimitOffsetPagination, paginate
from pydantic import Field, field_validator

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.core.models import User, one_act
from cookout.core.refusal import Refusal
from cookout.groups.api.belonging import led
from cookout.groups.models import Group, Region
from cookout.groups.models.tree import Branch, chapters, tree

router = Router(tags=["groups"])
read, write = Scope("groups:read"), Scope("groups:write")


class Pages(LimitOffsetPagination):
    """Parts of a list, with numbers that a database takes."""

    class Input(Schema):
        """Which part."""

        limit: int = Field(100, ge=1, le=1000)
        offset: int = Field(0, ge=0, le=10**9)


class GroupOut(Schema):
    """A group, and what it agreed to share."""

    uid: uuid.UUID
    name: str
    region: str | None = Field(None, alias="region.name")
    zone: str
    members: int
    meets: str
    meets_on: int | None
    meets_at: dt.time | None
    meets_minutes: int
    meets_where: str
    absences_allowed: int | None
    absences_months: int
    visits_allowed: int | None
    one_per_classification: bool
    shares_profiles: bool
    shares_counts: bool
    shares_sums: bool


class GroupIn(Schema):
    """What holds in a group; what is left out stays as it is."""

    name: str | None = Field(None, min_length=1, max_length=120)
    region: uuid.UUID | None = None
    zone: str | None = None
    meets_on: int | None = Field(None, ge=0, le=6, description="0 is Monday")
    meets_at: dt.time | None = None
    meets_minutes: int | None = Field(None, ge=15, le=600)
    meets_where: str | None = Field(None, max_length=200)
    absences_allowed: int | None = Field(None, ge=0, le=50)
    absences_months: int | None = Field(None, ge=1, le=24)
    visits_allowed: int | None = Field(None, ge=1, le=20)
    one_per_classification: bool | None = None
    shares_profiles: bool | None = None
    shares_counts: bool | None = None
    shares_sums: bool | None = None

    @field_validator("zone")
    @classmethod
    def known_zone(cls, zone: str | None) -> str | None:
        """A zone that the IANA database knows."""
        if zone is not None and zone not in available_timezones():
            raise ValueError("not a time zone; say one such as America/New_York")
        return zone


MAY_BE_EMPTY = {"meets_on", "meets_at", "absences_allowed", "visits_allowed"}
"""What null empties; elsewhere null means the same as leaving it out."""


class ChapterOut(Schema):
    """One group of a region."""

    uid: uuid.UUID = Field(alias="group.uid")
    name: str = Field(alias="group.name")
    members: int = Field(alias="group.members")
    meets: str = Field(alias="group.meets")
    president: str
    is_led: bool


class RegionOut(Schema):
    """One region: where it lies in the tree, and who directs it."""

    uid: uuid.UUID = Field(alias="region.uid")
    name: str = Field(alias="region.name")
    depth: int
    directors: list[str]
    groups: list[str]

    @staticmethod
    def resolve_directors(branch: Branch) -> list[str]:
        """Their names."""
        return [office.holder for office in branch.directors]

    @staticmethod
    def resolve_groups(branch: Branch) -> list[str]:
        """Their names."""
        return [group.name for group in branch.groups]


class RegionIn(Schema):
    """A region by its name, below another or at the top."""

    name: str = Field(min_length=1, max_length=120)
    parent: uuid.UUID | None = None


class RegionMadeOut(Schema):
    """A new region."""

    uid: uuid.UUID
    name: str


def told(user: User, said: GroupIn, group: Group | None = None) -> dict[str, Any]:
    """The values as the verb takes them; a region must be one that the user directs, or the group's own."""
    values = {
        name: value
        for name, value in said.model_dump(exclude_unset=True, exclude={"region"}).items()
        if value is not None or name in MAY_BE_EMPTY
    }
    if said.region is not None:
        regions = Region.objects.visible_to(user) if user.is_host else Region.objects.directed_by(user)
        own = group.region if group is not None else None
        keeps = own is not None and own.uid == said.region
        values["region"] = own if keeps else get_object_or_404(regions, uid=said.region)
    return values


@router.get("/groups", auth=read, response={200: list[GroupOut], **Refused}, summary="My groups")
@paginate(Pages)
def group_list(request: Request) -> QuerySet[Group]:
    """Groups I belong to or direct."""
    return Group.objects.visible_to(request.user).select_related("region").with_counts()


@router.get("/groups/{uuid:uid}", auth=read, response={200: GroupOut, **Refused}, summary="One group")
def group_detail(request: Request, uid: uuid.UUID) -> Group:
    """One group."""
    groups = Group.objects.visible_to(request.user).select_related("region").with_counts()
    return get_object_or_404(groups, uid=uid)


@router.post("/groups", auth=write, response={201: GroupOut, **Refused}, summary="Set up a group")
def group_create(request: Request, said: GroupIn) -> Status[Group]:
    """Set up a group: hosts anywhere, directors in their regions."""
    user, values = request.user, told(request.user, said)
    if not said.name:
        raise Refusal(_("A group has a name. Say which."))
    if not user.is_host and "region" not in values:
        raise Refusal(_("You set up groups in the regions you direct: say in which."))
    made = Group.found(by=user, **values)
    return Status(201, Group.objects.visible_to(user).select_related("region").with_counts().get(pk=made.pk))


@router.patch("/groups/{uuid:uid}", auth=write, response={200: UndoKey, **Refused}, summary="Change what holds")
def group_update(request: Request, uid: uuid.UUID, said: GroupIn) -> dict[str, Any]:
    """Change name, place, time, rules, or what a group that I lead agreed to share."""
    group = led(request, uid)
    return {"act": str(group.agree(by=request.user, **told(request.user, said, group)).uid)}


@router.get("/regions", auth=read, response={200: list[RegionOut], **Refused}, summary="The tree of regions")
def region_list(request: Request) -> list[Branch]:
    """The regions I direct or belong to, each followed by what lies below it."""
    return tree(request.user)


@router.post("/regions", auth=write, response={201: RegionMadeOut, **Refused}, summary="Set up a region")
def region_create(request: Request, said: RegionIn) -> Status[Region]:
    """A new region; only hosts plant trees."""
    refuse_strangers(request.user)
    return Status(201, Region.found(by=request.user, name=said.name, parent=parent_of(request.user, said)))


@router.get("/regions/{uuid:uid}", auth=read, response={200: list[ChapterOut], **Refused}, summary="Its groups")
def region_detail(request: Request, uid: uuid.UUID) -> Any:
    """The groups of a region that I may see."""
    return chapters(get_object_or_404(Region.objects.visible_to(request.user), uid=uid), viewer=request.user)


@router.put("/regions/{uuid:uid}", auth=write, response={200: UndoKey, **Refused}, summary="Move or rename a region")
def region_update(request: Request, uid: uuid.UUID, said: RegionIn) -> dict[str, Any]:
    """Hang it elsewhere in the tree, or call it otherwise; never below itself."""
    user, region = request.user, get_object_or_404(Region.objects.visible_to(request.user), uid=uid)
    refuse_strangers(user)
    with one_act(by=user, verb="region.change", about=region.name) as act:
        region.move(parent_of(user, said), by=user)
        region.rename(said.name, by=user)
    return {"act": str(act.uid)}


def parent_of(user: User, said: RegionIn) -> Region | None:
    """The region above, if one is named."""
    return get_object_or_404(Region.objects.visible_to(user), uid=said.parent) if said.parent else None


def refuse_strangers(user: User) -> None:
    """Only hosts plant trees; members see the tree, so they are told so."""
    if not user.is_host:
        raise Refusal(_("Only hosts change the tree of regions. Ask the host of this house."))
