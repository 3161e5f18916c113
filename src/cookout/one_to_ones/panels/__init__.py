"""What the room `one_to_ones` shows on pages of lower rooms."""


def register() -> None:
    """Fill the slots."""
