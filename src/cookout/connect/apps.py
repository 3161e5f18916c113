"""Wiring of the room `connect`."""

from django.apps import AppConfig


class ConnectConfig(AppConfig):
    """Other programs: what they are told."""

    name = "cookout.connect"
    label = "connect"
    verbose_name = "Connected programs"
