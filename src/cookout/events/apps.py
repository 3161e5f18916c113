"""Wiring of the room `events`."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Where we meet: what calendars tell."""

    name = "cookout.events"
    label = "events"
    verbose_name = "Events"
