"""Doors of the ground floor: undo, search, the look, and what browsers and monitors ask for."""

from itertools import groupby
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from cookout.core import assets
from cookout.core import search as house_search
from cookout.core.http import Request
from cookout.core.models import Act
from cookout.core.undo import after_undo, say, told

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


@require_POST
def undo_create(request: Request, uid: UUID) -> HttpResponse:
    """Take an act of mine back."""
    act = get_object_or_404(Act.objects.visible_to(request.user), uid=uid)
    way = after_undo(request, act)
    say(request, told(act.undo(by=request.user)))
    return way


@require_safe
def search(request: Request) -> HttpResponse:
    """Everything of mine that has these words, source by source."""
    text = request.GET.get("q", "").strip()[: house_search.LONGEST]
    hits = house_search.find(request.user, text, limit=50)
    kinds = [(kind, list(found)) for kind, found in groupby(hits, key=lambda hit: hit.kind)]
    template = "core/search.html#hits" if request.htmx else "core/search.html"
    return TemplateResponse(request, template, {"q": text, "kinds": kinds, "count": len(hits)})


@login_not_required
@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """One of the two bundles, named by its content and therefore kept for ever."""
    found = next((made for kind in assets.CONTENT_TYPES if (made := assets.bundle(kind)).name == name), None)
    if found is None:
        raise Http404
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.gzip if squeezed else found.body, content_type=found.content_type)
    if squeezed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = FOR_EVER
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker lives at the root, because it may only look after what is below it."""
    place = finders.find(assets.SERVICE_WORKER)
    if not isinstance(place, str):
        raise Http404
    response = HttpResponse(Path(place).read_bytes(), content_type=assets.CONTENT_TYPES["js"])
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put Cookout on its home screen."""
    response = TemplateResponse(request, "core/manifest.webmanifest", content_type="application/manifest+json")
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page for life without signal, which the service worker keeps."""
    return TemplateResponse(request, "core/offline.html")


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether the house can reach its database and its cache; for monitors."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM core_house WHERE 1 = 0")
        cache.get("health")
    except DatabaseError:
        return JsonResponse({"status": "no database", "version": settings.VERSION}, status=503)
    return JsonResponse({"status": "ok", "version": settings.VERSION})


@require_safe
def queue(request: Request) -> HttpResponse:
    """Who is signed in, and the token to write with: what a device asks before it sends what it had kept."""
    return JsonResponse({"user": str(request.user.uid), "token": get_token(request)})
