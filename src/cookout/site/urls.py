"""All addresses of the house: pages by room, the API, accounts."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from cookout.site.api import api
from cookout.site.views import entrance, house, mine


def _open(patterns: "list[URLPattern | URLResolver]") -> "list[URLPattern | URLResolver]":
    """The API has its own lock (tokens); the sign-in middleware would answer programs with a page."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = login_not_required(pattern.callback)
        else:
            _open(pattern.url_patterns)
    return patterns


urlpatterns: list[URLPattern | URLResolver] = [
    path("", entrance.home, name="home"),
    path("welcome/", entrance.welcome, name="welcome"),
    path("invitations/<str:secret>/", entrance.invitation, name="invitation"),
    path("privacy/", mine.privacy_policy, name="privacy_policy"),
    path("settings/", mine.settings, name="settings"),
    path("settings/tokens/", mine.token_list, name="token_list"),
    path("settings/tokens/<uuid:uid>/revocation/", mine.token_revocation_create, name="token_revocation_create"),
    path("settings/closing/", mine.closing, name="closing"),
    path("settings/house/", house.house, name="house"),
    path("settings/house/invitations/", house.invitation_create, name="house_invitation_create"),
    path("settings/house/hosts/<uuid:uid>/", house.host_create, name="host_create"),
    path("", include("cookout.core.urls")),
    path("", include("cookout.plan.urls")),
    path("", include("cookout.people.urls")),
    path("", include("cookout.ties.urls")),
    path("events/", include("cookout.events.urls")),
    path("met/", include("cookout.events.urls.encounters")),
    path("meetings/", include("cookout.events.urls.meetings")),
    path("1-2-1s/", include("cookout.one_to_ones.urls")),
    path("referrals/", include("cookout.referrals.urls")),
    path("rounds/", include("cookout.rounds.urls")),
    path("what-works/", include("cookout.insight.urls")),
    path("reports/", include("cookout.insight.urls.reports")),
    path("connect/", include("cookout.connect.urls")),
    path("groups/", include("cookout.groups.urls")),
    path("accounts/login/", entrance.sign_in, name="account_login"),
    path("accounts/signup/", entrance.sign_up, name="account_signup"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", (_open(api.urls[0]), *api.urls[1:])),
]
