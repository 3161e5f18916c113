"""Wiring of the room `groups`."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Who belongs together."""

    name = "cookout.groups"
    label = "groups"
    verbose_name = "Groups"

    def ready(self) -> None:
        """Say who shares a group with whom, listen, and offer what `cookout group` can do."""
        from cookout.groups import management, receivers  # noqa: PLC0415  (the one import allowed in a function: wiring)

        receivers.connect()
        management.register()
