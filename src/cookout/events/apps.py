"""Wiring of the room `events`."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Where we meet: what calendars tell."""

    name = "cookout.events"
    label = "events"
    verbose_name = "Events"

    def ready(self) -> None:
        """Listen, and show the way from where people come in."""
        from cookout.events import panels, receivers  # noqa: PLC0415  (the one import allowed in a function: wiring)

        receivers.connect()
        panels.register()
