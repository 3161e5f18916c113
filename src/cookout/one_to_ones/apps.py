"""Wiring of the room `one_to_ones`."""

from django.apps import AppConfig


class OneToOnesConfig(AppConfig):
    """Going deep: 1-2-1s before, during and after."""

    name = "cookout.one_to_ones"
    label = "one_to_ones"
    verbose_name = "1-2-1s"

    def ready(self) -> None:
        """Say whose profile a planned 1-2-1 opens, and listen."""
        from cookout.one_to_ones import panels, receivers  # noqa: PLC0415  (the one import allowed in a function: wiring)

        receivers.connect()
        panels.register()
