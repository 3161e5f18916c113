"""Wiring of the room `people`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    """Who exists."""

    name = "cookout.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Offer people to the search, imports to the worker, the catalogue to the database."""
        from cookout.people import receivers  # noqa: PLC0415  (the one import allowed in a function: wiring)

        receivers.connect()
        post_migrate.connect(receivers.load_catalogue, sender=self)
