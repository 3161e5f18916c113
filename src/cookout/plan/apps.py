"""Wiring of the room `plan`."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """What I do next."""

    name = "cookout.plan"
    label = "plan"
    verbose_name = "Plan"

    def ready(self) -> None:
        """Offer the morning's chores to the worker, the plan's words to the command line."""
        from cookout.core.management import deeds  # noqa: PLC0415  (the one import allowed in a function: wiring)
        from cookout.plan import receivers  # noqa: PLC0415  (wiring)
        from cookout.plan.management.plans import ALL  # noqa: PLC0415  (wiring)

        receivers.connect()
        for deed in ALL:
            deeds.register("plan", deed())
