"""Addresses of speed evenings."""

from django.urls import URLPattern, path

from cookout.rounds.views import evenings

urlpatterns: list[URLPattern] = [
    path("of/<uuid:uid>/evenings/", evenings.evening_list, name="evening_list"),
    path("of/<uuid:uid>/evenings/new/", evenings.evening_create, name="evening_create"),
    path("evenings/<uuid:uid>/", evenings.evening_detail, name="evening_detail"),
    path("evenings/<uuid:uid>/screen/", evenings.evening_screen, name="evening_screen"),
    path("evenings/<uuid:uid>/plan.pdf", evenings.evening_pdf, name="evening_pdf"),
    path("evenings/<uuid:uid>/plan.csv", evenings.evening_csv, name="evening_csv"),
    path("evenings/<uuid:uid>/again/", evenings.evening_again_create, name="evening_again_create"),
    path("evenings/<uuid:uid>/absence/", evenings.evening_absence_create, name="evening_absence_create"),
    path("evenings/<uuid:uid>/removal/", evenings.evening_remove, name="evening_remove"),
]
