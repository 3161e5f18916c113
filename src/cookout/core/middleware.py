"""What every response gets: a strict content security policy, the viewer's own clock, and a plain “no”."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

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

Answer = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicy:
    """Nothing inline, nothing from elsewhere."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the policy to the answer."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        return response


class LocalTime:
    """Dates and times are those of the person who looks."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Live in the viewer's zone for the length of this request; the next visitor starts in UTC again."""
        zone = request.user.tzinfo if request.user.is_authenticated else None
        with timezone.override(zone):
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
