"""What the room `insight` shows on pages of lower rooms."""

from cookout.insight.panels import region, reported


def register() -> None:
    """Fill the slots."""
    reported.register()
    region.register()
