"""What the room `one_to_ones` shows on pages of lower rooms."""

from cookout.one_to_ones.panels import after, prep


def register() -> None:
    """Fill the slots."""
    prep.register()
    after.register()
