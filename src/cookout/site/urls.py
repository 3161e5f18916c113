"""All addresses of the house: pages by room, the API, accounts."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from cookout.site import views
from cookout.site.api import api


def _open(patterns: "list[URLPattern | URLResolver]") -> "list[URLPattern | URLResolver]":
    """The API has its own lock (tokens); the sign-in middleware would answer programs with a page."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = login_not_required(pattern.callback)
        else:
            _open(pattern.url_patterns)
    return patterns


urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include("cookout.core.urls")),
    path("today/", include("cookout.plan.urls")),
    path("people/", include("cookout.people.urls")),
    path("", include("cookout.ties.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", (_open(api.urls[0]), *api.urls[1:])),
]
