"""Wiring of the room `rounds`."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Who should meet whom, and who has."""

    name = "cookout.rounds"
    label = "rounds"
    verbose_name = "Rounds"

    def ready(self) -> None:
        """Listen, offer rounds to the worker, and show pairs on groups' pages."""
        from cookout.core.management import deeds  # noqa: PLC0415  (the one import allowed in a function: wiring)
        from cookout.rounds import panels, receivers  # noqa: PLC0415  (wiring)
        from cookout.rounds.management.across import AcrossRound  # noqa: PLC0415  (wiring)
        from cookout.rounds.management.group_met import GroupMet  # noqa: PLC0415  (wiring)
        from cookout.rounds.management.pairings import ALL as PAIRINGS  # noqa: PLC0415  (wiring)
        from cookout.rounds.management.pairings import RoundRepair  # noqa: PLC0415  (wiring)
        from cookout.rounds.management.rounds import ALL  # noqa: PLC0415  (wiring)

        receivers.connect()
        panels.register()
        deeds.register("group", GroupMet())
        for deed in (*ALL, AcrossRound, RoundRepair):
            deeds.register("round", deed())
        for word in PAIRINGS:
            deeds.register("pairing", word())
