"""The request of a signed-in user, typed once for all doors."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from cookout.core.models import User


class Request(HttpRequest):
    """A request behind the sign-in."""

    user: User  # type: ignore[assignment]  # LoginRequiredMiddleware has made sure of it
    htmx: HtmxDetails
