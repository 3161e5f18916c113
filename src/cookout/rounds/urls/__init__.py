"""Addresses of the room `rounds`, below `/rounds/`."""

from django.urls import URLPattern

from cookout.rounds.urls import across, evenings, met, pairings, rounds

app_name = "rounds"

urlpatterns: list[URLPattern] = [
    *across.urlpatterns, *evenings.urlpatterns, *met.urlpatterns, *pairings.urlpatterns, *rounds.urlpatterns,
]  # fmt: skip
