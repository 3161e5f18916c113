"""Programs' door to whom I met: the same verbs as the pages."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Schema, Status, UploadedFile
from pydantic import AwareDatetime, Field

from cookout.core.api import Refused, UndoKey
from cookout.core.http import Request
from cookout.core.models import Act
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.api.events import READ, WRITE, Text200, Text300
from cookout.events.models import Encounter, Event, Likeness
from cookout.events.models.capture_page import open_likenesses
from cookout.events.models.encounter_changes import card_of
from cookout.events.models.encounter_page import encounter_data
from cookout.people.formats import code
from cookout.people.models import seen_or_404

router = Router(tags=["events"])

PHOTO: dict[str, Any] = {
    "responses": {
        200: {"description": "A JPEG.", "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}
    }
}
Talk = Annotated[str, Field(max_length=10_000)]


class LikenessOut(Schema):
    """Whom I met may be this person, whom I have already: the same mail, phone or name."""

    uid: uuid.UUID
    encounter: uuid.UUID = Field(alias="encounter.uid")
    met: str = Field(alias="encounter.tie.person.full_name")
    person: uuid.UUID = Field(alias="person.uid")
    name: str = Field(alias="person.full_name")
    reason: str


class EncounterOut(Schema):
    """One encounter. `event` is null elsewhere, and `where` says it in words; `decide_by` is null once decided."""

    uid: uuid.UUID
    person: uuid.UUID
    name: str
    event: uuid.UUID | None
    where: str
    place: str
    on: dt.date
    talked: str
    impression: str
    promise: uuid.UUID | None
    promised: str
    has_card: bool
    captured_at: dt.datetime
    device_said: dt.datetime | None
    brought: bool
    decide_by: dt.date | None
    may_be: list[LikenessOut]


class EncountersOut(Schema):
    """One part of them, and how many there are in all."""

    count: int
    items: list[EncounterOut]


class EncountersAsked(Schema):
    """Which ones: with these words, at one event, with one person, from and up to a day; which part."""

    q: Annotated[str, Field(max_length=200)] = ""
    event: uuid.UUID | None = None
    person: uuid.UUID | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=10**9)


class EncounterIn(Schema):
    """Somebody I met: by name, by the text of their card, or a `person` I have. The same `uid` again is the same.

    Without `on` it is today, or the day of the event. `captured_at` is when it was kept, `device_said` what the clock
    of the phone said.
    """

    uid: uuid.UUID | None = None
    name: Text200 = ""
    contact: Annotated[str, Field(max_length=250)] = ""
    card_text: Annotated[str, Field(max_length=code.MOST)] = ""
    person: uuid.UUID | None = None
    talked: Talk = ""
    promise: Text300 = ""
    promise_by: dt.date | None = None
    impression: Text200 = ""
    event: uuid.UUID | None = None
    place: Text300 = ""
    on: dt.date | None = None
    captured_at: AwareDatetime | None = None
    device_said: AwareDatetime | None = None


class EncounterChangeIn(Schema):
    """What changes; what is left out stays. `event` may be null: it was somewhere else."""

    talked: Talk | None = None
    impression: Text200 | None = None
    event: uuid.UUID | None = None
    place: Text300 | None = None
    on: dt.date | None = None


class SameIn(Schema):
    """Whether they are the same person."""

    same: bool


@router.get("/encounters", auth=READ, response={200: EncountersOut, **Refused}, summary="Whom I met")
def encounter_list(request: Request, asked: Query[EncountersAsked]) -> dict[str, Any]:
    """Everybody I met, the latest first."""
    told = {"event__uid": asked.event, "tie__person__uid": asked.person, "on__gte": asked.since, "on__lte": asked.until}
    rows = Encounter.objects.visible_to(request.user).matching(asked.q)
    rows = rows.filter(**{name: value for name, value in told.items() if value is not None})
    part = list(rows.with_people()[asked.offset : asked.offset + asked.limit])
    return {"count": rows.count(), "items": encounter_data(part, request.user)}


@router.post("/encounters", auth=WRITE, response={201: EncounterOut, **Refused}, summary="Keep somebody I met")
def encounter_create(request: Request, data: EncounterIn) -> Status[dict[str, Any]]:
    """Keep them, what was said and promised, and by when I decide."""
    user, event, person, at = request.user, _event(request, data.event), None, timezone.now()
    if data.person is not None:
        person = seen_or_404(user, data.person)
    said = data.dict(exclude={"event", "person", "on", "captured_at"})
    if data.captured_at is not None:
        at = rules.corrected(data.captured_at, None, at)
    on = data.on or (event.day_met(at, user) if event else None)
    met = Encounter.capture(by=user, event=event, person=person, on=on, captured_at=at, **said)
    return Status(201, _data(request, met.uid))


@router.get("/encounters/{uuid:uid}", auth=READ, response={200: EncounterOut, **Refused}, summary="One encounter")
def encounter_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """One of mine."""
    return _data(request, uid)


@router.patch("/encounters/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Change an encounter")
def encounter_update(request: Request, uid: uuid.UUID, data: EncounterChangeIn) -> dict[str, str]:
    """Write it down differently; the contact and how we met follow where they said the same."""
    met, said = _mine(request, uid), data.dict(exclude_unset=True)
    if any(said.get(name, "") is None for name in ("talked", "impression", "place", "on")):
        raise Refusal(_("Leave out what stays. Only the event can be null."))
    if "event" in said:
        said["event"] = _event(request, data.event)
    return _undo(met.correct(by=request.user, **said))


@router.delete("/encounters/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take one away")
def encounter_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take it away with the contact and the open promise it made, and the person if nothing else is kept of them."""
    return _undo(_mine(request, uid).remove(by=request.user))


@router.get("/encounters/{uuid:uid}/card", auth=READ, openapi_extra=PHOTO, summary="The photo of a card")
def encounter_photo(request: Request, uid: uuid.UUID) -> HttpResponse:
    """A JPEG."""
    card = card_of(_mine(request, uid))
    if card is None:
        raise Http404
    with card as file:
        return HttpResponse(file.read(), content_type="image/jpeg")


@router.post("/encounters/{uuid:uid}/card", auth=WRITE, response={200: UndoKey, **Refused}, summary="Keep a card")
def encounter_photo_update(request: Request, uid: uuid.UUID, photo: File[UploadedFile]) -> dict[str, str]:
    """Keep a photo of the card; it is made small, and everything but the picture is removed."""
    return _undo(_mine(request, uid).keep_photo(photo, by=request.user))


@router.delete("/encounters/{uuid:uid}/card", auth=WRITE, response={200: UndoKey, **Refused}, summary="Drop a card")
def encounter_photo_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take the photo of the card away."""
    return _undo(_mine(request, uid).drop_photo(by=request.user))


@router.get("/likenesses", auth=READ, response={200: list[LikenessOut], **Refused}, summary="Who may be one person")
def likeness_list(request: Request) -> list[Likeness]:
    """Whom I met and may have already, as far as I have not answered, the latest first."""
    return open_likenesses(request.user)


@router.post("/likenesses/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Say who it is")
def likeness_answer(request: Request, uid: uuid.UUID, data: SameIn) -> dict[str, str]:
    """The same person, or somebody else. Twice is once."""
    likeness = get_object_or_404(Likeness.objects.visible_to(request.user), uid=uid)
    return _undo(likeness.answer(same=data.same, by=request.user))


def _mine(request: Request, uid: uuid.UUID) -> Encounter:
    return get_object_or_404(Encounter.objects.visible_to(request.user).with_people(), uid=uid)


def _event(request: Request, uid: uuid.UUID | None) -> Event | None:
    return None if uid is None else get_object_or_404(Event.objects.visible_to(request.user), uid=uid)


def _data(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    return encounter_data([_mine(request, uid)], request.user)[0]


def _undo(act: Act) -> dict[str, str]:
    return {"act": str(act.uid)}
