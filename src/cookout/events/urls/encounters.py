"""Addresses of encounters, whom I met, below `/met/`."""

from django.urls import path

from cookout.events.views import capture

app_name = "encounters"

urlpatterns = [
    # Catching them
    path("new/", capture.encounter_create, name="encounter_create"),
]
