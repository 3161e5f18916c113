"""Wiring of the ground floor."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The ground: no noun of the domain lives here."""

    name = "cookout.core"
    label = "core"
    verbose_name = "House"

    def ready(self) -> None:
        """Connect the system checks and the lookups of this room."""
        from cookout.core import lookups, privacy  # noqa: F401, PLC0415  (wiring happens here only)
