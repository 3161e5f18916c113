"""What the room `one_to_ones` shows on pages of lower rooms."""

from cookout.one_to_ones.panels import after, calendar, planning, prep


def register() -> None:
    """Fill the slots."""
    planning.register()
    prep.register()
    after.register()
    calendar.register()
