"""The programs' door: who comes in with a token, and how a “no” is said in JSON.

Rooms write `router = Router()` in their `api.py` and lock every path with `auth=Scope("ties:write")`.
"""

import uuid
from typing import Any

from django.db.models import TextChoices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query, Router, Schema
from ninja.errors import HttpError
from ninja.parser import Parser
from ninja.security import HttpBearer
from pydantic import Field, WithJsonSchema

from cookout.core import search
from cookout.core.http import Request
from cookout.core.models import Act, House, Token
from cookout.core.refusal import Refusal
from cookout.core.scopes import SCOPES
from cookout.core.undo import told


class Problem(Schema):
    """Why it was not done."""

    detail: str


class UndoKey(Schema):
    """The act, so that it can be undone at `/api/v1/acts/{act}/undo`."""

    act: str


class Invalid(Schema):
    """What in the request has the wrong shape: for each place the reason."""

    detail: list[dict[str, Any]]


Refused = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Invalid}
"""The answers besides success that every path may give; ninja documents only what it is told."""


def spelled(choices: type[TextChoices]) -> WithJsonSchema:
    """The choices spelled out where they stand: by reference, every `Kind` of the house would be the same one."""
    return WithJsonSchema({"type": "string", "enum": choices.values})


class AnyToken(HttpBearer):
    """Lets in who bears a valid token, whatever it may do. A wrong token gets 401."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Find the token and be its owner for this request."""
        found = Token.objects.all().bearing(token)
        if found is None:
            return None
        self.check(found)
        found.note_use()
        request.user = found.user
        timezone.activate(found.user.tzinfo)
        return found

    def check(self, token: Token) -> None:
        """Any valid token will do."""


class Scope(AnyToken):
    """Lets in who bears a valid token with this scope. A wrong token gets 401, a narrow one 403."""

    def __init__(self, scope: str) -> None:
        if scope not in SCOPES:
            raise ValueError(f"{scope} is not a scope of this house.")
        super().__init__()
        self.scope = scope

    def check(self, token: Token) -> None:
        """Refuse a token that lacks the scope."""
        require(token, self.scope)


def require(token: Token, scope: str) -> None:
    """Say 403 when the token may not do what the scope names."""
    if not token.allows(scope):
        raise HttpError(403, _("This token may not do that: it lacks the scope %s.") % scope)


def speak_plainly(api: NinjaAPI) -> None:
    """Say refusals and what is not there in the same form everywhere."""

    def refused(request: HttpRequest, problem: Any) -> HttpResponse:
        return api.create_response(request, {"detail": str(problem)}, status=409)

    def missing(request: HttpRequest, problem: Any) -> HttpResponse:
        return api.create_response(request, {"detail": _("There is nothing here.")}, status=404)

    api.add_exception_handler(Refusal, refused)
    api.add_exception_handler(Http404, missing)


class Reader(Parser):
    """Reads what programs send; text with a NUL in it is refused, because PostgreSQL cannot keep it."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body, if it can be kept."""
        told = super().parse_body(request)
        if b"\\u0000" in request.body and holds_nul(told):
            raise ValueError("A NUL in the text.")
        return told


def holds_nul(told: object) -> bool:
    """Whether there is a NUL in any of it; a name is text too."""
    if isinstance(told, dict):
        return any(holds_nul(part) for pair in told.items() for part in pair)
    if isinstance(told, list):
        return any(holds_nul(part) for part in told)
    return isinstance(told, str) and "\0" in told


router = Router(tags=["house"])


class Me(Schema):
    """Whose token this is, and what it may do."""

    uid: uuid.UUID
    name: str
    email: str
    zone: str
    is_host: bool
    house: str
    scopes: list[str]


class Found(Schema):
    """One thing found."""

    kind: str
    title: str
    detail: str
    url: str
    uid: str


class Asked(Schema):
    """The words to look for, each as a beginning; and how many answers at most."""

    q: str
    limit: int = Field(20, ge=1, le=100)


class Taken(Schema):
    """What came of an undo: rows put back, and kinds of rows left alone because they were changed since."""

    restored: int
    skipped: list[str]
    said: str


@router.get("/me", auth=AnyToken(), response={200: Me, 401: Problem}, summary="Who am I?")
def me(request: Request) -> dict[str, Any]:
    """Whose token this is."""
    user, token = request.user, bearer_of(request)
    fields = {name: getattr(user, name) for name in ("uid", "name", "email", "zone", "is_host")}
    return {**fields, "house": House.the().name, "scopes": token.scopes}


@router.get("/search", auth=Scope("people:read"), response={200: list[Found], **Refused}, summary="Search")
def search_everything(request: Request, asked: Query[Asked]) -> list[search.Hit]:
    """What has these words, of the rooms that the token may read."""
    rooms = {scope.partition(":")[0] for scope in bearer_of(request).scopes}  # writing includes reading
    return search.find(request.user, asked.q, limit=asked.limit, rooms=rooms)


@router.post("/acts/{uuid:uid}/undo", auth=AnyToken(), response={200: Taken, **Refused}, summary="Undo")
def undo(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Take an act back; the token needs the writing scope of every room that the act wrote in."""
    act = get_object_or_404(Act.objects.visible_to(request.user), uid=uid)
    for label in set(act.changes.values_list("model", flat=True)):
        require(bearer_of(request), f"{label.partition('.')[0]}:write")
    undone = act.undo(by=request.user)
    return {"restored": undone.restored, "skipped": list(undone.skipped), "said": told(undone)}


def bearer_of(request: HttpRequest) -> Token:
    """The token with which this request came in."""
    token: Token = request.auth  # type: ignore[attr-defined]  # ninja puts there what `authenticate` answered
    return token
