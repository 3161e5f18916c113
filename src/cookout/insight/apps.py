"""Wiring of the room `insight`."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """What we learn from what we do."""

    name = "cookout.insight"
    label = "insight"
    verbose_name = "What works"

    def ready(self) -> None:
        """Offer studies to the worker and my own months to my export; show counts on groups' pages and in a command."""
        from cookout.core.management import deeds  # noqa: PLC0415  (the one import allowed in a function: wiring)
        from cookout.insight import panels, receivers  # noqa: PLC0415  (wiring)
        from cookout.insight.management.group_report import GroupReport  # noqa: PLC0415  (wiring)

        receivers.connect()
        panels.register()
        deeds.register("group", GroupReport())
