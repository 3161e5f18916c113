"""Wiring of the room `ties`."""

from django.apps import AppConfig


class TiesConfig(AppConfig):
    """What is between me and a person, private to me."""

    name = "cookout.ties"
    label = "ties"
    verbose_name = "Ties"

    def ready(self) -> None:
        """Listen to the book and fill the person page."""
        from cookout.ties import panels, receivers  # noqa: PLC0415  (the one import allowed in a function: wiring)

        receivers.connect()
        panels.register()
