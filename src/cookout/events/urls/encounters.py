"""Addresses of encounters, whom I met, below `/met/`."""

from django.urls import path

from cookout.events.views import capture, encounters

app_name = "encounters"

urlpatterns = [
    # Catching them
    path("new/", capture.encounter_create, name="encounter_create"),
    path("new/kept/", capture.encounter_receive, name="encounter_receive"),
    path("likenesses/", capture.likeness_list, name="likeness_list"),
    path("likeness/<uuid:uid>/", capture.likeness_answer, name="likeness_answer"),
    # Whom I met
    path("", encounters.encounter_list, name="encounter_list"),
    path("<uuid:uid>/", encounters.encounter_detail, name="encounter_detail"),
    path("<uuid:uid>/edit/", encounters.encounter_update, name="encounter_update"),
    path("<uuid:uid>/removal/", encounters.encounter_remove, name="encounter_remove"),
    path("<uuid:uid>/card/", encounters.encounter_photo, name="encounter_photo"),
]
