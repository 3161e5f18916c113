"""Wiring of the room `groups`."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Who belongs together."""

    name = "cookout.groups"
    label = "groups"
    verbose_name = "Groups"

    def ready(self) -> None:
        """Say who shares a group with whom."""
        from cookout.groups import receivers  # noqa: PLC0415  (the one import allowed in a function: wiring)

        receivers.connect()
