"""Addresses of the room `events`, below `/events/`."""

from django.urls import path

from cookout.events.views import calendars, events

app_name = "events"

urlpatterns = [
    path("", events.event_list, name="event_list"),
    path("new/", events.event_create, name="event_create"),
    path("file/", events.event_file, name="event_file"),
    path("bring/", events.event_bring, name="event_bring"),
    path("<uuid:uid>/", events.event_detail, name="event_detail"),
    path("<uuid:uid>/edit/", events.event_update, name="event_update"),
    path("<uuid:uid>/repeat/", events.event_repeat, name="event_repeat"),
    path("<uuid:uid>/missed/", events.event_miss, name="event_miss"),
    path("<uuid:uid>/removal/", events.event_remove, name="event_remove"),
    path("calendars/", calendars.calendar_list, name="calendar_list"),
    path("calendars/<uuid:uid>/", calendars.calendar_detail, name="calendar_detail"),
    path("calendars/<uuid:uid>/choice/", calendars.choice_create, name="choice_create"),
    path("calendars/<uuid:uid>/undo/", calendars.calendar_undo_create, name="calendar_undo_create"),
    path("calendars/<uuid:uid>/removal/", calendars.calendar_remove, name="calendar_remove"),
]
