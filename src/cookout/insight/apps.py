"""Wiring of the room `insight`."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """What we learn from what we do."""

    name = "cookout.insight"
    label = "insight"
    verbose_name = "What works"

    def ready(self) -> None:
        """Offer studies to the worker and my own months to my export; show counts on the pages of groups."""
        from cookout.insight import panels, receivers  # noqa: PLC0415  (the one import allowed in a function: wiring)

        receivers.connect()
        panels.register()
