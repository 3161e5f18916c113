"""The request of a signed-in user, typed once for all doors, the way back, and the house's own address."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from cookout.core.models import User


class Request(HttpRequest):
    """A request behind the sign-in."""

    user: User  # LoginRequiredMiddleware has made sure of it
    htmx: HtmxDetails


def back(request: HttpRequest, otherwise: str = "/") -> HttpResponseRedirect:
    """To the page from which the form was sent, as far as it is ours."""
    here = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(here, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(here if ours else otherwise, status=303)


def house_url(request: HttpRequest | None = None) -> str:
    """The address of this house for letters: what the operator set, else where the visitor found it."""
    if settings.BASE_URL:
        return str(settings.BASE_URL)
    return request.build_absolute_uri("/").rstrip("/") if request is not None else "http://127.0.0.1:8000"
