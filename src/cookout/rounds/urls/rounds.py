"""Addresses of rounds."""

from django.urls import URLPattern, path

from cookout.rounds.views import rounds as views

urlpatterns: list[URLPattern] = [
    path("of/<uuid:uid>/", views.round_list, name="round_list"),
    path("of/<uuid:uid>/new/", views.round_create, name="round_create"),
    path("<uuid:uid>/", views.round_detail, name="round_detail"),
    path("<uuid:uid>/round.csv", views.round_csv, name="round_csv"),
    path("<uuid:uid>/again/", views.round_again_create, name="round_again_create"),
    path("<uuid:uid>/announcement/", views.round_announcement_create, name="round_announcement_create"),
    path("<uuid:uid>/end/", views.round_end_create, name="round_end_create"),
    path("<uuid:uid>/removal/", views.round_remove, name="round_remove"),
]
