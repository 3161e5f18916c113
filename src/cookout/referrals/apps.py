"""Wiring of the room `referrals`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReferralsConfig(AppConfig):
    """What comes of it: referrals of three, news that is owed, business and thanks."""

    name = "cookout.referrals"
    label = "referrals"
    verbose_name = "Referrals"

    def ready(self) -> None:
        """Fill slots and listen."""
        from cookout.referrals import panels, receivers  # noqa: PLC0415  (the one import allowed in a function: wiring)

        receivers.connect()
        panels.register()
        post_migrate.connect(receivers.keep_ledger, sender=self)
