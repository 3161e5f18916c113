"""Addresses of rounds across a region."""

from django.urls import URLPattern, path

from cookout.rounds.views import across

urlpatterns: list[URLPattern] = [
    path("across/<uuid:uid>/", across.across_list, name="across_list"),
    path("across/<uuid:uid>/new/", across.across_create, name="across_create"),
]
