"""What the room `insight` shows on pages of lower rooms."""

from cookout.insight.panels import counts, lots, region, reported


def register() -> None:
    """Fill the slots."""
    counts.register()
    reported.register()
    region.register()
    lots.register()
