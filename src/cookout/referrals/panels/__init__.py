"""What the room `referrals` shows on pages of lower rooms."""


def register() -> None:
    """Fill the slots."""
