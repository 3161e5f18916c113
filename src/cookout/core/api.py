"""The programs' door: who comes in with a token, and how a “no” is said in JSON.

Rooms write `router = Router()` in their `api.py` and lock every path with `auth=Scope("ties:write")`.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer

from cookout.core.models import Token
from cookout.core.refusal import Refusal
from cookout.core.scopes import SCOPES


class Problem(Schema):
    """Why it was not done."""

    detail: str


class UndoKey(Schema):
    """The act, so that it can be undone at `/api/v1/acts/{act}/undo`."""

    act: str


Refused = {404: Problem, 409: Problem}
"""The answers besides success that every path may give; ninja documents only what it is told."""


class Scope(HttpBearer):
    """Lets in who bears a valid token with this scope. A wrong token gets 401, a narrow one 403."""

    def __init__(self, scope: str) -> None:
        if scope not in SCOPES:
            raise ValueError(f"{scope} is not a scope of this house.")
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Find the token, check its scope, and be its owner for this request."""
        found = Token.objects.all().bearing(token)
        if found is None:
            return None
        if not found.allows(self.scope):
            raise HttpError(403, _("This token may not do that: it lacks the scope %s.") % self.scope)
        found.note_use()
        request.user = found.user
        timezone.activate(found.user.tzinfo)
        return found


def speak_plainly(api: NinjaAPI) -> None:
    """Say refusals and what is not there in the same form everywhere."""

    def refused(request: HttpRequest, problem: Any) -> HttpResponse:
        return api.create_response(request, {"detail": str(problem)}, status=409)

    def missing(request: HttpRequest, problem: Any) -> HttpResponse:
        return api.create_response(request, {"detail": _("There is nothing here.")}, status=404)

    api.add_exception_handler(Refusal, refused)
    api.add_exception_handler(Http404, missing)
