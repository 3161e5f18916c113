"""Addresses of who has met whom."""

from django.urls import URLPattern, path

from cookout.rounds.views import met

urlpatterns: list[URLPattern] = [
    path("met/<uuid:uid>/", met.met_detail, name="met_detail"),
    path("met/<uuid:uid>.csv", met.met_table_detail, name="met_table"),
    path("pairs/<uuid:uid>/", met.pair_detail, name="pair_detail"),
]
