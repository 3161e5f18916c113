"""Wiring of the roof."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Settings, root addresses, the API assembled, the command."""

    name = "cookout.site"
    label = "site"
    verbose_name = "Site"
