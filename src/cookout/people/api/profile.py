"""Programs' door to my profile: entries, earlier words, links; and the dance card of whom I may see, on paper."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from cookout.core import papers
from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request, house_url
from cookout.core.models import Act, one_act
from cookout.people.models import (
    LASTS,
    LONGEST,
    PROMPTS,
    Audience,
    Facet,
    Person,
    ProfileEntry,
    ProfileLink,
    ProfileVersion,
    Sheet,
)
from cookout.people.papers import dance_card

router = Router(tags=["profile"])
READ, WRITE = Scope("people:read"), Scope("people:write")

Reader = Annotated[Audience, spelled(Audience)]
Heading = Annotated[Facet, spelled(Facet)]


class ProfileQuestion(Schema):
    """One question of the dance card."""

    key: str
    facet: str
    question: str
    value: float
    most: int


class ProfileEntryOut(Schema):
    """One thing I tell about myself; `prompt` is the question it answers, or empty."""

    uid: uuid.UUID
    facet: str
    prompt: str
    text: str
    audience: str
    position: int
    edited_at: dt.datetime


class ProfileOut(Schema):
    """My whole profile; `person` is myself, for `/people/{uid}/card.pdf`."""

    person: uuid.UUID
    answered: int
    questions: list[ProfileQuestion]
    helpful: list[str]
    entries: list[ProfileEntryOut]


class ProfileEntryIn(Schema):
    """Something to tell: to a question, or free under a heading. The same `uid` again is the same entry."""

    uid: uuid.UUID | None = None
    text: str = Field(min_length=1, max_length=LONGEST)
    prompt: str = Field("", max_length=40)
    facet: Heading | None = None
    audience: Reader = Audience.GROUPS


class ProfileEntryPatch(Schema):
    """What to change; what is left out stays. An empty `prompt` lets it stand free; `steps` moves it down or up."""

    text: str | None = Field(None, min_length=1, max_length=LONGEST)
    audience: Reader | None = None
    prompt: str | None = Field(None, max_length=40)
    steps: int | None = Field(None, ge=-1000, le=1000)


class ProfileVersionOut(Schema):
    """What an entry said before."""

    uid: uuid.UUID
    text: str
    said_at: dt.datetime


class ProfileLinkIn(Schema):
    """A link to make; without `expires_at` it opens for ninety days, with null until it is ended."""

    name: str = Field("", max_length=80)
    with_phone: bool = True
    with_email: bool = True
    expires_at: AwareDatetime | None = None


class ProfileLinkPatch(Schema):
    """What to change; what is left out stays."""

    name: str | None = Field(None, max_length=80)
    with_phone: bool | None = None
    with_email: bool | None = None
    expires_at: AwareDatetime | None = None


class ProfileLinkOut(Schema):
    """A link; `address` is empty where the key of the house has changed since it was made."""

    uid: uuid.UUID
    name: str
    with_phone: bool
    with_email: bool
    expires_at: dt.datetime | None
    revoked_at: dt.datetime | None
    opened: int
    address: str


@router.get("/profile", auth=READ, response={200: ProfileOut, **Refused}, summary="My profile")
def profile_detail(request: Request) -> dict[str, Any]:
    """What I tell about myself, the questions there are, and those whose answer helps most."""
    entries = list(ProfileEntry.objects.of(request.user))
    sheet = Sheet.of(entries)
    questions = [
        {"key": one.key, "facet": one.facet, "question": str(one.own), "value": one.value, "most": one.most}
        for one in PROMPTS.values()
    ]
    helpful = [prompt.key for prompt in sheet.helpful]
    whose = {"person": request.user.person.uid, "answered": sheet.answered}
    return {**whose, "questions": questions, "helpful": helpful, "entries": entries}


@router.post("/profile", auth=WRITE, response={201: ProfileEntryOut, **Refused}, summary="Tell something about me")
def profile_entry_create(request: Request, data: ProfileEntryIn) -> Status[ProfileEntry]:
    """Add an entry to my profile."""
    entry = ProfileEntry.tell(
        by=request.user,
        text=data.text,
        prompt=data.prompt,
        facet=data.facet or "",
        audience=data.audience,
        uid=data.uid,
    )
    return Status(201, entry)


@router.patch("/profile/{uid}", auth=WRITE, response={200: ProfileEntryOut, **Refused}, summary="Say it differently")
def profile_entry_update(request: Request, uid: uuid.UUID, data: ProfileEntryPatch) -> ProfileEntry:
    """Change the words (the earlier ones are kept), who may read it, the question it answers, or its place."""
    entry = _mine(request, uid)
    with one_act(by=request.user, verb="profile.reword", about=entry.facet):
        entry.reword(by=request.user, text=data.text, audience=data.audience)
        if data.prompt is not None:
            entry.place(data.prompt or entry.facet, by=request.user)
        if data.steps:
            entry.move(data.steps, by=request.user)
    return entry


@router.delete("/profile/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take it back")
def profile_entry_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take an entry back; undo within thirty days."""
    return _key(_mine(request, uid).withdraw(by=request.user))


@router.get(
    "/profile/{uid}/versions", auth=READ, response={200: list[ProfileVersionOut], **Refused}, summary="Earlier words"
)
def profile_version_list(request: Request, uid: uuid.UUID) -> list[ProfileVersion]:
    """What an entry said before, newest first."""
    return list(ProfileVersion.objects.visible_to(request.user).filter(entry=_mine(request, uid)))


@router.post(
    "/profile-versions/{uid}/restoration",
    auth=WRITE,
    response={200: ProfileEntryOut, **Refused},
    summary="Bring earlier words back",
)
def profile_restoration_create(request: Request, uid: uuid.UUID) -> ProfileEntry:
    """Say again what it said before; what it says now becomes the version."""
    mine = ProfileVersion.objects.visible_to(request.user).select_related("entry__person")
    version = get_object_or_404(mine, uid=uid)
    version.entry.restore(version, by=request.user)
    return version.entry


@router.get("/profile-links", auth=READ, response={200: list[ProfileLinkOut], **Refused}, summary="My links")
def link_list(request: Request) -> list[dict[str, Any]]:
    """The links to my profile, with their addresses."""
    links = ProfileLink.objects.visible_to(request.user).order_by("-created_at", "-pk")
    return [_link(request, link) for link in links]


@router.post("/profile-links", auth=WRITE, response={201: ProfileLinkOut, **Refused}, summary="Make a link")
def link_create(request: Request, data: ProfileLinkIn) -> Status[dict[str, Any]]:
    """Make a link that opens my card to whoever holds it."""
    said = data.model_dump()
    if "expires_at" not in data.model_fields_set:
        said["expires_at"] = dt.datetime.now(dt.UTC) + LASTS
    return Status(201, _link(request, ProfileLink.make(by=request.user, **said)))


@router.patch("/profile-links/{uid}", auth=WRITE, response={200: ProfileLinkOut, **Refused}, summary="Change a link")
def link_update(request: Request, uid: uuid.UUID, data: ProfileLinkPatch) -> dict[str, Any]:
    """Change its name, its last moment, or whether it shows phone and email."""
    link = _my_link(request, uid)
    said = data.model_dump(exclude_unset=True)
    never = {"expires_at"}
    link.adjust(by=request.user, **{name: value for name, value in said.items() if value is not None or name in never})
    return _link(request, link)


@router.delete("/profile-links/{uid}", auth=WRITE, response={200: ProfileLinkOut, **Refused}, summary="End a link")
def link_remove(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """End a link: it opens nothing any more. That cannot be undone; a new one is made quickly."""
    link = _my_link(request, uid)
    link.revoke(by=request.user)
    return _link(request, link)


@router.get("/people/{uid}/card.pdf", auth=READ, response=Refused, summary="The dance card on paper")
def card_pdf(request: Request, uid: uuid.UUID) -> HttpResponse:
    """One page: what this person tells of themselves, as far as I may read it."""
    person = get_object_or_404(Person.objects.visible_to(request.user).with_details(), uid=uid)
    return papers.answer(dance_card(person, by=request.user), f"{person.full_name}.pdf")


def _mine(request: Request, uid: uuid.UUID) -> ProfileEntry:
    return get_object_or_404(ProfileEntry.objects.of(request.user).select_related("person"), uid=uid)


def _my_link(request: Request, uid: uuid.UUID) -> ProfileLink:
    link: ProfileLink = get_object_or_404(ProfileLink.objects.visible_to(request.user), uid=uid)
    return link


def _link(request: Request, link: ProfileLink) -> dict[str, Any]:
    plain = {field: getattr(link, field) for field in ProfileLinkOut.model_fields if field != "address"}
    return {**plain, "address": f"{house_url(request)}{link.path}" if link.path and link.is_valid else ""}


def _key(act: Act) -> dict[str, str]:
    return {"act": str(act.uid)}
