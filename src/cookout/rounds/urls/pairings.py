"""Addresses of pairs, of when one can meet, and of private wishes."""

from django.urls import URLPattern, path

from cookout.rounds.views import availability, pairings

urlpatterns: list[URLPattern] = [
    path("pairings/<uuid:uid>/", pairings.pairing_detail, name="pairing_detail"),
    path("pairings/<uuid:uid>/acceptance/", pairings.pairing_accept, name="pairing_accept"),
    path("pairings/<uuid:uid>/refusal/", pairings.pairing_decline, name="pairing_decline"),
    path("pairings/<uuid:uid>/week/", pairings.pairing_swap, name="pairing_swap"),
    path("<uuid:uid>/repair/", pairings.repair_create, name="repair_create"),
    path("availability/<uuid:uid>/", availability.availability_update, name="availability_update"),
    path("do-not-pair/", availability.do_not_pair_list, name="do_not_pair_list"),
    path("do-not-pair/new/", availability.do_not_pair_create, name="do_not_pair_create"),
    path("do-not-pair/<uuid:uid>/lifting/", availability.do_not_pair_remove, name="do_not_pair_remove"),
]
