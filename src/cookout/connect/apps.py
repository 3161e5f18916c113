"""Wiring of the room `connect`."""

from django.apps import AppConfig


class ConnectConfig(AppConfig):
    """Other programs: what they are told."""

    name = "cookout.connect"
    label = "connect"
    verbose_name = "Connected programs"

    def ready(self) -> None:
        """Listen to what happens to referrals."""
        from cookout.connect import receivers  # noqa: PLC0415  (the one import allowed in a function: wiring)

        receivers.connect()
