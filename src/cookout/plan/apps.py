"""Wiring of the room `plan`."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """What I do next."""

    name = "cookout.plan"
    label = "plan"
    verbose_name = "Plan"

    def ready(self) -> None:
        """Offer the morning's chores to the worker."""
        from cookout.plan import receivers  # noqa: PLC0415  (the one import allowed in a function: wiring)

        receivers.connect()
