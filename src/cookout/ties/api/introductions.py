"""Programs' door to introductions: whom to ask, and who may be found through me."""

import uuid
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, UndoKey
from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.groups.models import Group
from cookout.people.models import seen_or_404
from cookout.ties.api.shapes import WRITE, key, mine, tie_with
from cookout.ties.models import Introduction, SharedTie, Target

router = Router(tags=["ties"])


class IntroductionIn(Schema):
    """Whom I would like to meet: somebody I may see, or whoever has this mail address or phone number."""

    person: uuid.UUID | None = None
    address: str = Field("", max_length=200)


class GoBetweenOut(Schema):
    """Whom to ask."""

    uid: uuid.UUID
    name: str = Field(alias="full_name")


class IntroductionOut(Schema):
    """Whom to ask, and words to begin with; null where there is nobody to ask, whatever the reason."""

    ask: GoBetweenOut | None
    said: str
    draft: str


class SharedTieIn(Schema):
    """Somebody whom the members of a group may find through me; 1 met, 2 knows well, 3 is close."""

    uid: uuid.UUID | None = None
    person: uuid.UUID
    group: uuid.UUID
    closeness: Literal[1, 2, 3] = 2


class SharedTieOut(Schema):
    """A shared tie of mine."""

    uid: uuid.UUID
    person: uuid.UUID = Field(alias="tie.person.uid")
    group: uuid.UUID = Field(alias="group.uid")
    closeness: int


@router.post("/introductions", auth=WRITE, response={200: IntroductionOut, **Refused}, summary="Who could introduce me")
def introduction(request: Request, data: IntroductionIn) -> Any:
    """Say whom to ask. So many questions a day; nobody hears of them."""
    if (data.person is None) == (not data.address.strip()):
        raise Refusal("Give a person or an address, one of them.")
    if data.person is not None:
        person = seen_or_404(request.user, data.person)
        return Introduction.to(Target.of(person, by=request.user), by=request.user)
    return Introduction.to(Target.at(data.address, by=request.user), by=request.user)


@router.post("/shared-ties", auth=WRITE, response={201: SharedTieOut, **Refused}, summary="Share a tie with a group")
def shared_tie_create(request: Request, data: SharedTieIn) -> Status[SharedTie]:
    """Let the members of a group be told to ask me."""
    tie = tie_with(request, data.person)
    group = get_object_or_404(Group.objects.of(request.user), uid=data.group)
    made = SharedTie.share(tie, group, by=request.user, closeness=data.closeness, uid=data.uid)
    return Status(201, made)


@router.delete("/shared-ties/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Share it no more")
def shared_tie_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take it back."""
    return key(mine(SharedTie, request, uid).unshare(by=request.user))
