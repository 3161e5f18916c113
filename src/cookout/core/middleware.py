"""What every response gets: a strict content security policy, the viewer's own clock, and a plain “no”."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cookout.core.asked import asked_once
from cookout.core.http import back
from cookout.core.refusal import Refusal

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
        "worker-src 'self'",
    )
)

WITHOUT_CAMERA = "camera=(), geolocation=(), microphone=()"
WITH_CAMERA = "camera=(self), geolocation=(), microphone=()"
"""The `Permissions-Policy` of a page that scans cards; it says so itself, no other page may open a camera."""

Answer = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicy:
    """Nothing inline, nothing from elsewhere."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the policy to the answer."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", WITHOUT_CAMERA)
        return response


class PrivatePages:
    """What somebody signed in has seen is kept by no cache: neither on the way, nor behind the Back button."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say so, where the answer does not say better."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class WholeText:
    """Text with a NUL in it is nobody's: PostgreSQL cannot keep it, and a file name ends there."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse it in the address."""
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A NUL in the address.")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """Refuse it in a form. Programs send JSON, whose reader looks for itself."""
        if not getattr(view, "csrf_exempt", False):  # what a program sends is only read once its token is known
            told = (text for name, values in request.POST.lists() for text in (name, *values))
            if any("\0" in text for text in told):
                raise BadRequest("A NUL in the form.")


class LocalTime:
    """Dates and times are those of the person who looks."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Live in the viewer's zone for the length of this request; the next visitor starts in UTC again."""
        zone = request.user.tzinfo if request.user.is_authenticated else None
        with timezone.override(zone):
            return self.get_response(request)


class ReadOnce:
    """Pages that only read ask once; what changes something asks each time anew."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep answers for the length of this request."""
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with asked_once():
            return self.get_response(request)


class Refusals:
    """A verb's “no” on a page: the sentence beside what stands there already, and nothing changed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; only exceptions matter here."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Say the sentence and stay where the visitor was."""
        if not isinstance(problem, Refusal):
            return None
        messages.error(request, str(problem))
        if getattr(request, "htmx", False):
            response = render(request, "core/_toasts.html", {"oob": True})
            response.headers["HX-Reswap"] = "none"
            return response
        return back(request)
