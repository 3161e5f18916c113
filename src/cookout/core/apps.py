"""Wiring of the ground floor."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    """The ground: no noun of the domain lives here."""

    name = "cookout.core"
    label = "core"
    verbose_name = "House"

    def ready(self) -> None:
        """Connect the system checks, the lookups, the worker and the table of counted attempts."""
        from cookout.core import lookups, privacy, receivers  # noqa: F401, PLC0415  (wiring happens here only)

        receivers.connect()
        post_migrate.connect(receivers.make_cache_table, sender=self)
        pre_migrate.connect(receivers.make_room_for_change, sender=self)
        post_migrate.connect(receivers.lay_search, sender=self)
