"""Addresses of encounters, whom I met, below `/met/`."""

from django.urls import path

from cookout.events.views import capture

app_name = "encounters"

urlpatterns = [
    # Catching them
    path("new/", capture.encounter_create, name="encounter_create"),
    path("new/kept/", capture.encounter_receive, name="encounter_receive"),
    path("likenesses/", capture.likeness_list, name="likeness_list"),
    path("likeness/<uuid:uid>/", capture.likeness_answer, name="likeness_answer"),
]
