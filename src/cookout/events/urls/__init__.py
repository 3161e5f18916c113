"""Addresses of the room `events`, below `/events/`."""

from django.urls import path

from cookout.events.views import calendars

app_name = "events"

urlpatterns = [
    path("calendars/", calendars.calendar_list, name="calendar_list"),
    path("calendars/<uuid:uid>/", calendars.calendar_detail, name="calendar_detail"),
    path("calendars/<uuid:uid>/choice/", calendars.choice_create, name="choice_create"),
    path("calendars/<uuid:uid>/undo/", calendars.calendar_undo_create, name="calendar_undo_create"),
    path("calendars/<uuid:uid>/removal/", calendars.calendar_remove, name="calendar_remove"),
]
