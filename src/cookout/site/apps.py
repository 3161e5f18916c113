"""Wiring of the roof."""

import gc

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Settings, root addresses, the API assembled, the command."""

    name = "cookout.site"
    label = "site"
    verbose_name = "Site"

    def ready(self) -> None:
        """A page may read ten thousand rows at once: looking for circles among them every 700 costs a third of it."""
        gc.set_threshold(50_000, 20, 20)
